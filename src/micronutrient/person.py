"""One person: what decides which reference values and cut-offs apply."""

from enum import StrEnum
from typing import Annotated

import msgspec

OLDEST_Y = 120
"""The highest age that is taken for true [y]."""

NO_UPPER_AGE_Y = 131
"""Where a table goes on to any age, its rows end here [y]."""


def ages(from_y: float, to_y: float) -> str:
    """Say whom a row of a table is for: ``19 to 31 y``, ``from 71 y``; nothing for every age."""
    if to_y >= NO_UPPER_AGE_Y:
        return f"from {from_y:g} y" if from_y else ""
    return f"{from_y:g} to {to_y:g} y"


class Sex(StrEnum):
    """Sex as the reference tables print it."""

    FEMALE = "female"
    MALE = "male"


class Maternity(StrEnum):
    """Pregnant, lactating, or neither."""

    NONE = "none"
    PREGNANT = "pregnant"
    LACTATING = "lactating"


class DietPattern(StrEnum):
    """What kinds of food a person eats."""

    OMNIVORE = "omnivore"
    PESCATARIAN = "pescatarian"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is assessed. Fields that are not known stay ``None``; nothing is guessed here.

    Attributes
    ----------
    sex, age_years
        The only two that every reference table needs.
    weight_kg, height_cm
        Body weight [kg], height [cm].
    pregnancy_week
        Completed week of pregnancy, or None.
    lactating, menstruating, smoker
        ``menstruating`` None means: as usual for sex and age.
    menstrual_loss_ml
        Blood lost in a cycle, as measured [mL]; it raises or lowers the iron requirement.
    blood_donations_per_year
        Units of whole blood given in a year.
    diet_pattern
        Vegetarian diets raise the iron requirement.
    altitude_m
        Altitude of residence [m], for haemoglobin.
    """

    sex: Sex
    age_years: Annotated[float, msgspec.Meta(ge=0, le=OLDEST_Y)]
    weight_kg: Annotated[float, msgspec.Meta(gt=0.3, lt=500)] | None = None
    height_cm: Annotated[float, msgspec.Meta(gt=20, lt=275)] | None = None
    pregnancy_week: Annotated[int, msgspec.Meta(ge=0, le=44)] | None = None
    lactating: bool = False
    menstruating: bool | None = None
    menstrual_loss_ml: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    blood_donations_per_year: Annotated[float, msgspec.Meta(ge=0, le=26)] | None = None
    smoker: bool | None = None
    diet_pattern: DietPattern | None = None
    altitude_m: Annotated[float, msgspec.Meta(ge=-500, le=6000)] | None = None

    @property
    def maternity(self) -> Maternity:
        """Pregnant, lactating or neither, as reference tables print it."""
        if self.pregnancy_week is not None:
            return Maternity.PREGNANT
        return Maternity.LACTATING if self.lactating else Maternity.NONE
