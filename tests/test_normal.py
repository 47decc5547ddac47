"""Quantiles as every table of the normal distribution prints them; the rest follows from them."""

import math

import numpy as np
import pytest

from micronutrient.normal import below, below_each, quantile


@pytest.mark.parametrize(
    ("probability", "printed"),
    [(0.5, 0.0), (0.8, 0.8416), (0.9, 1.2816), (0.95, 1.6449), (0.975, 1.9600), (0.99, 2.3263)],
)
def test_published_quantiles(probability, printed):
    assert quantile(probability) == pytest.approx(printed, abs=5e-5)
    assert quantile(1 - probability) == pytest.approx(-printed, abs=5e-5)


@pytest.mark.parametrize("probability", [1e-9, 0.025, 0.3, 0.5, 0.977, 1 - 1e-9])
def test_the_quantile_undoes_the_probability(probability):
    assert below(quantile(probability)) == pytest.approx(probability, rel=1e-9)


@pytest.mark.parametrize("count", [3, 5000])
def test_many_are_what_each_is(count):
    z = np.linspace(-6, 6, count)
    assert below_each(z) == pytest.approx([below(one) for one in z], rel=1e-12)
    assert below_each(z.reshape(1, -1)).shape == (1, count)


def test_not_known_stays_not_known():
    assert math.isnan(below(math.nan))
    assert np.isnan(below_each(np.array([np.nan]))).all()
