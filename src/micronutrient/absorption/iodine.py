"""Iodine: what a group takes in, from the iodine of its urine.

Nearly all iodine that is absorbed leaves with the urine, so that the median concentration of many
people tells their median intake. One person's spot sample tells nothing of that person: every
function here asks for the number of samples, and refuses fewer than a group needs.

Numbers: data/absorption/iodine.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class UrinaryShare(Method, frozen=True, kw_only=True):
    """Share of iodine excreted [1], and adults' intake per kg and concentration [L/kg/d]."""

    excreted_share: float
    per_kg: float


class SamplesNeeded(Method, frozen=True, kw_only=True):
    """The samples that make a group's level known to a relative error, and the fewest advised."""

    samples: int
    relative_error: float
    fewest_samples: int


class GroupIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Median intake of groups [µg/d], with the 95 % interval that the number of samples leaves."""

    intake_ug_d: Floats
    low_ug_d: Floats
    high_ug_d: Floats


@cache
def urinary_share() -> UrinaryShare:
    """Give the share excreted, its range and source."""
    return method("iodine", "iom_2001", UrinaryShare)


@cache
def samples_needed() -> SamplesNeeded:
    """Give how many samples a group needs, and the source."""
    return method("iodine", "andersen_2008", SamplesNeeded)


@cache
def cutoffs_in_proportion() -> Method:
    """Give the method of cut-offs in proportion to the requirement, and its source."""
    return method("iodine", "juan_2016", Method)


def intake_of_groups(
    urine_iodine_ug_l: Floats, *, urine_l_d: Floats, samples: Floats
) -> GroupIntake:
    """Give the median iodine intake of groups, from their median urine.

    Concentration times the day's volume, over the share of 0.92 that is excreted.

    Parameters
    ----------
    urine_iodine_ug_l
        Median of each group's spot samples [µg/L]. NaN gives NaN.
    urine_l_d
        Usual urine of a day in each group [L/d]. NaN gives NaN.
    samples
        Spot samples in each group, one a person. NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a group has fewer samples than are needed, or an amount is negative.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 272.
    [andersen-2008-iodine-samples]
    """
    share = urinary_share()
    share.require(urine_iodine_ug_l=urine_iodine_ug_l, urine_l_d=urine_l_d)
    return _with_error(urine_iodine_ug_l * urine_l_d / share.excreted_share, samples=samples)


def intake_of_adults(
    urine_iodine_ug_l: Floats, *, weight_kg: Floats, samples: Floats
) -> GroupIntake:
    """Give the median iodine intake of groups of adults, where the volume was not measured.

    0.0235 times weight times concentration, which is 0.9 mL of urine an hour and kg.

    Parameters
    ----------
    urine_iodine_ug_l
        Median of each group's spot samples [µg/L]. NaN gives NaN.
    weight_kg
        Median weight of each group [kg]. NaN gives NaN.
    samples
        Spot samples in each group, one a person. NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a group has fewer samples than are needed, or an amount is negative.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements]
    [andersen-2008-iodine-samples]
    """
    share = urinary_share()
    share.require(urine_iodine_ug_l=urine_iodine_ug_l, weight_kg=weight_kg)
    return _with_error(urine_iodine_ug_l * weight_kg * share.per_kg, samples=samples)


def requirement_cutoff(adequate_ug_l: Floats, *, ear_ug_d: Floats, rda_ug_d: Floats) -> Floats:
    """Give the urinary concentration [µg/L] that stands for the average requirement of a group.

    WHO's least median for an adequate intake, times the average requirement over the recommended
    allowance. For the distribution of a population, and only where it is freed of day-to-day
    variation: spot samples alone show far too many people below it.

    Parameters
    ----------
    adequate_ug_l
        Least median that WHO calls adequate [µg/L]. NaN gives NaN.
    ear_ug_d, rda_ug_d
        Average requirement and recommended allowance [µg/d]. NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a value is below 1.

    References
    ----------
    [juan-2016-iodine] Table 1.
    """
    cutoffs_in_proportion().require(
        adequate_ug_l=adequate_ug_l, ear_ug_d=ear_ug_d, rda_ug_d=rda_ug_d
    )
    return np.asarray(adequate_ug_l * ear_ug_d / rda_ug_d)


def _with_error(intake_ug_d: Floats, *, samples: Floats) -> GroupIntake:
    needed = samples_needed()
    needed.require(samples=samples)
    error = needed.relative_error * np.sqrt(needed.samples / samples)
    known = np.where(np.isnan(samples), np.nan, intake_ug_d)
    return GroupIntake(
        intake_ug_d=known, low_ug_d=known * (1 - error), high_ug_d=known * (1 + error)
    )
