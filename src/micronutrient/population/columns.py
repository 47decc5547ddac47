"""A survey's columns checked and converted: who is whom, and what was measured of them."""

from collections.abc import Mapping

import msgspec
import numpy as np

from micronutrient.arrays import Bools, Floats, Indices
from micronutrient.biomarkers.brinda import PopulationGroup, brinda, check_marker, population_group
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.records import Marker
from micronutrient.errors import (
    Faults,
    ImplausibleValue,
    InputFault,
    UnknownName,
    WrongUnit,
    shorten,
)
from micronutrient.matching import fold
from micronutrient.person import Sex
from micronutrient.population.biomarkers_spec import (
    BiomarkersSpec,
    InflammationColumn,
    MarkerColumn,
    Words,
)
from micronutrient.population.cutoffs import SEXES, UNKNOWN_SEX
from micronutrient.population.table import MISSING, Table, first_faults
from micronutrient.units import conversion_factor
from micronutrient.wording import given

_NO_GROUP = -1
_POSITIVE = "above zero; empty where missing"
_SEX_WORDS = {"female": Sex.FEMALE, "f": Sex.FEMALE, "male": Sex.MALE, "m": Sex.MALE}


class Measurements(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One column of concentrations.

    Attributes
    ----------
    marker, column, unit
        What stands where, and in which unit `values` are.
    values
        NaN where missing. Shape ``(n,)``.
    factor
        From that unit to the marker's canonical one.
    unlikely
        How many lie outside what disease is known to reach.
    """

    marker: Marker
    column: str
    unit: str
    values: Floats
    factor: float
    unlikely: int

    @property
    def canonical(self) -> Floats:
        """The values in the marker's canonical unit."""
        return self.values * self.factor


class People(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Who was surveyed; every array has shape ``(n,)``.

    Attributes
    ----------
    ids
        As the survey calls them, or the row numbers.
    groups, group
        Which groups there are, and the place of each person's; -1 where missing.
    age_y
        NaN where missing [y].
    sex
        Place in `SEXES`, or `UNKNOWN_SEX`.
    weights
        NaN where missing; None if the survey has none.
    """

    ids: tuple[str, ...]
    groups: tuple[PopulationGroup, ...]
    group: Indices
    age_y: Floats
    sex: Indices
    weights: Floats | None = None


def check_spec(spec: BiomarkersSpec) -> None:
    """Refuse a specification whose parts do not go together; all faults at once."""
    faults: list[InputFault] = []
    if (spec.group is None) == (spec.group_column is None):
        allowed = f"either, with {', '.join(one.slug for one in brinda().groups)}"
        faults.append(InputFault("group", "group or group_column: one is needed", allowed=allowed))
    if spec.crp is None and spec.agp is None:
        advice = "without either use raised cut-offs: biomarkers.ferritin.deficiency_cutoff"
        faults.append(InputFault("crp", "neither crp nor agp is given", advice=advice))
    if spec.sex is not None and spec.sex_column is not None:
        faults.append(InputFault("sex", "sex and sex_column are both given", allowed="one"))
    faults += _unused_reference(spec)
    for slug in spec.markers:
        try:
            check_marker(slug)
        except InputFault as fault:
            faults.append(fault)
    if faults:
        raise Faults.of(faults)


def number_columns(spec: BiomarkersSpec) -> tuple[str, ...]:
    """List the columns of numbers that a specification names."""
    names = [one.column for one in spec.markers.values()]
    names += [one.column for one in (spec.crp, spec.agp) if one]
    names += [spec.age.column] if spec.age else []
    names += [spec.weight] if spec.weight else []
    return tuple(dict.fromkeys(names))


def text_columns(spec: BiomarkersSpec) -> tuple[str, ...]:
    """List the columns of text that a specification names."""
    words = [one.column for one in (spec.group_column, spec.sex_column) if one]
    return tuple(dict.fromkeys([*words, *([spec.person] if spec.person else [])]))


def measurements(
    table: Table, slug: str, column: InflammationColumn | MarkerColumn, *, where: str
) -> Measurements:
    """Check and convert a column of concentrations.

    Raises
    ------
    WrongUnit
        If the unit does not measure this substance.
    ImplausibleValue
        If a value is negative, or zero without a word on what zero stands for; or if the middle of
        the column lies outside what disease is known to reach, so that the unit must be wrong.
    """
    known = marker(slug)
    factor = _factor(known, column.unit, where=where)
    values = table.numbers[column.column]
    if column.zero_is is not None:
        values = np.where(values == 0, column.zero_is, values)
    _refuse_values(table, column.column, values, values < 0, allowed=_POSITIVE)
    advice = "if it means below the limit of detection, set zero_is to half that limit"
    _refuse_values(table, column.column, values, values == 0, allowed=_POSITIVE, advice=advice)
    low, high = known.plausible
    in_canonical = values[np.isfinite(values)] * factor
    outside = (in_canonical < low) | (in_canonical > high)
    if in_canonical.size and not low <= float(np.median(in_canonical)) <= high:
        raise ImplausibleValue(
            f"{table.name}, {column.column}",
            f"half of the values lie beyond what disease reaches, {given(low)} to {given(high)} "
            f"{known.unit}, if their unit is {column.unit}",
            advice=f"is the unit one of {', '.join((known.unit, *known.other_units))}?",
        )
    return Measurements(
        marker=known,
        column=column.column,
        unit=column.unit,
        values=values,
        factor=factor,
        unlikely=int(outside.sum()),
    )


def people(spec: BiomarkersSpec, table: Table) -> People:
    """Check who was surveyed.

    Raises
    ------
    InputFault
        If a person stands twice, or a group, sex, age or weight cannot be used.
    """
    groups, group = _groups(spec, table)
    if spec.reference is not None and not any(one.needs_reference for one in groups):
        raise InputFault("reference", "is given, and nobody is of the group manual")
    return People(
        ids=_ids(spec, table),
        groups=groups,
        group=group,
        age_y=_ages(spec, table, groups, group),
        sex=_sexes(spec, table, groups, group),
        weights=_weights(spec, table),
    )


def _unused_reference(spec: BiomarkersSpec) -> list[InputFault]:
    given_here = spec.reference
    if given_here is None:
        return []
    if spec.group is not None and fold(spec.group) != "manual":
        found = f"is given for the group {shorten(spec.group)!r}, which has its own"
        return [InputFault("reference", found, advice="leave it out, or use the group manual")]
    pairs = (
        ("crp", given_here.crp_mg_l, spec.crp),
        ("agp", given_here.agp_g_l, spec.agp),
    )
    return [
        InputFault(f"reference.{name}", f"{name.upper()} has a reference but no column")
        for name, value, column in pairs
        if value is not None and column is None
    ]


def _factor(known: Marker, unit: str, *, where: str) -> float:
    try:
        return conversion_factor(unit, to=known.unit, molar_mass=known.molar_mass)
    except WrongUnit as error:
        raise WrongUnit(
            f"{where}.unit",
            f"{known.name}: {error.found}",
            allowed=", ".join((known.unit, *known.other_units)),
            advice=error.advice,
        ) from error


def _refuse_values(
    table: Table, column: str, values: Floats, bad: Bools, *, allowed: str, advice: str = ""
) -> None:
    def fault(place: int) -> InputFault:
        found = f"is {given(float(values[place]))}"
        return ImplausibleValue(table.at(place, column), found, allowed=allowed, advice=advice)

    if bad.any():
        places: list[int] = np.flatnonzero(bad).tolist()
        raise Faults.of(first_faults(places, fault, column=f"{table.name}, {column}"))


def _ids(spec: BiomarkersSpec, table: Table) -> tuple[str, ...]:
    if spec.person is None:
        return tuple(map(str, table.row.tolist()))
    ids = table.texts[spec.person]
    if len(set(ids)) == len(ids) and not MISSING & set(ids):
        return ids
    first: dict[str, int] = {}
    for place, one in enumerate(ids):
        if one in MISSING:
            raise InputFault(table.at(place, spec.person), "is empty", allowed="an id")
        if first.setdefault(one, place) != place:
            found = f"{shorten(one)!r} stands in row {table.row[first[one]]} already"
            raise InputFault(table.at(place, spec.person), found, allowed="one row a person")
    return ids


def _groups(spec: BiomarkersSpec, table: Table) -> tuple[tuple[PopulationGroup, ...], Indices]:
    if spec.group_column is None:
        only = population_group(spec.group or "")
        return (only,), np.zeros(table.row.size, dtype=np.intp)
    meanings = _meanings(spec.group_column, table)
    found: dict[str, PopulationGroup] = {}
    for text, (meaning, place) in meanings.items():
        if text not in MISSING:
            where = table.at(place, spec.group_column.column)
            found[text] = population_group(meaning, where=where)
    groups = tuple({group.slug: group for group in found.values()}.values())
    places = {text: groups.index(group) for text, group in found.items()}
    return groups, _codes(table.texts[spec.group_column.column], places, missing=_NO_GROUP)


def _sexes(
    spec: BiomarkersSpec, table: Table, groups: tuple[PopulationGroup, ...], group: Indices
) -> Indices:
    sex = np.full(table.row.size, SEXES.index(spec.sex) if spec.sex else UNKNOWN_SEX)
    if spec.sex_column is not None:
        places: dict[str, int] = {}
        for text, (meaning, place) in _meanings(spec.sex_column, table).items():
            if text in MISSING:
                continue
            known = _SEX_WORDS.get(fold(meaning))
            if known is None:
                where = table.at(place, spec.sex_column.column)
                advice = "say what codes mean: values: {1: male, 2: female}"
                raise UnknownName(where, kind="sex", name=meaning, advice=advice)
            places[text] = SEXES.index(known)
        sex = _codes(table.texts[spec.sex_column.column], places, missing=UNKNOWN_SEX)
    for place, one in enumerate(groups):
        if one.sex is not None:
            fixed = SEXES.index(one.sex)
            other = np.flatnonzero((group == place) & (sex != UNKNOWN_SEX) & (sex != fixed))
            if other.size:
                raise _other_sex(spec, table, one, int(other[0]))
            sex = np.where(group == place, fixed, sex)
    return sex


def _other_sex(spec: BiomarkersSpec, table: Table, group: PopulationGroup, row: int) -> InputFault:
    """Say where a sex stands that the group does not have."""
    if spec.sex_column is None:
        found = f"is {spec.sex}, and {table.name} has people of the group {group.slug}"
        advice = "leave sex out: the group says it; or name a sex_column"
        return InputFault("sex", found, allowed=group.sex or "", advice=advice)
    column = spec.sex_column.column
    found = f"{shorten(table.texts[column][row])!r} is not the sex of the group {group.slug}"
    advice = "mend the group or the sex, or leave sex_column out"
    return InputFault(table.at(row, column), found, allowed=group.sex or "", advice=advice)


def _meanings(words: Words, table: Table) -> dict[str, tuple[str, int]]:
    """Give every distinct text of a column with its meaning, and where it stands first."""
    first: dict[str, int] = {}
    for place, text in enumerate(table.texts[words.column]):
        first.setdefault(text, place)
    return {text: (words.values.get(text, text), place) for text, place in first.items()}


def _codes(texts: tuple[str, ...], places: Mapping[str, int], *, missing: int) -> Indices:
    return np.array([places.get(text, missing) for text in texts], dtype=np.intp)


def _ages(
    spec: BiomarkersSpec, table: Table, groups: tuple[PopulationGroup, ...], group: Indices
) -> Floats:
    if spec.age is None:
        return np.full(table.row.size, np.nan)
    try:
        factor = conversion_factor(spec.age.unit, to="a")
    except WrongUnit as error:
        raise WrongUnit("age.unit", error.found, allowed="a (years), mo, wk, d") from error
    age_y = table.numbers[spec.age.column] * factor
    for place, one in enumerate(groups):
        outside = (group == place) & ((age_y < one.from_y) | (age_y >= one.to_y))
        _refuse_values(
            table, spec.age.column, table.numbers[spec.age.column], outside,
            allowed=f"ages of {one.slug}, from {one.from_y:g} to under {one.to_y:g} years",
            advice="is the unit right? leave out who is not of the group, or use the group other",
        )  # fmt: skip
    return age_y


def _weights(spec: BiomarkersSpec, table: Table) -> Floats | None:
    if spec.weight is None:
        return None
    weights = table.numbers[spec.weight]
    _refuse_values(table, spec.weight, weights, weights < 0, allowed="zero or more")
    if not (weights > 0).any():
        raise InputFault(f"{table.name}, {spec.weight}", "no weight is above zero")
    return weights
