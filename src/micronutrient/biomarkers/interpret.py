"""Laboratory results of one case to readings: quality first, then what each says, and why.

Nothing here classifies a person by a marker that no authority sets limits for, that inflammation or
haemolysis has made unreadable, or that judges populations only.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from micronutrient.biomarkers import inflammation, sentences
from micronutrient.biomarkers.bench import Bench, lay_out
from micronutrient.biomarkers.circumstances import NOTHING_KNOWN, Circumstances
from micronutrient.biomarkers.combined import derive
from micronutrient.biomarkers.companions import Companions
from micronutrient.biomarkers.cutoff_records import DayTime, Row, Scope
from micronutrient.biomarkers.cutoffs import Chosen, Limit, Scale, applicable, is_meant, scale
from micronutrient.biomarkers.disturbances import Disturbance, disturbances
from micronutrient.biomarkers.explaining import explained_away
from micronutrient.biomarkers.kidney import egfr_at, failing
from micronutrient.biomarkers.quality import Accepted, Measured, accept
from micronutrient.biomarkers.readings import LabReadings, OtherReading, Reading
from micronutrient.biomarkers.records import SpeaksFor, Then
from micronutrient.biomarkers.repeats import choose, contradictions
from micronutrient.biomarkers.rules import rules
from micronutrient.biomarkers.sample_patterns import with_shown_faults
from micronutrient.biomarkers.variation import sd_ln
from micronutrient.case import LabResult
from micronutrient.person import Person
from micronutrient.sources import Checked, least_checked
from micronutrient.states import SILENT, Status

_ASKS_NOTHING = SILENT | {Status.ADEQUATE}
"""Readings that stand whatever the time of the sample, or that nobody can read."""


def interpret(
    results: Sequence[LabResult], *, person: Person, around: Circumstances = NOTHING_KNOWN
) -> LabReadings:
    """Read all laboratory results of one case.

    Parameters
    ----------
    results
        As the laboratory printed them.
    person
        Whose they are.
    around
        What else bears on them: medicines and conditions that move markers, supplements, the day.

    Returns
    -------
    LabReadings
        Readings, what was quarantined, and every fault of the input (``labs[2].unit``). Of several
        results of a marker the latest is used; all are read.
    """
    return interpret_accepted(accept(results), person=person, around=around)


def interpret_accepted(
    accepted: Accepted, *, person: Person, around: Circumstances = NOTHING_KNOWN
) -> LabReadings:
    """Read the results that were accepted. See `interpret`."""
    measured = Companions(with_shown_faults(accepted.measured))
    latest = _last_date(measured)
    state = inflammation.state_at(measured, date=latest)
    egfr = egfr_at(measured, person=person, date=latest)
    derived = derive(measured, person=person, around=around)
    read = [
        _read(lay_out(each, person=person, measured=measured, around=around))
        for each in (*measured, *derived.found)
    ]
    readings = explained_away(choose(read))
    return LabReadings(
        readings=readings,
        quarantined=accepted.quarantined,
        doubts=contradictions(read),
        faults=accepted.faults,
        inflammation=inflammation.told(measured, date=latest),
        inflamed=state.inflamed,
        crp_mg_l=state.crp_at_least,
        egfr_ml_min=egfr,
        not_computed=derived.refused,
        kidney_reduced=bool(failing(egfr, stated=around.kidney_disease)),
        findings=_findings(readings),
    )


class _Judged(NamedTuple):
    """What a result says by its limits, and what has moved it or closed it to reading."""

    by_limits: Status
    moved: tuple[Disturbance, ...]
    main: Limit | None

    @property
    def closed(self) -> tuple[Disturbance, ...]:
        return tuple(one for one in self.moved if one.then is Then.UNREADABLE)

    @property
    def final(self) -> Status:
        return Status.UNINTERPRETABLE if self.closed else self.by_limits


def _judge(bench: Bench) -> _Judged:
    by_limits = bench.reads(bench.scale)
    return _Judged(
        by_limits=by_limits,
        moved=disturbances(bench, by_limits),
        main=bench.scale.decisive(by_limits) if bench.scale else None,
    )


def _read(bench: Bench) -> Reading:
    marker, result, computed = bench.marker, bench.measured.result, bench.measured.computed
    judged = _judge(bench)
    main, closed = judged.main, judged.closed
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
        sd_ln=computed.sd_ln if computed else sd_ln(marker),
        log10_per_unit=marker.log10_per_unit,
        computed_from=computed.parts if computed else (),
        replaces=marker.replaces,
        yields_to=marker.yields_to,
        reading=judged.final,
        grade="" if closed else _grade(bench),
        repeat="; ".join(dict.fromkeys(one.repeat for one in closed)),
        why=_why(bench, judged),
        notes=_notes(bench, judged),
        background=tuple(filter(None, (main.by.table.note if main else "", marker.note))),
        advice=marker.advice,
        authority=sentences.authority(main.by) if main else "",
        source=next((one.source for one in closed if one.source), "") or _source(bench, main),
        checked=_checked(bench, judged),
        speaks_for=_speaks_for(bench, judged.moved),
        others=_others(bench, judged.by_limits, closed=bool(closed)),
        used=False,
        sample=result,
        inflamed=bench.state.inflamed,
        faults=bench.measured.faults,
    )


def _grade(bench: Bench) -> str:
    if bench.scale is None or bench.measured.result.comparator is not None:
        return ""
    grades = bench.scale.main.row.grades
    return next((grade.name for grade in grades if grade.holds(bench.corrected.value)), "")


def _why(bench: Bench, judged: _Judged) -> str:
    unit, by_limits = bench.marker.unit, judged.by_limits
    head = sentences.value_words(
        bench.measured, used=bench.corrected.value, how=bench.corrected.how
    )
    if bench.scale is None:
        return f"{head} {_not_graded(bench)}."
    if by_limits is Status.UNKNOWN:
        censored = bench.measured.result.comparator is not None
        return f"{head} {sentences.undecided(bench.scale, unit=unit, censored=censored)}."
    if judged.closed:
        told = "; ".join(f"{one.cause}; {one.repeat}" for one in judged.closed)
        return f"{head} cannot be read: {told}."
    against = sentences.held_against(bench.scale, state=by_limits, unit=unit, grade=_grade(bench))
    return f"{head} is {against}."


def _not_graded(bench: Bench) -> str:
    marker = bench.marker
    intervals = marker.intervals_for(sex=bench.group.sex, age_y=bench.group.age_y)
    usual = sentences.interval_words(intervals, unit=marker.unit)
    tail = f"; {usual}" if usual else ""
    if marker.never_classifies:
        return f"is shown only: {marker.never_classifies}{tail}"
    if not marker.speaks_for:
        return "is context: it says how far other markers can be read"
    if not bench.group.assay and any(row.assay for table in marker.cutoffs for row in table.rows):
        return f"is shown only: its limits hang on the assay, which is not named{tail}"
    if any(table.rows for table in marker.cutoffs):
        return f"is shown only: no authority on file sets limits for this person{tail}"
    return f"is shown only: no authority on file sets limits{tail}"


def _notes(bench: Bench, judged: _Judged) -> tuple[str, ...]:
    final = judged.final
    notes = (
        *bench.measured.notes,
        bench.corrected.doubt if final is not Status.UNINTERPRETABLE else "",
        _inflammation_doubt(bench, final),
        _if_inflamed(bench, final),
        *(_told(one) for one in judged.moved if one.then is not Then.UNREADABLE),
        _when_taken(bench, final),
        _old(bench),
    )
    return tuple(dict.fromkeys(note for note in notes if note))


def _inflammation_doubt(bench: Bench, final: Status) -> str:
    bands = bench.scale.bands if bench.scale else ()
    return inflammation.doubt(
        final, effect=bench.marker.inflammation, state=bench.state, bands=bands
    )


def _told(one: Disturbance) -> str:
    weaker = "it counts one grade less" if one.then is Then.WEAKER else ""
    return "; ".join(filter(None, (one.note.rstrip("."), weaker)))


def _when_taken(bench: Bench, final: Status) -> str:
    """Say what of the time of the sample stays open, where the reading may come from it."""
    marker, group = bench.marker, bench.group
    if bench.scale is None or final in _ASKS_NOTHING:
        return ""
    if marker.morning and group.day_time is DayTime.AFTERNOON:
        return "taken in the afternoon: this marker is read in the morning"
    if marker.fasting and group.fasting is None:
        return "whether the sample was taken fasting is not known"
    return ""


def _old(bench: Bench) -> str:
    date, today = bench.measured.result.date, bench.around.today
    days = (today - date).days if today and date else 0
    if days <= rules().old.days:
        return ""
    return f"taken on {date}, {days} days ago: it may no longer hold; measure again"


def _if_inflamed(bench: Bench, final: Status) -> str:
    """Say that the reading would change with inflammation, where that is not known."""
    closed = final is Status.UNINTERPRETABLE
    if bench.scale is None or bench.state.inflamed is not None or closed:
        return ""
    group = msgspec.structs.replace(bench.group, inflamed=True)
    raised = scale(applicable(bench.marker, group), plausible=bench.marker.plausible)
    would = bench.reads(raised)
    if raised is None or would == final:
        return ""
    limits = sentences.limits_words(raised.main, unit=bench.marker.unit)
    return f"CRP is not known: with inflammation it would read {would} ({limits}); measure CRP"


def _others(bench: Bench, by_limits: Status, *, closed: bool) -> tuple[OtherReading, ...]:
    """Give what other authorities say; of a closed reading, only those meant for the condition."""
    main = bench.scale.main.table if bench.scale else None
    rows = {id(one.table): one.row for one in bench.chosen}
    found = []
    for table in bench.marker.cutoffs:
        row = rows.get(id(table))
        if table is main or not is_meant(table, bench.group) or (row is None and table.rows):
            continue
        if closed and not table.conditions:
            continue
        one = Chosen(table=table, row=row or Row())
        says = bench.reads(_alone(bench, one))
        if not _adds_nothing(bench, one, says):
            found.append(_other(bench, one, says=says, agrees=says in (by_limits, Status.UNKNOWN)))
    return tuple(found)


def _alone(bench: Bench, one: Chosen) -> Scale | None:
    """Give the scale that one authority makes by itself; None if it judges no person."""
    if one.table.scope is Scope.POPULATION or bench.marker.never_classifies:
        return None
    table = msgspec.structs.replace(one.table, applies="")
    return scale([Chosen(table=table, row=one.row)], plausible=bench.marker.plausible)


def _adds_nothing(bench: Bench, one: Chosen, says: Status) -> bool:
    """Whether a table's limits are all in use already, or it speaks of the other side only."""
    limits = one.limits()
    in_use = {limit.name: limit.value for limit in bench.scale.limits} if bench.scale else {}
    repeats = bool(limits) and limits.items() <= in_use.items()
    of_excess_only = bool(limits) and limits.keys() <= {"high_from", "toxic_from"}
    not_in_excess = bench.scale is not None and says in (Status.ADEQUATE, Status.UNKNOWN)
    return repeats or (of_excess_only and not_in_excess)


def _other(bench: Bench, one: Chosen, *, says: Status, agrees: bool) -> OtherReading:
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


def _speaks_for(bench: Bench, moved: Sequence[Disturbance]) -> tuple[SpeaksFor, ...]:
    """Lower the strength by one grade where something may have made this reading by itself."""
    if not any(one.then is Then.WEAKER for one in moved):
        return bench.marker.speaks_for
    return tuple(
        msgspec.structs.replace(one, strength=one.strength.weaker())
        for one in bench.marker.speaks_for
    )


def _checked(bench: Bench, judged: _Judged) -> Checked:
    by_cause = [one.checked for one in judged.closed if one.checked]
    if by_cause:
        return least_checked(by_cause)
    grades = [bench.scale.checked(judged.by_limits)] if bench.scale else [bench.marker.checked]
    if bench.corrected.checked:
        grades.append(bench.corrected.checked)
    return least_checked(grades)


def _source(bench: Bench, main: Limit | None) -> str:
    if main is not None:
        return main.by.table.source
    return bench.scale.main.table.source if bench.scale else bench.marker.source


def _findings(readings: Sequence[Reading]) -> frozenset[str]:
    """Name the agents that the results in use show by themselves."""
    faults = (fault for one in readings if one.used for fault in one.faults)
    return frozenset(fault.finding for fault in faults if fault.finding)


def _last_date(measured: Sequence[Measured]) -> dt.date | None:
    dates = [each.result.date for each in measured if each.result.date]
    return max(dates, default=None)
