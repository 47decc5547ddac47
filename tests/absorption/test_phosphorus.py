"""Phosphorus: IOM 1997 p. 173 and figure 5-1; Renal Replacement Therapy 2017, table 1.

The average requirement of 580 mg/d is printed in IOM 1997; that it stands for the lower end of
normal serum phosphate, 0.87 mmol/L, is recalled.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.phosphorus import (
    absorbed_by_origin,
    absorbed_phosphorus,
    phytate_phosphorus,
    serum_phosphate,
)
from micronutrient.errors import OutsideDomain


def test_published_shares_of_a_mixed_diet():
    got = absorbed_phosphorus(np.array([1000.0, np.nan]))
    assert_allclose(got.absorbed_mg_d, [625, np.nan])
    assert_allclose(got.low_mg_d, [600, np.nan])
    assert_allclose(got.high_mg_d, [650, np.nan])


def test_published_requirement_keeps_serum_at_the_lower_end_of_normal():
    absorbed = absorbed_phosphorus(np.array(580.0)).absorbed_mg_d
    assert serum_phosphate(absorbed) == pytest.approx(0.87, abs=0.005)


@pytest.mark.parametrize(
    ("origin", "low", "high"),
    [("plant_mg_d", 200, 400), ("animal_mg_d", 400, 600), ("additive_mg_d", 600, 1000)],
)
def test_published_range_by_origin(origin, low, high):
    """But for the lower end of additives, which is this package's."""
    amounts = dict.fromkeys(("plant_mg_d", "animal_mg_d", "additive_mg_d"), np.array(0.0))
    got = absorbed_by_origin(**{**amounts, origin: np.array(1000.0)})
    assert got.low_mg_d == pytest.approx(low)
    assert got.high_mg_d == pytest.approx(high)


def test_published_coefficients_of_the_curve_of_serum_at_10_mmol_a_day():
    got = serum_phosphate(np.array(309.74))
    assert got == pytest.approx(0.0765 + 0.8194 * (1 - np.exp(-2.635)), abs=1e-9)


def test_phytate_is_28_percent_phosphorus():
    assert phytate_phosphorus(np.array(1000.0)) == pytest.approx(281.57, abs=0.01)


@given(absorbed_mg_d=st.floats(0, 3000), more=st.floats(1, 90))
def test_serum_rises_with_what_is_absorbed_and_ever_more_slowly(absorbed_mg_d, more):
    at = serum_phosphate(np.array([absorbed_mg_d, absorbed_mg_d + more / 2, absorbed_mg_d + more]))
    assert at[0] < at[1] < at[2]
    assert at[2] - at[1] <= at[1] - at[0] + 1e-12


def test_missing_stays_missing():
    one, nan = np.array(1.0), np.array(np.nan)
    got = absorbed_by_origin(plant_mg_d=one, animal_mg_d=nan, additive_mg_d=one)
    assert np.isnan([got.low_mg_d, got.high_mg_d]).all()
    assert np.isnan(serum_phosphate(nan))
    assert np.isnan(phytate_phosphorus(nan))


def test_negative_amounts_are_refused():
    minus, one = np.array(-1.0), np.array(1.0)
    with pytest.raises(OutsideDomain, match="absorbed_by_origin"):
        absorbed_phosphorus(minus)
    with pytest.raises(OutsideDomain, match="plant_mg_d"):
        absorbed_by_origin(plant_mg_d=minus, animal_mg_d=one, additive_mg_d=one)
    with pytest.raises(OutsideDomain, match="phytate_mg"):
        phytate_phosphorus(minus)
    with pytest.raises(OutsideDomain, match="read the laboratory result"):
        serum_phosphate(minus)
