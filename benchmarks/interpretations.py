"""How many persons' laboratory sheets are read in a minute on one core, and what length costs.

Usage: ``python benchmarks/interpretations.py [persons]``. Each sheet has five results with CRP;
dates and medicines vary. Printed are the laboratory part alone (`interpret`) and the whole
assessment of a case with these results and no diet, one person after another; then `interpret` for
one case of 250, 500, ... results, whose time per result must stay the same. Seconds are those of
the processor, since one core is asked about.
"""

import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Sequence

from micronutrient.biomarkers.interpret import interpret
from micronutrient.case import Case, LabResult
from micronutrient.person import Person, Sex
from micronutrient.tasks.assess import assess

PERSONS = 2_000
LENGTHS = (250, 500, 1_000, 2_000, 4_000)
AIM_PER_MINUTE = 10_000
DAY = dt.date(2026, 3, 1)
SHEET = (
    ("ferritin", 5, 300, "ug/L"),
    ("zinc", 40, 130, "ug/dL"),
    ("vitamin_d_25oh", 10, 60, "ng/mL"),
    ("vitamin_b12_serum", 120, 900, "pg/mL"),
    ("crp", 0.5, 30, "mg/L"),
)
MEDICINES: tuple[tuple[str, ...], ...] = ((), ("metformin",), ("combined oral contraceptive",))


def main(persons: int) -> None:
    rng = random.Random(1)
    cases = [case(rng) for _ in range(persons)]
    both: dict[str, Callable[[Case], object]] = {
        "interpret, five results": laboratory,
        "assess, five results, no diet": lambda one: assess(one, today=DAY),
    }
    for name, run in both.items():
        each = seconds(run, cases) / persons
        aim = f"aim {AIM_PER_MINUTE:,} a minute"
        print(f"{name:34}{each * 1e3:8.2f} ms {60 / each:12,.0f} a minute   {aim}")
    for length in LENGTHS:
        rows = tuple(sheet(rng) for _ in range(length // len(SHEET)))
        labs = tuple(result for row in rows for result in row)
        took = seconds(laboratory, [Case(person=cases[0].person, labs=labs)])
        each = f"{took / length * 1e6:8.1f} µs each"
        print(f"interpret, one case of {length:5,} results {took:8.3f} s {each}")


def laboratory(one: Case) -> object:
    return interpret(one.labs, person=one.person)


def case(rng: random.Random) -> Case:
    person = Person(sex=rng.choice(list(Sex)), age_years=rng.uniform(18, 80))
    return Case(person=person, labs=sheet(rng), medications=rng.choice(MEDICINES))


def sheet(rng: random.Random) -> tuple[LabResult, ...]:
    day = DAY - dt.timedelta(days=rng.randrange(700))
    return tuple(
        LabResult(marker=marker, value=round(rng.uniform(low, high), 1), unit=unit, date=day)
        for marker, low, high, unit in SHEET
    )


def seconds(run: Callable[[Case], object], cases: Sequence[Case]) -> float:
    """Run every case once, after one that only warms up."""
    run(cases[0])
    start = time.process_time()
    for one in cases:
        run(one)
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS)
