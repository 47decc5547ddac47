"""Phylloquinone of vegetables: abstracts of Garber 1999 (J Nutr 129:1201) and Novotny 2010."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.vitamin_k import Portion, absorbed_from_kale, as_tablet
from micronutrient.errors import ImplausibleValue


@pytest.mark.parametrize(
    ("portion", "given_ug", "area"),
    [(Portion.SPINACH_150_G, 495, 4.79), (Portion.SPINACH_50_G, 165, 2.49)],
)
def test_published_areas_come_back(portion: Portion, given_ug: float, area: float):
    assert_allclose(as_tablet(given_ug, portion=portion) * 27.55 / 500, area)


def test_published_share_from_kale():
    assert_allclose(absorbed_from_kale(100), 4.7)


def test_a_tablet_gives_several_times_more_than_spinach():
    shares = [float(as_tablet(1, portion=one)) for one in Portion]
    assert_allclose(shares, [0.1756, 0.2739], atol=5e-5)


def test_missing_stays_missing_and_a_negative_amount_is_refused():
    assert np.isnan(as_tablet(np.nan, portion=Portion.SPINACH_50_G))
    assert np.isnan(absorbed_from_kale(np.array([np.nan, 1.0]))).tolist() == [True, False]
    with pytest.raises(ImplausibleValue):
        absorbed_from_kale(-1)
