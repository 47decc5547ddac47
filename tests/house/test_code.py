"""The code itself: documented, short, without numbers that belong into data files."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from micronutrient import errors

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "micronutrient"
MODULES = sorted(SRC.rglob("*.py"))
MOST_LINES = 400
LITERALS = {
    ("person.py", "131"): "no upper age: where printed tables say 'and older'",
    ("*", "1024"): "bytes in a KiB",
    ("*", "4096"): "how many texts a cache keeps",
    ("balance/reasons.py", "1.645"): "two-sided 90 % quantile of the normal distribution",
    ("balance/reasons.py", "0.995"): "from where a share is worded as all",
    ("intake/usual_individual.py", "161"): "points of a numerical integral",
    ("normal.py", "512"): "from how many values on arrays are faster",
    ("person.py", "275"): "no person is as tall [cm]",
    ("reference/cutpoint.py", "255"): "largest count that fits a byte",
}
"""Numbers with three or more significant digits that may stand in code, and why."""


def shown(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def tracked() -> list[Path]:
    """List the files of the repository: tracked, and new ones that git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    paths = (ROOT / line for line in listed.stdout.splitlines())
    return [path for path in paths if path.is_file()]


def texts() -> Iterator[tuple[str, str]]:
    """Give name and text of every file of the repository that is text."""
    for path in tracked():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def public(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the public classes and functions of a module, and the public methods of classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_"):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_everything_public_is_documented(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    overloads = ("overload", "typing.overload")
    silent = [
        node.name
        for node in public(tree)
        if not ast.get_docstring(node)
        and not any(ast.unparse(one) in overloads for one in node.decorator_list)
    ]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_files_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_page_for_contributors_says_how_long_files_may_be():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"Files under `src` have at most {MOST_LINES} lines." in page


def significant(value: float) -> str:
    """Give the significant digits of a number."""
    mantissa = f"{abs(value):.15g}".partition("e")[0]
    return mantissa.replace(".", "").strip("0")


def literals(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{node.value:g}" if isinstance(node.value, float) else str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in {int, float}
        and len(significant(node.value)) > 2
    ]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_published_numbers_stand_in_data_files(path):
    allowed = {number for place, number in LITERALS if place in {"*", shown(path)}}
    assert sorted(set(literals(path)) - allowed) == []


def test_the_list_of_allowed_numbers_is_no_longer_than_needed():
    used = {(place, number) for path in MODULES for number in literals(path)
            for place in ("*", shown(path))}  # fmt: skip
    assert set(LITERALS) <= used


def test_nothing_is_left_to_do():
    words = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    assert [name for name, text in texts() if words.search(text)] == []


def test_no_file_knows_a_machine_or_a_registry():
    paths = re.compile(
        r"(?<![\w/.)-])/(" + "|".join(("wo" + "rk", "tm" + "p", "ro" + "ot")) + r")/"
    )
    hosts = re.compile(
        "|".join((r"pypi\.", "python" + "hosted", r"npm" + r"js\.", "conda" + r"\.io"))
    )
    found = [
        (name, match.group())
        for name, text in texts()
        if not name.startswith("tests/house/")
        for match in (paths.search(text), hosts.search(text))
        if match
    ]
    assert found == []


def test_the_drawn_error_tree_is_the_real_one():
    drawn = re.findall(r"^    ([│├└─ ]*)([A-Z]\w+)", errors.__doc__, flags=re.MULTILINE)
    parents, above = {}, {}
    for branch, name in drawn:
        depth = len(branch) // 4
        above[depth] = name
        parents[name] = above[depth - 1] if depth else "Exception"
    real = {
        name: one.__bases__[0].__name__
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, Exception)
    }
    assert parents == real
