"""Zinc of whole diets: the regression of Beiseigel and Hunt, which knows calcium and iron too.

An abstract's equations, to compare the saturable model of `micronutrient.absorption.zinc` with.

Numbers: data/absorption/zinc.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.absorption.zinc import molar_ratio
from micronutrient.arrays import Floats

_MG_PER_G = 1000


class Slopes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of one regression, per unit of what their names say."""

    constant: float
    phytate_g: float
    ln_zinc_mg: float
    zinc_mg: float
    calcium_g: float
    ln_iron_mg: float


class WholeDietRegression(Method, frozen=True, kw_only=True):
    """Two regressions on diets of one energy: the share absorbed, and the amount."""

    share: Slopes
    amount: Slopes
    per_kcal: float


class Diet(msgspec.Struct, frozen=True, kw_only=True):
    """A day's diet: zinc, phytate, calcium, iron [mg/d] and energy [kcal/d], one shape."""

    zinc_mg_d: Floats
    phytate_mg_d: Floats
    calcium_mg_d: Floats
    iron_mg_d: Floats
    energy_kcal_d: Floats


class WholeDietZinc(msgspec.Struct, frozen=True, kw_only=True):
    """Share of the zinc that is absorbed [1], and the amount per 2500 kcal [mg]: separate fits."""

    share: Floats
    absorbed_mg: Floats


@cache
def whole_diet_regression() -> WholeDietRegression:
    """Give the whole-diet regressions, their range and source."""
    return method("zinc", "beiseigel_2005", WholeDietRegression)


def whole_diet_absorption(diet: Diet) -> WholeDietZinc:
    """Give the share and amount of zinc absorbed, from phytate, zinc, calcium and iron.

    Amounts are brought to 2500 kcal first. Then logit(share) and ln(amount) are linear in phytate
    [g], zinc (its logarithm for the share), calcium [g] and the logarithm of iron.

    Parameters
    ----------
    diet
        Days' diets; NaN in any of the five gives NaN.

    Raises
    ------
    OutsideDomain
        If an amount per 2500 kcal, or the molar ratio, is outside the diets that were studied.

    References
    ----------
    [beiseigel-2005-zinc]
    """
    fits = whole_diet_regression()
    scale = fits.per_kcal / diet.energy_kcal_d
    zinc, phytate = diet.zinc_mg_d * scale, diet.phytate_mg_d * scale
    calcium, iron = diet.calcium_mg_d * scale, diet.iron_mg_d * scale
    fits.require(zinc_mg_d=zinc, phytate_mg_d=phytate, calcium_mg_d=calcium, iron_mg_d=iron)
    fits.require(ratio=molar_ratio(phytate, zinc_mg=zinc))

    def predicted(slopes: Slopes) -> Floats:
        return np.asarray(
            slopes.constant
            + slopes.phytate_g * phytate / _MG_PER_G
            + slopes.ln_zinc_mg * np.log(zinc)
            + slopes.zinc_mg * zinc
            + slopes.calcium_g * calcium / _MG_PER_G
            + slopes.ln_iron_mg * np.log(iron)
        )

    return WholeDietZinc(
        share=1 / (1 + np.exp(-predicted(fits.share))), absorbed_mg=np.exp(predicted(fits.amount))
    )
