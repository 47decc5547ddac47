"""Ranges: what foods hold of things that food tables leave out, between a lower and an upper end.

Each file of this shape lists what was published (`Figure`), says which figure holds for which foods
(`Rule`), and what stands in for a gap (`GroupBound`). A food takes the first rule whose group holds
and one of whose phrases stands in its name.

Numbers: data/foods/phytate.toml, haem_iron.toml, polyphenols.toml, meal_parts.toml.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import DataFault
from micronutrient.foods.composition import ANY_GROUP, Composition
from micronutrient.foods.vocabulary import tokens
from micronutrient.sources import Checked

FULL = 100.0
"""Foods are described per 100 g."""


class Figure(NamedTuple):
    """One published figure: ends and middle; NaN where nothing was published.

    `water` [g/100 g] is that of what was analysed: 0 for a figure of dry matter, NaN for one that
    is never carried over to a wetter or a drier food.
    """

    slug: str
    lower: float
    value: float
    upper: float
    water: float
    analyses: int
    source: str
    checked: Checked


class Rule(NamedTuple):
    """Which figure holds for which foods: groups, phrases of the name, words that exclude.

    `range` is the figure whose ends hold, empty for the same. In a `part` the food holds other
    things as well: its content lies between nothing and the upper end.
    """

    figure: str
    range: str
    part: bool
    groups: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]


class GroupBound(NamedTuple):
    """What is typical, and the most that is plausible, in a food of a group that has no figure."""

    group: str
    typical: float
    upper: float


class RangeTable(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One file of ranges.

    Attributes
    ----------
    unit
        Of the figures, per 100 g of food unless `note` says otherwise.
    one_analysis_factor
        How many times the figure the ends lie from it where nobody published them.
    most
        What no food can exceed, in `unit`.
    bounds_by_dry_matter
        Whether `groups` are per 100 g of dry matter; else per 100 g of food.
    """

    unit: str
    note: str
    one_analysis_factor: float
    most: float
    bounds_by_dry_matter: bool
    figures: Mapping[str, Figure]
    rules: tuple[Rule, ...]
    groups: Mapping[str, GroupBound]

    @cached_property
    def _by_group(self) -> dict[str, list[tuple[Rule, list[list[str]], list[list[str]]]]]:
        found: dict[str, list[tuple[Rule, list[list[str]], list[list[str]]]]] = {}
        for rule in self.rules:
            words = [tokens(phrase) for phrase in rule.phrases] or [[]]
            without = [tokens(phrase) for phrase in rule.without]
            for group in rule.groups:
                found.setdefault(group, []).append((rule, words, without))
        return found

    def rule_for(self, name: str, *, group: str) -> Rule | None:
        """Give the first rule that holds for a food; None for a gap."""
        said = set(tokens(name))
        for rule, phrases, without in self._by_group.get(group, ()):
            if _any(said, phrases) and not _any(said, without):
                return rule
        return None


class Ranges(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What foods hold, in the unit of the table. Arrays have the shape ``(foods,)``.

    Attributes
    ----------
    lower, upper
        Ends; of a gap nothing, and the highest plausible amount of the food's group (NaN where no
        bound is known).
    value
        NaN where only a range was published, for a part, and for a gap.
    best
        The best single figure: the value; else the geometric middle of a range, half the upper end
        where the lower one is nothing, and for a gap what is typical of the group (NaN where
        nothing is).
    sources
        Where the figure of each food is printed; empty for a gap.
    """

    lower: Floats
    value: Floats
    best: Floats
    upper: Floats
    sources: tuple[str, ...]


@cache
def range_table(name: str, part: str = "") -> RangeTable:
    """Read a file of ranges, or one part of it: ``range_table("meal_parts", "eggs")``.

    Raises
    ------
    DataFault
        If the file does not have the shape, or a rule names a figure that it lacks.
    """
    content = read_toml(DATA / "foods" / f"{name}.toml")
    of = content[part] if part else content
    try:
        figures = msgspec.convert(of["figures"]["rows"], tuple[Figure, ...], strict=False)
        rules = msgspec.convert(of["foods"]["rows"], tuple[Rule, ...])
        groups = msgspec.convert(of["groups"]["rows"], tuple[GroupBound, ...], strict=False)
        table = RangeTable(
            unit=of["unit"],
            note=of.get("note", ""),
            one_analysis_factor=float(of["one_analysis_factor"]),
            most=float(of["most"]),
            bounds_by_dry_matter=bool(of["groups"]["by_dry_matter"]),
            figures={one.slug: one for one in figures},
            rules=rules,
            groups={one.group: one for one in groups},
        )
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise DataFault(f"foods/{name}.toml {part}: {error}") from error
    strange = {slug for rule in rules for slug in (rule.figure, rule.range)} - {"", *table.figures}
    if strange:
        raise DataFault(f"foods/{name}.toml {part}: no figure {', '.join(sorted(strange))}")
    return table


def ranges(composition: Composition, table: RangeTable) -> Ranges:
    """Give what every food of a table holds, between its ends.

    A figure of something wetter or drier than the food is scaled by dry matter,
    ``(100 - water of the food) / (100 - water of what was analysed)``; a food whose water is not
    known then counts as a gap.

    Parameters
    ----------
    composition
        Any table.
    table
        What was published: see `range_table`.
    """
    water = composition.component("water")
    rows = [
        _of_food(table, name, group=group, water=float(water[i]))
        for i, (name, group) in enumerate(zip(composition.names, composition.groups, strict=True))
    ]
    columns = np.array([row[:-1] for row in rows], dtype=np.float64).reshape(-1, 4)
    lower, value, best, upper = columns.T
    return Ranges(
        lower=lower,
        value=value,
        best=best,
        upper=upper,
        sources=tuple(row[-1] for row in rows),
    )


_Row = tuple[float, float, float, float, str]


def _of_food(table: RangeTable, name: str, *, group: str, water: float) -> _Row:
    rule = table.rule_for(name, group=group)
    if rule is not None:
        row = _by_rule(table, rule, water=water)
        if row is not None:
            return row
    return _gap(table, group, water=water)


def _by_rule(table: RangeTable, rule: Rule, *, water: float) -> _Row | None:
    figure = table.figures[rule.figure]
    ends = table.figures[rule.range or rule.figure]
    scale, scale_ends = _scale(figure, water), _scale(ends, water)
    if math.isnan(scale) or math.isnan(scale_ends):
        return None
    value = math.nan if rule.part else min(figure.value * scale, table.most)
    lower, upper = _ends(ends, factor=table.one_analysis_factor)
    lower = 0.0 if rule.part else float(np.fmin(lower * scale_ends, value))
    upper = min(float(np.fmax(upper * scale_ends, value)), table.most)
    best = _middle(lower, upper) if math.isnan(value) else value
    return lower, value, best, upper, figure.source


def _ends(figure: Figure, *, factor: float) -> tuple[float, float]:
    lower = figure.value / factor if math.isnan(figure.lower) else figure.lower
    upper = figure.value * factor if math.isnan(figure.upper) else figure.upper
    return lower, upper


def _middle(lower: float, upper: float) -> float:
    return math.sqrt(lower * upper) if lower > 0 else upper / 2


def _scale(figure: Figure, water: float) -> float:
    if math.isnan(figure.water):
        return 1.0
    return max(FULL - water, 0.0) / (FULL - figure.water)


def _gap(table: RangeTable, group: str, *, water: float) -> _Row:
    bound = table.groups.get(group) or table.groups.get(ANY_GROUP)
    if bound is None:
        return 0.0, math.nan, math.nan, math.nan, ""
    share = 1.0
    if table.bounds_by_dry_matter and not math.isnan(water):
        share = max(FULL - water, 0.0) / FULL
    return 0.0, math.nan, bound.typical * share, min(bound.upper * share, table.most), ""


def group_bounds(composition: Composition, table: RangeTable) -> Iterator[GroupBound]:
    """Work out what stands in for gaps: one row a group, and ``any`` for all foods.

    Of the group's foods that hold some: the median of the best single figure, and the 95th
    percentile of the upper end, both per 100 g of dry matter if the table says so, to three
    figures. Groups with fewer than ten such foods are left out, so that ``any`` stands in.
    """
    found = ranges(composition, table)
    dry = (FULL - composition.component("water")) / FULL
    per = dry if table.bounds_by_dry_matter else np.ones_like(dry)
    known: Indices = np.flatnonzero(
        [bool(s) for s in found.sources] & (found.upper > 0) & (per > 0)
    )
    for group in [*dict.fromkeys(composition.groups), ANY_GROUP]:
        rows = [i for i in known.tolist() if group in {ANY_GROUP, composition.groups[i]}]
        if len(rows) >= LEAST_KNOWN:
            typical = float(np.median((found.best / per)[rows]))
            upper = float(np.percentile((found.upper / per)[rows], UPPER))
            yield GroupBound(group, float(f"{typical:.3g}"), float(f"{upper:.3g}"))


LEAST_KNOWN, UPPER = 10, 95


def _any(said: set[str], phrases: Sequence[Sequence[str]]) -> bool:
    return any(said.issuperset(phrase) for phrase in phrases)
