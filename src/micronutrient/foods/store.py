"""The local store: imported food tables side by side in one SQLite file.

It lies in the user's data folder (``MICRONUTRIENT_HOME`` overrides that). A table is stored as
one array and one list of foods, so that it loads in milliseconds. The file is never written in
place: a new one is made beside it and put over it in one step, so that the old store stays whole
until the new one is.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from micronutrient.errors import InputFault, UnknownName
from micronutrient.foods.composition import Composition, Portion, components
from micronutrient.foods.table_info import TableInfo

HOME_VARIABLE = "MICRONUTRIENT_HOME"
_FILE = "foods.sqlite"
_NEW = "foods-new.sqlite"
_FORMAT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS food_table
    (slug TEXT PRIMARY KEY, about BLOB NOT NULL, foods BLOB NOT NULL, amounts BLOB NOT NULL,
     words BLOB NOT NULL)
"""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One imported table: what it is, and what its import did.

    Attributes
    ----------
    foods, amounts, measures
        How many of each it holds.
    components
        Slugs of the components that at least one food has a value for.
    imported
        Day of the import, ISO 8601.
    checksum
        SHA-256 over the files it was read from.
    not_used
        Rows that were rightly passed over: why, of what, how many.
    filled
        Component, other source column that filled it, number of foods.
    """

    info: TableInfo
    foods: int
    amounts: int
    measures: int
    components: tuple[str, ...]
    imported: str
    checksum: str
    not_used: dict[str, dict[str, int]]
    filled: dict[str, dict[str, int]]


class Foods(msgspec.Struct, frozen=True, kw_only=True):
    """The foods of a table as they are stored: columns, and measures by position."""

    numbers: list[int]
    names: list[str]
    groups: list[str]
    measures: list[tuple[int, str, float, float]]


class NewTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table ready to be stored; amounts as float64, one row a food, NaN for a gap."""

    about: Stored
    foods: Foods
    amounts: bytes


def home() -> Path:
    """Give the folder of this user's data; it need not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("micronutrient", appauthor=False)


def path() -> Path:
    """Give the store's file; it need not exist yet."""
    return home() / _FILE


def tables() -> tuple[Stored, ...]:
    """List the imported tables, newest edition of a publisher first; none if nothing is stored.

    Raises
    ------
    InputFault
        If the store cannot be read.
    """
    with _reading() as connection:
        if connection is None:
            return ()
        found = [about for (about,) in connection.execute("SELECT about FROM food_table")]
        stored = [msgspec.json.decode(about, type=Stored) for about in found]
    newest_first = sorted(stored, key=lambda s: s.info.version, reverse=True)
    return tuple(sorted(newest_first, key=lambda s: s.info.prefix))


def load(table: str) -> Composition:
    """Load one imported table.

    Parameters
    ----------
    table
        Its slug, as `tables` lists it.

    Raises
    ------
    UnknownName
        If there is no such table in the store; names those there are.
    InputFault
        If the store cannot be read.
    """
    with _reading() as connection:
        row = _row(connection, "about, foods, amounts", table)
        if row is not None:
            about = msgspec.json.decode(row[0], type=Stored)
            return _composition(about, msgspec.msgpack.decode(row[1], type=Foods), row[2])
    raise UnknownName(
        "",
        kind="food table",
        name=table,
        nearest=[stored.info.slug for stored in tables()],
        advice="`micronutrient foods import PATH` adds one",
    )


def _row(connection: sqlite3.Connection | None, columns: str, table: str) -> tuple[Any, ...] | None:
    if connection is None:
        return None
    query = f"SELECT {columns} FROM food_table WHERE slug = ?"
    row: tuple[Any, ...] | None = connection.execute(query, (table,)).fetchone()
    return row


def _composition(about: Stored, foods: Foods, amounts: bytes) -> Composition:
    shape = (about.foods, len(about.components))
    _check_fit(about, foods)
    names = tuple(foods.names)
    return Composition(
        title=about.info.title,
        version=about.info.version,
        ids=tuple(f"{about.info.prefix}:{number}" for number in foods.numbers),
        names=names,
        descriptions=names,
        groups=tuple(foods.groups),
        sources=(about.info.source,) * about.foods,
        components=about.components,
        amounts=np.frombuffer(amounts, dtype="<f8").reshape(shape),
        portions=_portions(foods),
    )


def _check_fit(about: Stored, foods: Foods) -> None:
    """Refuse parts that do not belong together.

    Raises
    ------
    ValueError
        If foods, components or measures are not those that the table says it has.
    """
    lengths = {about.foods, len(foods.numbers), len(foods.names), len(foods.groups)}
    strange = set(about.components) - components().keys()
    weighed = all(0 <= food < about.foods and amount > 0 for food, _, amount, _ in foods.measures)
    if len(lengths) > 1 or strange or not weighed:
        raise ValueError(f"the parts of {about.info.slug} do not fit together")


def load_searchable(table: str) -> Composition:
    """Load one imported table together with its words for searching.

    Words that were read by other rules of search are left; the first search then reads them anew.

    Raises
    ------
    UnknownName, InputFault
        As `load`.
    """
    from micronutrient.foods import search, stored_vocabulary

    composition = load(table)
    with _reading() as connection:
        row = _row(connection, "words", table)
        words = stored_vocabulary.unpack(row[0], foods=len(composition)) if row else None
    if words is not None:
        search.remember(composition, words)
    return composition


def put(new: Iterable[NewTable]) -> None:
    """Store tables, each in place of an older import of the same table, all or none.

    Raises
    ------
    InputFault
        If the store cannot be written; the old one is then unchanged.
    """
    file, fresh = path(), home() / _NEW
    with writing(home()):
        home().mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        try:
            if file.exists():
                tables()
                shutil.copyfile(file, fresh)
            with closing(sqlite3.connect(fresh)) as connection, connection:
                _write(connection, new)
            os.replace(fresh, file)
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what can go wrong while writing into one clear line."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputFault(
            str(folder),
            f"cannot be written: {reason}",
            advice=f"nothing was changed; free some space there, or set {HOME_VARIABLE} to a "
            "folder that you may write to",
        ) from error


def _write(connection: sqlite3.Connection, new: Iterable[NewTable]) -> None:
    connection.execute(_SCHEMA)
    connection.execute(f"PRAGMA user_version = {_FORMAT}")
    for table in new:
        connection.execute(
            "INSERT OR REPLACE INTO food_table VALUES (?, ?, ?, ?, ?)",
            (
                table.about.info.slug,
                msgspec.json.encode(table.about),
                msgspec.msgpack.encode(table.foods),
                table.amounts,
                _words(table),
            ),
        )


def _words(table: NewTable) -> bytes:
    from micronutrient.foods import search, stored_vocabulary

    composition = _composition(table.about, table.foods, table.amounts)
    return stored_vocabulary.pack(search.vocabulary_of(composition))


@contextmanager
def _reading() -> Iterator[sqlite3.Connection | None]:
    file = path()
    if not file.exists():
        yield None
        return
    try:
        address = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != _FORMAT:
                raise InputFault(
                    str(file),
                    f"has the layout {version}",
                    allowed=f"layout {_FORMAT}",
                    advice="move the file away and import again",
                )
            yield connection
    except (sqlite3.Error, OSError, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise InputFault(
            str(file), f"cannot be read: {error}", advice="move the file away and import again"
        ) from error


def _portions(foods: Foods) -> dict[int, tuple[Portion, ...]]:
    found: dict[int, list[Portion]] = {}
    for position, measure, amount, grams in foods.measures:
        found.setdefault(position, []).append(Portion(measure, amount, grams))
    return {position: tuple(measures) for position, measures in found.items()}
