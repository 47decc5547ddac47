"""The numbers that the README names are those of the package."""

import re
from pathlib import Path

from micronutrient.biomarkers.marker import names
from micronutrient.foods.composition import core

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def said(pattern: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(pattern, README)]


def test_the_number_of_foods() -> None:
    assert said(r"table of ([\d,]+) foods") == [len(core())]


def test_the_number_of_markers() -> None:
    assert said(r"([\d,]+) markers") == [len(names())]
