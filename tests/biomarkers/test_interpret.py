"""Zinc limits: Hotz C et al. Am J Clin Nutr 2003;78:756; B12: NICE NG239; whole cases."""

import pytest

from micronutrient.biomarkers.day_time import day_time
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.variation import sd_ln, sd_ln_of
from micronutrient.errors import InputFault, UnknownName, WrongUnit
from micronutrient.states import Status


@pytest.mark.parametrize(
    ("sex", "time", "fasting", "limit_ug_dl"),
    [
        ("female", "08:10", True, 70),
        ("female", "08:10", False, 66),
        ("female", "15:30", None, 59),
        ("male", "08:10", True, 74),
        ("male", "9.15 am", False, 70),
        ("male", "3:30 pm", False, 61),
        ("female", None, None, 66),
    ],
)
def test_published_zinc_by_time_and_fasting(lab, read_one, sex, time, fasting, limit_ug_dl):
    def zinc(value: float) -> Status:
        row = lab("zinc", value, "ug/dL", time=time, fasting=fasting)
        return read_one(row, sex=sex).reading

    assert zinc(limit_ug_dl - 0.6) == "deficient"
    assert zinc(limit_ug_dl + 0.6) == "adequate"


@pytest.mark.parametrize(
    ("pg_ml", "expected", "grade"),
    [
        (179, "deficient", "deficiency confirmed"),
        (205, "low", "indeterminate"),
        (360, "adequate", "deficiency unlikely"),
    ],
)
def test_published_b12_by_nice(lab, read_one, pg_ml, expected, grade):
    found = read_one(lab("loinc:2132-9", pg_ml, "pg/mL"), age_years=57)
    assert found.reading == expected
    assert found.grade == grade


def test_published_infant_b12_is_not_read_by_adult_limits(lab, read_one):
    found = read_one(lab("vitamin B12", 57, "pg/mL"), sex="male", age_years=5 / 12)
    assert found.reading == "deficient"
    assert "120" in found.why


def test_high_methylmalonic_acid_means_too_little_b12(lab, read_one):
    found = read_one(lab("mma", 3600, "nmol/L"), age_years=57)
    assert found.reading == "deficient"
    assert [band.state for band in found.bands] == ["adequate", "low", "deficient"]
    assert found.strength_for("vitamin_b12") == "strong"


def test_censored_copper_is_deficient_and_keeps_its_sign(lab, read_one):
    found = read_one(lab("copper", 10, "ug/dL", comparator="<"), sex="male", age_years=72)
    assert found.reading == "deficient"
    assert found.comparator == "<"
    assert found.value == 10
    assert found.used_value == pytest.approx(1.574, abs=1e-3)
    assert "<10 µg/dL" in found.why


def test_a_censored_value_across_a_limit_is_unknown(lab, read_one):
    found = read_one(lab("vitamin B12", 400, "pmol/L", comparator="<"))
    assert found.reading == "unknown"
    assert "censored" in found.why


@pytest.mark.parametrize("value", [1, 15, 60, 120, 400, 2000])
@pytest.mark.parametrize("week", [None, 20])
def test_urinary_iodine_never_classifies(lab, read_one, value, week):
    found = read_one(lab("iodine_urine", value, "ug/L"), pregnancy_week=week)
    assert found.reading == "unknown"
    assert found.bands == ()
    assert all(other.reading == "unknown" for other in found.others)
    assert "median of a population" in found.why


def test_authorities_on_vitamin_d_stand_side_by_side(lab, read_one):
    found = read_one(lab("25-OH vitamin D", 60, "nmol/L"), lab("crp", 1, "mg/L"))
    assert found.reading == "adequate"
    others = {other.source: other for other in found.others}
    assert others["endocrine-society-2011-vitamin-d"].reading == "low"
    assert not others["endocrine-society-2011-vitamin-d"].agrees
    assert others["endocrine-society-2024-vitamin-d"].reading == "unknown"
    assert others["sacn-2016-vitamin-d"].agrees
    assert "munns-2016-rickets" not in others


def test_vitamin_d_of_the_infant_and_in_toxicity(lab, read_one):
    assert read_one(lab("vitamin_d_25oh", 29, "nmol/L"), age_years=0.5).reading == "deficient"
    assert read_one(lab("vitamin_d_25oh", 200, "ng/mL")).reading == "toxic"


def test_all_faults_are_collected_with_their_place(lab, read):
    found = read(
        lab("feritin", 12, "ug/L"),
        lab("loinc:2132-8", 200, "pg/mL"),
        lab("zinc", 70, "mg"),
        lab("ferritin", 12, "ug/L"),
    )
    kinds = [type(fault) for fault in found.faults]
    assert kinds == [UnknownName, InputFault, WrongUnit]
    assert [fault.where for fault in found.faults] == [
        "labs[0].marker",
        "labs[1].marker",
        "labs[2].unit",
    ]
    assert [reading.index for reading in found.readings] == [3]


def test_the_latest_of_two_results_is_used_and_both_are_kept(lab, read):
    found = read(
        lab("ferritin", 40, "ug/L", date="2026-03-02"),
        lab("ferritin", 9, "ug/L", date="2025-03-02"),
        lab("ferritin", 8, "ug/L"),
    )
    assert [reading.used for reading in found.readings] == [True, False, False]
    assert [reading.value for reading in found.speaking_for("iron")] == [40]


def test_the_strongest_speaks_first(lab, read):
    found = read(
        lab("haemoglobin", 100, "g/L"),
        lab("MCV", 72, "fL"),
        lab("TSAT", 9, "%"),
        lab("ferritin", 8, "ug/L"),
    )
    order = [reading.marker for reading in found.speaking_for("iron")]
    assert order == ["ferritin", "transferrin_saturation", "haemoglobin", "mcv"]


def test_denture_cream(lab, read):
    found = read(
        lab("ceruloplasmin", 4, "mg/dL", specimen="serum"),
        lab("copper", 10, "ug/dL", comparator="<", specimen="serum"),
        lab("zinc", 1.52, "mcg/dL", specimen="serum"),
        sex="male",
        age_years=72,
    )
    assert [str(reading.reading) for reading in found.readings] == ["low", "deficient"]
    assert found.quarantined[0].input == "labs[2]"


def test_inflamed_child(lab, read):
    found = read(
        lab("ferritin", 21.01, "ug/L"),
        lab("RBP", 0.68, "umol/L"),
        lab("zinc", 468.75, "ug/L"),
        lab("CRP", 34.9, "mg/L"),
        lab("AGP", 4.0, "g/L"),
        age_years=3,
    )
    by_marker = {reading.marker: reading for reading in found.readings}
    assert by_marker["ferritin"].reading == "deficient"
    assert by_marker["rbp"].reading == "unknown"
    assert by_marker["zinc"].reading == "uninterpretable"
    assert by_marker["zinc"].used_value == pytest.approx(7.17, abs=0.01)
    assert found.inflamed is True


def test_haemolysed_potassium_cannot_be_read_as_high(lab, read_one):
    found = read_one(lab("potassium", 6.8, "mmol/L", note="haemolysed"))
    assert found.reading == "uninterpretable"
    assert "not haemolysed" in found.repeat
    low = read_one(lab("potassium", 2.4, "mmol/L", note="haemolysed"))
    assert low.reading == "deficient"


def test_markers_without_limits_are_shown_only(lab, read_one):
    for slug, value, unit in (("magnesium_rbc", 1.9, "mmol/L"), ("mcv", 96, "fL")):
        found = read_one(lab(slug, value, unit))
        assert found.reading == "unknown"
        assert found.bands == ()
        assert "shown only" in found.why


def test_published_variation_and_what_is_assumed():
    assert sd_ln(marker("vitamin_d_25oh")) == pytest.approx(sd_ln_of((8.2**2 + 3.4**2) ** 0.5))
    assert sd_ln(marker("ferritin")) == sd_ln_of(14.5) == pytest.approx(0.1442, abs=5e-5)
    assert sd_ln(marker("holotranscobalamin")) == pytest.approx(sd_ln_of(125**0.5))


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("08:10", "morning"),
        ("12:00", "morning"),
        ("12:01", "afternoon"),
        ("12:30 am", "morning"),
        ("12:30 p.m.", "afternoon"),
        ("16h45", "afternoon"),
        ("morning", "morning"),
        (None, None),
        ("after lunch", None),
    ],
)
def test_time_of_day(clock, expected):
    assert day_time(clock) == expected


def test_every_reading_says_why_in_one_sentence_with_its_source(lab, read):
    found = read(lab("ferritin", 12, "ug/L"), lab("zinc", 9, "umol/L"), lab("crp", 30, "mg/L"))
    for reading in found.readings:
        assert reading.why.endswith(".")
        assert reading.source
        assert reading.sd_ln > 0
