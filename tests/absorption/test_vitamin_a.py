"""Vitamin A of beta-carotene: Van Loo-Bouwman 2014, abstract; table 4 of Front Nutr 2020;7:101."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_a import Matrix, retinol_from_beta_carotene
from micronutrient.errors import ImplausibleValue
from micronutrient.nutrients import nutrient


@pytest.mark.parametrize(
    ("matrix", "fewest", "most"),
    [
        (Matrix.OIL, 2, 4),
        (Matrix.BIOFORTIFIED_STAPLE, 4, 4),
        (Matrix.MIXED_DIET, 9, 16),
        (Matrix.FRUIT, 12, 12),
        (Matrix.TUBER, 2.8, 13.4),
        (Matrix.COOKED_VEGETABLE, 10, 28),
        (Matrix.RAW_VEGETABLE, 13, 77),
    ],
)
def test_published_amounts_that_make_one_of_retinol(matrix: Matrix, fewest: float, most: float):
    assert_allclose(retinol_from_beta_carotene(fewest, matrix=matrix).most_ug_rae, 1)
    assert_allclose(retinol_from_beta_carotene(most, matrix=matrix).least_ug_rae, 1)


def test_the_factors_that_food_tables_use_lie_within_the_ranges():
    eaten = 1200.0
    food = dict(nutrient("vitamin_a").food[1].terms)["beta_carotene"] * eaten
    oil = nutrient("vitamin_a").form("beta_carotene")
    assert oil is not None
    mixed = retinol_from_beta_carotene(eaten, matrix=Matrix.MIXED_DIET)
    dissolved = retinol_from_beta_carotene(eaten, matrix=Matrix.OIL)
    assert mixed.least_ug_rae <= food <= mixed.most_ug_rae
    assert oil.per_mass is not None
    assert dissolved.least_ug_rae <= oil.per_mass * eaten <= dissolved.most_ug_rae


@pytest.mark.parametrize("matrix", Matrix)
def test_the_least_is_no_more_than_the_most_and_missing_stays_missing(matrix: Matrix):
    got = retinol_from_beta_carotene(np.array([0.0, 500.0, np.nan]), matrix=matrix)
    assert (got.least_ug_rae[:2] <= got.most_ug_rae[:2]).all()
    assert np.isnan(got.least_ug_rae[2])
    assert np.isnan(got.most_ug_rae[2])


def test_a_negative_amount_is_refused():
    with pytest.raises(ImplausibleValue):
        retinol_from_beta_carotene(-1, matrix=Matrix.OIL)
