"""Retention: what is left of each nutrient when a raw food is cooked.

The factors are true retentions: the share of what the raw food held that is still in the cooked
food, whatever that weighs. They are for a raw weight. A food whose name says that it is cooked
keeps its values. What has no factor is named, and is not the same as fully retained.

Numbers: data/foods/retention_factors.csv; which row for which food: data/foods/retention.toml.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import UnknownName
from micronutrient.foods.composition import Composition
from micronutrient.foods.csv_tables import Rows, read_csv
from micronutrient.foods.vocabulary import tokens
from micronutrient.matching import fold, nearest
from micronutrient.sources import Checked

_LEAN, _FATTY = "lean_fish", "fatty_fish"


class RetentionRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which row of USDA's table holds for which food: see data/foods/retention.toml."""

    source: str
    checked: Checked
    note: str
    methods: tuple[str, ...]
    lean_fish_fat_g: float
    columns: tuple[str, ...]
    families: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]
    cooked: tuple[str, ...]
    kept_in_full: tuple[str, ...]
    same_as: Mapping[str, str]
    words: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a food's components after cooking.

    Attributes
    ----------
    method
        How it was cooked.
    family, code, description
        The row of USDA's table that was taken; empty if it has none for this food and method.
    already_cooked
        The food's own name says that it is cooked: nothing is applied.
    factors
        Share retained, 0 to 1, by component; empty if `already_cooked` or without a row.
    unknown
        Components of the table that have no factor, though the food was cooked.
    source, checked
        Where the factors are printed, and how far that was checked.
    """

    method: str
    family: str
    code: str
    description: str
    already_cooked: bool
    factors: Mapping[str, float]
    unknown: tuple[str, ...]
    source: str
    checked: Checked

    def along(self, components: Sequence[str]) -> Floats:
        """Give the factors in the order of a table's components; NaN where there is none."""
        return np.array([self.factors.get(slug, np.nan) for slug in components])


def retention(composition: Composition, food: int, *, method: str, where: str = "") -> Retention:
    """Give what is left of a food's components when it is cooked.

    Parameters
    ----------
    composition, food
        The table, and the position of the food in it.
    method
        ``boiled``, ``steamed``, ``fried``, ``baked``, ``roasted``, ``grilled``, ``microwaved`` or
        ``stewed``, or another common word for one of them.
    where
        What the message of a fault begins with: ``diet[3].cooked``.

    Raises
    ------
    UnknownName
        If there is no such method; lists the methods.

    References
    ----------
    [usda-2007-retention]
    """
    known = cooking_method(method, where=where)
    cooked = is_cooked(composition, food)
    family = "" if cooked else family_of(composition, food)
    code = rules().codes.get(family, {}).get(known, "")
    factors = _factors(code)
    return Retention(
        method=known,
        family=family,
        code=code,
        description=_descriptions().get(code, ""),
        already_cooked=cooked,
        factors=factors,
        unknown=() if cooked else tuple(c for c in composition.components if c not in factors),
        source=rules().source,
        checked=rules().checked,
    )


def cooking_method(text: str, *, where: str = "") -> str:
    """Give the method that a word means.

    Raises
    ------
    UnknownName
        If it means none.
    """
    word = fold(text)
    method = rules().words.get(word, word)
    if method not in rules().methods:
        raise UnknownName(
            where,
            kind="cooking method",
            name=text,
            nearest=nearest(text, rules().methods),
            advice=f"methods are {', '.join(rules().methods)}",
        )
    return method


@cache
def rules() -> RetentionRules:
    """Give the rules that choose a row of the table."""
    return read_record(DATA / "foods" / "retention.toml", RetentionRules)


@cache
def _table() -> Rows:
    return read_csv(DATA / "foods" / "retention_factors.csv", texts=2)


@cache
def _descriptions() -> Mapping[str, str]:
    return dict(zip(*_table().texts, strict=True))


@cache
def _factors(code: str) -> Mapping[str, float]:
    if not code:
        return {}
    row = _table().numbers[_table().texts[0].index(code)] / 100.0
    printed = dict(zip(_table().columns, row.tolist(), strict=True))
    kept = dict.fromkeys(rules().kept_in_full, 1.0)
    return kept | printed | {slug: printed[other] for slug, other in rules().same_as.items()}


def is_cooked(composition: Composition, food: int) -> bool:
    """Say whether a food's own name says that it has been cooked."""
    words = set(tokens(f"{composition.names[food]} {composition.descriptions[food]}"))
    return _says(words, rules().cooked)


def family_of(composition: Composition, food: int) -> str:
    """Give the family of data/foods/retention.toml that a food belongs to; empty if none."""
    words = set(tokens(composition.names[food]))
    group = composition.groups[food]
    for family, groups, phrases, without in rules().families:
        if group in groups and _says(words, phrases or ("",)) and not _says(words, without):
            return _by_fat(composition, food) if family in {_LEAN, _FATTY} else family
    return ""


def _says(words: set[str], phrases: tuple[str, ...]) -> bool:
    return any(words.issuperset(tokens(phrase)) for phrase in phrases)


def _by_fat(composition: Composition, food: int) -> str:
    fat = float(composition.component("fat")[food])
    if np.isnan(fat):
        return ""
    return _LEAN if fat <= rules().lean_fish_fat_g else _FATTY
