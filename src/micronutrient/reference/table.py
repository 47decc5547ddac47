"""The value that a publisher sets for one person.

Numbers: data/reference/<publisher>/<nutrient>.toml; the printed rows themselves: `rows.values`.
"""

from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import NoReferenceValue, UnknownName
from micronutrient.matching import nearest
from micronutrient.nutrients import names
from micronutrient.nutrients import nutrient as nutrient_record
from micronutrient.person import Person
from micronutrient.reference.lifestage import Choice, choose
from micronutrient.reference.rows import (
    Kind,
    ReferenceRow,
    Scope,
    kind_of,
    nutrients_of,
    publishers,
    values,
)
from micronutrient.sources import Checked

__all__ = [
    "Kind",
    "ReferenceRow",
    "ReferenceValue",
    "Scope",
    "daily",
    "find",
    "megajoules",
    "nutrients_of",
    "publishers",
    "value_for",
    "values",
]

_EXPONENT = {"g": 0, "mg": -3, "ug": -6}


class ReferenceValue(msgspec.Struct, frozen=True, kw_only=True):
    """One printed number for one person, and where it is printed.

    Attributes
    ----------
    unit
        As printed (``ug_rae/d``, ``g/kg/d``, ``%E``), until `daily` has turned it into an amount.
    scope
        Which part of the intake is held against it.
    condition
        What else it was printed for, or empty.
    note
        Notes of the table, and what was assumed in choosing the row.
    group
        For whom it is printed.
    printed
        The value as printed, where `value` was adjusted to a person; else None.
    safe_level
        Whether it is no upper level, but an intake that raises no concern.
    """

    nutrient: str
    publisher: str
    kind: Kind
    value: float
    unit: str
    scope: Scope
    source: str
    checked: Checked
    edition: int
    condition: str = ""
    note: str = ""
    group: str = ""
    printed: float | None = None
    safe_level: bool = False

    def __str__(self) -> str:
        where = f"{self.source}, {self.checked.meaning}"
        return f"{self.kind.upper()} {self.value:g} {self.unit} ({where})"


def value_for(
    person: Person,
    *,
    nutrient: str,
    kind: Kind | str,
    publisher: str = "iom",
    condition: str | None = None,
    edition: int | None = None,
) -> ReferenceValue:
    """Give the value of one kind that a publisher sets for a person.

    Parameters
    ----------
    person
        Age counts to the month; the birthday belongs to the older group. A pregnant or lactating
        woman outside the printed ages gets the nearest group, and the note says so.
    nutrient, kind, publisher
        Slugs.
    condition
        Slug such as ``phytate_600``. None: iron by menstruation (assumed from 14 to 51 years where
        unknown), pregnancy by trimester, else the default that the table states.
    edition
        Year; None takes the newest that has this kind for this person and is not superseded.

    Raises
    ------
    NoReferenceValue
        If the publisher sets no such value; the message names what it does set.
    UnknownName
        If there is no such nutrient, publisher or kind.
    """
    kind = kind_of(kind)
    choice = _choose(values(nutrient, publisher), person, kind, condition, edition)
    if choice is None:
        raise _no_value(person, nutrient=nutrient, kind=kind, publisher=publisher)
    return _value(choice)


def find(
    person: Person,
    *,
    nutrient: str,
    kind: Kind | str,
    publisher: str = "iom",
    condition: str | None = None,
    edition: int | None = None,
) -> ReferenceValue | None:
    """Give the value as `value_for` does, or None where the publisher sets none."""
    rows = values(nutrient, publisher)
    choice = _choose(rows, person, kind_of(kind), condition, edition)
    return _value(choice) if choice else None


def daily(
    value: ReferenceValue, *, person: Person, energy_kcal: float | None = None
) -> ReferenceValue | None:
    """Turn a value per kilogram, per megajoule or percent of energy into an amount per day.

    Parameters
    ----------
    value
        Any reference value; one that is already per day only changes its prefix (µg to mg) to
        that of the nutrient's own unit. A different substance stays as printed (µg folic acid,
        µg RE).
    person
        Body weight [kg] is needed for values per kilogram.
    energy_kcal
        Energy intake [kcal/d], needed for values per megajoule and percent of energy.

    Returns
    -------
    ReferenceValue or None
        None where weight or energy is not known, or a nutrient yields no energy.
    """
    factor, unit = _per_day(value, person, energy_kcal)
    if factor is None:
        return None
    amount, unit = _in_unit(value.value * factor, unit, nutrient_record(value.nutrient).unit)
    return msgspec.structs.replace(value, value=amount, unit=f"{unit}/d")


def _per_day(
    value: ReferenceValue, person: Person, energy_kcal: float | None
) -> tuple[float | None, str]:
    substance = value.unit.split("/")[0]
    if value.unit.endswith("/kg/d"):
        return person.weight_kg, substance
    if value.unit.endswith("/MJ"):
        return None if energy_kcal is None else megajoules(energy_kcal), substance
    if value.unit == "%E":
        kcal_per_g = _energy().kcal_per_g.get(value.nutrient)
        if energy_kcal is None or kcal_per_g is None:
            return None, substance
        return energy_kcal / (100 * kcal_per_g), "g"
    return 1.0, substance


def megajoules(energy_kcal: float) -> float:
    """Give an energy [kcal] in MJ."""
    return energy_kcal * _energy().mj_per_kcal


def _in_unit(amount: float, unit: str, wanted: str) -> tuple[float, str]:
    if (unit, wanted) == ("L", "g"):
        return amount * _energy().grams_per_litre_of_water, wanted
    if (unit, wanted) == ("MJ", "kcal"):
        return amount / _energy().mj_per_kcal, wanted
    prefix, _, substance = unit.partition("_")
    wanted_prefix, _, wanted_substance = wanted.partition("_")
    known = prefix in _EXPONENT and wanted_prefix in _EXPONENT
    if not known or substance != wanted_substance:
        return amount, unit
    steps = _EXPONENT[prefix] - _EXPONENT[wanted_prefix]
    return (amount * 10.0**steps if steps >= 0 else amount / 10.0**-steps), wanted


class _Energy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    mj_per_kcal: float
    grams_per_litre_of_water: float
    kcal_per_g: dict[str, float]
    source: str
    checked: Checked


@cache
def _energy() -> _Energy:
    return read_record(DATA / "requirements" / "energy_factors.toml", _Energy)


def _choose(
    rows: tuple[ReferenceRow, ...],
    person: Person,
    kind: Kind,
    condition: str | None,
    edition: int | None,
) -> Choice | None:
    of_kind = [row for row in rows if row.kind is kind]
    if edition is None:
        of_kind = [row for row in of_kind if not row.superseded_by]
    editions = sorted({row.edition for row in of_kind}, reverse=True)
    for year in editions if edition is None else (edition,):
        printed = [row for row in of_kind if row.edition == year]
        choice = choose(printed, person=person, condition=condition)
        if choice:
            return choice
    return None


def _value(choice: Choice) -> ReferenceValue:
    row = choice.row
    notes = (row.note, *(f"{note[0].upper()}{note[1:]}." for note in choice.notes))
    return ReferenceValue(
        nutrient=row.nutrient,
        publisher=row.publisher,
        kind=row.kind,
        value=row.value,
        unit=row.unit,
        scope=row.scope,
        source=row.source,
        checked=row.checked,
        edition=row.edition,
        condition=row.condition,
        note=" ".join(note for note in notes if note),
        group=row.group,
        safe_level=row.safe_level,
    )


def _no_value(
    person: Person, *, nutrient: str, kind: Kind, publisher: str
) -> NoReferenceValue | UnknownName:
    rows = values(nutrient, publisher)
    if not rows and nutrient not in names():
        return UnknownName("", kind="nutrient", name=nutrient, nearest=nearest(nutrient, names()))
    kinds = [one for one in Kind if _choose(rows, person, one, None, None)]
    conditions = sorted({row.condition for row in rows if row.kind is kind and row.condition})
    state = "" if person.maternity == "none" else f", {person.maternity}"
    who = f"{person.sex}, {person.age_years:g} years{state}"
    it_sets = f"it does set: {', '.join(kinds)}" if kinds else "it sets nothing for this person"
    if conditions and kind in kinds:
        it_sets += f"; conditions: {', '.join(conditions)}"
    return NoReferenceValue(
        "",
        f"{publisher} sets no {kind.value} of {nutrient} for this person ({who})",
        allowed=it_sets,
        advice=f"`micronutrient reference {nutrient} --publisher all` lists every publisher",
    )
