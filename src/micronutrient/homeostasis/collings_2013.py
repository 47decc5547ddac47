r"""Iron stores, seen as ferritin: absorption falls as they rise, until it balances the losses.

.. math::

    \frac{dS}{dt} = i \left(d \, L \, 10^{c \, m} (F / F_1)^b
        + D \, g \min\left(1, (F / F_0)^b\right)\right) - L, \qquad F = S / q

:math:`L` is what is lost a day. At the ferritin :math:`F_1` of the beginning the diet replaced the
share :math:`d` of it; :math:`b` is the slope of Collings and co-workers, with which absorption
falls as ferritin rises, and :math:`c` what one step of :math:`m` towards enhancers adds. :math:`D`
is iron of supplements, of which the share :math:`g` ends in stores. A single labelled dose is
absorbed far better than a trial of months bears out (haemoglobin, meals, forgotten days), so
:math:`g` is fitted to the rise of ferritin in a trial; the labelled dose is the upper end of its
range. Up to a ferritin of :math:`F_0`, below which absorption was measured, the share is constant;
above, it is held to fall as that of the diet does. :math:`i` is what inflammation leaves.

Stores are the only pool: it is not for somebody with anaemia, whose red cells come first.

Numbers: data/homeostasis/collings_2013.toml.

References
----------
[collings-2013-iron-absorption] Abstract: the regression, ferritin 6 to 80 µg/L.
[vaucher-2012-iron-fatigue] Abstract: rise of ferritin under 80 mg/d over twelve weeks.
[moretti-2015-iron-supplements] Table 2: absorption of labelled doses.
[iom-2001-vitamin-a-vitamin-k-trace-elements] p. 340: basal losses.
"""

from collections.abc import Mapping

import numpy as np

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of iron [mg/d].

    Parameters
    ----------
    pools
        Stores [mg], any shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        What is absorbed of diet and supplements, and what is lost.
    """
    empty = np.finfo(np.float64).tiny
    ferritin_ug_l = np.maximum(pools["stores"] / given["stores_mg_per_ug_l"], empty)
    fall = given["per_log_ferritin"]
    basal = given["basal_mg_kg_d"] * given["weight_kg"]
    steady = given["replaced_by_diet"] * (basal + given["menstrual_mg_d"])
    changed = 10 ** (given["per_modifier"] * given["diet_change"])
    of_beginning = changed * (ferritin_ug_l / given["ferritin_ug_l"]) ** fall
    of_studied = np.minimum((ferritin_ug_l / given["supplement_ferritin_ug_l"]) ** fall, 1)
    left = given["left_by_inflammation"]
    return {
        "diet": left * steady * of_beginning,
        "supplement": left * given["dose_mg_d"] * given["supplement_share"] * of_studied,
        "basal": basal,
        "menstrual": given["menstrual_mg_d"],
    }
