"""Who says so: every figure has a source, and every source stands behind a figure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from micronutrient.datafiles import DATA, read_toml, slugs, source
from micronutrient.sources import Checked

SOURCES = frozenset(slugs("sources"))
FILES = sorted(path for path in DATA.rglob("*.toml") if path.parent.name != "sources")
CODE = "\n".join(path.read_text() for path in DATA.parent.rglob("*.py"))
NO_SOURCE = {
    "nutrients_order.toml": "an order, no figures",
    "units.toml": "definitions; each group names its standard in a comment",
    "foods/import.toml": "limits that this package chose",
    "foods/search.toml": "everyday words",
    "foods/fndds.toml": "editions name their sources, checked below",
    "intake/label_units.toml": "how labels say amounts: definitions",
    "intake/unlikely_dose.toml": "limits that this package chose",
    "mechanism_systems.toml": "words of this package",
}
"""Files that state no published figure, and why."""


def entries(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of a file with its key; columns of a table count as keys."""
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, list):
        for entry in node:
            yield from entries(entry, key)
    elif isinstance(node, dict):
        names = node.get("columns") if "rows" in node else None
        for name, value in node.items():
            if name == "rows" and isinstance(names, list):
                yield from cells(names, value)
            elif name == "editions":
                yield from entries(list(value.values()), "source")
            else:
                yield from entries(value, name)


def cells(columns: list[str], rows: list[list[object]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            yield from entries(cell, column)


def cites(key: str) -> bool:
    """Whether a key's value is the slug of a source."""
    return key in {"source", "sources", "superseded_by"} or key.endswith("_source")


def shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_every_cited_source_exists(path):
    cited = {value for key, value in entries(read_toml(path)) if cites(key)}
    assert cited <= SOURCES, f"add data/sources/<name>.toml for {sorted(cited - SOURCES)}"
    if shown(path) not in NO_SOURCE:
        assert cited, f"{shown(path)} cites nothing"


def test_the_files_without_a_source_are_still_there():
    assert set(NO_SOURCE) <= {shown(path) for path in FILES}


def test_every_source_is_cited_somewhere():
    cited = {value for path in FILES for key, value in entries(read_toml(path)) if cites(key)}
    in_code = {slug for slug in SOURCES if re.search(rf"[\"\[]{re.escape(slug)}[\"\]]", CODE)}
    assert sorted(SOURCES - cited - in_code) == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_checked_is_one_of_three_words(path):
    found = {
        value
        for key, value in entries(read_toml(path))
        if key == "checked" or key.endswith("_checked")
    }
    assert found <= {one.value for one in Checked}


def holders(node: object) -> Iterator[dict]:
    """Give every table of a file that names a source."""
    if isinstance(node, dict):
        if "source" in node and "checked" not in node.get("columns", []):
            yield node
        for value in node.values():
            yield from holders(value)
    elif isinstance(node, list):
        for entry in node:
            yield from holders(entry)


PUBLISHED = [path for path in FILES if path.parent.name != "balance"]
"""All but this package's own assumptions, which no publication can be checked against."""


@pytest.mark.parametrize("path", PUBLISHED, ids=shown)
def test_what_names_a_source_says_how_far_it_was_checked(path):
    content = read_toml(path)
    if "checked" not in content:
        silent = [one["source"] for one in holders(content) if "checked" not in one]
        assert not silent


@pytest.mark.parametrize("slug", sorted(SOURCES))
def test_a_source_can_be_cited(slug):
    one = source(slug)
    assert one.title
    assert one.citation().count("\n") == 0
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert one.doi is None or re.fullmatch(r"10\.\d{4,9}/\S+", one.doi)
    assert one.pmid is None or re.fullmatch(r"\d{1,8}", one.pmid)
    assert one.url is None or re.fullmatch(r"https?://\S+", one.url)


def test_one_document_has_one_slug():
    by_doi = defaultdict(list)
    for slug in sorted(SOURCES):
        if source(slug).doi:
            by_doi[source(slug).doi.casefold()].append(slug)
    assert {doi: found for doi, found in by_doi.items() if len(found) > 1} == {}


def test_references_of_docstrings_are_sources():
    named = set(re.findall(r"^ +\[([a-z0-9-]+-\d{4}[a-z0-9-]*)\]", CODE, flags=re.MULTILINE))
    assert sorted(named - SOURCES) == []
