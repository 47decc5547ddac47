"""Explaining away: a result that the lack of one nutrient makes no longer speaks for another.

Homocysteine is raised by too little vitamin B12 and by too little folate. Where methylmalonic acid
shows that B12 is lacking, a raised homocysteine is what one would see whatever the folate, and it
is no evidence of too little folate; nor the other way round.

Which marker, and by what, stands in the marker's file (`explained`).
"""

from collections.abc import Iterator, Sequence

import msgspec

from micronutrient.biomarkers.companions import days_apart
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.readings import Reading
from micronutrient.biomarkers.records import Explained, SpeaksFor, Strength
from micronutrient.biomarkers.rules import rules
from micronutrient.states import SILENT, TOO_LITTLE, Status
from micronutrient.wording import readable

_FIRM = frozenset({Strength.STRONG, Strength.MODERATE})


def explained_away(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Take from results what the lack of another nutrient explains.

    Parameters
    ----------
    readings
        All results of a case, with those in use marked.

    Returns
    -------
    tuple of Reading
        The same, in the same order. A result that reads too little, and that another lack explains,
        is context for the nutrient that it then says nothing of, and says so in its notes. A lack
        explains only where a strong or moderate result of the same days reads deficient, no other
        such result contradicts it, and it does not rest on the result that it would explain. A
        result that reads adequate still speaks: it shows that neither is lacking.
    """
    used = [one for one in readings if one.used and one.reading not in SILENT]
    return tuple(_without_explained(one, used) for one in readings)


def _without_explained(reading: Reading, used: Sequence[Reading]) -> Reading:
    if reading.reading not in TOO_LITTLE:
        return reading
    found = dict(_explanations(reading, used))
    if not found:
        return reading
    return msgspec.structs.replace(
        reading,
        speaks_for=tuple(_silenced(one, found) for one in reading.speaks_for),
        notes=(*reading.notes, *(_told(why, cause) for why, cause in found.values())),
    )


def _explanations(
    reading: Reading, used: Sequence[Reading]
) -> Iterator[tuple[str, tuple[Explained, Reading]]]:
    for why in marker(reading.marker).explained:
        firm = list(_firm(why.by, reading, used))
        lacking = [one for one in firm if one.reading is Status.DEFICIENT]
        agree = all(one.reading in TOO_LITTLE for one in firm)
        if lacking and agree:
            yield why.nutrient, (why, lacking[0])


def _firm(nutrient: str, reading: Reading, used: Sequence[Reading]) -> Iterator[Reading]:
    """Give the results of the same days that decide on a nutrient, and do not rest on this one."""
    for one in used:
        near = days_apart(one.date, reading.date) <= rules().beside.days
        if near and one.strength_for(nutrient) in _FIRM and reading.marker not in one.replaces:
            yield one


def _silenced(one: SpeaksFor, found: dict[str, tuple[Explained, Reading]]) -> SpeaksFor:
    if one.nutrient not in found:
        return one
    return msgspec.structs.replace(one, strength=Strength.CONTEXT)


def _told(why: Explained, cause: Reading) -> str:
    return (
        f"{cause.label} shows too little {readable(why.by)}, which explains this result whatever "
        f"the {readable(why.nutrient)}: it does not count for {readable(why.nutrient)}; "
        f"{why.instead}"
    )
