"""A half-finished import: what was read so far, committed chunk by chunk beside the store.

The file bears a key made of the source's checksum and of how it is read, so that a killed import
goes on only with the very same files. It never touches the store.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from micronutrient.errors import InputFault
from micronutrient.foods.importers.records import (
    Amount,
    Food,
    Found,
    Measure,
    Outcomes,
    Unused,
)
from micronutrient.version import __version__

_PATTERN = "importing-*.sqlite*"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS step (number INTEGER PRIMARY KEY, rows INTEGER, done INTEGER);
CREATE TABLE IF NOT EXISTS chunk (step INTEGER, content BLOB);
"""


class Content(msgspec.Struct):
    """What some rows held. Amounts as four columns: food, column, amount, row of the file."""

    foods: list[Food] = msgspec.field(default_factory=list)
    measures: list[Measure] = msgspec.field(default_factory=list)
    unused: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    amounts: tuple[bytes, bytes, bytes, bytes] = (b"", b"", b"", b"")


class Chunk:
    """Rows read since the last commit."""

    def __init__(self, first_row: int) -> None:
        self.row = first_row
        self.rows = 0
        self.faults: list[InputFault] = []
        self._content = Content()
        self._amounts: list[Amount] = []
        self._at: list[int] = []
        self._unused: Counter[Unused] = Counter()

    def add(self, outcomes: Outcomes) -> None:
        """Take what one row held."""
        for outcome in outcomes:
            if isinstance(outcome, Amount):
                self._amounts.append(outcome)
                self._at.append(self.row)
            elif isinstance(outcome, Unused):
                self._unused[outcome] += 1
            elif isinstance(outcome, Food):
                self._content.foods.append(outcome)
            elif isinstance(outcome, Measure):
                self._content.measures.append(outcome)
            else:
                self.faults.append(outcome)
        self.row += 1
        self.rows += 1

    def content(self) -> Content:
        """Give what the rows held, packed."""
        foods, columns, amounts = zip(*self._amounts, strict=True) if self._amounts else ((),) * 3
        self._content.amounts = (
            np.array(foods, dtype="<i8").tobytes(),
            np.array(columns, dtype="<i8").tobytes(),
            np.array(amounts, dtype="<f8").tobytes(),
            np.array(self._at, dtype="<i8").tobytes(),
        )
        for (why, what), count in self._unused.items():
            self._content.unused.setdefault(why, {})[what] = count
        return self._content


class Stage:
    """The file of a half-finished import."""

    def __init__(self, folder: Path, *, found: Found, checksum: str) -> None:
        self.path = folder / f"importing-{_key(found, checksum)}.sqlite"
        for other in folder.glob(_PATTERN):
            if not other.name.startswith(self.path.name):
                other.unlink(missing_ok=True)
        self._connection = _open(self.path)

    def rows(self, step: int) -> int:
        """Count the rows of a step that are safely stored."""
        return self._state(step)[0]

    def done(self, step: int) -> bool:
        """Tell whether a step has been read to its end."""
        return self._state(step)[1]

    def save(self, step: int, chunk: Chunk, *, done: bool = False) -> None:
        """Commit a chunk."""
        content = msgspec.msgpack.encode(chunk.content())
        with self._connection:
            if chunk.rows:
                self._connection.execute("INSERT INTO chunk VALUES (?, ?)", (step, content))
            self._connection.execute(
                "INSERT OR REPLACE INTO step VALUES (?, ?, ?)", (step, chunk.row, done)
            )

    def contents(self) -> Iterator[Content]:
        """Give all that was stored, in the order in which it was read."""
        query = self._connection.execute("SELECT content FROM chunk ORDER BY step, rowid")
        for (content,) in query:
            yield msgspec.msgpack.decode(content, type=Content)

    def foods(self) -> list[Food]:
        """Give the foods read so far."""
        return [food for content in self.contents() for food in content.foods]

    def close(self) -> None:
        """Leave the file for another time."""
        self._connection.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _state(self, step: int) -> tuple[int, bool]:
        query = "SELECT rows, done FROM step WHERE number = ?"
        row = self._connection.execute(query, (step,)).fetchone()
        return (int(row[0]), bool(row[1])) if row else (0, False)


def _key(found: Found, checksum: str) -> str:
    how = repr((__version__, found.columns, found.tables))
    return hashlib.sha256(f"{checksum} {how}".encode()).hexdigest()[:32]


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        (sound,) = connection.execute("PRAGMA quick_check").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        sound = "no database"
    if sound != "ok":
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    return connection
