"""One person's intake of one nutrient, held against what this person needs and tolerates.

Two probabilities, each between bounds: that usual intake is below the person's requirement, and
that it is above the upper level in its scope. The bounds come from foods without a value, from a
record that is not complete, and from requirements that are only an adequate intake; what lies
between them stays unknown.

References
----------
[iom-2000-dietary-assessment] The individual method: chapters 3 and 5, Appendix B.
"""

import math
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient.balance.amounts import Amount, NutrientIntake
from micronutrient.balance.combine import IntakeBelief, believe
from micronutrient.balance.references import (
    Need,
    acceptable_range,
    exceeded_elsewhere,
    exceeds,
    need_for,
    overruling,
    recommended_for,
    upper_for,
)
from micronutrient.intake.usual_individual import (
    TOTAL,
    UPPER_LEVEL,
    Scale,
    UsualIntake,
    WithinPerson,
    usual_intake,
    widest_within_person,
    within_person_sd,
)
from micronutrient.person import Person
from micronutrient.reference.situation import Situation
from micronutrient.reference.table import ReferenceValue, Scope

_MANY_DAYS = 7


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A probability that is at least and at most so much."""

    at_least: float
    at_most: float


class IntakeJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient's intake against need and upper level.

    Attributes
    ----------
    need, recommended, upper
        Reference values that were used; None where no publisher sets one. The upper level is the
        chosen publisher's, or a newer one of another that the known intake exceeds.
    overruled
        The chosen publisher's upper level where that newer one decides in its place; else None.
    usual_low, usual_mean, usual_high
        The usual intake if every unknown value were nothing, typical, or as high as plausible; None
        without food, `usual_high` also without a bound.
    inadequate, above_upper
        Probability that usual intake is below the need, and above the upper level.
    p_inadequate
        The same as one figure, with unknown values at what is typical; None where only bounds can
        be given.
    exceeded_elsewhere
        Further upper levels of other publishers that the known intake exceeds; they are shown and
        decide nothing.
    acceptable
        Ends of the acceptable range at this energy intake, lower first; empty without one. It is
        shown, and decides nothing: how far the share of energy varies from day to day is not known.
    belief
        What the intake supports, and what it leaves open.
    """

    intake: NutrientIntake
    need: Need | None
    recommended: ReferenceValue | None
    upper: ReferenceValue | None
    overruled: ReferenceValue | None
    usual_low: UsualIntake | None
    usual_mean: UsualIntake | None
    usual_high: UsualIntake | None
    within: WithinPerson
    exceeded_elsewhere: tuple[ReferenceValue, ...]
    acceptable: tuple[ReferenceValue, ...]
    inadequate: Bounds
    p_inadequate: float | None
    above_upper: Bounds
    belief: IntakeBelief

    @property
    def scoped(self) -> bool:
        """Whether the upper level counts only a part of the intake."""
        return self.upper is not None and self.upper.scope is not Scope.TOTAL

    @property
    def reached_without_food(self) -> bool:
        """Whether supplements alone reach the upper level, and the diet is not known."""
        if self.upper is None or self.scoped or self.intake.days:
            return False
        return self.intake.amount.supplement == self.upper.value

    @property
    def overstated(self) -> bool:
        """Whether few days of a nutrient that varies much make the figures look too sure.

        Supplements do not vary: where they give most of it, the figures are as sure as they look.
        """
        amount, days = self.intake.amount, self.intake.days
        few = 0 < days < _MANY_DAYS and self.within.scale is Scale.LOG
        return few and amount.supplement < amount.lower

    @property
    def counted(self) -> Amount:
        """The amount that the upper level counts."""
        return self.intake.counted(self.upper)


def judge(
    intake: NutrientIntake,
    *,
    person: Person,
    publisher: str = "iom",
    situation: Situation | None = None,
) -> IntakeJudgement:
    """Hold one nutrient's intake against requirement and upper level.

    Parameters
    ----------
    intake
        What is known of it.
    person
        Whose it is.
    publisher
        Whose values come first; where it sets none, IOM's, then EFSA's stand in. Its upper level
        does not hold where a newer one of another publisher is exceeded.
    situation
        What beside age and sex moves this person's requirements. None judges the plain intake: the
        publisher's printed values, with what the publisher itself adds.
    """
    need = need_for(intake, person=person, publisher=publisher, situation=situation)
    levels = _levels(intake, person, publisher)
    amount, within = intake.amount, _variation(intake.nutrient, person, TOTAL)
    low, mean, high = (
        _usual(food, amount, days=intake.days, within=within)
        for food in (amount.lower, amount.mean, amount.upper)
    )
    if not intake.coverage > 0:  # no food has a value: nothing is known to have been eaten
        low = None
    inadequate = _inadequate(need, low=low, high=high, supplement=amount.supplement)
    above = _above(intake, levels.upper, person)
    settled = need is not None and need.settles and high is not None and intake.coverage > 0
    return IntakeJudgement(
        intake=intake,
        need=need,
        recommended=recommended_for(intake, need=need, person=person, situation=situation),
        upper=levels.upper,
        overruled=levels.overruled,
        usual_low=low,
        usual_mean=mean,
        usual_high=high,
        within=within,
        exceeded_elsewhere=levels.elsewhere,
        acceptable=acceptable_range(intake, person=person, publisher=publisher),
        inadequate=inadequate,
        p_inadequate=_risk(need, mean)
        if settled and need is not None and mean is not None
        else None,
        above_upper=above,
        belief=believe(
            p_inadequate_at_least=inadequate.at_least,
            p_inadequate_at_most=inadequate.at_most,
            p_above_ul_at_least=above.at_least,
            p_above_ul_at_most=above.at_most,
        ),
    )


class _Levels(NamedTuple):
    """The upper level that decides, the chosen publisher's if it is another, and further ones."""

    upper: ReferenceValue | None
    overruled: ReferenceValue | None
    elsewhere: tuple[ReferenceValue, ...]


def _levels(intake: NutrientIntake, person: Person, publisher: str) -> _Levels:
    chosen = upper_for(intake, person=person, publisher=publisher)
    elsewhere = exceeded_elsewhere(intake, upper=chosen, person=person)
    if chosen is not None and exceeds(intake, chosen):
        return _Levels(chosen, None, elsewhere)
    newer = overruling(chosen, elsewhere=elsewhere)
    if newer is None:
        return _Levels(chosen, None, elsewhere)
    return _Levels(newer, chosen, tuple(one for one in elsewhere if one is not newer))


def _variation(nutrient: str, person: Person, part: str) -> WithinPerson:
    measured = within_person_sd(nutrient, person, part=part)
    return measured or widest_within_person(nutrient, person)


def _usual(food: float, amount: Amount, *, days: int, within: WithinPerson) -> UsualIntake | None:
    """Give the usual intake; None without food, or where nothing tells how days vary around it.

    A variation that was measured on another nutrient is relative to the intake, and says nothing
    of an intake of which no part is known.
    """
    if days < 1 or not math.isfinite(food) or (food <= 0 and within.relative):
        return None
    return usual_intake(food, days=days, within=within, constant=amount.supplement)


def _risk(need: Need, usual: UsualIntake) -> float:
    if not need.settles:
        return usual.below(need.value.value)
    amounts, weights = usual.points()
    return float(weights @ need.risk(amounts))


def _inadequate(
    need: Need | None,
    *,
    low: UsualIntake | None,
    high: UsualIntake | None,
    supplement: float,
) -> Bounds:
    if need is None:
        return Bounds(at_least=0.0, at_most=1.0)
    if low is None:
        return Bounds(at_least=0.0, at_most=float(need.risk(np.array([supplement]))[0]))
    at_most = _risk(need, low)
    at_least = _risk(need, high) if need.settles and high is not None else 0.0
    return Bounds(at_least=min(at_least, at_most), at_most=at_most)


def _above(intake: NutrientIntake, upper: ReferenceValue | None, person: Person) -> Bounds:
    """Give bounds of the probability that what counts toward the upper level exceeds it.

    A part of unknown size without a known bound is left out of both: the known part speaks.
    """
    if upper is None:
        return Bounds(at_least=0.0, at_most=0.0)
    total = upper.scope is Scope.TOTAL
    amount = intake.counted(upper)
    within = _variation(intake.nutrient, person, TOTAL if total else UPPER_LEVEL)
    if not intake.days and exceeds(intake, upper):
        return Bounds(at_least=1.0, at_most=1.0)
    least, most = (
        _p_above(food, amount, days=intake.days, within=within, limit=upper.value)
        for food in (amount.lower, amount.upper if math.isfinite(amount.upper) else amount.lower)
    )
    return Bounds(at_least=least, at_most=max(least, most))


def _p_above(
    food: float, amount: Amount, *, days: int, within: WithinPerson, limit: float
) -> float:
    usual = _usual(food, amount, days=days, within=within) if food > 0 else None
    return usual.above(limit) if usual is not None else float(amount.supplement > limit)
