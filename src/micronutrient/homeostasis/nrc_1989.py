r"""Vitamin C at low intakes: one pool that loses a constant share a day, and none to the urine.

.. math:: \frac{dP}{dt} = a I - k P

Above about 90 mg/d the kidney begins to spill and absorption falls: there `blanchard_1997` holds.

Numbers: data/homeostasis/nrc_1989.toml.

References
----------
[nrc-1989-rda] p. 117: pool at which scurvy appears.
[doctorabel-vitamins] Share lost per day, size of the full pool.
"""

from collections.abc import Mapping

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
        What is absorbed, and what is broken down.
    """
    return {
        "absorbed": given["absorbed_share"] * given["intake_mg_d"],
        "breakdown": given["lost_share_per_d"] * pools["pool"],
    }
