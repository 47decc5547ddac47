"""Niacin: IOM 1998 p. 128 (30 % of bound niacin, 60 mg tryptophan); Goldsmith 1961, abstract."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.niacin import available_niacin, niacin_from_tryptophan
from micronutrient.errors import ImplausibleValue
from micronutrient.nutrients import nutrient


def test_published_share_of_bound_niacin():
    assert available_niacin(0, bound_niacin_mg_d=10) == 3
    assert available_niacin(10, bound_niacin_mg_d=0) == 10
    assert available_niacin(5, bound_niacin_mg_d=10) == 8


def test_published_tryptophan_that_makes_one_milligram():
    assert niacin_from_tryptophan(60).agreed_mg_d == 1
    assert niacin_from_tryptophan(55.8).measured_mg_d == 1
    assert niacin_from_tryptophan(86).least_mg_d == 1
    assert niacin_from_tryptophan(34).most_mg_d == 1


def test_the_convention_is_that_of_the_food_tables_and_lies_between_people():
    grams = dict(nutrient("niacin").food[0].terms)["tryptophan"]
    got = niacin_from_tryptophan(1000)
    assert_allclose(got.agreed_mg_d, grams, rtol=1e-6)
    assert got.least_mg_d < got.agreed_mg_d < got.measured_mg_d < got.most_mg_d


def test_missing_stays_missing_and_a_negative_amount_is_refused():
    assert np.isnan(available_niacin(np.nan, bound_niacin_mg_d=np.array([1.0]))).all()
    assert np.isnan(niacin_from_tryptophan(np.nan).agreed_mg_d)
    with pytest.raises(ImplausibleValue, match="bound_niacin_mg_d: -1"):
        available_niacin(1, bound_niacin_mg_d=-1)
