"""Magnesium: Fine 1991 (abstract: 65 %, 11 %, 7 % of what comes on top); NHMRC 2006: 25 to 75 %."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.magnesium import (
    absorbed_from_diet,
    fitted_absorption,
    fitted_load_curve,
)
from micronutrient.errors import OutsideDomain
from micronutrient.sources import Checked


@pytest.mark.parametrize(("magnesium_mg", "printed"), [(7.29, 0.65), (979.5, 0.11)])
def test_published_share_at_the_least_and_the_largest_load(magnesium_mg, printed):
    assert fitted_absorption(np.array(magnesium_mg)) == pytest.approx(printed, abs=0.005)


def test_published_share_of_what_comes_on_top_of_a_large_load():
    loads = np.array([900.0, 979.5])
    absorbed = loads * fitted_absorption(loads)
    assert np.diff(absorbed) / np.diff(loads) == pytest.approx(0.07, abs=0.005)


def test_published_range_of_usual_diets():
    got = absorbed_from_diet(np.array([320.0, np.nan]))
    assert_allclose(got.low_mg_d, [80, np.nan])
    assert_allclose(got.high_mg_d, [240, np.nan])


def test_the_curve_says_that_it_was_fitted_here():
    assert fitted_load_curve().fitted
    assert fitted_load_curve().name.startswith("fitted to")
    assert fitted_load_curve().checked is Checked.RECALLED


@given(magnesium_mg=st.floats(8, 900), more=st.floats(0.5, 70))
def test_a_larger_load_gives_a_smaller_share_and_a_larger_amount(magnesium_mg, more):
    loads = np.array([magnesium_mg, magnesium_mg + more])
    share = fitted_absorption(loads)
    assert share[1] < share[0]
    assert share[1] * loads[1] > share[0] * loads[0]


def test_a_missing_load_stays_missing():
    assert np.isnan(fitted_absorption(np.array(np.nan)))


@pytest.mark.parametrize("magnesium_mg", [7.0, 980.0])
def test_loads_beyond_the_studied_ones_are_refused_with_the_other_way(magnesium_mg):
    with pytest.raises(OutsideDomain, match="absorbed_from_diet"):
        fitted_absorption(np.array(magnesium_mg))


def test_a_negative_intake_is_refused():
    with pytest.raises(OutsideDomain, match="magnesium_mg_d"):
        absorbed_from_diet(np.array(-1.0))
