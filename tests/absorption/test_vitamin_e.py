"""Absorbed share of alpha-tocopherol: abstracts of Bruno 2006 and Traber 2019 (Am J Clin Nutr)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_e import Study, share_absorbed
from micronutrient.errors import OutsideDomain


@pytest.mark.parametrize(("fat", "mean", "spread"), [(0, 10, 4), (6, 20, 3), (21, 33, 5)])
def test_published_shares_of_bruno(fat: float, mean: float, spread: float):
    got = share_absorbed(fat, study=Study.BRUNO_2006)
    assert (100 * got.mean, 100 * got.spread) == (mean, spread)


@pytest.mark.parametrize(("fat", "mean"), [(0, 64), (40, 55)])
def test_published_shares_of_traber(fat: float, mean: float):
    got = share_absorbed(fat, study=Study.TRABER_2019)
    assert_allclose(100 * got.mean, mean)
    assert_allclose(100 * got.spread / np.sqrt(10), 3, atol=0.01)


def test_the_two_studies_disagree_on_fat():
    meals = np.array([0.0, 20.0])
    bruno, traber = (share_absorbed(meals, study=one).mean for one in Study)
    assert bruno[1] > bruno[0]
    assert traber[1] < traber[0]


@pytest.mark.parametrize(
    ("study", "fat"), [(Study.BRUNO_2006, 22), (Study.TRABER_2019, 41), (Study.BRUNO_2006, -1)]
)
def test_a_fatter_meal_is_refused(study: Study, fat: float):
    with pytest.raises(OutsideDomain, match="fat_percent"):
        share_absorbed(fat, study=study)


def test_missing_stays_missing():
    got = share_absorbed(np.array([np.nan, 6.0]), study=Study.BRUNO_2006)
    assert np.isnan(got.mean).tolist() == [True, False]
    assert np.isnan(got.spread).tolist() == [True, False]
