"""Apparent half-life of iodine in the thyroid, 120 d: a page on ICRP Publication 30 prints it."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest, follow


def test_published_apparent_half_life_in_the_thyroid() -> None:
    """80 d is what leaves; since a part returns, the content halves later: here within a tenth."""
    thyroid = follow("icrp_1989", time=np.linspace(0, 320, 9), intake_ug_d=0)["thyroid"][0]
    apparent = 120 * np.log(2) / np.log(thyroid[5] / thyroid[8])
    assert apparent == pytest.approx(120, rel=0.1)
    assert apparent == pytest.approx(109.6, abs=0.1)


def test_published_thyroid_at_an_adequate_intake() -> None:
    """5 to 10 mg, as an encyclopaedia prints it, at EFSA's and WHO's 150 µg/d."""
    assert 5000 < at_rest("icrp_1989", "thyroid", intake_ug_d=150)[0] < 10_000


def test_what_is_taken_in_leaves_with_urine_and_faeces() -> None:
    """At rest the blood turns over D / (1 - u (1 - f)) a day."""
    blood = at_rest("icrp_1989", "blood", intake_ug_d=150)[0]
    assert blood * np.log(2) / 0.25 == pytest.approx(150 / (1 - 0.3 * 0.8))
