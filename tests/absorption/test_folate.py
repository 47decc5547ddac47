"""Folate: equivalents of IOM 1998 (0.6 and 0.5 µg folic acid to 1 µg DFE), Kelly 1997 abstract."""

import numpy as np
import pytest

from micronutrient.absorption.folate import Vehicle, above_threshold, dietary_folate_equivalents
from micronutrient.errors import ImplausibleValue


def test_published_equivalents():
    assert dietary_folate_equivalents(0, folic_acid_with_food_ug=100) == 170
    assert dietary_folate_equivalents(0, folic_acid_fasting_ug=100) == 200
    assert dietary_folate_equivalents(0, folic_acid_fasting_ug=0.5) == 1
    assert round(float(dietary_folate_equivalents(0, folic_acid_with_food_ug=0.6))) == 1


@pytest.mark.parametrize(
    ("taken", "vehicle", "above"),
    [
        (266, Vehicle.FORTIFIED_FOOD, 0),
        (267, Vehicle.FORTIFIED_FOOD, 1),
        (200, Vehicle.SINGLE_DOSE, 0),
        (400, Vehicle.SINGLE_DOSE, 200),
    ],
)
def test_published_thresholds(taken: float, vehicle: Vehicle, above: float):
    assert above_threshold(taken, vehicle=vehicle) == above


def test_a_day_spread_over_meals_stays_below():
    one, spread = np.array([600.0]), np.full(3, 200.0)
    assert above_threshold(one, vehicle=Vehicle.FORTIFIED_FOOD).sum() > 0
    assert above_threshold(spread, vehicle=Vehicle.FORTIFIED_FOOD).sum() == 0


def test_missing_stays_missing():
    assert np.isnan(dietary_folate_equivalents(np.array([np.nan, 1]))).tolist() == [True, False]
    assert np.isnan(above_threshold(np.nan, vehicle=Vehicle.SINGLE_DOSE))


def test_a_negative_amount_is_refused_with_its_place():
    with pytest.raises(ImplausibleValue, match=r"folic_acid_ug\[1\]: -5"):
        above_threshold(np.array([1.0, -5.0]), vehicle=Vehicle.SINGLE_DOSE)
