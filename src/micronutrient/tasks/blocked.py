"""What may not be advised in one case, as rows of the assessment."""

from collections.abc import Iterable

from micronutrient.interactions.blocks import Block, blocks
from micronutrient.interactions.conditions import Facts
from micronutrient.interactions.records import BlockRule
from micronutrient.states import TOO_LITTLE
from micronutrient.verdict import Blocked, NutrientVerdict


def blocked(facts: Facts, *, verdicts: Iterable[NutrientVerdict]) -> tuple[Blocked, ...]:
    """Give the hard blocks that concern this case, the most urgent first.

    A block by an agent always concerns it. One that only asks what is not known (no iron without
    ferritin and CRP) does where somebody may think of giving the nutrient: too little of it is
    found, or so much of it is taken as a supplement as the block names.

    Parameters
    ----------
    facts
        Agents, markers and supplements of the case.
    verdicts
        Where every nutrient stands.
    """
    low = {verdict.nutrient for verdict in verdicts if verdict.status in TOO_LITTLE}
    told: dict[tuple[object, ...], list[Block]] = {}
    for block in blocks(facts):
        rule = block.rule
        if not block.is_gap or low.intersection(rule.nutrients) or _is_taken(rule, facts):
            told.setdefault((rule.nutrients, rule.what, rule.why, rule.exception), []).append(block)
    return tuple(_row(alike) for alike in told.values())


def _is_taken(rule: BlockRule, facts: Facts) -> bool:
    least = rule.above or 0.0
    return any(facts.supplements.get(nutrient, 0.0) > least for nutrient in rule.nutrients)


def _row(alike: list[Block]) -> Blocked:
    """Put blocks that say the same into one row; the most urgent comes first and speaks."""
    first = alike[0]
    rule = first.rule
    return Blocked(
        agents=tuple(dict.fromkeys(block.agent for block in alike)),
        nutrients=rule.nutrients,
        covers=tuple(cover.value for cover in rule.covers),
        what=rule.what,
        why=rule.why,
        exception=rule.exception,
        urgency=rule.urgency.value,
        because=tuple(dict.fromkeys(fact for block in alike for fact in block.because)),
        is_gap=first.is_gap,
        source=rule.source,
        checked=rule.checked,
    )
