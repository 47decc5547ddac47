"""Vitamin C: abstracts of Levine 1996 (PNAS 93:3704) and 2001, Blanchard 1997; EFSA 2013."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_c import (
    absorbed_vitamin_c,
    plasma_plateau,
    saturates_plasma,
    steady_plasma_of_men,
)
from micronutrient.errors import NotIdentified, OutsideDomain
from micronutrient.person import Sex
from micronutrient.sources import Checked

RECALLED = Checked.RECALLED


@pytest.mark.parametrize(("sex", "printed"), [(Sex.MALE, 1000), (Sex.FEMALE, 400)])
def test_published_saturation(sex: Sex, printed: float):
    got = saturates_plasma(np.array([printed - 1, printed, 2500, np.nan]), sex=sex)
    assert got.tolist() == [False, True, True, False]


@pytest.mark.parametrize(("intake", "printed"), [(200, 68.1), (2500, 85.2)])
def test_published_plateau(intake: float, printed: float):
    assert_allclose(plasma_plateau(intake), printed)


def test_the_plateau_agrees_with_the_recalled_curve_within_6_percent():
    intakes = np.geomspace(200, 2500, 50)
    curve = steady_plasma_of_men(intakes, accept=RECALLED)
    assert_allclose(plasma_plateau(intakes), curve, rtol=0.06)


def test_published_complete_absorption_of_200_mg_and_less_from_500_mg():
    assert absorbed_vitamin_c(200) == 200
    assert absorbed_vitamin_c(500, accept=RECALLED) < 500


def test_published_intake_of_men_for_50_umol_l():
    """EFSA 2013: 90 mg/d keep the plasma of men at about 50 µmol/L."""
    assert_allclose(steady_plasma_of_men(90, accept=RECALLED), 50, rtol=0.05)


def test_recalled_points_stand_on_the_curve():
    doses = np.array([30.0, 60, 100, 200, 400, 1000, 2500])
    got = steady_plasma_of_men(doses, accept=RECALLED)
    assert_allclose(got, [9, 25, 56, 66, 70, 77, 85])
    shares = absorbed_vitamin_c(np.array([200.0, 500, 1250]), accept=RECALLED) / [200, 500, 1250]
    assert_allclose(shares, [1, 0.73, 0.49])


@given(st.floats(30, 2500), st.floats(30, 2500))
def test_more_never_gives_less_in_plasma(one: float, other: float):
    got = steady_plasma_of_men(np.sort([one, other]), accept=RECALLED)
    assert got[0] <= got[1] + 1e-9


@given(st.floats(0, 1250), st.floats(0, 1250))
def test_more_never_gives_less_absorbed_nor_more_than_was_taken(one: float, other: float):
    doses = np.sort([one, other])
    got = absorbed_vitamin_c(doses, accept=RECALLED)
    assert got[0] <= got[1] + 1e-9
    assert (got <= doses + 1e-9).all()


def test_parts_of_200_mg_are_absorbed_better_than_one_gram():
    parts = absorbed_vitamin_c(200, doses_per_day=5)
    assert parts == 1000
    assert parts > absorbed_vitamin_c(1000, accept=RECALLED)


def test_recalled_figures_are_refused_unless_they_are_accepted():
    with pytest.raises(NotIdentified, match=r"plasma_plateau .* pass accept=Checked.RECALLED"):
        steady_plasma_of_men(100)
    with pytest.raises(NotIdentified, match="parts of 200 mg"):
        absorbed_vitamin_c(np.array([100.0, 201.0]))


@pytest.mark.parametrize("dose", [29.9, 2501])
def test_other_intakes_are_refused(dose: float):
    with pytest.raises(OutsideDomain, match="30 to 2500 mg/d"):
        steady_plasma_of_men(dose, accept=RECALLED)
    with pytest.raises(OutsideDomain, match="200 to 2500 mg/d"):
        plasma_plateau(dose)


def test_missing_stays_missing():
    assert np.isnan(absorbed_vitamin_c(np.array([np.nan, 0.0]))).tolist() == [True, False]
    assert np.isnan(plasma_plateau(np.nan))
    assert np.isnan(steady_plasma_of_men(np.nan, accept=RECALLED))
