"""Make examples/survey/biomarkers.csv: a small survey that never was, for the example to adjust.

Usage: ``python3 run.py python tools/make_example_survey.py``. The seed is fixed, so that the file
comes out the same.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[1] / "examples" / "survey" / "biomarkers.csv"
PEOPLE = 120
GAPS = 0.03
Group = tuple[str, float, float, float, float, float, float]
# Its code, ages [y], medians of ferritin [ug/L], sTfR [mg/L], RBP [umol/L], zinc [ug/dL].
GROUPS = (("C", 0.5, 5.0, 25, 7.0, 1.0, 72), ("W", 15.0, 50.0, 32, 5.5, 1.6, 76))


def main() -> None:
    """Write the file."""
    rng = np.random.default_rng(2026)
    rows = [row for group in GROUPS for row in people(group, rng)]
    head = ("id", "group", "age", "weight", "ferritin", "stfr", "rbp", "zinc", "crp", "agp")
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows((number, *row) for number, row in enumerate(rows, start=1))
    print(f"wrote {FILE}: {len(rows)} people")


def people(group: Group, rng: np.random.Generator) -> Iterator[tuple[str, ...]]:
    """Draw one group: inflammation moves all four markers; some results are missing."""
    code, from_y, to_y, ferritin, stfr, rbp, zinc = group
    ill = rng.normal(size=PEOPLE)
    crp = np.exp(-0.5 + 1.4 * ill + rng.normal(0, 0.7, PEOPLE))
    agp = np.exp(-0.2 + 0.3 * ill + rng.normal(0, 0.2, PEOPLE))
    measured = (
        ferritin * crp**0.18 * agp**0.35 * rng.lognormal(0, 0.7, PEOPLE),
        stfr * agp**0.3 * rng.lognormal(0, 0.3, PEOPLE),
        rbp * crp**-0.06 * agp**-0.05 * rng.lognormal(0, 0.25, PEOPLE),
        zinc * crp**-0.04 * rng.lognormal(0, 0.18, PEOPLE),
        crp,
        agp,
    )
    ages = rng.uniform(from_y, to_y - 0.05, PEOPLE)
    weights = rng.uniform(0.5, 2, PEOPLE)
    for person in range(PEOPLE):
        cells = ["" if rng.random() < GAPS else f"{values[person]:.3g}" for values in measured]
        yield code, f"{ages[person]:.1f}", f"{weights[person]:.2f}", *cells


if __name__ == "__main__":
    main()
