r"""25-Hydroxyvitamin D under a daily dose of vitamin D3: one pool with a known half-life.

.. math::

    \frac{dC}{dt} = k \left(C_0 + s D \frac{w_0}{w} - C\right), \qquad
    k = \frac{\ln 2}{t_{1/2}}, \qquad s = \frac{r}{1 - e^{-k T}}

:math:`r` is the rise that the trial printed, per µg of daily dose after :math:`T` days; :math:`s`
is what it would have become. The concentration before the dose is held to be kept up by food and
sun, unchanged. That the rise follows the dose per kg of body weight is a simplification.

Numbers: data/homeostasis/barger_lux_1998.toml.

References
----------
[barger-lux-1998-vitamin-d] Abstract: rise over eight weeks.
[jones-2014-half-life] Abstract: half-life.
"""

from collections.abc import Mapping

import numpy as np

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of 25(OH)D [nmol/L per day].

    Parameters
    ----------
    pools
        25(OH)D [nmol/L], any shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        What food and sun, and what the dose bring in, and what is lost.
    """
    per_day = np.log(2) / given["half_life_d"]
    lasting = given["rise_nmol_l_per_ug_d"] / -np.expm1(-per_day * given["trial_d"])
    dose_ug_d = given["dose_ug_d"] * given["trial_weight_kg"] / given["weight_kg"]
    return {
        "background": per_day * given["baseline_nmol_l"],
        "dose": per_day * lasting * dose_ug_d,
        "loss": per_day * pools["vitamin_d_25oh"],
    }
