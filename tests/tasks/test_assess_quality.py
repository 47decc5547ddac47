"""Quality before interpretation, through the whole chain: the person decides what can be read."""

import datetime as dt
import json
from typing import Any

import pytest

from micronutrient.case import Case, LabResult
from micronutrient.cli.answer import as_json
from micronutrient.errors import InputFault
from micronutrient.evidence import BiomarkerEvidence
from micronutrient.person import Person, Sex
from micronutrient.report import html, text
from micronutrient.states import Status
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment, NutrientVerdict

WOMAN = {"sex": "female", "age_years": 34, "weight_kg": 62}
CRP = {"marker": "crp", "value": 1, "unit": "mg/L"}
BIOTIN = {"name": "Hair", "nutrient": "biotin", "amount": 10, "unit": "mg"}


def lab(marker: str, value: float, unit: str, **more: object) -> dict[str, Any]:
    return {"marker": marker, "value": value, "unit": unit, **more}


def of(*labs: dict[str, Any], person: dict[str, Any] | None = None, **more: object) -> Assessment:
    return assess({"person": {**WOMAN, **(person or {})}, "labs": [*labs, CRP], **more})


def row(found: Assessment, nutrient: str) -> NutrientVerdict:
    return next(one for one in found.nutrients if one.nutrient == nutrient)


def shown(found: Assessment, nutrient: str, marker: str) -> BiomarkerEvidence:
    rows = [e for e in row(found, nutrient).evidence if isinstance(e, BiomarkerEvidence)]
    return next(one for one in rows if one.marker == marker)


COPPER = lab("copper", 14, "umol/L")
FERRITIN = lab("ferritin", 8, "ug/L")
B12 = lab("vitamin_b12_serum", 200, "pmol/L")
RETINOL = lab("retinol", 4, "umol/L")


@pytest.mark.parametrize(
    ("result", "circumstance", "reading", "strength"),
    [
        (COPPER, {"medications": ["levonorgestrel ethinylestradiol"]}, "adequate", "moderate"),
        (COPPER, {"medications": ["estradiol 2 mg"]}, "adequate", "moderate"),
        (COPPER, {"person": {"pregnancy_week": 30}}, "uninterpretable", "strong"),
        (COPPER, {"conditions": ["asthma"]}, "adequate", "strong"),
        (lab("copper", 4, "umol/L"), {"person": {"pregnancy_week": 30}}, "deficient", "strong"),
        (
            lab("copper", 5, "umol/L"),
            {"conditions": ["Wilson disease"]},
            "uninterpretable",
            "strong",
        ),
        (B12, {"medications": ["combined oral contraceptive"]}, "low", "weak"),
        (B12, {"person": {"pregnancy_week": 30}}, "low", "weak"),
        (
            lab("vitamin_b12_serum", 60, "pmol/L"),
            {"medications": ["combined pill"]},
            "deficient",
            "moderate",
        ),
        (FERRITIN, {"supplements": [BIOTIN]}, "uninterpretable", "strong"),
        (FERRITIN, {"supplements": [{**BIOTIN, "amount": 1}]}, "deficient", "strong"),
        (RETINOL, {"conditions": ["CKD stage 4"]}, "high", "weak"),
        (RETINOL, {}, "high", "moderate"),
        (lab("zinc", 6, "umol/L"), {"medications": ["gadolinium"]}, "uninterpretable", "moderate"),
        (lab("egrac", 1.1, "1"), {"conditions": ["G6PD deficiency"]}, "uninterpretable", "strong"),
        (
            lab("ferritin", 300, "ug/L"),
            {"medications": ["iron infusion last week"]},
            "uninterpretable",
            "strong",
        ),
        (FERRITIN, {"medications": ["iron infusion last week"]}, "deficient", "strong"),
        (
            lab("folate_rbc", 900, "nmol/L"),
            {"conditions": ["recent blood transfusion"]},
            "uninterpretable",
            "strong",
        ),
        (lab("ferritin", 100, "ug/L"), {"conditions": ["cirrhosis"]}, "adequate", "moderate"),
        (
            lab("stfr", 12, "mg/L", assay="Ramco"),
            {"conditions": ["sickle cell disease"]},
            "deficient",
            "weak",
        ),
    ],
)
def test_who_the_person_is_decides_how_a_result_is_read(
    result: dict[str, Any], circumstance: dict[str, Any], reading: str, strength: str
) -> None:
    found = of(result, **circumstance)
    nutrient = next(
        one.nutrient
        for one in found.nutrients
        for e in one.evidence
        if isinstance(e, BiomarkerEvidence) and e.marker == result["marker"]
    )
    evidence = shown(found, nutrient, result["marker"])
    assert evidence.reading == reading
    assert evidence.strength == strength
    if reading == "uninterpretable":
        assert "repeat" in evidence.why
        assert evidence.log_likelihood == {}


def test_a_high_b12_on_a_high_dose_is_no_more_than_weak_and_never_stands_for_the_tissues() -> None:
    high = lab("vitamin_b12_serum", 900, "pmol/L")
    dose = {"name": "B12", "nutrient": "vitamin_b12", "amount": 1000, "unit": "ug"}
    found = shown(of(high, supplements=[dose]), "vitamin_b12", "vitamin_b12_serum")
    assert found.strength == "weak"
    assert "no toxicity" in found.why
    assert shown(of(high), "vitamin_b12", "vitamin_b12_serum").strength == "moderate"


def test_a_supplement_is_asked_for_its_hour() -> None:
    zinc = {"name": "Zn", "nutrient": "zinc", "amount": 15, "unit": "mg"}
    unknown = of(lab("zinc", 14, "umol/L"), supplements=[zinc])
    assert "how long before" in shown(unknown, "zinc", "zinc").why
    soon = of(lab("zinc", 14, "umol/L", hours_since_dose=2), supplements=[zinc])
    assert shown(soon, "zinc", "zinc").reading is Status.UNINTERPRETABLE


def test_the_kidney_is_told_once_although_disease_and_rate_are_both_known() -> None:
    creatinine = lab("creatinine", 300, "umol/L")
    found = of(lab("mma", 500, "nmol/L"), creatinine, conditions=["CKD stage 4"])
    why = shown(found, "vitamin_b12", "mma").why
    assert why.count("etains methylmalonic acid") == 1
    assert "eGFR" in why


def test_the_reasons_stand_in_text_page_and_json() -> None:
    found = of(
        FERRITIN,
        lab("potassium", 4.4, "mmol/L"),
        lab("potassium", 6.9, "mmol/L"),
        supplements=[BIOTIN],
    )
    plain = " ".join(text.render(found).split())
    page = " ".join(html.render(found).split())
    answer = json.loads(as_json(found))
    for said in ("three days without biotin", "contradict each other", "which is right"):
        assert said in plain
        assert said in page
        assert said in json.dumps(answer)
    assert answer["doubts"][0]["input"] == "labs[1]"


def test_of_two_contradicting_potassiums_the_dangerous_one_raises_the_alert() -> None:
    found = of(lab("potassium", 6.9, "mmol/L"), lab("potassium", 4.4, "mmol/L"))
    assert any("hyperkalaemia" in alert.code for alert in found.alerts)
    assert any("contradict" in doubt.why for doubt in found.doubts)


@pytest.mark.parametrize(
    ("dose", "meant"),
    [
        ({"nutrient": "vitamin_d", "amount": 25, "unit": "g"}, "µg"),
        ({"nutrient": "selenium", "amount": 40, "unit": "mg"}, "µg"),
        ({"nutrient": "vitamin_b12", "amount": 1000, "unit": "mg"}, "µg"),
        ({"nutrient": "vitamin_d", "amount": 25_000, "unit": "ug"}, "IU"),
        ({"nutrient": "iron", "amount": 14, "unit": "g"}, "mg"),
    ],
)
def test_a_dose_beyond_any_in_use_is_asked_about_and_counted(
    dose: dict[str, Any], meant: str
) -> None:
    found = of(supplements=[{"name": "X", **dose}])
    (doubt,) = found.doubts
    assert doubt.input == "supplements[0]"
    assert meant in doubt.ask
    assert row(found, dose["nutrient"]).summary


@pytest.mark.parametrize(
    "dose",
    [
        {"nutrient": "vitamin_d", "amount": 50_000, "unit": "IU"},
        {"nutrient": "vitamin_b12", "amount": 5, "unit": "mg"},
        {"nutrient": "biotin", "amount": 300, "unit": "mg"},
        {"nutrient": "thiamin", "amount": 1500, "unit": "mg"},
        {"nutrient": "folate", "form": "folic_acid", "amount": 5, "unit": "mg"},
        {"nutrient": "niacin", "amount": 2000, "unit": "mg"},
        {"nutrient": "zinc", "amount": 150, "unit": "mg"},
    ],
)
def test_a_high_dose_that_is_in_use_is_not_asked_about(dose: dict[str, Any]) -> None:
    assert of(supplements=[{"name": "X", **dose}]).doubts == ()


def test_an_old_result_says_so_on_the_day_of_the_assessment() -> None:
    case = {"person": WOMAN, "labs": [lab("ferritin", 40, "ug/L", date="2025-10-01")]}
    old = assess(case, today=dt.date(2026, 11, 1))
    fresh = assess(case, today=dt.date(2026, 9, 1))
    assert "Taken on 2025-10-01, 396 days ago" in shown(old, "iron", "ferritin").why
    assert "days ago" not in shown(fresh, "iron", "ferritin").why


@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), dt.date(1820, 3, 1)])
def test_a_record_with_an_impossible_date_is_refused_as_a_file_is(day: dt.date) -> None:
    result = LabResult(marker="ferritin", value=12, unit="ug/L", date=day)
    case = Case(person=Person(sex=Sex.FEMALE, age_years=34), labs=(result,))
    with pytest.raises(InputFault, match=r"labs\[0\]\.date: .*2026-11-22"):
        assess(case)


def test_the_place_of_a_faulty_result_is_that_of_the_file() -> None:
    rows = [lab("ferritin", -1, "ug/L"), lab("ferritn", 12, "ug/L"), lab("zinc", 1.52, "ug/dL")]
    with pytest.raises(InputFault) as told:
        assess({"person": WOMAN, "labs": rows})
    places = [line.partition(":")[0] for line in told.value.lines()]
    assert places == ["labs[0].value", "labs[1].marker"]
