"""Zinc: phytate decides how much of it is absorbed.

- `absorbed_zinc`: from a day's zinc and phytate, by the saturable model; `zinc_for_absorbed` reads
  it the other way round.
- `physiological_requirement` and `average_requirement`: EFSA's, which rest on that model.
- `molar_ratio`, `bioavailability`, `class_absorption`: WHO's three classes of diets.

Beside it: `micronutrient.absorption.zinc_whole_diet`, a regression that knows calcium and iron too;
supplements by form: `micronutrient.absorption.forms`.

Numbers: data/absorption/zinc.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats, Words


class Estimate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fitted parameter [mmol/d] and its standard error."""

    value: float
    se: float


class Saturation(Method, frozen=True, kw_only=True):
    """The saturable model: most that is absorbed, and the two binding constants [mmol/d]."""

    a_max: Estimate
    k_r: Estimate
    k_p: Estimate
    zinc_g_mol: float
    phytate_g_mol: float


class RequirementLine(Method, frozen=True, kw_only=True):
    """EFSA's line of the absorbed zinc that balances losses, by body weight."""

    intercept_mg_d: float
    slope_mg_kg_d: float


class DietClasses(Method, frozen=True, kw_only=True):
    """WHO's limits of the molar ratio, and the share absorbed in each class [1]."""

    high_below: float
    low_above: float
    high_share: float
    moderate_share: float
    low_share: float


class ZincAbsorption(msgspec.Struct, frozen=True, kw_only=True):
    """Zinc absorbed in a day [mg/d], and one standard error below and above it.

    The interval holds with about 68 % what the mean of people on such a diet absorbs. It is not the
    range of one person, and since the correlation of the three parameters was not printed, they
    count as independent.
    """

    absorbed_mg_d: Floats
    low_mg_d: Floats
    high_mg_d: Floats


class Bioavailability(StrEnum):
    """How well the zinc of a diet is absorbed, by its phytate."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    UNKNOWN = "unknown"


@cache
def saturation() -> Saturation:
    """Give the saturable model's parameters, range and source."""
    return method("zinc", "hambidge_2010", Saturation)


@cache
def requirement_line() -> RequirementLine:
    """Give EFSA's line, its range and source."""
    return method("zinc", "efsa_2014", RequirementLine)


@cache
def diet_classes() -> DietClasses:
    """Give WHO's classes and their source."""
    return method("zinc", "who_classes", DietClasses)


def absorbed_zinc(zinc_mg_d: Floats, *, phytate_mg_d: Floats, age_y: Floats) -> ZincAbsorption:
    r"""Give what is absorbed of a day's zinc, beside a day's phytate.

    .. math:: \tfrac12\left(b - \sqrt{b^2 - 4 A\,Zn}\right), \quad
        b = A + Zn + K_R (1 + Phy/K_P)

    in mmol/d. The interval is the first-order error of the three parameters, taken as independent.

    Parameters
    ----------
    zinc_mg_d, phytate_mg_d
        Zinc and phytate (phytic acid) of the day's diet [mg/d]. Shapes that broadcast; NaN where
        missing gives NaN.
    age_y
        Age [years]; NaN gives NaN, since the model does not hold for young children.

    Raises
    ------
    OutsideDomain
        If zinc, phytate or age is outside the range of the method.

    References
    ----------
    [miller-2007-zinc] Equation 11.
    [hambidge-2010-zinc] The parameters.
    [miller-2015-zinc-children] No effect of phytate from 8 to 50 months.
    """
    model = saturation()
    model.require(zinc_mg_d=zinc_mg_d, phytate_mg_d=phytate_mg_d, age_y=age_y)
    known = np.where(np.isnan(age_y), np.nan, 1)
    zinc = zinc_mg_d / model.zinc_g_mol * known
    phytate = phytate_mg_d / model.phytate_g_mol
    bound = 1 + phytate / model.k_p.value
    both = model.a_max.value + zinc + model.k_r.value * bound
    root = np.sqrt(both**2 - 4 * model.a_max.value * zinc)
    absorbed = 2 * model.a_max.value * zinc / (both + root)
    by_a_max = (zinc - absorbed) / root
    by_k_r = -absorbed * bound / root
    by_k_p = absorbed * model.k_r.value * phytate / model.k_p.value**2 / root
    error = np.sqrt(
        (by_a_max * model.a_max.se) ** 2
        + (by_k_r * model.k_r.se) ** 2
        + (by_k_p * model.k_p.se) ** 2
    )
    return ZincAbsorption(
        absorbed_mg_d=absorbed * model.zinc_g_mol,
        low_mg_d=(absorbed - error) * model.zinc_g_mol,
        high_mg_d=(absorbed + error) * model.zinc_g_mol,
    )


def zinc_for_absorbed(absorbed_mg_d: Floats, *, phytate_mg_d: Floats) -> Floats:
    r"""Give the intake of zinc [mg/d] that an adult needs to absorb an amount.

    .. math:: Zn = a + K_R (1 + Phy/K_P)\,\frac{a}{A - a}

    Parameters
    ----------
    absorbed_mg_d
        Zinc to be absorbed [mg/d]. NaN gives NaN.
    phytate_mg_d
        Phytate of the day's diet [mg/d]. NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If phytate, or the intake that would be needed, is outside the range of the method: also
        where no intake would do, because the amount is more than can be absorbed at all.

    References
    ----------
    [miller-2007-zinc]
    [hambidge-2010-zinc]
    [hambidge-2008-zinc] An earlier set: 1000 mg of phytate doubles what is needed, 2000 triple it.
    """
    model = saturation()
    model.require(phytate_mg_d=phytate_mg_d)
    absorbed = np.asarray(absorbed_mg_d / model.zinc_g_mol)
    bound = 1 + phytate_mg_d / model.phytate_g_mol / model.k_p.value
    free = model.a_max.value - absorbed
    unreachable = free <= 0
    needed = absorbed + model.k_r.value * bound * absorbed / np.where(unreachable, np.nan, free)
    zinc_mg_d = np.where(unreachable, np.inf, needed * model.zinc_g_mol)
    model.require(zinc_mg_d=zinc_mg_d)
    return zinc_mg_d


def physiological_requirement(weight_kg: Floats) -> Floats:
    """Give the zinc [mg/d] that an adult must absorb to balance losses, by EFSA's line.

    Parameters
    ----------
    weight_kg
        Body weight [kg]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a weight is outside the weights at which the line was checked.

    References
    ----------
    [efsa-2014-zinc]
    """
    line = requirement_line()
    line.require(weight_kg=weight_kg)
    return line.intercept_mg_d + line.slope_mg_kg_d * weight_kg


def average_requirement(weight_kg: Floats, *, phytate_mg_d: Floats) -> Floats:
    """Give the intake of zinc [mg/d] at which an adult's absorbed zinc meets the requirement.

    EFSA prints it for 300, 600, 900 and 1200 mg of phytate; this agrees to 0.09 mg/d.

    Parameters
    ----------
    weight_kg
        Body weight [kg]; NaN gives NaN.
    phytate_mg_d
        Phytate of the usual diet [mg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If weight or phytate is outside the range that EFSA used.

    References
    ----------
    [efsa-2014-zinc]
    """
    requirement_line().require(phytate_mg_d=phytate_mg_d)
    return zinc_for_absorbed(physiological_requirement(weight_kg), phytate_mg_d=phytate_mg_d)


def molar_ratio(phytate_mg: Floats, *, zinc_mg: Floats) -> Floats:
    """Give the molar ratio of phytate to zinc [mol/mol], of a meal or a day.

    Parameters
    ----------
    phytate_mg, zinc_mg
        Amounts [mg] of the same meal or day. NaN, and no zinc at all, give NaN.
    """
    model = saturation()
    zinc = np.where(np.asarray(zinc_mg) > 0, zinc_mg, np.nan)
    return (phytate_mg / model.phytate_g_mol) / (zinc / model.zinc_g_mol)


def bioavailability(ratio: Floats) -> Words:
    """Call each diet's zinc of high, moderate or low bioavailability; unknown where NaN.

    Parameters
    ----------
    ratio
        Molar ratio of phytate to zinc [mol/mol]. WHO puts 5 and 15 into the moderate class.

    Raises
    ------
    OutsideDomain
        If a ratio is negative.

    References
    ----------
    [fao-who-2004-vitamins-minerals]
    """
    classes = diet_classes()
    classes.require(ratio=ratio)
    words = np.where(ratio < classes.high_below, Bioavailability.HIGH, Bioavailability.MODERATE)
    words = np.where(ratio > classes.low_above, Bioavailability.LOW, words)
    return np.where(np.isnan(ratio), Bioavailability.UNKNOWN, words)


def class_absorption(ratio: Floats) -> Floats:
    """Give the share of zinc absorbed [1] that WHO assumes for a diet's class.

    It holds at intakes that just meet the need; who eats more absorbs a smaller share.

    Parameters
    ----------
    ratio
        Molar ratio of phytate to zinc [mol/mol]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a ratio is negative.

    References
    ----------
    [fao-who-2004-vitamins-minerals]
    """
    classes = diet_classes()
    words = bioavailability(ratio)
    share = np.full(np.shape(words), np.nan)
    share[words == Bioavailability.HIGH] = classes.high_share
    share[words == Bioavailability.MODERATE] = classes.moderate_share
    share[words == Bioavailability.LOW] = classes.low_share
    return share
