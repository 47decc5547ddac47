"""Faults of a sample that nobody noted, told by what its results show together.

A potassium very high beside a calcium very low is EDTA from another tube until a new sample says
otherwise; fat in the serum takes up room that an indirect electrode counts as water.

Numbers: data/biomarker_rules.toml, `sample_patterns`; which way a fault moves a marker stands in
the marker's file.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from micronutrient.biomarkers.quality import FoundFault, Measured
from micronutrient.biomarkers.records import Moves
from micronutrient.biomarkers.rules import SamplePattern, Sign, rules
from micronutrient.biomarkers.sentences import printed
from micronutrient.wording import listed, readable

_Filed = Mapping[Sign, Mapping[dt.date | None, Sequence[Measured]]]
"""The results that are as each sign asks, by date."""


def with_shown_faults(measured: Sequence[Measured]) -> tuple[Measured, ...]:
    """Add to each result the faults that the other results of its sample show.

    Parameters
    ----------
    measured
        Accepted results of one case. Those of one day count as one sample, unless their times
        differ; one without a date counts with any.

    Returns
    -------
    tuple of Measured
        The same results in the same order. A fault that the laboratory noted is not added again,
        nor one that does not move the marker. A result of a marker that the pattern asks for must
        show it itself: a second sample of the day that is in order stays so.
    """
    filed = _file(measured)
    return tuple(_with_faults(each, filed) for each in measured)


def _file(measured: Iterable[Measured]) -> _Filed:
    asked: dict[str, list[Sign]] = {}
    for sign in {sign for pattern in rules().sample_patterns for sign in pattern.signs}:
        asked.setdefault(sign.marker, []).append(sign)
    filed: dict[Sign, dict[dt.date | None, list[Measured]]] = {}
    for each in measured:
        for sign in asked.get(each.marker.slug, ()):
            if _is_as_asked(each, sign):
                filed.setdefault(sign, {}).setdefault(each.result.date, []).append(each)
    return filed


def _with_faults(each: Measured, filed: _Filed) -> Measured:
    noted = {fault.name for fault in each.faults}
    shown = tuple(fault for fault in _shown(each, filed) if fault.name not in noted)
    return msgspec.structs.replace(each, faults=(*each.faults, *shown)) if shown else each


def _shown(each: Measured, filed: _Filed) -> Iterator[FoundFault]:
    for pattern in rules().sample_patterns:
        moves = each.marker.sample_faults.get(pattern.fault, Moves.NONE)
        concerned = moves is not Moves.NONE and pattern.concerns(each.marker.slug)
        signs = _signs(pattern, each, filed) if concerned else ()
        if signs:
            told = listed([f"{readable(one.marker.slug)} {printed(one)}" for one in signs])
            yield FoundFault(
                name=pattern.fault,
                moves=moves,
                cause=pattern.cause.format(results=told),
                repeat=pattern.repeat,
                finding=pattern.finding,
                source=pattern.source,
                checked=pattern.checked,
            )


def _signs(pattern: SamplePattern, each: Measured, filed: _Filed) -> tuple[Measured, ...]:
    """Give the results that show a pattern; nothing if it does not stand."""
    needed = [_standing(sign, each, filed) for sign in pattern.all_of]
    either = [one for sign in pattern.any_of if (one := _standing(sign, each, filed))]
    against = any(_standing(sign, each, filed) for sign in pattern.none_of)
    found = [one for one in needed if one is not None]
    complete = len(found) == len(needed) and (bool(either) or not pattern.any_of)
    return (*found, *either) if complete and not against else ()


def _standing(sign: Sign, each: Measured, filed: _Filed) -> Measured | None:
    """Give a result of the same sample that is as a sign asks; None if there is none."""
    if sign.marker == each.marker.slug:
        return each if _is_as_asked(each, sign) else None
    by_date, date = filed.get(sign, {}), each.result.date
    days = by_date if date is None else (date, None)
    found = (one for day in days for one in by_date.get(day, ()) if _one_time(one, each))
    return next(found, None)


def _one_time(one: Measured, other: Measured) -> bool:
    times = one.result.time, other.result.time
    return None in times or len(set(times)) == 1


def _is_as_asked(one: Measured, sign: Sign) -> bool:
    """Whether a result surely lies within the bounds; a censored one may not."""
    reaches = sign.at_least is None or one.at_least >= sign.at_least
    return reaches and (sign.below is None or one.at_most < sign.below)
