"""Ferritin cut-offs as WHO printed them in 2020 (ISBN 978-92-4-000012-4, Table 1)."""

import numpy as np
import pytest

from micronutrient.biomarkers.ferritin import deficiency_cutoff


@pytest.mark.parametrize(
    ("age_y", "inflamed", "printed_ug_l"),
    [(3, False, 12), (3, True, 30), (30, False, 15), (30, True, 70)],
)
def test_published_cutoff(age_y, inflamed, printed_ug_l):
    got = deficiency_cutoff(age_y=np.array([age_y]), inflamed=np.array([inflamed]))
    assert got == printed_ug_l


def test_fifth_birthday_belongs_to_the_older_group():
    got = deficiency_cutoff(age_y=np.array([4.99, 5.0]), inflamed=np.zeros(2, bool))
    assert got.tolist() == [12, 15]


def test_a_survey_gets_what_each_of_its_people_would_get():
    rng = np.random.default_rng(1)
    age, inflamed = rng.uniform(0, 99, 300), rng.random(300) < 0.5
    one_by_one = [
        deficiency_cutoff(age_y=age[i : i + 1], inflamed=inflamed[i : i + 1])[0] for i in range(300)
    ]
    many = deficiency_cutoff(age_y=age, inflamed=inflamed)
    assert np.array_equal(many, one_by_one, equal_nan=True)
    assert set(many[np.isfinite(many)]) == {12, 15, 30, 70}


def test_missing_age_stays_missing():
    assert np.isnan(deficiency_cutoff(age_y=np.array([np.nan]), inflamed=np.array([True])))


@pytest.mark.parametrize(
    ("age", "ferritin", "crp", "expected"),
    [
        (34, 14.9, 1, "deficient"),
        (34, 15, 1, "adequate"),
        (34, 69, 5, "deficient"),
        (34, 70, 5, "adequate"),
        (34, 160, 1, "high"),
        (34, 160, 5, "adequate"),
        (4.99, 12, 1, "adequate"),
        (5, 12, 1, "deficient"),
        (4.99, 29, 30, "deficient"),
        (4.99, 30, 30, "adequate"),
    ],
)
def test_published_readings(lab, read_one, age, ferritin, crp, expected):
    found = read_one(lab("ferritin", ferritin, "ug/L"), lab("crp", crp, "mg/L"), age_years=age)
    assert found.reading == expected
    assert found.source == "who-2020-ferritin"
    assert found.checked == "primary"


def test_men_are_high_from_200(lab, read_one):
    assert read_one(lab("ferritin", 160, "ug/L"), sex="male").reading == "adequate"
    assert read_one(lab("ferritin", 201, "ug/L"), sex="male").reading == "high"


def test_agp_alone_raises_the_limit(lab, read_one):
    found = read_one(lab("ferritin", 40, "ug/L"), lab("agp", 1.2, "g/L"))
    assert found.reading == "deficient"
    assert "with inflammation" in found.why


def test_without_crp_the_reading_says_what_crp_would_change(lab, read_one):
    found = read_one(lab("ferritin", 40, "ug/L"))
    assert found.reading == "adequate"
    assert any("with inflammation it would read deficient" in note for note in found.notes)


def test_in_late_pregnancy_another_authority_stands_in(lab, read_one):
    found = read_one(lab("ferritin", 25, "ug/L"), pregnancy_week=30)
    assert found.reading == "deficient"
    assert found.source == "bsh-2020-iron-pregnancy"
    assert read_one(lab("ferritin", 25, "ug/L"), pregnancy_week=8).reading == "adequate"
