"""What stands around the code: README, versions, constraints, the import contract."""

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import micronutrient

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGE_LINE = re.compile(
    r"([A-Za-z0-9._-]+)==(\S+)(?: ; [a-z_]+ [<>=!]+ '[^']+'(?: and [^-]+)?)?"
    r"((?: --hash=sha256:[0-9a-f]{64})+)"
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def constraints() -> dict[str, str]:
    """Give the version of every pinned package; fails on a line that pins nothing."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    matches = [PACKAGE_LINE.fullmatch(line) for line in lines]
    wrong = [line[:60] for line, match in zip(lines, matches, strict=True) if not match]
    assert wrong == []
    return {match[1].lower().replace("_", "-"): match[2] for match in matches if match}


def test_the_readme_begins_with_two_commands():
    _, commands = FENCE.findall(readme())[0]
    lines = commands.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("python3 run.py") for line in lines)


def test_python_snippets_of_the_readme_run(monkeypatch):
    monkeypatch.chdir(ROOT)
    snippets = [
        text for language, text in FENCE.findall(readme()) if language in {"python", "pycon"}
    ]
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for number, text in enumerate(snippets):
        if ">>>" in text:
            test = doctest.DocTestParser().get_doctest(
                text, {}, f"snippet {number}", "README.md", 0
            )
            assert runner.run(test, out=sys.stderr.write).failed == 0
        else:
            exec(compile(text, f"README.md, snippet {number}", "exec"), {})


def test_links_of_the_readme_and_of_contributing_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text)
        assert [target for target in targets if not (ROOT / target).exists()] == []


def test_constraints_hold_hashes_and_no_addresses():
    assert constraints()
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|--index|--extra|--find|@", text)


def test_every_dependency_is_pinned():
    project = PYPROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!~\[; ]", one, maxsplit=1)[0].lower() for one in wanted}
    assert sorted(names - set(constraints())) == []


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert PYPROJECT["project"]["dynamic"] == ["version"]
    assert micronutrient.__version__ == citation["version"]


def test_the_import_contract_names_every_part_of_the_package():
    (contract,) = PYPROJECT["tool"]["importlinter"]["contracts"]
    assert contract["exhaustive"] is True
    listed = [name.strip() for layer in contract["layers"] for name in re.split(r"[|:]", layer)]
    package = ROOT / "src" / "micronutrient"
    parts = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    parts |= {path.parent.name for path in package.glob("*/__init__.py")}
    assert sorted(listed) == sorted(parts)


def test_the_floors_of_contributing_are_those_of_the_contract():
    (contract,) = PYPROJECT["tool"]["importlinter"]["contracts"]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = next(block for _, block in FENCE.findall(text) if block.startswith("cli"))
    floors = [re.split(r" {3,}", line)[0].strip() for line in drawn.splitlines() if line.strip()]
    assert floors == contract["layers"]


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md"])
def test_what_people_expect_is_there(name):
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_nothing_that_is_kept_is_ignored():
    """The build leaves out what .gitignore names: a kept file that it names would be missing."""
    kept = subprocess.run(
        ["git", "ls-files", "-ci", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert kept.stdout == ""
