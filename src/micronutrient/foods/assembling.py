"""From the rows of an import to tables: no duplicates, the best column of each."""

from collections.abc import Iterable

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.errors import Faults, InputFault
from micronutrient.foods.importers.limits import limits
from micronutrient.foods.importers.records import Column, Food, Found, Measure
from micronutrient.foods.staging import Content
from micronutrient.foods.store import Foods, NewTable, Stored


class _Amounts(msgspec.Struct, frozen=True):
    """All amounts, one entry each: position of the food, column, amount, row of the file."""

    food: Indices
    column: Indices
    amount: Floats
    row: Indices


class _Rows(msgspec.Struct, frozen=True):
    foods: list[Food]
    measures: list[Measure]
    unused: dict[str, dict[str, int]]
    amounts: _Amounts


def assemble(
    found: Found, contents: Iterable[Content], *, checksum: str, imported: str
) -> list[NewTable]:
    """Put the rows of an import together.

    Raises
    ------
    InputFault
        If a food or an amount stands there twice, or there are no amounts at all.
    """
    rows = _gather(contents)
    _refuse(found, _twice_measured(found, rows))
    if not rows.amounts.amount.size:
        raise InputFault(str(found.path), "holds no amount that can be used")
    by_column = np.full((len(rows.foods), len(found.columns)), np.nan)
    by_column[rows.amounts.food, rows.amounts.column] = rows.amounts.amount
    return [
        _table(found, number, rows, by_column, checksum=checksum, imported=imported)
        for number in range(len(found.tables))
        if any(food.table == number for food in rows.foods)
    ]


def refuse_twice_named(found: Found, foods: Iterable[Food]) -> None:
    """Refuse a food that stands there twice.

    Raises
    ------
    InputFault
        With both names of each.
    """
    seen: dict[int, str] = {}
    faults = []
    for food in foods:
        if food.number in seen:
            what = f"stands there twice: {seen[food.number]!r} and {food.name!r}"
            faults.append(InputFault(f"food {food.number}", what, allowed="one row a food"))
        seen[food.number] = food.name
    _refuse(found, faults)


def _gather(contents: Iterable[Content]) -> _Rows:
    foods: list[Food] = []
    measures: list[Measure] = []
    unused: dict[str, dict[str, int]] = {}
    packed: list[tuple[bytes, bytes, bytes, bytes]] = []
    for content in contents:
        foods += content.foods
        measures += content.measures
        packed.append(content.amounts)
        for why, counts in content.unused.items():
            sums = unused.setdefault(why, {})
            for what, count in counts.items():
                sums[what] = sums.get(what, 0) + count
    numbers, columns, amounts, at = (b"".join(parts) for parts in zip(*packed, strict=True))
    return _Rows(
        foods,
        measures,
        unused,
        _Amounts(
            _positions(foods, np.frombuffer(numbers, dtype="<i8")),
            np.frombuffer(columns, dtype="<i8").astype(np.intp),
            np.frombuffer(amounts, dtype="<f8"),
            np.frombuffer(at, dtype="<i8").astype(np.intp),
        ),
    )


def _positions(foods: list[Food], numbers: Indices) -> Indices:
    known = np.array([food.number for food in foods], dtype=np.int64)
    order = np.argsort(known, kind="stable")
    found: Indices = order[np.searchsorted(known, numbers, sorter=order)]
    return found


def _twice_measured(found: Found, rows: _Rows) -> list[InputFault]:
    cells = rows.amounts.food * len(found.columns) + rows.amounts.column
    order = np.argsort(cells, kind="stable")
    again = order[1:][cells[order[1:]] == cells[order[:-1]]]
    return [
        InputFault(
            f"row {rows.amounts.row[i] + 2}",
            f"food {rows.foods[rows.amounts.food[i]].number} has nutrient "
            f"{found.columns[rows.amounts.column[i]].label!r} a second time",
            allowed="one amount a food and nutrient",
        )
        for i in again[: limits().most_faults]
    ]


def _refuse(found: Found, faults: list[InputFault]) -> None:
    if faults:
        first = faults[: limits().most_faults]
        name = str(found.path)
        raise Faults(InputFault(f"{name}: {f.where}", f.found, allowed=f.allowed) for f in first)


def _table(
    found: Found,
    number: int,
    rows: _Rows,
    by_column: Floats,
    *,
    checksum: str,
    imported: str,
) -> NewTable:
    mine = [i for i, food in enumerate(rows.foods) if food.table == number]
    foods = [rows.foods[i] for i in mine]
    amounts, slugs, filled = _components(found.columns, by_column[mine])
    position = {food.number: i for i, food in enumerate(foods)}
    measures = [
        (position[m.food], m.measure, m.amount, m.grams)
        for m in rows.measures
        if m.food in position
    ]
    return NewTable(
        about=Stored(
            info=found.tables[number],
            foods=len(foods),
            amounts=int(np.isfinite(amounts).sum()),
            measures=len(measures),
            components=slugs,
            imported=imported,
            checksum=checksum,
            not_used=rows.unused,
            filled=filled,
        ),
        foods=Foods(
            numbers=[food.number for food in foods],
            names=[food.name for food in foods],
            groups=[food.group for food in foods],
            measures=measures,
        ),
        amounts=np.ascontiguousarray(amounts, dtype="<f8").tobytes(),
    )


def _components(
    columns: tuple[Column, ...], by_column: Floats
) -> tuple[Floats, tuple[str, ...], dict[str, dict[str, int]]]:
    """Take each component from its best column; what fills its gaps is counted."""
    filled: dict[str, dict[str, int]] = {}
    values: dict[str, Floats] = {}
    for j in sorted(range(len(columns)), key=lambda j: columns[j].rank):
        column, new = columns[j], by_column[:, j]
        old = values.get(column.component)
        if old is None:
            values[column.component] = new.copy()
            continue
        fills = np.isnan(old) & np.isfinite(new)
        old[fills] = new[fills]
        if fills.any():
            filled.setdefault(column.component, {})[column.label] = int(fills.sum())
    held = tuple(slug for slug, value in values.items() if np.isfinite(value).any())
    order = {column.component: j for j, column in reversed(list(enumerate(columns)))}
    slugs = tuple(sorted(held, key=order.__getitem__))
    return np.column_stack([values[slug] for slug in slugs]), slugs, filled
