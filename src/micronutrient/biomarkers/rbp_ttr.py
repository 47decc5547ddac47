"""RBP to transthyretin: vitamin A with the acute-phase response partly cancelled.

Both proteins fall together in inflammation, but only retinol-binding protein falls without retinol.
Domain: no failing kidney, which retains one of them.

Numbers: data/markers/rbp_ttr.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.indicator import Amounts, Indicator, amounts, coefficients
from micronutrient.person import Person

_UMOL_PER_MMOL = 1000


def rbp_to_transthyretin(
    *, rbp_umol_l: Floats | float, transthyretin_mg_l: Floats | float
) -> Floats:
    """Give the molar ratio of retinol-binding protein to transthyretin.

    Parameters
    ----------
    rbp_umol_l
        Retinol-binding protein [µmol/L]; any shape; NaN where missing.
    transthyretin_mg_l
        Transthyretin (prealbumin) [mg/L], taken as the tetramer of 55 000 g/mol.

    Raises
    ------
    ImplausibleValue
        If an amount is zero or below.

    References
    ----------
    [rosales-2002-rbp-ttr]
    """
    rbp, transthyretin = amounts(rbp_umol_l=rbp_umol_l, transthyretin_mg_l=transthyretin_mg_l)
    tetramer = coefficients("rbp_ttr")["transthyretin_g_mol"]
    return np.asarray(rbp / (transthyretin * _UMOL_PER_MMOL / tetramer))


def _value(parts: Amounts, _person: Person) -> float:
    rbp, transthyretin = parts["rbp"], parts["transthyretin"]
    return float(rbp_to_transthyretin(rbp_umol_l=rbp, transthyretin_mg_l=transthyretin))


INDICATOR = Indicator(value=_value)
"""How a case's results are combined."""
