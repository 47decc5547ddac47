r"""What a laboratory result says of the body's state, and what one more would.

Everybody has a usual level of a marker. In the population its ranks follow the limits: if 15 % have
too little, the limit of *too little* stands at the 15th percentile. So each level x gets a rank

.. math:: t(x) = \operatorname{logit} F(x)

where the share F below each limit is the prevalence of the states below it, and t runs straight in
ln x between the limits and on beyond the outermost. A person with rank t is in state s with

.. math:: p(t | s) = f(t) \left( (1 - u - m_s) W_s(t) + m_s W_a(t) + u \right), \quad
    W_s = \frac{w_s}{\int f w_s}

- f: the logistic density, how common each rank is;
- :math:`w_s`: 1 inside the band of s, fading beyond its limits by e with every blur :math:`\tau` of
  rank as ranks run in the adequate band, scaled to sum 1 over the bands; a is *adequate*;
- u: the share of people whose level is as anybody's, since it has another cause;
- :math:`m_s`: the further share, outside the adequate band, whose trouble the marker misses: their
  level is as that of people who are in order.

The measured value scatters around the level, in ln, with the marker's analytical and within-person
variation. Figures: data/balance/model.toml; why: docs/model.md.
"""

import math
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.balance.assumptions import Model, model
from micronutrient.normal import below_each
from micronutrient.states import STATES, Band, Status

_MIDDLE = STATES.index(Status.ADEQUATE)
_SD = 4.0
"""How many SD of measurement are looked at."""
_RANKS = 10.0
"""Ranks from -10 to 10 hold all but one person in ten thousand on either side."""
_POINTS = 160


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """What one more test would tell of a state, before its result is known.

    Attributes
    ----------
    bits
        Expected information: by how much the uncertainty about the state is expected to shrink.
    p_changes
        Probability that the state in the middle of the distribution will be another than `now`.
    """

    bits: float
    p_changes: float


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """How one marker is read in one person.

    Attributes
    ----------
    bands
        In ascending order, without gaps; their limits are above zero.
    sd_ln
        Standard deviation of ln value: analytical and within-person variation together.
    strength
        ``strong``, ``moderate`` or ``weak``: how well it tracks the body.
    """

    bands: tuple[Band, ...]
    sd_ln: float
    strength: str


class _Figures(NamedTuple):
    """The assumptions that bear on one marker, by its strength."""

    blur: float
    unrelated: float
    missed: float
    one_limit: float


class _Scale(NamedTuple):
    """The ranks of a marker's limits, and how ln level, rank and state go together.

    `slopes` has the rise of rank [1/ln] below, between and above the limits; `blur` [ln] is how
    soft the limits are; `unrelated` the share whose level is as anybody's; `missed` the share in
    each band that the marker takes for adequate, ``(bands, 1)``; `homes` the band of each state;
    `whole` how common each band is, ``(bands, 1)``.
    """

    ln_limits: Floats
    ranks: Floats
    slopes: Floats
    blur: float
    unrelated: float
    missed: Floats
    homes: tuple[int, ...]
    whole: Floats = np.ones((1, 1))

    def rank(self, ln_level: Floats) -> Floats:
        """Give the rank of each level [ln]."""
        place = np.searchsorted(self.ln_limits, ln_level)
        near = np.minimum(np.maximum(place - 1, 0), self.ranks.size - 1)
        straight: Floats = self.ranks[near] + self.slopes[place] * (ln_level - self.ln_limits[near])
        return straight

    def ln_level(self, rank: Floats) -> Floats:
        """Give the level [ln] of each rank."""
        place = np.searchsorted(self.ranks, rank)
        near = np.minimum(np.maximum(place - 1, 0), self.ranks.size - 1)
        straight: Floats = self.ln_limits[near] + (rank - self.ranks[near]) / self.slopes[place]
        return straight

    def slope(self, ln_level: Floats) -> Floats:
        """Give how fast the rank rises with the level [1/ln]."""
        return np.asarray(self.slopes[np.searchsorted(self.ln_limits, ln_level)])

    def fit(self, ln_level: Floats) -> Floats:
        """Give how many times as common each level is in each state as in everybody, ``(5, n)``."""
        held = _memberships(ln_level, self.ln_limits, self.blur) / self.whole
        in_order = held[self.homes[_MIDDLE]]
        seen = (1 - self.unrelated - self.missed) * held + self.missed * in_order + self.unrelated
        return np.asarray(seen[list(self.homes)])

    def weighed(self) -> "_Scale":
        """Fill in how common each band is in everybody, soft limits and all."""
        rank = np.linspace(-2 * _RANKS, 2 * _RANKS, 4 * _POINTS)
        common = np.exp(_how_common(rank))
        everybody = _memberships(self.ln_level(rank), self.ln_limits, self.blur)
        return self._replace(whole=(everybody @ common / common.sum())[:, np.newaxis])


def likelihood(
    value: float,
    *,
    marker: Marker,
    base: Floats,
    comparator: str | None = None,
    assumptions: Model | None = None,
) -> Floats:
    """Give the likelihood of one result in each of the five states.

    Parameters
    ----------
    value
        In the unit of the bands; above zero.
    marker
        The marker, as it is read in this person.
    base
        How common each state is in people like this one; shape ``(5,)``, none of them zero.
    comparator
        ``<``, ``<=``, ``>`` or ``>=`` for a censored value, which takes the probability of a
        measurement on that side of the limit.
    assumptions
        The model; the package's own by default.

    Returns
    -------
    Floats
        Scaled so that it is 1 on average over people like this one: 3 means that a person in this
        state shows such a result three times as often. Shape ``(5,)``.
    """
    figures = _figures(assumptions or model(), marker.strength)
    scale = _scale(marker.bands, tuple(base.tolist()), figures)
    at = math.log(value)
    ln_level = _around(at, marker.sd_ln, scale, comparator)
    weight = _how_common(scale.rank(ln_level)) + np.log(scale.slope(ln_level))
    seen = np.exp(weight - weight.max()) * _seen((at - ln_level) / marker.sd_ln, comparator)
    found = scale.fit(ln_level) @ seen
    return np.asarray(found / (base @ found))


def worth(
    probabilities: Floats,
    *,
    marker: Marker,
    base: Floats,
    now: int | None = None,
    assumptions: Model | None = None,
) -> Worth:
    r"""Give what measuring a marker would be expected to tell.

    .. math:: I = \sum_s \sum_y P(s) \, p(y | s) \, \log_2 \frac{p(y | s)}{p(y)}

    Parameters
    ----------
    probabilities
        Of the five states as things stand; shape ``(5,)``.
    marker, base, assumptions
        See `likelihood`.
    now
        Place of the state that is said now; the one in the middle by default.

    References
    ----------
    [lindley-1956-information]
    """
    figures = _figures(assumptions or model(), marker.strength)
    given = _results(marker, tuple(base.tolist()), figures)
    together = probabilities @ given
    share = probabilities[:, np.newaxis] * given
    known = share > 0
    bits = float((share * np.log2(np.where(known, given / together, 1.0))).sum())
    said = _middle(probabilities[:, np.newaxis]) if now is None else now
    changed = _middle(share / together) != said
    return Worth(bits=max(bits, 0.0), p_changes=float(together[changed].sum()))


def home(state: int, places: Set[int]) -> int:
    """Give the band that belongs to a state: its own, else the next one towards adequate."""
    step = (state < _MIDDLE) - (state > _MIDDLE)
    while state not in places and state != _MIDDLE:
        state += step
    return state if state in places else min(places, key=lambda place: abs(place - state))


def _middle(probabilities: Floats) -> Floats:
    """Give the state at which the running sum reaches a half; states along the first axis."""
    half = 0.5
    return np.asarray((probabilities.cumsum(axis=0) >= half).argmax(axis=0))


def _figures(chosen: Model, strength: str) -> _Figures:
    return _Figures(
        blur=chosen.marker_blur[strength],
        unrelated=chosen.marker_unrelated[strength],
        missed=chosen.marker_missed[strength],
        one_limit=chosen.marker_spread["one_limit"],
    )


@lru_cache(maxsize=4096)
def _scale(bands: tuple[Band, ...], base: tuple[float, ...], figures: _Figures) -> _Scale:
    """Put a marker's limits at the ranks that the prevalences imply."""
    states = [STATES.index(band.state) for band in bands]
    homes = [states.index(home(state, frozenset(states))) for state in range(len(STATES))]
    share = [sum(base[s] for s in range(len(STATES)) if homes[s] == i) for i in range(len(bands))]
    below = np.cumsum(share)[:-1]
    ranks = np.log(below / (1 - below))
    limits = np.log([band.lower for band in bands[1:]])
    inner = np.diff(ranks) / np.diff(limits) if limits.size > 1 else np.array([])
    outer = inner if inner.size else np.array([1 / figures.one_limit])
    slopes = np.concatenate([outer[:1], inner, outer[-1:]])
    plain = slopes[states.index(_MIDDLE)] if _MIDDLE in states else slopes.max()
    return _Scale(
        ln_limits=limits,
        ranks=ranks,
        slopes=slopes,
        blur=float(figures.blur / plain),
        unrelated=figures.unrelated,
        missed=np.array(
            [[figures.missed * (place != homes[_MIDDLE])] for place in range(len(bands))]
        ),
        homes=tuple(homes),
    ).weighed()


@lru_cache(maxsize=4096)
def _results(marker: Marker, base: tuple[float, ...], figures: _Figures) -> Floats:
    """Give how probable each result is in each state; shape ``(5, results)``, sums 1."""
    scale = _scale(marker.bands, base, figures)
    rank = np.linspace(-_RANKS, _RANKS, _POINTS)
    ln_level = scale.ln_level(rank)
    level = np.exp(_how_common(rank)) * scale.fit(ln_level)
    level /= level.sum(axis=1, keepdims=True)
    apart = (ln_level[:, np.newaxis] - ln_level) / marker.sd_ln
    measured = np.exp(-(apart**2) / 2) * np.gradient(ln_level)
    given: Floats = level @ (measured / measured.sum(axis=1, keepdims=True))
    given.setflags(write=False)
    return given


def _memberships(ln_level: Floats, limits: Floats, blur: float) -> Floats:
    """Give how far each level belongs to each band; shape ``(bands, levels)``, sums 1."""
    lower = np.concatenate([[-np.inf], limits])[:, np.newaxis]
    upper = np.concatenate([limits, [np.inf]])[:, np.newaxis]
    away = np.maximum(np.maximum(lower - ln_level, ln_level - upper), 0.0)
    near = np.exp(-(away - away.min(axis=0)) / blur)
    return np.asarray(near / near.sum(axis=0))


def _how_common(rank: Floats) -> Floats:
    """Give ln of the logistic density of a rank."""
    away = np.abs(rank)
    return np.asarray(-away - 2 * np.log1p(np.exp(-away)))


def _around(at: float, sd_ln: float, scale: _Scale, comparator: str | None) -> Floats:
    """Give levels [ln] that may lie behind a result, in ascending order."""
    low, high = at - _SD * sd_ln, at + _SD * sd_ln
    if comparator is None:
        return np.linspace(low, high, _POINTS)
    rank = float(scale.rank(np.array([at]))[0])
    if comparator.startswith("<"):
        low = float(scale.ln_level(np.array([min(rank, 0.0) - _RANKS]))[0])
    else:
        high = float(scale.ln_level(np.array([max(rank, 0.0) + _RANKS]))[0])
    return np.linspace(low, high, 4 * _POINTS)


def _seen(z: Floats, comparator: str | None) -> Floats:
    """Give the probability (density) of a measurement that lies z SD above the level."""
    if comparator is None:
        return np.exp(-(z**2) / 2)
    lower = below_each(z)
    return lower if comparator.startswith("<") else 1 - lower
