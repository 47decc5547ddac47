"""Omega-3 index: EPA and DHA of the red cell, where the laboratory prints both and no sum.

Numbers: data/markers/omega3_index.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts
from micronutrient.person import Person


def omega3_index_percent(*, epa_percent: Floats | float, dha_percent: Floats | float) -> Floats:
    """Give the omega-3 index [%]: EPA and DHA as a share of all fatty acids of the red cell.

    Parameters
    ----------
    epa_percent, dha_percent
        Share of red-cell fatty acids [%] by weight; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If a share is zero or below.

    References
    ----------
    [harris-2004-omega3-index]
    """
    epa, dha = amounts(epa_percent=epa_percent, dha_percent=dha_percent)
    return np.asarray(epa + dha)


def _value(parts: Amounts, _person: Person) -> float:
    epa, dha = parts["epa_rbc"], parts["dha_rbc"]
    return float(omega3_index_percent(epa_percent=epa, dha_percent=dha))


INDICATOR = Indicator(value=_value)
"""How a case's results are combined."""
