"""Several results of one marker: which of them is used, and what the others say.

The latest is used. Of results of one day, or without a date, the one that needs attention most is,
so that a contradiction never hides a danger; the others are named beside it, and the assessment
asks which is right. One that cannot be read gives way to one that can.
"""

import datetime as dt
import math
from collections.abc import Sequence

import msgspec

from micronutrient.biomarkers.readings import Reading
from micronutrient.biomarkers.rules import rules
from micronutrient.states import SILENT, Status
from micronutrient.verdict import Doubt
from micronutrient.wording import listed, number, unit

_ATTENTION = {
    Status.DEFICIENT: 2,
    Status.TOXIC: 2,
    Status.LOW: 1,
    Status.HIGH: 1,
    Status.UNINTERPRETABLE: -1,
}
_SHOWN = 4


def choose(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Mark which result of each marker is used; a result without a date is older than any."""
    same_day = _same_day(readings)
    chosen: dict[str, int] = {}
    for place, one in enumerate(readings):
        held = chosen.get(one.marker)
        if held is None or _rank(one) >= _rank(readings[held]):
            chosen[one.marker] = place
    return tuple(
        _used(one, same_day[one.marker, one.date]) if chosen[one.marker] == place else one
        for place, one in enumerate(readings)
    )


def leading(readings: Sequence[Reading]) -> Reading:
    """Give the result that is used of several of one marker; of equals, the last of the list."""
    return max(enumerate(readings), key=lambda pair: (_rank(pair[1]), pair[0]))[1]


def _rank(reading: Reading) -> tuple[dt.date, int]:
    return reading.date or dt.date.min, _ATTENTION.get(reading.reading, 0)


def contradictions(readings: Sequence[Reading]) -> tuple[Doubt, ...]:
    """Ask about the results of one marker and one day that do not read the same; all are kept."""
    return tuple(_doubt(same) for same in _same_day(readings).values() if _differ(same))


def _same_day(
    readings: Sequence[Reading],
) -> dict[tuple[str, dt.date | None], list[Reading]]:
    found: dict[tuple[str, dt.date | None], list[Reading]] = {}
    for one in readings:
        found.setdefault((one.marker, one.date), []).append(one)
    return found


def _differ(same: Sequence[Reading]) -> bool:
    """Whether they read otherwise, or lie further apart than two samples of one state would."""
    if len({one.reading for one in same if one.reading not in SILENT}) > 1:
        return True
    plain = [one.ratio_value for one in same if one.comparator is None and one.ratio_value > 0]
    apart = math.log(max(plain) / min(plain)) if plain else 0.0
    return apart > rules().change.z * math.sqrt(2) * same[0].sd_ln


def _doubt(same: Sequence[Reading]) -> Doubt:
    worst = max(reversed(same), key=lambda one: _ATTENTION.get(one.reading, 0))
    more = [f"{len(same) - _SHOWN} more"] if len(same) > _SHOWN else []
    values = listed([*map(_printed, same[:_SHOWN]), *more])
    places = listed([*(f"labs[{one.index}]" for one in same[:_SHOWN]), *more])
    day = f"of {same[0].date}" if same[0].date else "without a date"
    return Doubt(
        input=f"labs[{same[0].index}]",
        why=f"{same[0].label}: {len(same)} results {day} contradict each other, {values}; all are "
        f"kept, and {_printed(worst)} is used until that is settled",
        ask=f"which is right: {places}?",
    )


def _printed(one: Reading) -> str:
    return f"{one.comparator or ''}{number(one.value)} {unit(one.unit)} ({one.reading})"


def _used(reading: Reading, same: Sequence[Reading]) -> Reading:
    others = [
        f"another result of the same day, {number(one.value)} {unit(one.unit)}, reads "
        f"{one.reading}: which is right?"
        for one in same
        if one.reading is not reading.reading
    ]
    return msgspec.structs.replace(reading, used=True, notes=(*reading.notes, *others))
