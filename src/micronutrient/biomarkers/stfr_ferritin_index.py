"""The sTfR-ferritin index: tells iron deficiency from the anaemia of chronic disease.

Its limits hold for one assay of the receptor each, and for a ferritin above 1 µg/L.

Numbers: data/markers/stfr_ferritin_index.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import (
    Amounts,
    Indicator,
    Refusal,
    Setting,
    amounts,
    coefficients,
)
from micronutrient.biomarkers.quality import Measured
from micronutrient.person import Person


def stfr_ferritin_index(*, ferritin_ug_l: Floats | float, stfr_mg_l: Floats | float) -> Floats:
    r"""Give the index :math:`sTfR / \log_{10} ferritin` [mg/L].

    Parameters
    ----------
    ferritin_ug_l
        Serum ferritin [µg/L]; any shape. At 1 µg/L and below the index is not defined: NaN.
    stfr_mg_l
        Soluble transferrin receptor [mg/L], by the assay whose limits are used; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.

    References
    ----------
    [bond-2018-iron] table 4.
    """
    ferritin, stfr = amounts(ferritin_ug_l=ferritin_ug_l, stfr_mg_l=stfr_mg_l)
    above = ferritin > coefficients("stfr_ferritin_index")["ferritin_above_ug_l"]
    return np.asarray(stfr / np.where(above, np.log10(np.where(above, ferritin, np.nan)), np.nan))


def _value(parts: Amounts, _person: Person) -> float:
    return float(stfr_ferritin_index(ferritin_ug_l=parts["ferritin"], stfr_mg_l=parts["stfr"]))


def _refuses(parts: Amounts, _first: Measured, _setting: Setting) -> Refusal | None:
    least = coefficients("stfr_ferritin_index")["ferritin_above_ug_l"]
    if parts["ferritin"] > least:
        return None
    return Refusal(
        why=f"the index is not defined for ferritin of {least:g} µg/L and below",
        ask="read ferritin alone: it shows the deficiency",
    )


INDICATOR = Indicator(value=_value, refuses=_refuses)
"""How a case's results are combined."""
