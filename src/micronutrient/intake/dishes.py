"""Dishes: the foods and raw weights that are in a gram of a recipe, and in a food as eaten.

Food tables are not known here: a `FoodLookup` finds foods, weighs household measures, and knows
what cooking leaves of nutrients and of weight. Every fault is collected with its place.
"""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.case import FoodEaten, Ingredient, Recipe, Weighed
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

    def already_cooked(self, index: int) -> bool:
        """Say whether the food's own name says that it is cooked."""

    def cooking_yield(self, index: int, method: str) -> float | None:
        """Give the weight after cooking for each gram before; None where that is not known."""

    def gives_up_its_juice(self, method: str) -> bool:
        """Say whether what a food loses in cooking stays in the dish, as in a stew."""

    def is_liquid(self, index: int) -> bool:
        """Say whether other ingredients of a dish may take the food up, as rice takes up water."""


class Parts(msgspec.Struct, frozen=True, eq=False):
    """Foods of a dish: rows, weights [g], and rows of the retention factors."""

    food: Indices
    grams: Floats
    retention: Indices

    def scaled(self, factor: float) -> "Parts":
        """Give the same foods in another amount."""
        return Parts(self.food, self.grams * factor, self.retention)


class LeftOut(Exception):
    """A row or a recipe is left out; its faults are already noted."""


class Kitchen:
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
        self._per_gram: dict[str, Parts | None] = {}
        self._depth: dict[str, int] = {}
        for name, recipe in recipes.items():
            self._add(name, recipe)
        for key in self._inner_first():
            name, recipe = self._recipes[key]
            self._per_gram[key] = self._cook(key, recipe, _of_recipe(name))

    def factors(self) -> Floats:
        """Give the retention factors that rows refer to."""
        return np.array(self._kept) if self._kept else np.ones((0, 0))

    def eaten(self, row: FoodEaten, place: str) -> Parts:
        """Give the foods of one row of the record."""
        if fold(row.food) not in self._recipes:
            return self._food(row, place)
        name, _ = self._recipes[fold(row.food)]
        grams = self._grams_of_dish(row, place)
        parts = self._per_gram[fold(row.food)]
        if parts is None:
            found = f"the recipe {shorten(name)!r} cannot be used"
            self._note(InputFault(f"{place}.food", found, advice="mend the recipe"))
            raise LeftOut
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

    def _cook(self, key: str, recipe: Recipe, place: str) -> Parts | None:
        """Give the foods in one gram of a dish; None if it has a fault."""
        parts: list[_Weighed] = []
        self._depth[key] = 1
        for i, ingredient in enumerate(recipe.ingredients):
            try:
                parts.append(self._ingredient(ingredient, f"{place}.ingredients[{i}]", key))
            except LeftOut:
                continue
        if self._depth[key] > DEEPEST:
            found = f"recipes inside recipes, {self._depth[key]} deep"
            self._note(InputFault(place, found, allowed=f"up to {DEEPEST}"))
            return None
        if len(parts) < len(recipe.ingredients):
            return None
        weight = recipe.cooked_grams or self._weight(key, recipe, parts)
        return _merged(parts).scaled(1 / weight)

    def _weight(self, key: str, recipe: Recipe, parts: Sequence["_Weighed"]) -> float:
        """Give the weight of a cooked dish that was not weighed, and note what is assumed."""
        wet = any(part.liquid for part in parts)
        factors = [
            self._swells(one, part, wet)
            for one, part in zip(recipe.ingredients, parts, strict=True)
        ]
        ingredients = sum(part.weight for part in parts)
        cooked = sum(part.weight * (f or 1) for part, f in zip(parts, factors, strict=True))
        eaten = self._heaviest.get(key)
        if eaten is None or not any(one.cooked for one in recipe.ingredients):
            return cooked
        said = f"its ingredients ({ingredients:.4g} g)"
        if cooked != ingredients:
            said += f" after cooking ({cooked:.4g} g)"
        if eaten > cooked:
            said = f"what was eaten of it at once ({eaten:g} g)"
        name = shorten(self._recipes[key][0])
        self.assumed.append(f"{name}: no cooked_grams, so the dish is taken to weigh {said}")
        return max(cooked, eaten)

    def _swells(self, row: Ingredient, part: "_Weighed", wet: bool) -> float | None:
        """Give what cooking makes of an ingredient's weight, in so far as the dish changes by it.

        What it takes up from a liquid of the same dish, or gives to one that is eaten, stays.
        """
        if row.cooked is None or fold(row.food) in self._recipes:
            return None
        if self.lookup.gives_up_its_juice(row.cooked):
            return None
        factor = self.lookup.cooking_yield(int(part.food[0]), row.cooked)
        return None if wet and factor is not None and factor > 1 else factor

    def _ingredient(self, row: Ingredient, place: str, dish: str) -> "_Weighed":
        key = fold(row.food)
        if key not in self._recipes:
            food = self._food(row, place)
            liquid = self.lookup.is_liquid(int(food.food[0]))
            return _Weighed(food.food, food.grams, food.retention, float(food.grams[0]), liquid)
        inner = self._per_gram[key]
        self._depth[dish] = max(self._depth[dish], self._depth.get(key, 0) + 1)
        grams = self._grams_of_dish(row, place)
        if inner is None:
            raise LeftOut
        return _Weighed(inner.food, inner.grams * grams, inner.retention, grams)

    def _grams_of_dish(self, row: FoodEaten | Ingredient, place: str) -> float:
        if row.cooked is not None:
            found = "a recipe's cooking is said of its ingredients, not of the dish"
            self._note(InputFault(f"{place}.cooked", found, advice="leave it out here"))
            raise LeftOut
        if row.grams is None:
            found = "a recipe of the case has no household measures"
            self._note(InputFault(f"{place}.measure", found, allowed="grams"))
            raise LeftOut
        return row.grams

    def _food(self, row: FoodEaten | Ingredient, place: str) -> Parts:
        at = f"{place}.food"
        try:
            index = self.lookup.find(row.food)
            at = f"{place}.grams" if row.measure is None else f"{place}.measure"
            grams = self._weigh(row, index)
            at = f"{place}.cooked"
            method = NO_RETENTION if row.cooked is None else self._retention(index, row.cooked)
            if isinstance(row, FoodEaten) and row.weighed is Weighed.COOKED:
                at = f"{place}.weighed"
                grams = self._raw(row, index, grams)
        except InputFault as fault:
            self._note(fault.at(at))
            raise LeftOut from fault
        return Parts(np.array([index]), np.array([grams]), np.array([method]))

    def _weigh(self, row: FoodEaten | Ingredient, index: int) -> float:
        if row.grams is not None:
            return row.grams
        if row.amount is None or row.measure is None:
            allowed = "either grams, or amount with measure (amount: 1, measure: cup)"
            raise InputFault("", "does not say how much", allowed=allowed)
        return self.lookup.grams(index, amount=row.amount, measure=row.measure)

    def _raw(self, row: FoodEaten, index: int, grams: float) -> float:
        """Give the raw weight of a food that was weighed cooked [g]."""
        if row.cooked is None:
            advice = "say how it was cooked (cooked: boiled), or name the cooked food"
            raise InputFault("", "a food that was not cooked was weighed cooked", advice=advice)
        if self.lookup.already_cooked(index):
            return grams
        factor = self.lookup.cooking_yield(index, row.cooked)
        if factor is None:
            found = (
                f"what {shorten(row.food)!r} weighs raw, when {shorten(row.cooked)}, is not known"
            )
            raise InputFault("", found, advice="give its raw weight, or name the cooked food")
        said = f"{grams:.4g} g {shorten(row.cooked)} are taken to be {grams / factor:.4g} g raw"
        self.assumed.append(f"{shorten(row.food)}: {said}")
        return grams / factor

    def _retention(self, index: int, method: str) -> int:
        if (index, method) not in self._method:
            kept = self.lookup.retention(index, method)
            self._method[index, method] = NO_RETENTION if kept is None else len(self._kept)
            if kept is not None:
                self._kept.append(np.asarray(kept, dtype=np.float64))
        return self._method[index, method]

    def _note(self, fault: InputFault) -> None:
        self.faults.append(fault)


class _Weighed(Parts, frozen=True, eq=False):
    """Foods of an ingredient, and what it weighs itself [g] (a cooked dish: not their sum)."""

    weight: float = 0.0
    liquid: bool = False


def _of_recipe(name: str) -> str:
    return f"recipes[{shorten(name)!r}]"


def _merged(parts: Sequence[Parts]) -> Parts:
    """Put ingredients together; the same food, cooked the same way, becomes one."""
    weights: dict[tuple[int, int], float] = {}
    for part in parts:
        columns = (part.food.tolist(), part.retention.tolist(), part.grams.tolist())
        for food, retention, grams in zip(*columns, strict=True):
            weights[food, retention] = weights.get((food, retention), 0.0) + grams
    pairs = np.array(sorted(weights), dtype=np.intp).reshape(-1, 2)
    return Parts(pairs[:, 0], np.array([weights[f, r] for f, r in pairs.tolist()]), pairs[:, 1])
