"""Food records and recipes to arrays: who ate how many grams of which food on which day.

What a dish is made of stands in `dishes`. Every fault is collected with its place; what is good
comes back beside them, so that the caller decides whether half a record will do.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.case import FoodEaten, Recipe
from micronutrient.errors import InputFault
from micronutrient.intake.dishes import FoodLookup, Kitchen, LeftOut, Parts
from micronutrient.matching import fold


class EatenFoods(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Foods as eaten, recipes expanded: one element a food and day.

    Attributes
    ----------
    days
        Every day of the record, also one of which no row could be used: what was left out then
        never raises the daily mean.
    day, food
        Position in `days`, row in the food table. Shape ``(rows,)``.
    grams
        Weight [g]; of a recipe's ingredient its raw weight.
    retention, factors
        Row of `factors` that holds for each element, or `NO_RETENTION`; shape ``(methods,
        nutrients)``.
    record
        Position of the record that the element comes from.
    assumed
        What the record did not say, and was assumed.
    labels
        What each record called its food; a recipe's ingredients bear the name of the dish.
    """

    days: tuple[dt.date, ...]
    day: Indices
    food: Indices
    grams: Floats
    retention: Indices
    factors: Floats
    record: Indices
    labels: tuple[str, ...]
    assumed: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Count the elements."""
        return int(self.food.size)


def eaten_foods(
    diet: Sequence[FoodEaten],
    *,
    recipes: Mapping[str, Recipe],
    lookup: FoodLookup,
    positions: Sequence[int] | None = None,
) -> tuple[EatenFoods, tuple[InputFault, ...]]:
    """Turn a food record into arrays, and name every fault.

    A name is taken for a recipe of the case first, for a food second; recipes may stand in recipes.
    A dish eaten brings each ingredient's raw weight times grams eaten over `cooked_grams`. Without
    it the dish is taken to weigh what its ingredients weigh after cooking, as far as yields are
    known, or what was eaten of it at once, if that is more; `EatenFoods.assumed` says so. A dish
    with a fault is left out whole, since what is missing from it is unknown.

    Retention is what remains of the raw food's content, so a food with ``cooked`` that was weighed
    cooked is led back to its raw weight; without a yield for it, it is refused.

    Parameters
    ----------
    diet
        Rows of the record.
    recipes
        The case's own dishes, by name. All are checked, eaten or not.
    lookup
        The food table.
    positions
        The place of each row in the user's file, for messages; counted from 0 if not given.

    Returns
    -------
    EatenFoods
        What could be used.
    tuple of InputFault
        Every fault, with its place: ``diet[3].food``, ``recipes['soup'].ingredients[0].food``.
    """
    kitchen = Kitchen(recipes, lookup, heaviest=_heaviest(diet))
    places = [f"diet[{i}]" for i in (positions if positions is not None else range(len(diet)))]
    eaten: list[tuple[int, Parts]] = []
    for i, (row, place) in enumerate(zip(diet, places, strict=True)):
        try:
            eaten.append((i, kitchen.eaten(row, place)))
        except LeftOut:
            continue
    foods = _joined(diet, eaten, kitchen.factors())
    return msgspec.structs.replace(foods, assumed=tuple(kitchen.assumed)), tuple(kitchen.faults)


def _heaviest(diet: Sequence[FoodEaten]) -> dict[str, float]:
    """Give how much was eaten at once of each food, at most [g]."""
    most: dict[str, float] = {}
    for row in diet:
        if row.grams is not None:
            most[fold(row.food)] = max(most.get(fold(row.food), 0.0), row.grams)
    return most


def _joined(
    diet: Sequence[FoodEaten], eaten: Sequence[tuple[int, Parts]], factors: Floats
) -> EatenFoods:
    days = tuple(sorted({row.day for row in diet}))
    position = {day: i for i, day in enumerate(days)}
    sizes = [part.food.size for _, part in eaten]
    records = np.array([i for i, _ in eaten], dtype=np.intp)
    nothing = Parts(np.zeros(0, np.intp), np.zeros(0), np.zeros(0, np.intp))
    parts = [part for _, part in eaten] or [nothing]
    day = np.array([position[diet[i].day] for i in records], dtype=np.intp)
    return EatenFoods(
        days=days,
        day=np.repeat(day, sizes),
        food=np.concatenate([part.food for part in parts]),
        grams=np.concatenate([part.grams for part in parts]),
        retention=np.concatenate([part.retention for part in parts]),
        factors=factors,
        record=np.repeat(records, sizes),
        labels=tuple(row.food for row in diet),
    )
