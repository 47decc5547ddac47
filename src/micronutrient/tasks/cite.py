"""Who says so: the documents behind anything that this package knows."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Any

import msgspec

from micronutrient.biomarkers import marker as markers
from micronutrient.datafiles import read_toml, source
from micronutrient.interactions.table import with_classes
from micronutrient.sources import Checked, least_checked
from micronutrient.tasks.where import PACKAGE, Named, about, things


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """One document, what may be reused of it, and where figures cite it.

    Attributes
    ----------
    checked
        The least checked of the figures that cite it for this thing; None for a source that is
        asked for by itself and cited nowhere.
    files
        Files of the package that cite it for this thing, relative to the package.
    """

    source: str
    citation: str
    year: int | None
    doi: str | None
    pmid: str | None
    url: str | None
    reuse: str
    note: str
    checked: Checked | None
    files: tuple[str, ...]


def cite(name: str) -> tuple[Cited, ...]:
    """Give every document behind a nutrient, marker, agent, symptom, alert, publisher or source.

    Of a file that bears the name every source counts; of any other file those beside an entry
    that names it. An agent brings the sources of its classes.

    Raises
    ------
    UnknownName
        If nothing answers to the name; names the nearest slugs.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for thing in things(name):
        for slug, checked, path in _citations(thing):
            found.setdefault(slug, []).append((checked, path))
        if thing.kind == "source":
            found.setdefault(thing.slug, [])
    return tuple(_cited(slug, places) for slug, places in found.items())


def _citations(thing: Named) -> Iterator[tuple[str, str, str]]:
    if thing.kind == "source":
        everywhere = (*_in_files(thing.slug, Read.ENTRIES), *_codes(markers.names()))
        yield from (found for found in everywhere if found[0] == thing.slug)
        return
    yield from _in_files(thing.slug, Read.BOTH)
    if thing.kind == "agent":
        for parent in sorted(with_classes([thing.slug]) - {thing.slug}):
            yield from _in_files(parent, Read.OWN)
    if thing.kind == "marker":
        yield from _codes((thing.slug,))


def _codes(slugs: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for slug in slugs:
        one = markers.marker(slug)
        if one.loinc:
            checked = least_checked(code.checked for code in one.loinc)
            yield one.loinc_source, checked, f"data/markers/{slug}.toml"


class Read(Enum):
    """Which files are read: those that bear a name, the entries that name it elsewhere, or both."""

    OWN = auto()
    ENTRIES = auto()
    BOTH = auto()


def _in_files(slug: str, read: Read) -> Iterator[tuple[str, str, str]]:
    for file in about(slug):
        own = not file.what.endswith(", names it")
        wanted = read is Read.BOTH or own == (read is Read.OWN)
        if not wanted or not file.path.endswith(".toml") or file.path.startswith("data/sources/"):
            continue
        for source_slug, checked, concerns in _walk(read_toml(PACKAGE / file.path), slug):
            if source_slug and (own or concerns):
                yield source_slug, checked, file.path


def _walk(
    node: object, slug: str, above: tuple[str, str] = ("", "")
) -> Iterator[tuple[str, str, bool]]:
    """Give source, grade, and whether its table names the slug, for every table of a file."""
    if isinstance(node, dict):
        here = (node.get("source", above[0]), node.get("checked", above[1]))
        named = slug in node or _has(node.values(), slug)
        others = [value for key, value in node.items() if key.endswith("_source")]
        yield from ((cited, here[1], named) for cited in (here[0], *others))
        below = _records(node) if "source" in node.get("columns", ()) else list(node.values())
        for value in below:
            yield from _walk(value, slug, here)
    elif isinstance(node, list):
        for entry in node:
            yield from _walk(entry, slug, above)


def _records(table: dict[str, Any]) -> list[object]:
    """Give the rows of a table, each with its cells by the names of their columns."""
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def _has(entries: Iterable[object], slug: str) -> bool:
    """Say whether a name stands among entries or in lists of them, not in tables further down."""
    return any(
        entry == slug or (isinstance(entry, list) and _has(entry, slug)) for entry in entries
    )


def _cited(slug: str, places: list[tuple[str, str]]) -> Cited:
    one = source(slug)
    grades = [Checked(checked) for checked, _ in places if checked]
    return Cited(
        source=slug,
        citation=one.citation(),
        year=one.year,
        doi=one.doi,
        pmid=one.pmid,
        url=one.url,
        reuse=one.reuse,
        note=one.note,
        checked=least_checked(grades) if grades else None,
        files=tuple(dict.fromkeys(path for _, path in places)),
    )
