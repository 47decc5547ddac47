"""Reference values: what each publisher sets for a person, or the tables as they are printed."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from micronutrient import nutrients
from micronutrient.datafiles import source
from micronutrient.errors import Faults, ImplausibleValue, InputFault, NoReferenceValue, UnknownName
from micronutrient.evidence import NeedChange
from micronutrient.interactions import symptoms, table
from micronutrient.matching import nearest
from micronutrient.person import Person, Sex
from micronutrient.reference.adjust import adjusted, base_value, changes_for
from micronutrient.reference.compare import side_by_side
from micronutrient.reference.rows import kind_of
from micronutrient.reference.situation import Situation, situation
from micronutrient.reference.table import (
    Kind,
    ReferenceRow,
    ReferenceValue,
    daily,
    publishers,
    value_for,
    values,
)
from micronutrient.reference.told import told
from micronutrient.sources import Source

ALL = "all"
"""In place of a publisher: every one of them."""


class PersonalValue(ReferenceValue, frozen=True, kw_only=True):
    """A reference value for one person, with what this person needs more or less.

    Attributes
    ----------
    per_day, per_day_unit
        The amount per day of a value printed per kilogram; None where it is per day already, or
        where weight or energy is not known.
    changes
        What moved the value, and what is only shown beside it.
    """

    per_day: float | None = None
    per_day_unit: str | None = None
    changes: tuple[NeedChange, ...] = ()


class ForPerson(msgspec.Struct, frozen=True, kw_only=True):
    """What one or all publishers set for a person, and who says so."""

    nutrient: str
    name: str
    person: Person
    publishers: tuple[str, ...]
    values: tuple[PersonalValue, ...]
    sources: tuple[Source, ...]


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """The printed tables of a nutrient, row by row, and who says so."""

    nutrient: str
    name: str
    publishers: tuple[str, ...]
    rows: tuple[ReferenceRow, ...]
    sources: tuple[Source, ...]


def person_of(said: Mapping[str, object]) -> Person | None:
    """Give the person of whom a user said something; None if nothing at all was said.

    Parameters
    ----------
    said
        Fields of `Person`; None where nothing was said.

    Raises
    ------
    InputFault
        If sex or age is missing beside the rest, or the parts contradict each other.
    """
    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        return None
    faults = [*_missing(given), *_contradictions(given)]
    if faults:
        raise Faults.of(faults)
    try:
        return msgspec.convert(given, Person)
    except msgspec.ValidationError as error:
        raise ImplausibleValue("", str(error)) from error


def for_person(
    name: str,
    *,
    person: Person,
    publisher: str = "iom",
    kind: str = "",
    condition: str = "",
    has: Iterable[str] = (),
) -> ForPerson:
    """Give the values that one publisher, or all, set for a person.

    Parameters
    ----------
    name
        A nutrient by any of its names.
    person
        Smoking, a vegetarian diet, measured menstrual loss and blood donations count where a figure
        is established.
    publisher
        Slug, or ``all``.
    kind
        Slug; empty gives every kind that is set.
    condition
        Slug such as ``phytate_600``; empty takes what follows from the person, or the table's own
        default.
    has
        What else this person has: conditions, medicines and symptoms, as a case names them.

    Raises
    ------
    UnknownName
        If nutrient, publisher, kind, condition or something this person has is unknown.
    NoReferenceValue
        If there is no such value.
    """
    slug = nutrients.find(name)
    around = situation(person, present=_present(has))
    wanted = _publishers(publisher)
    kinds = (kind_of(kind),) if kind else tuple(Kind)
    rows = [row for one in wanted for row in values(slug, one)]
    named = _condition(condition, rows) if condition else None
    as_printed = side_by_side(person, nutrient=slug, kinds=kinds, among=wanted, condition=named)
    found = [_personal(value, person, around) for value in as_printed]
    if not found:
        raise _nothing(slug, wanted, kind=kinds[0] if kind else None, person=person)
    return ForPerson(
        nutrient=slug,
        name=nutrients.nutrient(slug).name,
        person=person,
        publishers=wanted,
        values=tuple(found),
        sources=_sources(
            source
            for value in found
            for source in (value.source, *(change.source for change in value.changes))
        ),
    )


def printed(name: str, *, publisher: str = "iom", kind: str = "", condition: str = "") -> Printed:
    """Give the printed tables of a nutrient, of one publisher or all, superseded ones among them.

    Raises
    ------
    UnknownName
        If nutrient, publisher, kind or condition is unknown.
    NoReferenceValue
        If there is no such table.
    """
    slug = nutrients.find(name)
    wanted = _publishers(publisher)
    only = kind_of(kind) if kind else None
    rows = [row for one in wanted for row in values(slug, one) if only in {None, row.kind}]
    if condition:
        wanted_condition = _condition(condition, rows)
        rows = [row for row in rows if row.condition == wanted_condition]
    if not rows:
        raise _nothing(slug, wanted, kind=only, person=None)
    return Printed(
        nutrient=slug,
        name=nutrients.nutrient(slug).name,
        publishers=wanted,
        rows=tuple(rows),
        sources=_sources(row.source for row in rows),
    )


def _missing(given: Mapping[str, object]) -> Iterator[InputFault]:
    advice = "give both, or none of the person's options for the whole printed table"
    for option, field in (("--sex", "sex"), ("--age", "age_years")):
        if field not in given:
            yield InputFault(option, "is missing: a person has a sex and an age", advice=advice)


def _contradictions(given: Mapping[str, object]) -> Iterator[InputFault]:
    if given.get("sex") != Sex.MALE:
        return
    for field in ("pregnancy_week", "lactating", "menstruating", "menstrual_loss_ml"):
        if given.get(field, False) is not False:
            option = f"--{field.removesuffix('_ml').replace('_', '-')}"
            yield InputFault(option, "does not go with --sex male", advice="leave one of them out")


def _present(has: Iterable[str]) -> frozenset[str]:
    """Give the agents, their classes and the symptoms that texts name."""
    found: set[str] = set()
    for text in has:
        named = {*table.with_classes(table.find_all(text)), *symptoms.find_all(text)}
        if not named:
            near = table.nearest(text) or symptoms.nearest(text)
            raise UnknownName("--has", kind="condition or medicine", name=text, nearest=near)
        found |= named
    return frozenset(found)


def _personal(printed: ReferenceValue, person: Person, around: Situation) -> PersonalValue:
    base = base_value(printed, person=person, situation=around)
    changes = changes_for(base, person=person, situation=around)
    value = adjusted(printed, person=person, situation=around)
    per_day = None if _is_daily(value.unit) else daily(value, person=person)
    return PersonalValue(
        **msgspec.structs.asdict(value),
        per_day=per_day.value if per_day else None,
        per_day_unit=per_day.unit if per_day else None,
        changes=tuple(map(told, changes)),
    )


def _is_daily(unit: str) -> bool:
    return unit.endswith("/d") and unit.count("/") == 1


def _publishers(name: str) -> tuple[str, ...]:
    wanted = name.strip().casefold()
    if wanted == ALL:
        return publishers()
    if wanted not in publishers():
        raise UnknownName("", kind="publisher", name=name, nearest=(*publishers(), ALL))
    return (wanted,)


def _condition(name: str, rows: list[ReferenceRow]) -> str:
    known = sorted({row.condition for row in rows if row.condition})
    if name not in known:
        near = nearest(name, known) or tuple(known)
        raise UnknownName("", kind="condition of these tables", name=name, nearest=near)
    return name


def _nothing(
    slug: str, wanted: tuple[str, ...], *, kind: Kind | None, person: Person | None
) -> InputFault:
    if person is not None and kind is not None and len(wanted) == 1:
        try:
            value_for(person, nutrient=slug, kind=kind, publisher=wanted[0])
        except NoReferenceValue as fault:
            return fault
    others = [one for one in publishers() if one not in wanted and values(slug, one)]
    who = wanted[0] if len(wanted) == 1 else "no publisher"
    sets = "sets no" if len(wanted) == 1 else "sets a"
    what = "value" if kind is None else kind.value
    whom = " for this person" if person is not None else ""
    no_one = f"`micronutrient where {slug}` lists what there is about it"
    return NoReferenceValue(
        "",
        f"{who} {sets} {what} of {slug}{whom}",
        advice=f"values are set by: {', '.join(others)}" if others else no_one,
    )


def _sources(slugs: Iterable[str]) -> tuple[Source, ...]:
    return tuple(source(slug) for slug in dict.fromkeys(slugs))
