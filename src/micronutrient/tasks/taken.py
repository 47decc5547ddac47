"""What is taken, as facts on which alerts, blocks and agents hang."""

import math

from micronutrient import nutrients
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.interactions.conditions import PER_WEIGHT, Facts
from micronutrient.tasks.eaten import Eaten

_UG_PER_MG = 1000


def taken(judgements: dict[str, IntakeJudgement], food: Eaten, *, weight_kg: float | None) -> Facts:
    """Give what is taken as facts: doses of supplements, and intakes by their upper levels.

    Parameters
    ----------
    judgements, food
        Every nutrient's intake judged, and what was eaten and taken.
    weight_kg
        Body weight [kg]; None where not known.
    """
    return Facts(over_ul=_over_ul(judgements), supplements=_supplements(food, weight_kg=weight_kg))


def _over_ul(judgements: dict[str, IntakeJudgement]) -> dict[str, float]:
    """Give the intake of each nutrient in scope divided by its upper level, where known."""
    over = {
        slug: judged.counted.total(judged.counted.lower) / judged.upper.value
        for slug, judged in judgements.items()
        if judged.upper is not None and judged.upper.kind == "ul"
    }
    return {slug: ratio for slug, ratio in over.items() if math.isfinite(ratio)}


def _supplements(food: Eaten, *, weight_kg: float | None) -> dict[str, float]:
    """Give daily amounts from supplements, with what has alerts of its own.

    That is beta-carotene [mg], and for each kg of body weight what may poison.
    """
    amounts = zip(nutrients.names(), food.supplements.amount, strict=True)
    taken = {slug: float(amount) for slug, amount in amounts if amount > 0}
    carotene = nutrients.nutrient("vitamin_a").form("beta_carotene")
    doses = [
        dose.amount for dose in food.supplements.of("vitamin_a") if dose.form == "beta_carotene"
    ]
    if doses and carotene is not None and carotene.per_mass:
        taken["beta_carotene"] = sum(doses) / carotene.per_mass / _UG_PER_MG
    per_kg = {f"{slug}_per_kg": amount / weight_kg for slug, amount in taken.items() if weight_kg}
    return taken | {name: amount for name, amount in per_kg.items() if name in PER_WEIGHT}
