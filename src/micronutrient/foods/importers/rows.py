"""Rows of a publisher's table and the numbers in them, read strictly or refused."""

import codecs
import csv
import io
import math
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

from micronutrient.errors import ImplausibleValue, InputFault, shorten
from micronutrient.foods.importers.limits import limits
from micronutrient.foods.importers.package import Part

Place: TypeAlias = tuple[Part, int, str]
"""A field: its table, its row (the first below the header is 0), its column."""

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 20
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ALLOWED = "a number that is not negative, or an empty field"
_COUNTED = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:/([0-9]+))?\s*([^\s0-9].*)")


class NotANumber(ValueError):
    """A field that should hold a number and does not."""


def number(field: object) -> float | None:
    """Read a number; an empty field is None, never zero.

    Accepts what the publishers write: digits with a point, an exponent (``1.1e+07``), a number
    cell of a workbook. Refuses words, ``nan``, ``inf``, digit groups and decimal commas.

    Raises
    ------
    NotANumber
        If the field holds anything else.
    """
    if isinstance(field, float | int) and not isinstance(field, bool):
        value = float(field)
    elif isinstance(field, str):
        text = field.strip(" \t\r\n")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise NotANumber(text)
        value = float(text)
    else:
        raise NotANumber(str(field))
    if not math.isfinite(value):
        raise NotANumber(str(field))
    return value


def code(field: object) -> int:
    """Read a food or nutrient code; ``1.1e+07`` is 11000000.

    Raises
    ------
    NotANumber
        If it is empty, has decimals, is negative or too long.
    """
    value = number(field)
    if value is None or value != int(value) or not 0 <= value < 10.0 ** limits().max_code_digits:
        raise NotANumber(str(field))
    return int(value)


def amount(field: object, *, at: Place) -> float | InputFault | None:
    """Read an amount per 100 g; what is no amount comes back as the fault to tell.

    Below zero is an `ImplausibleValue`, so that a publisher's difference can be told apart.
    """
    try:
        value = number(field)
    except NotANumber:
        return _no_amount(at, f"{shorten(str(field))!r} is no number")
    if value is None:
        return None
    if value < 0:
        return ImplausibleValue(where(*at), f"{value:g} is below zero", allowed=_ALLOWED)
    if value > limits().max_amount:
        return _no_amount(at, f"{value:g} is more than can be in 100 g")
    return value


def counted(text: str) -> tuple[float, str]:
    """Split a measure into how many of what: ``1 cup, diced`` is 1 of ``cup, diced``."""
    plain = " ".join(text.split())
    match = _COUNTED.fullmatch(plain)
    if not match:
        return 1.0, plain
    count = float(match[1]) / float(match[2] or 1) if float(match[2] or 1) else 0.0
    return (count, match[3]) if count > 0 else (1.0, plain)


def header(part: Part, *, encoding: str = "utf-8") -> tuple[str, ...]:
    """Give the column names of a CSV table, folded: ``FoodID`` and ``food_id`` are one."""
    with closing(_records(part, encoding=encoding)) as records:
        return tuple(_fold(name) for name in next(records, []))


def rows(
    part: Part, columns: Sequence[str], *, encoding: str = "utf-8", skip: int = 0
) -> Iterator[tuple[str, ...]]:
    """Give some columns of a CSV table, row by row, from the one after `skip` on.

    Raises
    ------
    InputFault
        If a column is missing, a row is too short, or the file is no CSV text.
    """
    with closing(_records(part, encoding=encoding)) as records:
        yield from _picked(part, records, columns, skip=skip)


def _picked(
    part: Part, records: Iterator[list[str]], columns: Sequence[str], *, skip: int
) -> Iterator[tuple[str, ...]]:
    names = [_fold(name) for name in next(records, [])]
    wanted = [_fold(column) for column in columns]
    missing = [c for c, folded in zip(columns, wanted, strict=True) if folded not in names]
    if missing:
        raise InputFault(
            part.name,
            f"has no column {', '.join(missing)}",
            allowed=f"a header row with {', '.join(columns)}",
        )
    pick = itemgetter(*(names.index(folded) for folded in wanted), 0)
    for i, record in enumerate(islice(records, skip, None), start=skip):
        if len(record) != len(names):
            if not record:
                yield ("",) * len(columns)
                continue
            raise InputFault(
                where(part, i),
                f"has {len(record)} fields",
                allowed=f"{len(names)}, as in the header row",
                advice="the file may be truncated: download it again",
            )
        yield pick(record)[:-1]


def lookup(part: Part, key: str, value: str, *, encoding: str = "utf-8") -> dict[str, str]:
    """Give one column of a small table by another."""
    return {row[0]: row[1] for row in rows(part, (key, value), encoding=encoding)}


def where(part: Part, row: int, column: str = "") -> str:
    """Name a row of a table as people count it: the header is row 1."""
    place = f"{part.name}: row {row + 2}"
    return f"{place}, {column}" if column else place


def encoding_of(part: Part) -> str:
    """Tell whether a text is UTF-8 or Windows Latin."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with part.open() as stream:
        try:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _records(part: Part, *, encoding: str) -> Generator[list[str]]:
    plain = "utf-8-sig" if encoding == "utf-8" else encoding
    with part.open() as stream:
        text = io.TextIOWrapper(stream, encoding=plain, newline="")
        reader = csv.reader(_lines(text, part))
        try:
            yield from reader
        except csv.Error as error:
            raise InputFault(
                f"{part.name}: line {reader.line_num}", f"is no CSV text: {error}"
            ) from error
        except UnicodeDecodeError as error:
            raise InputFault(
                f"{part.name}: line {reader.line_num + 1}", "is not UTF-8 text"
            ) from error


def _lines(text: io.TextIOWrapper, part: Part) -> Iterator[str]:
    """Give the lines of a text, and stop at one that no table has: it would fill the memory."""
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            found = f"has a line of {_LONGEST_LINE} characters or more"
            raise InputFault(part.name, found, allowed="a table, row by row")
        yield line


def _fold(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _no_amount(at: Place, found: str) -> InputFault:
    return InputFault(where(*at), found, allowed=_ALLOWED)
