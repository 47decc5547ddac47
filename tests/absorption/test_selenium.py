"""Selenium: Front Endocrinol 2021;12:621687, table 2; Hurst 2010, Yang & Zhou 1994 (abstracts).

The pair of 913 µg/d and 105 µg/dL is printed in IOM 2000, p. 314.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.absorption.selenium import (
    absorbed_selenium,
    blood_at_high_intake,
    plasma_from_yeast,
)
from micronutrient.errors import OutsideDomain


@pytest.mark.parametrize(
    ("selenite_ug_d", "selenomethionine_ug_d", "printed_ug_d"),
    [(64, 0, 36), (0, 43, 42), (64, 43, 79), (85, 152, 201)],
)
def test_published_amounts_absorbed(selenite_ug_d, selenomethionine_ug_d, printed_ug_d):
    got = absorbed_selenium(
        selenite_ug_d=np.array(selenite_ug_d),
        selenomethionine_ug_d=np.array(selenomethionine_ug_d),
    )
    assert got == pytest.approx(printed_ug_d, rel=0.03)


@pytest.mark.parametrize(
    ("yeast_ug_d", "mean", "sd"),
    [(0, 95.7, 11.5), (50, 118.3, 13.1), (100, 152.0, 24.3), (200, 177.4, 26.3)],
)
def test_published_plasma_under_yeast(yeast_ug_d, mean, sd):
    got = plasma_from_yeast(np.array(yeast_ug_d))
    assert (got.mean_ug_l, got.sd_ug_l) == (mean, sd)


@pytest.mark.parametrize(("selenium_ug_d", "printed_ug_l"), [(819, 968), (910, 1054), (913, 1050)])
def test_published_blood_of_the_seleniferous_area(selenium_ug_d, printed_ug_l):
    assert blood_at_high_intake(np.array(selenium_ug_d)) == pytest.approx(printed_ug_l, rel=0.005)


@given(yeast_ug_d=st.floats(0, 199), more=st.floats(0.01, 1))
def test_more_yeast_gives_more_plasma_selenium(yeast_ug_d, more):
    two = plasma_from_yeast(np.array([yeast_ug_d, yeast_ug_d + more])).mean_ug_l
    assert two[1] > two[0]


def test_twice_the_intake_gives_less_than_twice_the_blood():
    two = blood_at_high_intake(np.array([800.0, 1600.0]))
    assert two[0] < two[1] < 2 * two[0]


def test_missing_stays_missing():
    nan, one = np.array(np.nan), np.array(1.0)
    assert np.isnan(absorbed_selenium(selenite_ug_d=one, selenomethionine_ug_d=nan))
    assert np.isnan(plasma_from_yeast(nan).mean_ug_l)
    assert np.isnan(blood_at_high_intake(nan))


def test_a_usual_intake_is_refused_by_the_line_of_the_seleniferous_area():
    with pytest.raises(OutsideDomain, match="plasma_from_yeast"):
        blood_at_high_intake(np.array(60.0))


def test_doses_beyond_the_trial_are_refused():
    with pytest.raises(OutsideDomain, match="read plasma selenium from the laboratory"):
        plasma_from_yeast(np.array(201.0))
    with pytest.raises(OutsideDomain, match="selenite_ug_d"):
        absorbed_selenium(selenite_ug_d=np.array(86.0), selenomethionine_ug_d=np.array(0.0))
