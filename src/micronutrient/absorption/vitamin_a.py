"""Vitamin A of beta-carotene, by what it is eaten in.

Food tables use one factor for all foods (12 µg to 1 µg retinol, 2 in oil; nutrients/vitamin_a).
Measured, the factor runs from 2 to above 70: this file gives the range, not a better middle.

Numbers: data/absorption/vitamin_a.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.amounts import amount
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class Matrix(StrEnum):
    """What beta-carotene is eaten in."""

    OIL = "oil"
    BIOFORTIFIED_STAPLE = "biofortified_staple"
    MIXED_DIET = "mixed_diet"
    FRUIT = "fruit"
    TUBER = "tuber"
    COOKED_VEGETABLE = "cooked_vegetable"
    RAW_VEGETABLE = "raw_vegetable"


class Equivalency(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fewest and most µg beta-carotene that make 1 µg retinol."""

    fewest_ug: float
    most_ug: float


class RetinolRange(msgspec.Struct, frozen=True, kw_only=True):
    """Retinol that an amount of beta-carotene may make [µg RAE]: least and most of the studies."""

    least_ug_rae: Floats
    most_ug_rae: Floats


def retinol_from_beta_carotene(beta_carotene_ug: Floats | float, *, matrix: Matrix) -> RetinolRange:
    """Give the range of retinol activity that beta-carotene of one kind of food has.

    Parameters
    ----------
    beta_carotene_ug
        Beta-carotene [µg]; any shape; NaN where missing.
    matrix
        What it is eaten in.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [van-loo-bouwman-2014-beta-carotene] abstract: oil, biofortified staples, mixed diet.
    [frontiers-2020-beta-carotene-factors] Table 4: fruit, tubers, vegetables.
    """
    eaten = amount(beta_carotene_ug, name="beta_carotene_ug")
    one = _equivalency(matrix)
    return RetinolRange(
        least_ug_rae=np.asarray(eaten / one.most_ug),
        most_ug_rae=np.asarray(eaten / one.fewest_ug),
    )


@cache
def _equivalency(matrix: Matrix) -> Equivalency:
    return method("vitamin_a", matrix, Equivalency)
