r"""Vitamin A stores: one store, mostly in the liver, that loses a constant share a day.

.. math:: \frac{dS}{dt} = e I - k S, \qquad c_{liver} = \frac{S}{q \, m \, w}

:math:`q` is the ratio of the whole body's store to the liver's, :math:`m` the liver's weight per kg
of body weight :math:`w`. At rest, with the liver at 20 µg/g, it gives EFSA's average requirements.

Numbers: data/homeostasis/efsa_2015.toml.

References
----------
[efsa-2015-vitamin-a] Abstract: every coefficient.
[iom-2001-vitamin-a-vitamin-k-trace-elements] p. 114: another set of coefficients of the same kind.
"""

from collections.abc import Mapping

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of vitamin A [µg RE/d].

    Parameters
    ----------
    pools
        Store of the whole body [µg], any shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        What is stored, and what is broken down.
    """
    return {
        "stored": given["stored_share"] * given["intake_ug_re_d"],
        "loss": given["lost_share_per_d"] * pools["store"],
    }
