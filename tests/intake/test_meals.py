"""Laws of days and meals: meals add up to the day, ends stay in order, a gap never helps."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.arrays import Bounds
from micronutrient.case import FoodEaten, Supplement
from micronutrient.intake.dishes import NO_RETENTION
from micronutrient.intake.meal_places import Placed, Spread
from micronutrient.intake.meals import (
    DAILY,
    PER_MEAL,
    day_factors,
    meal_factors,
    supplement_factors,
)
from micronutrient.intake.records import EatenFoods

DAYS = (dt.date(2026, 3, 2), dt.date(2026, 3, 3))
FOODS = 4


def bounds(values) -> Bounds:
    values = np.asarray(values, dtype=float)
    return Bounds(lower=values / 2, mean=values, upper=values * 3)


def table(scale=1.0):
    return {name: bounds(scale * np.arange(1, FOODS + 1) * (k + 1))
            for k, name in enumerate(PER_MEAL)}  # fmt: skip


def record(rows, retention=None, factors=None):
    """Make a diet and its arrays from rows of (day, food, grams, meal, time)."""
    diet = [
        FoodEaten(day=DAYS[day], food=f"food {food}", grams=grams, meal=meal, time=time)
        for day, food, grams, meal, time in rows
    ]
    size = len(rows)
    eaten = EatenFoods(
        days=DAYS,
        day=np.array([row[0] for row in rows], dtype=np.intp),
        food=np.array([row[1] for row in rows], dtype=np.intp),
        grams=np.array([row[2] for row in rows], dtype=float),
        retention=np.full(size, NO_RETENTION) if retention is None else np.array(retention),
        factors=np.ones((0, 0)) if factors is None else np.array(factors, dtype=float),
        record=np.arange(size),
        labels=tuple(row.food for row in diet),
    )
    return diet, eaten


rows = st.tuples(
    st.integers(0, 1),
    st.integers(0, FOODS - 1),
    st.floats(0.1, 1000),
    st.sampled_from([None, "lunch", "snack"]),
    st.sampled_from([None, "08:00", "12:30", "19:00"]),
)
records = st.lists(rows, min_size=1, max_size=12).map(record)


def per_day(meals, name, end):
    return np.bincount(meals.day, weights=getattr(getattr(meals, name), end), minlength=len(DAYS))


@given(records, st.sampled_from(Spread))
def test_meals_add_up_to_the_day(made, spread):
    diet, eaten = made
    days = day_factors(eaten, table(), retention={})
    meals = meal_factors(eaten, table(), diet=diet, spread=spread, retention={})
    for name in DAILY:
        for end in ("lower", "mean", "upper"):
            whole = np.nan_to_num(getattr(getattr(days, name), end))
            assert_allclose(per_day(meals, name.removesuffix("_d"), end), whole, rtol=1e-9)


@given(records, st.sampled_from(Spread))
def test_ends_stand_in_order(made, spread):
    diet, eaten = made
    meals = meal_factors(eaten, table(), diet=diet, spread=spread, retention={})
    for name in PER_MEAL:
        found = getattr(meals, name)
        assert (found.lower <= found.mean).all()
        assert (found.mean <= found.upper).all()


@given(records, st.integers(0, FOODS - 1))
def test_a_gap_never_lowers_the_upper_end_nor_raises_the_lower(made, food):
    _, eaten = made
    known, gap = table(), table()
    phytate = gap["phytate_mg"]
    lower, upper = phytate.lower.copy(), phytate.upper.copy()
    lower[food], upper[food] = 0.0, upper[food] + 50
    gap["phytate_mg"] = Bounds(lower=lower, mean=phytate.mean, upper=upper)
    before = day_factors(eaten, known, retention={}).phytate_mg_d
    after = day_factors(eaten, gap, retention={}).phytate_mg_d
    there = np.isfinite(before.lower)
    assert (after.upper[there] >= before.upper[there]).all()
    assert (after.lower[there] <= before.lower[there]).all()


def test_both_spreads_agree_where_every_record_says_its_meal():
    diet, eaten = record([(0, 0, 100, "lunch", None), (0, 1, 50, None, "19:00")])
    one, other = (
        meal_factors(eaten, table(), diet=diet, spread=spread, retention={}) for spread in Spread
    )
    assert one.names == other.names
    assert one.placed == (Placed.TIMED, Placed.NAMED)
    assert_allclose(one.phytate_mg.mean, other.phytate_mg.mean)


def test_the_two_spreads_are_all_at_once_and_evenly():
    diet, eaten = record([(0, 0, 300, None, None)])
    one = meal_factors(eaten, table(), diet=diet, spread=Spread.ONE_MEAL, retention={})
    evenly = meal_factors(eaten, table(), diet=diet, spread=Spread.EVENLY, retention={})
    whole = 3 * table()["zinc_mg"].mean[0]
    assert one.zinc_mg.mean.tolist() == [whole]
    assert_allclose(evenly.zinc_mg.mean, [whole / 3] * 3)
    assert np.isnan(evenly.starts_min).all()


def test_cooking_losses_are_taken_off_where_they_hold():
    kept = [[0.25, np.nan]]
    _, eaten = record([(0, 0, 100, "lunch", None)], retention=[0], factors=kept)
    got = day_factors(eaten, table(), retention={"ascorbate_mg": 0, "calcium_mg": 1})
    of = table()
    assert got.ascorbate_mg_d.mean[0] == pytest.approx(0.25 * of["ascorbate_mg"].mean[0])
    assert got.zinc_mg_d.mean[0] == of["zinc_mg"].mean[0]
    assert got.calcium_mg_d.lower[0] == 0
    assert got.calcium_mg_d.upper[0] == of["calcium_mg"].upper[0]


def test_a_factor_without_a_bound_leaves_the_meal_without_one():
    of = table()
    of["polyphenol_mg"] = Bounds(
        lower=np.zeros(FOODS), mean=np.zeros(FOODS), upper=np.array([1.0, np.nan, 1.0, 1.0])
    )
    diet, eaten = record([(0, 0, 100, "lunch", None), (0, 1, 100, "snack", None)])
    got = meal_factors(eaten, of, diet=diet, spread=Spread.ONE_MEAL, retention={})
    assert got.polyphenol_mg.upper[0] == 1
    assert np.isnan(got.polyphenol_mg.upper[1])
    assert got.polyphenol_mg.lower.tolist() == [0, 0]


def test_a_day_without_food_is_unknown_and_left_out_of_the_mean():
    _, eaten = record([(1, 0, 100, "lunch", None)])
    got = day_factors(eaten, table(), retention={})
    assert np.isnan(got.zinc_mg_d.lower[0])
    assert got.averaged().zinc_mg_d.mean.tolist() == [got.zinc_mg_d.mean[1]]


def test_without_any_food_nothing_is_known():
    diet, eaten = record([])
    got = day_factors(eaten, table(), retention={})
    assert np.isnan(got.phytate_mg_d.mean).all()
    assert np.isnan(got.averaged().phytate_mg_d.upper).all()
    assert len(meal_factors(eaten, table(), diet=diet, spread=Spread.EVENLY, retention={})) == 0


def test_what_could_not_be_read_brings_nothing_to_its_meal():
    diet, eaten = record([(0, 0, 100, "lunch", None)])
    unread = FoodEaten(day=DAYS[0], food="unicorn", grams=5, meal="dinner")
    got = meal_factors(eaten, table(), diet=[*diet, unread], spread=Spread.ONE_MEAL, retention={})
    assert got.names == ("lunch", "dinner")
    assert np.isfinite(got.zinc_mg.mean).tolist() == [True, False]


def test_supplements_stand_apart():
    iron = Supplement(name="Iron", nutrient="iron", amount=14, unit="mg", times_per_day=2)
    zinc = Supplement(name="Zinc", nutrient="zinc", amount=10, unit="mg", with_food=False)
    got = supplement_factors([iron, zinc])
    assert (got.iron_mg_d, got.zinc_mg_d, got.calcium_mg_d, got.ascorbate_mg_d) == (28, 10, 0, 0)
