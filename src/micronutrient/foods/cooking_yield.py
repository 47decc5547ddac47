"""Yield: what a food weighs after cooking, for each gram that it weighed raw.

Pulses and pasta take up water, meat and fish lose it. With the yield a cooked weight can be led
back to the raw weight that a raw food's values and retention factors are for, and a dish that
nobody weighed can be given a weight. What has no figure is refused, never taken as one.

Numbers: data/foods/yields.csv; where they come from and hold: data/foods/yields.toml.
"""

from collections.abc import Mapping
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.foods.composition import Composition
from micronutrient.foods.csv_tables import read_csv
from micronutrient.foods.retention import cooking_method, family_of, is_cooked
from micronutrient.sources import Checked


class YieldRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the yields come from and hold: see data/foods/yields.toml."""

    source: str
    checked: Checked
    note: str
    liquid_eaten: tuple[str, ...]
    liquid_groups: tuple[str, ...]
    liquid_least_water_g: float


class CookingYield(msgspec.Struct, frozen=True, kw_only=True):
    """Weight after cooking over weight before.

    Attributes
    ----------
    family, method
        Kind of food, and how it was cooked.
    way
        ``weighed``: before and after cooking; ``protein``: from the protein of raw and cooked.
    factor, low, high
        Median over the foods of the family, and its 5th and 95th percentile.
    foods
        How many foods that is.
    """

    family: str
    method: str
    way: str
    factor: float
    low: float
    high: float
    foods: int


def cooking_yield(
    composition: Composition, food: int, *, method: str, where: str = ""
) -> CookingYield | None:
    """Give what a raw food weighs after cooking; None where no figure is on file.

    Parameters
    ----------
    composition, food
        The table, and the position of the food in it.
    method
        As `retention.cooking_method` understands it.
    where
        What the message of a fault begins with: ``diet[3].cooked``.

    Returns
    -------
    CookingYield or None
        None too for a food whose name says that it has been cooked: its weight is the cooked one.

    Raises
    ------
    UnknownName
        If there is no such method; lists the methods.
    """
    known = cooking_method(method, where=where)
    if is_cooked(composition, food):
        return None
    return yields().get((family_of(composition, food), known))


def liquid_is_eaten(method: str) -> bool:
    """Say whether what a food gives to the liquid stays in the dish, as in a stew."""
    return cooking_method(method) in rules().liquid_eaten


def is_liquid(composition: Composition, food: int) -> bool:
    """Say whether a food is a liquid that other ingredients of a dish may take up."""
    water_g = float(composition.component("water")[food])
    within = composition.groups[food] in rules().liquid_groups
    return within and water_g >= rules().liquid_least_water_g


@cache
def rules() -> YieldRules:
    """Give where the yields come from and hold."""
    return read_record(DATA / "foods" / "yields.toml", YieldRules)


@cache
def yields() -> Mapping[tuple[str, str], CookingYield]:
    """Give every figure on file, by family and method."""
    rows = read_csv(DATA / "foods" / "yields.csv", texts=3)
    numbers = rows.numbers.tolist()
    found = {}
    for family, method, way, (factor, low, high, foods) in zip(*rows.texts, numbers, strict=True):
        found[family, method] = CookingYield(
            family=family,
            method=method,
            way=way,
            factor=factor,
            low=low,
            high=high,
            foods=int(foods),
        )
    return found
