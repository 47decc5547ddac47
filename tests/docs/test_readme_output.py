"""What the README shows below its examples is what they print."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_shows_what_its_examples_print() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "make_readme_output.py"))["page"]
    assert page() == (ROOT / "README.md").read_text(encoding="utf-8")
