"""Vitamin E: how much alpha-tocopherol is absorbed, by the fat of the meal.

Two careful studies disagree: by the plasma curve alone more fat meant more absorbed, against a dose
by vein it did not. Neither is taken for the truth; ask both.

Numbers: data/absorption/vitamin_e.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.curve import Curve
from micronutrient.absorption.method import method
from micronutrient.arrays import Floats


class Study(StrEnum):
    """Which of the two studies."""

    BRUNO_2006 = "bruno_2006"
    TRABER_2019 = "traber_2019"


class ByFat(Curve, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Printed pairs of fat [% of energy] and share absorbed, and the spread of people at each."""

    spread: tuple[float, ...]


class ShareAbsorbed(msgspec.Struct, frozen=True, kw_only=True):
    """Mean share of the dose that was absorbed, and the standard deviation between people."""

    mean: Floats
    spread: Floats


def share_absorbed(fat_percent: Floats | float, *, study: Study) -> ShareAbsorbed:
    """Give the share of alpha-tocopherol that is absorbed from a meal.

    Straight lines between the printed meals.

    Parameters
    ----------
    fat_percent
        Fat of the meal [% of energy]; any shape; NaN where missing.
    study
        Whose figures.

    Raises
    ------
    OutsideDomain
        If a meal is fatter than those of the study.

    References
    ----------
    [bruno-2006-vitamin-e] abstract.
    [traber-2019-vitamin-e] abstract.
    """
    line = _line(study)
    line.require(fat_percent=fat_percent)
    given = np.asarray(fat_percent, dtype=np.float64)
    fat = [at for at, _ in line.points]
    return ShareAbsorbed(
        mean=line.straight(given), spread=np.asarray(np.interp(given, fat, line.spread))
    )


@cache
def _line(study: Study) -> ByFat:
    return method("vitamin_e", study, ByFat)
