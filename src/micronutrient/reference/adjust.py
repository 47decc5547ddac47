"""What some people need more than their group: smokers, vegetarians, girls who menstruate early.

Numbers: data/requirements/adjustments.toml. Only where the publisher itself says so.
"""

from enum import StrEnum
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.person import DietPattern, Person
from micronutrient.reference.lifestage import menstruates_early
from micronutrient.reference.rows import Kind
from micronutrient.reference.table import ReferenceValue
from micronutrient.sources import Checked, least_checked


class Who(StrEnum):
    """Whom an adjustment is for."""

    SMOKER = "smoker"
    VEGETARIAN = "vegetarian"
    MENSTRUATING_BEFORE_14 = "menstruating_before_14"


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change to a requirement: value × `factor` + `add`.

    Attributes
    ----------
    unit
        Unit of `add`, and of the values it may be applied to.
    why
        In words, for the report.
    """

    publisher: str
    nutrient: str
    who: Who
    kinds: tuple[Kind, ...]
    factor: float = 1.0
    add: float = 0.0
    unit: str
    why: str
    source: str
    checked: Checked

    def fits(self, person: Person) -> bool:
        """Whether the person is one of those whom it is for; what is not known does not fit."""
        if self.who is Who.SMOKER:
            return person.smoker is True
        if self.who is Who.VEGETARIAN:
            return person.diet_pattern in (DietPattern.VEGETARIAN, DietPattern.VEGAN)
        return menstruates_early(person)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    adjustments: tuple[Adjustment, ...]


@cache
def _adjustments() -> tuple[Adjustment, ...]:
    return read_record(DATA / "requirements" / "adjustments.toml", _File).adjustments


def adjustments_for(
    person: Person, *, nutrient: str, publisher: str, kind: Kind
) -> tuple[Adjustment, ...]:
    """List what a publisher adds for this person."""
    return tuple(
        one
        for one in _adjustments()
        if (one.publisher, one.nutrient) == (publisher, nutrient)
        and kind in one.kinds
        and one.fits(person)
    )


def adjusted(value: ReferenceValue, *, person: Person) -> ReferenceValue:
    """Give an EAR or RDA with what its publisher adds for this person; the note says what.

    Parameters
    ----------
    value
        A value per day, in the unit of the adjustment; any other comes back as it is.
    person
        Smoking, diet and menstruation count as far as they are known.
    """
    found = adjustments_for(
        person, nutrient=value.nutrient, publisher=value.publisher, kind=value.kind
    )
    for one in (one for one in found if one.unit == value.unit):
        told = f"{one.why[0].upper()}{one.why[1:]}."
        value = msgspec.structs.replace(
            value,
            value=value.value * one.factor + one.add,
            checked=least_checked((value.checked, one.checked)),
            note=" ".join(part for part in (value.note, told) if part),
        )
    return value
