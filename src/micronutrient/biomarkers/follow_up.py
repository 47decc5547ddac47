"""The results of each marker over time: how it went from day to day, and whether that can be read.

Values are compared after conversion and the marker's own correction. Of several results of a day
the one that is used stands for the day, and results of one day are never a change.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from micronutrient.biomarkers import change
from micronutrient.biomarkers.change import WITHIN_PERSON, Span, Step
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured, check
from micronutrient.biomarkers.readings import Reading
from micronutrient.biomarkers.records import Marker, Moves
from micronutrient.biomarkers.repeats import leading
from micronutrient.matching import fold
from micronutrient.series import ChangeLimits, MarkerChange, MarkerPoint, MarkerSeries, Moved
from micronutrient.states import Status
from micronutrient.wording import given, listed, unit

RECENT_DAYS = 31
"""Falls over more days, or that ended longer ago, are told to no alert."""
_ROUNDING = 1e-9
_DECIMALS = 6
"""So that 0.9 of 1 is a fall by 10 %, as the laboratory's figures say, and not by a hair less."""


class Fall(msgspec.Struct, frozen=True, kw_only=True):
    """How far a marker fell between two days, at least.

    Attributes
    ----------
    percent
        Of the earlier value; a bound where a result is one.
    days, ago
        Between the two results, and from the later one to the latest result of the case.
    said
        Both values in words.
    """

    percent: float
    days: int
    ago: int
    said: str


def series(readings: Sequence[Reading]) -> tuple[MarkerSeries, ...]:
    """Give every marker that has results of two or more days, in the order of the case."""
    return tuple(
        _series(found, days) for found in _by_marker(readings) if len(days := _days(found)) > 1
    )


def falls(readings: Sequence[Reading]) -> dict[str, tuple[Fall, ...]]:
    """Give every fall of a marker from one day to a later one, recent as `RECENT_DAYS` says.

    No fall is one that a fault of a sample could have made: potassium that left the red cells was
    never in the serum.
    """
    latest = max((one.date for one in readings if one.date), default=None)
    found = {}
    for rows in _by_marker(readings) if latest else ():
        days = [one for one in _days(rows) if one.date and _recent(one.date, latest)]
        fallen = (_fall(a, b, latest) for a, b in combinations(days, 2))
        found[rows[0].marker] = tuple(one for one in fallen if one)
    return {slug: rows for slug, rows in found.items() if rows}


def _recent(date: dt.date, latest: dt.date | None) -> bool:
    return latest is not None and (latest - date).days <= 2 * RECENT_DAYS


def _fall(earlier: Reading, later: Reading, latest: dt.date | None) -> Fall | None:
    percent = _step(earlier, later).percent_at_most
    days = _between(earlier, later)
    ago = (latest - later.date).days if latest and later.date else 0
    if percent is None or percent >= 0 or max(days, ago) > RECENT_DAYS:
        return None
    if _feigned(earlier, later):
        return None
    return Fall(
        percent=round(-percent, _DECIMALS),
        days=days,
        ago=ago,
        said=f"{change.span_words(_span(earlier))} to {_valued(later)}",
    )


def _by_marker(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Gather what the laboratory measured; what was computed from it is followed by its parts."""
    found: dict[str, list[Reading]] = {}
    for one in readings:
        if not one.computed_from and one.log10_per_unit is None:
            found.setdefault(one.marker, []).append(one)
    yield from found.values()


def _days(readings: Sequence[Reading]) -> list[Reading]:
    """Give the leading result of each day, oldest first."""
    found: dict[dt.date, list[Reading]] = {}
    for one in readings:
        if one.date:
            found.setdefault(one.date, []).append(one)
    return [leading(found[date]) for date in sorted(found)]


def _series(readings: Sequence[Reading], days: Sequence[Reading]) -> MarkerSeries:
    kind = marker(days[0].marker)
    return MarkerSeries(
        marker=kind.slug,
        label=kind.name,
        unit=kind.unit,
        nutrients=tuple(one.nutrient for one in kind.speaks_for),
        points=tuple(map(_point, days)),
        limits=change.limits_of(kind),
        from_previous=_compare(days[-2], days[-1]),
        from_first=_compare(days[0], days[-1]),
        notes=tuple(_notes(readings, days)),
    )


def _point(reading: Reading) -> MarkerPoint:
    return MarkerPoint(
        date=str(reading.date),
        value=reading.used_value,
        comparator=reading.comparator,
        reading=reading.reading,
        bands=reading.bands,
        printed=_printed(reading),
    )


def _compare(earlier: Reading, later: Reading) -> MarkerChange:
    found = _step(earlier, later)
    hidden = _hidden(earlier, later, found.moved)
    kind = marker(later.marker)
    why = (
        f"{kind.name} {_pair(earlier, later)}: this change cannot be read, since {hidden}."
        if hidden
        else _told(found, earlier, later, kind)
    )
    return change.record(
        found,
        dates=(earlier.date, later.date) if earlier.date and later.date else None,
        hidden=hidden,
        why=why,
        doubts=_doubts(earlier, later, hidden=bool(hidden)),
    )


def _told(found: Step, earlier: Reading, later: Reading, kind: Marker) -> str:
    return change.told(
        found,
        name=kind.name,
        earlier=_span(earlier),
        later=_span(later),
        marker_unit=kind.unit,
        limits=_limits(later),
    )


def _step(earlier: Reading, later: Reading) -> Step:
    return change.step(_span(earlier), _span(later), limits=_limits(later))


def _limits(reading: Reading) -> ChangeLimits:
    return change.limits_of(marker(reading.marker))


def _span(reading: Reading) -> Span:
    """Give the bounds of a result; one below the limit of measurement reaches down to zero."""
    sign = reading.comparator or ""
    return Span(
        at_least=0.0 if sign.startswith("<") else reading.used_value,
        at_most=float("inf") if sign.startswith(">") else reading.used_value,
    )


def _between(earlier: Reading, later: Reading) -> int:
    return (later.date - earlier.date).days if earlier.date and later.date else 0


def _pair(earlier: Reading, later: Reading) -> str:
    return f"from {change.span_words(_span(earlier))} to {_valued(later)}"


def _valued(reading: Reading) -> str:
    return f"{change.span_words(_span(reading))} {unit(reading.used_unit)}".rstrip()


def _printed(reading: Reading) -> str:
    return f"{reading.comparator or ''}{given(reading.value)} {unit(reading.unit)}".strip()


def _hidden(earlier: Reading, later: Reading, moved: Moved) -> str:
    """Say what makes a change unreadable; nothing where it can be read."""
    for one in (earlier, later):
        for fault in one.faults:
            return f"{fault.cause} ({one.date})"
        if one.reading is Status.UNINTERPRETABLE:
            return f"the result of {one.date} cannot be read ({one.repeat})"
    return _made_by_inflammation(earlier, later, moved)


def _made_by_inflammation(earlier: Reading, later: Reading, moved: Moved) -> str:
    """Say that inflammation which came or went could have made this change by itself."""
    moves = _moved_by_inflammation(later)
    if moves is Moves.NONE or {earlier.inflamed, later.inflamed} != {True, False}:
        return ""
    rises = (moves is Moves.RISES) == later.inflamed
    if moved is not (Moved.ROSE if rises else Moved.FELL):
        return ""
    inflamed, other = (later, earlier) if later.inflamed else (earlier, later)
    return (
        f"inflammation {_does(moves)} this marker, and CRP or AGP was raised on {inflamed.date} "
        f"and not on {other.date}"
    )


def _feigned(earlier: Reading, later: Reading) -> bool:
    """Whether a fault of a sample may have raised the earlier or lowered the later result."""
    raised = any(one.moves is not Moves.FALLS for one in earlier.faults)
    return raised or any(one.moves is not Moves.RISES for one in later.faults)


def _moved_by_inflammation(reading: Reading) -> Moves:
    effect = marker(reading.marker).inflammation
    return effect.moves if effect else Moves.NONE


def _doubts(earlier: Reading, later: Reading, *, hidden: bool) -> Iterator[str]:
    """Say what besides the person may have made a change."""
    one, other = earlier.sample, later.sample
    for what, was, now in (
        ("assays", one.assay, other.assay),
        ("specimens", one.specimen, other.specimen),
    ):
        if was and now and fold(was) != fold(now):
            yield f"two {what} ({was}, then {now}): the change may be the method's"
    if marker(later.marker).fasting and {one.fasting, other.fasting} == {True, False}:
        yield "one sample was taken fasting, the other was not"
    if _is_corrected(earlier) is not _is_corrected(later):
        yield "one of the two results is corrected and the other could not be"
    limits = _limits(later)
    if WITHIN_PERSON in limits.assumed:
        yield from change.assumptions(limits)
    if not hidden:
        yield from _inflammation(earlier, later)


def _inflammation(earlier: Reading, later: Reading) -> Iterator[str]:
    moves = _moved_by_inflammation(later)
    states = (earlier.inflamed, later.inflamed)
    if moves is Moves.NONE:
        return
    does = _does(moves)
    if states == (True, True):
        yield f"inflammation at both dates, which {does} this marker: compare CRP too"
    elif True in states and False in states:
        only = later.date if later.inflamed else earlier.date
        yield f"inflammation {does} this marker, and CRP or AGP was raised on {only} only"
    elif None in states:
        when = [str(r.date) for r in (earlier, later) if r.inflamed is None]
        yield f"inflammation {does} this marker, and CRP is not known for {listed(when)}"


def _does(moves: Moves) -> str:
    return "raises" if moves is Moves.RISES else "lowers"


def _is_corrected(reading: Reading) -> bool:
    return not _same(_converted(reading), reading.used_value)


def _converted(reading: Reading) -> float:
    found = check(reading.sample, marker=marker(reading.marker), index=reading.index)
    return found.value if isinstance(found, Measured) else reading.used_value


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= abs(other) * _ROUNDING


def _notes(readings: Sequence[Reading], days: Sequence[Reading]) -> Iterator[str]:
    undated = sum(one.date is None for one in readings)
    if undated:
        yield f"not in the series, since without a date: {_results(undated)}"
    leading_ones = set(map(id, days))
    beside = [one for one in readings if one.date and id(one) not in leading_ones]
    if beside:
        rows = listed([f"{_printed(one)} ({one.date})" for one in beside])
        yield f"results of a day that has another one, left out here: {rows}"
    changed = [one for one in days if not _same(one.value, one.used_value)]
    if changed:
        rows = listed([f"{_printed(one)} ({one.date})" for one in changed])
        yield f"converted or corrected; as printed: {rows}"
    if any(_limits_differ(one, days[-1]) for one in days):
        yield "limits differ between the dates: each result is read by those of its own"


def _limits_differ(one: Reading, other: Reading) -> bool:
    return one.bands != other.bands


def _results(number: int) -> str:
    return "one result" if number == 1 else f"{number} results"
