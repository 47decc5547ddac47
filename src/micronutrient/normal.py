"""The standard normal distribution, without a library that takes long to load."""

import math
from functools import cache

import numpy as np

from micronutrient.arrays import Floats

_FEW = 512
_FARTHEST = 10.0


def below(z: float) -> float:
    """Give the probability of a value below z; NaN stays NaN."""
    return math.erfc(-z / math.sqrt(2)) / 2


def below_each(z: Floats) -> Floats:
    """Give the probability of a value below each z, any shape; NaN stays NaN."""
    if z.size > _FEW:
        from scipy.special import ndtr

        large: Floats = ndtr(z)
        return large
    return np.array([below(one) for one in z.ravel().tolist()]).reshape(z.shape)


@cache
def quantile(probability: float) -> float:
    """Give the z below which a value lies with this probability, by bisection."""
    low, high = -_FARTHEST, _FARTHEST
    while high - low > math.ulp(high) * 8:
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < probability else (low, middle)
    return (low + high) / 2
