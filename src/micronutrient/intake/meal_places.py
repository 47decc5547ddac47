"""Which records of a day were eaten together: by name of the meal, by time, or as assumed.

Numbers: data/intake/meals.toml.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.case import FoodEaten
from micronutrient.datafiles import DATA, read_record
from micronutrient.matching import fold
from micronutrient.slips import clock_fault, clock_minutes
from micronutrient.sources import Checked


class Spread(StrEnum):
    """Where foods go whose record names neither meal nor time."""

    ONE_MEAL = "one_meal"
    EVENLY = "evenly"


class Placed(StrEnum):
    """How a meal was told from the others of its day."""

    NAMED = "named"
    TIMED = "timed"
    ASSUMED = "assumed"


class MealRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of data/intake/meals.toml."""

    source: str
    checked: Checked
    apart_min: float
    assumed_meals: int
    words: Mapping[str, tuple[str, ...]]


class Meal(msgspec.Struct, kw_only=True):
    """One meal, filled record by record.

    Attributes
    ----------
    name, placed
        What it is called (empty: nothing said so), and how it was told from others.
    times_min
        When its records say they were eaten, in minutes since midnight.
    records
        Positions of its records, and the share of each that belongs to it.
    """

    name: str
    placed: Placed
    times_min: list[int]
    records: list[tuple[int, float]]

    @property
    def starts_min(self) -> float:
        """Give when it began, in minutes since midnight; NaN where no record says."""
        return min(self.times_min, default=float("nan"))


@cache
def rules() -> MealRules:
    """Give the rules that tell meals apart."""
    return read_record(DATA / "intake" / "meals.toml", MealRules)


def meal_word(text: str) -> str:
    """Give the one name that a common word for a meal stands for; other names are only folded."""
    return _words().get(fold(text), fold(text).replace("_", " "))


def says_nothing(diet: Sequence[FoodEaten]) -> int:
    """Count the records that name neither meal nor time."""
    return sum(row.meal is None and row.time is None for row in diet)


def meals_by_day(diet: Sequence[FoodEaten], spread: Spread) -> dict[dt.date, list[Meal]]:
    """Put the records of each day together to meals, in order of day and time.

    Records of one meal name are one meal, and two where more than an hour lies between their times
    (two snacks). A record with a time only joins the named meal that was eaten about then, or makes
    one with what else was.

    Parameters
    ----------
    diet
        The record.
    spread
        Where records go that name neither meal nor time: into one meal of their own, or evenly over
        the day's meals (over three, if it has none).

    Raises
    ------
    InputFault
        If a record's time is none.
    """
    by_day: dict[dt.date, dict[int, FoodEaten]] = {}
    for i, row in enumerate(diet):
        by_day.setdefault(row.day, {})[i] = row
    return {day: _meals_of_day(by_day[day], spread) for day in sorted(by_day)}


def _meals_of_day(rows: Mapping[int, FoodEaten], spread: Spread) -> list[Meal]:
    times = {i: _minutes(row, i) for i, row in rows.items() if row.time is not None}
    meals = _named(rows, times)
    _add_timed(meals, {i: m for i, m in times.items() if rows[i].meal is None})
    loose = [i for i, row in rows.items() if row.meal is None and row.time is None]
    if loose:
        _add_loose(meals, loose, spread)
    return sorted(meals, key=lambda meal: (np.isnan(meal.starts_min), meal.starts_min))


def _minutes(row: FoodEaten, i: int) -> int:
    fault = clock_fault(row.time, f"diet[{i}].time")
    if fault is not None:
        raise fault
    return clock_minutes(row.time or "") or 0


def _named(rows: Mapping[int, FoodEaten], times: Mapping[int, int]) -> list[Meal]:
    """Make the meals that are named; of one name several, where hours lie between."""
    by_name: dict[str, list[int]] = {}
    for i, row in rows.items():
        if row.meal is not None:
            by_name.setdefault(meal_word(row.meal), []).append(i)
    meals = []
    for name, members in by_name.items():
        timed = {i: times[i] for i in members if i in times}
        groups = _together(timed) or [[]]
        groups[0] = [*groups[0], *(i for i in members if i not in timed)]
        meals += [_meal(name, Placed.NAMED, group, times) for group in groups]
    return meals


def _add_timed(meals: list[Meal], timed: Mapping[int, int]) -> None:
    """Put records with a time only to the named meal of about then, or together."""
    alone = dict(timed)
    for i, minute in timed.items():
        near = min(meals, key=lambda meal: _apart(meal, minute), default=None)
        if near is not None and _apart(near, minute) < rules().apart_min:
            near.records.append((i, 1.0))
            del alone[i]
    meals += [_meal("", Placed.TIMED, group, alone) for group in _together(alone)]


def _add_loose(meals: list[Meal], loose: Sequence[int], spread: Spread) -> None:
    if spread is Spread.ONE_MEAL:
        meals.append(_meal("", Placed.ASSUMED, loose, {}))
        return
    if not meals:
        meals += [_meal("", Placed.ASSUMED, (), {}) for _ in range(rules().assumed_meals)]
    for meal in meals:
        meal.records += [(i, 1 / len(meals)) for i in loose]


def _apart(meal: Meal, minute: int) -> float:
    return min((abs(minute - other) for other in meal.times_min), default=float("inf"))


def _together(times: Mapping[int, int]) -> list[list[int]]:
    """Part records where too long lies between one and the next."""
    groups: list[list[int]] = []
    last = float("-inf")
    for i in sorted(times, key=lambda i: times[i]):
        if times[i] - last >= rules().apart_min:
            groups.append([])
        groups[-1].append(i)
        last = times[i]
    return groups


def _meal(name: str, placed: Placed, members: Sequence[int], times: Mapping[int, int]) -> Meal:
    return Meal(
        name=name,
        placed=placed,
        times_min=[times[i] for i in members if i in times],
        records=[(i, 1.0) for i in members],
    )


@cache
def _words() -> dict[str, str]:
    return {fold(word): meal for meal, words in rules().words.items() for word in words}
