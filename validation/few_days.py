"""What few days of a skewed nutrient do: stated against true probability of too little.

Usage: ``python validation/few_days.py [people]``. Prints a table and puts it into docs/model.md.

People of 19 to 50 years are drawn as data/intake/within_person_sd.toml has them: usual intakes are
lognormal between people, days lognormal within a person. Each is judged by the package from a few
of these days. True is the share of requirements above the usual intake that was drawn.
"""

import math
import sys
from typing import NamedTuple

import numpy as np
from calibration import PAGE, put_into

from micronutrient.arrays import Floats
from micronutrient.balance.amounts import Amount, NutrientIntake
from micronutrient.balance.individual import IntakeJudgement, judge
from micronutrient.datafiles import DATA, read_toml
from micronutrient.person import Person, Sex

SHOWN = ("selenium", "iron", "vitamin_b12", "vitamin_a", "vitamin_c", "zinc", "magnesium")
DAYS = (2, 7)
SURE = 0.9


class Group(NamedTuple):
    """A row of the table: how a nutrient varies between and within people of one sex."""

    nutrient: str
    sex: str
    mean: float
    sd_between: float
    ln_sd_within: float


def main(people: int) -> None:
    rng = np.random.default_rng(6)
    lines = [
        f"{people:,} people a row; probability of too little, mean; and in those told >= {SURE}",
        "nutrient     sex     scale   days   stated   true   told   stated   true",
    ]
    lines += [row(rng, group, days=days, people=people) for group in groups() for days in DAYS]
    table = "\n".join(lines)
    print(table)
    page = put_into(PAGE.read_text(encoding="utf-8"), "few days", table)
    PAGE.write_text(page, encoding="utf-8")


def groups() -> list[Group]:
    table = read_toml(DATA / "intake" / "within_person_sd.toml")
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    found = [
        Group(*(one[name] for name in Group._fields))
        for one in rows
        if one["part"] == "total" and one["from_y"] == 19 and one["nutrient"] in SHOWN
    ]
    return sorted(found, key=lambda group: SHOWN.index(group.nutrient))


def row(rng: np.random.Generator, group: Group, *, days: int, people: int) -> str:
    person = Person(sex=Sex(group.sex), age_years=34, menstruating=group.sex == "female")
    usual = group.mean * lognormal(rng, _ln_sd(group.sd_between / group.mean), (people,))
    eaten = usual[:, np.newaxis] * lognormal(rng, group.ln_sd_within, (people, days))
    found = [judgement(group.nutrient, person, food, days=days) for food in eaten.mean(axis=1)]
    stated = np.array([one.inadequate.at_most for one in found])
    need = found[0].need
    assert need is not None
    true = need.risk(usual)
    told = stated >= SURE
    among = (
        f"{stated[told].mean():9.2f}{true[told].mean():7.2f}" if told.any() else "        -      -"
    )
    return (
        f"{group.nutrient:13}{group.sex:8}{found[0].within.scale:8}{days:4}"
        f"{stated.mean():9.3f}{true.mean():7.3f}{told.mean():7.1%}{among}"
    )


def _ln_sd(cv: float) -> float:
    return math.sqrt(math.log1p(cv**2))


def lognormal(rng: np.random.Generator, ln_sd: float, shape: tuple[int, ...]) -> Floats:
    """Draw around a mean of 1."""
    return np.exp(rng.normal(-(ln_sd**2) / 2, ln_sd, shape))


def judgement(nutrient: str, person: Person, food: float, *, days: int) -> IntakeJudgement:
    amount = Amount(lower=food, mean=food, upper=food, supplement=0.0)
    intake = NutrientIntake(
        nutrient=nutrient, amount=amount, in_scope=amount, coverage=1.0, days=days, complete=True,
        energy_kcal=None,
    )  # fmt: skip
    return judge(intake, person=person)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)
