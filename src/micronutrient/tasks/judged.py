"""The intake of every nutrient, held against what this person needs: the rooms joined.

What acts on the person must be known before the requirement is: agents and symptoms are read from
the case first, and looked at again once doses and laboratory results are known.
"""

import math
from collections.abc import Mapping

from micronutrient import nutrients
from micronutrient.balance.individual import IntakeJudgement, judge
from micronutrient.case import Case
from micronutrient.casefile import ReadCase
from micronutrient.interactions.screen import present
from micronutrient.reference.situation import Situation, situation
from micronutrient.reference.table import megajoules
from micronutrient.tasks.eaten import Eaten, intake_of


def judged(
    read: ReadCase, food: Eaten, *, publisher: str, plain: bool = False
) -> dict[str, IntakeJudgement]:
    """Judge the intake of every nutrient; nothing, if neither diet nor supplements are known.

    Parameters
    ----------
    read, food
        The case, and what was eaten and taken.
    publisher
        Whose values come first.
    plain
        Against the printed values, without what moves this person's own need.
    """
    case = read.case
    if not case.diet and not case.supplements:
        return {}
    complete = case.diet_complete and not food.faults and "diet" not in _faulty(read)
    energy = _eaten(food, "energy") if complete else None
    around = None if plain else _situation(case, food, energy_kcal=energy)
    return {
        slug: judge(
            intake_of(food, slug, complete=complete, energy_kcal=energy),
            person=case.person,
            publisher=publisher,
            situation=around,
        )
        for slug in nutrients.names()
    }


def requirements_said(judgements: Mapping[str, IntakeJudgement], *, plain: bool) -> tuple[str, ...]:
    """Say in a line how requirements were taken, where that matters to what was judged."""
    if not judgements:
        return ()
    if plain:
        return ("Requirements: as published, without this person's own losses and conditions.",)
    needs = (one.need for one in judgements.values() if one.need is not None)
    moved = (change for need in needs for change in need.changes if change.counted)
    if all(change.rule.own for change in moved):
        return ()
    return (
        "Requirements: moved by this person's own losses and conditions where a figure is "
        "established, with the middle of a range (docs/requirements.md); the printed values stand "
        "beside them.",
    )


def _situation(case: Case, food: Eaten, *, energy_kcal: float | None) -> Situation:
    """Put together what moves this person's requirements; what is not known is left out."""
    amounts = {
        "energy_mj_d": None if energy_kcal is None else megajoules(energy_kcal),
        "protein_g_d": None if energy_kcal is None else _eaten(food, "protein"),
        "sweat_l_d": case.context.sweat_l_day,
    }
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    return situation(case.person, present=present(case), amounts=known)


def _eaten(food: Eaten, nutrient: str) -> float | None:
    """Give the daily amount of food's energy or protein; None where nothing is known of it."""
    amount = float(food.foods.mean[nutrients.names().index(nutrient)])
    return amount if math.isfinite(amount) and amount > 0 else None


def _faulty(read: ReadCase) -> set[str]:
    """Name the parts of a case that have faults."""
    return {fault.where.partition("[")[0].partition(".")[0] for fault in read.faults}
