"""Steady states in the abstract of Blanchard 1997: 68.1 at 200, 85.2 µmol/L at 2500 mg/d."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest

from micronutrient.homeostasis import blanchard_1997
from micronutrient.homeostasis.model import figures, model


@pytest.mark.parametrize(("intake", "printed"), [(200, 68.1), (2500, 85.2)])
def test_published_steady_state(intake: float, printed: float) -> None:
    rest = at_rest("blanchard_1997", "plasma", after=365, intake_mg_d=intake)
    assert rest == pytest.approx(printed, abs=0.05)


def test_published_dose_that_is_absorbed_wholly() -> None:
    """Levine 1996, abstract: 200 mg wholly, 500 mg and more less so."""
    one = model("blanchard_1997")
    doses = np.array([100.0, 200, 500, 1250])
    given = figures(one, {"intake_mg_d": doses, "doses_per_d": 1})
    shares = blanchard_1997.flows({"pool": np.full(4, 1500.0)}, given)["absorbed"] / doses
    assert shares[:2].tolist() == [1, 1]
    assert shares[1] > shares[2] > shares[3]


def test_published_threshold_of_the_kidney() -> None:
    """Kallner 1982, abstract: renal losses rise above 0.7 mg/100 mL (176.12 g/mol)."""
    one = model("blanchard_1997")
    given = figures(one, {})
    plasma = np.array([0.69, 0.71]) * 10_000 / 176.12
    flows = blanchard_1997.flows({"pool": plasma * given["pool_mg_per_umol_l"]}, given)
    assert flows["urine"][0] == 0 < flows["urine"][1]


def test_more_never_lowers_the_plateau() -> None:
    intakes = np.geomspace(100, 2500, 12)
    rest = at_rest("blanchard_1997", "plasma", after=365, intake_mg_d=intakes)
    assert (np.diff(rest) > 0).all()
