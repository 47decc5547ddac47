"""Doses of 60 mg iron: Blood 2015;126:1981, table 2; 14 doses: Lancet Haematol 2017;4:524, quoted.

With a meal: abstract of Am J Clin Nutr 1995;62:117. Forms: the abstracts that each row names.
"""

import math

import numpy as np
import pytest

from micronutrient.absorption.iron_supplements import (
    Schedule,
    forms,
    relative_bioavailability,
    supplement_iron,
    with_meal_ratio,
)
from micronutrient.errors import OutsideDomain, UnknownName
from micronutrient.nutrients import nutrient
from micronutrient.sources import Checked


@pytest.mark.parametrize(
    ("schedule", "printed_percent", "printed_mg"),
    [
        (Schedule.DAILY, (22.9, 14.6), (13.8, 8.8)),
        (Schedule.TWICE_DAILY, (17.1, 12.5, 9.9), (10.2, 7.5, 5.9)),
    ],
)
def test_published_absorption_dose_by_dose(schedule, printed_percent, printed_mg):
    got = supplement_iron(schedule, dose_mg=60, ferritin_ug_l=12.0)
    assert (got.percent, got.absorbed_mg, got.checked) == (
        printed_percent,
        printed_mg,
        Checked.PRIMARY,
    )
    assert got.doses == len(printed_mg)
    assert got.total_mg == pytest.approx(sum(printed_mg))


@pytest.mark.parametrize(
    ("schedule", "printed_percent", "printed_mg"),
    [(Schedule.CONSECUTIVE_DAYS, 16, 131), (Schedule.ALTERNATE_DAYS, 22, 175)],
)
def test_published_absorption_of_fourteen_doses(schedule, printed_percent, printed_mg):
    got = supplement_iron(schedule, dose_mg=60, ferritin_ug_l=25.0)
    assert (got.doses, got.percent, got.total_mg) == (14, (printed_percent,), printed_mg)
    assert got.checked is Checked.SECONDARY


@pytest.mark.parametrize("schedule", Schedule)
def test_percentages_and_milligrams_tell_the_same(schedule):
    """Within 6 %: the percentages of the fourteen doses are rounded."""
    got = supplement_iron(schedule, dose_mg=60, ferritin_ug_l=15.0)
    mean = sum(got.percent) / len(got.percent)
    assert got.total_mg == pytest.approx(got.doses * 60 * mean / 100, rel=0.06)


def test_published_loss_with_a_meal():
    """8.5 and 9.8 % with water, 2.3 and 2.6 % with rice."""
    assert with_meal_ratio() == pytest.approx((2.3 / 8.5, 2.6 / 9.8))


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("ferrous_fumarate", (0.86, 0.86)),
        ("carbonyl_iron", (0.37, 0.58)),
        ("ferric_salts", (1 / 20, 1 / 7)),
        ("ferric_polymaltose", (27.07 / 32.92, 46.56 / 47.77)),
        ("ferrous_bisglycinate", (6.0 / 1.7, 6.0 / 1.7)),
    ],
)
def test_published_ratios_to_ferrous_sulphate(form, printed):
    got = relative_bioavailability(form)
    assert (got.lowest, got.highest) == pytest.approx(printed, abs=0.005)


def test_an_end_that_nobody_states_is_missing():
    got = relative_bioavailability("ferric_pyrophosphate")
    assert math.isnan(got.lowest)
    assert got.highest == 0.5


def test_forms_that_labels_name_have_the_same_slug_here():
    on_labels = {one.slug for one in nutrient("iron").forms}
    assert set(forms()) & on_labels == {
        "ferrous_sulfate",
        "ferrous_fumarate",
        "ferrous_bisglycinate",
        "carbonyl_iron",
        "ferric_pyrophosphate",
    }


@pytest.mark.parametrize("dose", [59.0, 61.0, 100.0])
@pytest.mark.parametrize("schedule", Schedule)
def test_another_dose_is_refused(schedule, dose):
    with pytest.raises(OutsideDomain, match=r"dose_mg: .*60 to 60 mg; other doses"):
        supplement_iron(schedule, dose_mg=dose, ferritin_ug_l=12.0)


@pytest.mark.parametrize(
    ("schedule", "ferritin"), [(Schedule.DAILY, 20.1), (Schedule.ALTERNATE_DAYS, 25.1)]
)
def test_fuller_stores_than_were_studied_are_refused(schedule, ferritin):
    with pytest.raises(OutsideDomain, match=r"ferritin_ug_l\[1\]"):
        supplement_iron(schedule, dose_mg=60, ferritin_ug_l=np.array([np.nan, ferritin]))


def test_a_form_without_a_source_is_refused_and_the_known_ones_are_named():
    with pytest.raises(UnknownName, match=r"unknown form of iron .*'ferrous_gluconate'.*on file"):
        relative_bioavailability("ferrous_gluconate")
