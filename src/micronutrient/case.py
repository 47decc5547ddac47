"""A case: everything known about one person, as it was handed in.

These records hold the shape only. Food, marker and unit names are resolved by the rooms above, so a
case can be read and checked without loading any table. The names of the fields are the public
face of the package: they do not drift.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from micronutrient.person import Person

Text = Annotated[str, Meta(min_length=1, max_length=500)]
Positive = Annotated[float, Meta(gt=0, le=1e9)]
Texts = Annotated[tuple[Text, ...], Meta(max_length=1000)]
NotNegative = Annotated[float, Meta(ge=0, le=1e9)]
Measurement = Annotated[float, Meta(ge=-1e9, le=1e9)]
"""A laboratory's number: only an index, such as body iron, may be negative."""


class AmountBasis(StrEnum):
    """What a label's mineral amount weighs: the element (the usual), or the whole compound."""

    ELEMENT = "element"
    COMPOUND = "compound"


class Comparator(StrEnum):
    """A censored result: below or above what the laboratory can measure."""

    BELOW = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    ABOVE = ">"


class Weighed(StrEnum):
    """Whether a food that was cooked was put on the scales before or after."""

    RAW = "raw"
    COOKED = "cooked"


class FoodEaten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One food on one day: by weight, or by a number of household measures.

    Attributes
    ----------
    day
        The day it was eaten.
    food
        An id (``fdc:168462``), a name of the food table, or a recipe of this case.
    grams
        Edible weight [g] as eaten; else `amount` of `measure` (``1 cup``).
    cooked
        How a raw food was cooked, for nutrient retention: ``boiled``, ``fried``, ...
    weighed
        Whether `grams` of a food that was cooked are raw (as assumed) or cooked.
    meal, time
        Which meal it belonged to (``breakfast``), and when it was eaten (``08:30``): what was eaten
        together bears on absorption together.
    """

    day: dt.date
    food: Text
    grams: Positive | None = None
    amount: Positive | None = None
    measure: Text | None = None
    cooked: Text | None = None
    weighed: Weighed = Weighed.RAW
    meal: Text | None = None
    time: Text | None = None


class Ingredient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One food in a recipe: raw weight [g] or household measures, and how it is cooked."""

    food: Text
    grams: Positive | None = None
    amount: Positive | None = None
    measure: Text | None = None
    cooked: Text | None = None


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dish of the case's own.

    Attributes
    ----------
    ingredients
        Raw, as they went into the pot.
    cooked_grams
        Weight of the finished dish [g]. Without it the dish is taken to weigh what its ingredients
        weigh after cooking, as far as that is known, or what was eaten of it at once, if that is
        more.
    """

    ingredients: Annotated[tuple[Ingredient, ...], Meta(min_length=1, max_length=500)]
    cooked_grams: Positive | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One nutrient in a composite product, per unit taken."""

    nutrient: Text
    amount: Positive
    unit: Text
    form: Text | None = None
    basis: AmountBasis = AmountBasis.ELEMENT


class Supplement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One product that is taken: one nutrient, or several `contents` per unit taken."""

    name: Text
    nutrient: Text | None = None
    form: Text | None = None
    amount: Positive | None = None
    unit: Text | None = None
    basis: AmountBasis = AmountBasis.ELEMENT
    contents: Annotated[tuple[Content, ...], Meta(max_length=200)] = ()
    times_per_day: Annotated[float, Meta(gt=0, le=100)] = 1.0
    with_food: bool = True


class LabResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One laboratory result as the laboratory printed it.

    Attributes
    ----------
    marker, value, unit, comparator
        What was measured (a name or a LOINC code), and ``<`` or ``>`` where it is censored.
    specimen, assay, note
        In the laboratory's words; a note may name a fault of the sample (``haemolysed``).
    date, time, fasting
        When it was taken, and whether fasting.
    hours_since_dose
        Hours between the last dose of this marker's nutrient, as a supplement, and the sample [h].
    """

    marker: Text
    value: Measurement
    unit: Text
    comparator: Comparator | None = None
    specimen: Text | None = None
    date: dt.date | None = None
    time: Text | None = None
    fasting: bool | None = None
    hours_since_dose: NotNegative | None = None
    assay: Text | None = None
    note: Text | None = None


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the person lives: recorded, and used where an effect has been measured."""

    sleep_hours: Annotated[float, Meta(ge=0, le=24)] | None = None
    stress_pss10: Annotated[int, Meta(ge=0, le=40)] | None = None
    activity_met_min_week: NotNegative | None = None
    chronic_infection: Texts = ()
    alcohol_g_day: NotNegative | None = None
    xenobiotics: Texts = ()


class Preferences(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a plan has to respect."""

    exclude: Texts = ()
    allergies: Texts = ()
    max_new_foods: Annotated[int, Meta(ge=0, le=100)] | None = None
    budget_per_day: NotNegative | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person, with everything that was handed in about them.

    Attributes
    ----------
    person
        Who it is.
    conditions, medications, symptoms
        Slugs, codes (``icd10:K90.0``, ``atc:A10BA02``) or free text.
    diet
        Food records; empty means that nothing is known of the diet, which is not the same as
        nothing eaten.
    diet_complete
        False: foods are missing from the record, so intake can be judged only from below.
    """

    person: Person
    conditions: Texts = ()
    medications: Texts = ()
    symptoms: Texts = ()
    context: Context = Context()
    diet: Annotated[tuple[FoodEaten, ...], Meta(max_length=50_000)] = ()
    recipes: Annotated[dict[str, Recipe], Meta(max_length=1000)] = {}
    diet_complete: bool = True
    supplements: Annotated[tuple[Supplement, ...], Meta(max_length=500)] = ()
    labs: Annotated[tuple[LabResult, ...], Meta(max_length=10_000)] = ()
    preferences: Preferences = Preferences()
    title: Text | None = None
    note: Annotated[str, Meta(max_length=5000)] | None = None
