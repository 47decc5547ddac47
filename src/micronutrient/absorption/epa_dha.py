"""EPA and DHA: the omega-3 index that a daily dose leads to.

The coefficients are this project's fit to four printed answers, since those of the authors were not
found: the functions work only with ``accept=Checked.RECALLED``.

Numbers: data/absorption/epa_dha.toml.
"""

from enum import StrEnum
from functools import cache

import numpy as np

from micronutrient.absorption.accepted import require_accepted
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.sources import Checked


class Ester(StrEnum):
    """The chemical form of the oil."""

    ETHYL_ESTER = "ethyl_ester"
    TRIGLYCERIDE = "triglyceride"


class IndexLine(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``index = intercept + baseline · index before + per_g_d · dose (+ triglyceride)`` [%]."""

    points_source: str
    intercept: float
    baseline: float
    per_g_d: float
    triglyceride: float


def omega3_index_after(
    baseline_percent: Floats | float,
    *,
    epa_dha_g_d: Floats | float,
    ester: Ester,
    accept: Checked = Checked.SECONDARY,
) -> Floats:
    """Give the mean omega-3 index of a group about 13 weeks after a daily dose began [%].

    Parameters
    ----------
    baseline_percent
        Mean index before [%]; any shape; NaN where missing.
    epa_dha_g_d
        EPA and DHA together [g/d].
    ester
        Ethyl esters, or triglycerides (fish oil, and most food).
    accept
        The weakest grade of figures that will do; these are a fit.

    Raises
    ------
    NotIdentified
        Unless recalled figures are accepted.
    OutsideDomain
        If the dose or the index before lies outside the printed answers.

    References
    ----------
    [walker-2019-omega3-index] abstract: 4.9 % and 850 mg as ethyl ester give 6.5 %.
    [walker-2019-press-release] doses that give 8 % as triglyceride.
    """
    one = _line()
    require_accepted(one, accept=accept)
    one.require(baseline_percent=baseline_percent, epa_dha_g_d=epa_dha_g_d)
    before = np.asarray(baseline_percent, dtype=np.float64)
    return np.asarray(_start(before, ester) + one.per_g_d * np.asarray(epa_dha_g_d))


def dose_for_index(
    baseline_percent: Floats | float,
    *,
    index_percent: Floats | float,
    ester: Ester,
    accept: Checked = Checked.SECONDARY,
) -> Floats:
    """Give the daily EPA and DHA that bring a group's mean index to a value [g/d].

    Parameters
    ----------
    baseline_percent, index_percent
        Mean index before, and the one wished for [%]; any shapes that broadcast.
    ester, accept
        As of `omega3_index_after`.

    Raises
    ------
    NotIdentified
        Unless recalled figures are accepted.
    OutsideDomain
        If the index before, or the dose that comes out, lies outside the printed answers.

    References
    ----------
    [walker-2019-press-release]
    """
    one = _line()
    require_accepted(one, accept=accept)
    one.require(baseline_percent=baseline_percent)
    before = np.asarray(baseline_percent, dtype=np.float64)
    dose = (np.asarray(index_percent) - _start(before, ester)) / one.per_g_d
    one.require(epa_dha_g_d=dose)
    return np.asarray(dose)


def _start(baseline_percent: Floats, ester: Ester) -> Floats:
    one = _line()
    gain = one.triglyceride if ester is Ester.TRIGLYCERIDE else 0.0
    return np.asarray(one.intercept + one.baseline * baseline_percent + gain)


@cache
def _line() -> IndexLine:
    return method("epa_dha", "index", IndexLine)
