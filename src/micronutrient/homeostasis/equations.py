"""The equations of each model, by its slug; a new model gets its line here."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from micronutrient.arrays import Floats
from micronutrient.homeostasis import (
    barger_lux_1998,
    blanchard_1997,
    collings_2013,
    doets_2013,
    efsa_2015,
    green_1994,
    icrp_1989,
    nrc_1989,
)

Flows: TypeAlias = Callable[[Mapping[str, Floats], Mapping[str, Floats]], Mapping[str, Floats]]
"""From the contents of the pools and the parameters to the flows, a unit of content per time."""

EQUATIONS: Mapping[str, Flows] = {
    "barger_lux_1998": barger_lux_1998.flows,
    "blanchard_1997": blanchard_1997.flows,
    "collings_2013": collings_2013.flows,
    "doets_2013": doets_2013.flows,
    "efsa_2015": efsa_2015.flows,
    "green_1994": green_1994.flows,
    "icrp_1989": icrp_1989.flows,
    "nrc_1989": nrc_1989.flows,
}
