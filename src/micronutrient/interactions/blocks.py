"""Hard blocks: what no advice may pass.

Every later advice asks `forbids` first: one room for what an agent forbids (no potassium with an
ACE inhibitor) and for what must be known first (no iron without ferritin and CRP). A block names
who may lift it; this package never does.

Numbers: the ``[[blocks]]`` of data/interactions/<slug>.toml.
"""

import msgspec

from micronutrient.interactions.conditions import Facts, matched
from micronutrient.interactions.records import BlockRule, BlockUrgency, Covers, Kind
from micronutrient.interactions.table import agent, completed, gaps, present
from micronutrient.matching import fold

_ORDER = tuple(BlockUrgency)
_BY_FACTS = frozenset({Kind.FINDING, Kind.GAP, Kind.NUTRIENT})
"""Kinds whose name alone does not say what was found."""


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody is about to advise.

    Attributes
    ----------
    nutrient
        Its slug.
    covers
        A supplement, a food, a change of diet, the start of a medicine that needs the nutrient, or
        the order in which to treat.
    form
        Chemical form, a slug of the nutrient's own file; None if not known.
    amount_per_day
        In the nutrient's own unit; None if not known.
    food
        Name of the food, for a food.
    """

    nutrient: str
    covers: Covers = Covers.SUPPLEMENT
    form: str | None = None
    amount_per_day: float | None = None
    food: str = ""


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
    is_gap
        Whether it stands only because something is not known.
    """

    agent: str
    rule: BlockRule
    because: tuple[str, ...] = ()
    is_gap: bool = False

    def forbids(self, advice: Advice) -> bool:
        """Say whether it forbids an advice; an unknown form, amount or food counts as forbidden."""
        rule = self.rule
        return (
            advice.nutrient in rule.nutrients
            and advice.covers in rule.covers
            and (advice.covers is not Covers.FOOD or self._names_food(advice.food))
            and self._takes_form(advice.form)
            and self._takes_amount(advice.amount_per_day)
        )

    def forbids_supplement(
        self, nutrient: str, *, form: str | None = None, amount_per_day: float | None = None
    ) -> bool:
        """Say whether it forbids a supplement of this nutrient. See `Advice` and `forbids`."""
        return self.forbids(Advice(nutrient=nutrient, form=form, amount_per_day=amount_per_day))

    def _takes_form(self, form: str | None) -> bool:
        rule = self.rule
        known = form is not None
        return not known or ((not rule.forms or form in rule.forms) and form not in rule.not_forms)

    def _takes_amount(self, amount: float | None) -> bool:
        return self.rule.above is None or amount is None or amount > self.rule.above

    def _names_food(self, food: str) -> bool:
        asked = f"_{fold(food)}_"
        return not food or any(f"_{fold(name)}_" in asked for name in self.rule.foods)


def forbids(advice: Advice, *, facts: Facts) -> tuple[Block, ...]:
    """Give the blocks that an advice runs into, the most urgent first; empty if it may be given.

    Parameters
    ----------
    advice
        What is about to be advised.
    facts
        See `blocks`.
    """
    return tuple(block for block in blocks(facts) if block.forbids(advice))


def blocks(facts: Facts) -> tuple[Block, ...]:
    """Give the blocks that apply, the most urgent first.

    Parameters
    ----------
    facts
        Agents of the case (see `micronutrient.interactions.screen`), with markers and supplements
        where known: some blocks hang on a laboratory result or a dose, and what is not known
        raises the blocks that ask for it.
    """
    full = completed(facts)
    found = [
        block
        for slug in (*present(facts), *gaps(facts))
        for rule in agent(slug).blocks
        if (block := _applied(slug, rule, full)) is not None
    ]
    return tuple(sorted(found, key=lambda block: _ORDER.index(block.rule.urgency)))


def _applied(slug: str, rule: BlockRule, facts: Facts) -> Block | None:
    asked = () if rule.when is None else matched(rule.when, facts)
    if asked is None:
        return None
    one = agent(slug)
    told = one.when if one.kind in _BY_FACTS else None
    present_by = (told and matched(told, facts)) or ()
    because = tuple(dict.fromkeys(reason.text for reason in (*present_by, *asked)))
    return Block(agent=slug, rule=rule, because=because, is_gap=one.kind is Kind.GAP)
