"""From a table's components to nutrients: values, what is known of them, and what they may be.

A nutrient may be the sum of several components (niacin equivalents: niacin and tryptophan). Where
one of them is a gap the value is NaN; the known part bounds it from below, and the highest
plausible value of the food's group bounds it from above.

Where the table leaves out a component of which ranges are published (phytic acid), those stand in:
the value then lies between a known part and an upper end of its own.

Numbers: data/foods/group_upper.csv, phytate.toml; the sums are those of data/nutrients/<slug>.toml.
"""

from collections.abc import Sequence
from functools import cache
from types import MappingProxyType

import msgspec
import numpy as np

from micronutrient import nutrients as nutrients_room
from micronutrient.arrays import Floats, Indices
from micronutrient.datafiles import DATA
from micronutrient.foods.composition import ANY_GROUP, Composition
from micronutrient.foods.csv_tables import Rows, read_csv
from micronutrient.foods.ranges import range_table, ranges
from micronutrient.nutrients import Sum

RANGES = MappingProxyType({"phytic_acid": "phytate"})
"""Components that food tables leave out, and the file of published ranges that stands in."""


class NutrientAmounts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Nutrients of foods per 100 g edible portion, in each nutrient's unit.

    All arrays have the shape ``(foods, nutrients)``.

    Attributes
    ----------
    nutrients
        Slugs of the columns.
    value
        NaN where a component that is needed is unknown.
    known_part
        Sum of the components that are known: a lower bound; equals `value` where that is known,
        but for a published range, of which it is the lower end.
    upper
        Equals `value` where that is known, but for a published range, of which it is the upper end;
        else the known part plus, for what is unknown, the highest plausible value of the food's
        group. NaN where no bound is known either.
    ul_value, ul_known_part, ul_upper
        The same for the part that counts toward the upper level. Zero where food never counts
        toward it (upper levels for supplements only).
    """

    nutrients: tuple[str, ...]
    value: Floats
    known_part: Floats
    upper: Floats
    ul_value: Floats
    ul_known_part: Floats
    ul_upper: Floats


def nutrient_amounts(composition: Composition, nutrients: Sequence[str]) -> NutrientAmounts:
    """Add up a table's components to nutrients.

    Of a nutrient's alternative sums the first whose components are all known is taken, food by
    food.

    Parameters
    ----------
    composition
        Any table.
    nutrients
        Slugs of nutrients; the order of the columns.

    Raises
    ------
    UnknownName
        If there is no such nutrient.
    """
    held = _Components(composition)
    shape = (len(composition), len(nutrients))
    food, ul = _Triple.empty(shape), _Triple.empty(shape)
    for j, slug in enumerate(nutrients):
        record = nutrients_room.nutrient(slug)
        _add_up(record.food, held=held, into=food.column(j))
        if record.ul_food:
            _add_up(record.ul_food, held=held, into=ul.column(j))
        else:
            ul.column(j).fill(0.0)
    return NutrientAmounts(
        nutrients=tuple(nutrients),
        value=food.value,
        known_part=food.known,
        upper=food.upper,
        ul_value=ul.value,
        ul_known_part=ul.known,
        ul_upper=ul.upper,
    )


def group_upper(groups: Sequence[str], components: Sequence[str]) -> Floats:
    """Give the highest plausible amount of each component in foods of some groups, per 100 g.

    The 95th percentile of the known values of the group's foods in SR Legacy; where the group has
    too few known values, or is none of SR's, that of all foods. NaN where SR has no value in any
    food (iodine, biotin, chromium, ...): no bound is known then.

    Returns
    -------
    Floats
        Shape ``(groups, components)``.

    References
    ----------
    [usda-sr-legacy-2018]
    """
    return _of_groups(_group_table("group_upper.csv"), groups, components)


def with_typical(composition: Composition) -> Composition:
    """Fill a table's gaps with what is typical of each food's group, for a best single figure.

    Typical is the median of the known values of the group's foods in SR Legacy (`group_upper` tells
    what stands in where the group has too few). What is filled in is a guess: never use it where a
    known value or a bound is asked for.

    References
    ----------
    [usda-sr-legacy-2018]
    """
    typical = _along(composition, _group_table("group_typical.csv"))
    for slug, name in RANGES.items():
        if slug in composition.components:
            j = composition.components.index(slug)
            typical[:, j] = ranges(composition, range_table(name)).best
    gaps = np.isnan(composition.amounts)
    return composition.with_amounts(np.where(gaps, typical, composition.amounts))


def _of_groups(table: Rows, groups: Sequence[str], components: Sequence[str]) -> Floats:
    rows = {slug: i for i, slug in enumerate(table.texts[0])}
    columns = {slug: j for j, slug in enumerate(table.columns)}
    padded = np.hstack([table.numbers, np.full((len(rows), 1), np.nan)])
    row: Indices = np.array([rows.get(g, rows[ANY_GROUP]) for g in groups], dtype=np.intp)
    column: Indices = np.array([columns.get(c, -1) for c in components], dtype=np.intp)
    of_group = padded[np.ix_(row, column)]
    of_any = padded[rows[ANY_GROUP], column]
    return np.where(np.isnan(of_group), of_any, of_group)


@cache
def _group_table(name: str) -> Rows:
    return read_csv(DATA / "foods" / name, texts=1)


def _along(composition: Composition, table: Rows) -> Floats:
    """Give the figures of each food's group, in the shape of the table's amounts."""
    groups = tuple(dict.fromkeys(composition.groups))
    of_groups = _of_groups(table, groups, composition.components)
    where = {group: i for i, group in enumerate(groups)}
    rows: Indices = np.array([where[group] for group in composition.groups], dtype=np.intp)
    found: Floats = of_groups[rows]
    return found


class _Triple(msgspec.Struct, frozen=True, eq=False):
    """Value, known part and upper bound, filled column by column."""

    value: Floats
    known: Floats
    upper: Floats

    @classmethod
    def empty(cls, shape: tuple[int, int]) -> "_Triple":
        return cls(np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan))

    def column(self, j: int) -> "_Triple":
        return _Triple(self.value[:, j], self.known[:, j], self.upper[:, j])

    def fill(self, amount: float) -> None:
        for array in (self.value, self.known, self.upper):
            array[:] = amount


class _Components:
    """What the foods hold of each component, each worked out once."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        uppers = _along(composition, _group_table("group_upper.csv"))
        self._uppers = {slug: uppers[:, j] for j, slug in enumerate(composition.components)}
        self._found: dict[str, _Triple] = {}

    def of(self, slug: str) -> _Triple:
        """Give value, known part and upper bound of one component."""
        if slug not in self._found:
            self._found[slug] = self._read(slug)
        return self._found[slug]

    def _read(self, slug: str) -> _Triple:
        amount = self.composition.component(slug)
        gap = np.isnan(amount)
        upper = self._uppers.get(slug, np.nan)
        if slug not in RANGES or not gap.any():
            return _Triple(amount, np.where(gap, 0.0, amount), np.where(gap, upper, amount))
        found = ranges(self.composition, range_table(RANGES[slug]))
        return _Triple(
            np.where(gap, found.value, amount),
            np.where(gap, found.lower, amount),
            np.where(gap, found.upper, amount),
        )


def _add_up(sums: tuple[Sum, ...], *, held: _Components, into: _Triple) -> None:
    for way in sums:
        one = _one_way(way, held=held)
        without = np.isnan(into.value)
        new = without & np.isfinite(one.value)
        still = without & ~new
        for mine, other in (
            (into.value, one.value),
            (into.known, one.known),
            (into.upper, one.upper),
        ):
            mine[new] = other[new]
        np.copyto(into.known, np.maximum(into.known, one.known), where=still)
        np.copyto(into.upper, one.upper, where=still & np.isnan(into.upper))
    np.maximum(into.upper, into.known, out=into.upper)


def _one_way(way: Sum, *, held: _Components) -> _Triple:
    total = _Triple(*np.zeros((3, len(held.composition))))
    for slug, factor in way.terms:
        one = held.of(slug)
        total.value[:] += factor * one.value
        total.known[:] += factor * one.known
        total.upper[:] += factor * one.upper
    return total
