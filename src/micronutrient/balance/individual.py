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
from collections.abc import Callable

import msgspec
import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance.combine import IntakeBelief, believe
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
from micronutrient.reference.adjust import adjusted
from micronutrient.reference.requirement import (
    Requirement,
    probability_of_inadequacy,
    requirement_for,
)
from micronutrient.reference.table import Kind, ReferenceValue, Scope, daily, find, values
from micronutrient.verdict import FoodShare

STAND_INS = ("iom", "efsa")
"""Publishers asked in turn where the chosen one sets nothing for a nutrient."""


_MANY_DAYS = 7


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A daily amount with bounds: from food and, constant, from supplements.

    `upper` is infinite where no bound is known, as in a record that is not complete. All food
    figures are NaN where no food was recorded.
    """

    lower: float
    mean: float
    upper: float
    supplement: float

    def total(self, food: float) -> float:
        """Add the supplements to a food figure; without food records they are all there is."""
        return self.supplement if math.isnan(food) else food + self.supplement


class NutrientIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one person's intake of one nutrient.

    Attributes
    ----------
    amount, in_scope
        All of it [nutrient's unit], and what counts toward an upper level that does not count all
        [upper level's unit].
    coverage
        Share of the eaten weight that has a value; NaN without food.
    days
        Recorded days; 0 without food.
    complete
        Whether everything eaten was recorded.
    energy_kcal
        Daily energy intake [kcal], for requirements that follow it; None if not known.
    forms
        Slugs of the forms that supplements hold; some upper levels are set by form.
    top
        Largest contributors.
    """

    nutrient: str
    amount: Amount
    in_scope: Amount
    coverage: float
    days: int
    complete: bool
    energy_kcal: float | None
    forms: tuple[str, ...] = ()
    top: tuple[FoodShare, ...] = ()


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What an intake has to reach: the distribution of a requirement, or one figure.

    Attributes
    ----------
    value
        The reference value, per day and adjusted to the person.
    settles
        Whether an intake below it means too little. An adequate intake does not tell.
    risk
        Probability that each of some usual intakes does not reach it.
    notes
        What was adjusted or assumed, in words.
    """

    value: ReferenceValue
    settles: bool
    risk: Callable[[Floats], Floats]
    notes: tuple[str, ...] = ()


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A probability that is at least and at most so much."""

    at_least: float
    at_most: float


class IntakeJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient's intake against need and upper level.

    Attributes
    ----------
    need, recommended, upper
        Reference values that were used; None where no publisher sets one.
    usual_low, usual_mean, usual_high
        The usual intake if every unknown value were nothing, typical, or as high as plausible; None
        without food, `usual_high` also without a bound.
    inadequate, above_upper
        Probability that usual intake is below the need, and above the upper level.
    p_inadequate
        The same as one figure, with unknown values at what is typical; None where only bounds can
        be given.
    exceeded_elsewhere
        Upper levels of other publishers that the known intake exceeds.
    belief
        What the intake supports, and what it leaves open.
    """

    intake: NutrientIntake
    need: Need | None
    recommended: ReferenceValue | None
    upper: ReferenceValue | None
    usual_low: UsualIntake | None
    usual_mean: UsualIntake | None
    usual_high: UsualIntake | None
    within: WithinPerson
    exceeded_elsewhere: tuple[ReferenceValue, ...]
    inadequate: Bounds
    p_inadequate: float | None
    above_upper: Bounds
    belief: IntakeBelief

    @property
    def scoped(self) -> bool:
        """Whether the upper level counts only a part of the intake."""
        return self.upper is not None and self.upper.scope is not Scope.TOTAL

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
        return _counted(self.intake, self.upper)


def judge(intake: NutrientIntake, *, person: Person, publisher: str = "iom") -> IntakeJudgement:
    """Hold one nutrient's intake against requirement and upper level.

    Parameters
    ----------
    intake
        What is known of it.
    person
        Whose it is.
    publisher
        Whose values come first; where it sets none, IOM's, then EFSA's stand in.
    """
    need = _need(intake, person, publisher)
    upper = _first(intake, person, publisher, kinds=(Kind.UL, Kind.CDRR))
    amount, within = intake.amount, _variation(intake.nutrient, person, TOTAL)
    low, mean, high = (
        _usual(food, amount, days=intake.days, within=within)
        for food in (amount.lower, amount.mean, amount.upper)
    )
    inadequate = _inadequate(need, low=low, high=high, supplement=amount.supplement)
    above = _above(intake, upper, person)
    settled = need is not None and need.settles and high is not None and intake.coverage > 0
    return IntakeJudgement(
        intake=intake,
        need=need,
        recommended=_recommended(intake, need, person),
        upper=upper,
        usual_low=low,
        usual_mean=mean,
        usual_high=high,
        within=within,
        exceeded_elsewhere=_exceeded_elsewhere(intake, upper, person),
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


def _need(intake: NutrientIntake, person: Person, publisher: str) -> Need | None:
    unit = nutrients.nutrient(intake.nutrient).unit
    for name in dict.fromkeys((publisher, *STAND_INS)):
        requirement = requirement_for(
            person, nutrient=intake.nutrient, publisher=name, energy_kcal=intake.energy_kcal
        )
        if requirement is not None and _countable(requirement.unit, unit):
            return _of_requirement(requirement, unit)
        figure = _one(intake, person, name, kinds=(Kind.AI,))
        if figure is not None:
            return _of_figure(figure)
    return None


_COUNTED_AS = {"ug_re/d": "ug_rae"}
"""Retinol equivalents may be held against activity equivalents, which never are more."""


def _countable(unit: str, own: str) -> bool:
    return own in {unit.removesuffix("/d"), _COUNTED_AS.get(unit)}


def _of_requirement(requirement: Requirement, unit: str) -> Need:
    notes = [one.why for one in requirement.adjustments]
    if requirement.unit != f"{unit}/d":
        notes.append(f"set in {requirement.unit}, of which the counted {unit}/d never is more")
    value = msgspec.structs.replace(
        requirement.reference,
        value=requirement.ear,
        unit=requirement.unit,
        checked=requirement.checked,
    )
    return Need(
        value=value,
        settles=True,
        risk=lambda intakes: probability_of_inadequacy(intakes, requirement=requirement),
        notes=tuple(notes),
    )


def _of_figure(value: ReferenceValue) -> Need:
    return Need(
        value=value,
        settles=False,
        risk=lambda intakes: np.where(intakes < value.value, 1.0, 0.0),
    )


def _first(
    intake: NutrientIntake, person: Person, publisher: str, *, kinds: tuple[Kind, ...]
) -> ReferenceValue | None:
    asked = dict.fromkeys((publisher, *STAND_INS))
    found = (_one(intake, person, name, kinds=kinds) for name in asked)
    return next((value for value in found if value is not None), None)


def _one(
    intake: NutrientIntake, person: Person, publisher: str, *, kinds: tuple[Kind, ...]
) -> ReferenceValue | None:
    for kind in kinds:
        printed = _printed(intake, person, publisher, kind)
        value = daily(printed, person=person, energy_kcal=intake.energy_kcal) if printed else None
        if value is not None:
            return value
    return None


def _printed(
    intake: NutrientIntake, person: Person, publisher: str, kind: Kind
) -> ReferenceValue | None:
    """Give the printed value; of upper levels that are set by form the one for a form taken."""
    by_form = {row.condition for row in values(intake.nutrient, publisher) if row.kind is kind}
    taken = next((form for form in intake.forms if form in by_form), None)
    return find(person, nutrient=intake.nutrient, kind=kind, publisher=publisher, condition=taken)


def _recommended(
    intake: NutrientIntake, need: Need | None, person: Person
) -> ReferenceValue | None:
    if need is None or need.value.kind is not Kind.EAR:
        return None
    value = _one(intake, person, need.value.publisher, kinds=(Kind.RDA,))
    return adjusted(value, person=person) if value is not None else None


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


def _counted(intake: NutrientIntake, upper: ReferenceValue | None) -> Amount:
    """Give the amount that an upper level counts: all, what is in scope, or supplements only."""
    if upper is None or upper.scope is Scope.TOTAL:
        return intake.amount
    if upper.scope is Scope.SUPPLEMENTS_ONLY:
        return msgspec.structs.replace(intake.in_scope, lower=0.0, mean=0.0, upper=0.0)
    return intake.in_scope


def _above(intake: NutrientIntake, upper: ReferenceValue | None, person: Person) -> Bounds:
    """Give bounds of the probability that what counts toward the upper level exceeds it.

    A part of unknown size without a known bound is left out of both: the known part speaks.
    """
    if upper is None:
        return Bounds(at_least=0.0, at_most=0.0)
    total = upper.scope is Scope.TOTAL
    amount = _counted(intake, upper)
    within = _variation(intake.nutrient, person, TOTAL if total else UPPER_LEVEL)
    least, most = (
        _p_above(food, amount, days=intake.days, within=within, limit=upper.value)
        for food in (amount.lower, amount.upper if math.isfinite(amount.upper) else amount.lower)
    )
    return Bounds(at_least=least, at_most=max(least, most))


def _exceeded_elsewhere(
    intake: NutrientIntake, upper: ReferenceValue | None, person: Person
) -> tuple[ReferenceValue, ...]:
    own = "" if upper is None else upper.publisher
    others = (_one(intake, person, name, kinds=(Kind.UL,)) for name in STAND_INS if name != own)
    return tuple(
        value for value in others if value is not None and _held(intake, value) > value.value
    )


def _held(intake: NutrientIntake, upper: ReferenceValue) -> float:
    counted = _counted(intake, upper)
    return counted.total(counted.lower)


def _p_above(
    food: float, amount: Amount, *, days: int, within: WithinPerson, limit: float
) -> float:
    usual = _usual(food, amount, days=days, within=within) if food > 0 else None
    return usual.above(limit) if usual is not None else float(amount.supplement > limit)
