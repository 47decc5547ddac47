"""Vitamin C: plasma at a steady dose, and what of one dose is absorbed.

What was read in the publications: 200 mg is absorbed completely, more than 500 mg is not; plasma
is saturated at 1000 mg a day in men, 400 mg in women; from 200 to 2500 mg a day it rises from 68 to
85 µmol/L. The concentrations below, and the shares above 200 mg, were not read: those functions
work only with ``accept=Checked.RECALLED``.

Numbers: data/absorption/vitamin_c.toml.
"""

from functools import cache

import numpy as np

from micronutrient.absorption.accepted import require_accepted
from micronutrient.absorption.curve import Curve
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Bools, Floats
from micronutrient.person import Sex
from micronutrient.sources import Checked


class PlasmaSaturation(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Daily dose from which plasma does not rise further [mg/d]."""

    intake_mg_d: float


class Complete(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Single dose up to which all is absorbed [mg]."""

    dose_mg: float


def steady_plasma_of_men(
    intake_mg_d: Floats | float, *, accept: Checked = Checked.SECONDARY
) -> Floats:
    """Give the plasma vitamin C of young men at a steady daily dose [µmol/L].

    A monotone curve through the seven doses of the study. Healthy, fasting, the day's
    dose in two parts. No concentrations of women are on file.

    Parameters
    ----------
    intake_mg_d
        Daily dose, food included [mg/d]; any shape; NaN where missing.
    accept
        The weakest grade of figures that will do; these are recalled.

    Raises
    ------
    NotIdentified
        Unless recalled figures are accepted.
    OutsideDomain
        Below 30 or above 2500 mg/d.

    References
    ----------
    [levine-1996-vitamin-c]
    """
    curve = _curve("steady_state")
    require_accepted(curve, accept=accept)
    curve.require(intake_mg_d=intake_mg_d)
    return curve.smooth(np.asarray(intake_mg_d, dtype=np.float64))


def plasma_plateau(intake_mg_d: Floats | float) -> Floats:
    """Give the mean plasma vitamin C of healthy adults at a steady high dose [µmol/L].

    Parameters
    ----------
    intake_mg_d
        Daily dose, food included [mg/d]; any shape; NaN where missing.

    Returns
    -------
    Floats
        Between the two printed ends a line over the logarithm of the dose; it is at most a few
        µmol/L off, since the ends are 17 apart.

    Raises
    ------
    OutsideDomain
        Below 200 or above 2500 mg/d.

    References
    ----------
    [blanchard-1997-ascorbic-acid] abstract: 68.1 at 200, 85.2 µmol/L at 2500 mg/d.
    """
    curve = _curve("plateau")
    curve.require(intake_mg_d=intake_mg_d)
    return curve.smooth(np.asarray(intake_mg_d, dtype=np.float64))


def saturates_plasma(intake_mg_d: Floats | float, *, sex: Sex) -> Bools:
    """Say whether a steady daily dose saturates the plasma of young men or women.

    Parameters
    ----------
    intake_mg_d
        Daily dose [mg/d]; any shape; a missing one (NaN) does not.
    sex
        Men and women were two studies.

    Raises
    ------
    OutsideDomain
        Below 0 or above 2500 mg/d.

    References
    ----------
    [levine-1996-vitamin-c] abstract: complete at 1000 mg.
    [levine-2001-vitamin-c] abstract: at 400 mg.
    """
    one = _saturation(sex)
    one.require(intake_mg_d=intake_mg_d)
    return np.asarray(np.asarray(intake_mg_d, dtype=np.float64) >= one.intake_mg_d)


def absorbed_vitamin_c(
    dose_mg: Floats | float,
    *,
    doses_per_day: Floats | float = 1.0,
    accept: Checked = Checked.SECONDARY,
) -> Floats:
    """Give how much vitamin C is absorbed a day from equal doses [mg/d].

    Parameters
    ----------
    dose_mg
        One dose, fasting [mg]; any shape; NaN where missing.
    doses_per_day
        How many such doses a day.
    accept
        The weakest grade of figures that will do: up to 200 mg they were read, above recalled.

    Raises
    ------
    NotIdentified
        If a dose is above 200 mg, unless recalled figures are accepted.
    OutsideDomain
        Below 0 or above 1250 mg.

    References
    ----------
    [levine-1996-vitamin-c] abstract: complete for 200 mg, declining from 500 mg.
    """
    curve, complete = _curve("single_dose"), _complete()
    curve.require(dose_mg=dose_mg)
    dose = np.asarray(dose_mg, dtype=np.float64)
    if (dose > complete.dose_mg).any():
        require_accepted(curve, accept=accept)
    share = curve.smooth(np.maximum(dose, complete.dose_mg))
    return np.asarray(share * dose * doses_per_day)


@cache
def _curve(table: str) -> Curve:
    return method("vitamin_c", table, Curve)


@cache
def _saturation(sex: Sex) -> PlasmaSaturation:
    table = {Sex.MALE: "saturation_men", Sex.FEMALE: "saturation_women"}[sex]
    return method("vitamin_c", table, PlasmaSaturation)


@cache
def _complete() -> Complete:
    return method("vitamin_c", "complete", Complete)
