"""Which foods of a day make a meal: by name, by time, or as assumed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.case import FoodEaten
from micronutrient.errors import InputFault
from micronutrient.intake.meal_places import (
    Placed,
    Spread,
    meal_word,
    meals_by_day,
    rules,
    says_nothing,
)

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)


def eat(meal=None, time=None, day=MONDAY):
    return FoodEaten(day=day, food="bread", grams=50, meal=meal, time=time)


def put(*diet, spread=Spread.ONE_MEAL):
    """Give each meal of Monday as its name and the positions of its records."""
    return [
        (meal.name, sorted(i for i, _ in meal.records))
        for meal in meals_by_day(diet, spread).get(MONDAY, [])
    ]


@pytest.mark.parametrize(
    ("said", "meal"),
    [
        ("Breakfast", "breakfast"),
        ("  Supper ", "dinner"),
        ("Snacks", "snack"),
        ("midday-meal", "lunch"),
        ("Second dinner", "second dinner"),
    ],
)
def test_common_words_name_one_meal(said: str, meal: str):
    assert meal_word(said) == meal


def test_records_of_one_name_are_one_meal():
    assert put(eat("lunch"), eat("dinner"), eat("Luncheon")) == [("lunch", [0, 2]), ("dinner", [1])]


def test_days_are_kept_apart():
    found = meals_by_day([eat("lunch"), eat("lunch", day=TUESDAY)], Spread.ONE_MEAL)
    assert [(day, len(meals)) for day, meals in found.items()] == [(MONDAY, 1), (TUESDAY, 1)]


def test_two_snacks_hours_apart_are_two_meals():
    got = put(eat("snack", "16:00"), eat("snack", "10:30"), eat("snack", "16:20"))
    assert got == [("snack", [1]), ("snack", [0, 2])]


def test_times_alone_part_a_day():
    got = put(eat(time="12:40"), eat(time="08:00"), eat(time="13:30"), eat(time="8:20"))
    assert got == [("", [1, 3]), ("", [0, 2])]


def test_an_hour_between_parts_two_meals():
    assert put(eat(time="08:00"), eat(time="09:00")) == [("", [0]), ("", [1])]
    assert put(eat(time="08:00"), eat(time="08:59")) == [("", [0, 1])]


def test_a_time_joins_the_named_meal_of_about_then():
    got = put(eat("breakfast", "08:00"), eat(time="08:30"), eat(time="10:00"))
    assert got == [("breakfast", [0, 1]), ("", [2])]


def test_what_says_nothing_is_one_meal_of_its_own():
    got = meals_by_day([eat("lunch"), eat(), eat()], Spread.ONE_MEAL)[MONDAY]
    assert [(meal.placed, len(meal.records)) for meal in got] == [
        (Placed.NAMED, 1),
        (Placed.ASSUMED, 2),
    ]


def test_what_says_nothing_is_spread_over_the_named_meals():
    got = meals_by_day([eat("lunch"), eat("dinner"), eat()], Spread.EVENLY)[MONDAY]
    assert [dict(meal.records) for meal in got] == [{0: 1.0, 2: 0.5}, {1: 1.0, 2: 0.5}]


def test_a_day_without_meals_has_three():
    got = meals_by_day([eat(), eat()], Spread.EVENLY)[MONDAY]
    assert len(got) == rules().assumed_meals == 3
    assert all(dict(meal.records) == {0: 1 / 3, 1: 1 / 3} for meal in got)


def test_how_many_say_nothing():
    assert says_nothing([eat(), eat("lunch"), eat(time="08:00")]) == 1


@pytest.mark.parametrize("time", ["25:00", "8.30", "half past eight", "12:60", ""])
def test_a_time_that_is_none_is_refused(time: str):
    with pytest.raises(InputFault, match=r"diet\[1\].time: is .*allowed: a time of day"):
        meals_by_day([eat("lunch"), eat(time=time)], Spread.EVENLY)


minutes = st.integers(0, 1439).map(lambda m: f"{m // 60:02}:{m % 60:02}")
rows = st.builds(
    eat,
    st.sampled_from([None, "lunch", "dinner", "snack"]),
    st.none() | minutes,
    st.sampled_from([MONDAY, TUESDAY]),
)


@given(st.lists(rows, max_size=12), st.sampled_from(Spread))
def test_every_record_is_placed_exactly_once(diet: list[FoodEaten], spread: Spread):
    shares = dict.fromkeys(range(len(diet)), 0.0)
    for day, meals in meals_by_day(diet, spread).items():
        for meal in meals:
            for i, share in meal.records:
                assert diet[i].day == day
                shares[i] += share
    assert all(share == pytest.approx(1) for share in shares.values())
