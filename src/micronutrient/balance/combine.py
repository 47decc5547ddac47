r"""From evidence to probabilities: the one model that combines intake, markers and risks.

A person's body is in one state per nutrient: deficient, low, adequate, high or toxic. Then

.. math:: P(s | E) \propto \frac{P_I(s)}{P_0(s)} \, \prod_r o_r(s) \, \prod_m K_m(s)

- :math:`P_I / P_0`: what intake makes likelier than it is before any evidence (`prior`);
- :math:`o_r`: odds of each medicine, condition or habit that acts on the nutrient (`apply_risks`);
- :math:`K_m`: how well each readable marker fits the state (`marker_fit`). Without other evidence
  every level on a marker's scale is held to be equally likely, in ln.

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
from micronutrient.verdict import STATES, Band, Probability, Status

LOW_SIDE = (True, True, False, False, False)
HIGH_SIDE = (False, False, False, True, True)


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
    for direction, side in (("lowers", LOW_SIDE), ("raises", HIGH_SIDE)):
        factor = math.prod(odds[grade] for way, grade in found if way == direction)
        weighted[np.array(side)] *= min(factor, odds["together_at_most"])
    return np.asarray(weighted / weighted.sum())


def marker_fit(
    value: float,
    *,
    bands: Sequence[Band],
    sd_ln: float,
    strength: str,
    comparator: str | None = None,
    assumptions: Model | None = None,
) -> Floats:
    r"""Give how well one marker reading fits each of the five states.

    In ln of the marker: the usual level x of a person in state s lies evenly in the band of that
    state, and becomes rarer outside it with its distance d from the band; the measured value y
    scatters around x:

    .. math:: K(s) = \int \left[ (1 - u) \, e^{-d_s(x) / \tau} + u \, P_0(s) \right]
              \phi\!\left(\frac{y - x}{\sigma}\right) dx

    where :math:`\tau` is the marker's blur: a share, by its strength, of the width of the adequate
    band. So a reading just outside a band says little, and one far outside says much; but with the
    probability u the level has another cause, and says nothing. States for which the marker has no
    band share that of the next state towards adequate. A censored value takes the probability of a
    measurement on that side of the limit.

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
        Scaled so that the best state is at 1; shape ``(5,)``.
    """
    x, weight = level_and_state(bands, strength=strength, assumptions=assumptions)
    y = min(max(math.log(value), x[0]), x[-1])
    fit = weight @ _seen((y - x) / sd_ln, comparator)
    return np.asarray(fit / fit.max())


_POINTS = 800


def level_and_state(
    bands: Sequence[Band], *, strength: str, assumptions: Model | None = None
) -> tuple[Floats, Floats]:
    """Give how a marker's usual level and the body's state go together, before any evidence.

    Returns
    -------
    tuple of Floats
        Levels in ln, evenly spaced, shape ``(points,)``; and the weight of each of them together
        with each of the five states, shape ``(5, points)``.
    """
    chosen = assumptions or model()
    ordered = _within_reach(bands, chosen.marker_reach["factor"])
    states = [STATES.index(band.state) for band in ordered]
    limits = [(math.log(band.lower), math.log(band.upper)) for band in ordered]
    x = np.linspace(limits[0][0], limits[-1][1], _POINTS)
    away = np.array([np.maximum(np.maximum(low - x, x - high), 0.0) for low, high in limits])
    blur = chosen.marker_blur[strength] * _adequate_width(states, limits)
    homes = np.array([_home(state, set(states)) for state in range(len(STATES))])
    distance = np.array([away[np.array(states) == home].min(axis=0) for home in homes])
    together = np.array([chosen.base()[homes == home].sum() for home in homes])
    related = np.exp(-distance / blur) * (chosen.base() / together)[:, np.newaxis]
    unrelated = np.repeat(chosen.base()[:, np.newaxis], _POINTS, axis=1)
    share = chosen.marker_unrelated[strength]
    return x, (1 - share) * related / related.sum() + share * unrelated / unrelated.sum()


def _adequate_width(states: Sequence[int], limits: Sequence[tuple[float, float]]) -> float:
    """Give the width of the adequate band in ln; of the widest one if there is none."""
    widths = {state: high - low for state, (low, high) in zip(states, limits, strict=True)}
    return widths.get(STATES.index(Status.ADEQUATE), max(widths.values()))


def _seen(z: Floats, comparator: str | None) -> Floats:
    """Give the probability (density) of a measurement that lies z SD above the level."""
    if comparator is None:
        return np.exp(-(z**2) / 2)
    below = np.array([0.5 * math.erfc(-one / math.sqrt(2)) for one in z.tolist()])
    return below if comparator.startswith("<") else 1 - below


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
    prior: Floats, fits: Iterable[Floats], *, assumptions: Model | None = None
) -> Probability:
    """Combine what intake and risks make likely with how well independent readings fit.

    Parameters
    ----------
    prior
        See `prior` and `apply_risks`; shape ``(5,)``.
    fits
        See `marker_fit`; at least one.
    assumptions
        The model; the package's own by default.
    """
    weight = prior / (assumptions or model()).base()
    for fit in fits:
        weight = weight * fit
        weight = weight / weight.sum()
    shares = {str(state): float(share) for state, share in zip(STATES, weight, strict=True)}
    return Probability(**shares)


def of_intake_and_hints(found: Probability) -> Probability:
    """Take *deficient* and *toxic* back to *low* and *high*, where nothing strong enough spoke."""
    return Probability(
        deficient=0.0,
        low=found.deficient + found.low,
        adequate=found.adequate,
        high=found.high + found.toxic,
        toxic=0.0,
        unknown=found.unknown,
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
    if probability is None or status in {Status.UNKNOWN, Status.UNINTERPRETABLE}:
        return "none"
    share = _side(probability, status)
    limits = model().words
    if share >= limits.clear:
        return "clear"
    return "likely" if share >= limits.likely else "borderline"


def _side(probability: Probability, status: Status) -> float:
    """Give the probability that the word, or one further out on its side, is right."""
    if status is Status.LOW:
        return probability.low + probability.deficient
    if status is Status.HIGH:
        return probability.high + probability.toxic
    return float(getattr(probability, status))
