"""Every row of WHO's 2024 haemoglobin cut-offs, as its own software holds them, against our data.

The rows are read from ../shared/knowledge/haemoglobin_who2024.csv: cut-off, severity, altitude,
smoking, plausibility, and what the 2024 guideline replaced.
"""

import csv
import re

import pytest

from micronutrient.biomarkers.cutoffs import Group, applicable
from micronutrient.biomarkers.haemoglobin import altitude_excess_g_l, smoking_excess_g_l
from micronutrient.biomarkers.marker import marker
from micronutrient.person import Maternity, Sex

PREGNANT = {"sex": Sex.FEMALE, "maternity": Maternity.PREGNANT}
GROUPS = {
    "children 6-23 months": [
        Group(sex=sex, age_y=age) for sex in Sex for age in (0.5, 1.0, 23.9 / 12)
    ],
    "children 24-59 months": [Group(sex=sex, age_y=age) for sex in Sex for age in (2.0, 4.99)],
    "children 5-11 years": [Group(sex=sex, age_y=age) for sex in Sex for age in (5.0, 11.99)],
    "children 12-14 years, non-pregnant girls and boys": [
        Group(sex=sex, age_y=age) for sex in Sex for age in (12.0, 14.99)
    ],
    "non-pregnant women >=15 years": [
        Group(sex=Sex.FEMALE, age_y=age, maternity=state)
        for age in (15.0, 40.0, 90.0)
        for state in (Maternity.NONE, Maternity.LACTATING)
    ],
    "men >=15 years": [Group(sex=Sex.MALE, age_y=age) for age in (15.0, 40.0, 90.0)],
    "pregnancy trimester 1": [Group(age_y=age, trimester=1, **PREGNANT) for age in (14.0, 30.0)],
    "pregnancy trimester 2": [Group(age_y=age, trimester=2, **PREGNANT) for age in (14.0, 30.0)],
    "pregnancy trimester 3": [Group(age_y=age, trimester=3, **PREGNANT) for age in (14.0, 30.0)],
    "pregnancy, trimester unknown": [Group(age_y=30.0, trimester=None, **PREGNANT)],
}
SMOKERS = {
    "smoker, quantity unknown": [None],
    "<10 cigarettes/day": [1, 9],
    "10-19 cigarettes/day": [10, 19],
    ">=20 cigarettes/day": [20, 60],
}


@pytest.fixture(scope="module")
def rows(shared):
    with (shared / "knowledge/haemoglobin_who2024.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def of(rows, section):
    found = [row for row in rows if row["section"] == section]
    assert found, section
    return found


def row_for(group):
    (chosen,) = applicable(marker("haemoglobin"), group)
    return chosen.row


def test_published_every_section_of_the_table_is_held_here(rows):
    sections = {row["section"] for row in rows}
    assert sections == {
        "cut-off", "severity", "altitude", "smoking", "plausibility", "superseded",
    }  # fmt: skip


def test_published_every_cutoff(rows):
    for row in of(rows, "cut-off"):
        for group in GROUPS[row["population"]]:
            assert row_for(group).low_below == float(row["upper_exclusive"]), row["population"]


def test_published_every_severity(rows):
    for row in of(rows, "severity"):
        name = f"{row['parameter']} anaemia"
        lower = float(row["lower_inclusive"]) if row["lower_inclusive"] else None
        upper = float(row["upper_exclusive"])
        for group in GROUPS[row["population"]]:
            grades = row_for(group).grades

            def called(value, grades=grades):
                return next((grade.name for grade in grades if grade.holds(value)), "")

            assert called(upper - 0.01) == name, row
            assert called(upper) != name, row
            if lower is not None:
                assert called(lower) == name, row
                assert called(lower - 0.01) != name, row


def test_published_altitude_by_equation_and_by_band(rows):
    for row in of(rows, "altitude"):
        band = re.fullmatch(r"(\d+)-(\d+) m", row["population"])
        if band is None:
            assert (
                row["parameter"] == "adjustment = 0.0056384*elevation_m + 0.0000003*elevation_m^2"
            )
            assert altitude_excess_g_l(1000) == pytest.approx(
                0.0056384 * 1000 + 0.0000003 * 1000**2
            )
            continue
        middle = (int(band[1]) + int(band[2]) + 1) / 2
        assert round(altitude_excess_g_l(middle)) == pytest.approx(
            float(row["lower_inclusive"]), abs=1
        ), row["population"]


def test_published_smoking_by_number_of_cigarettes(rows):
    for row in of(rows, "smoking"):
        for number in SMOKERS[row["population"]]:
            assert smoking_excess_g_l(number) == float(row["lower_inclusive"]), row["population"]


def test_nobody_who_does_not_smoke_is_adjusted():
    assert smoking_excess_g_l(0) == 0


def test_a_case_knows_only_whether_somebody_smokes(lab, read_one):
    found = read_one(lab("haemoglobin", 125, "g/L"), smoker=True)
    assert found.used_value == 125 - smoking_excess_g_l(None)


def test_every_value_that_surveys_hold_plausible_is_read(rows, lab, read_one):
    """WHO's range is for surveys; a single patient may lie outside of it and is read too."""
    (row,) = of(rows, "plausibility")
    lowest, highest = marker("haemoglobin").plausible
    assert lowest < float(row["lower_inclusive"]) < float(row["upper_exclusive"]) < highest
    assert read_one(lab("haemoglobin", 3.9, "g/dL")).grade == "severe anaemia"


def test_what_was_replaced_is_not_used(rows):
    """Before 2024: -0.032 a + 0.022 a² g/dL, a in thousands of feet; 0.3 g/dL for any smoker."""
    assert len(of(rows, "superseded")) == 2
    feet = 2500 * 0.0032808
    before_g_l = (-0.032 * feet + 0.022 * feet**2) * 10
    assert before_g_l != pytest.approx(altitude_excess_g_l(2500), abs=1)
