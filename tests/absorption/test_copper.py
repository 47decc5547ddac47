"""Copper: EFSA Journal 2023;21(1):7728 (table of absorption studies), IOM 2001 pp. 241-242, 484."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.copper import absorption, zinc_on_copper
from micronutrient.errors import OutsideDomain


@pytest.mark.parametrize(
    ("copper_mg_d", "share", "absorbed_mg_d"),
    [(0.79, 0.550, 0.43), (1.68, 0.363, 0.61), (7.53, 0.124, 0.93)],
)
def test_published_share_and_amount(copper_mg_d, share, absorbed_mg_d):
    got = absorption(np.array(copper_mg_d))
    assert_allclose([got.share, got.low, got.high], share)
    assert copper_mg_d * got.share == pytest.approx(absorbed_mg_d, abs=0.005)


def test_published_three_quarters_at_the_lowest_intake():
    assert absorption(np.array(0.38)).share == 0.75


@pytest.mark.parametrize(
    ("zinc_mg_d", "word"),
    [(40, "no effect known"), (40.1, "possible"), (59.9, "possible"), (60, "lowers copper")],
)
def test_published_amounts_of_zinc(zinc_mg_d, word):
    assert zinc_on_copper(np.array([zinc_mg_d])).tolist() == [word]


@given(copper_mg_d=st.floats(0.38, 7.53))
def test_the_share_lies_between_those_of_the_studied_intakes(copper_mg_d):
    got = absorption(np.array(copper_mg_d))
    assert got.low - 1e-12 <= got.share <= got.high + 1e-12


@given(copper_mg_d=st.floats(0.38, 7.5), more=st.floats(0.001, 0.03))
def test_a_larger_intake_gives_a_smaller_share(copper_mg_d, more):
    two = absorption(np.array([copper_mg_d, copper_mg_d + more])).share
    assert two[1] < two[0]


def test_missing_stays_missing():
    got = absorption(np.array([np.nan, 1.68]))
    assert np.isnan([got.share[0], got.low[0], got.high[0]]).all()
    assert zinc_on_copper(np.array([np.nan])).tolist() == ["unknown"]


@pytest.mark.parametrize("copper_mg_d", [0.37, 7.6])
def test_intakes_beyond_the_studied_ones_are_refused(copper_mg_d):
    with pytest.raises(OutsideDomain, match="compare the intake with its reference value"):
        absorption(np.array(copper_mg_d))


def test_negative_zinc_is_refused():
    with pytest.raises(OutsideDomain, match="zinc_mg_d"):
        zinc_on_copper(np.array(-1.0))
