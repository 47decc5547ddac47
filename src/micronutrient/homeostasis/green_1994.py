r"""Retinol in plasma, liver and the rest of the body: three pools that exchange.

.. math::

    M_1' &= L_{12} M_2 + L_{13} M_3 - (L_{21} + L_{31}) M_1 \\
    M_2' &= U_2 + L_{21} M_1 - L_{12} M_2 \\
    M_3' &= L_{31} M_1 - (L_{13} + W_3) M_3

:math:`L_{ij}` is the share of pool j that goes to pool i in a day, :math:`U_2` what arrives in the
liver, :math:`W_3` the share that is used up. Pools: 1 plasma, 2 liver, 3 the rest.

Numbers: data/homeostasis/green_1994.toml.

References
----------
[green-1994-plasma-retinol] Read as the BioModels entry MODEL2403010001 gives it.
"""

from collections.abc import Mapping

from micronutrient.arrays import Floats


def flows(pools: Mapping[str, Floats], given: Mapping[str, Floats]) -> dict[str, Floats]:
    """Give the flows of retinol [µmol/d].

    Parameters
    ----------
    pools
        M_1 plasma, M_2 liver, M_3 rest [µmol], any one shape.
    given
        The parameters of the data file; NaN where missing, and so is then the answer.

    Returns
    -------
    dict of str to Floats
        By the names of the publication: intake, exchange, disposal.
    """
    return {
        "u_2": given["U_2_umol_d"],
        "l_1_2": given["L_1_2_per_d"] * pools["M_2"],
        "l_2_1": given["L_2_1_per_d"] * pools["M_1"],
        "l_3_1": given["L_3_1_per_d"] * pools["M_1"],
        "l_1_3": given["L_1_3_per_d"] * pools["M_3"],
        "w_3": given["W_3_per_d"] * pools["M_3"],
    }
