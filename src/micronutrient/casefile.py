"""A case file read into a `Case`: every fault of the file collected, the good part kept.

The faults are collected field by field, so that a user mends a file once and not ten times.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sized
from functools import cache
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import inspect

from micronutrient import safeload, slips
from micronutrient.case import Case, FoodEaten, Ingredient, LabResult, Supplement
from micronutrient.errors import InputFault, UnknownName, shorten
from micronutrient.matching import nearest
from micronutrient.person import OLDEST_Y, Maternity, Person, Sex
from micronutrient.slips import Calendar, number_advice, number_readings

Record = TypeVar("Record", bound=msgspec.Struct)
Positions: TypeAlias = dict[str, tuple[int, ...]]


class ReadCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case as far as it could be read, and the faults of what could not.

    `positions` gives, for each list of the case, the places its kept items had in the file, so that
    later messages name ``labs[4]`` as the user counts it. `usable` is False where the person could
    not be read: somebody stands in, so that the rest can be checked, and nobody is assessed.
    """

    case: Case
    faults: tuple[InputFault, ...] = ()
    positions: Positions = {}
    usable: bool = True

    def place(self, field: str, index: int) -> str:
        """Name one item of a list as it stands in the file: ``labs[4]``."""
        kept = self.positions.get(field)
        return f"{field}[{kept[index] if kept else index}]"


def read_case(path: str, *, today: dt.date | None = None) -> ReadCase:
    """Read a case file.

    Parameters
    ----------
    path
        YAML or JSON; ``-`` reads standard input.
    today
        The day of the assessment, the calendar's if left out: no date of the case may lie after it,
        nor before the person's birth.

    Returns
    -------
    ReadCase
        The good part, and every fault with its place. Whether the good part will do is for the
        caller to say.

    Raises
    ------
    InputFault
        If the file cannot be read at all.
    """
    return parse_case(safeload.load(path), today=today)


def parse_case(data: object, *, today: dt.date | None = None) -> ReadCase:
    """Read a case from plain data (dicts and lists). See `read_case`."""
    person = data.get("person") if isinstance(data, Mapping) else None
    age = person.get("age_years") if isinstance(person, Mapping) else None
    known = float(age) if isinstance(age, int | float) and 0 <= age <= OLDEST_Y else None
    reader = _Reader(Calendar(today=today or slips.today(), age_years=known))
    case = reader.record(Case, _with_plain_recipes(data), "")
    if case is None:
        raise reader.faults[0]
    return ReadCase(
        case=case,
        faults=tuple(reader.faults),
        positions=reader.positions,
        usable=case.person is not _NOBODY,
    )


def of_case(case: Case, *, today: dt.date) -> ReadCase:
    """Take a case that is a record already; only its dates remain to be checked."""
    calendar = Calendar(today=today, age_years=case.person.age_years)
    rows: tuple[tuple[str, tuple[LabResult | FoodEaten, ...]], ...] = (
        ("diet", case.diet),
        ("labs", case.labs),
    )
    faults = (
        _date_fault(record, f"{field}[{place}]", calendar)
        for field, records in rows
        for place, record in enumerate(records)
    )
    return ReadCase(case=case, faults=tuple(fault for fault in faults if fault is not None))


def _date_fault(record: msgspec.Struct, where: str, calendar: Calendar) -> InputFault | None:
    if isinstance(record, LabResult):
        return calendar.fault(record.date, f"{where}.date")
    if isinstance(record, FoodEaten):
        day = calendar.fault(record.day, f"{where}.day")
        return day or slips.clock_fault(record.time, f"{where}.time")
    return None


_BEYOND = 1e9
"""A bound from here on keeps out what cannot be meant, and is not worth naming."""
_NOBODY = Person(sex=Sex.FEMALE, age_years=40)
"""Who stands in for a person that could not be read, so that the rest can be checked."""


def _with_plain_recipes(data: object) -> object:
    """Let a recipe be just the list of its ingredients."""
    recipes = data.get("recipes") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(recipes, Mapping):
        return data
    full = {
        name: {"ingredients": recipe} if isinstance(recipe, list) else recipe
        for name, recipe in recipes.items()
    }
    return {**data, "recipes": full}


def parse_record(
    kind: type[Record], data: object, *, what: str
) -> tuple[Record | None, tuple[InputFault, ...]]:
    """Read any one record from plain data, without its faulty fields; and every fault.

    Parameters
    ----------
    kind
        Its type.
    data
        Dicts and lists.
    what
        What the file is called in messages: ``survey``.

    Returns
    -------
    record or None
        None if a field that is required is missing or wrong.
    tuple of InputFault
        Every fault, with its place.
    """
    reader = _Reader(Calendar(today=slips.today()), what)
    return reader.record(kind, data, ""), tuple(reader.faults)


class _Unreadable(Exception):
    """A value could not be read; its faults are already noted."""


class _Reader:
    """Convert plain data to records, field by field, collecting the faults."""

    def __init__(self, calendar: Calendar, what: str = "case") -> None:
        self.calendar = calendar
        self.what = what
        self.faults: list[InputFault] = []
        self.positions: Positions = {}

    def record(self, kind: type[Record], data: object, where: str) -> Record | None:
        """Read one record; None, and faults, if a part of it is missing or wrong.

        The outermost record is given without its faulty fields, as long as no required one is.
        """
        if not isinstance(data, Mapping):
            self._fault(where or self.what, f"is {_shown(data)}", allowed=_names(kind))
            return None
        before = len(self.faults)
        self._unknown_fields(kind, data, where)
        values, whole = self._fields(kind, data, where)
        if not whole or (where and len(self.faults) > before):
            return None
        record = kind(**values)
        self.faults.extend(_contradictions(record, where))
        impossible = _date_fault(record, where, self.calendar)
        self.faults += [impossible] if impossible else []
        return None if where and len(self.faults) > before else record

    def _unknown_fields(
        self, kind: type[Record], data: Mapping[object, object], where: str
    ) -> None:
        known = tuple(_types(kind))
        for name in data:
            if str(name).isdigit():
                advice = _comma_advice(data, name)
                self._fault(where or self.what, f"has a field {name}", advice=advice)
            elif name not in known:
                close = nearest(str(name), known) or known
                fault = UnknownName(where or self.what, kind="field", name=str(name), nearest=close)
                self.faults.append(fault)

    def _fields(
        self, kind: type[Record], data: Mapping[object, object], where: str
    ) -> tuple[dict[str, object], bool]:
        values: dict[str, object] = {}
        whole = True
        for field in _fields_of(kind):
            place = f"{where}.{field.name}" if where else field.name
            shape = _types(kind)[field.name]
            given = data.get(field.name)
            try:
                if given is not None:
                    values[field.name] = self._value(field.type, shape, given, place)
                elif field.required:
                    self._fault(place, "is missing", allowed=_allowed(shape))
                    whole = False
            except _Unreadable:
                whole = whole and not field.required
        if kind is Case and "person" not in values:
            values["person"], whole = _NOBODY, True
        return values, whole

    def _value(self, kind: object, shape: inspect.Type, value: object, where: str) -> object:
        if isinstance(shape, inspect.StructType):
            record = self.record(shape.cls, value, where)
            if record is None:
                raise _Unreadable
            return record
        if isinstance(shape, inspect.VarTupleType):
            return self._items(kind, shape, value, where)
        if isinstance(shape, inspect.DictType) and isinstance(value, Mapping):
            if not isinstance(shape.value_type, inspect.StructType):
                self._check_length(shape, value, where)
                return self._single(kind, shape, dict(value), where)
            return self._named(shape, value, where)
        return self._single(kind, shape, value, where)

    def _items(
        self, kind: object, shape: inspect.VarTupleType, value: object, where: str
    ) -> object:
        if not isinstance(value, list):
            raise self._unreadable(where, value, "a list")
        self._check_length(shape, value, where)
        item = shape.item_type
        if not isinstance(item, inspect.StructType):
            return self._single(kind, shape, value, where)
        read = [self.record(item.cls, one, f"{where}[{i}]") for i, one in enumerate(value)]
        self.positions[where] = tuple(i for i, one in enumerate(read) if one is not None)
        return tuple(one for one in read if one is not None)

    def _named(
        self, shape: inspect.DictType, value: Mapping[object, object], where: str
    ) -> dict[str, object]:
        self._check_length(shape, value, where)
        read: dict[str, object] = {}
        for name, one in value.items():
            if isinstance(shape.value_type, inspect.StructType):
                place = f"{where}[{shorten(str(name))!r}]"
                record = self.record(shape.value_type.cls, one, place)
                if record is not None:
                    read[str(name)] = record
        return read

    def _check_length(
        self, shape: inspect.VarTupleType | inspect.DictType, value: Sized, where: str
    ) -> None:
        if shape.max_length is not None and len(value) > shape.max_length:
            self._fault(where, f"has {len(value)} entries", allowed=f"up to {shape.max_length}")
            raise _Unreadable
        if len(value) < (shape.min_length or 0):
            self._fault(where, "is empty", allowed=f"at least {shape.min_length} entry")
            raise _Unreadable

    def _single(self, kind: object, shape: inspect.Type, value: object, where: str) -> object:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            at = re.search(r"`\$(\[\d+\])", str(error))
            if at and isinstance(shape, inspect.VarTupleType) and isinstance(value, list):
                index = int(at.group(1)[1:-1])
                where, value, shape = f"{where}[{index}]", value[index], shape.item_type
            raise self._unreadable(where, value, _allowed(shape)) from error

    def _unreadable(self, where: str, value: object, allowed: str) -> _Unreadable:
        advice = number_advice(value) if isinstance(value, str) and "number" in allowed else ""
        if isinstance(value, str) and value.lstrip()[:1] in {"<", ">"}:
            advice = 'write a censored result as comparator: "<" with its number as value'
        self._fault(where, f"is {_shown(value)}", allowed=allowed, advice=advice)
        return _Unreadable()

    def _fault(self, where: str, found: str, *, allowed: str = "", advice: str = "") -> None:
        self.faults.append(InputFault(where, found, allowed=allowed, advice=advice))


def _comma_advice(data: Mapping[object, object], name: object) -> str:
    """Say what a decimal comma did to a row in braces: ``{value: 1,234}`` has a field 234."""
    names = list(data)
    before = names[names.index(name) - 1]
    readings = number_readings(f"{data[before]},{name}")
    if not readings:
        return "was a decimal comma meant? write a point: 12.5"
    meant = " or ".join(readings)
    return f"was {meant} meant for {shorten(str(before))}? write a point, and no other comma"


def _contradictions(record: msgspec.Struct, where: str) -> list[InputFault]:
    """Check what no single field can show."""
    if isinstance(record, Person) and record.sex is Sex.MALE and _of_women(record):
        found = "is male, and pregnant, lactating or menstruating"
        return [InputFault(where, found, advice="mend one of the two")]
    if isinstance(record, Person) and (found := _unlikely_person(record)):
        return [InputFault(where, found, advice="mend the figure that is wrong")]
    if isinstance(record, FoodEaten | Ingredient):
        by_measure = record.amount is not None and record.measure is not None
        half = (record.amount is None) != (record.measure is None)
        if half or by_measure == (record.grams is not None):
            found = "says how much in no way, or in two"
            allowed = "either grams, or amount with measure (amount: 1, measure: cup)"
            return [InputFault(where, found, allowed=allowed)]
    if isinstance(record, Supplement):
        single = (record.nutrient, record.amount, record.unit)
        given = sum(part is not None for part in single)
        if (given == len(single)) == bool(record.contents) or 0 < given < len(single):
            found = "does not say what it holds, or says it in two ways"
            allowed = "either nutrient, amount and unit, or contents"
            return [InputFault(where, found, allowed=allowed)]
    return []


def _of_women(person: Person) -> bool:
    return person.maternity is not Maternity.NONE or bool(person.menstruating)


def _unlikely_person(person: Person) -> str:
    """Say what of a person cannot go together; empty if nothing."""
    if person.pregnancy_week is not None and not _FERTILE[0] <= person.age_years <= _FERTILE[1]:
        return f"is pregnant at {person.age_years:g} years"
    if person.weight_kg and person.height_cm:
        bmi = person.weight_kg / (person.height_cm / 100) ** 2
        if not _BMI[0] <= bmi <= _BMI[1]:
            return f"weighs {person.weight_kg:g} kg at {person.height_cm:g} cm"
    return ""


_FERTILE = (9, 60)
_BMI = (6, 110)
"""Beyond any that was measured: only typing errors are meant to be caught."""


@cache
def _fields_of(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


@cache
def _types(kind: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    """Describe the fields of a record, with ``| None`` stripped."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return {field.name: _present(field.type) for field in described.fields}


def _present(shape: inspect.Type) -> inspect.Type:
    if isinstance(shape, inspect.UnionType):
        return next(part for part in shape.types if not isinstance(part, inspect.NoneType))
    return shape


def _allowed(shape: inspect.Type) -> str:
    """Say in words what a field takes."""
    if isinstance(shape, inspect.EnumType):
        return ", ".join(str(word.value) for word in shape.cls)
    if isinstance(shape, inspect.DateType):
        return "a date such as 2026-03-01"
    if isinstance(shape, inspect.FloatType | inspect.IntType):
        word = "a number" if isinstance(shape, inspect.FloatType) else "a whole number"
        bounds = {"above": shape.gt, "from": shape.ge, "below": shape.lt, "up to": shape.le}
        told = {name: bound for name, bound in bounds.items() if bound is not None}
        said = [f"{name} {bound:g}" for name, bound in told.items() if abs(bound) < _BEYOND]
        return " ".join([word, ", ".join(said)]).strip()
    if isinstance(shape, inspect.StrType):
        return f"text of up to {shape.max_length} characters" if shape.max_length else "text"
    if isinstance(shape, inspect.BoolType | inspect.DictType):
        return "true or false" if isinstance(shape, inspect.BoolType) else "names with values"
    return _names(shape.cls) if isinstance(shape, inspect.StructType) else "a list"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(shorten(value))
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else shorten(str(value))


def _names(kind: type[msgspec.Struct]) -> str:
    return "fields " + ", ".join(field.name for field in msgspec.structs.fields(kind))
