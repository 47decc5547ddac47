"""IOM 1998, p. 331: losses of pools of 1000 and 3000 µg at 0.1 %, and intakes that replace them."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest, follow

from micronutrient.homeostasis import doets_2013
from micronutrient.homeostasis.model import figures, model


@pytest.mark.parametrize(("pool_ug", "printed_ug_d"), [(1000, 1), (3000, 3)])
def test_published_loss(pool_ug: float, printed_ug_d: float) -> None:
    given = figures(model("doets_2013"), {"lost_share_per_d": 0.001})
    flows = doets_2013.flows({"store": np.array([pool_ug])}, given)
    assert flows["loss"] == pytest.approx(printed_ug_d)


@pytest.mark.parametrize(("intake_ug_d", "printed_ug"), [(2, 1000), (6, 3000)])
def test_published_intake_that_keeps_the_pool(intake_ug_d: float, printed_ug: float) -> None:
    stays = follow(
        "doets_2013",
        time=np.linspace(0, 3650, 11),
        intake_ug_d=intake_ug_d,
        store_ug=printed_ug,
        lost_share_per_d=0.001,
    )["store"]
    assert stays == pytest.approx(printed_ug)


def test_without_intake_the_store_goes_towards_nothing() -> None:
    assert at_rest("doets_2013", "store") == pytest.approx(0, abs=1e-6)
