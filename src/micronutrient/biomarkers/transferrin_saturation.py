"""Transferrin saturation: from iron and the binding capacity, or transferrin itself.

Numbers: data/markers/transferrin_saturation.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts, coefficients
from micronutrient.person import Person

_PERCENT = 100


def saturation_percent(*, iron_umol_l: Floats | float, tibc_umol_l: Floats | float) -> Floats:
    """Give transferrin saturation [%]: iron as a share of what transferrin can bind.

    Parameters
    ----------
    iron_umol_l, tibc_umol_l
        Serum iron and total iron-binding capacity [µmol/L]; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.
    """
    iron, tibc = amounts(iron_umol_l=iron_umol_l, tibc_umol_l=tibc_umol_l)
    return np.asarray(_PERCENT * iron / tibc)


def binding_capacity_umol_l(transferrin_g_l: Floats | float) -> Floats:
    """Give the iron-binding capacity [µmol/L] of transferrin [g/L]: 25.1 µmol/g.

    Two atoms of iron a molecule of 79 570 g/mol make 25.1 µmol/g.
    """
    (transferrin,) = amounts(transferrin_g_l=transferrin_g_l)
    return np.asarray(coefficients("transferrin_saturation")["umol_per_g"] * transferrin)


def _value(parts: Amounts, _person: Person) -> float:
    tibc = parts.get("tibc")
    bound = tibc if tibc is not None else binding_capacity_umol_l(parts["transferrin"])
    return float(saturation_percent(iron_umol_l=parts["iron_serum"], tibc_umol_l=bound))


INDICATOR = Indicator(value=_value)
"""How a case's results are combined."""
