"""The reference values that one person's intake of one nutrient is held against.

The chosen publisher's come first; where it sets none, those of `STAND_INS`, and the value says
whose it is.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance.amounts import NutrientIntake
from micronutrient.person import Person
from micronutrient.reference.adjust import Change, adjusted, changes_for
from micronutrient.reference.requirement import (
    Requirement,
    probability_of_inadequacy,
    requirement_for,
)
from micronutrient.reference.situation import Situation
from micronutrient.reference.table import Kind, ReferenceValue, Scope, daily, find, values

STAND_INS = ("iom", "efsa")
"""Publishers asked in turn where the chosen one sets nothing for a nutrient."""


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
        What was assumed, in words.
    changes
        What moved the value for this person, or is shown beside it.
    """

    value: ReferenceValue
    settles: bool
    risk: Callable[[Floats], Floats]
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def need_for(
    intake: NutrientIntake,
    *,
    person: Person,
    publisher: str,
    situation: Situation | None = None,
) -> Need | None:
    """Give what the intake has to reach; None where no publisher sets anything.

    Parameters
    ----------
    intake, person, publisher
        What is taken in, by whom, and whose values come first.
    situation
        What else moves this person's requirement; None takes only what the publisher itself adds.
    """
    unit = nutrients.nutrient(intake.nutrient).unit
    for name in dict.fromkeys((publisher, *STAND_INS)):
        requirement = requirement_for(
            person,
            nutrient=intake.nutrient,
            publisher=name,
            energy_kcal=intake.energy_kcal,
            situation=situation,
        )
        if requirement is not None and _countable(requirement.unit, unit):
            return _of_requirement(requirement, unit)
        figure = _one(intake, person, name, kinds=(Kind.AI,))
        if figure is not None:
            return _of_figure(figure, changes_for(figure, person=person, situation=situation))
    return None


_COUNTED_AS = {"ug_re/d": "ug_rae"}
"""Retinol equivalents may be held against activity equivalents, which never are more."""


def _countable(unit: str, own: str) -> bool:
    return own in {unit.removesuffix("/d"), _COUNTED_AS.get(unit)}


def _of_requirement(requirement: Requirement, unit: str) -> Need:
    notes = []
    if requirement.unit != f"{unit}/d":
        notes.append(f"set in {requirement.unit}, of which the counted {unit}/d never is more")
    moved = any(one.counted for one in requirement.changes)
    value = msgspec.structs.replace(
        requirement.reference,
        value=requirement.ear,
        unit=requirement.unit,
        checked=requirement.checked,
        printed=requirement.printed if moved else None,
    )
    return Need(
        value=value,
        settles=True,
        risk=lambda intakes: probability_of_inadequacy(intakes, requirement=requirement),
        notes=tuple(notes),
        changes=requirement.changes,
    )


def _of_figure(value: ReferenceValue, changes: tuple[Change, ...]) -> Need:
    return Need(
        value=value,
        settles=False,
        risk=lambda intakes: np.where(intakes < value.value, 1.0, 0.0),
        changes=changes,
    )


def upper_for(intake: NutrientIntake, *, person: Person, publisher: str) -> ReferenceValue | None:
    """Give the upper level, or for sodium the intake above which chronic disease risk rises."""
    kinds = (Kind.UL, Kind.CDRR)
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


def recommended_for(
    intake: NutrientIntake,
    *,
    need: Need | None,
    person: Person,
    situation: Situation | None = None,
) -> ReferenceValue | None:
    """Give the recommended intake that goes with a requirement; None beside an adequate intake."""
    if need is None or need.value.kind is not Kind.EAR:
        return None
    value = _one(intake, person, need.value.publisher, kinds=(Kind.RDA,))
    return adjusted(value, person=person, situation=situation) if value is not None else None


def acceptable_range(
    intake: NutrientIntake, *, person: Person, publisher: str
) -> tuple[ReferenceValue, ...]:
    """Give the ends of the acceptable range at this energy intake, lower first; or nothing."""
    for name in dict.fromkeys((publisher, *STAND_INS)):
        ends = [_one(intake, person, name, kinds=(k,)) for k in (Kind.AMDR_LOW, Kind.AMDR_HIGH)]
        known = tuple(value for value in ends if value is not None)
        if len(known) == len(ends):
            return known
    return ()


def exceeded_elsewhere(
    intake: NutrientIntake, *, upper: ReferenceValue | None, person: Person
) -> tuple[ReferenceValue, ...]:
    """Give upper levels of publishers other than the one in use that the known intake exceeds."""
    own = "" if upper is None else upper.publisher
    others = (_one(intake, person, name, kinds=(Kind.UL,)) for name in STAND_INS if name != own)
    return tuple(value for value in others if value is not None and exceeds(intake, value))


def overruling(
    upper: ReferenceValue | None, *, elsewhere: Sequence[ReferenceValue]
) -> ReferenceValue | None:
    """Give the level that decides in place of the chosen publisher's; None if that one decides.

    Parameters
    ----------
    upper
        The chosen publisher's, which the known intake does not exceed.
    elsewhere
        Levels of other publishers that it does exceed.

    Returns
    -------
    ReferenceValue or None
        The newest of these that is newer than the chosen one. A safe level of intake is none: more
        than it is not known to be too much.
    """
    since = upper.edition if upper is not None else 0
    newer = [one for one in elsewhere if one.edition > since and not one.safe_level]
    return max(newer, key=lambda one: one.edition, default=None)


def exceeds(intake: NutrientIntake, upper: ReferenceValue) -> bool:
    """Whether what is known of an intake passes an upper level in its scope.

    A supplement that alone reaches a level of all intake passes it where the diet is not known,
    since whatever is eaten comes on top.
    """
    counted = intake.counted(upper)
    held = counted.total(counted.lower)
    more_is_eaten = upper.scope is Scope.TOTAL and not intake.days
    return held > upper.value or (more_is_eaten and held >= upper.value)
