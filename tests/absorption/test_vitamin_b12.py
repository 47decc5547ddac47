"""Absorbed vitamin B12: IOM 1998 p. 308, Carmel 2008 (Blood 112:2214) table 1, Doets 2013."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_b12 import (
    IntrinsicFactor,
    absorbed_b12,
    absorbed_from_food,
    absorbed_requirement,
    diffused_b12,
)
from micronutrient.errors import OutsideDomain

IOM = ((1, 0.50), (5, 1.0), (25, 1.3))
"""Nearly 50 %, 20 % and just over 5 %."""
CARMEL = ((1, 0.56), (10, 1.6), (50, 1.5), (500, 9.7), (1000, 13.0))
DOSES = st.floats(0, 1000)


@pytest.mark.parametrize(
    ("dose", "printed"),
    [*IOM, *CARMEL],
)
def test_published_amounts_of_one_dose_are_met_within_26_percent(dose: float, printed: float):
    assert_allclose(absorbed_b12(dose), printed, rtol=0.26)


def test_published_shares_of_small_doses_are_met_within_two_points():
    percent = 100 * absorbed_b12(np.array([1.0, 5, 25])) / [1, 5, 25]
    assert_allclose(percent, [52, 20, 5], atol=2)


@pytest.mark.parametrize(
    ("dose", "printed"), [(1, 0.01), (10, 0.1), (50, 0.6), (500, 7.0), (1000, 12)]
)
def test_published_amounts_without_intrinsic_factor(dose: float, printed: float):
    got = absorbed_b12(dose, intrinsic_factor=IntrinsicFactor.ABSENT)
    assert_allclose(got, printed, rtol=0.21)
    assert got == diffused_b12(dose)


@pytest.mark.parametrize(("intake", "loss"), [(3.8, 1.4), (20.7, 5.1)])
def test_published_intakes_replace_the_losses_when_eaten_in_three_meals(intake, loss):
    """The abstract does not say three; with another number neither pair comes out."""
    assert round(float(absorbed_from_food(intake / 3, doses_per_day=3)), 1) == loss


def test_published_requirement():
    assert absorbed_requirement() == 1.0
    assert absorbed_requirement(IntrinsicFactor.ABSENT) == 2.0


def test_recorded_answers_to_the_usual_doses():
    got = absorbed_b12(np.array([2.0, 50.0, 1000.0]))
    assert_allclose(got, [0.761, 1.816, 13.248], atol=5e-4)


def test_a_milligram_a_day_replaces_the_loss_without_intrinsic_factor_and_food_does_not():
    absent = IntrinsicFactor.ABSENT
    needed = absorbed_requirement(absent)
    assert absorbed_b12(1000, intrinsic_factor=absent) > needed
    assert absorbed_b12(2, doses_per_day=3, intrinsic_factor=absent) < needed


@given(DOSES, DOSES)
def test_more_gives_more_and_a_smaller_share(one: float, other: float):
    less, more = sorted((one, other))
    got = absorbed_b12(np.array([less, more]))
    assert got[0] <= got[1]
    assert got[0] * more >= got[1] * less - 1e-9
    assert (got <= [less, more]).all()


@given(DOSES)
def test_two_doses_apart_give_at_least_what_one_double_dose_gives(dose: float):
    assert absorbed_b12(dose / 2, doses_per_day=2) >= absorbed_b12(dose) - 1e-12


@given(st.floats(0, 38))
def test_a_meal_never_gives_more_than_it_has(dose: float):
    assert 0 <= absorbed_from_food(dose) <= dose


def test_a_dose_a_week_is_a_seventh_a_day():
    assert_allclose(absorbed_b12(1000, doses_per_day=1 / 7) * 7, absorbed_b12(1000))


def test_doses_and_their_numbers_broadcast_and_missing_stays_missing():
    got = absorbed_b12(np.array([[1.0], [np.nan]]), doses_per_day=np.array([1.0, 2.0, 3.0]))
    assert got.shape == (2, 3)
    assert np.isnan(got[1]).all()
    assert_allclose(got[0], got[0, 0] * np.array([1, 2, 3]))


@pytest.mark.parametrize(
    ("dose", "number", "named"),
    [(1001.0, 1, "dose_ug"), (-1.0, 1, "dose_ug"), (1.0, 7, "doses_per_day")],
)
def test_other_doses_are_refused(dose: float, number: float, named: str):
    with pytest.raises(OutsideDomain, match=named):
        absorbed_b12(dose, doses_per_day=number)


def test_a_meal_of_more_than_the_liver_is_refused_and_the_other_function_named():
    with pytest.raises(OutsideDomain, match="absorbed_b12"):
        absorbed_from_food(38.1)
