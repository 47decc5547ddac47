"""Import a publisher's table into the store: resumable, atomic, and nothing lost in silence.

Rows are read in chunks into a file beside the store (`staging`); what a killed import had committed
is not read again. Only when everything was read, and no fault found, does the store change, in
one step. Whatever is at fault in the source is told together, and then nothing is changed.
"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from micronutrient.errors import Faults, InputFault
from micronutrient.foods import store
from micronutrient.foods.assembling import assemble, refuse_twice_named
from micronutrient.foods.importers.limits import limits
from micronutrient.foods.importers.package import checksum
from micronutrient.foods.importers.recognise import recognise
from micronutrient.foods.importers.records import Found, Step
from micronutrient.foods.staging import Chunk, Stage

Notify = Callable[[str, float], None]
"""Told what is being read, and how much of all is done, 0 to 1."""

_LOCK = "import-lock.sqlite"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did.

    Attributes
    ----------
    title
        What the source was recognised as.
    tables
        What stands in the store now.
    rows
        Rows read, and of these the rows that an earlier, killed import had already read.
    """

    title: str
    source: str
    tables: tuple[store.Stored, ...]
    rows: int
    rows_resumed: int


def import_tables(path: Path, *, notify: Notify = lambda _what, _share: None) -> list[Imported]:
    """Import whatever food tables a path holds.

    Raises
    ------
    InputFault
        If the path holds none, the source is at fault, or the store cannot be written. Nothing
        is changed then, save for tables of the same path that had already come in whole.
    """
    return [_import_one(found, notify=notify) for found in recognise(path)]


def _import_one(found: Found, *, notify: Notify) -> Imported:
    notify(found.title, 0.0)
    total = checksum(found.parts)
    folder = store.home()
    with store.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            stage = Stage(folder, found=found, checksum=total)
            try:
                imported = _run(found, stage, total, notify=notify)
            except InputFault:
                stage.remove()
                raise
            finally:
                stage.close()
            stage.remove()
    notify(found.title, 1.0)
    return imported


def _run(found: Found, stage: Stage, total: str, *, notify: Notify) -> Imported:
    resumed = sum(stage.rows(number) for number in range(len(found.steps)))
    for number, step in enumerate(found.steps):
        if not stage.done(number):
            _read(step, stage, number, notify=_within(found, number, notify))
            refuse_twice_named(found, stage.foods())
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    tables = assemble(found, stage.contents(), checksum=total, imported=today)
    store.put(tables)
    return Imported(
        title=found.title,
        source=str(found.path),
        tables=tuple(table.about for table in tables),
        rows=sum(stage.rows(number) for number in range(len(found.steps))),
        rows_resumed=resumed,
    )


def _read(step: Step, stage: Stage, number: int, *, notify: Callable[[float], None]) -> None:
    skip = stage.rows(number)
    faults: list[InputFault] = []
    chunk = Chunk(skip)
    known = {food.number: food.table for food in stage.foods()}
    with closing(step.read(known, skip)) as rows:
        for outcomes in rows:
            chunk.add(outcomes)
            if chunk.rows >= limits().chunk_rows or len(chunk.faults) >= limits().most_faults:
                faults += chunk.faults
                _stop_at(faults, least=limits().most_faults)
                if not faults:
                    stage.save(number, chunk)
                notify(step.part.fraction)
                chunk = Chunk(chunk.row)
    _stop_at(faults + chunk.faults, least=1)
    stage.save(number, chunk, done=True)
    notify(1.0)


def _stop_at(faults: list[InputFault], *, least: int) -> None:
    if len(faults) >= least:
        raise Faults.of(faults)


def _within(found: Found, number: int, notify: Notify) -> Callable[[float], None]:
    """Turn the share of one file into the share of all, by their sizes."""
    sizes = [step.part.size for step in found.steps]
    before, whole = sum(sizes[:number]), sum(sizes) or 1
    return lambda share: notify(found.title, (before + share * sizes[number]) / whole)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one import run at a time; the lock goes when the process goes, however it goes."""
    with closing(sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise InputFault(
                str(folder), "another import is running", advice="wait until it has ended"
            ) from error
        yield
