"""Who says so: the documents behind anything that this package knows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from micronutrient.datafiles import read_toml, source
from micronutrient.sources import Checked, least_checked
from micronutrient.tasks.where import PACKAGE, about, things


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


class _Citation(NamedTuple):
    source: str
    checked: str
    concerns: bool


def cite(name: str) -> tuple[Cited, ...]:
    """Give every document behind a nutrient, marker, agent, symptom, alert, publisher or source.

    Of a file that bears the name every source counts; of any other file those beside an entry
    that names it.

    Raises
    ------
    UnknownName
        If nothing answers to the name; names the nearest slugs.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for thing in things(name):
        if thing.kind == "source":
            found.setdefault(thing.slug, [])
        for slug, checked, path in _citations(thing.slug, is_source=thing.kind == "source"):
            found.setdefault(slug, []).append((checked, path))
    return tuple(_cited(slug, places) for slug, places in found.items())


def _citations(slug: str, *, is_source: bool) -> Iterator[tuple[str, str, str]]:
    for file in about(slug):
        if not file.path.endswith(".toml") or file.path.startswith("data/sources/"):
            continue
        whole = not is_source and not file.what.endswith(", names it")
        for one in _walk(read_toml(PACKAGE / file.path), slug, ("", ""), concerns=whole):
            if one.concerns and one.source and (not is_source or one.source == slug):
                yield one.source, one.checked, file.path


def _walk(node: Any, slug: str, above: tuple[str, str], *, concerns: bool) -> Iterator[_Citation]:
    if isinstance(node, dict):
        here = (node.get("source", above[0]), node.get("checked", above[1]))
        named = concerns or slug in node or _has(node.values(), slug)
        others = [value for key, value in node.items() if key.endswith("_source")]
        for cited in (here[0], *others):
            yield _Citation(cited, here[1], named)
        for value in node.values():
            yield from _walk(value, slug, here, concerns=concerns)
    elif isinstance(node, list):
        for entry in node:
            yield from _walk(entry, slug, above, concerns=concerns)


def _has(entries: Any, slug: str) -> bool:
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
