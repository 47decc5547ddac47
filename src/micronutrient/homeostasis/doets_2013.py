r"""Vitamin B12: one store that loses a constant share a day, whatever its size.

.. math:: \frac{dP}{dt} = a I - k P

Numbers: data/homeostasis/doets_2013.toml.

References
----------
[doets-2013-vitamin-b12] Abstract: share lost per day.
[iom-1998-b-vitamins-choline] p. 331: the share is the same in small and large stores; 300 µg.
"""

from collections.abc import Mapping

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of vitamin B12 [µg/d].

    Parameters
    ----------
    pools
        Store [µg], any shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        What is absorbed, and what is lost.
    """
    return {
        "absorbed": given["absorbed_share"] * given["intake_ug_d"],
        "loss": given["lost_share_per_d"] * pools["store"],
    }
