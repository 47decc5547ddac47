"""The combination model: laws of probability, and what its words mean."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.balance import combine
from micronutrient.balance.combine import believe, marker_likelihood, posterior, prior, word
from micronutrient.verdict import STATES, Band, Probability, Status

FERRITIN_LIKE = (
    Band(state=Status.DEFICIENT, lower=1, upper=15),
    Band(state=Status.LOW, lower=15, upper=30),
    Band(state=Status.ADEQUATE, lower=30, upper=200),
    Band(state=Status.HIGH, lower=200, upper=20_000),
)
shares = st.floats(0, 1)


def found_for(value: float, *, strength: str = "strong", sd_ln: float = 0.1) -> Probability:
    reading = marker_likelihood(value, bands=FERRITIN_LIKE, sd_ln=sd_ln, strength=strength)
    start = combine.evenly(FERRITIN_LIKE, strength=strength)
    return posterior(prior(None), [reading], start=start)


def total(probability: Probability) -> float:
    return sum(getattr(probability, state) for state in STATES) + probability.unknown


@given(a=shares, b=shares, c=shares, d=shares)
def test_what_intake_supports_and_leaves_open_makes_a_whole(
    a: float, b: float, c: float, d: float
) -> None:
    belief = believe(
        p_inadequate_at_least=min(a, b),
        p_inadequate_at_most=max(a, b),
        p_above_ul_at_least=min(c, d),
        p_above_ul_at_most=max(c, d),
    )
    parts = (belief.low, belief.adequate, belief.high, belief.unknown)
    assert min(parts) >= -1e-12
    assert sum(parts) == pytest.approx(1)
    assert prior(belief).sum() == pytest.approx(1)
    assert total(combine.from_intake_alone(belief)) == pytest.approx(1)


def test_intake_alone_never_says_deficient_or_toxic() -> None:
    worst = believe(p_inadequate_at_least=1, p_inadequate_at_most=1)
    most = believe(p_inadequate_at_least=0, p_inadequate_at_most=0, p_above_ul_at_least=1)
    assert word(combine.from_intake_alone(worst)) is Status.LOW
    assert word(combine.from_intake_alone(most)) is Status.HIGH


def test_what_cannot_be_known_is_unknown_and_never_adequate() -> None:
    nothing = believe(p_inadequate_at_least=0, p_inadequate_at_most=1)
    assert word(combine.from_intake_alone(nothing)) is Status.UNKNOWN


@given(value=st.floats(1.5, 15_000), other=st.floats(1.01, 3))
def test_a_lower_reading_never_makes_deficiency_less_likely(value: float, other: float) -> None:
    def deficient(x: float) -> float:
        return found_for(x, sd_ln=0.2).deficient

    if value * other < 200:  # the last thousandth is what markers of another cause leave
        assert deficient(value) >= deficient(value * other) - 1e-3


def test_a_strong_marker_moves_more_than_a_weak_one() -> None:
    found = [
        found_for(8, strength=strength, sd_ln=0.2).deficient
        for strength in ("weak", "moderate", "strong")
    ]
    assert found == sorted(found)
    assert found[-1] > 0.5


def test_a_value_below_the_limit_of_measurement_says_at_least_as_much_as_the_limit() -> None:
    censored = marker_likelihood(
        15, bands=FERRITIN_LIKE, sd_ln=0.1, strength="strong", comparator="<"
    )
    assert STATES[int(np.argmax(censored))] is Status.DEFICIENT
    exact = marker_likelihood(15, bands=FERRITIN_LIKE, sd_ln=0.1, strength="strong")
    assert censored[1] / censored[0] < exact[1] / exact[0]


def test_the_level_in_each_state_is_a_distribution_densest_in_its_own_band() -> None:
    x, level = combine.level_given_state(FERRITIN_LIKE, strength="weak")
    assert level.sum(axis=1) == pytest.approx(np.ones(5))
    for state, low, high in ((0, 5, 15), (1, 15, 30), (2, 30, 200)):
        inside = (x >= math.log(low)) & (x <= math.log(high))
        assert level[state][inside].min() == pytest.approx(level[state].max())


def test_states_without_a_band_of_their_own_share_one() -> None:
    _, level = combine.level_given_state(FERRITIN_LIKE, strength="weak")
    start, base = combine.evenly(FERRITIN_LIKE, strength="strong"), combine.model().base()
    assert level[3] == pytest.approx(level[4])
    assert start[3] / start[4] == pytest.approx(base[3] / base[4])
    assert start.sum() == pytest.approx(1)


def test_a_marker_that_cannot_see_excess_leaves_it_as_it_was() -> None:
    """Ferritin 400 stays high beside a haemoglobin that has no band for too much."""
    without = FERRITIN_LIKE[:3]
    blind = marker_likelihood(100, bands=without, sd_ln=0.05, strength="weak")
    assert blind[3] == pytest.approx(blind[2])
    alone = found_for(400)
    both = combine.posterior(
        prior(None),
        [marker_likelihood(400, bands=FERRITIN_LIKE, sd_ln=0.1, strength="strong"), blind],
        start=combine.evenly(FERRITIN_LIKE, strength="strong"),
    )
    assert both.high + both.toxic >= alone.high + alone.toxic - 0.02


def test_a_second_reading_of_the_same_does_not_bring_the_start_in_twice() -> None:
    flat = np.ones(5)
    start = combine.evenly(FERRITIN_LIKE, strength="strong")
    found = combine.posterior(prior(None), [flat, flat, flat], start=start)
    assert found.adequate == pytest.approx(start[2])


@pytest.mark.parametrize("strength", ["strong", "moderate"])
@pytest.mark.parametrize("value", [8, 11, 21, 60, 120, 500])
def test_without_other_evidence_the_word_is_that_of_the_band(value: float, strength: str) -> None:
    band = next(b for b in FERRITIN_LIKE if b.lower <= value < b.upper)
    found = found_for(value, strength=strength, sd_ln=0.05)
    side = {Status.DEFICIENT: Status.LOW, Status.TOXIC: Status.HIGH}
    named = word(found)
    assert side.get(named, named) is side.get(band.state, band.state)


def test_a_reading_far_outside_its_band_is_never_called_adequate() -> None:
    """Serum calcium of 4.2 mmol/L, however little it says of intake."""
    bands = (
        Band(state=Status.DEFICIENT, lower=0.8, upper=1.9),
        Band(state=Status.LOW, lower=1.9, upper=2.2),
        Band(state=Status.ADEQUATE, lower=2.2, upper=2.6),
        Band(state=Status.HIGH, lower=2.6, upper=3.5),
        Band(state=Status.TOXIC, lower=3.5, upper=8),
    )
    start = combine.evenly(bands, strength="moderate")
    reading = marker_likelihood(4.2, bands=bands, sd_ln=0.02, strength="moderate")
    enough = prior(believe(p_inadequate_at_least=0, p_inadequate_at_most=0))
    for belief in (prior(None), enough):
        assert word(posterior(belief, [reading], start=start)) in {Status.HIGH, Status.TOXIC}


def test_risks_move_only_their_own_side() -> None:
    base = prior(None)
    moved = combine.apply_risks(base, [("lowers", "strong")])
    assert moved[:2].sum() > base[:2].sum()
    assert moved[3] / moved[2] == pytest.approx(base[3] / base[2])
    assert moved.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((0.5, 0.1, 0.4, 0, 0, 0), Status.DEFICIENT),
        ((0.49, 0.1, 0.41, 0, 0, 0), Status.LOW),
        ((0, 0.3, 0.7, 0, 0, 0), Status.ADEQUATE),
        ((0, 0, 0.3, 0.7, 0, 0), Status.HIGH),
        ((0, 0, 0.1, 0.3, 0.6, 0), Status.TOXIC),
        ((0, 0.2, 0.2, 0, 0, 0.6), Status.UNKNOWN),
        ((0.0, 0.3, 0.45, 0.25, 0, 0), Status.ADEQUATE),
        ((0.0, 0.3, 0.45, 0.0, 0, 0.25), Status.UNKNOWN),
        ((0.0, 0.25, 0.3, 0.05, 0, 0.4), Status.UNKNOWN),
    ],
)
def test_the_word_is_the_middle_of_the_distribution(
    shares: tuple[float, ...], expected: Status
) -> None:
    fields = ("deficient", "low", "adequate", "high", "toxic", "unknown")
    assert word(Probability(**dict(zip(fields, shares, strict=True)))) is expected


def test_the_stated_probabilities_are_calibrated_on_people_drawn_from_the_model() -> None:
    """Of the people given 80 to 90 % for a state, 80 to 90 % are in it."""
    rng, sd = np.random.default_rng(7), 0.25
    x, level = combine.level_given_state(FERRITIN_LIKE, strength="moderate")
    short = prior(believe(p_inadequate_at_least=0.6, p_inadequate_at_most=0.6))
    start = combine.evenly(FERRITIN_LIKE, strength="moderate")
    states = start * short / combine.model().base()
    stated: list[float] = []
    true: list[bool] = []
    for state in rng.choice(5, p=states / states.sum(), size=6000):
        value = math.exp(rng.choice(x, p=level[state]) + sd * rng.normal())
        reading = marker_likelihood(value, bands=FERRITIN_LIKE, sd_ln=sd, strength="moderate")
        found = posterior(short, [reading], start=start)
        for index, name in enumerate(STATES):
            stated.append(getattr(found, name))
            true.append(index == state)
    said, was = np.array(stated), np.array(true)
    for low in (0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8):
        chosen = (said >= low) & (said < low + 0.1)
        if chosen.sum() >= 150:
            error = 3 * math.sqrt(0.25 / chosen.sum())
            assert was[chosen].mean() == pytest.approx(said[chosen].mean(), abs=error)
