"""FNDDS: the "At A Glance" workbooks of nutrient values, one edition each, with portions beside.

Niacin equivalents cannot be computed from FNDDS, which has no tryptophan: they stay a gap with a
known part. Food codes are eight digits; copies that write them ``1.1e+07`` are read as 11000000.

Numbers: data/foods/fndds.toml.
"""

import re
from collections.abc import Generator, Sequence
from functools import cache, partial
from pathlib import Path

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import InputFault, UnknownName, shorten
from micronutrient.foods.importers import rows
from micronutrient.foods.importers.package import Package, Part, open_package, open_workbook
from micronutrient.foods.importers.records import (
    Amount,
    Column,
    Food,
    Found,
    Measure,
    Outcome,
    Outcomes,
    Step,
    Unused,
)
from micronutrient.foods.importers.rows import Place
from micronutrient.foods.table_info import TableInfo
from micronutrient.sources import Checked

Grid = Sequence[Sequence[object]]

_CODE = "Food code"
_NAME = "Main food description"
_PORTION = ("Portion description", "Portion weight (g)")
_NUTRIENT = re.compile(r"\((?:g|mg|mcg|kcal|mcg_RAE|mcg_DFE)\)$")
_EDITION = re.compile(r"\b(20\d\d-20\d\d)\b")
_TITLE_ROWS = 9
"""The header row stands among the first few."""


class _Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    publisher: str
    url: str
    reuse: str
    checked: Checked
    note: str
    editions: dict[str, str]
    columns: dict[str, str]
    groups: dict[str, str]


class _Sheet(msgspec.Struct, frozen=True):
    """The first sheet of a workbook: edition, header (line breaks as spaces), rows below it."""

    part: Part
    edition: str
    header: tuple[str, ...]
    first_row: int
    rows: Grid

    def column(self, name: str) -> int:
        return self.header.index(name)

    def at(self, row: int, column: str) -> Place:
        return (self.part, self.first_row + row - 1, column)


@cache
def publisher() -> _Publisher:
    """Give what this package knows of FNDDS."""
    return read_record(DATA / "foods" / "fndds.toml", _Publisher)


def recognise(package: Package) -> tuple[Found, ...]:
    """Tell which FNDDS nutrient values these are, one answer an edition, and how to read them.

    Raises
    ------
    InputFault
        If a workbook is damaged or too large, or is another of FNDDS's workbooks.
    """
    books = package.workbooks()
    named = tuple(book for book in books if "nutrient" in book.stem)
    sheets = [_read(book) for book in named or books]
    values = [sheet for sheet in sheets if sheet is not None and _has_values(sheet)]
    if not values and len(books) == 1 and sheets[0] is not None:
        raise InputFault(
            books[0].name,
            "is an FNDDS workbook without nutrient values",
            allowed="the workbook FNDDS Nutrient Values; portions beside it are read with it",
        )
    return tuple(_found(sheet, package) for sheet in values)


def _has_values(sheet: _Sheet) -> bool:
    return any(name in publisher().columns for name in sheet.header)


def _found(sheet: _Sheet, package: Package) -> Found:
    about = publisher()
    source = about.editions.get(sheet.edition)
    if source is None:
        raise UnknownName(
            sheet.part.name,
            kind="edition of FNDDS",
            name=sheet.edition or "none",
            nearest=tuple(about.editions),
        )
    info = _info(sheet.edition, source)
    columns = tuple(
        Column(about.columns[name], 0, name) for name in sheet.header if name in about.columns
    )
    portions = _portions_beside(package, sheet.edition)
    steps = [Step(sheet.part, partial(_foods, sheet))]
    if portions is not None:
        steps.append(Step(portions.part, partial(_measures, portions)))
    return Found(
        path=package.path,
        title=info.title + (" with portions" if portions else ""),
        tables=(info,),
        columns=columns,
        parts=tuple(step.part for step in steps),
        steps=tuple(steps),
    )


def _info(edition: str, source: str) -> TableInfo:
    about = publisher()
    return TableInfo(
        slug=f"fndds_{edition.replace('-', '_')}",
        title=f"FNDDS {edition}",
        version=edition,
        prefix="fndds",
        source=source,
        publisher=about.publisher,
        reuse=about.reuse,
        note=about.note,
    )


def _portions_beside(package: Package, edition: str) -> _Sheet | None:
    """Find the portions of the same edition in the same folder."""
    parts = package.workbooks()
    if not package.path.is_dir():
        beside = sorted(Path(package.path).parent.glob("*.xlsx"))
        parts = tuple(open_package(path).parts[0] for path in beside if _is_portions(path.stem))
    for part in parts:
        sheet = _read(part) if _is_portions(part.stem) else None
        if sheet and sheet.edition == edition and set(_PORTION) <= set(sheet.header):
            return sheet
    return None


def _is_portions(stem: str) -> bool:
    return "portion" in stem.casefold() and not stem.startswith("~$")


def _read(part: Part) -> _Sheet | None:
    """Read the first sheet of a workbook; None if it is no workbook of FNDDS."""
    grid = _grid(part)
    title = " ".join(str(cell) for row in grid[:_TITLE_ROWS] for cell in row[:1])
    edition = _EDITION.search(title)
    for i, row in enumerate(grid[:_TITLE_ROWS]):
        header = tuple(" ".join(str(cell).split()) for cell in row)
        if header[:1] == (_CODE,) and _NAME in header:
            return _Sheet(part, edition[1] if edition else "", header, i + 1, grid[i + 1 :])
    return None


def _grid(part: Part) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(open_workbook(part))
        grid: Grid = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise InputFault(
            part.name, "is no Excel workbook that can be read", advice="download it again"
        ) from error
    return grid


def _foods(sheet: _Sheet, _known: dict[int, int], skip: int) -> Generator[Outcomes]:
    known = publisher().columns
    names = [name for name in sheet.header if name in known]
    places = [(i, sheet.column(name), name) for i, name in enumerate(names)]
    unused = tuple(
        Unused("nutrient", name)
        for name in sheet.header
        if name not in known and _NUTRIENT.search(name)
    )
    title = sheet.column(_NAME)
    for i, row in enumerate(sheet.rows[skip:], start=skip):
        code, name = _code(row[0]), " ".join(str(row[title]).split())
        if code is None or not name:
            yield _no_food(sheet, i, row)
            continue
        amounts = (
            _amount(sheet, i, code=code, cell=row[at], place=(column, label))
            for column, at, label in places
        )
        yield (Food(code, 0, name, _group(code)), *amounts, *unused)


def _no_food(sheet: _Sheet, i: int, row: Sequence[object]) -> Outcomes:
    if not any(str(cell).strip() for cell in row[1:]):
        return ()
    found = f"{shorten(str(row[0]))!r} with description {shorten(str(row[1]))!r}"
    return (InputFault(rows.where(*sheet.at(i, _CODE)), found, allowed="a food code and a name"),)


def _code(cell: object) -> int | None:
    try:
        return rows.code(cell)
    except rows.NotANumber:
        return None


def _amount(sheet: _Sheet, row: int, *, code: int, cell: object, place: tuple[int, str]) -> Outcome:
    column, label = place
    value = rows.amount(cell, at=sheet.at(row, label))
    if isinstance(value, InputFault):
        return value
    return Unused("gap", "an empty amount") if value is None else Amount(code, column, value)


def _group(code: int) -> str:
    """Give the food group by the first digits of the code; the longest match counts."""
    digits, groups = str(code), publisher().groups
    found = (groups[digits[:n]] for n in range(len(digits), 0, -1) if digits[:n] in groups)
    return next(found, "")


def _measures(sheet: _Sheet, known: dict[int, int], skip: int) -> Generator[Outcomes]:
    text, weight = (sheet.column(name) for name in _PORTION)
    for i, row in enumerate(sheet.rows[skip:], start=skip):
        code = _code(row[0])
        grams = rows.amount(row[weight], at=sheet.at(i, _PORTION[1]))
        if isinstance(grams, InputFault):
            yield (grams,)
        elif code not in known or not grams or not str(row[text]).strip():
            why = "without a weight or a name" if code in known else "of a food without values"
            yield (Unused("measure", why),)
        else:
            count, name = rows.counted(str(row[text]))
            yield (Measure(code, name, count, grams),)
