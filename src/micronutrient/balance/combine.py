r"""From evidence to probabilities: the one model that combines intake, markers and risks.

A person's body is in one state per nutrient: deficient, low, adequate, high or toxic. Then

.. math:: P(s | E) \propto P_0(s) \, \prod_r o_r(s) \, \prod_m L_m(s)

- :math:`P_0`: from intake, or what is held before any evidence (`prior`);
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
    marker_leak: dict[str, float]
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

    The person's usual level lies somewhere in a band, evenly in ln (the outermost bands end at a
    stated reach, and a value beyond it says no more than one at it); the measured value scatters
    around it with `sd_ln`; and the band is the state's own band (the next one towards adequate,
    where the marker has none for it), or with falling probability one further away (the leak):

    .. math:: L(s) = \sum_b M_{sb} \frac{1}{w_b}
              \left[\Phi\frac{u_b - y}{\sigma} - \Phi\frac{l_b - y}{\sigma}\right]

    with :math:`l_b, u_b` the band's limits in ln and :math:`w_b` its width. A censored value takes
    the integral of this density up to, or from, the limit of measurement.

    Parameters
    ----------
    value
        In the unit of the bands; above zero.
    bands
        The marker's bands, with finite limits above zero. Several bands may carry the same state.
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
        Likelihood of each state, scaled so that the largest is 1; shape ``(5,)``.
    """
    chosen = assumptions or model()
    leak = chosen.marker_leak[strength]
    bands = _within_reach(bands, chosen.marker_reach["factor"])
    y = math.log(min(max(value, bands[0].lower), bands[-1].upper))
    places = np.array([STATES.index(band.state) for band in bands])
    homes = np.array([_home(state, set(places.tolist())) for state in range(len(STATES))])
    distance = np.abs(homes[:, np.newaxis] - places)
    spread = leak**distance
    spread = spread / spread.sum(axis=1, keepdims=True)
    density = np.array([_density(y, band, sd_ln, comparator) for band in bands])
    likelihood = spread @ density
    return np.asarray(likelihood / likelihood.max())


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
    first, last = ordered[0], ordered[-1]
    lower = max(first.lower, first.upper / factor)
    ordered[0] = msgspec.structs.replace(first, lower=lower)
    upper = min(last.upper, max(last.lower, lower) * factor)
    ordered[-1] = msgspec.structs.replace(ordered[-1], upper=upper)
    return ordered


def _density(y: float, band: Band, sd: float, comparator: str | None) -> float:
    lower, upper = math.log(band.lower), math.log(band.upper)
    below, above = (y - lower) / sd, (y - upper) / sd
    width = (upper - lower) / sd
    if comparator in {"<", "<="}:
        return max((_area(below) - _area(above)) / width, _TINY)
    if comparator in {">", ">="}:
        return max(1 - (_area(below) - _area(above)) / width, _TINY)
    return max((_normal(below) - _normal(above)) / (width * sd), _TINY)


_TINY = 1e-12


def _normal(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))


def _area(z: float) -> float:
    """Give the integral of the normal distribution function up to z."""
    return z * _normal(z) + math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def posterior(prior: Floats, likelihoods: Iterable[Floats]) -> Probability:
    """Combine a prior with the likelihoods of independent readings."""
    weight = prior.copy()
    for likelihood in likelihoods:
        weight = weight * likelihood
        weight = weight / weight.sum()
    shares = {str(state): float(share) for state, share in zip(STATES, weight, strict=True)}
    return Probability(**shares)


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

    Going from too little to too much, it is the state at which half of the probability is reached:
    a nutrient is *low* or *deficient* only if too little is more likely than not, *deficient* only
    if deficiency alone is, and the same on the other side. What is unknown counts on neither side;
    if it is more likely than not, the word is *unknown*.
    """
    half = 0.5
    if probability.unknown > half:
        return Status.UNKNOWN
    shares = np.array([getattr(probability, state) for state in STATES])
    low, high = shares[:2].sum(), shares[3:].sum()
    if low >= half:
        return Status.DEFICIENT if probability.deficient >= half else Status.LOW
    if high >= half:
        return Status.TOXIC if probability.toxic >= half else Status.HIGH
    return Status.ADEQUATE if probability.adequate >= half else _leaning(probability)


def _leaning(probability: Probability) -> Status:
    """Name the cautious word where no side reaches a half: too little or too much."""
    low = probability.deficient + probability.low
    high = probability.high + probability.toxic
    if probability.unknown > max(low, high):
        return Status.UNKNOWN
    return Status.LOW if low >= high else Status.HIGH


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
