"""Estimate how common too little and too much are, by age and sex, from NHANES laboratory files.

Usage: ``python tools/estimate_prevalence.py`` with ``MICRONUTRIENT_SHARED`` naming the folder that
holds ``data/nhanes`` (default ``../shared``). Writes
``src/micronutrient/data/balance/prevalence.toml``.

For each nutrient one marker was measured in the survey. Each person's result is held against the
limits that the package itself uses (data/markers/); the shares of the states are weighted with the
survey's examination or subsample weights, scaled within each cycle so that cycles count by their
people. A state for which the limits have no band is nan. Pregnant women are left out, and people
with a raised CRP where it was measured. One result a person: what varies within a person widens
both ends a little. Not estimated are zinc, whose limits follow fasting and time of day, which these
cycles do not tell, and what the body holds constant (serum calcium, potassium ...): that is
measured in the ill, of whom a healthy population tells nothing.
"""

import csv
import lzma
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.cutoffs import Group, applicable, reading, scale
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.rules import rules
from micronutrient.person import Sex
from micronutrient.states import STATES, Band

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "micronutrient" / "data" / "balance" / "prevalence.toml"
SOURCE = "nhanes-laboratory-prevalence"
FEWEST = 100
"""People a group needs for a row."""


class Survey(NamedTuple):
    """Where a marker was measured: cycles, column in the marker's own unit, weight."""

    nutrient: str
    marker: str
    cycles: tuple[str, ...]
    table: str
    column: str
    weight: str = "WTMEC2YR"

    @property
    def years(self) -> str:
        """The years of the survey: ``2015-2018``."""
        return f"{self.cycles[0][:4]}-{self.cycles[-1][5:9]}"


SURVEYS = (
    Survey("vitamin_a", "retinol", ("2017-2018_J",), "VITAEC", "LBDVIASI"),
    Survey("vitamin_b6", "plp", ("2005-2006_D",), "VIT_B6", "LBXPLP"),
    Survey("folate", "folate_rbc", ("2015-2016_I",), "FOLATE", "LBDRFOSI"),
    Survey("vitamin_b12", "vitamin_b12_serum", ("2013-2014_H",), "VITB12", "LBDB12SI"),
    Survey("vitamin_c", "vitamin_c_plasma", ("2017-2018_J",), "VIC", "LBDVICSI"),
    Survey("vitamin_d", "vitamin_d_25oh", ("2015-2016_I", "2017-2018_J"), "VID", "LBXVIDMS"),
    Survey("vitamin_e", "alpha_tocopherol", ("2017-2018_J",), "VITAEC", "LBDVIESI"),
    Survey("iron", "ferritin", ("2017-2018_J",), "FERTIN", "LBDFERSI"),
    Survey("copper", "copper", ("2013-2014_H", "2015-2016_I"), "CUSEZN", "LBDSCUSI", "WTSA2YR"),
    Survey(
        "selenium", "selenium_plasma", ("2013-2014_H", "2015-2016_I"), "CUSEZN", "LBDSSESI",
        "WTSA2YR",
    ),
)  # fmt: skip
GROUPS = (
    ("both", 1, 12),
    *((sex, a, b) for a, b in ((12, 19), (19, 51), (51, 131)) for sex in ("male", "female")),
)
COLUMNS = ("nutrient", "marker", "years", "sex", "from_y", "to_y", "n", *map(str, STATES))
HEAD = """\
# Written by tools/estimate_prevalence.py, which states the method; not edited by hand.
# Weighted shares of people in each state by the marker named and the limits of data/markers/.
source  = "{source}"
checked = "primary"
columns = [{columns}]
rows = [
"""


class Seen(NamedTuple):
    """One person's result: who it is, what it weighs in the survey, and the state it reads.

    `possible` are the places of the states that the limits have bands for.
    """

    sex: str
    age_y: float
    weight: float
    state: int
    possible: frozenset[int]


@cache
def table(shared: Path, name: str, cycle: str) -> dict[str, dict[str, str]]:
    """Read one NHANES table, by person; empty where the cycle has none."""
    path = shared / "data" / "nhanes" / cycle / f"{name}_{cycle[-1]}.csv.xz"
    if not path.exists():
        return {}
    with lzma.open(path, "rt", encoding="utf-8", newline="") as stream:
        return {row["SEQN"]: row for row in csv.DictReader(stream)}


def number(row: dict[str, str], column: str) -> float:
    """Read one cell; ``NA`` and an absent cell are NaN."""
    text = row.get(column, "")
    return float("nan") if text in ("", "NA", ".") else float(text)


def results(shared: Path, survey: Survey) -> Iterator[Seen]:
    """Give everybody who was measured and is not pregnant, each cycle weighing as its people."""
    for cycle in survey.cycles:
        demo, crp = table(shared, "DEMO", cycle), crp_mg_l(shared, cycle)
        seen = [
            Seen(
                who.sex,
                who.age_y,
                weight,
                STATES.index(reading(value, bands=held, comparator=None)),
                frozenset(STATES.index(band.state) for band in held),
            )
            for seqn, row in table(shared, survey.table, cycle).items()
            if (who := group(demo[seqn], crp.get(seqn))) is not None
            and (weight := number({**demo[seqn], **row}, survey.weight)) > 0
            and not np.isnan(value := number(row, survey.column))
            and (held := bands(survey.marker, who))
        ]
        total = sum(one.weight for one in seen)
        yield from (one._replace(weight=one.weight * len(seen) / total) for one in seen)


@cache
def crp_mg_l(shared: Path, cycle: str) -> dict[str, float]:
    """Give CRP [mg/L] by person; early cycles print it in mg/dL; empty where none was measured."""
    recent = {s: number(row, "LBXHSCRP") for s, row in table(shared, "HSCRP", cycle).items()}
    early = {s: number(row, "LBXCRP") * 10 for s, row in table(shared, "CRP", cycle).items()}
    return {**early, **recent}


def group(demo: dict[str, str], crp: float | None) -> Group | None:
    """Give what decides the limits for a person; None if pregnant or inflamed."""
    raised = crp is not None and crp >= rules().inflammation.crp_mg_l
    if raised or number(demo, "RIDEXPRG") == 1:
        return None
    sex = {"1": Sex.MALE, "2": Sex.FEMALE}[demo["RIAGENDR"]]
    return Group(sex=sex, age_y=number(demo, "RIDAGEYR"), inflamed=False)


@cache
def bands(slug: str, who: Group) -> tuple[Band, ...]:
    """Give the bands that hold for a person; empty where nobody sets limits."""
    held = scale(applicable(marker(slug), who), plausible=marker(slug).plausible)
    return held.bands if held else ()


def shares(seen: list[Seen]) -> Floats:
    """Give the weighted share of each state; NaN where nobody's limits have a band for it."""
    counted = np.bincount(
        [one.state for one in seen], weights=[one.weight for one in seen], minlength=len(STATES)
    )
    counted /= counted.sum()
    possible = frozenset[int]().union(*(one.possible for one in seen))
    counted[[place not in possible for place in range(len(STATES))]] = np.nan
    return counted


def lines(survey: Survey, people: list[Seen]) -> Iterator[str]:
    """Give the rows of one nutrient, group by group."""
    for sex, from_y, to_y in GROUPS:
        own = [p for p in people if sex in ("both", p.sex) and from_y <= p.age_y < to_y]
        if len(own) >= FEWEST:
            named = f'"{survey.nutrient}", "{survey.marker}", "{survey.years}", "{sex}"'
            head = f"{named}, {from_y}, {to_y}, {len(own)}"
            yield f"  [{head}, {', '.join(f'{share:.4f}' for share in shares(own))}],"


def main() -> None:
    """Estimate and write."""
    shared = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
    rows: list[str] = []
    for survey in SURVEYS:
        people = list(results(shared, survey))
        rows += lines(survey, people)
        print(f"{survey.nutrient}: {len(people)} people")
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    content = HEAD.format(source=SOURCE, columns=columns) + "\n".join(rows) + "\n]\n"
    TARGET.write_text(content, encoding="utf-8")
    print(f"{len(rows)} rows: {TARGET}")


if __name__ == "__main__":
    main()
