r"""From evidence to probabilities: the one model that combines intake, markers and risks.

A person's body is in one state per nutrient: deficient, low, adequate, high or toxic. Then

.. math:: P(s | E) \propto P_1(s) \, \frac{P_I(s)}{P_0(s)} \, \prod_r o_r(s) \, \prod_m L_m(s)

- :math:`P_1`: how probable each state is if every level on the scale of the leading marker is
  equally likely, in ln (`evenly`);
- :math:`P_I / P_0`: what intake makes likelier than it is before any evidence (`prior`);
- :math:`o_r`: odds of each medicine, condition or habit that acts on the nutrient (`apply_risks`);
- :math:`L_m`: likelihood of each readable marker (`marker_likelihood`).

Markers are held to be independent of each other and of intake, given the state. Where that fails
(two markers that share an error) the stated probabilities are too sure. docs/model.md explains the
assumptions; their figures stand in data/balance/model.toml.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_record
from micronutrient.normal import below
from micronutrient.verdict import STATES, TOO_LITTLE, TOO_MUCH, Band, Probability, Status


class Intake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How intake informs about the body."""

    weight: float
    share_deficient: float
    share_toxic: float


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which probability on a word is used."""

    clear: float
    likely: float
    conflict: float


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The assumptions of the combination, as data/balance/model.toml states them."""

    source: str
    before_evidence: dict[str, float]
    intake: Intake
    marker_blur: dict[str, float]
    marker_unrelated: dict[str, float]
    marker_reach: dict[str, float]
    risk_odds: dict[str, float]
    words: Words

    def base(self) -> Floats:
        """Give the probabilities of the five states before any evidence."""
        return np.array([self.before_evidence[state] for state in STATES])


@cache
def model() -> Model:
    """Read the model's assumptions."""
    return read_record(DATA / "balance" / "model.toml", Model)


class IntakeBelief(msgspec.Struct, frozen=True, kw_only=True):
    """What intake alone supports: three probabilities, and what it leaves open. They sum to 1.

    Foods without a value, an incomplete record, and a requirement that is only an adequate intake
    bound the probabilities instead of fixing them; the gap between the bounds is `unknown`.
    """

    low: float
    adequate: float
    high: float
    unknown: float


def believe(
    *,
    p_inadequate_at_least: float,
    p_inadequate_at_most: float,
    p_above_ul_at_least: float = 0.0,
    p_above_ul_at_most: float = 0.0,
) -> IntakeBelief:
    """Turn bounds on two probabilities into what intake supports and what it leaves open."""
    high = p_above_ul_at_least
    low = min(p_inadequate_at_least, 1 - high)
    adequate = max(0.0, 1 - max(low, p_inadequate_at_most) - max(high, p_above_ul_at_most))
    return IntakeBelief(low=low, adequate=adequate, high=high, unknown=1 - low - adequate - high)


def prior(belief: IntakeBelief | None, *, assumptions: Model | None = None) -> Floats:
    """Give the prior over the body's five states that an intake implies.

    Parameters
    ----------
    belief
        What intake supports; None where nothing is known of it. What it leaves open keeps to what
        is held before any evidence.
    assumptions
        The model; the package's own by default.

    Returns
    -------
    Floats
        Probabilities of deficient, low, adequate, high, toxic; shape ``(5,)``.
    """
    chosen = assumptions or model()
    base = chosen.base()
    if belief is None:
        return base
    deficient, toxic = chosen.intake.share_deficient, chosen.intake.share_toxic
    supported = np.array(
        [
            belief.low * deficient,
            belief.low * (1 - deficient),
            belief.adequate,
            belief.high * (1 - toxic),
            belief.high * toxic,
        ]
    )
    from_intake = supported + belief.unknown * base
    return np.asarray(chosen.intake.weight * from_intake + (1 - chosen.intake.weight) * base)


def apply_risks(
    probabilities: Floats,
    risks: Iterable[tuple[str, str]],
    *,
    assumptions: Model | None = None,
) -> Floats:
    """Multiply the odds of the low or the high side by each risk's stated odds.

    Parameters
    ----------
    probabilities
        Over the five states, shape ``(5,)``.
    risks
        Pairs of direction (``lowers``, ``raises``) and grade (``strong``, ``moderate``, ``weak``).
        Several on one side multiply, up to a stated limit.
    assumptions
        The model; the package's own by default.
    """
    odds = (assumptions or model()).risk_odds
    weighted, found = probabilities.copy(), list(risks)
    for direction, side in (("lowers", TOO_LITTLE), ("raises", TOO_MUCH)):
        factor = math.prod(odds[grade] for way, grade in found if way == direction)
        weighted[[state in side for state in STATES]] *= min(factor, odds["together_at_most"])
    return np.asarray(weighted / weighted.sum())


def marker_likelihood(
    value: float,
    *,
    bands: Sequence[Band],
    sd_ln: float,
    strength: str,
    comparator: str | None = None,
    assumptions: Model | None = None,
) -> Floats:
    r"""Give the likelihood of one marker reading in each of the five states.

    The measured value y scatters around the person's usual level x, in ln:

    .. math:: L(s) = \int p(x | s) \, \phi\!\left(\frac{y - x}{\sigma}\right) dx

    with p of `level_given_state`. A censored value takes the probability of a measurement on that
    side of the limit.

    Parameters
    ----------
    value
        In the unit of the bands; above zero.
    bands
        The marker's bands, with finite limits above zero and without gaps.
    sd_ln
        Standard deviation of ln value: analytical and within-person variation together.
    strength
        ``strong``, ``moderate`` or ``weak``: how well the marker tracks the body.
    comparator
        ``<``, ``<=``, ``>`` or ``>=`` for a censored value.
    assumptions
        The model; the package's own by default.

    Returns
    -------
    Floats
        Scaled so that the likeliest state is at 1; shape ``(5,)``.
    """
    x, level = level_given_state(bands, strength=strength, assumptions=assumptions)
    y = min(max(math.log(value), x[0]), x[-1])
    likelihood = level @ _seen((y - x) / sd_ln, comparator)
    return np.asarray(likelihood / likelihood.max())


_POINTS = 800


def level_given_state(
    bands: Sequence[Band], *, strength: str, assumptions: Model | None = None
) -> tuple[Floats, Floats]:
    r"""Give how a marker's usual level is distributed in each state.

    .. math:: p(x | s) = (1 - u) \frac{e^{-d_s(x) / \tau}}{\int e^{-d_s / \tau}} + u \frac{1}{X}

    The level of a person in state s lies evenly in the band of that state and becomes rarer outside
    it with its distance d, by e with every blur :math:`\tau`: a share, by the marker's strength, of
    the width of the adequate band. With the probability u it has another cause, and lies anywhere
    in the range X. A state for which the marker has no band has that of the next state towards
    adequate.

    Returns
    -------
    tuple of Floats
        Levels in ln, evenly spaced, shape ``(points,)``; and the probability of each of them in
        each of the five states, shape ``(5, points)``.
    """
    chosen = assumptions or model()
    x, related, _ = _related(bands, strength, chosen)
    share = chosen.marker_unrelated[strength]
    return x, (1 - share) * related / related.sum(axis=1, keepdims=True) + share / _POINTS


def evenly(bands: Sequence[Band], *, strength: str, assumptions: Model | None = None) -> Floats:
    """Give how probable each state is if every level on a marker's scale is equally likely.

    States that share a band share its probability as they do before any evidence. Shape ``(5,)``.
    """
    chosen = assumptions or model()
    _, related, share = _related(bands, strength, chosen)
    weight = related.sum(axis=1) * share
    return np.asarray(weight / weight.sum())


def _related(bands: Sequence[Band], strength: str, chosen: Model) -> tuple[Floats, Floats, Floats]:
    """Give levels, how near each is to each state's band, and the states' shares of their bands."""
    ordered = _within_reach(bands, chosen.marker_reach["factor"])
    states = [STATES.index(band.state) for band in ordered]
    limits = [(math.log(band.lower), math.log(band.upper)) for band in ordered]
    x = np.linspace(limits[0][0], limits[-1][1], _POINTS)
    away = np.array([np.maximum(np.maximum(low - x, x - high), 0.0) for low, high in limits])
    blur = chosen.marker_blur[strength] * _adequate_width(states, limits)
    homes = np.array([_home(state, set(states)) for state in range(len(STATES))])
    distance = np.array([away[np.array(states) == home].min(axis=0) for home in homes])
    together = np.array([chosen.base()[homes == home].sum() for home in homes])
    return x, np.exp(-distance / blur), chosen.base() / together


def _adequate_width(states: Sequence[int], limits: Sequence[tuple[float, float]]) -> float:
    """Give the width of the adequate band in ln; of the widest one if there is none."""
    widths = {state: high - low for state, (low, high) in zip(states, limits, strict=True)}
    return widths.get(STATES.index(Status.ADEQUATE), max(widths.values()))


def _seen(z: Floats, comparator: str | None) -> Floats:
    """Give the probability (density) of a measurement that lies z SD above the level."""
    if comparator is None:
        return np.exp(-(z**2) / 2)
    lower = np.array([below(one) for one in z.tolist()])
    return lower if comparator.startswith("<") else 1 - lower


def _home(state: int, places: set[int]) -> int:
    """Give the band that belongs to a state: its own, else the next one towards adequate."""
    middle = STATES.index(Status.ADEQUATE)
    step = (state < middle) - (state > middle)
    while state not in places and state != middle:
        state += step
    return state if state in places else min(places, key=lambda place: abs(place - state))


def _within_reach(bands: Sequence[Band], factor: float) -> list[Band]:
    """Let the outermost bands, in ascending order, end where more of the same says no more."""
    ordered = sorted(bands, key=lambda band: band.lower)
    first = ordered[0]
    lower = max(first.lower, first.upper / factor)
    ordered[0] = msgspec.structs.replace(first, lower=lower)
    last = ordered[-1]
    upper = min(last.upper, last.lower * factor)
    ordered[-1] = msgspec.structs.replace(last, upper=upper)
    return ordered


def posterior(
    prior: Floats,
    likelihoods: Iterable[Floats],
    *,
    start: Floats,
    assumptions: Model | None = None,
) -> Probability:
    """Combine what intake and risks make likely with the likelihoods of independent readings.

    Parameters
    ----------
    prior
        See `prior` and `apply_risks`; shape ``(5,)``.
    likelihoods
        See `marker_likelihood`; at least one.
    start
        See `evenly`: of the leading marker.
    assumptions
        The model; the package's own by default.
    """
    weight = start * prior / (assumptions or model()).base()
    for likelihood in likelihoods:
        weight = weight * likelihood
        weight = weight / weight.sum()
    shares = {str(state): float(share) for state, share in zip(STATES, weight, strict=True)}
    return Probability(**shares)


def held_back(found: Probability, *, deficient: bool, toxic: bool) -> Probability:
    """Keep *deficient* and *toxic* only where a marker that is not weak reads on that side."""
    below = 0.0 if deficient else found.deficient
    above = 0.0 if toxic else found.toxic
    return msgspec.structs.replace(
        found,
        deficient=found.deficient - below,
        low=found.low + below,
        high=found.high + above,
        toxic=found.toxic - above,
    )


def from_intake_alone(belief: IntakeBelief) -> Probability:
    """Give the probabilities where only intake speaks.

    Intake alone knows nothing of deficiency or harm in the body: too little is *low*, too much is
    *high*.
    """
    return Probability(
        deficient=0.0,
        low=belief.low,
        adequate=belief.adequate,
        high=belief.high,
        toxic=0.0,
        unknown=belief.unknown,
    )


def word(probability: Probability) -> Status:
    """Turn probabilities into the one word: the state in the middle of the distribution.

    A nutrient is *low* or *deficient* only if too little is at least as likely as not, *deficient*
    only if deficiency alone is; the same on the other side. It is *adequate* only if neither side
    could reach a half even with everything that is unknown; else it is *unknown*.
    """
    half = 0.5
    low = probability.deficient + probability.low
    high = probability.high + probability.toxic
    if low >= half:
        return Status.DEFICIENT if probability.deficient >= half else Status.LOW
    if high >= half:
        return Status.TOXIC if probability.toxic >= half else Status.HIGH
    undecided = max(low, high) + probability.unknown >= half
    return Status.UNKNOWN if undecided else Status.ADEQUATE


def clarity(probability: Probability | None, status: Status) -> str:
    """Say how clear a verdict is: clear, likely, borderline, or none."""
    share = probability.of(status) if probability is not None else None
    if share is None:
        return "none"
    limits = model().words
    if share >= limits.clear:
        return "clear"
    return "likely" if share >= limits.likely else "borderline"
