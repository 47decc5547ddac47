"""What a case's days and meals bring that bears on absorption: foods and intake joined.

`meals_of` gives what methods for a whole diet need (`CaseMeals.days`) and what methods for a meal
need (`CaseMeals.meals`). Supplements stand apart, those taken with food and those without.
"""

from typing import TypeVar

import msgspec
import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Bounds
from micronutrient.casefile import ReadCase
from micronutrient.errors import InputFault
from micronutrient.foods.absorption_factors import RETAINED_AS, absorption_factors
from micronutrient.intake.meal_places import Spread, rules, says_nothing
from micronutrient.intake.meals import (
    DayFactors,
    MealFactors,
    SupplementFactors,
    day_factors,
    meal_factors,
    supplement_factors,
)
from micronutrient.tasks.eaten import FoodsOfCase, foods_of, only_eaten


class CaseMeals(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What each day and meal of a case brings that bears on absorption.

    Attributes
    ----------
    days
        Totals of each day.
    meals
        One table of meals; two, where some records name neither meal nor time: with their foods in
        one meal, and spread evenly. A method for meals is asked with both, and what it answers lies
        between, as far as only the placing is in doubt.
    with_food, without_food
        What supplements bring per day, beside the food.
    complete
        Whether everything eaten was recorded and could be read; else no upper end holds, and all
        are NaN.
    assumed
        What the record did not say, and was assumed.
    faults
        What could not be read of the foods.
    """

    days: DayFactors
    meals: tuple[MealFactors, ...]
    with_food: SupplementFactors
    without_food: SupplementFactors
    complete: bool
    assumed: tuple[str, ...]
    faults: tuple[InputFault, ...]


def meals_of(read: ReadCase) -> CaseMeals:
    """Add up what the days and meals of a case bring that bears on absorption.

    Parameters
    ----------
    read
        The case. Without any diet there are no days and no meals.

    Raises
    ------
    InputFault
        If the time of a record is none (a case that was read from a file has none of these).
    """
    case = read.case
    foods = only_eaten(foods_of(read))
    days, meals = _added(foods, read)
    complete = case.diet_complete and not foods.faults and not _faulty_diet(read)
    if not complete:
        days, meals = _without_upper(days), tuple(_without_upper(one) for one in meals)
    return CaseMeals(
        days=days,
        meals=meals,
        with_food=supplement_factors([one for one in case.supplements if one.with_food]),
        without_food=supplement_factors([one for one in case.supplements if not one.with_food]),
        complete=complete,
        assumed=(*foods.eaten.assumed, *_assumed(read)),
        faults=foods.faults,
    )


def _added(foods: FoodsOfCase, read: ReadCase) -> tuple[DayFactors, tuple[MealFactors, ...]]:
    factors = absorption_factors(foods.table).by_name()
    slugs = nutrients.names()
    retention = {name: slugs.index(slug) for name, slug in RETAINED_AS.items()}
    spreads = tuple(Spread) if says_nothing(read.case.diet) else (Spread.ONE_MEAL,)
    meals = (
        meal_factors(foods.eaten, factors, diet=read.case.diet, spread=spread, retention=retention)
        for spread in spreads
    )
    return day_factors(foods.eaten, factors, retention=retention), tuple(meals)


def _faulty_diet(read: ReadCase) -> bool:
    return any(fault.where.startswith(("diet", "recipes")) for fault in read.faults)


Factors = TypeVar("Factors", DayFactors, MealFactors)


def _without_upper(factors: Factors) -> Factors:
    bounds = {
        name: msgspec.structs.replace(value, upper=np.full_like(value.upper, np.nan))
        for name, value in msgspec.structs.asdict(factors).items()
        if isinstance(value, Bounds)
    }
    return msgspec.structs.replace(factors, **bounds)


def _assumed(read: ReadCase) -> tuple[str, ...]:
    silent = says_nothing(read.case.diet)
    if not silent:
        return ()
    return (
        f"{silent} of {len(read.case.diet)} foods name neither meal nor time: worked out twice, "
        f"with them in one meal of their day, and spread evenly over the day's meals "
        f"({rules().assumed_meals} if it has none)",
    )
