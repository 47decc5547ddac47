"""Haemoglobin as WHO's own software holds it, 2024 (r-micronutrients, R/indicators-anaemia.R)."""

import csv

import pytest

from micronutrient.biomarkers.cutoffs import Group, applicable
from micronutrient.biomarkers.haemoglobin import altitude_excess_g_l
from micronutrient.biomarkers.marker import marker
from micronutrient.person import Maternity, Sex

PEOPLE = {
    "children 6-23 months": {"sex": "male", "age_years": 1},
    "children 24-59 months": {"sex": "female", "age_years": 4.9},
    "children 5-11 years": {"sex": "male", "age_years": 5},
    "children 12-14 years, non-pregnant girls and boys": {"sex": "male", "age_years": 14.9},
    "non-pregnant women >=15 years": {"sex": "female", "age_years": 15},
    "men >=15 years": {"sex": "male", "age_years": 15},
    "pregnancy trimester 1": {"sex": "female", "age_years": 30, "pregnancy_week": 13},
    "pregnancy trimester 2": {"sex": "female", "age_years": 30, "pregnancy_week": 14},
    "pregnancy trimester 3": {"sex": "female", "age_years": 30, "pregnancy_week": 28},
}


@pytest.mark.parametrize(
    ("who", "anaemia", "moderate", "severe"),
    [
        ("children 6-23 months", 105, 95, 70),
        ("children 24-59 months", 110, 100, 70),
        ("children 5-11 years", 115, 110, 80),
        ("children 12-14 years, non-pregnant girls and boys", 120, 110, 80),
        ("non-pregnant women >=15 years", 120, 110, 80),
        ("men >=15 years", 130, 110, 80),
        ("pregnancy trimester 1", 110, 100, 70),
        ("pregnancy trimester 2", 105, 95, 70),
        ("pregnancy trimester 3", 110, 100, 70),
    ],
)
def test_published_cutoffs_and_severity(lab, read_one, who, anaemia, moderate, severe):
    def grade(g_l: float) -> tuple[str, str]:
        found = read_one(lab("haemoglobin", g_l, "g/L"), **PEOPLE[who])
        return found.grade, str(found.reading)

    assert grade(anaemia) == ("", "adequate")
    assert grade(anaemia - 0.1) == ("mild anaemia", "low")
    assert grade(moderate - 0.1) == ("moderate anaemia", "deficient")
    assert grade(severe) == ("moderate anaemia", "deficient")
    assert grade(severe - 0.1) == ("severe anaemia", "deficient")


def test_published_table_equals_the_shared_one(shared):
    with (shared / "knowledge/haemoglobin_who2024.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["section"] == "cut-off"]
    groups = {
        who: Group(
            sex=Sex(fields["sex"]),
            age_y=fields["age_years"],
            maternity=Maternity.PREGNANT if "pregnancy_week" in fields else Maternity.NONE,
            trimester=int(who[-1]) if "trimester" in who else None,
        )
        for who, fields in PEOPLE.items()
    }
    for row in rows:
        if row["population"] in groups:
            (first,) = applicable(marker("haemoglobin"), groups[row["population"]])
            assert first.row.low_below == float(row["upper_exclusive"])


@pytest.mark.parametrize(
    ("altitude_m", "g_l"),
    [(0, 0), (499, 0), (500, 2.9), (999, 5.9), (1499, 9.1), (2499, 16.0), (4499, 31.4)],
)
def test_published_altitude(altitude_m, g_l):
    assert altitude_excess_g_l(altitude_m) == pytest.approx(g_l, abs=0.05)


def test_altitude_and_smoking_add_up(lab, read_one):
    found = read_one(lab("haemoglobin", 13.1, "g/dL"), altitude_m=2500, smoker=True)
    assert found.used_value == pytest.approx(131 - 0.0056384 * 2500 - 0.0000003 * 2500**2 - 3)
    assert found.reading == "low"
    assert "altitude" in found.why
    assert "smoking" in found.why
    assert read_one(lab("haemoglobin", 13.1, "g/dL")).reading == "adequate"


def test_no_limit_is_set_under_six_months(lab, read_one):
    found = read_one(lab("haemoglobin", 47, "g/L"), sex="male", age_years=5 / 12)
    assert found.reading == "unknown"
    assert found.bands == ()


def test_anaemia_speaks_for_iron_only_weakly(lab, read_one):
    found = read_one(lab("haemoglobin", 64, "g/L"))
    assert found.strength_for("iron") == "weak"
    assert found.strength_for("vitamin_c") is None


def test_a_correction_never_leaves_the_plausible_range(lab, read_one):
    found = read_one(lab("haemoglobin", 20, "g/L"), altitude_m=5000)
    assert found.used_value == marker("haemoglobin").plausible[0]
    assert found.reading == "deficient"
