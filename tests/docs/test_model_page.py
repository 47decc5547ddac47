"""docs/model.md states the model's assumptions as its file has them."""

import re
from pathlib import Path

import msgspec
import pytest

from micronutrient.balance import combine

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([a-z_.]+)` ([\d., /a-z]+) \|", PAGE, re.MULTILINE))


def test_every_assumption_stands_on_the_page_with_its_figure() -> None:
    plain = msgspec.to_builtins(combine.model())
    missing = []
    for part, figures in plain.items():
        if not isinstance(figures, dict):
            continue
        for name, figure in figures.items():
            shown = ROWS.get(f"{part}.{name}") or ROWS.get(part) or ""
            if figure not in [float(one) for one in re.findall(r"\d+(?:\.\d+)?", shown)]:
                missing.append(f"{part}.{name} = {figure}")
    assert missing == []


@pytest.mark.parametrize(
    "table",
    [
        "reliability",
        "one result",
        "other prevalence",
        "other strengths",
        "few days",
        "shared errors",
        "ferritin",
        "assumptions",
    ],
)
def test_every_table_of_the_calibration_is_filled_in(table: str) -> None:
    found = re.search(rf"<!-- {table} -->\n```\n(.+?)```\n<!-- /{table} -->", PAGE, re.DOTALL)
    assert found is not None, "run validation/calibration.py"
    assert found[1].count("\n") > len(table) // 4
