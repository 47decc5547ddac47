"""Vitamin E to lipids: alpha-tocopherol travels in lipoproteins, and is read against them.

Two ratios: to cholesterol, and to cholesterol with triglycerides. The second is preferred where
triglycerides were measured too.

Numbers: data/markers/alpha_tocopherol_cholesterol.toml, data/markers/alpha_tocopherol_lipids.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts
from micronutrient.person import Person


def to_cholesterol_umol_mmol(
    *, alpha_tocopherol_umol_l: Floats | float, cholesterol_mmol_l: Floats | float
) -> Floats:
    """Give alpha-tocopherol to total cholesterol [µmol/mmol].

    Parameters
    ----------
    alpha_tocopherol_umol_l, cholesterol_mmol_l
        Of one serum; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.
    """
    tocopherol, cholesterol = amounts(
        alpha_tocopherol_umol_l=alpha_tocopherol_umol_l, cholesterol_mmol_l=cholesterol_mmol_l
    )
    return np.asarray(tocopherol / cholesterol)


def to_lipids_umol_mmol(
    *,
    alpha_tocopherol_umol_l: Floats | float,
    cholesterol_mmol_l: Floats | float,
    triglycerides_mmol_l: Floats | float,
) -> Floats:
    """Give alpha-tocopherol to the sum of cholesterol and triglycerides [µmol/mmol].

    Parameters are those of `to_cholesterol_umol_mmol`, with triglycerides of the same serum, which
    must have been taken fasting: a meal raises them.
    """
    tocopherol, cholesterol, triglycerides = amounts(
        alpha_tocopherol_umol_l=alpha_tocopherol_umol_l,
        cholesterol_mmol_l=cholesterol_mmol_l,
        triglycerides_mmol_l=triglycerides_mmol_l,
    )
    return np.asarray(tocopherol / (cholesterol + triglycerides))


def _to_cholesterol(parts: Amounts, _person: Person) -> float:
    return float(
        to_cholesterol_umol_mmol(
            alpha_tocopherol_umol_l=parts["alpha_tocopherol"],
            cholesterol_mmol_l=parts["cholesterol_total"],
        )
    )


def _to_lipids(parts: Amounts, _person: Person) -> float:
    return float(
        to_lipids_umol_mmol(
            alpha_tocopherol_umol_l=parts["alpha_tocopherol"],
            cholesterol_mmol_l=parts["cholesterol_total"],
            triglycerides_mmol_l=parts["triglycerides"],
        )
    )


TO_CHOLESTEROL = Indicator(value=_to_cholesterol)
TO_LIPIDS = Indicator(value=_to_lipids)
"""How a case's results are combined."""
