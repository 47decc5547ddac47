"""The combination: laws of probability, and what its words mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.balance import combine
from micronutrient.balance.assumptions import model
from micronutrient.balance.combine import believe, posterior, prior, word
from micronutrient.states import STATES, Status
from micronutrient.verdict import Probability

shares = st.floats(0, 1)


BASE = model().base()


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
    assert prior(belief, base=BASE).sum() == pytest.approx(1)
    assert total(combine.from_intake_alone(belief)) == pytest.approx(1)


def test_intake_alone_never_says_deficient_or_toxic() -> None:
    worst = believe(p_inadequate_at_least=1, p_inadequate_at_most=1)
    most = believe(p_inadequate_at_least=0, p_inadequate_at_most=0, p_above_ul_at_least=1)
    assert word(combine.from_intake_alone(worst)) is Status.LOW
    assert word(combine.from_intake_alone(most)) is Status.HIGH


def test_what_cannot_be_known_is_unknown_and_never_adequate() -> None:
    nothing = believe(p_inadequate_at_least=0, p_inadequate_at_most=1)
    assert word(combine.from_intake_alone(nothing)) is Status.UNKNOWN


def test_without_any_result_the_prior_stands() -> None:
    assert posterior(BASE, []) == pytest.approx(BASE)


def test_a_result_that_fits_every_state_alike_changes_nothing() -> None:
    assert posterior(BASE, [np.ones(5), np.full(5, 3.0)]) == pytest.approx(BASE)


def test_the_order_of_results_does_not_matter() -> None:
    one, two = np.array([8, 2, 0.5, 0.5, 0.5]), np.array([0.2, 0.5, 1, 1, 4])
    assert posterior(BASE, [one, two]) == pytest.approx(posterior(BASE, [two, one]))


def test_risks_move_only_their_own_side() -> None:
    base = prior(None, base=BASE)
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
