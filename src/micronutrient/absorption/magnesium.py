"""Magnesium: a saturable part and a constant share of the rest.

- `absorbed_from_diet`: the ends of what studies of usual diets found; no middle is given.
- `fitted_absorption`: the curve of one meal's load, fitted here to what one abstract prints.
  Nothing calls it by default.

Salts of supplements: `micronutrient.absorption.forms`.

Numbers: data/absorption/magnesium.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class DietShares(Method, frozen=True, kw_only=True):
    """Least and most that is absorbed of usual diets [1]."""

    low_share: float
    high_share: float


class FittedLoadCurve(Method, frozen=True, kw_only=True):
    """Share absorbed of a load: a constant share, and a part that saturates [mmol].

    `fitted` says that the coefficients are not the authors' own.
    """

    fitted: bool
    linear_share: float
    saturable_mmol: float
    half_saturation_mmol: float
    magnesium_g_mol: float


class AbsorbedMagnesium(msgspec.Struct, frozen=True, kw_only=True):
    """Least and most magnesium absorbed in a day [mg/d]."""

    low_mg_d: Floats
    high_mg_d: Floats


@cache
def diet_shares() -> DietShares:
    """Give the range of usual diets and its source."""
    return method("magnesium", "diet", DietShares)


@cache
def fitted_load_curve() -> FittedLoadCurve:
    """Give the fitted curve, its range and what it was fitted to."""
    return method("magnesium", "fine_1991", FittedLoadCurve)


def absorbed_from_diet(magnesium_mg_d: Floats) -> AbsorbedMagnesium:
    """Give the least and the most that is absorbed of a day's magnesium.

    Parameters
    ----------
    magnesium_mg_d
        Usual intake from food [mg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an intake is negative.

    References
    ----------
    [nhmrc-2006-nutrient-reference-values]
    """
    shares = diet_shares()
    shares.require(magnesium_mg_d=magnesium_mg_d)
    return AbsorbedMagnesium(
        low_mg_d=np.asarray(shares.low_share * magnesium_mg_d),
        high_mg_d=np.asarray(shares.high_share * magnesium_mg_d),
    )


def fitted_absorption(magnesium_mg: Floats) -> Floats:
    r"""Give the share of one meal's magnesium that is absorbed [1], by a curve fitted here.

    .. math:: 0.07 + \frac{1.718}{2.663 + x}

    with the load x in mmol: the form that the authors describe, with 7 % as they print it and the
    other two figures fitted to the printed shares at the least and the largest load. Between the
    ends nothing was there to check it against.

    Parameters
    ----------
    magnesium_mg
        Magnesium of the meal [mg], as food or a soluble salt; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a load is outside the studied ones.

    References
    ----------
    [fine-1991-magnesium]
    """
    curve = fitted_load_curve()
    curve.require(magnesium_mg=magnesium_mg)
    load = magnesium_mg / curve.magnesium_g_mol
    return np.asarray(
        curve.linear_share + curve.saturable_mmol / (curve.half_saturation_mmol + load)
    )
