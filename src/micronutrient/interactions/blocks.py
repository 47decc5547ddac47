"""Hard blocks: what no advice may pass while an agent is present.

Every later advice asks `blocks` first. A block names who may lift it; this package never does.

Numbers: the ``[[blocks]]`` of data/interactions/<slug>.toml.
"""

import msgspec

from micronutrient.interactions.conditions import Facts, matched
from micronutrient.interactions.records import BlockRule, BlockUrgency, Covers
from micronutrient.interactions.table import agent, completed, present

_ORDER = tuple(BlockUrgency)


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A block that applies to this case.

    Attributes
    ----------
    agent
        What causes it.
    rule
        What is blocked, why, who may lift it, and the source.
    because
        The facts that made it apply, in words; empty if the agent's presence is enough.
    """

    agent: str
    rule: BlockRule
    because: tuple[str, ...] = ()

    def forbids_supplement(
        self, nutrient: str, *, form: str | None = None, amount_per_day: float | None = None
    ) -> bool:
        """Say whether it forbids a supplement; an unknown form or amount counts as forbidden.

        Parameters
        ----------
        nutrient
            Its slug.
        form
            Chemical form, a slug of the nutrient's own file; None if not known.
        amount_per_day
            In the nutrient's own unit; None if not known.
        """
        rule = self.rule
        return (
            nutrient in rule.nutrients
            and Covers.SUPPLEMENT in rule.covers
            and (form is None or not rule.forms or form in rule.forms)
            and (form is None or form not in rule.not_forms)
            and (rule.above is None or amount_per_day is None or amount_per_day > rule.above)
        )


def blocks(facts: Facts) -> tuple[Block, ...]:
    """Give the blocks that apply, the most urgent first.

    Parameters
    ----------
    facts
        Agents of the case (see `micronutrient.interactions.screen`), with markers and supplements
        where known: some blocks hang on a laboratory result or a dose.
    """
    full = completed(facts)
    found = [
        block
        for slug in present(facts)
        for rule in agent(slug).blocks
        if (block := _applied(slug, rule, full)) is not None
    ]
    return tuple(sorted(found, key=lambda block: _ORDER.index(block.rule.urgency)))


def _applied(slug: str, rule: BlockRule, facts: Facts) -> Block | None:
    condition = rule.when
    if condition is None:
        return Block(agent=slug, rule=rule)
    reasons = matched(condition, facts)
    if reasons is None:
        return None
    return Block(agent=slug, rule=rule, because=tuple(reason.text for reason in reasons))
