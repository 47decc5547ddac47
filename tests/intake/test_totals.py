"""Laws of daily totals: linear, blind to order and splitting, and never taking unknown for zero."""

import datetime as dt

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.testing import assert_allclose

from micronutrient.intake.dishes import NO_RETENTION
from micronutrient.intake.records import EatenFoods
from micronutrient.intake.totals import totals, totals_many

FOODS, NUTRIENTS, DAYS = 6, 3, 2


class Amounts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    value: np.ndarray
    known_part: np.ndarray
    upper: np.ndarray
    ul_value: np.ndarray
    ul_known_part: np.ndarray
    ul_upper: np.ndarray


def table(value, bound):
    """Make amounts whose gaps are bounded by `bound`; half counts toward the upper level."""
    known, upper = np.nan_to_num(value), np.where(np.isnan(value), bound, value)
    return Amounts(
        value=value,
        known_part=known,
        upper=upper,
        ul_value=value / 2,
        ul_known_part=known / 2,
        ul_upper=upper / 2,
    )


def eaten(food, grams, day=None, retention=None, factors=None):
    food = np.asarray(food, dtype=np.intp)
    day = np.zeros(food.size, np.intp) if day is None else np.asarray(day, dtype=np.intp)
    return EatenFoods(
        days=tuple(dt.date(2026, 3, 1 + i) for i in range(DAYS)),
        day=day,
        food=food,
        grams=np.asarray(grams, dtype=float),
        retention=np.full(food.size, NO_RETENTION) if retention is None else np.array(retention),
        factors=np.ones((0, 0)) if factors is None else np.array(factors, dtype=float),
        record=np.arange(food.size),
        labels=tuple(f"food {i}" for i in food),
    )


amount = st.floats(0, 1000, allow_subnormal=False)
tables = arrays.arrays(
    float, (FOODS, NUTRIENTS), elements=st.one_of(amount, st.just(float("nan")))
).map(lambda value: table(value, 2000.0))
records = st.lists(
    st.tuples(st.integers(0, FOODS - 1), st.floats(0.1, 2000), st.integers(0, DAYS - 1)),
    min_size=1,
    max_size=20,
).map(lambda rows: eaten(*(np.array(column) for column in zip(*rows, strict=True))))
FIELDS = ("mean", "lower", "upper", "by_day", "by_day_upper", "ul_lower", "ul_upper", "ul_by_day")


def same(one, two, factor=1.0):
    for field in FIELDS:
        assert_allclose(getattr(one, field) * factor, getattr(two, field), rtol=1e-9, atol=1e-9)


def pick(record, order):
    columns = ("day", "food", "grams", "retention", "record")
    return msgspec.structs.replace(record, **{c: getattr(record, c)[order] for c in columns})


@given(records, tables, st.floats(0.01, 100))
def test_linear_in_grams(record, amounts, factor):
    more = msgspec.structs.replace(record, grams=record.grams * factor)
    same(totals(record, amounts), totals(more, amounts), factor)
    assert_allclose(totals(record, amounts).coverage, totals(more, amounts).coverage, atol=1e-12)


@given(records, tables, st.randoms())
def test_order_of_rows_is_irrelevant(record, amounts, random):
    order = list(range(len(record)))
    random.shuffle(order)
    same(totals(record, amounts), totals(pick(record, order), amounts))


@given(records, tables, st.floats(0.01, 0.99))
def test_splitting_a_row_changes_nothing(record, amounts, part):
    twice = pick(record, [0, *range(len(record))])
    grams = twice.grams.copy()
    grams[0], grams[1] = grams[0] * part, grams[1] * (1 - part)
    split = msgspec.structs.replace(twice, grams=grams)
    same(totals(record, amounts), totals(split, amounts))
    assert_allclose(totals(record, amounts).coverage, totals(split, amounts).coverage, atol=1e-9)


@given(records, tables)
def test_lower_mean_upper_stand_in_order(record, amounts):
    got = totals(record, amounts, typical=np.full((FOODS, NUTRIENTS), 700.0))
    slack = 1e-9 * (1 + got.upper)
    assert (got.lower <= got.mean + slack).all()
    assert (got.mean <= got.upper + slack).all()
    assert (got.ul_lower <= got.ul_upper + slack).all()
    assert ((got.coverage >= 0) & (got.coverage <= 1 + 1e-12)).all()


@given(records, tables, st.integers(0, FOODS - 1), st.integers(0, NUTRIENTS - 1))
def test_a_missing_value_never_lowers_the_upper_bound_nor_counts_as_zero(record, amounts, i, j):
    value = amounts.value.copy()
    value[i, j] = np.nan
    before, after = totals(record, amounts), totals(record, table(value, 2000.0))
    assert (after.upper >= before.upper - 1e-9 * before.upper).all()
    assert (after.lower <= before.lower + 1e-9 * before.upper).all()
    assert (after.coverage <= before.coverage + 1e-12).all()
    if i in record.food:
        assert after.upper[j] > after.lower[j]
        assert after.coverage[j] < 1


@given(records, tables)
def test_days_add_up_and_so_do_labels(record, amounts):
    got = totals(record, amounts)
    assert_allclose(got.by_day.mean(axis=0), got.lower, atol=1e-9)
    assert_allclose(got.by_label.sum(axis=0), got.lower, atol=1e-9)


@given(records, tables)
def test_the_survey_kernel_agrees(record, amounts):
    order = np.argsort(record.day, kind="stable")
    for rows in (record, pick(record, order)):
        many = totals_many(
            amounts.known_part,
            person_day=rows.day,
            food=rows.food,
            grams=rows.grams,
            person_days=DAYS,
        )
        assert_allclose(many, totals(record, amounts).by_day, rtol=1e-12, atol=1e-9)


def test_a_gap_reaches_only_those_who_ate_the_food():
    amounts = np.array([[1.0], [np.nan]])
    got = totals_many(
        amounts,
        person_day=np.array([0, 1, 2]),
        food=np.array([0, 1, 0]),
        grams=np.array([100.0, 100.0, 50.0]),
        person_days=4,
    )
    np.testing.assert_array_equal(got[:, 0], [1.0, np.nan, 0.5, 0.0])


def test_known_values_give_one_figure_and_full_coverage():
    got = totals(eaten([0, 1], [150, 50]), table(np.array([[2.0], [4.0]]), 9.0))
    assert got.mean.tolist() == got.lower.tolist() == got.upper.tolist() == [2.5]
    assert got.coverage.tolist() == [1.0]
    assert got.ul_mean.tolist() == [1.25]


def test_every_gram_counts_in_coverage():
    got = totals(eaten([0, 1], [100, 300]), table(np.array([[2.0], [np.nan]]), 9.0))
    assert got.coverage.tolist() == [0.25]
    assert (got.lower.tolist(), got.mean.tolist(), got.upper.tolist()) == ([1.0], [1.0], [14.5])


def test_what_is_typical_moves_the_mean_and_not_the_bounds():
    amounts = table(np.array([[2.0], [np.nan]]), 9.0)
    got = totals(eaten([0, 1], [100, 300]), amounts, typical=np.array([[99.0], [3.0]]))
    assert (got.lower.tolist(), got.mean.tolist(), got.upper.tolist()) == ([1.0], [5.5], [14.5])


def test_a_published_range_bounds_a_known_value():
    amounts = Amounts(
        value=np.array([[5.0]]),
        known_part=np.array([[2.0]]),
        upper=np.array([[9.0]]),
        ul_value=np.array([[5.0]]),
        ul_known_part=np.array([[2.0]]),
        ul_upper=np.array([[9.0]]),
    )
    for typical in (None, np.array([[7.0]])):
        got = totals(eaten([0], [100 * DAYS]), amounts, typical=typical)
        assert (got.lower.tolist(), got.mean.tolist(), got.upper.tolist()) == ([2.0], [5.0], [9.0])
        assert got.coverage.tolist() == [1.0]


def test_no_known_bound_is_no_bound():
    got = totals(eaten([0], [100]), table(np.array([[np.nan]]), np.nan))
    assert np.isnan(got.upper).all()
    assert got.lower.tolist() == [0.0]
    assert got.coverage.tolist() == [0.0]


def test_retention_scales_value_and_bounds():
    factors = [[0.5, 1.0], [np.nan, 1.0]]
    record = eaten([0, 0, 1], [200, 200, 200], retention=[0, NO_RETENTION, 1], factors=factors)
    got = totals(record, table(np.array([[10.0, np.nan], [4.0, 1.0]]), 6.0))
    assert got.lower.tolist() == [15.0, 1.0]
    assert got.upper.tolist() == [19.0, 13.0]
    assert_allclose(got.coverage, [2 / 3, 1 / 3])


def test_nothing_recorded_is_unknown():
    got = totals(eaten([], []), table(np.ones((1, 2)), 1.0))
    for figures in (got.mean, got.lower, got.upper, got.coverage, got.ul_upper):
        assert np.isnan(figures).all()
    assert got.top(0) == ()


def test_top_contributors_come_greatest_first():
    record = eaten([0, 1, 0, 2], [100, 100, 100, 100])
    got = totals(record, table(np.array([[1.0], [6.0], [0.0]]), 1.0))
    top = got.top(0, most=2)
    assert [(share.label, share.amount) for share in top] == [("food 1", 3.0), ("food 0", 1.0)]
    assert [share.share for share in top] == [0.75, 0.25]
    assert len(got.top(0)) == 2


@pytest.mark.parametrize("foods", [1, 5])
def test_the_mean_is_over_all_recorded_days(foods):
    got = totals(eaten([0] * foods, [100] * foods), table(np.array([[1.0]]), 1.0))
    assert got.mean.tolist() == [foods / DAYS]
