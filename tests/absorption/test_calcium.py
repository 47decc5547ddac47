"""Calcium: Heaney 1989 and 1990 (abstracts); foods in table 1 of PMC9306636 and of PMC5442193."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.calcium import (
    absorption_from_food,
    absorption_from_intake,
    absorption_from_load,
    absorption_later,
    measured_foods,
)
from micronutrient.errors import OutsideDomain, UnknownName

FOODS = sorted(measured_foods())


@pytest.mark.parametrize(
    ("calcium_mg", "printed", "within"), [(15, 0.640, 0.013), (500, 0.286, 0.005)]
)
def test_published_share_at_both_ends_of_the_load(calcium_mg, printed, within):
    """Means of the loads; the line through all of them passes beside them."""
    assert absorption_from_load(np.array(calcium_mg)) == pytest.approx(printed, abs=within)


@pytest.mark.parametrize("calcium_mg", [61])
def test_published_share_of_kale_is_that_of_its_load(calcium_mg):
    assert absorption_from_load(np.array(calcium_mg)) == pytest.approx(0.493, abs=0.0005)


@pytest.mark.parametrize(
    ("food", "calcium_mg", "share", "absorbed_mg"),
    [
        ("milk", 290, 0.321, 93.1),
        ("kale", 61, 0.493, 30.1),
        ("spinach", 115, 0.051, 5.9),
        ("broccoli", 35, 0.613, 21.5),
        ("beans, white", 113, 0.218, 24.7),
        ("tofu, calcium-set", 258, 0.310, 80.0),
        ("bread, calcium sulfate", 300, 0.430, 129),
    ],
)
def test_published_servings(food, calcium_mg, share, absorbed_mg):
    got = absorption_from_food(food, calcium_mg=np.array(calcium_mg))
    assert got == pytest.approx(share)
    assert got * calcium_mg == pytest.approx(absorbed_mg, abs=0.1)


@pytest.mark.parametrize(("calcium_mg_d", "printed"), [(200, 0.45), (2000, 0.15)])
def test_published_share_of_usual_intakes(calcium_mg_d, printed):
    assert absorption_from_intake(np.array(calcium_mg_d)) == pytest.approx(printed, abs=0.01)


def test_published_fall_with_age_and_menopause():
    now = np.array([0.30, 0.30, 0.30])
    got = absorption_later(
        now, years_y=np.array([10, 0, 10]), menopause=np.array([False, True, True])
    )
    assert_allclose(now - got, [0.021, 0.022, 0.043])


@given(calcium_mg=st.floats(15, 499), more=st.floats(0.1, 400))
def test_a_larger_load_gives_a_smaller_share_and_a_larger_amount(calcium_mg, more):
    two = np.array([calcium_mg, min(calcium_mg + more, 500)])
    share = absorption_from_load(two)
    assert share[1] < share[0]
    assert share[1] * two[1] > share[0] * two[0]


@pytest.mark.parametrize("food", FOODS)
def test_no_food_gives_more_than_it_holds(food):
    share = absorption_from_food(food, calcium_mg=np.array([15.0, 500.0]))
    assert 0 < share[1] < share[0] < 1


@pytest.mark.parametrize("food", FOODS)
def test_a_food_keeps_its_ratio_to_the_load_line(food):
    loads = np.array([100.0, 300.0])
    ratio = absorption_from_food(food, calcium_mg=loads) / absorption_from_load(loads)
    assert ratio[0] == pytest.approx(ratio[1])


def test_missing_stays_missing():
    nan = np.array([np.nan])
    assert np.isnan(absorption_from_load(nan)).all()
    assert np.isnan(absorption_from_food("kale", calcium_mg=nan)).all()
    assert np.isnan(absorption_from_intake(nan)).all()
    assert np.isnan(absorption_later(nan, years_y=np.array([1]), menopause=np.array([True]))).all()


def test_loads_and_intakes_beyond_the_studied_ones_are_refused_with_the_other_way():
    with pytest.raises(OutsideDomain, match="divide the load between meals"):
        absorption_from_load(np.array(500.1))
    with pytest.raises(OutsideDomain, match="divide the load between meals"):
        absorption_from_food("milk", calcium_mg=np.array(14.0))
    with pytest.raises(OutsideDomain, match="absorption_from_load"):
        absorption_from_intake(np.array(2001.0))
    with pytest.raises(OutsideDomain, match="years_y"):
        absorption_later(np.array(0.3), years_y=np.array(18), menopause=np.array(False))
    with pytest.raises(OutsideDomain, match="share"):
        absorption_later(np.array(0.01), years_y=np.array(5), menopause=np.array(True))


def test_a_food_that_nobody_measured_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match="'kale'"):
        absorption_from_food("kales", calcium_mg=np.array(100.0))
