"""Code blocks of the documents that are marked to run (`<!-- run -->` before the fence)."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKED = re.compile(r"<!-- run -->\n```pycon\n(.*?)^```", re.DOTALL | re.MULTILINE)
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if MARKED.search(page.read_text())]


def test_some_are_marked() -> None:
    assert ROOT / "docs" / "model.md" in PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_marked_blocks_print_what_stands_below_them(page: Path) -> None:
    """All marked blocks of a page are one session."""
    session = "".join(MARKED.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    assert test.examples
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
