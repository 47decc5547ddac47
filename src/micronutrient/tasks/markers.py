"""Laboratory markers: which there are, and all that is on file about one."""

import msgspec

from micronutrient.biomarkers import marker as table
from micronutrient.biomarkers.records import Marker, SpeaksFor
from micronutrient.datafiles import source
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
