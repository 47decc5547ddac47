"""Copper: the less is eaten, the larger the share that is absorbed.

Nobody printed an equation. `absorption` reads between the intakes that were studied, and says how
far the share can lie from that; `zinc_on_copper` says from what amount zinc is known to matter.

Numbers: data/absorption/copper.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats, Words
from micronutrient.sources import Checked


class Point(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One intake that was studied [mg/d], and the mean share absorbed [1]."""

    copper_mg_d: float
    share: float
    source: str
    checked: Checked


class MeasuredShares(Method, frozen=True, kw_only=True):
    """The intakes that were studied, rising."""

    points: tuple[Point, ...]


class ZincOnCopper(Method, frozen=True, kw_only=True):
    """Zinc that shows no effect on copper, and the least that did [mg/d]."""

    no_effect_to_mg_d: float
    effect_from_mg_d: float


class CopperAbsorption(msgspec.Struct, frozen=True, kw_only=True):
    """Share of copper absorbed [1], and the means of the studied intakes on either side of it."""

    share: Floats
    low: Floats
    high: Floats


class CopperUnderZinc(StrEnum):
    """What an amount of zinc does to copper."""

    NONE_KNOWN = "no effect known"
    POSSIBLE = "possible"
    LOWERS = "lowers copper"
    UNKNOWN = "unknown"


@cache
def measured_shares() -> MeasuredShares:
    """Give the studied intakes, their range and sources."""
    return method("copper", "turnlund", MeasuredShares)


@cache
def zinc_limits() -> ZincOnCopper:
    """Give the amounts of zinc that do and do not touch copper, and their source."""
    return method("copper", "zinc", ZincOnCopper)


def absorption(copper_mg_d: Floats) -> CopperAbsorption:
    """Give the mean share of copper that is absorbed at a usual intake.

    Between two studied intakes the share lies on a straight line over the logarithm of the intake;
    `low` and `high` are the means at those two, since only the fall between them is known.

    Parameters
    ----------
    copper_mg_d
        Usual intake [mg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an intake is outside the studied ones.

    References
    ----------
    [efsa-2023-copper] Table of absorption studies, Turnlund 1989.
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 242, Turnlund 1998.
    """
    found = measured_shares()
    found.require(copper_mg_d=copper_mg_d)
    intakes = np.array([point.copper_mg_d for point in found.points])
    shares = np.array([point.share for point in found.points])
    intake = np.asarray(copper_mg_d, dtype=np.float64)
    missing, last = np.isnan(intake), len(intakes) - 1
    below = np.clip(np.searchsorted(intakes, intake, side="right") - 1, 0, last)
    above = np.clip(np.searchsorted(intakes, intake, side="left"), 0, last)
    return CopperAbsorption(
        share=np.interp(np.log(intake), np.log(intakes), shares),
        low=np.where(missing, np.nan, shares[above]),
        high=np.where(missing, np.nan, shares[below]),
    )


def zinc_on_copper(zinc_mg_d: Floats) -> Words:
    """Say whether a usual intake of zinc, supplements included, is known to lower copper.

    Parameters
    ----------
    zinc_mg_d
        Zinc of food and supplements together [mg/d]; NaN is unknown.

    Raises
    ------
    OutsideDomain
        If an intake is negative.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 484 and table 12-7.
    """
    limits = zinc_limits()
    limits.require(zinc_mg_d=zinc_mg_d)
    words = np.where(
        zinc_mg_d > limits.no_effect_to_mg_d, CopperUnderZinc.POSSIBLE, CopperUnderZinc.NONE_KNOWN
    )
    words = np.where(zinc_mg_d >= limits.effect_from_mg_d, CopperUnderZinc.LOWERS, words)
    return np.where(np.isnan(zinc_mg_d), CopperUnderZinc.UNKNOWN, words)
