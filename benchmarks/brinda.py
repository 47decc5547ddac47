"""100,000 people × 5 markers adjusted for inflammation, beside the R package BRINDA in one run.

Usage: ``python benchmarks/brinda.py [people] [R/BRINDA.R of the package's source]``. Without the
source, or without Rscript, ours alone is timed. The package's time is that of its call alone,
inside R (validation/brinda.R); its start and its reading and writing are not counted. Ours is given
for adjusting alone, and for the whole command, which reads the CSV file and counts deficiencies.
Medians of five runs, in seconds of the clock and of the processor: the second hardly depends on
what else the machine does.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import msgspec
import numpy as np

from micronutrient.biomarkers.brinda import Inflammation, adjust, brinda, floor_of, population_group
from micronutrient.population.biomarkers import survey_biomarkers
from micronutrient.population.biomarkers_spec import BiomarkersSpec
from micronutrient.population.columns import number_columns, text_columns
from micronutrient.population.table import read_table

ROOT = Path(__file__).resolve().parents[1]
UNITS = {"rbp": "umol/L", "retinol": "umol/L", "ferritin": "ug/L", "stfr": "mg/L", "zinc": "ug/L"}
R_NAMES = {"rbp": "rbp", "retinol": "sr", "ferritin": "sf", "stfr": "stfr", "zinc": "zn"}
RUNS = 5
Columns = dict[str, np.ndarray]
Seconds = tuple[float, float]


def main(people: int, source: str | None) -> None:
    columns = survey(people)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survey.csv"
        write(file, columns)
        print(f"{people:,} people × {len(UNITS)} markers, CRP and AGP; medians of {RUNS}")
        base = timed(lambda: adjusted(columns))
        show("ours, adjusting", base, base)
        show("ours, file to answer", timed(lambda: answered(file)), base)
        if source is None or shutil.which("Rscript") is None:
            print("the R package: not timed, for want of its source or of Rscript")
            return
        driver = ROOT / "validation" / "brinda.R"
        command = ["Rscript", driver, source, file, folder, ",".join(["PSC_both"] * RUNS)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows = [[float(word) for word in line.split()[1:]] for line in said.splitlines()]
        clock, processor = (median(column) for column in zip(*rows, strict=True))
        show("the R package, in R", (clock, processor), base)
        print(f"largest relative difference: {difference(columns, Path(folder)):.1e}")


def timed(way: Callable[[], object]) -> Seconds:
    """Give the medians by the clock and of the processor."""
    clock, processor = [], []
    for _ in range(RUNS):
        start = time.perf_counter(), time.process_time()
        way()
        clock.append(time.perf_counter() - start[0])
        processor.append(time.process_time() - start[1])
    return median(clock), median(processor)


def show(name: str, seconds: Seconds, base: Seconds) -> None:
    shown = (f"{one:7.3f} s {one / of:6.1f}x" for one, of in zip(seconds, base, strict=True))
    print(f"{name:22} {'  processor '.join(shown)}")


def survey(people: int) -> Columns:
    """Simulate a survey in which inflammation moves every marker; 2 % of the cells are missing."""
    rng = np.random.default_rng(1)
    ill = rng.normal(size=people)
    ln_crp = -0.5 + 1.5 * ill + rng.normal(0, 0.8, people)
    ln_agp = -0.1 + 0.3 * ill + rng.normal(0, 0.25, people)
    moved = {"ferritin": 0.25, "stfr": 0.1, "rbp": -0.06, "retinol": -0.07, "zinc": -0.05}
    start = {"ferritin": 3.3, "stfr": 1.9, "rbp": 0.1, "retinol": 0.1, "zinc": 6.4}
    columns = {
        name: np.exp(start[name] + slope * (ln_crp + ln_agp) + rng.normal(0, 0.3, people))
        for name, slope in moved.items()
    } | {"crp": np.exp(ln_crp), "agp": np.exp(ln_agp)}
    for values in columns.values():
        values[rng.random(people) < 0.02] = np.nan
    return columns


def adjusted(columns: Columns) -> Columns:
    group = population_group("PSC")
    crp, agp = columns["crp"], columns["agp"]
    floor = floor_of(group, crp_mg_l=crp, agp_g_l=agp)
    inflammation = Inflammation(crp_mg_l=crp, agp_g_l=agp, floor=floor)
    return {
        slug: adjust(slug, columns[slug], group=group, inflammation=inflammation).corrected
        for slug in brinda().markers
    }


def answered(file: Path) -> object:
    asked = {
        "file": str(file),
        "group": "PSC",
        "crp": {"column": "crp", "unit": "mg/L"},
        "agp": {"column": "agp", "unit": "g/L"},
        "markers": {slug: {"column": slug, "unit": unit} for slug, unit in UNITS.items()},
    }
    spec = msgspec.convert(asked, BiomarkersSpec)
    table = read_table(file, numbers=number_columns(spec), texts=text_columns(spec))
    return survey_biomarkers(spec, table)


def difference(columns: Columns, folder: Path) -> float:
    """Compare with what the R package wrote; its gaps must be ours."""
    with (folder / "PSC_both.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    largest = 0.0
    for slug, ours in adjusted(columns).items():
        cells = (row[f"{R_NAMES[slug]}_adj"] for row in rows)
        theirs = np.array([np.nan if cell == "NA" else float(cell) for cell in cells])
        np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))
        largest = max(largest, float(np.nanmax(np.abs(ours / theirs - 1))))
    return largest


def write(file: Path, columns: Columns) -> None:
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in zip(*(values.tolist() for values in columns.values()), strict=True):
            writer.writerow("NA" if np.isnan(value) else repr(value) for value in row)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        sys.argv[2] if len(sys.argv) > 2 else None,
    )
