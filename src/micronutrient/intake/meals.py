"""Meals and days: what was eaten together, as the methods of absorption ask for it.

Some methods look at a whole day (`day_factors`), some at one meal (`meal_factors`). A record that
names its meal belongs to it; one that says only when belongs with what was eaten about then. What
says neither can be placed in two ways (`meal_places.Spread`), which are the two ends of what may
have been.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from micronutrient.arrays import Bounds, Floats, Indices
from micronutrient.case import FoodEaten, Supplement
from micronutrient.intake.dishes import NO_RETENTION
from micronutrient.intake.meal_places import Placed, Spread, meals_by_day
from micronutrient.intake.records import EatenFoods
from micronutrient.intake.supplements import supplement_intake
from micronutrient.intake.totals import GRAMS


class DayFactors(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the food of each day brings that bears on absorption. Shape ``(days,)``.

    Cooking losses are taken off. A day without any usable food is NaN throughout; an `upper` of NaN
    is no bound. Supplements are not among it: see `SupplementFactors`.

    Attributes
    ----------
    days
        The recorded days.
    haem_iron_mg_d, nonhaem_iron_mg_d, ascorbate_mg_d, phytate_mg_d, polyphenol_mg_d, calcium_mg_d
        [mg/d]; polyphenols in tannic acid equivalents.
    zinc_mg_d, protein_g_d, meat_fish_poultry_g_d
        [mg/d], [g/d], [g/d].
    tea_cups_d
        Cups of tea a day.
    """

    days: tuple[dt.date, ...]
    haem_iron_mg_d: Bounds
    nonhaem_iron_mg_d: Bounds
    ascorbate_mg_d: Bounds
    phytate_mg_d: Bounds
    polyphenol_mg_d: Bounds
    calcium_mg_d: Bounds
    zinc_mg_d: Bounds
    protein_g_d: Bounds
    meat_fish_poultry_g_d: Bounds
    tea_cups_d: Bounds

    def averaged(self) -> "DayFactors":
        """Give the mean over the days that have food, as one element; NaN without any."""
        return msgspec.structs.replace(
            self, **{name: _mean_of_days(getattr(self, name)) for name in DAILY}
        )


class MealFactors(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What each meal brings that bears on absorption. Shape ``(meals,)``, in order of day and time.

    Cooking losses are taken off. A meal without any usable food is NaN throughout; an `upper` of
    NaN is no bound.

    Attributes
    ----------
    spread
        Where foods that name neither meal nor time were put.
    days, day
        The recorded days, and the position of each meal's day among them.
    names, placed
        What each meal is called, and how it was told from the others.
    starts_min
        When it began, in minutes since midnight; NaN where no record says.
    haem_iron_mg, nonhaem_iron_mg, phytate_mg, polyphenol_mg, ascorbate_mg, calcium_mg, zinc_mg
        [mg]; polyphenols in tannic acid equivalents.
    meat_fish_poultry_g, protein_g, soya_protein_g, alcohol_g
        [g].
    tea_cups, eggs
        Numbers.
    """

    spread: Spread
    days: tuple[dt.date, ...]
    day: Indices
    names: tuple[str, ...]
    placed: tuple[Placed, ...]
    starts_min: Floats
    haem_iron_mg: Bounds
    nonhaem_iron_mg: Bounds
    phytate_mg: Bounds
    polyphenol_mg: Bounds
    meat_fish_poultry_g: Bounds
    tea_cups: Bounds
    ascorbate_mg: Bounds
    calcium_mg: Bounds
    zinc_mg: Bounds
    protein_g: Bounds
    soya_protein_g: Bounds
    eggs: Bounds
    alcohol_g: Bounds

    def __len__(self) -> int:
        """Count the meals."""
        return len(self.names)


class SupplementFactors(msgspec.Struct, frozen=True, kw_only=True):
    """What supplements bring per day that bears on absorption [mg/d]; 0 where none holds it."""

    iron_mg_d: float
    ascorbate_mg_d: float
    calcium_mg_d: float
    zinc_mg_d: float


PER_MEAL = tuple(
    field.name for field in msgspec.structs.fields(MealFactors) if field.type is Bounds
)
"""The factors of a meal, as `day_factors` and `meal_factors` want them."""

DAILY = tuple(field.name for field in msgspec.structs.fields(DayFactors) if field.type is Bounds)


def day_factors(
    eaten: EatenFoods, factors: Mapping[str, Bounds], *, retention: Mapping[str, int]
) -> DayFactors:
    """Add up what each day's food brings that bears on absorption.

    Parameters
    ----------
    eaten
        Foods as eaten.
    factors
        Per 100 g of each food of the table, by the names of `PER_MEAL`. Shape ``(foods,)``.
    retention
        The column of `EatenFoods.factors` that holds for a factor, by its name. A factor without
        one is kept in full. A share that is not known (NaN) lies between nothing and everything,
        and counts in the mean as everything.
    """
    summed = {
        f"{name}_d": _summed(held, eaten.day, size=len(eaten.days))
        for name, held in _held(eaten, factors, retention=retention).items()
    }
    return DayFactors(days=eaten.days, **{name: summed[name] for name in DAILY})


def meal_factors(
    eaten: EatenFoods,
    factors: Mapping[str, Bounds],
    *,
    diet: Sequence[FoodEaten],
    spread: Spread,
    retention: Mapping[str, int],
) -> MealFactors:
    """Add up what each meal brings that bears on absorption.

    Which records make a meal: see `meal_places.meals_by_day`.

    Parameters
    ----------
    eaten, factors, retention
        See `day_factors`.
    diet
        The records that `eaten` was made of.
    spread
        Where records go that name neither meal nor time.

    Raises
    ------
    InputFault
        If a record's time is none.
    """
    found = meals_by_day(diet, spread)
    meals = [(eaten.days.index(day), meal) for day, of_day in found.items() for meal in of_day]
    entries = [
        (i, record, part) for i, (_, meal) in enumerate(meals) for record, part in meal.records
    ]
    columns = np.array(entries, dtype=np.float64).reshape(-1, 3).T
    meal, record = columns[0].astype(np.intp), columns[1].astype(np.intp)
    summed = {
        name: _shared(
            _summed(held, eaten.record, size=len(diet)), (meal, record, columns[2]), len(meals)
        )
        for name, held in _held(eaten, factors, retention=retention).items()
    }
    return MealFactors(
        spread=spread,
        days=eaten.days,
        day=np.array([position for position, _ in meals], dtype=np.intp),
        names=tuple(one.name for _, one in meals),
        placed=tuple(one.placed for _, one in meals),
        starts_min=np.array([one.starts_min for _, one in meals], dtype=np.float64),
        **{name: summed[name] for name in PER_MEAL},
    )


def supplement_factors(supplements: Sequence[Supplement]) -> SupplementFactors:
    """Add up what supplements bring per day: ask for those with food and without apart.

    Parameters
    ----------
    supplements
        Products taken. What cannot be read of one (see `supplements.supplement_intake`, which names
        the faults) is left out.
    """
    taken, _ = supplement_intake(supplements)
    per_day = dict(zip(taken.nutrients, taken.amount.tolist(), strict=True))
    return SupplementFactors(
        iron_mg_d=per_day["iron"],
        ascorbate_mg_d=per_day["vitamin_c"],
        calcium_mg_d=per_day["calcium"],
        zinc_mg_d=per_day["zinc"],
    )


def _held(
    eaten: EatenFoods, factors: Mapping[str, Bounds], *, retention: Mapping[str, int]
) -> dict[str, Bounds]:
    """Give what each element holds of each factor, after cooking."""
    cooked = eaten.retention != NO_RETENTION
    found: dict[str, Bounds] = {}
    for name in PER_MEAL:
        kept = np.ones(len(eaten))
        if name in retention and cooked.any():
            kept[cooked] = eaten.factors[eaten.retention[cooked], retention[name]]
        unknown = np.isnan(kept)
        of_food, weight = factors[name], eaten.grams / GRAMS
        found[name] = Bounds(
            lower=weight * np.where(unknown, 0.0, kept) * of_food.lower[eaten.food],
            mean=weight * np.where(unknown, 1.0, kept) * of_food.mean[eaten.food],
            upper=weight * np.where(unknown, 1.0, kept) * of_food.upper[eaten.food],
        )
    return found


def _summed(held: Bounds, where: Indices, *, size: int) -> Bounds:
    """Add up elements by day or record; NaN where there is none."""
    empty = np.bincount(where, minlength=size) == 0

    def of(values: Floats) -> Floats:
        return np.where(empty, np.nan, np.bincount(where, weights=values, minlength=size))

    return Bounds(lower=of(held.lower), mean=of(held.mean), upper=of(held.upper))


def _shared(held: Bounds, entries: tuple[Indices, Indices, Floats], meals: int) -> Bounds:
    """Share records out over meals; a record that could not be read brings nothing."""
    meal, record, part = entries
    usable = np.isfinite(held.lower[record]) if record.size else np.zeros(0, dtype=bool)
    meal, record, part = meal[usable], record[usable], part[usable]
    in_parts = Bounds(
        lower=part * held.lower[record],
        mean=part * held.mean[record],
        upper=part * held.upper[record],
    )
    return _summed(in_parts, meal, size=meals)


def _mean_of_days(values: Bounds) -> Bounds:
    there = np.isfinite(values.lower)
    nothing = np.full(1, np.nan)
    if not there.any():
        return Bounds(lower=nothing, mean=nothing, upper=nothing)
    return Bounds(
        lower=values.lower[there].mean(keepdims=True),
        mean=values.mean[there].mean(keepdims=True),
        upper=values.upper[there].mean(keepdims=True),
    )
