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
from micronutrient.foods.nutrient_amounts import RANGES
from micronutrient.foods.ranges import range_table, ranges

if TYPE_CHECKING:
    from micronutrient.foods.importing import Imported, Notify

CORE = "core"
"""The name of the table that comes with the package."""


class ShownComponent(msgspec.Struct, frozen=True, kw_only=True):
    """One component of a food per 100 g; None where the table has no value.

    `lower`, `upper` and `source` are given where the table leaves the component out and published
    ranges of other foods of its kind stand in; a range alone has no `per_100_g`.
    """

    component: str
    name: str
    per_100_g: float | None
    unit: str
    lower: float | None = None
    upper: float | None = None
    source: str | None = None


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


def show(food: str, *, table: str | None = None) -> ShownFood:
    """Show what one food holds per 100 g, and its household measures.

    Parameters
    ----------
    food
        ``fdc:168462``, ``fndds:11111000``, ``cnf:2``; or words that the food answers: then the
        first that `search` finds is shown.
    table
        Slug of the table to look into; by default imported tables, newest first, then the one
        that comes with the package.

    Raises
    ------
    UnknownName
        If no table holds such a food, or there is no such table.
    """
    wanted = food.strip().casefold()
    if ":" not in wanted:
        hits = search(wanted, limit=1, table=table)
        if hits and hits[0].score >= _ALL_ANSWERED:
            return show(hits[0].id, table=hits[0].table)
    for slug, foods in _tables(wanted.partition(":")[0], only=table):
        if foods.has(wanted):
            return _shown(foods, foods.index(wanted), table=slug)
    raise UnknownName(
        "",
        kind="food",
        name=food,
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
    one = foods.take([position])
    amounts = zip(foods.components, one.amounts[0].tolist(), strict=True)
    return ShownFood(
        id=foods.ids[position],
        name=foods.names[position],
        description=foods.descriptions[position],
        group=foods.groups[position],
        table=table,
        title=foods.title,
        version=foods.version,
        source=foods.sources[position],
        components=tuple(_component(one, slug, value) for slug, value in amounts),
        measures=tuple(
            ShownMeasure(amount=p.amount, measure=p.measure, grams=p.grams)
            for p in foods.portions.get(position, ())
        ),
    )


def _component(food: Composition, slug: str, value: float) -> ShownComponent:
    known = composition.components()[slug]
    shown = ShownComponent(
        component=slug,
        name=known.name,
        per_100_g=None if np.isnan(value) else value,
        unit=known.unit,
    )
    return shown if slug not in RANGES or shown.per_100_g is not None else _ranged(food, shown)


def _ranged(food: Composition, shown: ShownComponent) -> ShownComponent:
    """Put in what is published of such foods; what bounds only its group is no such thing."""
    found = ranges(food, range_table(RANGES[shown.component]))
    if not found.sources[0]:
        return shown
    value = float(found.value[0])
    return msgspec.structs.replace(
        shown,
        per_100_g=None if np.isnan(value) else value,
        lower=float(found.lower[0]),
        upper=float(found.upper[0]),
        source=found.sources[0],
    )


_ALL_ANSWERED = 0.5
"""From which score on what was typed is held to be answered by a food's name or description."""
