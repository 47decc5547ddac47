"""Composition: what foods hold per 100 g edible portion, and how that adds up to nutrients.

A gap in a table is NaN here, never zero. `core` is the table that comes with the package; imported
tables have the same shape, so that everything above works on any of them.

Numbers: data/foods/core.csv, core_portions.csv, group_upper.csv, components.toml.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.datafiles import DATA, read_record, read_toml
from micronutrient.errors import UnknownName
from micronutrient.foods.csv_tables import Rows, read_csv
from micronutrient.matching import nearest
from micronutrient.sources import Checked

ANY_GROUP = "any"
"""The row of the upper values that stands for foods of no known group."""


class Component(NamedTuple):
    """One thing that food tables measure, and how FoodData Central and INFOODS call it."""

    slug: str
    unit: str
    usda_number: str
    usda_id: int
    infoods: str
    name: str


class Portion(NamedTuple):
    """A household measure of one food: `amount` of `measure` weighs `grams` [g]."""

    measure: str
    amount: float
    grams: float


class Composition(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True, weakref=True):
    """One food composition table, or several put together.

    Attributes
    ----------
    title, version
        What table it is.
    ids
        One a food, with its origin: ``fdc:168462``, ``fndds:11111000``, ``cnf:2``.
    names
        The name shown to people.
    descriptions
        The publisher's own description; may equal the name.
    groups
        Food group slug of each food (data/foods/groups.toml), or ``""``.
    sources
        Source slug of each food's values.
    components
        Slugs of the columns (data/foods/components.toml).
    amounts
        Per 100 g edible portion, in the component's unit. Shape ``(foods, components)``; NaN where
        the table has no value.
    portions
        Household measures by position of the food.
    """

    title: str
    version: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    groups: tuple[str, ...]
    sources: tuple[str, ...]
    components: tuple[str, ...]
    amounts: Floats
    portions: Mapping[int, tuple[Portion, ...]]

    def __len__(self) -> int:
        """Count the foods."""
        return len(self.ids)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {id_: i for i, id_ in enumerate(self.ids)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {slug: j for j, slug in enumerate(self.components)}

    def index(self, food_id: str) -> int:
        """Give the position of a food by its id.

        Raises
        ------
        UnknownName
            If this table holds no such food.
        """
        found = self._positions.get(food_id)
        if found is None:
            raise UnknownName(
                "", kind="food", name=food_id, nearest=nearest(food_id, self.ids, at_least=80)
            )
        return found

    def has(self, food_id: str) -> bool:
        """Tell whether this table holds a food."""
        return food_id in self._positions

    def component(self, slug: str) -> Floats:
        """Give one component of all foods, per 100 g; all NaN if the table has no such column."""
        column = self._columns.get(slug)
        if column is None:
            return np.full(len(self), np.nan)
        values: Floats = self.amounts[:, column]
        return values

    def take(self, positions: Sequence[int] | Indices) -> "Composition":
        """Give a table of some of the foods, in the order asked for."""
        chosen = [int(i) for i in positions]
        return Composition(
            title=self.title,
            version=self.version,
            ids=tuple(self.ids[i] for i in chosen),
            names=tuple(self.names[i] for i in chosen),
            descriptions=tuple(self.descriptions[i] for i in chosen),
            groups=tuple(self.groups[i] for i in chosen),
            sources=tuple(self.sources[i] for i in chosen),
            components=self.components,
            amounts=self.amounts[np.asarray(chosen, dtype=np.intp)],
            portions={n: self.portions[i] for n, i in enumerate(chosen) if i in self.portions},
        )

    def with_amounts(self, amounts: Floats) -> "Composition":
        """Give the same foods with other amounts, for instance what cooking leaves of them."""
        return msgspec.structs.replace(self, amounts=amounts)


class TableHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file beside a table says of it: data/foods/core.toml, group_upper.toml."""

    title: str
    version: str
    source: str
    checked: Checked
    reuse: str
    note: str = ""


@cache
def components() -> Mapping[str, Component]:
    """Give every component that this package has a name for, by slug."""
    rows = read_toml(DATA / "foods" / "components.toml")["rows"]
    return MappingProxyType({row[0]: Component(*row) for row in rows})


@cache
def core() -> Composition:
    """Give the table that comes with the package: plain foods of SR Legacy, under short names.

    References
    ----------
    [usda-sr-legacy-2018]
    """
    head = core_head()
    table = read_csv(DATA / "foods" / "core.csv", texts=4)
    fdc_ids, names, descriptions, groups = table.texts
    return Composition(
        title=head.title,
        version=head.version,
        ids=tuple(f"fdc:{fdc_id}" for fdc_id in fdc_ids),
        names=names,
        descriptions=descriptions,
        groups=groups,
        sources=(head.source,) * len(names),
        components=table.columns,
        amounts=table.numbers,
        portions=_portions(fdc_ids),
    )


def core_head() -> TableHead:
    """Give source, version and terms of the table that comes with the package."""
    return read_record(DATA / "foods" / "core.toml", TableHead)


def together(tables: Iterable[Composition]) -> Composition:
    """Put tables one below the other; a food that stands in several is kept from the first.

    Columns that a table does not have are gaps for its foods.
    """
    parts = _without_repeats(tables)
    columns = tuple(dict.fromkeys(slug for part in parts for slug in part.components))
    starts = np.cumsum([0, *(len(part) for part in parts)])
    return Composition(
        title=" + ".join(part.title for part in parts),
        version=" + ".join(part.version for part in parts),
        ids=sum((part.ids for part in parts), ()),
        names=sum((part.names for part in parts), ()),
        descriptions=sum((part.descriptions for part in parts), ()),
        groups=sum((part.groups for part in parts), ()),
        sources=sum((part.sources for part in parts), ()),
        components=columns,
        amounts=np.vstack([_with_columns(part, columns) for part in parts]),
        portions={
            int(start) + i: measures
            for start, part in zip(starts, parts, strict=False)
            for i, measures in part.portions.items()
        },
    )


def _without_repeats(tables: Iterable[Composition]) -> list[Composition]:
    seen: set[str] = set()
    parts = []
    for table in tables:
        new = [i for i, id_ in enumerate(table.ids) if id_ not in seen]
        parts.append(table if len(new) == len(table) else table.take(new))
        seen.update(table.ids)
    return parts


def _with_columns(table: Composition, columns: tuple[str, ...]) -> Floats:
    if table.components == columns:
        return table.amounts
    return np.column_stack([table.component(slug) for slug in columns])


def _portions(fdc_ids: tuple[str, ...]) -> dict[int, tuple[Portion, ...]]:
    table: Rows = read_csv(DATA / "foods" / "core_portions.csv", texts=2)
    position = {fdc_id: i for i, fdc_id in enumerate(fdc_ids)}
    found: dict[int, list[Portion]] = {}
    weights = table.numbers.T.tolist()
    for fdc_id, measure, amount, grams in zip(*table.texts, *weights, strict=True):
        found.setdefault(position[fdc_id], []).append(Portion(measure, amount, grams))
    return {i: tuple(measures) for i, measures in found.items()}
