"""Vitamin D: 25-hydroxyvitamin D in the blood by intake, added dose, body mass and form.

- whose level is unknown: `achieved_mean` by total intake in winter, moved by `weight_shift`;
- whose level is known: add `rise_25ohd` for what is taken in addition;
- large doses for weeks, and 25-hydroxyvitamin D itself: `rise_of_a_course`;
- other forms: `as_cholecalciferol`.

All are means of groups. An interval of `achieved_mean` holds the mean, not people: at one intake
single people lie tens of nmol/L apart.

Numbers: data/absorption/vitamin_d.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.accepted import require_accepted
from micronutrient.absorption.amounts import amount
from micronutrient.absorption.curve import Curve
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.nutrients import find_form
from micronutrient.sources import Checked


class WinterCurve(StrEnum):
    """Whose curve of total intake in winter."""

    IOM_2011 = "iom_2011"
    CASHMAN_2011 = "cashman_2011"


class Slope(StrEnum):
    """Whose rise for each µg/d that is added."""

    ALOIA_2008 = "aloia_2008"
    HEANEY_2003 = "heaney_2003"
    EKWARU_2014 = "ekwaru_2014"


class CourseForm(StrEnum):
    """What was given in the course of weeks."""

    CHOLECALCIFEROL = "barger_lux_cholecalciferol"
    CALCIFEDIOL = "barger_lux_calcifediol"


class Comparison(StrEnum):
    """Which comparison of a form with vitamin D3."""

    ERGOCALCIFEROL_VAN_DEN_HEUVEL_2024 = "ergocalciferol_van_den_heuvel_2024"
    ERGOCALCIFEROL_CROSSOVER = "ergocalciferol_crossover"
    CALCIFEDIOL_CROSSOVER = "calcifediol_crossover"


class LogCurve(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``level = mean · ln(intake in IU)``, and the slopes of its interval; NaN if not printed."""

    mean: float
    low: float
    high: float


class Rise(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rise for each µg/d, and its standard deviation between people; NaN if not printed."""

    slope: float
    spread: float


class WeightClasses(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body mass index from which a difference [nmol/L] holds."""

    classes: tuple[tuple[float, float], ...]


class FormPair(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Amounts of a form and of vitamin D3 that raise the level alike [µg]."""

    amount_ug: float
    cholecalciferol_ug: float


class AchievedMean(msgspec.Struct, frozen=True, kw_only=True):
    """Mean level of a group [nmol/L], and the interval of that mean."""

    mean_nmol_l: Floats
    low_nmol_l: Floats
    high_nmol_l: Floats


class SteadyRise(msgspec.Struct, frozen=True, kw_only=True):
    """Mean rise [nmol/L], and its standard deviation between people; NaN if not printed."""

    mean_nmol_l: Floats
    spread_nmol_l: Floats


def achieved_mean(
    vitamin_d_ug_d: Floats | float,
    *,
    curve: WinterCurve = WinterCurve.IOM_2011,
    accept: Checked = Checked.SECONDARY,
) -> AchievedMean:
    """Give the mean 25-hydroxyvitamin D in winter of people with a total intake: 9.9 ln(IU).

    Parameters
    ----------
    vitamin_d_ug_d
        Vitamin D of food and supplements [µg/d]; any shape; NaN where missing.
    curve
        Whose curve.
    accept
        The weakest grade of figures that will do; Cashman's are recalled.

    Raises
    ------
    NotIdentified
        If the curve's figures are recalled and not accepted.
    OutsideDomain
        Below 2.5 or above 50 µg/d (Cashman: 35).

    References
    ----------
    [iom-2011-calcium-vitamin-d] Figure 5-4.
    [cashman-2011-vitamin-d]
    """
    one = _log_curve(curve)
    require_accepted(one, accept=accept)
    one.require(vitamin_d_ug_d=vitamin_d_ug_d)
    log_iu = np.log(np.asarray(vitamin_d_ug_d, dtype=np.float64) / _ug_per_iu())
    return AchievedMean(
        mean_nmol_l=np.asarray(one.mean * log_iu),
        low_nmol_l=np.asarray(one.low * log_iu),
        high_nmol_l=np.asarray(one.high * log_iu),
    )


def rise_25ohd(
    added_ug_d: Floats | float,
    *,
    slope: Slope = Slope.ALOIA_2008,
    accept: Checked = Checked.SECONDARY,
) -> SteadyRise:
    """Give how far 25-hydroxyvitamin D rises once an added daily dose is steady.

    Parameters
    ----------
    added_ug_d
        Vitamin D3 taken in addition [µg/d]; any shape; NaN where missing.
    slope
        Whose slope.
    accept
        The weakest grade of figures that will do; Heaney's are recalled.

    Raises
    ------
    NotIdentified
        If the slope is recalled and not accepted.
    OutsideDomain
        If the dose is larger than what was given.

    References
    ----------
    [aloia-2008-vitamin-d] abstract: 0.66 ± 0.35 nmol/L for each µg/d.
    [heaney-2003-vitamin-d]
    [ekwaru-2014-vitamin-d] abstract: 12.0 nmol/L for 1000 IU/d.
    """
    one = _rise(slope)
    require_accepted(one, accept=accept)
    one.require(added_ug_d=added_ug_d)
    added = np.asarray(added_ug_d, dtype=np.float64)
    return SteadyRise(
        mean_nmol_l=np.asarray(one.slope * added), spread_nmol_l=np.asarray(one.spread * added)
    )


def rise_of_a_course(dose_ug_d: Floats | float, *, form: CourseForm) -> Floats:
    """Give the rise of 25-hydroxyvitamin D after weeks of a daily dose [nmol/L].

    Eight weeks of vitamin D3, four of 25-hydroxyvitamin D3: not yet steady. Straight lines
    between the three doses of each.

    Parameters
    ----------
    dose_ug_d
        Daily dose [µg/d]; any shape; NaN where missing.
    form
        What is given.

    Raises
    ------
    OutsideDomain
        Outside 25 to 1250 µg/d of vitamin D3, 10 to 50 µg/d of 25-hydroxyvitamin D3.

    References
    ----------
    [barger-lux-1998-vitamin-d] abstract.
    """
    curve = _course(form)
    curve.require(dose_ug_d=dose_ug_d)
    return curve.straight(np.asarray(dose_ug_d, dtype=np.float64))


def weight_shift(bmi_kg_m2: Floats | float) -> Floats:
    """Give how far adults of a body mass lie from those of normal weight at one dose [nmol/L].

    For people whose level is unknown; a measured level has it in it.

    Parameters
    ----------
    bmi_kg_m2
        Body mass index [kg/m²]; any shape; NaN where missing.

    Raises
    ------
    OutsideDomain
        In underweight.

    References
    ----------
    [ekwaru-2014-vitamin-d] abstract: overweight −8.0, obese −19.8 nmol/L.
    """
    one = _weight()
    one.require(bmi_kg_m2=bmi_kg_m2)
    bmi = np.asarray(bmi_kg_m2, dtype=np.float64)
    starts, shifts = np.array(one.classes).T
    found = shifts[np.searchsorted(starts, bmi, side="right") - 1]
    return np.asarray(np.where(np.isnan(bmi), np.nan, found))


def as_cholecalciferol(amount_ug_d: Floats | float, *, comparison: Comparison) -> Floats:
    """Give the vitamin D3 that raises 25-hydroxyvitamin D as much as another form does [µg/d].

    Labels count vitamin D2 as vitamin D3; measured, it raises the level less.

    Parameters
    ----------
    amount_ug_d
        Vitamin D2 or 25-hydroxyvitamin D3 [µg/d]; any shape; NaN where missing.
    comparison
        Which form, as compared by whom.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [van-den-heuvel-2024-vitamin-d2] abstract.
    [pmc5793240-vitamin-d-forms] abstract.
    """
    taken = amount(amount_ug_d, name="amount_ug_d")
    pair = _pair(comparison)
    return np.asarray(taken * pair.cholecalciferol_ug / pair.amount_ug)


@cache
def _ug_per_iu() -> float:
    factor = find_form("vitamin_d", "cholecalciferol").per_iu
    return np.nan if factor is None else factor


@cache
def _log_curve(curve: WinterCurve) -> LogCurve:
    return method("vitamin_d", curve, LogCurve)


@cache
def _rise(slope: Slope) -> Rise:
    return method("vitamin_d", slope, Rise)


@cache
def _course(form: CourseForm) -> Curve:
    return method("vitamin_d", form, Curve)


@cache
def _weight() -> WeightClasses:
    return method("vitamin_d", "weight", WeightClasses)


@cache
def _pair(comparison: Comparison) -> FormPair:
    return method("vitamin_d", comparison, FormPair)
