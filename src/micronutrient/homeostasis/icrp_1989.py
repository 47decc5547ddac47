r"""Iodine: iodide in blood, iodine in the thyroid, hormone in the rest of the body.

.. math::

    B' &= I + (1 - f) k_R R - k_B B \\
    T' &= u \, k_B B - k_T T \\
    R' &= k_T T - k_R R

:math:`k = \ln 2 / t_{1/2}`. Of what leaves the blood the share :math:`u` enters the thyroid, the
rest the urine; of what leaves the hormone pool the share :math:`f` is lost with the faeces, the
rest returns as iodide. This is the cycle of Riggs as the ICRP uses it for adults.

Numbers: data/homeostasis/icrp_1989.toml.

References
----------
[icrp-1989-iodine] Publication 56, not read; what was read elsewhere is told at each figure.
"""

from collections.abc import Mapping

import numpy as np

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of iodine [µg/d].

    Parameters
    ----------
    pools
        Blood, thyroid and rest [µg], any one shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        Intake, uptake, secretion, return, and what urine and faeces take away.
    """
    leaving_blood = np.log(2) / given["blood_half_life_d"] * pools["blood"]
    secreted = np.log(2) / given["thyroid_half_life_d"] * pools["thyroid"]
    degraded = np.log(2) / given["rest_half_life_d"] * pools["rest"]
    return {
        "intake": given["intake_ug_d"],
        "uptake": given["thyroid_share"] * leaving_blood,
        "urine": (1 - given["thyroid_share"]) * leaving_blood,
        "secretion": secreted,
        "return": (1 - given["faecal_share"]) * degraded,
        "faeces": given["faecal_share"] * degraded,
    }
