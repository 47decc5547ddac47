"""Laboratory markers: which there are, what is on file about one, whether two results differ."""

import re

import msgspec

from micronutrient.biomarkers import change
from micronutrient.biomarkers import marker as table
from micronutrient.biomarkers.change import Span
from micronutrient.biomarkers.quality import Measured, check
from micronutrient.biomarkers.records import Marker, SpeaksFor
from micronutrient.biomarkers.rules import rules
from micronutrient.case import Comparator, LabResult
from micronutrient.datafiles import source
from micronutrient.errors import ImplausibleValue, InputFault
from micronutrient.series import ChangeLimits, MarkerChange
from micronutrient.sources import Source


class MarkerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One marker in a list."""

    slug: str
    name: str
    unit: str
    speaks_for: tuple[SpeaksFor, ...]
    loinc: tuple[str, ...]


class ShownMarker(msgspec.Struct, frozen=True, kw_only=True):
    """All that is on file about a marker, and who says so."""

    marker: Marker
    sources: tuple[Source, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two results of a marker differ by more than chance and the day explain."""

    marker: str
    name: str
    unit: str
    earlier: str
    later: str
    change: MarkerChange
    limits: ChangeLimits
    sources: tuple[Source, ...]


_RESULT = re.compile(r"(?P<sign>[<>]=?)?\s*(?P<value>\d+(?:\.\d+)?)")


def all_markers() -> tuple[MarkerLine, ...]:
    """List every marker, in alphabetical order."""
    return tuple(
        MarkerLine(
            slug=one.slug,
            name=one.name,
            unit=one.unit,
            speaks_for=one.speaks_for,
            loinc=tuple(code.code for code in one.loinc),
        )
        for one in map(table.marker, table.names())
    )


def show(name: str) -> ShownMarker:
    """Show one marker by its slug, a laboratory's name for it, or a LOINC code.

    Raises
    ------
    UnknownName
        If nothing answers to it; names the nearest.
    InputFault
        If the check digit of a LOINC code is false.
    """
    marker = table.find(name)
    return ShownMarker(marker=marker, sources=tuple(source(slug) for slug in marker.sources))


def compare(
    name: str, *, earlier: str, later: str, unit: str, later_unit: str | None = None
) -> Compared:
    """Say whether two results of one marker differ by more than chance and the day explain.

    Parameters
    ----------
    name
        A slug, a laboratory's name for the marker, or a LOINC code.
    earlier, later
        As the laboratory printed them: ``12``, ``<10``, ``>1500``.
    unit, later_unit
        Of the earlier and of the later result; the same where only one is given.

    Raises
    ------
    UnknownName
        If nothing answers to the name.
    WrongUnit, ImplausibleValue, InputFault
        If a unit does not measure this marker, or a value is no result that can be true.
    """
    kind = table.find(name)
    before = _span(earlier, unit, kind, where="--from")
    after = _span(later, later_unit or unit, kind, where="--to")
    limits = change.limits_of(kind)
    found = change.step(before, after, limits=limits)
    return Compared(
        marker=kind.slug,
        name=kind.name,
        unit=kind.unit,
        earlier=change.span_words(before),
        later=change.span_words(after),
        change=change.record(
            found,
            why=change.told(
                found,
                name=kind.name,
                earlier=before,
                later=after,
                marker_unit=kind.unit,
                limits=limits,
            ),
            doubts=change.assumptions(limits),
        ),
        limits=limits,
        sources=tuple(map(source, dict.fromkeys((limits.source, *_cited())))),
    )


def _span(text: str, unit: str, kind: Marker, *, where: str) -> Span:
    found = _RESULT.fullmatch(text.strip())
    if found is None:
        raise InputFault(
            where, f"{text!r} is no result", allowed="a number, or a bound such as '<10' or '>1500'"
        )
    comparator = Comparator(found["sign"]) if found["sign"] else None
    result = LabResult(
        marker=kind.slug, value=float(found["value"]), unit=unit, comparator=comparator
    )
    measured = _checked(result, kind, where=where)
    return Span(at_least=measured.at_least, at_most=measured.at_most)


def _checked(result: LabResult, kind: Marker, *, where: str) -> Measured:
    try:
        measured = check(result, marker=kind, index=0)
    except InputFault as fault:
        raise fault.at(where) from None
    if not isinstance(measured, Measured):
        raise ImplausibleValue(where, measured.why, advice=measured.ask)
    return measured


def _cited() -> tuple[str, ...]:
    return tuple(slug for slug, _ in rules().cited_for_change)
