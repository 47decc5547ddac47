"""Kynurenine to tryptophan: shows immune activation, never how much tryptophan was eaten.

Interferon-gamma turns tryptophan into kynurenine. The ratio is context beside other markers; it
never moves a verdict.

Numbers: data/markers/kynurenine_tryptophan.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts
from micronutrient.person import Person

_UMOL_PER_MMOL = 1000


def kynurenine_tryptophan_umol_mmol(
    *, kynurenine_umol_l: Floats | float, tryptophan_umol_l: Floats | float
) -> Floats:
    """Give kynurenine to tryptophan [µmol/mmol].

    Parameters
    ----------
    kynurenine_umol_l, tryptophan_umol_l
        Of one plasma [µmol/L]; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.

    References
    ----------
    [badawy-2019-kynurenine-tryptophan]
    """
    kynurenine, tryptophan = amounts(
        kynurenine_umol_l=kynurenine_umol_l, tryptophan_umol_l=tryptophan_umol_l
    )
    return np.asarray(_UMOL_PER_MMOL * kynurenine / tryptophan)


def _value(parts: Amounts, _person: Person) -> float:
    return float(
        kynurenine_tryptophan_umol_mmol(
            kynurenine_umol_l=parts["kynurenine_plasma"],
            tryptophan_umol_l=parts["tryptophan_plasma"],
        )
    )


INDICATOR = Indicator(value=_value)
"""How a case's results are combined."""
