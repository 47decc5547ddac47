"""Green and Green 1994 in the BioModels entry MODEL2403010001: its rates, as they are used."""

import numpy as np
import pytest
from tests.homeostasis.following import follow

from micronutrient.homeostasis import green_1994
from micronutrient.homeostasis.model import figures, model


def test_published_rates_of_the_entry() -> None:
    given = figures(model("green_1994"), {})
    ones = {name: np.ones(1) for name in ("M_1", "M_2", "M_3")}
    flows = green_1994.flows(ones, given)
    entry = {"l_1_2": 0.0151, "l_2_1": 1.74, "l_3_1": 2.68, "l_1_3": 0.264, "w_3": 0.203}
    assert {name: flows[name].item() for name in entry} == entry


def test_at_rest_what_arrives_is_used_up_and_each_exchange_balances() -> None:
    """The entry's intake of 5.979 µmol/d (1.71 mg) fills the liver with near 1 mmol."""
    time = np.array([0.0, 5000])
    end = {k: v[0, -1] for k, v in follow("green_1994", time=time, U_2_umol_d=5.979).items()}
    assert end["M_3"] * 0.203 == pytest.approx(5.979)
    assert end["M_1"] * 2.68 == pytest.approx(end["M_3"] * (0.264 + 0.203))
    assert end["M_2"] * 0.0151 == pytest.approx(5.979 + end["M_1"] * 1.74)
