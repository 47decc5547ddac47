"""Body iron: stores, or the deficit of the tissues, from ferritin and the transferrin receptor.

Domain: no inflammation, and sTfR on the scale of the assay that the equation was made with.

Numbers: data/markers/body_iron.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts, coefficients
from micronutrient.person import Person

_UG_PER_MG = 1000


def body_iron_mg_kg(*, ferritin_ug_l: Floats | float, stfr_mg_l: Floats | float) -> Floats:
    r"""Give body iron [mg/kg body weight]; below zero it is the deficit of the tissues.

    .. math:: -\left(\log_{10}\frac{sTfR}{ferritin} - 2.8229\right) / 0.1207

    with both in µg/L. A review prints 2.28229 for the first constant: a misprint, with which men
    would have half of the stores that the same authors report.

    Parameters
    ----------
    ferritin_ug_l
        Serum ferritin [µg/L]; any shape; NaN where missing.
    stfr_mg_l
        Soluble transferrin receptor [mg/L], by the assay of Flowers or one on its scale (Ramco).

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.

    References
    ----------
    [cook-2003-body-iron]
    """
    ferritin, stfr = amounts(ferritin_ug_l=ferritin_ug_l, stfr_mg_l=stfr_mg_l)
    c = coefficients("body_iron")
    log_ratio = np.log10(stfr * _UG_PER_MG / ferritin)
    return np.asarray(-(log_ratio - c["at_zero"]) / c["per_mg_kg"])


def _value(parts: Amounts, _person: Person) -> float:
    return float(body_iron_mg_kg(ferritin_ug_l=parts["ferritin"], stfr_mg_l=parts["stfr"]))


INDICATOR = Indicator(value=_value)
"""How a case's results are combined."""
