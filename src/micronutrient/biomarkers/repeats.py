"""Several results of one marker: which of them is used, and what the others say.

The latest is used. Of results of one day, or without a date, the one that needs attention most is,
so that a contradiction never hides a danger; the other is named beside it.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from micronutrient.biomarkers.readings import Reading
from micronutrient.verdict import Status
from micronutrient.wording import number, unit

_ATTENTION = {Status.DEFICIENT: 2, Status.TOXIC: 2, Status.LOW: 1, Status.HIGH: 1}


def choose(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Mark which result of each marker is used; a result without a date is older than any."""
    chosen: dict[str, int] = {}
    for place, one in enumerate(readings):
        held = chosen.get(one.marker)
        if held is None or _rank(one) >= _rank(readings[held]):
            chosen[one.marker] = place
    return tuple(
        _used(one, readings) if chosen[one.marker] == place else one
        for place, one in enumerate(readings)
    )


def leading(readings: Sequence[Reading]) -> Reading:
    """Give the result that is used of several of one marker; of equals, the last of the list."""
    return max(enumerate(readings), key=lambda pair: (_rank(pair[1]), pair[0]))[1]


def _rank(reading: Reading) -> tuple[dt.date, int]:
    return reading.date or dt.date.min, _ATTENTION.get(reading.reading, 0)


def _used(reading: Reading, readings: Sequence[Reading]) -> Reading:
    same_day = [
        f"another result of the same day, {number(one.value)} {unit(one.unit)}, reads "
        f"{one.reading}: which is right?"
        for one in readings
        if one is not reading
        and (one.marker, one.date) == (reading.marker, reading.date)
        and one.reading is not reading.reading
    ]
    return msgspec.structs.replace(reading, used=True, notes=(*reading.notes, *same_day))
