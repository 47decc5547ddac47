r"""Vitamin C at intakes of 100 mg/d and more: absorption that fades, a kidney that spills.

.. math::

    \frac{dP}{dt} = n \, f(D) \, D - k P
        - E \left(\frac{(C - \theta)^+}{C_1 - \theta}\right)^p, \qquad C = P / V

    f(D) = 1 - b \left(\ln \frac{D}{D_1}\right)^+

:math:`D` is one of :math:`n` equal doses a day; :math:`\theta` is the plasma concentration above
which the kidney spills. Blanchard and co-workers showed that both, together, hold the
concentration below a ceiling, and print it for 200 and 2500 mg/d. Their coefficients were not to be
had: :math:`b`, :math:`E` and :math:`p` are fitted to those two concentrations.

Numbers: data/homeostasis/blanchard_1997.toml.

References
----------
[blanchard-1997-ascorbic-acid] Abstract: the two mechanisms, 68.1 and 85.2 µmol/L.
[kallner-1982-ascorbic-acid] Abstract: the kidney spills above 0.7 mg/100 mL.
[levine-1996-vitamin-c] Abstract: a dose of 200 mg is absorbed wholly.
"""

from collections.abc import Mapping

import numpy as np

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of vitamin C [mg/d].

    Parameters
    ----------
    pools
        Pool [mg], any shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        What is absorbed, what is broken down, and what the kidney spills.
    """
    dose_mg = given["intake_mg_d"] / given["doses_per_d"]
    excess = np.maximum(np.log(dose_mg / given["wholly_absorbed_mg"]), 0)
    plasma_umol_l = pools["pool"] / given["pool_mg_per_umol_l"]
    above = np.maximum(plasma_umol_l - given["renal_threshold_umol_l"], 0)
    ceiling = given["renal_reference_umol_l"] - given["renal_threshold_umol_l"]
    return {
        "absorbed": given["intake_mg_d"] * (1 - given["absorption_fall"] * excess),
        "breakdown": given["lost_share_per_d"] * pools["pool"],
        "urine": given["renal_loss_mg_d"] * (above / ceiling) ** given["renal_power"],
    }
