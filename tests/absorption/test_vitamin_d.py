"""25-hydroxyvitamin D: IOM 2011 figure 5-4; abstracts of the studies by their names."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_d import (
    Comparison,
    CourseForm,
    Slope,
    WinterCurve,
    achieved_mean,
    as_cholecalciferol,
    rise_25ohd,
    rise_of_a_course,
    weight_shift,
)
from micronutrient.errors import ImplausibleValue, NotIdentified, OutsideDomain
from micronutrient.sources import Checked

RECALLED = Checked.RECALLED


@pytest.mark.parametrize(("iu", "mean"), [(400, 59), (600, 63)])
def test_published_means_of_the_iom(iu: float, mean: float):
    assert round(float(achieved_mean(iu / 40).mean_nmol_l)) == mean


def test_published_lower_line_of_the_iom():
    assert round(float(achieved_mean(15).low_nmol_l)) == 56


@pytest.mark.parametrize(("iu", "low"), [(600, 54.4), (359, 50.0), (111, 40.0)])
def test_recalled_lower_line_of_cashman(iu: float, low: float):
    got = achieved_mean(iu / 40, curve=WinterCurve.CASHMAN_2011, accept=RECALLED)
    assert round(float(got.low_nmol_l), 1) == low
    assert np.isnan(got.high_nmol_l)


def test_published_slopes():
    aloia = rise_25ohd(1)
    assert (aloia.mean_nmol_l, aloia.spread_nmol_l) == (0.66, 0.35)
    assert rise_25ohd(25, slope=Slope.EKWARU_2014).mean_nmol_l == 12.0
    assert rise_25ohd(100, slope=Slope.HEANEY_2003, accept=RECALLED).mean_nmol_l == 70


def test_published_rises_of_a_course():
    d3 = rise_of_a_course(np.array([25.0, 250, 1250]), form=CourseForm.CHOLECALCIFEROL)
    assert_allclose(d3, [29, 146, 643])
    calcifediol = rise_of_a_course(np.array([10.0, 20, 50]), form=CourseForm.CALCIFEDIOL)
    assert_allclose(calcifediol, [40, 76, 206])


def test_published_differences_by_body_mass():
    got = weight_shift(np.array([18.5, 24.9, 25, 29.9, 30, 45]))
    assert got.tolist() == [0, 0, -8.0, -8.0, -19.8, -19.8]


@pytest.mark.parametrize(
    ("amount", "comparison", "d3"),
    [
        (10, Comparison.ERGOCALCIFEROL_VAN_DEN_HEUVEL_2024, 6.0),
        (23, Comparison.ERGOCALCIFEROL_CROSSOVER, 10.0),
        (6.8, Comparison.CALCIFEDIOL_CROSSOVER, 10.0),
    ],
)
def test_published_comparisons_of_forms(amount: float, comparison: Comparison, d3: float):
    assert_allclose(as_cholecalciferol(amount, comparison=comparison), d3)


@given(st.floats(2.5, 50), st.floats(2.5, 50))
def test_the_mean_lies_in_its_interval_and_rises_with_intake(one: float, other: float):
    got = achieved_mean(np.sort([one, other]))
    assert (got.low_nmol_l < got.mean_nmol_l).all()
    assert (got.mean_nmol_l < got.high_nmol_l).all()
    assert got.mean_nmol_l[0] <= got.mean_nmol_l[1]


@given(st.floats(25, 1250), st.floats(25, 1250))
def test_a_larger_dose_raises_more_and_each_microgram_less(one: float, other: float):
    less, more = sorted((one, other))
    got = rise_of_a_course(np.array([less, more]), form=CourseForm.CHOLECALCIFEROL)
    assert got[0] <= got[1] + 1e-9
    assert got[0] / less >= got[1] / more - 1e-9


def test_recalled_figures_are_refused_unless_they_are_accepted():
    with pytest.raises(NotIdentified, match="Heaney 2003"):
        rise_25ohd(10, slope=Slope.HEANEY_2003)
    with pytest.raises(NotIdentified, match="Cashman 2011"):
        achieved_mean(10, curve=WinterCurve.CASHMAN_2011)


def test_other_doses_are_refused_and_another_method_named():
    with pytest.raises(OutsideDomain, match="use rise_25ohd"):
        achieved_mean(51)
    with pytest.raises(OutsideDomain, match="Heaney 2003 gave up to 250"):
        rise_25ohd(126)
    with pytest.raises(OutsideDomain, match="underweight"):
        weight_shift(18.4)
    with pytest.raises(ImplausibleValue):
        as_cholecalciferol(-1, comparison=Comparison.CALCIFEDIOL_CROSSOVER)


def test_missing_stays_missing():
    gone = np.array([np.nan])
    assert np.isnan(achieved_mean(gone).mean_nmol_l).all()
    assert np.isnan(rise_25ohd(gone).mean_nmol_l).all()
    assert np.isnan(rise_of_a_course(gone, form=CourseForm.CALCIFEDIOL)).all()
    assert np.isnan(weight_shift(gone)).all()
