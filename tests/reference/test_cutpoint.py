"""A population against its cut-points: laws and borders."""

import numpy as np
import pytest

from micronutrient.reference.cutpoint import judge_population


@pytest.mark.parametrize("people", [0, 1, 63, 64, 65, 16320, 16321, 40000])
@pytest.mark.parametrize("each", [False, True])
def test_agrees_with_plain_comparison(people, each):
    rng = np.random.default_rng(people)
    intakes = rng.gamma(4, 25, (people, 7))
    intakes[rng.random(intakes.shape) < 0.1] = np.nan
    shape = (people, 7) if each else 7
    ears, uls = rng.uniform(60, 120, shape), rng.uniform(150, 250, shape)
    ears[..., 2], uls[..., 3] = np.nan, np.nan
    got = judge_population(intakes, ears=ears, uls=uls)
    assert (got.below == (intakes < ears)).all()
    assert (got.above == (intakes > uls)).all()
    assert (got.known == ~np.isnan(intakes)).all()
    assert got.unknown.tolist() == np.isnan(intakes).sum(axis=0).tolist()
    for share, mask, limit in (
        (got.share_below, got.below, ears),
        (got.share_above, got.above, uls),
    ):
        judged = (~np.isnan(intakes) & ~np.isnan(limit)).sum(axis=0)
        wanted = [m / j if j else np.nan for m, j in zip(mask.sum(axis=0), judged, strict=True)]
        np.testing.assert_allclose(share, wanted, rtol=1e-15)


def test_an_unknown_intake_is_neither_below_nor_above_and_not_in_the_share():
    intakes = np.array([[np.nan], [5.0], [15.0], [25.0]])
    got = judge_population(intakes, ears=np.array([10.0]), uls=np.array([20.0]))
    assert got.below.ravel().tolist() == [False, True, False, False]
    assert got.above.ravel().tolist() == [False, False, False, True]
    assert got.unknown.tolist() == [1]
    assert got.share_below == pytest.approx([1 / 3])


def test_an_intake_at_the_cut_point_is_on_neither_side():
    got = judge_population(np.array([[10.0]]), ears=np.array([10.0]), uls=np.array([10.0]))
    assert not got.below.any()
    assert not got.above.any()


def test_no_cut_point_gives_no_share():
    got = judge_population(np.array([[1.0]]), ears=np.array([np.nan]), uls=np.array([np.nan]))
    assert np.isnan(got.share_below).all()
    assert np.isnan(got.share_above).all()


def test_any_memory_order_will_do():
    rng = np.random.default_rng(1)
    intakes = rng.gamma(4, 25, (300, 5))
    limits = {"ears": np.full(5, 90.0), "uls": np.full(5, 200.0)}
    c = judge_population(intakes, **limits)
    f = judge_population(np.asfortranarray(intakes), **limits)
    assert (c.below == f.below).all()
    assert (c.share_above == f.share_above).all()
