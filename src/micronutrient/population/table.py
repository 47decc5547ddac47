"""A survey's table: the columns that are asked for, as numbers with NaN for missing, or as text.

CSV with commas, semicolons or tabs, as it is or packed with gzip or xz. Files are hostile until
checked: unpacked size, rows and length of a line are limited.
"""

import csv
import gzip
import lzma
import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.errors import Faults, InputFault, UnknownName, shorten
from micronutrient.matching import nearest

MAX_BYTES = 2 << 30
MAX_ROWS = 5_000_000
MISSING = frozenset({"", "NA", "NaN", "nan", "N/A", "null", "."})
"""What stands in a cell that holds nothing; numbers such as -99 or 999 are never taken for it."""

_LONGEST_LINE = 1 << 20
_MANY_COLUMNS = 20_000
_BLOCK = 50_000
_SHOWN = 5
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\s*")


class Table(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Columns of a table.

    Attributes
    ----------
    name
        Of the file.
    row
        Of each element, as people count it: the header is row 1. Shape ``(n,)``.
    numbers
        NaN where missing; shape ``(n,)`` each.
    texts
        Empty where missing; ``n`` each.
    """

    name: str
    row: Indices
    numbers: dict[str, Floats]
    texts: dict[str, tuple[str, ...]]

    def at(self, index: int, column: str) -> str:
        """Name a cell: ``survey.csv: row 12, CRP``."""
        return f"{self.name}: row {self.row[index]}, {column}"


def read_table(path: Path, *, numbers: Sequence[str], texts: Sequence[str] = ()) -> Table:
    """Read some columns of a CSV table.

    Parameters
    ----------
    path
        ``.csv``, or packed: told by its first bytes, not by its name.
    numbers, texts
        Columns, by their names in the header row.

    Raises
    ------
    InputFault
        If the file cannot be read or is too large, a column is missing or stands twice, a row has
        too few or too many fields, or a cell of a number column holds no number; all together
        where they can be.
    """
    wanted = tuple(dict.fromkeys((*numbers, *texts)))
    blocks = list(_blocks(path, wanted, numbers=frozenset(numbers), texts=frozenset(texts)))
    if not blocks:
        raise InputFault(path.name, "has no rows below its header", allowed="one row a person")
    row = np.concatenate([rows for rows, _, _ in blocks])
    joined = {name: np.concatenate([block[name] for _, block, _ in blocks]) for name in numbers}
    words = {name: tuple(w for _, _, block in blocks for w in block[name]) for name in texts}
    return Table(name=path.name, row=row, numbers=joined, texts=words)


def first_faults(
    places: Sequence[int], fault: Callable[[int], InputFault], *, column: str
) -> list[InputFault]:
    """Give the faults of the first cells of a column, and count the others."""
    faults = [fault(place) for place in places[:_SHOWN]]
    if len(places) > _SHOWN:
        faults.append(InputFault(column, f"{len(places) - _SHOWN} more like these"))
    return faults


def _blocks(
    path: Path, wanted: Sequence[str], *, numbers: frozenset[str], texts: frozenset[str]
) -> Iterator[tuple[Indices, dict[str, Floats], dict[str, list[str]]]]:
    with _open(path) as stream:
        lines = _lines(stream, path)
        header = next(lines, "").lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
        mark = max(",;\t", key=header.count)
        names = [name.strip() for name in next(csv.reader([header], delimiter=mark), [])]
        places = _places(names, wanted, path)
        records = enumerate(_records(csv.reader(lines, delimiter=mark), path), start=2)
        while several := list(islice(records, _BLOCK)):
            block = [one for one in several if one[1]]
            if not block:
                continue
            _check_lengths(block, len(names), path)
            if block[-1][0] > MAX_ROWS:
                raise InputFault(path.name, f"has more than {MAX_ROWS} rows", advice="split it")
            row = np.array([number for number, _ in block])
            cells = {name: [record[places[name]] for _, record in block] for name in wanted}
            floats = _all_floats(cells, numbers, row, path)
            yield row, floats, {name: cells[name] for name in wanted if name in texts}


def _open(path: Path) -> IO[str]:
    if not path.is_file():
        found = "is a folder" if path.is_dir() else "no such file"
        raise InputFault(str(path), found, allowed="a CSV table, as it is or in gzip or xz")
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
        if start == b"\x1f\x8b":
            return gzip.open(path, "rt", encoding="utf-8", newline="")
        if start == b"\xfd7":
            return lzma.open(path, "rt", encoding="utf-8", newline="")
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise InputFault(str(path), f"cannot be read: {error.strerror}") from error


def _lines(stream: IO[str], path: Path) -> Iterator[str]:
    """Give the lines of a text, and stop at what no table has: it would fill the memory."""
    read = 0
    try:
        while line := stream.readline(_LONGEST_LINE):
            read += len(line)
            if len(line) == _LONGEST_LINE or read > MAX_BYTES:
                raise InputFault(path.name, "is too large unpacked, or has lines without end")
            yield line
    except UnicodeDecodeError as error:
        raise InputFault(path.name, "is not UTF-8 text", advice="save it as UTF-8") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise InputFault(path.name, "is damaged or cut short", advice="copy it again") from error


def _records(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise InputFault(path.name, f"is no CSV text: {error}") from error


def _places(names: list[str], wanted: Sequence[str], path: Path) -> dict[str, int]:
    if not any(names) or len(names) > _MANY_COLUMNS:
        raise InputFault(path.name, "has no usable header row", allowed="names of columns first")
    faults: list[InputFault] = []
    for name in wanted:
        if name not in names:
            near = nearest(name, names) or tuple(names[:_SHOWN])
            faults.append(UnknownName(path.name, kind="column", name=name, nearest=near))
        elif names.count(name) > 1:
            faults.append(InputFault(path.name, f"has the column {shorten(name)!r} twice"))
    if faults:
        raise Faults.of(faults)
    return {name: names.index(name) for name in wanted}


def _check_lengths(block: list[tuple[int, list[str]]], width: int, path: Path) -> None:
    for number, record in block:
        if len(record) != width:
            where = f"{path.name}: row {number}"
            allowed = f"{width}, as in the header row"
            raise InputFault(where, f"has {len(record)} fields", allowed=allowed)


def _all_floats(
    cells: dict[str, list[str]], numbers: frozenset[str], row: Indices, path: Path
) -> dict[str, Floats]:
    faults: list[InputFault] = []
    found: dict[str, Floats] = {}
    for name in numbers:
        try:
            found[name] = _floats(cells[name])
        except ValueError:
            faults += _no_numbers(name, cells[name], row, path)
    if faults:
        raise Faults.of(faults)
    return found


def _floats(cells: list[str]) -> Floats:
    """Read numbers: all at once as one JSON list, or one by one where JSON has another spelling."""
    filled = ["null" if cell in MISSING else cell for cell in cells]
    try:
        known = msgspec.json.decode(f"[{','.join(filled)}]", type=list[float | None])
    except msgspec.MsgspecError:
        known = []
    if len(known) != len(cells):
        if not all(cell in MISSING or _is_number(cell) for cell in cells):
            raise ValueError
        known = [None if cell in MISSING else float(cell) for cell in cells]
    return np.array(known, dtype=np.float64)


def _no_numbers(name: str, cells: list[str], row: Indices, path: Path) -> list[InputFault]:
    bad = [i for i, cell in enumerate(cells) if cell not in MISSING and not _is_number(cell)]

    def fault(i: int) -> InputFault:
        return InputFault(
            f"{path.name}: row {row[i]}, {name}",
            f"{shorten(cells[i])!r} is no number",
            allowed="a number with a point; empty, NA or a point where missing",
            advice=_advice(cells[i]),
        )

    return first_faults(bad, fault, column=f"{path.name}, {name}")


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and math.isfinite(float(cell))


def _advice(cell: str) -> str:
    if cell.strip()[:1] in {"<", ">"}:
        return "for a result below the limit of detection write half that limit, or leave it empty"
    return "was a decimal comma meant? write a point" if "," in cell else ""
