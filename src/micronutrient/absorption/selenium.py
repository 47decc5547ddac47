"""Selenium: its form decides how much is absorbed, and how far plasma rises.

- `absorbed_selenium`: selenite and selenomethionine, the two that tracers followed.
- `plasma_from_yeast`: plasma at the steady state under a daily dose of selenium yeast.
- `blood_at_high_intake`: whole blood at the intakes of a seleniferous area, and only there.

No relation of plasma to usual intakes was found that could be checked, so none is offered.

Numbers: data/absorption/selenium.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats

_UG_PER_MG = 1000


class TracerShares(Method, frozen=True, kw_only=True):
    """Share absorbed of each form [1]."""

    selenite_share: float
    selenomethionine_share: float


class HighIntakeLine(Method, frozen=True, kw_only=True):
    """Line of log10 blood selenium [mg/L] over log10 intake [µg/d]."""

    slope: float
    intercept: float


class YeastDoses(Method, frozen=True, kw_only=True):
    """Doses of selenium yeast [µg/d], rising, with mean and SD of plasma selenium [µg/L]."""

    yeast_ug_d: tuple[float, ...]
    plasma_ug_l: tuple[float, ...]
    sd_ug_l: tuple[float, ...]


class PlasmaSelenium(msgspec.Struct, frozen=True, kw_only=True):
    """Mean plasma selenium [µg/L], and the standard deviation between people [µg/L]."""

    mean_ug_l: Floats
    sd_ug_l: Floats


@cache
def tracer_shares() -> TracerShares:
    """Give the shares by form, their range and source."""
    return method("selenium", "kinetics_2021", TracerShares)


@cache
def high_intake_line() -> HighIntakeLine:
    """Give the line of the seleniferous area, its range and source."""
    return method("selenium", "yang_1989", HighIntakeLine)


@cache
def yeast_doses() -> YeastDoses:
    """Give the doses of the trial, their range and source."""
    return method("selenium", "hurst_2010", YeastDoses)


def absorbed_selenium(*, selenite_ug_d: Floats, selenomethionine_ug_d: Floats) -> Floats:
    """Give the selenium absorbed [µg/d] of two forms.

    Parameters
    ----------
    selenite_ug_d, selenomethionine_ug_d
        Selenium as selenite (or what exchanges with it) and as selenomethionine [µg/d]. NaN in
        either gives NaN.

    Raises
    ------
    OutsideDomain
        If an amount is outside the studied ones.

    References
    ----------
    [nci-2021-selenium-kinetics] Table 2.
    [fairweather-tait-2010-selenium] Over 90 % of selenomethionine and over half of selenite.
    """
    shares = tracer_shares()
    shares.require(selenite_ug_d=selenite_ug_d, selenomethionine_ug_d=selenomethionine_ug_d)
    return np.asarray(
        shares.selenite_share * selenite_ug_d
        + shares.selenomethionine_share * selenomethionine_ug_d
    )


def plasma_from_yeast(yeast_ug_d: Floats) -> PlasmaSelenium:
    """Give plasma selenium at the steady state under selenium yeast, beside a British diet.

    Parameters
    ----------
    yeast_ug_d
        Selenium as yeast [µg/d], for ten weeks or longer; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a dose is above the largest of the trial, or negative.

    References
    ----------
    [hurst-2010-selenium]
    """
    doses = yeast_doses()
    doses.require(yeast_ug_d=yeast_ug_d)
    return PlasmaSelenium(
        mean_ug_l=np.asarray(np.interp(yeast_ug_d, doses.yeast_ug_d, doses.plasma_ug_l)),
        sd_ug_l=np.asarray(np.interp(yeast_ug_d, doses.yeast_ug_d, doses.sd_ug_l)),
    )


def blood_at_high_intake(selenium_ug_d: Floats) -> Floats:
    r"""Give whole-blood selenium [µg/L] at the intakes of a seleniferous area.

    .. math:: \log_{10} blood = 0.767 \log_{10} intake - 2.248

    with blood in mg/L and intake in µg/d.

    Parameters
    ----------
    selenium_ug_d
        Usual intake [µg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an intake is not that of a seleniferous area.

    References
    ----------
    [yang-1989-selenium]
    [yang-1994-selenium] Two pairs that the line gives.
    [iom-2000-vitamin-c-vitamin-e-selenium-carotenoids] p. 314: a third pair, and the range.
    """
    line = high_intake_line()
    line.require(selenium_ug_d=selenium_ug_d)
    exponent = line.slope * np.log10(selenium_ug_d) + line.intercept
    return np.asarray(_UG_PER_MG * np.power(10.0, exponent))
