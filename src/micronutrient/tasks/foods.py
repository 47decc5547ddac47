"""Foods: find one, show what it holds, import a publisher's table.

Joins the table that comes with the package and what the user has imported.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from micronutrient.errors import UnknownName
from micronutrient.foods import composition, store
from micronutrient.foods.composition import Composition

if TYPE_CHECKING:
    from micronutrient.foods.importing import Imported, Notify

CORE = "core"
"""The name of the table that comes with the package."""


class ShownComponent(msgspec.Struct, frozen=True, kw_only=True):
    """One component of a food per 100 g; None where the table has no value."""

    component: str
    name: str
    per_100_g: float | None
    unit: str


class ShownMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """One household measure of a food and its weight [g]."""

    amount: float
    measure: str
    grams: float


class ShownFood(msgspec.Struct, frozen=True, kw_only=True):
    """One food as one table has it."""

    id: str
    name: str
    description: str
    group: str
    table: str
    title: str
    version: str
    source: str
    components: tuple[ShownComponent, ...]
    measures: tuple[ShownMeasure, ...]


def import_foods(path: Path, *, notify: "Notify") -> "list[Imported]":
    """Import the food tables that a path holds into the local store.

    Raises
    ------
    InputFault
        If it holds none, is at fault, or the store cannot be written; nothing is changed then.
    """
    from micronutrient.foods import importing

    return importing.import_tables(path, notify=notify)


class FoundFood(msgspec.Struct, frozen=True, kw_only=True):
    """One food that answers a search; `score` is 1 for a full answer."""

    id: str
    name: str
    group: str
    table: str
    score: float


def search(text: str, *, limit: int = 10, table: str | None = None) -> tuple[FoundFood, ...]:
    """Find foods by words in all tables, best first; a food in several is shown from the first.

    Parameters
    ----------
    text
        Words in any order, begun or misspelt: ``spinach raw``, ``brocoli``.
    limit
        How many to give at most.
    table
        Slug of the one table to search; by default the table that comes with the package, then
        the imported ones.

    Raises
    ------
    UnknownName
        If there is no such table.
    """
    from micronutrient.foods.search import search as find

    ranked: list[tuple[float, int, FoundFood]] = []
    seen: set[str] = set()
    for slug, foods in _searchable(only=table):
        for rank, hit in enumerate(find(foods, text, most=limit)):
            food = FoundFood(
                id=foods.ids[hit.index],
                name=foods.names[hit.index],
                group=foods.groups[hit.index],
                table=slug,
                score=hit.score,
            )
            if food.id not in seen:
                seen.add(food.id)
                ranked.append((-hit.score, rank, food))
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(food for _, _, food in ranked[:limit])


def _searchable(*, only: str | None) -> Iterator[tuple[str, Composition]]:
    if only in {None, CORE}:
        yield CORE, composition.core()
    if only is None:
        for stored in store.tables():
            yield stored.info.slug, store.load_searchable(stored.info.slug)
    elif only != CORE:
        yield only, store.load_searchable(only)


def show(food_id: str, *, table: str | None = None) -> ShownFood:
    """Show what one food holds per 100 g, and its household measures.

    Parameters
    ----------
    food_id
        ``fdc:168462``, ``fndds:11111000``, ``cnf:2``.
    table
        Slug of the table to look into; by default imported tables, newest first, then the one
        that comes with the package.

    Raises
    ------
    UnknownName
        If no table holds such a food, or there is no such table.
    """
    wanted = food_id.strip().casefold()
    for slug, foods in _tables(wanted.partition(":")[0], only=table):
        if foods.has(wanted):
            return _shown(foods, foods.index(wanted), table=slug)
    raise UnknownName(
        "",
        kind="food",
        name=food_id,
        nearest=_nearest(wanted),
        advice="ids look like fdc:168462; `micronutrient foods search TEXT` finds them",
    )


def _tables(prefix: str, *, only: str | None) -> Iterator[tuple[str, Composition]]:
    if only is not None:
        yield only, composition.core() if only == CORE else store.load(only)
        return
    for stored in store.tables():
        if stored.info.prefix == prefix:
            yield stored.info.slug, store.load(stored.info.slug)
    yield CORE, composition.core()


def _nearest(food_id: str) -> tuple[str, ...]:
    from micronutrient.matching import nearest

    at_least = 80.0
    return nearest(food_id, composition.core().ids, at_least=at_least)


def _shown(foods: Composition, position: int, *, table: str) -> ShownFood:
    known = composition.components()
    return ShownFood(
        id=foods.ids[position],
        name=foods.names[position],
        description=foods.descriptions[position],
        group=foods.groups[position],
        table=table,
        title=foods.title,
        version=foods.version,
        source=foods.sources[position],
        components=tuple(
            ShownComponent(
                component=slug,
                name=known[slug].name,
                per_100_g=None if np.isnan(value) else value,
                unit=known[slug].unit,
            )
            for slug, value in zip(foods.components, foods.amounts[position].tolist(), strict=True)
        ),
        measures=tuple(
            ShownMeasure(amount=p.amount, measure=p.measure, grams=p.grams)
            for p in foods.portions.get(position, ())
        ),
    )
