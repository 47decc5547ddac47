"""Vitamin B12: what the receptors of the ileum take of a dose, and what diffuses.

- a supplement: `absorbed_b12`, with intrinsic factor or without;
- a meal: `absorbed_from_food`;
- what must be absorbed: `absorbed_requirement`.

Numbers: data/absorption/vitamin_b12.toml.
"""

from enum import StrEnum
from functools import cache

import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class IntrinsicFactor(StrEnum):
    """Whether the stomach secretes intrinsic factor: not in pernicious anaemia or without it."""

    PRESENT = "present"
    ABSENT = "absent"


class Saturation(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Most that is taken of one dose, and the dose at which half of it is [µg]."""

    most_ug: float
    half_ug: float


class Diffusion(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Share of any dose that diffuses."""

    share: float


class PowerLaw(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``ln absorbed = slope · ln dose + intercept`` [µg]."""

    slope: float
    intercept: float


class Requirement(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Average requirement in the diet [µg/d], and the share of it held to be absorbed."""

    average_requirement_ug_d: float
    absorbed_share: float


class Loss(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is lost a day, and so must be absorbed [µg/d]."""

    loss_ug_d: float


def absorbed_b12(
    dose_ug: Floats | float,
    *,
    doses_per_day: Floats | float = 1.0,
    intrinsic_factor: IntrinsicFactor = IntrinsicFactor.PRESENT,
) -> Floats:
    r"""Give how much crystalline vitamin B12 is absorbed a day [µg/d].

    .. math:: n \left( \frac{A D}{K + D} + s D \right)

    of which the first term falls away without intrinsic factor.

    Parameters
    ----------
    dose_ug
        One dose D [µg]; any shape; NaN where missing.
    doses_per_day
        Number n of such doses a day, 4 to 6 hours apart or more; a dose a week is 1/7.
    intrinsic_factor
        Whether there is any; without it only diffusion is left.

    Returns
    -------
    Floats
        Mean of healthy people [µg/d]; NaN where an argument is. People differ widely.

    Raises
    ------
    OutsideDomain
        If a dose is above 1000 µg, or doses come closer than 4 hours.

    Notes
    -----
    The curve is this project's fit to printed means, which it passes within 26 %: 1, 5, 25 µg and
    1, 10, 50, 500, 1000 µg.

    References
    ----------
    [iom-1998-b-vitamins-choline] p. 308, for 1, 5 and 25 µg, and the hours between two doses.
    [carmel-2008-cobalamin] Table 1, for 1 to 1000 µg, and diffusion.
    """
    if intrinsic_factor is IntrinsicFactor.ABSENT:
        return diffused_b12(dose_ug, doses_per_day=doses_per_day)
    one = _saturation()
    one.require(dose_ug=dose_ug, doses_per_day=doses_per_day)
    dose = np.asarray(dose_ug, dtype=np.float64)
    taken = one.most_ug * dose / (one.half_ug + dose)
    diffused = diffused_b12(dose, doses_per_day=doses_per_day)
    return np.asarray(taken * doses_per_day + diffused)


def diffused_b12(dose_ug: Floats | float, *, doses_per_day: Floats | float = 1.0) -> Floats:
    """Give how much vitamin B12 is absorbed a day without intrinsic factor [µg/d].

    In pernicious anaemia, or after the whole stomach was removed, 1.2 % of a dose by mouth.

    Parameters
    ----------
    dose_ug, doses_per_day
        One dose [µg], and how many a day; any shapes that broadcast; NaN where missing.

    Raises
    ------
    OutsideDomain
        If a dose is negative or above 1000 µg.

    References
    ----------
    [carmel-2008-cobalamin] Table 1, malabsorptive disease.
    """
    one = _diffusion()
    one.require(dose_ug=dose_ug, doses_per_day=doses_per_day)
    return np.asarray(one.share * np.asarray(dose_ug, dtype=np.float64) * doses_per_day)


def absorbed_from_food(dose_ug: Floats | float, *, doses_per_day: Floats | float = 1.0) -> Floats:
    r"""Give how much vitamin B12 of meals is absorbed a day [µg/d].

    .. math:: \ln A = 0.7694 \ln D - 0.9614

    Parameters
    ----------
    dose_ug
        Vitamin B12 of one meal D [µg]; any shape; NaN where missing.
    doses_per_day
        Number of such meals.

    Returns
    -------
    Floats
        Mean of healthy people [µg/d]; never more than was eaten.

    Raises
    ------
    OutsideDomain
        If a meal has more than 38 µg.

    References
    ----------
    [doets-2013-vitamin-b12] abstract.
    """
    one = _food()
    one.require(dose_ug=dose_ug, doses_per_day=doses_per_day)
    dose = np.asarray(dose_ug, dtype=np.float64)
    absorbed = np.exp(one.intercept) * dose**one.slope
    return np.asarray(np.minimum(absorbed, dose) * doses_per_day)


def absorbed_requirement(
    intrinsic_factor: IntrinsicFactor = IntrinsicFactor.PRESENT,
) -> float:
    """Give how much vitamin B12 an adult must absorb on average [µg/d].

    With intrinsic factor half of the average requirement of 2.0 µg/d; without it about twice as
    much, since what the bile brings into the gut is lost too.

    References
    ----------
    [iom-1998-b-vitamins-choline] average requirement and 50 % absorption.
    [carmel-2008-cobalamin] Table 1, estimated daily loss.
    """
    if intrinsic_factor is IntrinsicFactor.ABSENT:
        return _loss().loss_ug_d
    one = _requirement()
    return one.average_requirement_ug_d * one.absorbed_share


@cache
def _saturation() -> Saturation:
    return method("vitamin_b12", "saturation", Saturation)


@cache
def _diffusion() -> Diffusion:
    return method("vitamin_b12", "diffusion", Diffusion)


@cache
def _food() -> PowerLaw:
    return method("vitamin_b12", "food", PowerLaw)


@cache
def _requirement() -> Requirement:
    return method("vitamin_b12", "requirement", Requirement)


@cache
def _loss() -> Loss:
    return method("vitamin_b12", "requirement_without_intrinsic_factor", Loss)
