"""Laboratory results through the whole chain, from the sheet to the verdict.

WHO's ferritin limits are those of WHO 2020 (ISBN 978-92-4-000012-4, table 1); the CRP above which
zinc cannot be read is that of Duncan 2012 (Am J Clin Nutr 95:64-71).
"""

from pathlib import Path
from typing import Any

import pytest

from micronutrient import safeload
from micronutrient.evidence import BiomarkerEvidence
from micronutrient.states import STATES, Status
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment, NutrientVerdict

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PUBLISHERS = ("iom", "efsa", "harmonised")
WOMAN = {"sex": "female", "age_years": 34, "weight_kg": 62}
OPEN = {Status.UNKNOWN, Status.UNINTERPRETABLE}


@pytest.fixture(scope="module")
def vegan() -> dict[str, Any]:
    data = safeload.load(str(EXAMPLES / "diet_only_vegan.yaml"))
    assert isinstance(data, dict)
    return {key: data[key] for key in ("person", "diet", "recipes")}


def rows_of(found: Assessment) -> dict[str, NutrientVerdict]:
    return {row.nutrient: row for row in found.nutrients}


def verdict(case: dict[str, Any], nutrient: str, *, publisher: str = "iom") -> NutrientVerdict:
    return rows_of(assess(case, publisher=publisher))[nutrient]


def from_labs(*labs: dict[str, Any], person: dict[str, Any] = WOMAN) -> Assessment:
    return assess({"person": person, "labs": list(labs)})


def lab(marker: str, value: float, unit: str, **more: object) -> dict[str, Any]:
    return {"marker": marker, "value": value, "unit": unit, **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lab("ferritin", 12, "ng/mL"), lab("ferritin", 12, "ug/L")),
        (lab("ferritin", 12, "ug/L"), lab("loinc:2276-4", 12, "µg/l")),
        (
            lab("vitamin_b12_serum", 200, "pg/mL"),
            lab("vitamin_b12_serum", 200 / 1355.37 * 1000, "pmol/L"),
        ),
        (
            lab("vitamin_d_25oh", 15, "ng/mL"),
            lab("vitamin_d_25oh", 15 / 400.64 * 1000, "nmol/L"),
        ),
        (lab("zinc", 60, "ug/dL"), lab("zinc", 600 / 65.38, "umol/L")),
        (lab("haemoglobin", 11.2, "g/dL"), lab("haemoglobin", 112, "g/L")),
        (lab("magnesium_serum", 1.4, "mg/dL"), lab("magnesium_serum", 14 / 24.305, "mmol/L")),
    ],
)
def test_the_unit_of_a_result_is_irrelevant(one: dict[str, Any], other: dict[str, Any]) -> None:
    rows, twins = (rows_of(from_labs(each)) for each in (one, other))
    for slug, row in rows.items():
        assert row.status == twins[slug].status, slug
        if row.probability is not None:
            for state in STATES:
                share = getattr(row.probability, state)
                assert getattr(twins[slug].probability, state) == pytest.approx(share, abs=2e-3)


@pytest.mark.parametrize(
    ("crp", "expected"), [(5, {Status.DEFICIENT, Status.LOW}), (40, {Status.UNINTERPRETABLE})]
)
def test_published_zinc_is_readable_up_to_a_crp_of_20_only(crp: float, expected: set[str]) -> None:
    found = rows_of(from_labs(lab("zinc", 6, "umol/L"), lab("crp", crp, "mg/L")))
    assert found["zinc"].status in expected
    (zinc,) = [e for e in found["zinc"].evidence if getattr(e, "marker", "") == "zinc"]
    assert (zinc.reading is Status.UNINTERPRETABLE) == (crp > 20)
    assert ("20 mg/L" in zinc.why) == (crp > 20)


@pytest.mark.parametrize(
    ("age", "crp", "limit"), [(3, 1, 12), (30, 1, 15), (3, 20, 30), (30, 20, 70)]
)
def test_published_ferritin_limits_hold_through_the_whole_chain(
    age: float, crp: float, limit: float
) -> None:
    person = {"sex": "female", "age_years": age}

    def ferritin(value: float) -> tuple[NutrientVerdict, BiomarkerEvidence]:
        labs = (lab("ferritin", value, "ug/L"), lab("crp", crp, "mg/L"))
        row = rows_of(from_labs(*labs, person=person))["iron"]
        (shown,) = [e for e in row.evidence if isinstance(e, BiomarkerEvidence)]
        return row, shown

    _, below = ferritin(limit - 0.5)
    _, reached = ferritin(limit)
    assert below.reading is Status.DEFICIENT
    assert reached.reading is not Status.DEFICIENT
    assert below.source == "who-2020-ferritin"
    assert ferritin(limit / 3)[0].status is Status.DEFICIENT
    assert ferritin(limit * 2)[0].status is Status.ADEQUATE


@pytest.mark.parametrize("value", [8, 40, 90, 150, 400, 900])
def test_one_urinary_iodine_never_classifies_a_person(value: float, vegan: dict[str, Any]) -> None:
    urine = lab("iodine_urine", value, "ug/L", specimen="urine")
    row = rows_of(from_labs(urine))["iodine"]
    assert row.status is Status.UNKNOWN
    assert row.probability is None
    assert verdict({**vegan, "labs": [urine]}, "iodine").status is Status.UNKNOWN


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize(
    ("nutrient", "unreadable"),
    [
        ("zinc", lab("zinc", 8.1, "umol/L")),
        ("selenium", lab("selenium_plasma", 0.58, "umol/L")),
        ("vitamin_a", lab("retinol", 0.62, "umol/L")),
        ("vitamin_c", lab("vitamin_c_plasma", 15, "umol/L")),
        ("vitamin_b6", lab("plp", 15, "nmol/L")),
    ],
)
def test_what_cannot_be_read_never_becomes_adequate(
    nutrient: str, unreadable: dict[str, Any], publisher: str, vegan: dict[str, Any]
) -> None:
    assert verdict(vegan, nutrient, publisher=publisher).status in {Status.ADEQUATE, *OPEN}
    both = {**vegan, "labs": [unreadable, lab("crp", 40, "mg/L")]}
    assert verdict(both, nutrient, publisher=publisher).status is Status.UNINTERPRETABLE


def test_too_little_eaten_is_said_although_the_laboratory_cannot_be_read() -> None:
    day = {"day": "2026-03-01", "food": "white sugar", "grams": 300}
    poor = {
        "person": WOMAN,
        "diet": [day],
        "labs": [lab("zinc", 6, "umol/L"), lab("crp", 40, "mg/L")],
    }
    assert verdict(poor, "zinc").status in {Status.LOW, Status.UNINTERPRETABLE}


def test_an_inflamed_low_ferritin_still_shows_deficiency() -> None:
    found = rows_of(from_labs(lab("ferritin", 20, "ug/L"), lab("crp", 40, "mg/L")))
    assert found["iron"].status is Status.DEFICIENT


@pytest.mark.parametrize(
    ("nutrient", "reading", "crp"),
    [
        ("iron", lab("ferritin", 13, "ug/L"), 1),
        ("iron", lab("ferritin", 60, "ug/L"), 40),
        ("vitamin_d", lab("vitamin_d_25oh", 45, "nmol/L"), 1),
        ("potassium", lab("potassium_serum", 6.3, "mmol/L"), 1),
        ("potassium", lab("potassium_serum", 3.2, "mmol/L"), 1),
        ("sodium", lab("sodium_serum", 152, "mmol/L"), 1),
        ("calcium", lab("calcium_serum", 3.0, "mmol/L"), 1),
        ("magnesium", lab("magnesium_serum", 0.65, "mmol/L"), 1),
    ],
)
def test_what_the_only_marker_reads_outside_its_limits_is_not_adequate(
    nutrient: str, reading: dict[str, Any], crp: float
) -> None:
    found = rows_of(from_labs(reading, lab("crp", crp, "mg/L")))
    assert found[nutrient].status is not Status.ADEQUATE
