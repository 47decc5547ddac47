"""When a target is reached, and between which times that lies, given how sure the figures are."""

from collections.abc import Mapping

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.homeostasis.model import Model, figures
from micronutrient.homeostasis.solver import courses, shown
from micronutrient.wording import number, unit

PEOPLE = 250
"""How many sets of figures the interval rests on."""
_STEPS = 1000
_SEED = 1
_TAIL = 0.05
"""What lies on either side of the interval."""
_LEVELLED = 0.001
"""A course whose last tenth changes by less than this share has levelled off."""


class Repletion(msgspec.Struct, frozen=True, kw_only=True):
    """When a target is reached.

    Attributes
    ----------
    of, target, unit
        What is followed, the value aimed at, and its unit.
    falls
        True: the target is reached from above.
    time, low, high
        When it is reached with the published figures, and the interval that holds nine tenths of
        the sampled ones; None where it is not reached within `horizon`.
    time_unit, horizon
        Unit of time, and how long was looked.
    share
        Share of the sampled figures with which it is reached; None if nothing was sampled.
    sampled
        The parameters that were varied.
    ends_at
        Where the course stands at the horizon.
    levelled
        True: it changes no more then, so what is not reached never is.
    lasts
        True: at the horizon the course is still at the target or beyond it.
    says
        The answer in words.
    """

    of: str
    target: float
    unit: str
    falls: bool
    time: float | None
    low: float | None
    high: float | None
    time_unit: str
    horizon: float
    share: float | None
    sampled: tuple[str, ...]
    ends_at: float
    levelled: bool
    lasts: bool
    says: str


def repletion(one: Model, settings: Mapping[str, float]) -> Repletion:
    """Say when one person reaches the target of a model.

    Figures that the publication gives with their uncertainty, and that are not set, are drawn from
    a triangle over it, highest at the published value, by Latin hypercube with a fixed seed. The
    interval is widened to the published figures' own answer where that lies outside.

    Parameters
    ----------
    one
        The model.
    settings
        What is set, by parameter.

    Raises
    ------
    UnknownName, OutsideDomain
        As `model.figures` does.
    """
    sampled = tuple(
        name for name, part in one.parameters.items() if part.spread and name not in settings
    )
    given = figures(one, {**settings, **_sample(one, sampled)})
    time = np.linspace(0, one.horizon, _STEPS + 1)
    with np.errstate(invalid="ignore"):
        curve = shown(one, given, courses(one, given, time=time))[one.target.of]
    aim = given[one.target.at]
    when = first_reached(curve, time=time, aim=aim, falls=one.target.falls)
    middle, others = float(when[0]), when[1:]
    low, high = _interval(others, middle) if sampled else (None, None)
    return _answer(one, (middle, low, high), curve=curve[0], aim=float(aim[0]), sampled=sampled,
                   share=float(np.isfinite(others).mean()) if sampled else None)  # fmt: skip


def first_reached(curve: Floats, *, time: Floats, aim: Floats, falls: bool) -> Floats:
    """Give the first time at which each course stands at its target.

    Parameters
    ----------
    curve
        Courses, shape ``(n, t)``; one that is NaN reaches nothing.
    time
        Shape ``(t,)``.
    aim
        Targets, shape ``(n,)``.
    falls
        True: the target is reached from above.

    Returns
    -------
    Floats
        Times, straight between two steps, shape ``(n,)``; infinite where it is not reached.
    """
    gap = (curve - aim[:, np.newaxis]) * (-1 if falls else 1)
    reached = gap >= 0
    after = np.argmax(reached, axis=1)
    before = np.maximum(after - 1, 0)
    rows = np.arange(len(curve))
    rise = gap[rows, after] - gap[rows, before]
    lacking = np.divide(-gap[rows, before], rise, out=np.zeros(len(curve)), where=rise > 0)
    when = time[before] + lacking * (time[after] - time[before])
    return np.where(reached.any(axis=1), np.where(after == 0, time[0], when), np.inf)


def _sample(one: Model, names: tuple[str, ...]) -> dict[str, Floats]:
    """Give the published values first, then Latin hypercube draws around them."""
    rng = np.random.default_rng(_SEED)
    return {name: _draws(one, name, rng) for name in names}


def _draws(one: Model, name: str, rng: np.random.Generator) -> Floats:
    part = one.parameters[name]
    low, high = part.spread or (part.value, part.value)
    ranks = (rng.permutation(PEOPLE) + rng.random(PEOPLE)) / PEOPLE
    width, rising = high - low, part.value - low
    left = low + np.sqrt(ranks * width * rising)
    right = high - np.sqrt((1 - ranks) * width * (high - part.value))
    drawn = np.where(ranks * width < rising, left, right)
    return np.concatenate([[part.value], drawn])


def _interval(others: Floats, middle: float) -> tuple[float, float]:
    ordered = np.sort(others)
    edge = int(len(ordered) * _TAIL)
    return min(float(ordered[edge]), middle), max(float(ordered[-1 - edge]), middle)


def _answer(
    one: Model,
    times: tuple[float, float | None, float | None],
    *,
    curve: Floats,
    aim: float,
    sampled: tuple[str, ...],
    share: float | None,
) -> Repletion:
    middle, low, high = (None if t is None or not np.isfinite(t) else float(t) for t in times)
    tail = curve[-1 - _STEPS // 10 :]
    levelled = bool(np.ptp(tail) <= _LEVELLED * np.abs(tail).max())
    end = float(curve[-1])
    lasts = end <= aim if one.target.falls else end >= aim
    return Repletion(
        of=one.target.of,
        target=aim,
        unit=one.unit_of(one.target.of),
        falls=one.target.falls,
        time=middle,
        low=low,
        high=high,
        time_unit=one.time_unit,
        horizon=one.horizon,
        share=share,
        sampled=sampled,
        ends_at=end,
        levelled=levelled,
        lasts=lasts,
        says=_says(one, middle, end=end, levelled=levelled, lasts=lasts),
    )


def _says(one: Model, when: float | None, *, end: float, levelled: bool, lasts: bool) -> str:
    stands = f"{number(end)} {unit(one.unit_of(one.target.of))}".strip()
    limit = f"{number(one.horizon)} {one.time_unit}"
    if when is not None:
        words = f"from the beginning: {one.target.words}" if when == 0 else one.target.words
        return words if lasts else f"{words}; it does not last, after {limit} it stands at {stands}"
    if levelled:
        return f"never, with these figures: it levels off at {stands}"
    return f"not within {limit}: it then stands at {stands}"
