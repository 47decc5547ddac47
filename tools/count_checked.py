"""Count how far the figures of every kind were checked, and put the table into docs/data.md.

    python3 run.py python tools/count_checked.py

A figure here is one printed row: a reference value, a marker's row of limits, an effect, a food's
value. Each counts under its own ``checked``, else under that of the table or file it stands in.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from micronutrient.datafiles import DATA, read_toml
from micronutrient.sources import Checked

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data.md"
START, END = "<!-- counts -->", "<!-- /counts -->"

KINDS = {
    "reference values, IOM/NASEM": ("reference/iom/*.toml",),
    "reference values, EFSA": ("reference/efsa/*.toml",),
    "reference values, harmonised": ("reference/harmonised/*.toml",),
    "reference values, WHO": ("reference/who/*.toml",),
    "spread of requirements, adjustments": ("requirements/*.toml",),
    "day-to-day variation of intake": ("intake/*.toml",),
    "nutrients: forms, molar masses, IU": ("nutrients/*.toml",),
    "laboratory markers": ("markers/*.toml", "biomarker_rules.toml"),
    "absorption, dose and response": ("absorption/*.toml",),
    "medicines, conditions, habits": ("interactions/*.toml",),
    "symptoms": ("symptoms/*.toml",),
    "mechanism: proteins, counts, where symptoms arise": (
        "mechanism/*.toml",
        "mechanism_counts.toml",
        "mechanism_symptoms.toml",
    ),
    "alerts": ("alerts/*.toml",),
    "food tables: what belongs where": ("foods/*.toml",),
    "models over time": ("homeostasis/*.toml",),
}
VALUES = {
    "foods: values per 100 g": ("core.csv", "core.toml"),
    "foods: household measures": ("core_portions.csv", "core.toml"),
    "foods: bounds and typical values of groups": ("group_upper.csv", "group_upper.toml"),
    "foods: retention in cooking": ("retention_factors.csv", "retention.toml"),
    "foods: yields in cooking": ("yields.csv", "yields.toml"),
}
TEXTS = {
    "core.csv": 4,
    "core_portions.csv": 3,
    "group_upper.csv": 1,
    "retention_factors.csv": 2,
    "yields.csv": 3,
}
"""Columns to pass over; a measure is its weight."""


def main() -> None:
    """Write the table anew."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{START}\n{table()}{END}{after}", encoding="utf-8")
    print(table(), end="")


def table() -> str:
    """Give the table of the page."""
    counted = {kind: Counter(_of_kind(patterns)) for kind, patterns in KINDS.items()}
    counted |= {kind: _of_values(*files) for kind, files in VALUES.items()}
    lines = ["| kind of figure | primary | secondary | recalled | all |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for kind, counts in (*counted.items(), ("all", sum(counted.values(), Counter()))):
        cells = [f"{counts[grade.value]:,}" for grade in Checked]
        lines.append(f"| {kind} | {' | '.join(cells)} | {counts.total():,} |")
    return "\n".join(lines) + "\n"


def _of_kind(patterns: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(DATA.glob(pattern)):
            yield from statements(read_toml(path))


def statements(content: object, grade: str = "") -> Iterator[str]:
    """Give how far each figure of a file was checked, one by one."""
    if isinstance(content, list):
        for entry in content:
            yield from statements(entry, grade)
    if not isinstance(content, dict):
        return
    own = content.get("checked", grade)
    rows = content.get("rows", [])
    yield from _rows(rows, content.get("columns", []), own)
    if "checked" in content and not rows:
        yield own
    for name, part in content.items():
        if name != "rows":
            yield from statements(part, own)


def _rows(rows: list[Any], columns: list[str], grade: str) -> Iterator[str]:
    for row in rows:
        named = row if isinstance(row, dict) else dict(zip(columns, row, strict=False))
        found = named.get("checked", grade)
        if found:
            yield found


def _of_values(figures: str, beside: str) -> Counter[str]:
    grade = read_toml(DATA / "foods" / beside)["checked"]
    with (DATA / "foods" / figures).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return Counter({grade: sum(bool(cell) for row in rows for cell in row[TEXTS[figures] :])})


if __name__ == "__main__":
    main()
