"""Rises that the abstract of Barger-Lux 1998 prints; half-life in the abstract of Jones 2014."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest, follow

EIGHT_WEEKS = np.linspace(0, 56, 57)


@pytest.mark.parametrize(
    ("dose", "rise_per_ug", "printed"), [(10, 1.1, 11), (25, 1.16, 29), (250, 0.584, 146)]
)
def test_published_rise_after_eight_weeks(dose: float, rise_per_ug: float, printed: float) -> None:
    curve = follow(
        "barger_lux_1998",
        time=EIGHT_WEEKS,
        dose_ug_d=dose,
        rise_nmol_l_per_ug_d=rise_per_ug,
        baseline_nmol_l=67,
    )["vitamin_d_25oh"][0]
    assert curve[-1] - curve[0] == pytest.approx(printed, abs=0.01)


def test_published_half_life() -> None:
    """Half of a rise is lost in 15.1 days: here half of what is lacking is gained."""
    end = at_rest("barger_lux_1998", "vitamin_d_25oh")[0]
    curve = follow("barger_lux_1998", time=np.array([0, 15.1, 30.2]))["vitamin_d_25oh"][0]
    assert (end - curve) / (end - 30) == pytest.approx([1, 0.5, 0.25])


def test_without_a_dose_nothing_changes() -> None:
    curve = follow("barger_lux_1998", time=EIGHT_WEEKS, dose_ug_d=0)["vitamin_d_25oh"]
    assert curve == pytest.approx(30)


def test_twice_the_weight_needs_twice_the_dose() -> None:
    doses, weights = np.array([20.0, 40.0]), np.array([60.0, 120.0])
    ends = at_rest("barger_lux_1998", "vitamin_d_25oh", dose_ug_d=doses, weight_kg=weights)
    assert ends[0] == pytest.approx(ends[1])
