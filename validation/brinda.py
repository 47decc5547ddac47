"""The R package BRINDA asked for the same surveys: slopes, errors, p values and adjusted values.

Run: ``python validation/brinda.py R/BRINDA.R [SHARED]``, with the file of the package's source
(github.com/hanqiluo/BRINDA, version 0.1.5) and ``Rscript`` with dplyr, data.table, rlang and Hmisc.

Asked are all four population groups, each with AGP and CRP, with AGP alone and with CRP alone, for
five markers: on the package's own sample (checks/brinda in the shared folder), and on a simulated
survey in which zinc falls with inflammation, cells are missing and some CRP are zero. One line a
case: the largest relative difference of the adjusted values, and of all the other numbers.

Found with R 4.2.2 on 2026-11-22: 2e-15 and 2e-13 at most, and the same people missing.
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.brinda import (
    Adjustment,
    Inflammation,
    adjust,
    brinda,
    floor_of,
    population_group,
)
from micronutrient.biomarkers.inflammation_survey import InflammationFloor

R_NAMES = {"rbp": "rbp", "retinol": "sr", "ferritin": "sf", "stfr": "stfr", "zinc": "zn"}
SAMPLE_NAMES = {"sf": "ferritin", "sr": "retinol"}
COLUMNS = (*R_NAMES, "crp", "agp")
GROUPS, SETS = ("PSC", "WRA", "OTHER", "MANUAL"), ("both", "agp", "crp")
MANUAL = InflammationFloor(ln_crp_mg_l=float(np.log(0.2)), ln_agp_g_l=float(np.log(1.4)))
ZERO_IS = 0.001
Columns = dict[str, Floats]


def main(source: str, shared: Path) -> None:
    surveys = {"sample": sample(shared), "simulated": simulated()}
    for name, columns in surveys.items():
        with tempfile.TemporaryDirectory() as folder:
            ask(source, columns, Path(folder))
            for case in (f"{group}_{which}" for group in GROUPS for which in SETS):
                values, others = compare(columns, case, Path(folder))
                print(f"{name:10} {case:12} adjusted {values:.1e}  other numbers {others:.1e}")


def sample(shared: Path) -> Columns:
    """Read the package's sample, under the markers' names here."""
    with (shared / "checks" / "brinda" / "input_sample_data.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    return {
        SAMPLE_NAMES.get(name, name): np.array([number(row[name]) for row in rows])
        for name in ("rbp", "sr", "sf", "stfr", "zinc", "crp", "agp")
    }


def simulated(people: int = 800) -> Columns:
    """Make a survey of which the R package adjusts everything that it ever adjusts."""
    rng = np.random.default_rng(7)
    crp, agp = rng.lognormal(-0.5, 1.5, people), rng.lognormal(-0.1, 0.4, people)
    columns = {
        "rbp": rng.lognormal(0.1, 0.3, people) * crp**-0.06,
        "retinol": rng.lognormal(0.1, 0.3, people) * crp**-0.07 * agp**0.1,
        "ferritin": rng.lognormal(3.3, 0.7, people) * crp**0.2 * agp**0.3,
        "stfr": rng.lognormal(1.9, 0.3, people) * agp**0.3,
        "zinc": rng.lognormal(6.4, 0.2, people) * crp**-0.04,
        "crp": crp,
        "agp": agp,
    }
    for values in columns.values():
        values[rng.random(people) < 0.03] = np.nan
    crp[rng.random(people) < 0.02] = 0
    return columns


def ask(source: str, columns: Columns, folder: Path) -> None:
    """Let the R package answer every case into the folder."""
    file = folder / "survey.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in zip(*(columns[name].tolist() for name in COLUMNS), strict=True):
            writer.writerow("NA" if np.isnan(value) else repr(value) for value in row)
    cases = ",".join(f"{group}_{which}" for group in GROUPS for which in SETS)
    driver = Path(__file__).with_name("brinda.R")
    command = ["Rscript", str(driver), source, str(file), str(folder), cases]
    subprocess.run(command, check=True, capture_output=True)


def answer(columns: Columns, case: str) -> dict[str, Adjustment]:
    """Adjust the markers of one case, zeros as the R package takes them."""
    name, which = case.split("_")
    group = population_group(name)
    crp = columns["crp"] if which != "agp" else None
    agp = columns["agp"] if which != "crp" else None
    floor = MANUAL if name == "MANUAL" else floor_of(group, crp_mg_l=crp, agp_g_l=agp)
    filled = None if crp is None else np.where(crp == 0, ZERO_IS, crp)
    inflammation = Inflammation(crp_mg_l=filled, agp_g_l=agp, floor=floor)
    return {
        slug: adjust(slug, columns[slug], group=group, inflammation=inflammation)
        for slug in brinda().markers
    }


def compare(columns: Columns, case: str, folder: Path) -> tuple[float, float]:
    """Give the largest relative differences: of adjusted values, and of everything else."""
    with (folder / f"{case}.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    values, others = [0.0], [0.0]
    for slug, ours in answer(columns, case).items():
        name = R_NAMES[slug]
        theirs = np.array([number(row[f"{name}_adj"]) for row in rows])
        np.testing.assert_array_equal(np.isnan(ours.corrected), np.isnan(theirs))
        values.append(float(np.nanmax(np.abs(ours.corrected / theirs - 1))))
        for term, column in (("beta1", "agp"), ("beta2", "crp")):
            assert (f"{name}_{term}" in rows[0]) == (column in ours.by), (case, slug, column)
        for column, expected in their_numbers(rows[0], name, ours):
            others.append(abs(column / expected - 1))
    return max(values), max(others)


def their_numbers(row: dict[str, str], name: str, ours: Adjustment) -> list[tuple[float, float]]:
    """Pair our slopes, errors, p values and correlations with the package's."""
    pairs: list[tuple[float, float]] = []
    slopes = ours.correction.slopes if ours.correction else {}
    for column, slope in slopes.items():
        term = f"{name}_{'beta1' if column == 'agp' else 'beta2'}"
        assert slope.standard_error is not None
        assert slope.p_value is not None
        pairs += [
            (slope.slope, number(row[term])),
            (slope.standard_error, number(row[f"{term}_se"])),
            (slope.p_value, number(row[f"{term}_P_value"])),
        ]
    for column, found in ours.correlations.items():
        pairs.append((found.rho, number(row[f"zn_{column}_cor"])))
        pairs.append((found.p_value, number(row[f"zn_{column}_P_value"])))
    return pairs


def number(cell: str) -> float:
    return float("nan") if cell in {"", "NA"} else float(cell)


if __name__ == "__main__":
    default = os.environ.get("MICRONUTRIENT_SHARED", "../shared")
    main(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else default))
