r"""Usual intake of one person, from few days: the individual method, with its interval.

The mean of n recorded days misses a person's usual intake by chance, since no two days are alike.
How much days differ within a person is known from surveys, not from the few days at hand:

- Where the within-person coefficient of variation is at most 60 %, days are taken as normal, and
  the usual intake lies around their mean with the standard deviation :math:`SD_w / \sqrt n`.
- Above that the printed method is called unreliable by its authors, since days are not normal
  (vitamins A, B12, C, D, K, ...). Then days are taken as lognormal with the within-person SD
  :math:`\sigma` of the logarithm, the same for everyone of that age and sex:

  .. math::

      \ln T \sim N(\ln \bar y, \; s^2), \qquad s^2 = \ln(1 + (e^{\sigma^2} - 1) / n)

  Most of few skewed days lie below their own long-run mean, in the median by s²/2. That is not
  added, so that an intake below a limit is never called more likely above it than not. When no day
  had any of the nutrient, a small share of what others eat stands for it. Few days overstate how
  sure a skewed nutrient's figure is: nothing here draws a person towards what others eat.

How well either scale holds the second of two days, given the first, is shown by
validation/day_to_day_scale.py. Supplements taken daily are a constant that is added. The days carry
the person's own reporting errors, which no formula removes.

Numbers: data/intake/within_person_sd.toml, within_person_method.toml.

References
----------
[iom-2000-dietary-assessment] Appendix B; the note to table B-5 (p. 194) on CVs above 60 to 70 %.
[nhanes-2015-2018-within-person]
"""

import math
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient import normal
from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import ImplausibleValue
from micronutrient.person import Person
from micronutrient.sources import Checked

UPPER_LEVEL = "ul"
"""The part of a nutrient that counts toward the upper level; `TOTAL` is all of it."""
TOTAL = "total"


class Scale(StrEnum):
    """On which scale days vary around a person's usual intake."""

    NORMAL = "normal"
    LOG = "log"
    UNKNOWN = "unknown"


class WithinPerson(msgspec.Struct, frozen=True, kw_only=True):
    """How much one person's days differ, in people of this age and sex.

    Attributes
    ----------
    nutrient, like
        The nutrient, and the one that was measured (amino acids: protein).
    n, mean
        People measured, and their mean daily intake, in the unit of `like`.
    sd, cv
        Within-person SD [unit of `like`] and coefficient of variation of daily intake.
    ln_sd
        Within-person SD of the logarithm of daily intake.
    relative
        Whether `cv` is to be used on the person's own mean, since `sd` has another unit or basis.
    scale
        `NORMAL` or `LOG`.
    why
        What is assumed; empty if it was measured as it is used.
    """

    nutrient: str
    like: str
    n: int
    mean: float
    sd: float
    cv: float
    ln_sd: float
    relative: bool
    scale: Scale
    why: str
    source: str
    checked: Checked


class UsualIntake(msgspec.Struct, frozen=True, kw_only=True):
    """What a person's usual daily intake may be, given some recorded days.

    Attributes
    ----------
    mean
        Mean of the days plus `constant`.
    constant
        Daily intake that does not vary (supplements).
    days
        Number of recorded days.
    scale
        How the part that varies is distributed; `UNKNOWN` if nothing is known of its variation.
    centre
        Middle of that part, on its scale.
    sd
        SD of the usual intake around the mean: on the normal scale in the nutrient's unit, on the
        log scale of the logarithm; NaN if unknown.
    low, high, interval
        Interval of the usual intake that holds it with probability `interval`; if unknown, `low` is
        `constant` (it cannot be less) and `high` is NaN.
    why
        What is assumed.
    """

    mean: float
    constant: float
    days: int
    scale: Scale
    centre: float
    sd: float
    low: float
    high: float
    interval: float
    why: str

    def below(self, limit: float) -> float:
        """Give the probability that the usual intake is below a limit; NaN if unknown."""
        if self.scale is Scale.UNKNOWN or math.isnan(limit):
            return math.nan
        food = limit - self.constant
        if food <= 0:
            return 0.0
        return normal.below((_coordinate(self, food) - self.centre) / self.sd)

    def above(self, limit: float) -> float:
        """Give the probability that the usual intake is at or above a limit; NaN if unknown."""
        return 1.0 - self.below(limit)

    def points(self, *, count: int = 161, reach: float = 4.0) -> tuple[Floats, Floats]:
        """Give possible usual intakes and their probabilities, which sum to 1.

        To average what depends on the usual intake, such as the share of requirements above it,
        whatever the shape of the requirements. Points lie evenly within `reach` SD on the scale of
        the days; both arrays are NaN if the scale is unknown.
        """
        if self.scale is Scale.UNKNOWN:
            return np.full(count, np.nan), np.full(count, np.nan)
        z = np.linspace(-reach, reach, count)
        weights = np.exp(-(z**2) / 2)
        x = self.centre + self.sd * z
        food = np.exp(x) if self.scale is Scale.LOG else np.maximum(x, 0.0)
        return self.constant + food, weights / weights.sum()


class _Row(NamedTuple):
    nutrient: str
    part: str
    sex: str
    from_y: float
    to_y: float
    n: int
    mean: float
    sd_within: float
    cv_within: float
    sd_between: float
    ln_sd_within: float
    zero_days: float


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    checked: Checked
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]


class _Proxy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nutrients: tuple[str, ...]
    like: str
    why: str


class _Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    log_scale_above_cv: float
    source: str
    checked: Checked
    max_zero_days: float
    none_counts_as: float
    interval: float
    episodic: tuple[str, ...]
    proxies: tuple[_Proxy, ...]


def within_person_sd(nutrient: str, person: Person, *, part: str = TOTAL) -> WithinPerson | None:
    """Give how much a nutrient varies within a person of this age and sex from day to day.

    Pregnant and breast-feeding women are given the figures of other women of their age: too few
    were in the survey.

    Parameters
    ----------
    nutrient
        Slug.
    person
        Age and sex decide.
    part
        `TOTAL`, or `UPPER_LEVEL` for the part that counts toward the upper level, where that was
        measured (vitamin A as retinol, folic acid, added vitamin E); else the total's.

    Returns
    -------
    WithinPerson or None
        None if nobody measured it and nothing comparable stands in (phytate). Nutrients that the
        survey lacks are likened to another; `why` says to which.
    """
    proxy = _proxies().get(nutrient)
    like = proxy.like if proxy else nutrient
    row = _find(like, part, person) or _find(like, TOTAL, person)
    if row is None:
        return None
    return _within(nutrient, row, why=proxy.why if proxy else "", relative=proxy is not None)


def widest_within_person(nutrient: str, person: Person) -> WithinPerson:
    """Give the widest variation that any nutrient has within people of this age and sex.

    A cautious stand-in where `within_person_sd` gives None: nutrients that are eaten on few days
    only (long-chain omega-3, alcohol, caffeine) are not counted.
    """
    method = _method()
    rows = [
        _within(nutrient, row, why=f"not measured: assumed to vary as {row.nutrient}, the nutrient "
                "that varies most in people of this age and sex", relative=True)
        for row in _table().rows
        if _fits(row, person) and row.part == TOTAL and row.nutrient not in method.episodic
    ]  # fmt: skip
    return max(rows, key=lambda row: row.ln_sd)


def usual_intake(
    food: float,
    *,
    days: int,
    within: WithinPerson | None,
    constant: float = 0.0,
    interval: float | None = None,
) -> UsualIntake:
    """Give the interval in which a person's usual intake lies.

    For the bounds that unknown food values leave, call it with the lower and with the upper total.

    Parameters
    ----------
    food
        Mean of the recorded days, from food [nutrient's unit]; NaN gives an unknown answer.
    days
        Number of recorded days.
    within
        Within-person variation; None gives an unknown interval.
    constant
        Daily intake from supplements [nutrient's unit].
    interval
        Probability that the interval holds; if not given, that of the data file (90 %).

    Raises
    ------
    ImplausibleValue
        If `food` is negative, or `days` is less than 1 although `food` is known.
    """
    wanted = _method().interval if interval is None else interval
    if food < 0 or (days < 1 and not math.isnan(food)):
        found = f"{food:g} over {days} days"
        raise ImplausibleValue("food", found, allowed="an intake from 0 up, over one day or more")
    if within is None or math.isnan(food) or (within.relative and food == 0):
        why = _why_unknown(food, within)
        return _unknown(food, constant=constant, days=days, interval=wanted, why=why)
    scale = within.scale
    spread = _spread(within, food=food, days=days, scale=scale)
    usual = UsualIntake(
        mean=food + constant,
        constant=constant,
        days=days,
        scale=scale,
        centre=_centre(food, within),
        sd=spread,
        low=math.nan,
        high=math.nan,
        interval=wanted,
        why=within.why,
    )
    return _with_interval(usual)


def _why_unknown(food: float, within: WithinPerson | None) -> str:
    if math.isnan(food):
        return "no bound is known for the food recorded"
    if within is None:
        return "day-to-day variation is not known"
    return "none of it is known in any food recorded"


def _spread(within: WithinPerson, *, food: float, days: int, scale: Scale) -> float:
    if scale is Scale.LOG:
        return math.sqrt(math.log1p(math.expm1(within.ln_sd**2) / days))
    sd = within.cv * food if within.relative else within.sd
    return sd / math.sqrt(days)


def _with_interval(usual: UsualIntake) -> UsualIntake:
    reach = usual.sd * normal.quantile((1 + usual.interval) / 2)
    ends = (usual.centre - reach, usual.centre + reach)
    low, high = (math.exp(x) if usual.scale is Scale.LOG else max(x, 0.0) for x in ends)
    return msgspec.structs.replace(usual, low=usual.constant + low, high=usual.constant + high)


def _unknown(food: float, *, constant: float, days: int, interval: float, why: str) -> UsualIntake:
    return UsualIntake(
        mean=food + constant,
        constant=constant,
        days=days,
        scale=Scale.UNKNOWN,
        centre=math.nan,
        sd=math.nan,
        low=constant,
        high=math.nan,
        interval=interval,
        why=why,
    )


def _centre(food: float, within: WithinPerson) -> float:
    if within.scale is not Scale.LOG:
        return food
    return math.log(max(food, _method().none_counts_as * within.mean))


def _coordinate(usual: UsualIntake, food: float) -> float:
    return math.log(food) if usual.scale is Scale.LOG else food


def _within(nutrient: str, row: _Row, *, why: str, relative: bool) -> WithinPerson:
    method, table = _method(), _table()
    measured = math.isfinite(row.ln_sd_within) and row.zero_days <= method.max_zero_days
    from_cv = math.sqrt(math.log1p(row.cv_within**2))
    return WithinPerson(
        nutrient=nutrient,
        like=row.nutrient,
        n=row.n,
        mean=row.mean,
        sd=row.sd_within,
        cv=row.cv_within,
        ln_sd=row.ln_sd_within if measured else from_cv,
        relative=relative,
        scale=Scale.LOG if row.cv_within > method.log_scale_above_cv else Scale.NORMAL,
        why=why,
        source=table.source,
        checked=table.checked,
    )


def _find(nutrient: str, part: str, person: Person) -> _Row | None:
    rows = (row for row in _table().rows if row.nutrient == nutrient and row.part == part)
    return next((row for row in rows if _fits(row, person)), None)


def _fits(row: _Row, person: Person) -> bool:
    measured = row.mean > 0
    return (
        measured
        and row.from_y <= person.age_years < row.to_y
        and row.sex in ("both", person.sex.value)
    )


@cache
def _proxies() -> dict[str, _Proxy]:
    return {slug: proxy for proxy in _method().proxies for slug in proxy.nutrients}


@cache
def _method() -> _Method:
    return read_record(DATA / "intake" / "within_person_method.toml", _Method)


@cache
def _table() -> _Table:
    return read_record(DATA / "intake" / "within_person_sd.toml", _Table)
