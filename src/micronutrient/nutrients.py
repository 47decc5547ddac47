"""Nutrients: names, forms, units, and how food tables' components add up to them.

Numbers: data/nutrients/<slug>.toml, one file a nutrient.
"""

from enum import StrEnum
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, read_toml, slugs
from micronutrient.errors import UnknownName
from micronutrient.matching import fold, nearest
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
    formula, molar_mass
        Of the whole compound, water of crystallisation included [g/mol]; None for mixtures.
    per_mass
        Nutrient units per equal mass of this form: 0.546 µg RAE per µg retinyl palmitate. For a
        mineral compound this is the element's mass fraction. None where it varies from product to
        product (kelp): then only what a label says of the nutrient itself can be used.
    label_per_mass
        Nutrient units per equal mass as labels usually state this form: 1 for minerals and the
        salts of vitamins, whose labels weigh the element or the vitamin. None means: as `per_mass`.
    per_mass_fasting
        The same when taken without food, where that differs (folic acid).
    per_iu
        Nutrient units per international unit; None if the form has no IU.
    in_ul_scope
        Whether this form, as a supplement, counts toward the upper level.
    ul_per_mass
        Amount in the upper level's own unit per equal mass of this form (folic acid: 1), where
        that differs from `per_mass`; None means: as `per_mass`.
    ul_per_iu
        Amount in the upper level's own unit per international unit, where that differs.
    source, checked
        Where the factors are printed, and how far that was checked.
    note
        What is assumed.
    """

    slug: str
    names: tuple[str, ...]
    formula: str | None = None
    molar_mass: float | None = None
    per_mass: float | None = None
    label_per_mass: float | None = None
    per_mass_fasting: float | None = None
    per_iu: float | None = None
    in_ul_scope: bool = True
    ul_per_mass: float | None = None
    ul_per_iu: float | None = None
    source: str
    checked: Checked
    note: str = ""

    @property
    def per_label_mass(self) -> float | None:
        """Nutrient units per equal mass of what a label states, unless it says the compound."""
        return self.per_mass if self.label_per_mass is None else self.label_per_mass

    @property
    def ul_share(self) -> float:
        """Amount in the upper level's unit per nutrient unit from this form; 0 out of scope."""
        if not self.in_ul_scope:
            return 0.0
        if self.ul_per_mass is None or self.per_mass is None:
            return 1.0
        return self.ul_per_mass / self.per_mass


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
    formula, molar_mass
        Of the reference substance [g/mol].
    infoods
        INFOODS tagnames, as in data/foods/components.toml.
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
    formula: str | None = None
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


_LONGEST_SYMBOL = 3
"""Abbreviations up to this length look like everything, and are not proposed as nearest names."""


@cache
def names() -> tuple[str, ...]:
    """List the slugs of all nutrients, in the order in which reports show them.

    The order stands in data/nutrients_order.toml.
    """
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
        raise UnknownName("", kind="nutrient", name=slug, nearest=nearest(slug, names()))
    return read_record(DATA / "nutrients" / f"{slug}.toml", Nutrient, slug_field="slug")


def called(name: str) -> str | None:
    """Give the slug of the nutrient that a name means, as `find` does; None if there is none."""
    return _by_name().get(_key(name))


def nearest_names(name: str) -> tuple[str, ...]:
    """Give the names of nutrients that come nearest to a misspelt one."""
    words = (other for one in names() for other in nutrient(one).synonyms)
    return nearest(name, [*names(), *(word for word in words if len(word) > _LONGEST_SYMBOL)])


def find(name: str) -> str:
    """Give the slug of a nutrient from any of its names, as labels and laboratories write them.

    Case, accents, spaces and hyphens do not matter.

    Raises
    ------
    UnknownName
        If no nutrient is called so; names the nearest.
    """
    slug = called(name)
    if slug is None:
        raise UnknownName("", kind="nutrient", name=name, nearest=nearest_names(name))
    return slug


def find_form(nutrient_slug: str, name: str) -> Form:
    """Give a form of a nutrient by its slug, or by any name that labels give it.

    Raises
    ------
    UnknownName
        If there is no such nutrient, or it has no such form; names the nearest.
    """
    record = nutrient(nutrient_slug)
    for form in record.forms:
        if _key(name) in map(_key, (form.slug, *form.names)):
            return form
    known = [other for form in record.forms for other in (form.slug, *form.names)]
    near = nearest(name, known, at_least=0)
    raise UnknownName("", kind=f"form of {nutrient_slug}", name=name, nearest=near)


@cache
def _by_name() -> dict[str, str]:
    records = [nutrient(slug) for slug in names()]
    return {
        _key(name): record.slug
        for record in records
        for name in (record.slug, record.name, *record.synonyms, *record.infoods)
    }


def _key(name: str) -> str:
    return fold(name).replace("_", "")
