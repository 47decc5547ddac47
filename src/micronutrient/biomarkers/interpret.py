"""Laboratory results of one case to readings: quality first, then what each says, and why.

Nothing here classifies a person by a marker that no authority sets limits for, that inflammation or
haemolysis has made unreadable, or that judges populations only.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from micronutrient.biomarkers import inflammation, sentences
from micronutrient.biomarkers.calcium_serum import adjust_for_albumin
from micronutrient.biomarkers.combined import derive
from micronutrient.biomarkers.corrected import Corrected, as_measured
from micronutrient.biomarkers.cutoffs import (
    Chosen,
    Group,
    Limit,
    Scale,
    applicable,
    is_meant,
    reading,
    scale,
)
from micronutrient.biomarkers.day_time import day_time
from micronutrient.biomarkers.haemoglobin import adjust_for_altitude_and_smoking
from micronutrient.biomarkers.kidney import egfr_at, is_reduced, kidney_conditions
from micronutrient.biomarkers.marker import find
from micronutrient.biomarkers.quality import Measured, check, is_haemolysed
from micronutrient.biomarkers.readings import LabReadings, OtherReading, Reading
from micronutrient.biomarkers.records import (
    Direction,
    Marker,
    Moves,
    Row,
    Scope,
    SpeaksFor,
)
from micronutrient.biomarkers.repeats import choose
from micronutrient.biomarkers.rules import rules
from micronutrient.biomarkers.variation import sd_ln
from micronutrient.case import LabResult
from micronutrient.errors import InputFault
from micronutrient.person import Person
from micronutrient.sources import Checked, least_checked
from micronutrient.verdict import Quarantined, Status

CORRECTIONS: Mapping[str, Callable[..., Corrected]] = {
    "calcium_serum": adjust_for_albumin,
    "haemoglobin": adjust_for_altitude_and_smoking,
}
"""Markers with a correction of their own; every other marker is a data file only."""


class _Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """Why a result cannot be read, when to measure again, and who says so."""

    cause: str
    repeat: str
    source: str = ""
    checked: Checked | None = None


class _Bench(msgspec.Struct, frozen=True, kw_only=True):
    """One result with everything that decides how it is read."""

    measured: Measured
    corrected: Corrected
    state: inflammation.InflammationState
    group: Group
    chosen: tuple[Chosen, ...]
    scale: Scale | None
    egfr: float | None

    @property
    def marker(self) -> Marker:
        return self.measured.marker


def interpret(
    results: Sequence[LabResult], *, person: Person, conditions: Collection[str] = ()
) -> LabReadings:
    """Read all laboratory results of one case.

    Parameters
    ----------
    results
        As the laboratory printed them.
    person
        Whose they are.
    conditions
        Slugs of conditions that the person has: some limits are for them only.

    Returns
    -------
    LabReadings
        Readings, what was quarantined, and every fault of the input (``labs[2].unit``). Of several
        results of a marker the latest is used; all are read.
    """
    measured: list[Measured] = []
    quarantined: list[Quarantined] = []
    faults: list[InputFault] = []
    for index, result in enumerate(results):
        try:
            found = check(
                result, marker=find(result.marker, where=f"labs[{index}].marker"), index=index
            )
        except InputFault as fault:
            faults.append(fault)
            continue
        if isinstance(found, Quarantined):
            quarantined.append(found)
        else:
            measured.append(found)
    state = inflammation.state_at(measured, date=_last_date(measured))
    named = frozenset(conditions)
    derived = derive(measured, person=person)
    read = [
        _read(_bench(each, person=person, measured=measured, named=named))
        for each in (*measured, *derived.found)
    ]
    return LabReadings(
        readings=choose(read),
        quarantined=tuple(quarantined),
        faults=tuple(faults),
        inflammation=inflammation.told(measured, date=_last_date(measured)),
        inflamed=state.inflamed,
        crp_mg_l=state.crp_at_least,
        egfr_ml_min=egfr_at(measured, person=person, date=_last_date(measured)),
        not_computed=derived.refused,
    )


def _bench(
    each: Measured, *, person: Person, measured: Sequence[Measured], named: frozenset[str]
) -> _Bench:
    date = each.result.date
    egfr = egfr_at(measured, person=person, date=date)
    correct = CORRECTIONS.get(each.marker.slug)
    corrected = correct(each, person=person, measured=measured) if correct else as_measured(each)
    lowest, highest = each.marker.plausible
    corrected = msgspec.structs.replace(corrected, value=min(max(corrected.value, lowest), highest))
    state = inflammation.state_at(measured, date=date)
    group = Group(
        sex=person.sex,
        age_y=person.age_years,
        maternity=person.maternity,
        trimester=rules().trimesters.of(person.pregnancy_week),
        inflamed=state.inflamed,
        crp_mg_l=state.crp_at_least,
        fasting=each.result.fasting,
        day_time=day_time(each.result.time),
        assay=each.result.assay or "",
        conditions=named | kidney_conditions(egfr),
    )
    chosen = applicable(each.marker, group)
    held = None if each.marker.never_classifies else scale(chosen, plausible=each.marker.plausible)
    return _Bench(
        measured=each,
        corrected=corrected,
        state=state,
        group=group,
        chosen=chosen,
        scale=held,
        egfr=egfr,
    )


def _read(bench: _Bench) -> Reading:
    marker, result = bench.marker, bench.measured.result
    by_limits = _state(bench, bench.scale)
    unreadable = _unreadable(bench, by_limits)
    final = Status.UNINTERPRETABLE if unreadable else by_limits
    grade = _grade(bench)
    main = bench.scale.decisive(by_limits) if bench.scale else None
    return Reading(
        index=bench.measured.index,
        marker=marker.slug,
        label=marker.name,
        value=result.value,
        unit=result.unit,
        comparator=str(result.comparator) if result.comparator else None,
        date=result.date,
        used_value=bench.corrected.value,
        used_unit=marker.unit,
        bands=bench.scale.bands if bench.scale else (),
        sd_ln=bench.measured.computed.sd_ln if bench.measured.computed else sd_ln(marker),
        log10_per_unit=marker.log10_per_unit,
        computed_from=bench.measured.computed.parts if bench.measured.computed else (),
        replaces=marker.replaces,
        yields_to=marker.yields_to,
        reading=final,
        grade="" if unreadable else grade,
        repeat=unreadable.repeat if unreadable else "",
        why=_why(bench, by_limits, unreadable=unreadable, grade=grade),
        notes=_notes(bench, final),
        background=tuple(
            note for note in (main.by.table.note if main else "", marker.note) if note
        ),
        advice=marker.advice,
        authority=sentences.authority(main.by) if main else "",
        source=(unreadable and unreadable.source) or _source(bench, main),
        checked=(unreadable and unreadable.checked) or _checked(bench, by_limits),
        speaks_for=_speaks_for(bench),
        others=() if unreadable else _others(bench, by_limits),
        used=False,
        sample=result,
        inflamed=bench.state.inflamed,
    )


def _state(bench: _Bench, held: Scale | None) -> Status:
    if held is None:
        return Status.UNKNOWN
    return reading(
        bench.corrected.value, bands=held.bands, comparator=bench.measured.result.comparator
    )


def _unreadable(bench: _Bench, by_limits: Status) -> _Unreadable | None:
    """Say why the result cannot be read; None if it can."""
    marker, effect = bench.marker, bench.marker.inflammation
    if effect and inflammation.unreadable(by_limits, effect=effect, state=bench.state):
        return _Unreadable(
            cause=str(bench.state),
            repeat=inflammation.repeat_advice(effect),
            source=effect.source,
            checked=effect.checked,
        )
    haemolysed = marker.haemolysis is not Moves.NONE and is_haemolysed(bench.measured.result)
    if haemolysed and by_limits in inflammation.HIDDEN[marker.haemolysis]:
        again = "repeat with a sample that is not haemolysed"
        return _Unreadable(cause="the sample is haemolysed", repeat=again)
    return None


def _grade(bench: _Bench) -> str:
    if bench.scale is None or bench.measured.result.comparator is not None:
        return ""
    grades = bench.scale.main.row.grades
    return next((grade.name for grade in grades if grade.holds(bench.corrected.value)), "")


def _why(bench: _Bench, by_limits: Status, *, unreadable: _Unreadable | None, grade: str) -> str:
    unit = bench.marker.unit
    head = sentences.value_words(
        bench.measured, used=bench.corrected.value, how=bench.corrected.how
    )
    if bench.scale is None:
        return f"{head} {_not_graded(bench)}."
    if by_limits is Status.UNKNOWN:
        censored = bench.measured.result.comparator is not None
        return f"{head} {sentences.undecided(bench.scale, unit=unit, censored=censored)}."
    if unreadable:
        return f"{head} cannot be read: {unreadable.cause}; {unreadable.repeat}."
    against = sentences.held_against(bench.scale, state=by_limits, unit=unit, grade=grade)
    return f"{head} is {against}."


def _not_graded(bench: _Bench) -> str:
    marker = bench.marker
    intervals = marker.intervals_for(sex=bench.group.sex, age_y=bench.group.age_y)
    usual = sentences.interval_words(intervals, unit=marker.unit)
    tail = f"; {usual}" if usual else ""
    if marker.never_classifies:
        return f"is shown only: {marker.never_classifies}{tail}"
    if not marker.speaks_for:
        return "is context: it says how far other markers can be read"
    if any(table.rows for table in marker.cutoffs):
        return f"is shown only: no authority on file sets limits for this person{tail}"
    return f"is shown only: no authority on file sets limits{tail}"


def _notes(bench: _Bench, final: Status) -> tuple[str, ...]:
    marker = bench.marker
    kidney = marker.kidney.note if marker.kidney and is_reduced(bench.egfr) else ""
    notes = (
        *bench.measured.notes,
        bench.corrected.doubt,
        inflammation.doubt(final, effect=marker.inflammation, state=bench.state),
        _if_inflamed(bench, final),
        f"eGFR {bench.egfr:.0f} mL/min/1.73 m²: {kidney}" if kidney else "",
    )
    return tuple(note for note in notes if note)


def _if_inflamed(bench: _Bench, final: Status) -> str:
    """Say that the reading would change with inflammation, where that is not known."""
    if bench.scale is None or bench.state.inflamed is not None:
        return ""
    group = msgspec.structs.replace(bench.group, inflamed=True)
    raised = scale(applicable(bench.marker, group), plausible=bench.marker.plausible)
    would = _state(bench, raised)
    if raised is None or would == final:
        return ""
    limits = sentences.limits_words(raised.main, unit=bench.marker.unit)
    return f"CRP is not known: with inflammation it would read {would} ({limits}); measure CRP"


def _others(bench: _Bench, by_limits: Status) -> tuple[OtherReading, ...]:
    main = bench.scale.main.table if bench.scale else None
    rows = {id(one.table): one.row for one in bench.chosen}
    found = []
    for table in bench.marker.cutoffs:
        row = rows.get(id(table))
        if table is main or not is_meant(table, bench.group) or (row is None and table.rows):
            continue
        one = Chosen(table=table, row=row or Row())
        says = _state(bench, _alone(bench, one))
        if not _adds_nothing(bench, one, says):
            found.append(_other(bench, one, says=says, agrees=says in (by_limits, Status.UNKNOWN)))
    return tuple(found)


def _alone(bench: _Bench, one: Chosen) -> Scale | None:
    """Give the scale that one authority makes by itself; None if it judges no person."""
    if one.table.scope is Scope.POPULATION or bench.marker.never_classifies:
        return None
    table = msgspec.structs.replace(one.table, applies="")
    return scale([Chosen(table=table, row=one.row)], plausible=bench.marker.plausible)


def _adds_nothing(bench: _Bench, one: Chosen, says: Status) -> bool:
    """Whether a table's limits are all in use already, or it speaks of the other side only."""
    limits = one.limits()
    in_use = {limit.name: limit.value for limit in bench.scale.limits} if bench.scale else {}
    repeats = bool(limits) and limits.items() <= in_use.items()
    of_excess_only = bool(limits) and limits.keys() <= {"high_from", "toxic_from"}
    not_in_excess = bench.scale is not None and says in (Status.ADEQUATE, Status.UNKNOWN)
    return repeats or (of_excess_only and not_in_excess)


def _other(bench: _Bench, one: Chosen, *, says: Status, agrees: bool) -> OtherReading:
    return OtherReading(
        authority=one.table.authority,
        year=one.table.year,
        source=one.table.source,
        checked=one.checked,
        reading=says,
        agrees=agrees,
        limits=sentences.limits_words(one, unit=bench.marker.unit),
        scope=one.table.scope,
        applies=one.table.applies,
        note=one.table.note,
    )


def _speaks_for(bench: _Bench) -> tuple[SpeaksFor, ...]:
    """Lower the strength where a failing kidney raises a marker whose rise means deficiency."""
    kidney = bench.marker.kidney
    if kidney is None or kidney.moves is not Moves.RISES or not is_reduced(bench.egfr):
        return bench.marker.speaks_for
    return tuple(
        msgspec.structs.replace(one, strength=one.strength.weaker())
        if one.direction is Direction.HIGH_IS_DEFICIENT
        else one
        for one in bench.marker.speaks_for
    )


def _checked(bench: _Bench, by_limits: Status) -> Checked:
    grades = [bench.scale.checked(by_limits)] if bench.scale else [bench.marker.checked]
    if bench.corrected.checked:
        grades.append(bench.corrected.checked)
    return least_checked(grades)


def _source(bench: _Bench, main: Limit | None) -> str:
    if main is not None:
        return main.by.table.source
    return bench.scale.main.table.source if bench.scale else bench.marker.source


def _last_date(measured: Sequence[Measured]) -> dt.date | None:
    dates = [each.result.date for each in measured if each.result.date]
    return max(dates, default=None)
