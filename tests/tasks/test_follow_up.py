"""Results over time through the whole chain; the grades of refeeding are those of ASPEN 2020
(da Silva, Nutr Clin Pract 35:178-195, abstract)."""

from typing import Any

import pytest

from micronutrient.errors import ImplausibleValue, InputFault, UnknownName, WrongUnit
from micronutrient.tasks.assess import assess
from micronutrient.tasks.markers import compare

PERSON = {"sex": "female", "age_years": 34, "weight_kg": 41, "height_cm": 165}


def phosphate(value: float, day: int, **more: object) -> dict[str, Any]:
    date = f"2026-03-{day:02d}"
    return {"marker": "phosphate_serum", "value": value, "unit": "mmol/L", "date": date, **more}


def alerts(*labs: dict[str, Any], **person: Any) -> dict[str, str]:
    found = assess({"person": {**PERSON, **person}, "labs": list(labs)})
    return {alert.code: alert.why for alert in found.alerts}


def test_published_fall_of_a_tenth_within_five_days_is_seen_in_an_underweight_woman():
    found = alerts(phosphate(1.00, 1), phosphate(0.90, 6))
    assert "phosphate serum fell by 10 % in 5 days (1 to 0.9 mmol/L)" in found["refeeding_syndrome"]
    assert "refeeding_syndrome" not in alerts(phosphate(1.00, 1), phosphate(0.90, 7))
    assert "refeeding_syndrome" not in alerts(phosphate(1.00, 1), phosphate(0.91, 6))


def test_a_fall_that_was_made_good_since_is_still_seen_for_days():
    labs = [phosphate(1.1, 1), phosphate(0.6, 3), phosphate(1.0, 6)]
    assert "refeeding_syndrome" in alerts(*labs)
    assert "refeeding_syndrome" not in alerts(*labs, phosphate(1.0, 20))


def test_without_a_time_of_little_food_only_a_deep_fall_to_a_low_phosphate_is_seen():
    well = {"weight_kg": 65}
    assert "refeeding_syndrome" not in alerts(phosphate(1.2, 1), phosphate(0.9, 3), **well)
    assert "refeeding_syndrome" in alerts(phosphate(1.2, 1), phosphate(0.6, 3), **well)


@pytest.mark.parametrize("note", ["haemolysed", "EDTA contamination", "delayed separation"])
def test_a_baseline_that_the_sample_made_raises_no_alert_of_refeeding(note):
    before = {"marker": "potassium", "value": 6.2, "unit": "mmol/L", "date": "2026-03-01"}
    after = {**before, "value": 4.2, "date": "2026-03-03"}
    assert "refeeding_syndrome" in alerts(before, after)
    assert "refeeding_syndrome" not in alerts({**before, "note": note}, after)


def test_units_of_the_two_results_may_differ():
    mg_dl = {**phosphate(3.1, 1), "unit": "mg/dL"}
    assert "(1.001 to 0.7 mmol/L)" in alerts(mg_dl, phosphate(0.7, 4))["refeeding_syndrome"]


def test_the_sources_of_a_series_are_cited():
    found = assess({"person": PERSON, "labs": [phosphate(1.0, 1), phosphate(0.95, 20)]})
    (one,) = found.series
    assert {one.limits.source, "fraser-2012-reference-change"} <= set(found.sources)
    alone = assess({"person": PERSON, "labs": [phosphate(1.0, 1)]})
    assert alone.series == ()
    assert "fraser-2012-reference-change" not in alone.sources


def test_an_inflammation_of_an_earlier_visit_is_no_misdated_result():
    labs = [
        {"marker": "ferritin", "value": v, "unit": "ug/L", "date": d}
        for v, d in ((60, "2026-01-12"), (20, "2026-07-06"))
    ]
    crp = {"marker": "crp", "value": 20, "unit": "mg/L", "date": "2026-01-12"}
    assert "are both dates right" not in " ".join(
        assess({"person": PERSON, "labs": [*labs, crp]}).method
    )
    stray = {**crp, "date": "2026-04-01"}
    assert "are both dates right" in " ".join(
        assess({"person": PERSON, "labs": [*labs, stray]}).method
    )


@pytest.mark.parametrize(
    ("earlier", "later", "word"),
    [
        ("12", "20", "rose"),
        ("20", "12", "fell"),
        ("12", "15", "no_change"),
        ("12", "<10", "cannot_be_said"),
        ("12", "< 5", "fell"),
        (">1500", ">=1500", "cannot_be_said"),
    ],
)
def test_two_results_are_compared_as_printed(earlier: str, later: str, word: str):
    assert compare("ferritin", earlier=earlier, later=later, unit="ug/L").change.moved == word


def test_two_units_are_converted_and_one_name_is_as_good_as_another():
    one = compare("ferritin", earlier="12", later="0.02", unit="ug/L", later_unit="mg/L")
    other = compare("loinc:2276-4", earlier="12", later="20", unit="ng/mL")
    assert one.change.z == pytest.approx(other.change.z)


def test_an_assumed_variation_is_said():
    found = compare("haemoglobin", earlier="98", later="112", unit="g/L")
    assert any("analytical variation is on file" in doubt for doubt in found.change.doubts)


@pytest.mark.parametrize(
    ("fields", "fault", "where"),
    [
        ({"name": "ferritn"}, UnknownName, ""),
        ({"unit": "mmol"}, WrongUnit, "--from"),
        ({"later_unit": "mmol"}, WrongUnit, "--to"),
        ({"later": "much"}, InputFault, "--to"),
        ({"earlier": "-3"}, InputFault, "--from"),
        ({"later": "1e99"}, InputFault, "--to"),
        ({"later": "0"}, ImplausibleValue, "--to"),
        ({"earlier": "9999999"}, ImplausibleValue, "--from"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    fields: dict[str, str], fault: type[InputFault], where: str
):
    asked = {"name": "ferritin", "earlier": "12", "later": "20", "unit": "ug/L", **fields}
    with pytest.raises(fault) as raised:
        compare(asked.pop("name"), **asked)
    assert raised.value.where == where
    assert "\n" not in str(raised.value)
