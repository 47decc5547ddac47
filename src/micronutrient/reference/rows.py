"""The printed reference tables, row by row.

Numbers: data/reference/<publisher>/<nutrient>.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.errors import DataFault, UnknownName
from micronutrient.person import Maternity, Sex, ages
from micronutrient.sources import Checked


class Kind(StrEnum):
    """What a reference value says."""

    EAR = "ear"
    RDA = "rda"
    AI = "ai"
    UL = "ul"
    CDRR = "cdrr"
    AMDR_LOW = "amdr_low"
    AMDR_HIGH = "amdr_high"


def kind_of(word: str) -> Kind:
    """Give the kind that a word names.

    Raises
    ------
    UnknownName
        If it names none; lists all.
    """
    try:
        return Kind(word.strip().casefold())
    except ValueError:
        known = tuple(one.value for one in Kind)
        raise UnknownName("", kind="kind of reference value", name=word, nearest=known) from None


class Scope(StrEnum):
    """Which part of the intake a value counts; an upper level often counts only some of it."""

    TOTAL = "total"
    SUPPLEMENTS_AND_FORTIFICANTS = "supplements_and_fortificants"
    SUPPLEMENTS_ONLY = "supplements_only"
    PREFORMED_ONLY = "preformed_only"
    FOLIC_ACID_ONLY = "folic_acid_only"


class TableSex(StrEnum):
    """Whom a printed row is for."""

    FEMALE = "female"
    MALE = "male"
    BOTH = "both"

    def holds(self, sex: Sex) -> bool:
        """Whether a row for this sex is for such a person."""
        return self is TableSex.BOTH or self.value == sex


class ReferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One printed number: for whom it is, and where it is printed.

    Attributes
    ----------
    from_y, to_y
        Ages in years, from `from_y` up to, not including, `to_y`.
    condition
        Slug of what else it depends on (``phytate_600``, ``premenopausal``), or empty.
    default_condition
        The condition that holds where nobody names one; empty if there is none.
    superseded_by
        Slug of the source that replaces or withdraws it, or empty.
    safe_level
        Whether it stands where an upper level would, but is only an intake that raises no concern:
        more of it is not known to be too much.
    not_for
        States (pregnant, lactating) for which the publisher expressly sets no value; else the
        value of her age stands for a woman for whom nothing separate is printed.
    """

    nutrient: str
    publisher: str
    kind: Kind
    sex: TableSex
    from_y: float
    to_y: float
    maternity: Maternity
    value: float
    unit: str
    scope: Scope
    source: str
    checked: Checked
    edition: int
    condition: str = ""
    default_condition: str = ""
    superseded_by: str = ""
    safe_level: bool = False
    not_for: tuple[Maternity, ...] = ()
    note: str = ""

    @property
    def group(self) -> str:
        """Say for whom it is: ``female, 19 to 31 y, pregnant``."""
        who = "both sexes" if self.sex is TableSex.BOTH else self.sex.value
        state = "" if self.maternity is Maternity.NONE else self.maternity.value
        parts = (who, ages(self.from_y, self.to_y), state, self.condition)
        return ", ".join(part for part in parts if part)


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Kind
    sex: TableSex
    from_y: float
    to_y: float
    maternity: Maternity
    value: float
    condition: str = ""
    checked: Checked | None = None
    note: str = ""


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    checked: Checked
    edition: int
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    scope: Scope = Scope.TOTAL
    default_condition: str = ""
    superseded_by: str = ""
    safe_level: bool = False
    not_for: tuple[Maternity, ...] = ()
    note: str = ""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    nutrient: str
    publisher: str
    tables: tuple[_Table, ...]
    default_condition: str = ""
    note: str = ""


@cache
def publishers() -> tuple[str, ...]:
    """List the publishers whose tables are at hand."""
    folders = (path for path in DATA.joinpath("reference").iterdir() if path.is_dir())
    return tuple(sorted(folder.name for folder in folders if any(folder.glob("*.toml"))))


@cache
def nutrients_of(publisher: str) -> tuple[str, ...]:
    """List the nutrients for which a publisher sets values.

    Raises
    ------
    UnknownName
        If there is no such publisher.
    """
    if publisher not in publishers():
        raise UnknownName("", kind="publisher", name=publisher, nearest=publishers())
    return slugs("reference", publisher)


@cache
def values(nutrient: str, publisher: str | None = None) -> tuple[ReferenceRow, ...]:
    """Give every printed row of a nutrient, in the order in which it is printed.

    Parameters
    ----------
    nutrient
        Slug.
    publisher
        Slug; None gives all publishers. Empty where a publisher says nothing of the nutrient.

    Raises
    ------
    UnknownName
        If there is no such publisher.
    """
    if publisher is None:
        return tuple(row for one in publishers() for row in values(nutrient, one))
    if nutrient not in nutrients_of(publisher):
        return ()
    path = DATA / "reference" / publisher / f"{nutrient}.toml"
    file = read_record(path, _File)
    if (file.nutrient, file.publisher) != (nutrient, publisher):
        raise DataFault(f"{path.relative_to(DATA)}: says it is {file.publisher}/{file.nutrient}")
    return tuple(row for table in file.tables for row in _rows(file, table))


def _rows(file: _File, table: _Table) -> tuple[ReferenceRow, ...]:
    where = f"reference/{file.publisher}/{file.nutrient}.toml, {table.source}"
    if any(len(row) != len(table.columns) for row in table.rows):
        raise DataFault(f"{where}: a row has not as many entries as there are columns")
    named = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    try:
        entries = msgspec.convert(named, tuple[_Entry, ...])
    except msgspec.ValidationError as error:
        raise DataFault(f"{where}: {error}") from error
    return tuple(_row(file, table, entry) for entry in entries)


def _row(file: _File, table: _Table, entry: _Entry) -> ReferenceRow:
    return ReferenceRow(
        nutrient=file.nutrient,
        publisher=file.publisher,
        kind=entry.kind,
        sex=entry.sex,
        from_y=entry.from_y,
        to_y=entry.to_y,
        maternity=entry.maternity,
        value=entry.value,
        unit=table.unit,
        scope=table.scope,
        source=table.source,
        checked=entry.checked or table.checked,
        edition=table.edition,
        condition=entry.condition,
        default_condition=table.default_condition or file.default_condition,
        superseded_by=table.superseded_by,
        safe_level=table.safe_level,
        not_for=table.not_for,
        note=" ".join(note for note in (file.note, table.note, entry.note) if note),
    )
