"""CRP above which a marker cannot be read: Duncan A et al. Am J Clin Nutr 2012;95:64-71."""

import pytest

from micronutrient.biomarkers.marker import marker

GATES = {
    "zinc": 20,
    "selenium_plasma": 10,
    "retinol": 10,
    "vitamin_d_25oh": 10,
    "plp": 5,
    "vitamin_c_plasma": 5,
}
LOW = {
    "zinc": (6, "umol/L"),
    "selenium_plasma": (0.5, "umol/L"),
    "retinol": (0.5, "umol/L"),
    "vitamin_d_25oh": (20, "nmol/L"),
    "plp": (12, "nmol/L"),
    "vitamin_c_plasma": (6, "umol/L"),
}


@pytest.mark.parametrize(("slug", "limit"), GATES.items())
def test_published_gate(lab, read_one, slug, limit):
    value, unit = LOW[slug]
    at = read_one(lab(slug, value, unit), lab("crp", limit, "mg/L"))
    above = read_one(lab(slug, value, unit), lab("crp", limit + 0.1, "mg/L"))
    assert at.reading == "deficient"
    assert above.reading == "uninterpretable"
    assert above.repeat == f"repeat when CRP is below {limit} mg/L"
    assert above.source == "duncan-2012-inflammation"
    assert above.others == ()


def test_published_copper_and_vitamin_e_do_not_fall(lab, read_one):
    assert marker("copper").inflammation.moves == "rises"
    assert marker("alpha_tocopherol").inflammation.moves == "none"
    crp = lab("crp", 120, "mg/L")
    assert read_one(lab("alpha_tocopherol", 8, "umol/L"), crp).reading == "deficient"
    assert read_one(lab("copper", 5, "umol/L"), crp).reading == "deficient"


def test_published_copper_between_8_and_12_is_deficient_with_crp_above_20(lab, read_one):
    assert read_one(lab("copper", 11.5, "umol/L"), lab("crp", 25, "mg/L")).reading == "deficient"
    assert read_one(lab("copper", 11.5, "umol/L"), lab("crp", 5, "mg/L")).reading == "adequate"


def test_normal_copper_in_inflammation_does_not_exclude_deficiency(lab, read_one):
    found = read_one(lab("copper", 18, "umol/L"), lab("crp", 25, "mg/L"))
    assert found.reading == "uninterpretable"


def test_excess_shows_in_spite_of_inflammation(lab, read_one):
    found = read_one(lab("selenium_plasma", 751, "ug/L"), lab("crp", 60, "mg/L"))
    assert found.reading == "toxic"


def test_without_crp_a_low_value_stands_and_asks_for_it(lab, read_one):
    found = read_one(lab("selenium_plasma", 0.5, "umol/L"))
    assert found.reading == "deficient"
    assert any("measure it" in note for note in found.notes)


@pytest.mark.parametrize(
    ("crp", "comparator", "expected"),
    [(5, "<", "deficient"), (50, "<", "deficient"), (150, ">", "uninterpretable")],
)
def test_a_censored_crp_counts_only_for_what_is_sure(lab, read_one, crp, comparator, expected):
    found = read_one(
        lab("selenium_plasma", 0.5, "umol/L"), lab("crp", crp, "mg/L", comparator=comparator)
    )
    assert found.reading == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-03-09", "uninterpretable"), ("2026-03-10", "deficient"), (None, "uninterpretable")],
)
def test_crp_counts_within_seven_days_or_undated(lab, read_one, date, expected):
    zinc = lab("zinc", 6, "umol/L", date="2026-03-02")
    assert read_one(zinc, lab("crp", 60, "mg/L", date=date)).reading == expected


def test_the_nearest_crp_counts(lab, read_one):
    zinc = lab("zinc", 6, "umol/L", date="2026-03-05")
    far = lab("crp", 60, "mg/L", date="2026-03-01")
    near = lab("crp", 2, "mg/L", date="2026-03-06")
    assert read_one(zinc, far, near).reading == "deficient"


def test_an_implausible_crp_does_not_count(lab, read):
    found = read(lab("zinc", 6, "umol/L"), lab("crp", 6000, "mg/L"))
    assert found.readings[0].reading == "deficient"
    assert found.inflamed is None
    assert len(found.quarantined) == 1


def test_a_crp_of_another_time_is_named_and_not_silently_dropped(lab, read):
    found = read(
        lab("ferritin", 40, "ug/L", date="2026-09-02"),
        lab("crp", 60, "mg/L", date="2026-02-09"),
    )
    assert found.inflamed is None
    assert "CRP of 2026-02-09" in found.inflammation
    assert "not used" in found.inflammation


@pytest.mark.parametrize(("value", "reading"), [(3, "adequate"), (9, "deficient")])
def test_a_receptor_that_inflammation_raises_is_not_doubted_where_it_is_low(
    lab, read_one, value, reading
):
    found = read_one(lab("stfr", value, "mg/L", assay="Ramco"), lab("crp", 30, "mg/L"))
    assert found.reading == reading
    assert any("rises with it" in note for note in found.notes) is (reading == "deficient")


def test_inflammation_is_named_once_in_the_notes_of_a_ferritin(lab, read_one):
    found = read_one(lab("ferritin", 90, "ug/L"), lab("crp", 30, "mg/L"))
    assert found.reading == "adequate"
    assert len([note for note in found.notes if "rises with it" in note]) == 1
    assert found.speaks_for[0].strength == "moderate"


def test_what_falls_and_has_no_limit_of_excess_is_adequate_in_spite_of_inflammation(lab, read_one):
    unit, crp = "nmol/10*8{cells}", lab("crp", 60, "mg/L")
    assert read_one(lab("vitamin_c_leukocyte", 150, unit), crp).reading == "adequate"
    assert read_one(lab("vitamin_c_leukocyte", 50, unit), crp).reading == "uninterpretable"
