"""Quality before interpretation: specimen, unit, and whether a value can be true at all.

A result is accepted in the marker's canonical unit, or quarantined with what to ask. A unit that is
unknown, or measures something else, is a fault of the input. Censored values keep their sign.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from micronutrient.biomarkers.marker import find
from micronutrient.biomarkers.records import Marker, Moves
from micronutrient.biomarkers.rules import SampleFault, rules
from micronutrient.biomarkers.stated_bounds import as_bound, bound_said
from micronutrient.case import Comparator, LabResult
from micronutrient.errors import InputFault, WrongUnit
from micronutrient.evidence import ComputedFrom
from micronutrient.matching import DENIED, DENIED_AFTER, fold, nearest_code
from micronutrient.sources import Checked
from micronutrient.units import conversion_factor, measures, parse
from micronutrient.verdict import Quarantined
from micronutrient.wording import given, listed

_UNIT_LETTER = re.compile(r"(?<=[mukn])U(?![A-Za-z])|(?<![A-Za-z\[])U(?![A-Za-z])")
_INTERNATIONAL = re.compile(r"\[?\bIU\b\]?")
_NONE = DENIED_AFTER | DENIED | {"nil", "0"}
_OPEN = frozenset({"cannot", "can", "not"})
_EXCLUDED = frozenset({"excluded", "ruled"})
_CLAUSE = re.compile(r"[.;,]|\bbut\b", re.IGNORECASE)
_PERCENT = frozenset({"percent"})
_EFFECT = frozenset({"effect", "stimulation", "increase"})
_HUNDRED = 100
_WHICH = "is it the activation coefficient (a ratio), or the effect in %, by which it exceeds 1?"
_UNSPECIFIC = frozenset({"blood", "venous_blood"})
_SERUM = frozenset({"serum", "plasma"})


class Computed(msgspec.Struct, frozen=True, kw_only=True):
    """From which results a value was computed, and how far it varies with them.

    Attributes
    ----------
    parts
        The results that went in.
    sd_ln
        As `micronutrient.biomarkers.readings.Reading` states it, propagated from the parts'.
    checked
        How far the equation was checked.
    """

    parts: tuple[ComputedFrom, ...]
    sd_ln: float
    checked: Checked

    @property
    def how(self) -> str:
        """Say it: ``computed from Ferritin 12 µg/L and Soluble transferrin receptor 5 mg/L``."""
        return f"computed from {listed([str(part) for part in self.parts])}"


class FoundFault(msgspec.Struct, frozen=True, kw_only=True):
    """A fault of one sample, and what it does to the marker that was measured in it.

    Attributes
    ----------
    name, moves
        The fault, and which way it moves the marker.
    cause, repeat
        What is said of the sample, and when to measure again.
    finding
        Slug of the agent that stands for it, where other results show it; empty if they do not.
    source, checked
        Who says so, where other results show it.
    """

    name: str
    moves: Moves
    cause: str
    repeat: str
    finding: str = ""
    source: str = ""
    checked: Checked | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted result, in the marker's canonical unit.

    Attributes
    ----------
    index
        Its place among the results of the case; of a computed one, that of its first part.
    value
        In the marker's canonical unit; the limit of measurement if censored.
    notes
        Doubts about the sample that did not keep it from being read.
    faults
        Faults of its sample that move this marker: noted by the laboratory, or shown by the other
        results (`sample_patterns`).
    computed
        Set where the value was computed from other results; None where the laboratory reported it.
    """

    index: int
    marker: Marker
    result: LabResult
    value: float
    notes: tuple[str, ...] = ()
    faults: tuple[FoundFault, ...] = ()
    computed: Computed | None = None

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
            found = check(as_bound(result), marker=kind, index=index)
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
    InputFault
        If the value is negative, and the marker is no index that may be.
    WrongUnit
        If the unit is unknown or does not measure this substance.
    """
    where = f"labs[{index}]"
    if result.value < 0 and marker.log10_per_unit is None:
        raise InputFault(
            f"{where}.value",
            f"is {given(result.value)}",
            allowed=f"zero or more of {marker.name}",
            advice="compare it with the laboratory's report",
        )
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
    if _coefficient_or_effect(result, marker):
        return Quarantined(input=where, why=_two_ways(result, marker), ask=_WHICH)
    value = _canonical(result.value, unit=result.unit, marker=marker, where=where)
    lowest, highest = marker.plausible
    if not lowest <= value <= highest:
        return Quarantined(input=where, why=_implausible(result, marker), ask=_ask(result, marker))
    return Measured(
        index=index,
        marker=marker,
        result=result,
        value=value,
        notes=_sample_notes(result, marker),
        faults=tuple(sample_faults(result, marker=marker)),
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
    nor does an index that is too low to count; one in which it is not ruled out does.
    """
    return any(_names(fold(clause), fault) for clause in _CLAUSE.split(result.note or ""))


def sample_faults(result: LabResult, *, marker: Marker) -> Iterator[FoundFault]:
    """Give the faults that the laboratory's note tells of a sample, and that move this marker."""
    for name, moves in marker.sample_faults.items() if result.note else ():
        fault = rules().sample_faults[name]
        if moves is not Moves.NONE and has_fault(result, fault):
            yield FoundFault(name=name, moves=moves, cause=fault.cause, repeat=fault.repeat)


def _names(clause: str, fault: SampleFault) -> bool:
    named = next((word for word in fault.words if f"_{word}" in f"_{clause}"), None)
    if named is None:
        return False
    rest = clause.replace(named, "", 1).split("_")
    not_excluded = _EXCLUDED.intersection(rest) and _OPEN.intersection(rest)
    if _NONE.intersection(rest) and not not_excluded:
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
        used = _canonical(value, unit=other, marker=marker, where="")
        if lowest <= used <= highest:
            found.append((round(abs(math.log(used) - middle), 6), place, other))
    return tuple(other for _, _, other in sorted(found))


def _canonical(value: float, *, unit: str, marker: Marker, where: str) -> float:
    """Give a value in the marker's canonical unit; an effect in % becomes the coefficient."""
    used = value * _factor(unit, marker=marker, where=where)
    return 1 + used if marker.percent_is_effect and _is_percent(unit) else used


def _is_percent(unit: str) -> bool:
    return unit.strip() == "%" or fold(unit) in _PERCENT


def _coefficient_or_effect(result: LabResult, marker: Marker) -> bool:
    """Whether a result in % may be the coefficient or the effect, and its name does not say."""
    if not marker.percent_is_effect or not _is_percent(result.unit):
        return False
    lowest, highest = marker.plausible
    named = _EFFECT & set(fold(result.marker).split("_"))
    return not named and lowest <= result.value / _HUNDRED <= highest


def _two_ways(result: LabResult, marker: Marker) -> str:
    coefficient = given(result.value / _HUNDRED)
    return (
        f"{given(result.value)} % of {marker.name} may be the coefficient {coefficient}, or an "
        f"effect of {given(result.value)} %, which is the coefficient "
        f"{given(1 + result.value / _HUNDRED)}"
    )


@lru_cache(maxsize=4096)
def _converted(unit: str, to: str, molar_mass: float | None, valence: int | None) -> float:
    return conversion_factor(unit, to=to, molar_mass=molar_mass, valence=valence)


def _factor(unit: str, *, marker: Marker, where: str) -> float:
    try:
        return _converted(
            _international(unit, marker), marker.unit, marker.molar_mass, marker.valence
        )
    except WrongUnit as error:
        raise _misfit(error, unit, marker).at(f"{where}.unit") from error


def _misfit(error: WrongUnit, unit: str, marker: Marker) -> WrongUnit:
    """Say in which units a marker is measured, unless the unit itself is not understood."""
    found = f"{marker.name}: {error.found}"
    try:
        parse(unit)
    except WrongUnit:
        return WrongUnit("", found, allowed=error.allowed, advice=error.advice)
    units = (marker.unit, *marker.other_units)
    allowed = f"{', '.join(units)} ({measures(parse(marker.unit))})"
    near = nearest_code(unit, units, most=1, at_least=0)
    return WrongUnit("", found, allowed=allowed, advice=f"{_between(error)}nearest is {near[0]}")


def _between(error: WrongUnit) -> str:
    """Keep what is missing on the way between two units, where that is the trouble."""
    return f"{error.advice}; " if error.advice.startswith("between") else ""


def _international(unit: str, marker: Marker) -> str:
    """Read ``mU/L`` as ``mIU/L`` where that is the marker's unit, and ``IU/L`` as ``U/L``."""
    if "[IU]" in marker.unit:
        return _UNIT_LETTER.sub("[IU]", unit)
    enzyme = _UNIT_LETTER.search(marker.unit) is not None
    return _INTERNATIONAL.sub("U", unit) if enzyme else unit


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
    notes = [said] if (said := bound_said(result)) else []
    if result.specimen and fold(result.specimen) in _UNSPECIFIC and _SERUM & set(marker.specimens):
        notes.append(f"specimen {result.specimen!r} is taken as {_listed(marker.specimens)}")
    if marker.fasting and result.fasting is False:
        notes.append("the sample was not taken fasting, as it should be for this marker")
    return tuple(notes)


def _listed(words: tuple[str, ...]) -> str:
    return " or ".join(words[:3])
