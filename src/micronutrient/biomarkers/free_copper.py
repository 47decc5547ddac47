"""Free copper: what of serum copper is not bound to ceruloplasmin, by calculation.

Immunoassays see ceruloplasmin without copper too. Where they overstate it, the difference comes out
at zero or below, which no blood can be: there the calculation does not hold.

Numbers: data/markers/free_copper.toml.
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


def free_copper_ug_l(*, copper_ug_l: Floats | float, ceruloplasmin_mg_l: Floats | float) -> Floats:
    """Give copper that is not bound to ceruloplasmin [µg/L]: copper − 3.15 × ceruloplasmin.

    Parameters
    ----------
    copper_ug_l
        Serum copper [µg/L]; any shape; NaN where missing.
    ceruloplasmin_mg_l
        Ceruloplasmin [mg/L].

    Returns
    -------
    Floats
        NaN where a part is missing, and where the difference is not above zero: the two assays
        then contradict each other.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.

    References
    ----------
    [easl-2012-wilson]; [twomey-2006-copper] on negative values.
    """
    copper, ceruloplasmin = amounts(copper_ug_l=copper_ug_l, ceruloplasmin_mg_l=ceruloplasmin_mg_l)
    free = copper - coefficients("free_copper")["ug_per_mg"] * ceruloplasmin
    return np.where(free > 0, free, np.nan)


def _value(parts: Amounts, _person: Person) -> float:
    copper, ceruloplasmin = parts["copper"], parts["ceruloplasmin"]
    return float(free_copper_ug_l(copper_ug_l=copper, ceruloplasmin_mg_l=ceruloplasmin))


def _refuses(parts: Amounts, _first: Measured, setting: Setting) -> Refusal | None:
    if not np.isnan(_value(parts, setting.person)):
        return None
    return Refusal(
        why="ceruloplasmin would carry more copper than was measured: its immunoassay overstates "
        "it, as it counts ceruloplasmin without copper",
        ask="have ceruloplasmin measured by its oxidase activity, or exchangeable copper or "
        "24-hour urine copper",
    )


INDICATOR = Indicator(value=_value, refuses=_refuses)
"""How a case's results are combined."""
