r"""From evidence to probabilities: the one model that combines intake, markers and risks.

A person's body is in one state per nutrient: deficient, low, adequate, high or toxic. Then

.. math:: P(s | E) \propto P_E(s) \, \prod_m L_m(s)

- :math:`P_E`: how common each state is in people of this age and sex (`prevalence`), moved by what
  intake supports (`prior`) and by the odds of each medicine, condition or habit that acts on the
  nutrient (`apply_risks`);
- :math:`L_m`: likelihood of each readable marker (`levels.likelihood`).

Markers are held to be independent of each other and of intake, given the state. Where that fails
(two markers that share an error) the stated probabilities are too sure. docs/model.md explains the
assumptions; their figures stand in data/balance/model.toml.
"""

import math
from collections.abc import Iterable

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.balance.assumptions import Model, model
from micronutrient.states import STATES, Status
from micronutrient.verdict import Probability

_SIDES = (("lowers", slice(0, 2)), ("raises", slice(3, 5)))
"""Which states each direction of a risk makes likelier, by their place in `STATES`."""


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


def prior(belief: IntakeBelief | None, *, base: Floats, assumptions: Model | None = None) -> Floats:
    """Give the prior over the body's five states that an intake implies.

    Parameters
    ----------
    belief
        What intake supports; None where nothing is known of it. What it leaves open keeps to
        `base`.
    base
        How common each state is in people like this one; shape ``(5,)``.
    assumptions
        The model; the package's own by default.

    Returns
    -------
    Floats
        Probabilities of deficient, low, adequate, high, toxic; shape ``(5,)``.
    """
    if belief is None:
        return base
    chosen = (assumptions or model()).intake
    supported = np.array(
        [
            belief.low * chosen.share_deficient,
            belief.low * (1 - chosen.share_deficient),
            belief.adequate,
            belief.high * (1 - chosen.share_toxic),
            belief.high * chosen.share_toxic,
        ]
    )
    from_intake = supported + belief.unknown * base
    return np.asarray(chosen.weight * from_intake + (1 - chosen.weight) * base)


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
    found = list(risks)
    if not found:
        return probabilities
    odds = (assumptions or model()).risk_odds
    weighted = probabilities.copy()
    for direction, side in _SIDES:
        factor = math.prod(odds[grade] for way, grade in found if way == direction)
        weighted[side] *= min(factor, odds["together_at_most"])
    return np.asarray(weighted / weighted.sum())


def posterior(prior: Floats, likelihoods: Iterable[Floats]) -> Floats:
    """Combine what is likely before any result with the likelihoods of independent results.

    Parameters
    ----------
    prior
        See `prior` and `apply_risks`; shape ``(5,)``.
    likelihoods
        See `levels.likelihood`; shape ``(5,)`` each.

    Returns
    -------
    Floats
        Probabilities of the five states; shape ``(5,)``.
    """
    weight = prior
    for likelihood in likelihoods:
        weight = weight * likelihood
        weight = weight / weight.sum()
    return weight


def stated(probabilities: Floats) -> Probability:
    """Give an array of five probabilities as a record."""
    shares = {str(state): float(share) for state, share in zip(STATES, probabilities, strict=True)}
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
