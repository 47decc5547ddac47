"""Iron of one meal by the full algorithm of Hallberg and Hulthén 2000, factor by factor.

Non-haem iron: the absorption from a wheat roll without inhibitors, 22.1 % at a reference-dose
absorption of 40 %, times a factor for each thing in the meal. Haem iron: by ferritin, times the
factor of calcium. None of the factors could be read in the paper: the record is not verified, and
nothing in this package uses it unless it is asked for by name.

What the paper has and this lacks: alcohol. Its worked meals were not read either.

Numbers: data/absorption/iron.toml.
"""

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.iron import hallberg_haem
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.sources import Checked


class IronMeal(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What meals hold; shape ``(n,)`` each, or one value for all; NaN where not known.

    Attributes
    ----------
    haem_iron_mg, nonhaem_iron_mg, phytate_mg, ascorbate_mg, calcium_mg
        [mg]; phytate as phytic acid, not as its phosphorus.
    polyphenols_mg
        Iron-binding polyphenols [mg tannic acid equivalents].
    meat_fish_g
        Meat, fish, seafood [g].
    eggs
        Number of eggs.
    soya_protein_g
        [g]
    """

    haem_iron_mg: Floats
    nonhaem_iron_mg: Floats
    phytate_mg: Floats
    ascorbate_mg: Floats
    polyphenols_mg: Floats
    calcium_mg: Floats
    meat_fish_g: Floats
    eggs: Floats
    soya_protein_g: Floats


class MealIron(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How much iron of meals is absorbed.

    Attributes
    ----------
    nonhaem_percent, haem_percent
        Absorption of each kind [%]. Shape ``(n,)``.
    absorbed_mg
        Both together [mg].
    method, source, checked
        Whose equations, where they are printed, and how far their figures were checked.
    """

    nonhaem_percent: Floats
    haem_percent: Floats
    absorbed_mg: Floats
    method: str
    source: str
    checked: Checked


class HallbergHulthen(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of Hallberg and Hulthén 2000, a table for each factor."""

    basal_percent: float
    reference_dose_percent: float
    phytate_phosphorus: Mapping[str, float]
    phytate: Mapping[str, float]
    ascorbate: Mapping[str, float]
    polyphenols: Mapping[str, float]
    calcium: Mapping[str, float]
    meat: Mapping[str, float]
    egg: Mapping[str, float]
    soya: Mapping[str, float]


class Cook(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ferritin to which absorption is brought [µg/L]."""

    common_ferritin_ug_l: float


@cache
def hallberg_hulthen() -> HallbergHulthen:
    """Give the record of Hallberg and Hulthén 2000."""
    return method("iron", "hallberg_hulthen_2000", HallbergHulthen)


@cache
def cook() -> Cook:
    """Give the record of Cook 1991."""
    return method("iron", "cook_1991", Cook)


def phytate_phosphorus_mg(phytate_mg: Floats | float) -> Floats:
    """Give the phosphorus of phytate [mg], six atoms a molecule."""
    c = hallberg_hulthen().phytate_phosphorus
    return np.asarray(
        phytate_mg * np.float64(c["atoms"] * c["phosphorus_g_mol"] / c["phytate_g_mol"])
    )


def phytate_factor(phytate_mg: Floats | float) -> Floats:
    r"""Give what phytate leaves of the absorption: :math:`10^{-0.30 \log_{10}(1 + P)}`, P in mg."""
    exponent = hallberg_hulthen().phytate["exponent"]
    return np.asarray((1 + phytate_phosphorus_mg(phytate_mg)) ** exponent)


def ascorbate_factor(ascorbate_mg: Floats | float, *, phytate_mg: Floats | float) -> Floats:
    r"""Give what ascorbate [mg] makes of the absorption, more so where there is phytate [mg].

    .. math:: 1 + 0.01 A + 0.01 \log_{10}(P + 1)\, (A + 1)^{0.8875}

    with P the phosphorus of phytate.
    """
    c, ascorbate = hallberg_hulthen().ascorbate, np.asarray(ascorbate_mg, dtype=np.float64)
    restored = np.log10(1 + phytate_phosphorus_mg(phytate_mg)) * (1 + ascorbate) ** c["exponent"]
    return np.asarray(1 + c["per_mg"] * ascorbate + c["with_phytate"] * restored)


def polyphenol_factor(
    polyphenols_mg: Floats | float,
    *,
    ascorbate_mg: Floats | float,
    meat_fish_g: Floats | float,
) -> Floats:
    r"""Give what polyphenols [mg tannic acid equivalents] leave of the absorption, at most all.

    .. math:: (1 + 0.01 M)\, 10^{0.4515 - (0.715 - 0.1825 \log_{10}(1 + A)) \log_{10}(1 + T)}

    with meat and fish M [g] and ascorbate A [mg]; without polyphenols, 1.
    """
    c = hallberg_hulthen().polyphenols
    log_tannic = np.log10(1 + np.asarray(polyphenols_mg, dtype=np.float64))
    slope = c["slope"] - c["slope_ascorbate"] * np.log10(1 + np.asarray(ascorbate_mg))
    meat = 1 + c["meat_per_g"] * np.asarray(meat_fish_g)
    return np.asarray(np.minimum(1.0, meat * 10.0 ** (c["intercept"] - slope * log_tannic)))


def calcium_factor(calcium_mg: Floats | float) -> Floats:
    r"""Give what calcium [mg] leaves of the absorption, of haem iron too, at most all.

    .. math:: 0.4081 + 0.6059 / (1 + 10^{-2.919\,(2.022 - \log_{10}(Ca + 1))})
    """
    c = hallberg_hulthen().calcium
    log_calcium = np.log10(1 + np.asarray(calcium_mg, dtype=np.float64))
    left = 1 + 10.0 ** (-(c["middle"] - log_calcium) * c["steepness"])
    return np.asarray(np.minimum(1.0, c["lowest"] + c["height"] / left))


def meat_factor(meat_fish_g: Floats | float, *, phytate_mg: Floats | float) -> Floats:
    """Give what meat and fish [g] make of the absorption: 1 + 0.00628 M (1 + 0.006 P)."""
    c = hallberg_hulthen().meat
    phosphorus = phytate_phosphorus_mg(phytate_mg)
    return np.asarray(1 + c["per_g"] * meat_fish_g * (1 + c["with_phytate"] * phosphorus))


def egg_factor(eggs: Floats | float) -> Floats:
    """Give what eggs leave of the absorption: 0.27 less for each."""
    return np.asarray(1 - hallberg_hulthen().egg["per_egg"] * np.asarray(eggs))


def soya_factor(soya_protein_g: Floats | float) -> Floats:
    """Give what soya protein [g] leaves of the absorption: 0.022 less for each gram."""
    return np.asarray(1 - hallberg_hulthen().soya["per_g"] * np.asarray(soya_protein_g))


def hallberg_hulthen_2000(
    meal: IronMeal,
    *,
    ferritin_ug_l: Floats | float,
    reference_dose_percent: Floats | float,
) -> MealIron:
    """Give the iron that is absorbed from meals, all factors multiplied.

    Status enters twice, as in the paper: non-haem iron by the absorption of a reference dose, haem
    iron by ferritin. How the two go together was not read; 40 % is the border of deficiency.

    Parameters
    ----------
    meal
        What the meals hold; NaN in a part gives NaN in what depends on it.
    ferritin_ug_l
        [µg/L]; shape ``(n,)`` or one value.
    reference_dose_percent
        Absorption of 3 mg iron as ferrous ascorbate, fasting [%].

    Raises
    ------
    OutsideDomain
        If a part lies outside the ranges, which are this package's own.

    References
    ----------
    [hallberg-2000-iron-algorithm]
    """
    record = hallberg_hulthen()
    parts = {name: getattr(meal, name) for name in meal.__struct_fields__}
    record.require(**parts, reference_dose_percent=reference_dose_percent)
    status = np.asarray(reference_dose_percent) / record.reference_dose_percent
    nonhaem_percent = record.basal_percent * status * nonhaem_factor(meal)
    haem_percent = hallberg_haem(ferritin_ug_l) * calcium_factor(meal.calcium_mg)
    return MealIron(
        nonhaem_percent=nonhaem_percent,
        haem_percent=haem_percent,
        absorbed_mg=(meal.nonhaem_iron_mg * nonhaem_percent + meal.haem_iron_mg * haem_percent)
        / 100,
        method=record.name,
        source=record.source,
        checked=record.checked,
    )


def nonhaem_factor(meal: IronMeal) -> Floats:
    """Give what the whole meal makes of the absorption from the wheat roll."""
    return np.asarray(
        phytate_factor(meal.phytate_mg)
        * ascorbate_factor(meal.ascorbate_mg, phytate_mg=meal.phytate_mg)
        * polyphenol_factor(
            meal.polyphenols_mg, ascorbate_mg=meal.ascorbate_mg, meat_fish_g=meal.meat_fish_g
        )
        * calcium_factor(meal.calcium_mg)
        * meat_factor(meal.meat_fish_g, phytate_mg=meal.phytate_mg)
        * egg_factor(meal.eggs)
        * soya_factor(meal.soya_protein_g)
    )


def at_common_ferritin(percent: Floats | float, *, ferritin_ug_l: Floats | float) -> Floats:
    """Bring non-haem absorption [%] measured at one ferritin to 40 µg/L: A ferritin / 40.

    Parameters
    ----------
    percent
        As measured [%]; any shape.
    ferritin_ug_l
        Of the people measured [µg/L].

    Raises
    ------
    OutsideDomain
        If ferritin is below 10 or above 200 µg/L; those limits are this package's own.

    References
    ----------
    [cook-1991-iron-balance] recalled.
    """
    record, ferritin = cook(), np.asarray(ferritin_ug_l, dtype=np.float64)
    record.require(ferritin_ug_l=ferritin)
    return np.asarray(percent * ferritin / record.common_ferritin_ug_l)
