"""Folate: equivalents of a day, and folic acid of one meal that reaches the blood unchanged.

Numbers: data/absorption/folate.toml; the factors of the equivalents are those of folic acid in
data/nutrients/folate.toml.
"""

from enum import StrEnum
from functools import cache

import numpy as np

from micronutrient.absorption.amounts import amount
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.nutrients import find_form


class Vehicle(StrEnum):
    """What folic acid was taken with, when the threshold was measured."""

    FORTIFIED_FOOD = "fortified_food"
    SINGLE_DOSE = "single_dose"


class Threshold(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Folic acid in one meal above which some appears in the blood unchanged [µg]."""

    threshold_ug: float


def dietary_folate_equivalents(
    food_folate_ug: Floats | float,
    *,
    folic_acid_with_food_ug: Floats | float = 0.0,
    folic_acid_fasting_ug: Floats | float = 0.0,
) -> Floats:
    """Give dietary folate equivalents [µg DFE]: food + 1.7 × folic acid with food + 2 × fasting.

    Parameters
    ----------
    food_folate_ug
        Folate that food has by nature [µg]; any shape; NaN where missing.
    folic_acid_with_food_ug, folic_acid_fasting_ug
        Folic acid in or with food, and on an empty stomach [µg].

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [iom-1998-b-vitamins-choline] 1 µg DFE is 0.6 µg folic acid with food, 0.5 µg fasting.
    """
    fed, fasting = _factors()
    return np.asarray(
        amount(food_folate_ug, name="food_folate_ug")
        + fed * amount(folic_acid_with_food_ug, name="folic_acid_with_food_ug")
        + fasting * amount(folic_acid_fasting_ug, name="folic_acid_fasting_ug")
    )


def above_threshold(folic_acid_ug: Floats | float, *, vehicle: Vehicle) -> Floats:
    """Give by how much one meal's folic acid exceeds what is changed on the way [µg].

    Up to the threshold no unchanged folic acid was found in the blood. How much of the excess is
    absorbed unchanged was not measured.

    Parameters
    ----------
    folic_acid_ug
        Folic acid of one meal or dose [µg], without food folate; any shape; NaN where missing.
    vehicle
        Fortified food, or a single dose in saline, milk or bread.

    Returns
    -------
    Floats
        0 up to the threshold; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [kelly-1997-folic-acid] abstract: 266 µg a meal; above 200 µg in saline, milk or bread.
    """
    taken = amount(folic_acid_ug, name="folic_acid_ug")
    return np.asarray(np.maximum(taken - _threshold(vehicle).threshold_ug, 0.0))


@cache
def _factors() -> tuple[float, float]:
    """Give the equivalents of 1 µg folic acid: with food, and fasting."""
    form = find_form("folate", "folic_acid")
    fed, fasting = form.per_mass, form.per_mass_fasting
    return np.nan if fed is None else fed, np.nan if fasting is None else fasting


@cache
def _threshold(vehicle: Vehicle) -> Threshold:
    return method("folate", vehicle, Threshold)
