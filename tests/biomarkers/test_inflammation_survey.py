"""Removing inflammation across a survey: it gives back what a survey was made from, or refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.biomarkers.inflammation_survey import (
    InflammationFloor,
    rank_correlation,
    remove_inflammation,
    weighted_percentile,
)
from micronutrient.biomarkers.records import Moves
from micronutrient.errors import ImplausibleValue, NotIdentified

FLOOR = InflammationFloor(ln_crp_mg_l=-2.26, ln_agp_g_l=-0.52)
SLOPES = st.floats(-0.9, 0.9)


def survey(people=400, *, crp_slope=0.3, agp_slope=0.5, noise=0.0, seed=1):
    rng = np.random.default_rng(seed)
    crp, agp = np.exp(rng.normal(0, 1, people)), np.exp(rng.normal(0, 0.4, people))
    marker = 20 * crp**crp_slope * agp**agp_slope * np.exp(rng.normal(0, noise, people))
    return marker, crp, agp


@given(crp_slope=SLOPES, agp_slope=SLOPES, seed=st.integers(0, 99))
def test_recovers_the_slopes_it_was_made_from(crp_slope, agp_slope, seed):
    marker, crp, agp = survey(crp_slope=crp_slope, agp_slope=agp_slope, seed=seed)
    got = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)
    assert_allclose([got.slopes["crp"].slope, got.slopes["agp"].slope],
                    [crp_slope, agp_slope], atol=1e-11)  # fmt: skip
    quiet = 20 * np.minimum(crp, np.exp(-2.26)) ** crp_slope
    quiet *= np.minimum(agp, np.exp(-0.52)) ** agp_slope
    assert_allclose(got.corrected, quiet, rtol=1e-9)


@given(factor=st.floats(1e-3, 1e3), scale=st.floats(0.01, 100), seed=st.integers(0, 9))
def test_units_of_the_marker_and_of_the_weights_do_not_matter(factor, scale, seed):
    marker, crp, agp = survey(noise=0.4, seed=seed)
    weights = np.random.default_rng(seed).uniform(0.2, 3, marker.size)
    one = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, weights=weights)
    other = remove_inflammation(
        marker * factor, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, weights=weights * scale
    )
    assert_allclose(other.corrected, one.corrected * factor, rtol=1e-9)


def test_nobody_below_the_floor_is_moved():
    marker, crp, agp = survey(noise=0.4)
    calm = InflammationFloor(ln_crp_mg_l=9, ln_agp_g_l=9)
    got = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=calm)
    assert got.corrected.tolist() == marker.tolist()


def test_whole_weights_count_people_several_times():
    marker, crp, agp = survey(60, noise=0.5)
    times = np.random.default_rng(2).integers(0, 4, marker.size)
    weighted = remove_inflammation(
        marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, weights=times.astype(float)
    )
    again = np.repeat(np.arange(marker.size), times)
    plain = remove_inflammation(marker[again], crp_mg_l=crp[again], agp_g_l=agp[again], floor=FLOOR)
    for name in ("agp", "crp"):
        assert weighted.slopes[name].slope == pytest.approx(plain.slopes[name].slope, rel=1e-10)
        assert weighted.slopes[name].standard_error is None
        assert weighted.slopes[name].p_value is None
    assert weighted.people == np.count_nonzero(times)
    assert np.isfinite(weighted.corrected).all()


def test_whoever_lacks_one_measurement_stays_out_and_is_missing():
    marker, crp, agp = survey(100, noise=0.3)
    kept = remove_inflammation(marker[3:], crp_mg_l=crp[3:], agp_g_l=agp[3:], floor=FLOOR)
    marker[0], crp[1], agp[2] = np.nan, np.nan, np.nan
    got = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)
    assert np.isnan(got.corrected[:3]).all()
    assert got.corrected[3:].tolist() == kept.corrected.tolist()
    assert got.people == 97


def test_standard_errors_are_those_of_the_textbook():
    marker, crp, agp = survey(50, noise=0.5)
    got = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)
    design = np.column_stack([np.ones(50), np.log(agp), np.log(crp)])
    slopes, left, *_ = np.linalg.lstsq(design, np.log(marker))
    errors = np.sqrt(left[0] / 47 * np.diag(np.linalg.inv(design.T @ design)))
    assert_allclose([one.slope for one in got.slopes.values()], slopes[1:], rtol=1e-10)
    assert_allclose([one.standard_error for one in got.slopes.values()], errors[1:], rtol=1e-10)


def test_a_right_signed_fit_is_left_alone_by_the_constraint():
    marker, crp, agp = survey(noise=0.3)
    free = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)
    bound = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, only=Moves.RISES)
    assert bound.corrected.tolist() == free.corrected.tolist()


def test_a_wrong_signed_slope_is_set_to_zero_and_the_other_fitted_again():
    marker, crp, agp = survey(agp_slope=-0.4, noise=0.2)
    bound = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, only=Moves.RISES)
    alone = remove_inflammation(marker, crp_mg_l=crp, floor=FLOOR)
    assert bound.slopes["agp"].slope == 0
    assert bound.slopes["crp"].slope == pytest.approx(alone.slopes["crp"].slope, rel=1e-12)


def test_two_wrong_signs_leave_the_marker_as_it_is():
    marker, crp, agp = survey(crp_slope=-0.3, agp_slope=-0.4, noise=0.2)
    bound = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, only=Moves.RISES)
    assert {one.slope for one in bound.slopes.values()} == {0}
    assert bound.corrected.tolist() == marker.tolist()


@given(crp_slope=SLOPES, agp_slope=SLOPES, seed=st.integers(0, 50))
def test_the_constrained_fit_is_that_of_bounded_least_squares(crp_slope, agp_slope, seed):
    from scipy.optimize import nnls

    marker, crp, agp = survey(40, crp_slope=crp_slope, agp_slope=agp_slope, noise=0.5, seed=seed)
    agp = agp * crp**0.4
    got = remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR, only=Moves.FALLS)
    x = np.column_stack([np.log(agp), np.log(crp)])
    y = np.log(marker)
    expected, _ = nnls(-(x - x.mean(axis=0)), y - y.mean())
    assert_allclose([-one.slope for one in got.slopes.values()], expected, atol=1e-8)


@pytest.mark.parametrize("bad", [0.0, -1.0, np.inf])
@pytest.mark.parametrize("which", ["concentration", "crp", "agp"])
def test_what_is_no_concentration_is_refused(bad, which):
    marker, crp, agp = survey(20, noise=0.2)
    {"concentration": marker, "crp": crp, "agp": agp}[which][4] = bad
    with pytest.raises(ImplausibleValue, match=rf"{which}\[4\]"):
        remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)


def test_a_negative_weight_is_refused():
    marker, crp, _ = survey(20, noise=0.2)
    weights = np.ones(20)
    weights[7] = -1
    with pytest.raises(ImplausibleValue, match=r"weights\[7\]"):
        remove_inflammation(marker, crp_mg_l=crp, floor=FLOOR, weights=weights)


@pytest.mark.parametrize("people", [0, 1, 3])
def test_too_few_people_are_refused_with_their_number_and_another_way(people):
    marker, crp, agp = survey(people)
    with pytest.raises(NotIdentified) as refusal:
        remove_inflammation(marker, crp_mg_l=crp, agp_g_l=agp, floor=FLOOR)
    assert f"{people} people" in str(refusal.value)
    assert "at least 4" in str(refusal.value)
    assert "raised cut-offs" in str(refusal.value)


@pytest.mark.parametrize("power", [1.0, 2.0, -0.5])
def test_slopes_that_cannot_be_told_apart_are_refused(power):
    marker, crp, _ = survey(50, noise=0.2)
    with pytest.raises(NotIdentified, match="do not vary independently over 50 people"):
        remove_inflammation(marker, crp_mg_l=crp, agp_g_l=0.8 * crp**power, floor=FLOOR)


def test_inflammation_that_does_not_vary_is_refused():
    marker, crp, _ = survey(50, noise=0.2)
    with pytest.raises(NotIdentified, match="does not vary over 50 people"):
        remove_inflammation(marker, crp_mg_l=np.full_like(crp, 0.1), floor=FLOOR)


def test_a_floor_that_is_missing_is_refused():
    marker, crp, _ = survey(50, noise=0.2)
    with pytest.raises(NotIdentified, match="no reference value"):
        remove_inflammation(marker, crp_mg_l=crp, floor=InflammationFloor(ln_agp_g_l=-0.5))


@given(seed=st.integers(0, 200), people=st.integers(5, 60), ties=st.booleans())
def test_rank_correlation_is_that_of_a_statistics_library(seed, people, ties):
    from scipy.stats import spearmanr

    rng = np.random.default_rng(seed)
    one = rng.integers(0, 5, people).astype(float) if ties else rng.normal(size=people)
    other = -0.4 * one + rng.normal(size=people)
    one[0], other[1] = np.nan, np.nan
    both = np.isfinite(one) & np.isfinite(other)
    if np.unique(one[both]).size < 2:
        return
    expected = spearmanr(one[both], other[both])
    rho, p_value = rank_correlation(one, other)
    assert rho == pytest.approx(expected.statistic, abs=1e-12)
    assert p_value == pytest.approx(expected.pvalue, abs=1e-9)


def test_rank_correlation_of_the_same_order_is_one():
    ordered = np.arange(1.0, 8)
    assert rank_correlation(ordered, ordered**3) == (1, 0)
    assert rank_correlation(ordered, 1 / ordered) == (-1, 0)


@pytest.mark.parametrize("values", [[1.0, 2.0], [1.0, 1.0, 1.0, 1.0]])
def test_rank_correlation_needs_three_who_differ(values):
    with pytest.raises(NotIdentified):
        rank_correlation(np.array(values), np.arange(1.0, len(values) + 1))


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.floats(0, 100))
def test_equal_weights_give_the_plain_percentile(values, percent):
    array = np.array(values)
    plain = weighted_percentile(array, percent=percent)
    equal = weighted_percentile(array, percent=percent, weights=np.full(array.size, 3.0))
    assert equal == pytest.approx(plain, rel=1e-9)
    assert plain == pytest.approx(np.percentile(array, percent), rel=1e-12)


def test_heavy_people_draw_the_percentile_to_them():
    values, weights = np.array([1.0, 2, 3, 4]), np.array([1.0, 1, 1, 97])
    plain = weighted_percentile(values, percent=50)
    assert weighted_percentile(values, percent=50, weights=weights) > plain + 0.5
    assert np.isnan(weighted_percentile(values * np.nan, percent=50))
