"""Adjusted calcium = total + 0.02 (40 - albumin): Walsh J et al. Endocr Connect 2016;5:G9-G11.

Limits of children: NHS Tayside, acute management of hypocalcaemia in children (usual 2.2 to 2.7 at
all ages; mild up to 2.0, severe up to 1.8).
"""

import pytest


@pytest.mark.parametrize(
    ("total", "albumin", "printed"), [(2.0, 20, 2.4), (2.4, 40, 2.4), (2.6, 50, 2.4)]
)
def test_published_adjustment(lab, read_one, total, albumin, printed):
    found = read_one(lab("calcium", total, "mmol/L"), lab("albumin", albumin, "g/L"))
    assert found.used_value == pytest.approx(printed)
    assert found.reading == "adequate"
    assert "albumin" in found.why


def test_without_albumin_the_total_stands_and_says_so(lab, read_one):
    found = read_one(lab("calcium", 2.0, "mmol/L"))
    assert found.used_value == 2.0
    assert found.reading == "low"
    assert any("not adjusted" in note for note in found.notes)


def test_albumin_of_another_month_is_not_used(lab, read_one):
    found = read_one(
        lab("calcium", 2.0, "mmol/L", date="2026-03-02"),
        lab("albumin", 20, "g/L", date="2026-05-02"),
    )
    assert found.used_value == 2.0


def test_calcium_that_came_adjusted_is_not_adjusted_again(lab, read_one):
    found = read_one(lab("loinc:29265-6", 1.73, "mmol/L"), lab("albumin", 20, "g/L"))
    assert found.marker == "calcium_adjusted"
    assert found.used_value == 1.73
    assert found.reading == "deficient"


def test_published_hypercalcaemia(lab, read_one):
    values = (2.6, 2.65, 3.0, 3.01, 3.4, 3.41)
    assert [read_one(lab("calcium_adjusted", v, "mmol/L")).grade for v in values] == [
        "",
        "mild hypercalcaemia",
        "mild hypercalcaemia",
        "moderate hypercalcaemia",
        "moderate hypercalcaemia",
        "severe hypercalcaemia",
    ]


@pytest.mark.parametrize("slug", ["calcium_serum", "calcium_adjusted"])
@pytest.mark.parametrize(
    ("value", "reading", "grade"),
    [
        (1.80, "deficient", "severe hypocalcaemia"),
        (1.81, "low", "mild hypocalcaemia"),
        (2.00, "low", "mild hypocalcaemia"),
        (2.01, "low", ""),
        (2.20, "adequate", ""),
        (2.70, "adequate", ""),
        (2.71, "high", ""),
    ],
)
def test_published_limits_of_children(lab, read_one, slug, value, reading, grade):
    found = read_one(lab(slug, value, "mmol/L"), age_years=2)
    assert (found.reading, found.grade) == (reading, grade)
    assert "NHS Tayside" in found.why


def test_limits_of_children_end_at_eighteen_and_do_not_begin_before_a_month(lab, read_one):
    low = lab("calcium_adjusted", 1.85, "mmol/L")
    assert read_one(low, age_years=17.9).reading == "low"
    assert read_one(low, age_years=18).reading == "deficient"
    assert read_one(low, age_years=0.02).reading == "unknown"


@pytest.mark.parametrize(
    ("albumin", "used", "unsure"),
    [(19.9, 1.9, False), (20, 2.3, True), (29.9, 2.102, True), (30, 2.1, False)],
)
def test_with_very_low_albumin_it_is_not_adjusted_and_asks_for_ionised_calcium(
    lab, read_one, albumin, used, unsure
):
    found = read_one(lab("calcium", 1.9, "mmol/L"), lab("albumin", albumin, "g/L"))
    assert found.used_value == pytest.approx(used)
    said = " ".join((found.why, *found.notes))
    assert ("unsure" in said) == unsure
    assert ("measure ionised calcium" in said) == (albumin < 30)


def test_with_very_low_albumin_a_low_total_cannot_be_read_and_a_high_one_can(lab, read_one):
    albumin = lab("albumin", 18, "g/L")
    assert read_one(lab("calcium", 1.88, "mmol/L"), albumin).reading == "uninterpretable"
    assert read_one(lab("calcium", 2.9, "mmol/L"), albumin).reading == "high"


def test_with_a_failing_kidney_the_total_stands(lab, read_one):
    """Total calcium went better with ionised calcium below 60 mL/min: BMJ Open 2018;8:e017703."""
    found = read_one(
        lab("calcium", 2.1, "mmol/L"), lab("albumin", 32, "g/L"), lab("creatinine", 3, "mg/dL")
    )
    assert found.used_value == 2.1
    assert any("failing kidney" in note for note in found.notes)
