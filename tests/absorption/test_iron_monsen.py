"""Monsen 1978 (Am J Clin Nutr 31:134-141), nine classes, and Monsen and Balintfy 1982, as recalled.

Neither table was read: these are the figures by which both are known, not a check against print.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.iron_monsen import (
    Availability,
    availability,
    monsen,
    monsen_1978,
    monsen_balintfy,
    monsen_balintfy_1982,
)
from micronutrient.errors import OutsideDomain

STORES = (0, 250, 500)
MEAT = {Availability.LOW: 0.0, Availability.MEDIUM: 60.0, Availability.HIGH: 120.0}
AMOUNTS = st.floats(0, 300)


@pytest.mark.parametrize(
    ("stores_mg", "by_class", "haem"),
    [(0, [5, 10, 20], 35), (250, [4, 7, 12], 28), (500, [3, 5, 8], 23)],
)
def test_recalled_classes(stores_mg, by_class, haem):
    got = monsen_1978(
        meat_fish_poultry_g=np.array([MEAT[one] for one in Availability]),
        ascorbate_mg=0.0,
        stores_mg=stores_mg,
    )
    assert got.nonhaem_percent.tolist() == by_class
    assert got.haem_percent == haem


@pytest.mark.parametrize(
    ("meat_g", "ascorbate_mg", "found"),
    [
        (29.9, 24.9, "low"),
        (30, 0, "medium"),
        (0, 25, "medium"),
        (90, 0, "medium"),
        (0, 75, "medium"),
        (90.1, 0, "high"),
        (0, 75.1, "high"),
        (30, 25, "high"),
        (90, 75, "high"),
        (np.nan, 80, ""),
        (100, np.nan, ""),
    ],
)
def test_borders_of_the_classes(meat_g, ascorbate_mg, found):
    assert availability(meat_fish_poultry_g=meat_g, ascorbate_mg=ascorbate_mg).item() == found


@pytest.mark.parametrize(("stores_mg", "cap"), [(0, 20), (250, 12), (500, 8)])
def test_the_recalled_curve_meets_its_cap(stores_mg, cap):
    """What was recalled apart agrees within 0.01, so the coefficients belong together."""
    got = monsen_balintfy_1982(
        meat_fish_poultry_g=np.array([75.0, 75.01, 300.0]), ascorbate_mg=0.0, stores_mg=stores_mg
    )
    assert_allclose(got.nonhaem_percent, cap, atol=0.01)
    assert got.nonhaem_percent[1:].tolist() == [cap, cap]


def test_without_enhancers_both_methods_agree():
    for stores in STORES:
        old, new = (
            which(meat_fish_poultry_g=0.0, ascorbate_mg=0.0, stores_mg=stores)
            for which in (monsen_1978, monsen_balintfy_1982)
        )
        assert old.nonhaem_percent == new.nonhaem_percent
        assert old.haem_percent == new.haem_percent


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_more_meat_never_lowers_it_and_fuller_stores_never_raise_it(ascorbate, one, other):
    meat = np.sort([one, other])
    for which in (monsen_1978, monsen_balintfy_1982):
        rows = [
            which(meat_fish_poultry_g=meat, ascorbate_mg=ascorbate, stores_mg=s).nonhaem_percent
            for s in STORES
        ]
        assert (np.diff(rows, axis=1) >= -0.01).all()
        assert (np.diff(rows, axis=0) <= 0).all()


def test_a_missing_part_gives_no_percentage():
    for which in (monsen_1978, monsen_balintfy_1982):
        got = which(meat_fish_poultry_g=np.array([100.0, np.nan]), ascorbate_mg=0.0, stores_mg=0)
        assert np.isnan(got.nonhaem_percent).tolist() == [False, True]


def test_other_stores_and_negative_amounts_are_refused():
    for which in (monsen_1978, monsen_balintfy_1982):
        with pytest.raises(OutsideDomain, match=r"stores of 300 mg; allowed: 0, 250, 500; take"):
            which(meat_fish_poultry_g=0.0, ascorbate_mg=0.0, stores_mg=300)
        with pytest.raises(OutsideDomain, match=r"meat_fish_poultry_g\[1\]: -1 is outside"):
            which(meat_fish_poultry_g=np.array([0.0, -1.0]), ascorbate_mg=0.0, stores_mg=0)


def test_both_say_that_nobody_has_read_them():
    assert not monsen().verified
    assert not monsen_balintfy().verified
