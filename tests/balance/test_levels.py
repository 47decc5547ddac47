"""What a result says of the body's state: laws of likelihood, and people drawn from the model."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.balance import combine, levels
from micronutrient.balance.assumptions import model
from micronutrient.balance.levels import Marker
from micronutrient.states import STATES, Band, Status

BASE = np.array([0.10, 0.10, 0.72, 0.06, 0.02])
FERRITIN_LIKE = (
    Band(state=Status.DEFICIENT, lower=1, upper=15),
    Band(state=Status.LOW, lower=15, upper=30),
    Band(state=Status.ADEQUATE, lower=30, upper=200),
    Band(state=Status.HIGH, lower=200, upper=20_000),
)
MMA_LIKE = (
    Band(state=Status.ADEQUATE, lower=20, upper=271),
    Band(state=Status.LOW, lower=271, upper=376),
    Band(state=Status.DEFICIENT, lower=376, upper=5_000_000),
)
ONE_LIMIT = FERRITIN_LIKE[2:]
strengths = st.sampled_from(["strong", "moderate", "weak"])


def kind(strength="strong", *, bands=FERRITIN_LIKE, sd_ln=0.1):
    return Marker(bands=bands, sd_ln=sd_ln, strength=strength)


def judged(value, marker, *, base=BASE, comparator=None):
    found = levels.likelihood(value, marker=marker, base=base, comparator=comparator)
    return combine.stated(combine.posterior(base, [found]))


@given(
    value=st.floats(1e-6, 1e9),
    strength=strengths,
    comparator=st.sampled_from([None, "<", "<=", ">", ">="]),
    bands=st.sampled_from([FERRITIN_LIKE, MMA_LIKE, ONE_LIMIT]),
    sd_ln=st.floats(0.005, 0.6),
)
def test_every_result_however_odd_gives_a_likelihood(value, strength, comparator, bands, sd_ln):
    marker = kind(strength, bands=bands, sd_ln=sd_ln)
    found = levels.likelihood(value, marker=marker, base=BASE, comparator=comparator)
    assert np.isfinite(found).all()
    assert (found > 0).all()
    assert BASE @ found == pytest.approx(1)


@given(value=st.floats(1.5, 50), other=st.floats(1.01, 3), strength=strengths)
def test_a_lower_reading_never_makes_too_little_less_likely(value, other, strength):
    lower, higher = (judged(v, kind(strength, sd_ln=0.2)) for v in (value, value * other))
    assert lower.deficient + lower.low >= higher.deficient + higher.low - 2e-3


def test_a_strong_marker_moves_more_than_a_weak_one():
    found = [judged(8, kind(strength, sd_ln=0.2)).deficient for strength in model().marker_blur]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.9


@pytest.mark.parametrize("strength", ["strong", "moderate"])
@pytest.mark.parametrize("value", [6, 10, 21, 60, 120, 700])
def test_without_other_evidence_the_word_is_that_of_the_band(value, strength):
    band = next(b for b in FERRITIN_LIKE if b.lower <= value < b.upper)
    assert combine.word(judged(value, kind(strength, sd_ln=0.05))) is band.state


def test_a_rare_state_is_still_said_where_the_result_is_far_inside_its_band():
    rare = np.array([0.002, 0.002, 0.99, 0.004, 0.002])
    assert judged(3, kind("strong"), base=rare).deficient > 0.95
    assert judged(3, kind("moderate"), base=rare).deficient > 0.85


def test_rarer_states_need_a_clearer_result():
    """At the limit itself, what is rare is less likely than what is common."""
    rare = np.array([0.01, 0.05, 0.86, 0.06, 0.02])
    assert judged(14, kind(), base=rare).deficient < judged(14, kind()).deficient


@pytest.mark.parametrize("bands", [FERRITIN_LIKE, MMA_LIKE, ONE_LIMIT])
@pytest.mark.parametrize("strength", ["strong", "moderate", "weak"])
def test_over_everybody_the_states_are_as_common_as_they_were_held_to_be(bands, strength):
    """The mean of what is stated over all results is what was held before: no start is brought in.

    Results are drawn from people who are in their states as often as they are held to be.
    """
    rng, sd = np.random.default_rng(1), 0.1
    marker = kind(strength, bands=bands, sd_ln=sd)
    ln_level, given_state = _drawable(marker)
    ln_values = rng.choice(ln_level, p=BASE @ given_state, size=1500) + sd * rng.normal(size=1500)
    found = np.array(
        [
            combine.posterior(BASE, [levels.likelihood(math.exp(v), marker=marker, base=BASE)])
            for v in ln_values
        ]
    )
    assert found.mean(axis=0) == pytest.approx(BASE, abs=0.03)


@pytest.mark.parametrize("strength", ["strong", "moderate", "weak"])
def test_a_result_far_out_on_one_side_never_speaks_for_the_other(strength):
    bands = (*FERRITIN_LIKE[:3], Band(state=Status.HIGH, lower=200, upper=20_000))
    low = levels.likelihood(1, marker=kind(strength, bands=bands), base=BASE)
    high = levels.likelihood(9000, marker=kind(strength, bands=bands), base=BASE)
    assert low[3] <= low[2] * 1.02
    assert high[0] <= high[2] * 1.02


def test_a_marker_that_misses_many_rules_little_out():
    """A normal result of a moderate marker leaves more of a lack than that of a strong one."""
    strong, moderate = (judged(80, kind(strength)) for strength in ("strong", "moderate"))
    assert strong.deficient < 0.02 < moderate.deficient < BASE[0]


def test_states_without_a_band_of_their_own_keep_their_shares_of_one():
    found = levels.likelihood(500, marker=kind(), base=BASE)
    assert found[3] == pytest.approx(found[4])
    blind = levels.likelihood(100, marker=kind(bands=MMA_LIKE), base=BASE)
    assert blind[2] == pytest.approx(blind[3]) == pytest.approx(blind[4])


def test_a_value_below_the_limit_of_measurement_says_at_least_as_much_as_the_limit():
    exact, censored = judged(12, kind()), judged(12, kind(), comparator="<")
    assert censored.deficient > exact.deficient
    above = judged(300, kind(), comparator=">")
    assert above.high + above.toxic > 0.9


def test_a_reading_far_outside_its_band_is_never_called_adequate():
    """Serum calcium of 4.2 mmol/L, however little it says of intake."""
    bands = (
        Band(state=Status.DEFICIENT, lower=0.8, upper=1.9),
        Band(state=Status.LOW, lower=1.9, upper=2.2),
        Band(state=Status.ADEQUATE, lower=2.2, upper=2.6),
        Band(state=Status.HIGH, lower=2.6, upper=3.5),
        Band(state=Status.TOXIC, lower=3.5, upper=8),
    )
    marker = kind("moderate", bands=bands, sd_ln=0.02)
    enough = combine.prior(
        combine.believe(p_inadequate_at_least=0, p_inadequate_at_most=0), base=BASE
    )
    fit = levels.likelihood(4.2, marker=marker, base=BASE)
    for before in (BASE, enough):
        assert combine.word(combine.stated(combine.posterior(before, [fit]))) is Status.TOXIC


def test_the_stated_probabilities_are_calibrated_on_people_drawn_from_the_model():
    """Of the people given 80 to 90 % for a state, 80 to 90 % are in it: intake and two markers.

    Drawn as docs/model.md says: a state from what is held before any result, a rank from its
    state, levels and results from the rank.
    """
    rng, sd, people = np.random.default_rng(7), 0.2, 2500
    short = combine.prior(
        combine.believe(p_inadequate_at_least=0.6, p_inadequate_at_most=0.6), base=BASE
    )
    markers = [kind("moderate", sd_ln=sd), kind("strong", bands=MMA_LIKE, sd_ln=sd)]
    grids = [_drawable(marker) for marker in markers]
    stated, true = [], []
    for state in rng.choice(5, p=short, size=people):
        fits = []
        for marker, (ln_level, given_state) in zip(markers, grids, strict=True):
            value = math.exp(rng.choice(ln_level, p=given_state[state]) + sd * rng.normal())
            fits.append(levels.likelihood(value, marker=marker, base=BASE))
        found = combine.posterior(short, fits)
        stated += found.tolist()
        true += [index == state for index in range(len(STATES))]
    said, was = np.array(stated), np.array(true)
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        chosen = (said >= low) & (said < low + 0.1 + (low == 0.9))
        assert chosen.sum() > 50
        error = 3.5 * math.sqrt(0.25 / chosen.sum())
        assert was[chosen].mean() == pytest.approx(said[chosen].mean(), abs=error)


def _drawable(marker):
    """Give levels [ln], and how probable each is in each state."""
    figures = levels._figures(model(), marker.strength)
    scale = levels._scale(marker.bands, tuple(BASE.tolist()), figures)
    rank = np.linspace(-12, 12, 4001)
    ln_level = scale.ln_level(rank)
    common = np.exp(-np.abs(rank)) / (1 + np.exp(-np.abs(rank))) ** 2
    given_state = common * scale.fit(ln_level)
    return ln_level, given_state / given_state.sum(axis=1, keepdims=True)


NOW = np.array([0.3, 0.2, 0.4, 0.08, 0.02])


@given(strength=strengths, sd_ln=st.floats(0.01, 0.5))
def test_a_test_never_tells_less_than_nothing_nor_more_than_is_open(strength, sd_ln):
    told = levels.worth(NOW, marker=kind(strength, sd_ln=sd_ln), base=BASE)
    open_bits = -(NOW * np.log2(NOW)).sum()
    assert 0 <= told.bits <= open_bits
    assert 0 <= told.p_changes <= 1


def test_a_better_test_is_expected_to_tell_more():
    found = [
        levels.worth(NOW, marker=kind(strength), base=BASE).bits for strength in model().marker_blur
    ]
    assert found == sorted(found, reverse=True)
    precise, vague = (
        levels.worth(NOW, marker=kind(sd_ln=sd), base=BASE).bits for sd in (0.05, 0.6)
    )
    assert precise > vague


def test_nothing_is_left_to_tell_where_the_state_is_known():
    known = np.array([0.0, 0.0, 1.0, 0.0, 0.0])
    told = levels.worth(known, marker=kind(), base=BASE)
    assert told.bits == pytest.approx(0, abs=1e-9)
    assert told.p_changes == pytest.approx(0, abs=1e-9)


def test_expected_information_is_what_results_drawn_from_the_model_tell_on_average():
    rng, sd = np.random.default_rng(3), 0.1
    marker = kind("moderate", sd_ln=sd)
    ln_level, given_state = _drawable(marker)
    fewer = []
    for state in rng.choice(5, p=NOW, size=1500):
        value = math.exp(rng.choice(ln_level, p=given_state[state]) + sd * rng.normal())
        after = combine.posterior(NOW, [levels.likelihood(value, marker=marker, base=BASE)])
        fewer.append((after * np.log2(after)).sum() - (NOW * np.log2(NOW)).sum())
    assert levels.worth(NOW, marker=marker, base=BASE).bits == pytest.approx(
        np.mean(fewer), abs=4 * np.std(fewer) / math.sqrt(len(fewer))
    )
