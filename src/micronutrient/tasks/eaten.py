"""What a person ate and took: the foods room and the intake room joined."""

from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec
import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance.amounts import Amount, NutrientIntake
from micronutrient.case import Case
from micronutrient.casefile import ReadCase
from micronutrient.errors import InputFault, UnknownName
from micronutrient.evidence import FoodShare
from micronutrient.foods import store
from micronutrient.foods.composition import Composition, core, together
from micronutrient.foods.cooking_yield import cooking_yield, is_liquid, liquid_is_eaten
from micronutrient.foods.nutrient_amounts import nutrient_amounts, with_typical
from micronutrient.foods.portions import grams_of
from micronutrient.foods.retention import is_cooked, retention
from micronutrient.foods.search import find_food
from micronutrient.intake.records import EatenFoods, eaten_foods
from micronutrient.intake.supplements import SupplementIntake, supplement_intake
from micronutrient.intake.totals import IntakeTotals, totals

_TOP = 5


class Eaten(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Everything known of what a person eats and takes.

    Attributes
    ----------
    foods
        Totals from food, one column a nutrient in the order of `nutrients.names`.
    supplements
        Totals from supplements.
    tables
        Titles of the food tables that were used; empty without food.
    sources
        Slug of the source of each food, each once.
    assumed
        What the food record did not say, and was assumed.
    faults
        What could not be read.
    """

    foods: IntakeTotals
    supplements: SupplementIntake
    tables: tuple[str, ...]
    sources: tuple[str, ...]
    assumed: tuple[str, ...]
    faults: tuple[InputFault, ...]


class _Lookup:
    """A food table, as the intake room asks it."""

    def __init__(self, table: Composition, slugs: tuple[str, ...]) -> None:
        self.table = table
        self.slugs = slugs

    def find(self, text: str) -> int:
        return find_food(self.table, text)

    def grams(self, index: int, *, amount: float, measure: str) -> float:
        return grams_of(self.table, index, amount=amount, measure=measure)

    def retention(self, index: int, method: str) -> Floats | None:
        kept = retention(self.table, index, method=method)
        if kept.already_cooked:
            return None
        raw = self.table.take([index, index])
        factors = kept.along(raw.components)
        cooked = raw.with_amounts(raw.amounts * np.vstack([np.ones_like(factors), factors]))
        before, after = nutrient_amounts(cooked, self.slugs).value
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Floats = np.where(before == 0, 1.0, after / before)
        return share

    def already_cooked(self, index: int) -> bool:
        return is_cooked(self.table, index)

    def cooking_yield(self, index: int, method: str) -> float | None:
        found = cooking_yield(self.table, index, method=method)
        return found.factor if found is not None else None

    def gives_up_its_juice(self, method: str) -> bool:
        return liquid_is_eaten(method)

    def is_liquid(self, index: int) -> bool:
        return is_liquid(self.table, index)


class FoodsOfCase(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The foods of a case: as eaten, what they hold, and what could not be read.

    Attributes
    ----------
    eaten
        Foods as eaten; retention has a column a nutrient, in the order of `nutrients.names`.
    table
        The table that they are rows of.
    faults
        What could not be read.
    """

    eaten: EatenFoods
    table: Composition
    faults: tuple[InputFault, ...]


def foods_of(read: ReadCase) -> FoodsOfCase:
    """Find the foods of a case in the food tables, and name every fault."""
    case = read.case
    table = _table_for(case)
    foods, faults = eaten_foods(
        case.diet,
        recipes=case.recipes,
        lookup=_Lookup(table, nutrients.names()),
        positions=read.positions.get("diet"),
    )
    return FoodsOfCase(eaten=foods, table=table, faults=faults)


def only_eaten(foods: FoodsOfCase) -> FoodsOfCase:
    """Leave out of the table what nobody ate, and count the foods anew."""
    return FoodsOfCase(
        eaten=_renumbered(foods.eaten, foods.table),
        table=_only_eaten(foods.table, foods.eaten),
        faults=foods.faults,
    )


def eaten(read: ReadCase) -> Eaten:
    """Add up what the foods and supplements of a case give, with bounds and every fault."""
    case = read.case
    found = foods_of(read)
    foods, table = found.eaten, found.table
    taken, taken_faults = supplement_intake(
        case.supplements, positions=read.positions.get("supplements")
    )
    added = _totals(foods, table) if case.diet else _of_nothing()
    return Eaten(
        foods=added,
        supplements=taken,
        tables=(table.title,) if len(foods) else (),
        sources=tuple(dict.fromkeys(table.sources[int(i)] for i in foods.food)),
        assumed=foods.assumed,
        faults=(*found.faults, *taken_faults),
    )


def _table_for(case: Case) -> Composition:
    """Take the embedded table, and the imported ones only where it lacks a food of the case."""
    table = core()
    own = {name.casefold() for name in case.recipes}
    if all(_has(table, text) for text in _food_names(case) if text.casefold() not in own):
        return table
    return _with_imported(_age_of_store())


def _age_of_store() -> int:
    file = store.path()
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=1)
def _with_imported(_age: int) -> Composition:
    """Put the imported tables below the embedded one; kept until the store's file changes."""
    imported = [store.load(stored.info.slug) for stored in store.tables()]
    return together([core(), *imported]) if imported else core()


def _food_names(case: Case) -> Iterable[str]:
    yield from dict.fromkeys(row.food for row in case.diet)
    for recipe in case.recipes.values():
        yield from (part.food for part in recipe.ingredients)


def _has(table: Composition, text: str) -> bool:
    try:
        find_food(table, text)
    except UnknownName:
        return False
    return True


def _totals(foods: EatenFoods, table: Composition) -> IntakeTotals:
    slugs = nutrients.names()
    own = _only_eaten(table, foods)
    guessed = nutrient_amounts(with_typical(own), slugs)
    return totals(
        _renumbered(foods, table),
        nutrient_amounts(own, slugs),
        typical=guessed.value,
        ul_typical=guessed.ul_value,
    )


@cache
def _of_nothing() -> IntakeTotals:
    """Give the totals of no food at all, which are the same for every case without a diet."""
    table = core()
    nothing, _ = eaten_foods((), recipes={}, lookup=_Lookup(table, nutrients.names()))
    return _totals(nothing, table)


def _only_eaten(table: Composition, foods: EatenFoods) -> Composition:
    return table.take(_each_once(foods))


def _each_once(foods: EatenFoods) -> list[int]:
    return sorted(set(foods.food.tolist()))  # np.unique would load masked arrays: 12 ms


def _renumbered(foods: EatenFoods, table: Composition) -> EatenFoods:
    """Count foods as `_only_eaten` does, and call those that were given by id by their names."""
    positions = np.searchsorted(_each_once(foods), foods.food)
    labels = tuple(
        table.names[table.index(label)] if table.has(label) else label for label in foods.labels
    )
    return msgspec.structs.replace(foods, food=positions, labels=labels)


def intake_of(
    eaten: Eaten, nutrient: str, *, complete: bool, energy_kcal: float | None
) -> NutrientIntake:
    """Give everything known of the intake of one nutrient.

    Parameters
    ----------
    eaten
        See `eaten`.
    nutrient
        Slug.
    complete
        Whether everything eaten was recorded; else no upper bound holds.
    energy_kcal
        Daily energy intake [kcal], or None.
    """
    i, foods = nutrients.names().index(nutrient), eaten.foods
    days = len(foods.days)
    bounded = complete and days > 0
    return NutrientIntake(
        nutrient=nutrient,
        amount=_amount(
            (foods.lower[i], foods.mean[i], foods.upper[i]),
            supplement=float(eaten.supplements.amount[i]),
            bounded=bounded,
        ),
        in_scope=_amount(
            (foods.ul_lower[i], foods.ul_mean[i], foods.ul_upper[i]),
            supplement=float(eaten.supplements.ul_amount[i]),
            bounded=bounded,
        ),
        coverage=float(foods.coverage[i]),
        days=days,
        complete=complete,
        energy_kcal=energy_kcal,
        forms=tuple(dose.form for dose in eaten.supplements.of(nutrient) if dose.form),
        top=_top(eaten, i),
    )


def _amount(food: tuple[float, float, float], *, supplement: float, bounded: bool) -> Amount:
    lower, mean, upper = (float(value) for value in food)
    known = bounded and np.isfinite(upper)
    return Amount(
        lower=lower, mean=mean, upper=upper if known else float("inf"), supplement=supplement
    )


def _top(eaten: Eaten, column: int) -> tuple[FoodShare, ...]:
    """Give the largest contributors among foods and supplements."""
    nutrient = nutrients.names()[column]
    parts = {share.label: share.amount for share in eaten.foods.top(column, most=_TOP)}
    for dose in eaten.supplements.of(nutrient):
        parts[dose.product] = parts.get(dose.product, 0.0) + dose.amount
    food = eaten.foods.by_label[:, column].sum() if len(eaten.foods.labels) else 0.0
    whole = float(food) + float(eaten.supplements.amount[column])
    ranked = sorted(parts.items(), key=lambda part: -part[1])[:_TOP]
    return tuple(
        FoodShare(name=name, amount=amount, share=amount / whole)
        for name, amount in ranked
        if amount > 0
    )
