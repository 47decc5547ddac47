"""NRC 1989, p. 117: 6.5 to 10 mg/d cure scurvy, which appears below 300 mg; the 1980 allowance."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest


@pytest.mark.parametrize("share", [0.027, 0.032])
def test_published_intake_that_cures_scurvy(share: float) -> None:
    pools = at_rest(
        "nrc_1989",
        "pool",
        intake_mg_d=np.array([6.5, 12.0]),
        absorbed_share=0.85,
        lost_share_per_d=share,
    )
    assert pools[0] < 300 < pools[1]


def test_published_allowance_of_1980() -> None:
    """60 mg/d, 85 % of it absorbed, at 3 to 4 % a day: an average pool of 1500 mg."""
    pools = at_rest("nrc_1989", "pool", intake_mg_d=60, lost_share_per_d=np.array([0.03, 0.04]))
    assert pools[0] > 1500 > pools[1]
    assert pools.mean() == pytest.approx(1500, rel=0.02)
