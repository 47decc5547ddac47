"""Vitamin K: phylloquinone of vegetables beside that of a tablet.

Numbers: data/absorption/vitamin_k.toml.
"""

from enum import StrEnum
from functools import cache

import numpy as np

from micronutrient.absorption.amounts import amount
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class Portion(StrEnum):
    """The portions that were compared with a tablet."""

    SPINACH_150_G = "spinach_150_g"
    SPINACH_50_G = "spinach_50_g"


class PlasmaArea(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phylloquinone given [µg], and the area under its curve in plasma over 9 h [nmol·h/L]."""

    phylloquinone_ug: float
    area_nmol_h_l: float


class Absorbed(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Share that was absorbed."""

    absorbed_share: float


def as_tablet(phylloquinone_ug: Floats | float, *, portion: Portion) -> Floats:
    """Give the phylloquinone of a tablet that raises plasma as much as that of a vegetable [µg].

    Areas under the curve for each µg given, vegetable against tablet, with a meal. A larger
    portion raises plasma less for each µg.

    Parameters
    ----------
    phylloquinone_ug
        Phylloquinone of the vegetable [µg]; any shape; NaN where missing.
    portion
        The portion that comes nearest.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [garber-1999-phylloquinone] abstract; the division is this project's. Three and eight people.
    """
    eaten = amount(phylloquinone_ug, name="phylloquinone_ug")
    vegetable, tablet = _area(portion), _area("tablet")
    for_each = vegetable.area_nmol_h_l / vegetable.phylloquinone_ug
    return np.asarray(eaten * for_each * tablet.phylloquinone_ug / tablet.area_nmol_h_l)


def absorbed_from_kale(phylloquinone_ug: Floats | float) -> Floats:
    """Give how much phylloquinone is absorbed from kale eaten with oil [µg].

    Parameters
    ----------
    phylloquinone_ug
        Phylloquinone of the kale [µg]; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [novotny-2010-phylloquinone] abstract: 4.7 % in six people.
    """
    eaten = amount(phylloquinone_ug, name="phylloquinone_ug")
    return np.asarray(eaten * _kale().absorbed_share)


@cache
def _area(table: str) -> PlasmaArea:
    return method("vitamin_k", table, PlasmaArea)


@cache
def _kale() -> Absorbed:
    return method("vitamin_k", "kale", Absorbed)
