"""Where things stand: every file of the package about a nutrient, marker, agent, source, ..."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from micronutrient import nutrients
from micronutrient.biomarkers import marker as markers
from micronutrient.datafiles import DATA, read_toml, slugs
from micronutrient.errors import UnknownName
from micronutrient.interactions import alerts, symptoms
from micronutrient.interactions import table as agents
from micronutrient.matching import fold, nearest
from micronutrient.reference.table import publishers

PACKAGE = DATA.parent

_WORDS = {
    "nutrients": "nutrient",
    "reference": "reference values",
    "requirements": "requirement",
    "absorption": "absorption",
    "markers": "laboratory marker",
    "interactions": "agent",
    "symptoms": "symptom",
    "alerts": "alert",
    "sources": "source",
    "mechanism": "mechanism",
    "foods": "food table",
    "intake": "intake method",
    "balance": "verdict model",
    "homeostasis": "model over time",
}
_WORD_LISTS = frozenset({"data/foods/search.toml", "data/foods/measures.toml"})
"""Everyday words about foods: a nutrient's name in them says nothing about the nutrient."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a name means: its kind in a word, and its slug."""

    kind: str
    slug: str


class FileAbout(msgspec.Struct, frozen=True, kw_only=True):
    """One file, relative to the package, and in a word what it is."""

    path: str
    what: str


def things(name: str) -> tuple[Named, ...]:
    """Give everything that a name means; the nutrient zinc and the marker zinc share one slug.

    Parameters
    ----------
    name
        A slug, any other name of a nutrient, marker, agent or symptom, or a code.

    Raises
    ------
    UnknownName
        If nothing answers to it; names the nearest slugs.
    InputFault
        If the check digit of a LOINC code is false.
    """
    wanted = name.strip().casefold()
    exact = {wanted, fold(wanted)}
    found = [Named(kind=kind, slug=slug) for kind, slug in _all() if slug in exact]
    if not found:
        found = list(dict.fromkeys(_by_name(name)))
    if not found:
        known = dict.fromkeys(slug for _, slug in _all())
        raise UnknownName("", kind="name", name=name, nearest=nearest(name, known))
    return tuple(found)


def where(name: str) -> tuple[FileAbout, ...]:
    """Give every file of the package about a thing: those that bear its name first.

    Raises
    ------
    UnknownName
        If nothing answers to the name.
    """
    wanted = tuple(dict.fromkeys(one.slug for one in things(name)))
    return tuple(dict.fromkeys(file for slug in wanted for file in about(slug)))


def about(slug: str) -> tuple[FileAbout, ...]:
    """Give every file about one slug: those that bear it first, then those that name it."""
    bearing, naming = [], []
    for path in sorted(_files(), key=lambda one: one.stem != slug):
        if _bears(path, slug):
            bearing.append(FileAbout(path=_shown(path), what=_word(path)))
        elif _names(path, slug):
            naming.append(FileAbout(path=_shown(path), what=f"{_word(path)}, names it"))
    return (*bearing, *naming)


@cache
def _all() -> tuple[tuple[str, str], ...]:
    kinds: dict[str, tuple[str, ...]] = {
        "nutrient": nutrients.names(),
        "marker": markers.names(),
        "agent": agents.names(),
        "symptom": symptoms.names(),
        "alert": alerts.codes(),
        "publisher": publishers(),
        "source": slugs("sources"),
    }
    return tuple((kind, slug) for kind, known in kinds.items() for slug in known)


def _by_name(name: str) -> Iterator[Named]:
    asks: dict[str, Callable[[str], str]] = {
        "nutrient": nutrients.find,
        "marker": lambda text: markers.find(text).slug,
    }
    for kind, ask in asks.items():
        try:
            yield Named(kind=kind, slug=ask(name))
        except UnknownName:
            continue
    for kind, find in (("agent", agents.find_all), ("symptom", symptoms.find_all)):
        yield from (Named(kind=kind, slug=slug) for slug in find(name))


@cache
def _files() -> tuple[Path, ...]:
    data = (path for path in DATA.rglob("*") if path.suffix in {".toml", ".csv"})
    code = (path for path in PACKAGE.rglob("*.py") if DATA not in path.parents)
    return (*sorted(data), *sorted(code))


def _shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _word(path: Path) -> str:
    if path.suffix == ".py":
        return "code"
    folder = path.relative_to(DATA).parts[0]
    if folder == "reference":
        return f"reference values, {path.parent.name}"
    return _WORDS.get(folder, "rule")


def _bears(path: Path, slug: str) -> bool:
    in_its_folder = path.parent == DATA / "reference" / slug
    return path.stem == slug or path.stem.startswith(f"{slug}_") or in_its_folder


def _names(path: Path, slug: str) -> bool:
    if _shown(path) in _WORD_LISTS or path.parent.name == "sources":
        return False
    return slug in _words_of(path)


@cache
def _words_of(path: Path) -> frozenset[str]:
    if path.suffix == ".toml":
        return frozenset(_strings(read_toml(path)))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return frozenset(text.partition("\n")[0].split(","))
    return frozenset(re.findall(r"[\"'\[]([a-z0-9_-]+)[\"'\]]", text))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for entry in node:
            yield from _strings(entry)
    elif isinstance(node, dict):
        yield from node
        for entry in node.values():
            yield from _strings(entry)
