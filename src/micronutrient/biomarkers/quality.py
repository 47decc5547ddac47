"""Quality before interpretation: specimen, unit, and whether a value can be true at all.

A result is accepted in the marker's canonical unit, or quarantined with what to ask. A unit that is
unknown, or measures something else, is a fault of the input. Censored values keep their sign.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from micronutrient.biomarkers.marker import find
from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import SampleFault, rules
from micronutrient.case import Comparator, LabResult
from micronutrient.errors import InputFault, WrongUnit
from micronutrient.matching import fold
from micronutrient.units import conversion_factor
from micronutrient.verdict import Quarantined
from micronutrient.wording import given

_UNIT_LETTER = re.compile(r"(?<=[mukn])U(?![A-Za-z])|(?<![A-Za-z\[])U(?![A-Za-z])")
_NONE = frozenset({"no", "not", "non", "none", "nil", "without", "absent", "negative", "0"})
_CLAUSE = re.compile(r"[.;,]|\bbut\b", re.IGNORECASE)
_UNSPECIFIC = frozenset({"blood", "venous_blood"})
_SERUM = frozenset({"serum", "plasma"})


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted result, in the marker's canonical unit.

    Attributes
    ----------
    index
        Its place among the results of the case.
    value
        In the marker's canonical unit; the limit of measurement if censored.
    notes
        Doubts about the sample that did not keep it from being read.
    """

    index: int
    marker: Marker
    result: LabResult
    value: float
    notes: tuple[str, ...] = ()

    @property
    def at_least(self) -> float:
        """Lower bound of the value: zero for a result below the limit of measurement."""
        below = self.result.comparator in (Comparator.BELOW, Comparator.AT_MOST)
        return 0.0 if below else self.value

    @property
    def at_most(self) -> float:
        """Upper bound of the value: infinite for a result above the limit of measurement."""
        above = self.result.comparator in (Comparator.ABOVE, Comparator.AT_LEAST)
        return math.inf if above else self.value


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """The results of a case that can be read on, those that cannot, and every fault of the input.

    Attributes
    ----------
    measured, quarantined, faults
        See `micronutrient.biomarkers.readings.LabReadings`.
    """

    measured: tuple[Measured, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    faults: tuple[InputFault, ...] = ()


def accept(results: Sequence[LabResult], *, positions: Sequence[int] | None = None) -> Accepted:
    """Take in all results of a case, before any is interpreted.

    Parameters
    ----------
    results
        As the laboratory printed them.
    positions
        The place of each in the user's file, for messages; counted from 0 if not given.
    """
    measured: list[Measured] = []
    quarantined: list[Quarantined] = []
    faults: list[InputFault] = []
    numbers = positions if positions is not None else range(len(results))
    for index, result in zip(numbers, results, strict=True):
        try:
            kind = find(result.marker, where=f"labs[{index}].marker")
            found = check(result, marker=kind, index=index)
        except InputFault as fault:
            faults.append(fault)
            continue
        if isinstance(found, Quarantined):
            quarantined.append(found)
        else:
            measured.append(found)
    return Accepted(measured=tuple(measured), quarantined=tuple(quarantined), faults=tuple(faults))


def check(result: LabResult, *, marker: Marker, index: int) -> Measured | Quarantined:
    """Accept a result in the marker's canonical unit, or quarantine it with what to ask.

    Raises
    ------
    WrongUnit
        If the unit is unknown or does not measure this substance.
    """
    where = f"labs[{index}]"
    if not specimen_fits(result.specimen, marker=marker):
        return Quarantined(
            input=where,
            why=f"{marker.name} is measured in {_listed(marker.specimens)}, "
            f"but the specimen is {result.specimen!r}",
            ask="which specimen was measured?",
        )
    if marker.ambiguous_mass and is_mass(result.unit):
        return Quarantined(
            input=where,
            why=f"{result.unit} of {marker.name} cannot be converted to {marker.unit}",
            ask=marker.ambiguous_mass,
        )
    value = result.value * _factor(result.unit, marker=marker, where=where)
    lowest, highest = marker.plausible
    if not lowest <= value <= highest:
        return Quarantined(input=where, why=_implausible(result, marker), ask=_ask(result, marker))
    return Measured(
        index=index, marker=marker, result=result, value=value, notes=_sample_notes(result, marker)
    )


def specimen_fits(specimen: str | None, *, marker: Marker) -> bool:
    """Whether a specimen, as the laboratory names it, is one that the marker is measured in.

    A specimen that is not stated fits. Plain "blood" fits serum and plasma markers too, since
    request forms say so of any venous sample.
    """
    if specimen is None:
        return True
    words = fold(specimen)
    if words in _UNSPECIFIC and _SERUM & set(marker.specimens):
        return True
    accepted = (
        word for name in marker.specimens for word in (name, *rules().specimens.get(name, ()))
    )
    return any(f"_{fold(word)}_" in f"_{words}_" for word in accepted)


def has_fault(result: LabResult, fault: SampleFault) -> bool:
    """Whether the laboratory's note says that the sample had a fault (haemolysed, lipaemic).

    A clause that denies anything beside it ("no visible haemolysis", "haemolysis: none") does not,
    nor does an index that is too low to count.
    """
    return any(_names(fold(clause), fault) for clause in _CLAUSE.split(result.note or ""))


def _names(clause: str, fault: SampleFault) -> bool:
    named = next((word for word in fault.words if f"_{word}" in f"_{clause}"), None)
    if named is None:
        return False
    rest = clause.replace(named, "", 1).split("_")
    if _NONE.intersection(rest):
        return False
    index = next((float(word) for word in rest if word.isdecimal()), None)
    if index is None or not any(word.startswith("index") for word in clause.split("_")):
        return True
    return index <= fault.grades_to or index >= fault.index_from


def is_mass(unit: str) -> bool:
    """Whether a unit is a mass per volume; what is no unit is none."""
    try:
        conversion_factor(unit, to="g/L")
    except WrongUnit:
        return False
    return True


def fitting_units(value: float, *, unit: str, marker: Marker) -> tuple[str, ...]:
    """Give the marker's other units in which this number would be plausible, likeliest first.

    The likeliest brings the value nearest to the middle of the plausible range, in ln.
    """
    lowest, highest = marker.plausible
    middle = (math.log(max(lowest, highest * 1e-6)) + math.log(highest)) / 2
    found: list[tuple[float, int, str]] = []
    for place, other in enumerate((*marker.other_units, marker.unit)):
        if value <= 0 or other == unit:
            continue
        used = value * _factor(other, marker=marker, where="")
        if lowest <= used <= highest:
            found.append((round(abs(math.log(used) - middle), 6), place, other))
    return tuple(other for _, _, other in sorted(found))


@lru_cache(maxsize=4096)
def _converted(unit: str, to: str, molar_mass: float | None, valence: int | None) -> float:
    return conversion_factor(unit, to=to, molar_mass=molar_mass, valence=valence)


def _factor(unit: str, *, marker: Marker, where: str) -> float:
    try:
        return _converted(
            _international(unit, marker), marker.unit, marker.molar_mass, marker.valence
        )
    except WrongUnit as error:
        raise WrongUnit(
            f"{where}.unit",
            f"{marker.name}: {error.found}",
            allowed=error.allowed or ", ".join((marker.unit, *marker.other_units)),
            advice=error.advice,
        ) from error


def _international(unit: str, marker: Marker) -> str:
    """Read ``mU/L`` as ``mIU/L`` where the marker is measured in international units."""
    return _UNIT_LETTER.sub("[IU]", unit) if "[IU]" in marker.unit else unit


def _implausible(result: LabResult, marker: Marker) -> str:
    lowest, highest = marker.plausible
    return (
        f"{marker.name} of {given(result.value)} {result.unit} cannot be true: "
        f"disease reaches from {given(lowest)} to {given(highest)} {marker.unit}"
    )


def _ask(result: LabResult, marker: Marker) -> str:
    fitting = fitting_units(result.value, unit=result.unit, marker=marker)
    if not fitting:
        return "compare value and unit with the laboratory's report"
    also = f" (or {fitting[1]})" if len(fitting) > 1 else ""
    return f"value fits {fitting[0]}{also}: which unit did the laboratory print?"


def _sample_notes(result: LabResult, marker: Marker) -> tuple[str, ...]:
    notes = []
    if result.specimen and fold(result.specimen) in _UNSPECIFIC and _SERUM & set(marker.specimens):
        notes.append(f"specimen {result.specimen!r} is taken as {_listed(marker.specimens)}")
    if marker.fasting and result.fasting is False:
        notes.append("the sample was not taken fasting, as it should be for this marker")
    return tuple(notes)


def _listed(words: tuple[str, ...]) -> str:
    return " or ".join(words[:3])
