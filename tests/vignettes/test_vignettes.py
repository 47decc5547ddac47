"""Cases from the literature, each with what must be said of it and what must never be said.

The cases are YAML files beside this one; README.md explains their words. Where a file names its
printed source, the laboratory results are those that are printed there.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from micronutrient import safeload
from micronutrient.datafiles import slugs
from micronutrient.sources import Checked

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
FILES = sorted(FOLDER.glob("*.yaml"))
NEEDED = {"title", "source", "checked", "case", "expect", "must_not"}
FIELDS = NEEDED | {"shared", "note", "not_yet", "elsewhere"}
ADDRESS = re.compile(r"https?://|doi:|ISBN|PMC\d|PMID", re.IGNORECASE)


def content(path: Path) -> dict[str, Any]:
    data = safeload.load(str(path))
    assert isinstance(data, dict), path
    return data


def lines(*parts: str) -> list[Any]:
    """Give every line of these parts of all files, named for the report of pytest."""
    return [
        pytest.param(path, line, id=f"{path.stem}-{part}{place}")
        for path in FILES
        for part in parts
        for place, line in enumerate(content(path).get(part) or ())
    ]


@pytest.mark.parametrize(("path", "line"), lines("expect"))
def test_what_must_be_said_is_said(path: Path, line: dict[str, Any], vignettes):
    assert vignettes.stands(path, line)


@pytest.mark.parametrize(("path", "line"), lines("must_not"))
def test_what_must_not_be_said_is_not_said(path: Path, line: dict[str, Any], vignettes):
    assert not vignettes.stands(path, line)


@pytest.mark.parametrize(("path", "line"), lines("not_yet"))
def test_what_is_not_yet_said_moves_to_what_must_be_said_once_it_is(
    path: Path, line: dict[str, Any], vignettes
):
    assert line["why"]
    assert not vignettes.stands(path, line), "move this line to `expect`"


@pytest.mark.parametrize(("path", "line"), lines("expect", "must_not", "not_yet"))
def test_every_line_is_spelled_in_known_words_and_names(
    path: Path, line: dict[str, Any], vignettes
):
    assert vignettes.faults_of(line) == [], path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_has_its_source_and_something_to_hold(path: Path):
    data = content(path)
    assert set(data) >= NEEDED
    assert set(data) <= FIELDS
    assert data["expect"]
    assert data["must_not"]
    assert data["checked"] in list(Checked)
    cited = data["source"] in slugs("sources") or ADDRESS.search(data["source"])
    assert cited or data["checked"] == Checked.RECALLED


@pytest.mark.parametrize(
    "line", [row for path in FILES for row in content(path).get("elsewhere") or ()]
)
def test_what_is_tested_elsewhere_is_tested_there(line: dict[str, Any]):
    file, _, name = line["test"].partition("::")
    assert line["why"]
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_result_is_missing_from_the_text(path: Path, vignettes):
    assert vignettes.dropped(path) == []


@pytest.fixture(scope="module")
def printed(shared: Path) -> dict[str, Any]:
    file = shared / "checks" / "vignettes" / "vignettes.json"
    return {one["id"]: one for one in json.loads(file.read_text(encoding="utf-8"))}


def mapped(data: dict[str, Any], *parts: str) -> set[int]:
    """Give the places of the shared list that the lines of some parts answer to."""
    rows = [line for part in parts for line in data.get(part) or () if "of" in line]
    return {
        place
        for row in rows
        for place in (row["of"] if isinstance(row["of"], list) else [row["of"]])
    }


@pytest.mark.shared
def test_every_shared_vignette_has_one_file(printed: dict[str, Any]):
    named = [name for path in FILES if (name := content(path).get("shared"))]
    assert sorted(named) == sorted(printed)


@pytest.mark.shared
def test_every_shared_finding_and_prohibition_has_a_line(printed: dict[str, Any]):
    for data in map(content, FILES):
        if name := data.get("shared"):
            found, forbidden = printed[name]["expected_findings"], printed[name]["must_not"]
            assert mapped(data, "expect", "not_yet", "elsewhere") == set(range(len(found))), name
            assert mapped(data, "must_not") == set(range(len(forbidden))), name


@pytest.mark.shared
def test_every_shared_laboratory_value_stands_in_the_case(printed: dict[str, Any]):
    for data in map(content, FILES):
        if name := data.get("shared"):
            values = [lab["value"] for lab in data["case"]["labs"]]
            wanted = [lab["value"] for lab in printed[name]["labs"] if lab["value"] is not None]
            assert sorted(values) == sorted(wanted), name
