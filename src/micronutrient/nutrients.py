"""Nutrients: names, forms, units, and how food tables' components add up to them.

Numbers: data/nutrients/<slug>.toml, one file a nutrient.
"""

from enum import StrEnum
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.errors import UnknownName
from micronutrient.sources import Checked


class NutrientGroup(StrEnum):
    """What kind of nutrient it is; `CONTEXT` are amounts that help to read the others."""

    VITAMIN = "vitamin"
    MINERAL = "mineral"
    FATTY_ACID = "fatty_acid"
    AMINO_ACID = "amino_acid"
    CONTEXT = "context"


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One chemical form in which a nutrient is sold or eaten.

    Attributes
    ----------
    slug, names
        ``retinyl_palmitate`` and what labels call it.
    molar_mass
        Of the whole compound [g/mol]; None for mixtures.
    per_mass
        Nutrient units per equal mass of this form: 0.546 µg RAE per µg retinyl palmitate. For a
        mineral compound this is the element's mass fraction.
    per_mass_fasting
        The same when taken without food, where that differs (folic acid).
    per_iu
        Nutrient units per international unit; None if the form has no IU.
    in_ul_scope
        Whether this form, as a supplement, counts toward the upper level.
    ul_per_mass
        Amount in the upper level's own unit per equal mass of this form (folic acid: 1), where
        that differs from `per_mass`; None means: as `per_mass`.
    source, checked
        Where the factors are printed, and how far that was checked.
    """

    slug: str
    names: tuple[str, ...]
    molar_mass: float | None = None
    per_mass: float
    per_mass_fasting: float | None = None
    per_iu: float | None = None
    in_ul_scope: bool = True
    ul_per_mass: float | None = None
    ul_per_iu: float | None = None
    source: str
    checked: Checked


class UsdaCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One nutrient of FoodData Central. `number` and `id` are different things.

    Attributes
    ----------
    number
        The nutrient number of SR (``"303"`` is iron), also called ``nutrient_nbr``.
    id
        The row id of FoodData Central's ``nutrient`` table (1089 is iron).
    """

    number: str
    id: int


class Sum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to compute a nutrient from food-table components: Σ factor × component.

    `terms` are ``[component, factor]``; a factor also converts the component's unit.
    """

    terms: tuple[tuple[str, float], ...]


class Nutrient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One nutrient.

    Attributes
    ----------
    slug, name, synonyms
        ``vitamin_b12``, "Vitamin B12", everything else it is called.
    group
        Vitamin, mineral, fatty acid, amino acid, or context.
    unit
        Unit of intake per day, without the ``/d``: ``mg``, ``ug``, ``ug_rae``, ``ug_dfe``,
        ``mg_ne``, ``g``, ``kcal``.
    molar_mass
        Of the reference substance [g/mol].
    infoods
        INFOODS tagnames.
    usda
        Codes in FoodData Central, main one first.
    food
        Ways to compute it from food-table components, best first; the first whose components are
        all known is taken.
    ul_food
        Components that count toward the upper level when they come from food; empty if the upper
        level counts supplements only.
    forms
        Chemical forms; the first is assumed where a label names none.
    source, checked
        Where molar mass, factors and codes come from.
    note
        What a reader should know.
    """

    slug: str
    name: str
    synonyms: tuple[str, ...] = ()
    group: NutrientGroup
    unit: str
    molar_mass: float | None = None
    infoods: tuple[str, ...] = ()
    usda: tuple[UsdaCode, ...] = ()
    food: tuple[Sum, ...] = ()
    ul_food: tuple[Sum, ...] = ()
    forms: tuple[Form, ...] = ()
    source: str
    checked: Checked
    note: str = ""

    def form(self, slug: str) -> Form | None:
        """Give one form by its slug, or None."""
        return next((form for form in self.forms if form.slug == slug), None)


@cache
def names() -> tuple[str, ...]:
    """List the slugs of all nutrients, in the order in which reports show them.

    The order stands in data/nutrients_order.toml.
    """
    from micronutrient.datafiles import read_toml

    order: list[str] = read_toml(DATA / "nutrients_order.toml")["order"]
    known = set(slugs("nutrients"))
    return tuple(slug for slug in order if slug in known)


@cache
def nutrient(slug: str) -> Nutrient:
    """Give one nutrient by its slug.

    Raises
    ------
    UnknownName
        If there is no such nutrient; names the nearest slugs.
    """
    if slug not in slugs("nutrients"):
        raise UnknownName("", kind="nutrient", name=slug, nearest=_nearest(slug))
    return read_record(DATA / "nutrients" / f"{slug}.toml", Nutrient, slug_field="slug")


def _nearest(name: str) -> tuple[str, ...]:
    from micronutrient.matching import nearest

    return nearest(name, slugs("nutrients"))
