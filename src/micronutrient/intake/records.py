"""Food records and recipes to arrays: who ate how many grams of which food on which day.

Food tables are not known here: a `FoodLookup` finds foods, weighs household measures and gives
nutrient retention. Every fault is collected with its place; what is good comes back beside them, so
that the caller decides whether half a record will do.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.case import FoodEaten, Ingredient, Recipe
from micronutrient.errors import InputFault, shorten
from micronutrient.matching import fold

DEEPEST = 10
"""How many recipes may stand inside one another."""

NO_RETENTION = -1
"""The `retention` of a row whose food loses nothing, or has been weighed as the table has it."""


class FoodLookup(Protocol):
    """What a food table must answer for its foods to be eaten."""

    def find(self, text: str) -> int:
        """Give the row of a food by id or name; raise `UnknownName` if nothing answers to it."""

    def grams(self, index: int, *, amount: float, measure: str) -> float:
        """Weigh `amount` of a household measure [g]; raise `InputFault` if it has no such one."""

    def retention(self, index: int, method: str) -> Floats | None:
        """Give what cooking keeps of each nutrient (1 = all), or None if nothing is lost.

        NaN where it is not known. Raises `InputFault` if the method is unknown.
        """


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


class _Parts(msgspec.Struct, frozen=True, eq=False):
    """Foods of a dish: rows, weights [g], and rows of the retention factors."""

    food: Indices
    grams: Floats
    retention: Indices

    def scaled(self, factor: float) -> "_Parts":
        return _Parts(self.food, self.grams * factor, self.retention)


class _Left(Exception):
    """A row or a recipe is left out; its faults are already noted."""


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
    it the dish is taken to weigh what its ingredients weigh; or, if any of them was cooked and more
    was eaten at once (dry lentils take up water), that much, and `EatenFoods.assumed` says so. A
    dish with a fault is left out whole, since what is missing from it is unknown.

    A food with ``cooked`` must be weighed raw: retention is what remains of the raw food's content.

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
    kitchen = _Kitchen(recipes, lookup, heaviest=_heaviest(diet))
    places = [f"diet[{i}]" for i in (positions if positions is not None else range(len(diet)))]
    eaten: list[tuple[int, _Parts]] = []
    for i, (row, place) in enumerate(zip(diet, places, strict=True)):
        try:
            eaten.append((i, kitchen.eaten(row, place)))
        except _Left:
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


class _Kitchen:
    """Resolve foods and dishes, each once."""

    def __init__(
        self, recipes: Mapping[str, Recipe], lookup: FoodLookup, *, heaviest: Mapping[str, float]
    ) -> None:
        self.lookup = lookup
        self.faults: list[InputFault] = []
        self.assumed: list[str] = []
        self._heaviest = heaviest
        self._kept: list[Floats] = []
        self._method: dict[tuple[int, str], int] = {}
        self._recipes: dict[str, tuple[str, Recipe]] = {}
        self._per_gram: dict[str, _Parts | None] = {}
        self._depth: dict[str, int] = {}
        for name, recipe in recipes.items():
            self._add(name, recipe)
        for key in self._inner_first():
            name, recipe = self._recipes[key]
            self._per_gram[key] = self._cook(key, recipe, _of_recipe(name))

    def factors(self) -> Floats:
        """Give the retention factors that rows refer to."""
        return np.array(self._kept) if self._kept else np.ones((0, 0))

    def eaten(self, row: FoodEaten, place: str) -> _Parts:
        """Give the foods of one row of the record."""
        if fold(row.food) not in self._recipes:
            return self._food(row, place)
        name, _ = self._recipes[fold(row.food)]
        grams = self._grams_of_dish(row, place)
        parts = self._per_gram[fold(row.food)]
        if parts is None:
            found = f"the recipe {shorten(name)!r} cannot be used"
            self._note(InputFault(f"{place}.food", found, advice="mend the recipe"))
            raise _Left
        return parts.scaled(grams)

    def _add(self, name: str, recipe: Recipe) -> None:
        if fold(name) in self._recipes:
            other = self._recipes[fold(name)][0]
            found = f"reads the same as {shorten(other)!r}"
            self._note(InputFault(_of_recipe(name), found, advice="give it another name"))
        else:
            self._recipes[fold(name)] = (name, recipe)

    def _inner_first(self) -> list[str]:
        """Give the recipes, each after those it contains; refuse those that contain themselves."""
        inner = {
            key: {fold(row.food) for row in recipe.ingredients} & self._recipes.keys()
            for key, (_, recipe) in self._recipes.items()
        }
        while True:
            try:
                order = list(TopologicalSorter(inner).static_order())
            except CycleError as error:
                loop = list(reversed(error.args[1]))
                self._refuse_loop(loop)
                inner |= {key: set() for key in loop}
            else:
                return [key for key in order if key not in self._per_gram]

    def _refuse_loop(self, loop: Sequence[str]) -> None:
        names = [self._recipes[key][0] for key in loop]
        said = " > ".join(repr(shorten(name)) for name in names)
        self._note(InputFault(_of_recipe(names[0]), f"a recipe that contains itself: {said}"))
        self._per_gram |= dict.fromkeys(loop)

    def _cook(self, key: str, recipe: Recipe, place: str) -> _Parts | None:
        """Give the foods in one gram of a dish; None if it has a fault."""
        parts: list[_Weighed] = []
        self._depth[key] = 1
        for i, ingredient in enumerate(recipe.ingredients):
            try:
                parts.append(self._ingredient(ingredient, f"{place}.ingredients[{i}]", key))
            except _Left:
                continue
        if self._depth[key] > DEEPEST:
            found = f"recipes inside recipes, {self._depth[key]} deep"
            self._note(InputFault(place, found, allowed=f"up to {DEEPEST}"))
            return None
        if len(parts) < len(recipe.ingredients):
            return None
        ingredients = sum(part.weight for part in parts)
        weight = recipe.cooked_grams or self._weight(key, recipe, ingredients)
        return _merged(parts).scaled(1 / weight)

    def _weight(self, key: str, recipe: Recipe, ingredients: float) -> float:
        """Give the weight of a cooked dish that was not weighed, and note what is assumed."""
        eaten = self._heaviest.get(key)
        if eaten is None or not any(one.cooked for one in recipe.ingredients):
            return ingredients
        name = shorten(self._recipes[key][0])
        more = f"what was eaten of it at once ({eaten:g} g)"
        weight = f"its ingredients ({ingredients:g} g)" if eaten <= ingredients else more
        self.assumed.append(f"{name}: no cooked_grams, so the dish is taken to weigh {weight}")
        return max(ingredients, eaten)

    def _ingredient(self, row: Ingredient, place: str, dish: str) -> "_Weighed":
        key = fold(row.food)
        if key not in self._recipes:
            food = self._food(row, place)
            return _Weighed(food.food, food.grams, food.retention, float(food.grams[0]))
        inner = self._per_gram[key]
        self._depth[dish] = max(self._depth[dish], self._depth.get(key, 0) + 1)
        grams = self._grams_of_dish(row, place)
        if inner is None:
            raise _Left
        return _Weighed(inner.food, inner.grams * grams, inner.retention, grams)

    def _grams_of_dish(self, row: FoodEaten | Ingredient, place: str) -> float:
        if row.cooked is not None:
            found = "a recipe's cooking is said of its ingredients, not of the dish"
            self._note(InputFault(f"{place}.cooked", found, advice="leave it out here"))
            raise _Left
        if row.grams is None:
            found = "a recipe of the case has no household measures"
            self._note(InputFault(f"{place}.measure", found, allowed="grams"))
            raise _Left
        return row.grams

    def _food(self, row: FoodEaten | Ingredient, place: str) -> _Parts:
        at = f"{place}.food"
        try:
            index = self.lookup.find(row.food)
            at = f"{place}.grams" if row.measure is None else f"{place}.measure"
            grams = self._weigh(row, index)
            at = f"{place}.cooked"
            method = NO_RETENTION if row.cooked is None else self._retention(index, row.cooked)
        except InputFault as fault:
            self._note(fault.at(at))
            raise _Left from fault
        return _Parts(np.array([index]), np.array([grams]), np.array([method]))

    def _weigh(self, row: FoodEaten | Ingredient, index: int) -> float:
        if row.grams is not None:
            return row.grams
        if row.amount is None or row.measure is None:
            allowed = "either grams, or amount with measure (amount: 1, measure: cup)"
            raise InputFault("", "does not say how much", allowed=allowed)
        return self.lookup.grams(index, amount=row.amount, measure=row.measure)

    def _retention(self, index: int, method: str) -> int:
        if (index, method) not in self._method:
            kept = self.lookup.retention(index, method)
            self._method[index, method] = NO_RETENTION if kept is None else len(self._kept)
            if kept is not None:
                self._kept.append(np.asarray(kept, dtype=np.float64))
        return self._method[index, method]

    def _note(self, fault: InputFault) -> None:
        self.faults.append(fault)


class _Weighed(_Parts, frozen=True, eq=False):
    """Foods of an ingredient, and what it weighs itself [g] (a cooked dish: not their sum)."""

    weight: float = 0.0


def _of_recipe(name: str) -> str:
    return f"recipes[{shorten(name)!r}]"


def _merged(parts: Sequence[_Parts]) -> _Parts:
    """Put ingredients together; the same food, cooked the same way, becomes one."""
    weights: dict[tuple[int, int], float] = {}
    for part in parts:
        columns = (part.food.tolist(), part.retention.tolist(), part.grams.tolist())
        for food, retention, grams in zip(*columns, strict=True):
            weights[food, retention] = weights.get((food, retention), 0.0) + grams
    pairs = np.array(sorted(weights), dtype=np.intp).reshape(-1, 2)
    return _Parts(pairs[:, 0], np.array([weights[f, r] for f, r in pairs.tolist()]), pairs[:, 1])


def _joined(
    diet: Sequence[FoodEaten], eaten: Sequence[tuple[int, _Parts]], factors: Floats
) -> EatenFoods:
    days = tuple(sorted({row.day for row in diet}))
    position = {day: i for i, day in enumerate(days)}
    sizes = [part.food.size for _, part in eaten]
    records = np.array([i for i, _ in eaten], dtype=np.intp)
    nothing = _Parts(np.zeros(0, np.intp), np.zeros(0), np.zeros(0, np.intp))
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
