"""CKD-EPI 2021 as the National Kidney Foundation prints the equation; worked by hand below."""

import pytest

from micronutrient.biomarkers.kidney import egfr_ml_min, failing, kidney_conditions
from micronutrient.interactions import table
from micronutrient.person import Sex


@pytest.mark.parametrize(
    ("creatinine", "sex", "age", "printed"),
    [
        (0.9, Sex.MALE, 50, 142 * 0.9938**50),
        (0.7, Sex.FEMALE, 50, 142 * 0.9938**50 * 1.012),
        (1.8, Sex.MALE, 60, 142 * 2**-1.200 * 0.9938**60),
        (0.35, Sex.FEMALE, 40, 142 * 0.5**-0.241 * 0.9938**40 * 1.012),
        (0.45, Sex.MALE, 40, 142 * 0.5**-0.302 * 0.9938**40),
    ],
)
def test_published_equation(creatinine, sex, age, printed):
    assert egfr_ml_min(creatinine, sex=sex, age_y=age) == pytest.approx(printed)


@pytest.mark.parametrize(
    ("egfr", "stated", "why"),
    [
        (40.0, "", "kidney filtration (eGFR) 40 mL/min/1.73 m²"),
        (40.0, "Dialysis", "kidney filtration (eGFR) 40 mL/min/1.73 m²"),
        (90.0, "Dialysis", ""),
        (None, "Dialysis", "Dialysis"),
        (None, "", ""),
    ],
)
def test_a_stated_disease_stands_in_where_no_rate_is_known(egfr, stated, why):
    assert failing(egfr, stated=stated) == why


def test_a_failing_kidney_closes_methylmalonic_acid_and_explains_retinol(lab, read):
    found = read(
        lab("mma", 500, "nmol/L"),
        lab("retinol", 2550, "ug/L"),
        lab("creatinine", 450, "umol/L"),
        sex="male",
        age_years=67,
    )
    mma, retinol, _ = found.readings
    assert mma.reading == "uninterpretable"
    assert "holotranscobalamin" in mma.repeat
    assert retinol.reading == "high"
    assert retinol.used_value == pytest.approx(8.9, abs=0.05)
    assert any("not by itself toxicity" in note for note in retinol.notes)
    assert found.egfr_ml_min < 15


@pytest.mark.parametrize(
    ("mma", "creatinine", "reading", "strength"),
    [
        (500, 130, "deficient", "moderate"),
        (2000, 130, "deficient", "strong"),
        (500, 450, "uninterpretable", "moderate"),
        (2000, 450, "deficient", "strong"),
        (150, 450, "adequate", "strong"),
    ],
)
def test_a_failing_kidney_touches_only_what_it_could_have_made(
    lab, read, mma, creatinine, reading, strength
):
    """It is reckoned to raise methylmalonic acid threefold at most."""
    rows = lab("mma", mma, "nmol/L"), lab("creatinine", creatinine, "umol/L")
    found = read(*rows, sex="male", age_years=67).readings[0]
    assert found.reading == reading
    if reading != "uninterpretable":
        assert found.strength_for("vitamin_b12") == strength


def test_beyond_what_the_kidney_explains_methylmalonic_acid_is_read(lab, read):
    creatinine = lab("creatinine", 450, "umol/L")
    for value, reading in ((270, "adequate"), (800, "uninterpretable"), (820, "deficient")):
        found = read(lab("mma", value, "nmol/L"), creatinine, sex="male", age_years=67)
        assert found.readings[0].reading == reading


def test_a_sound_kidney_changes_nothing(lab, read):
    found = read(lab("mma", 500, "nmol/L"), lab("creatinine", 70, "umol/L"))
    assert found.readings[0].strength_for("vitamin_b12") == "strong"


def test_a_child_has_no_rate_by_this_equation(lab, read):
    assert read(lab("creatinine", 40, "umol/L"), age_years=9).egfr_ml_min is None


def test_a_reduced_rate_stands_for_a_condition_that_is_on_file():
    assert kidney_conditions(30) <= set(table.names())
    assert kidney_conditions(30)
    assert not kidney_conditions(90)
    assert not kidney_conditions(None)
