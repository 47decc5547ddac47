"""What foods bring to a meal that bears on absorption, each between a lower and an upper end.

Haem iron is a published share of the food's iron, and the rest is other iron; phytate and
polyphenols are published figures; flesh, eggs, soya and tea follow from what the food is; vitamin
C, calcium, zinc, protein and alcohol are those of the food table. A gap is bounded by what is
plausible in foods of its group, and counts in the mean with what is typical of them.

Numbers: data/foods/haem_iron.toml, phytate.toml, polyphenols.toml, meal_parts.toml.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
import numpy as np

from micronutrient.arrays import Bounds, Floats
from micronutrient.foods.composition import Composition
from micronutrient.foods.nutrient_amounts import NutrientAmounts, nutrient_amounts, with_typical
from micronutrient.foods.ranges import FULL, Ranges, range_table, ranges

TABLE_NUTRIENTS = ("iron", "vitamin_c", "calcium", "zinc", "protein", "alcohol")
"""Nutrients that are taken from the food table as they stand."""


RETAINED_AS = MappingProxyType(
    {
        "haem_iron_mg": "iron",
        "nonhaem_iron_mg": "iron",
        "phytate_mg": "phytate",
        "ascorbate_mg": "vitamin_c",
        "calcium_mg": "calcium",
        "zinc_mg": "zinc",
        "protein_g": "protein",
        "soya_protein_g": "protein",
        "alcohol_g": "alcohol",
    }
)
"""The nutrient whose cooking losses hold for a factor; the others are kept in full."""


class AbsorptionFactors(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Per 100 g of each food. Arrays have the shape ``(foods,)``.

    A `lower` end is never NaN. An `upper` end of NaN is no bound: nothing was published that could
    give one (polyphenols of most plant foods).

    Attributes
    ----------
    haem_iron_mg, nonhaem_iron_mg
        Iron in haem, and all other iron [mg]; their means add up to the food's iron.
    phytate_mg
        Phytic acid [mg].
    polyphenol_mg
        Polyphenols that bind iron, in tannic acid equivalents [mg].
    meat_fish_poultry_g
        Flesh of any animal, as it stands in the table [g].
    tea_cups
        Cups of brewed tea.
    ascorbate_mg, calcium_mg, zinc_mg
        [mg], before cooking losses.
    protein_g, soya_protein_g
        All protein, and soya's [g].
    eggs
        Number of hens' eggs.
    alcohol_g
        Ethanol [g].
    """

    haem_iron_mg: Bounds
    nonhaem_iron_mg: Bounds
    phytate_mg: Bounds
    polyphenol_mg: Bounds
    meat_fish_poultry_g: Bounds
    tea_cups: Bounds
    ascorbate_mg: Bounds
    calcium_mg: Bounds
    zinc_mg: Bounds
    protein_g: Bounds
    soya_protein_g: Bounds
    eggs: Bounds
    alcohol_g: Bounds

    def by_name(self) -> Mapping[str, Bounds]:
        """Give the factors by their names, as `intake.meals` takes them."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


def absorption_factors(composition: Composition) -> AbsorptionFactors:
    """Give what every food of a table brings that bears on absorption.

    Parameters
    ----------
    composition
        Any table; NaN where it has no value.

    Returns
    -------
    AbsorptionFactors
        Per 100 g edible portion.

    References
    ----------
    [fao-2018-phyfoodcomp], [schlemmer-2009-phytate], [reeves-2017-haem-iron],
    [savolainen-1992-tannin]
    """
    table = _of_table(composition)
    haem_percent = ranges(composition, range_table("haem_iron"))
    soya_percent = ranges(composition, range_table("meal_parts", "soya_protein"))
    haem, other = _split(table["iron"], haem_percent)
    soya, _ = _split(table["protein"], soya_percent)
    return AbsorptionFactors(
        haem_iron_mg=haem,
        nonhaem_iron_mg=other,
        phytate_mg=_bounds(ranges(composition, range_table("phytate"))),
        polyphenol_mg=_bounds(ranges(composition, range_table("polyphenols"))),
        meat_fish_poultry_g=_part(composition, "meat_fish_poultry"),
        tea_cups=_part(composition, "tea_cups"),
        ascorbate_mg=table["vitamin_c"],
        calcium_mg=table["calcium"],
        zinc_mg=table["zinc"],
        protein_g=table["protein"],
        soya_protein_g=soya,
        eggs=_part(composition, "eggs"),
        alcohol_g=table["alcohol"],
    )


def _of_table(composition: Composition) -> dict[str, Bounds]:
    known = nutrient_amounts(composition, TABLE_NUTRIENTS)
    typical = nutrient_amounts(with_typical(composition), TABLE_NUTRIENTS)
    return {slug: _column(known, typical, j) for j, slug in enumerate(TABLE_NUTRIENTS)}


def _column(known: NutrientAmounts, typical: NutrientAmounts, j: int) -> Bounds:
    lower, upper = known.known_part[:, j], known.upper[:, j]
    best = np.where(np.isnan(known.value[:, j]), typical.value[:, j], known.value[:, j])
    return Bounds(lower=lower, mean=_between(lower, best, upper), upper=upper)


def _part(composition: Composition, name: str) -> Bounds:
    return _bounds(ranges(composition, range_table("meal_parts", name)))


def _bounds(found: Ranges) -> Bounds:
    mean = _between(found.lower, found.best, found.upper)
    return Bounds(lower=found.lower, mean=mean, upper=found.upper)


def _between(lower: Floats, best: Floats, upper: Floats) -> Floats:
    """Keep the best single figure between the ends; the lower one where nothing is typical."""
    mean: Floats = np.fmin(np.fmax(best, lower), upper)
    return mean


def _split(whole: Bounds, percent: Ranges) -> tuple[Bounds, Bounds]:
    """Part an amount into a published share, in percent, and the rest."""
    low, middle, high = percent.lower / FULL, percent.best / FULL, percent.upper / FULL
    share = Bounds(lower=whole.lower * low, mean=whole.mean * middle, upper=whole.upper * high)
    rest = Bounds(
        lower=whole.lower * (1 - high),
        mean=whole.mean * (1 - middle),
        upper=whole.upper * (1 - low),
    )
    return share, rest
