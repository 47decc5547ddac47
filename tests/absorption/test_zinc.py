"""Zinc: EFSA Journal 2014;12(10):3844 (requirements by phytate), Hambidge 2008 (abstract).

The reference weights of 58.5 and 68.1 kg stand in EFSA's abstract; 79.4 kg, behind the population
reference intakes of men, is recalled. WHO's classes and intakes: PMC6860719, table 3, and table 3
of Immunity & Ageing 2025 (s12979-025-00511-1).
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.zinc import (
    Bioavailability,
    absorbed_zinc,
    average_requirement,
    bioavailability,
    class_absorption,
    molar_ratio,
    physiological_requirement,
    saturation,
    zinc_for_absorbed,
)
from micronutrient.errors import OutsideDomain

PHYTATE = np.array([300.0, 600, 900, 1200])
ADULT = np.array(40.0)


@pytest.mark.parametrize(
    ("weight_kg", "printed_mg_d", "within"),
    [
        (58.5, [6.2, 7.6, 8.9, 10.2], 0.06),
        (68.1, [7.5, 9.3, 11.0, 12.7], 0.09),
        (79.4, [9.4, 11.7, 14.0, 16.3], 0.025),
    ],
)
def test_published_requirements_of_efsa_by_phytate(weight_kg, printed_mg_d, within):
    got = average_requirement(np.array(weight_kg), phytate_mg_d=PHYTATE)
    assert_allclose(got, printed_mg_d, atol=within)


@pytest.mark.parametrize(("phytate_mg_d", "times"), [(1000, 2), (2000, 3)])
def test_published_doubling_and_tripling_of_the_requirement_by_phytate(phytate_mg_d, times):
    """Hambidge 2008 with an earlier set of parameters; this set keeps it to a fortieth."""
    need = physiological_requirement(np.array(68.1))
    without = zinc_for_absorbed(need, phytate_mg_d=np.array(0.0))
    beside = zinc_for_absorbed(need, phytate_mg_d=np.array(float(phytate_mg_d)))
    assert beside / without == pytest.approx(times, rel=0.025)


@pytest.mark.parametrize(
    ("ratio", "word", "share"),
    [(4.99, "high", 0.5), (5, "moderate", 0.3), (15, "moderate", 0.3), (15.01, "low", 0.15)],
)
def test_published_classes_of_who(ratio, word, share):
    assert bioavailability(np.array([ratio])).tolist() == [word]
    assert class_absorption(np.array([ratio])).tolist() == [share]


@pytest.mark.parametrize("printed_mg_d", [(4.2, 7.0, 14.0), (3.0, 4.9, 9.8), (3.4, 5.5, 11.0)])
def test_published_intakes_of_who_give_one_absorbed_amount_in_every_class(printed_mg_d):
    """Men, women, and the first trimester: high, moderate and low bioavailability."""
    absorbed = printed_mg_d * class_absorption(np.array([3.0, 10.0, 20.0]))
    assert_allclose(absorbed, absorbed.mean(), rtol=0.03)


def test_ten_milligrams_of_zinc_with_660_of_phytate_have_a_ratio_of_6_5():
    assert molar_ratio(np.array(660.03), zinc_mg=np.array(10.0)) == pytest.approx(6.538)


@given(zinc_mg_d=st.floats(0.1, 20), phytate_mg_d=st.floats(0, 4000), more=st.floats(0.01, 1000))
def test_more_zinc_gives_more_and_more_phytate_less(zinc_mg_d, phytate_mg_d, more):
    def absorbed(zinc, phytate):
        return absorbed_zinc(
            np.array(zinc), phytate_mg_d=np.array(phytate), age_y=ADULT
        ).absorbed_mg_d

    here = absorbed(zinc_mg_d, phytate_mg_d)
    assert absorbed(zinc_mg_d + 0.5, phytate_mg_d) > here
    assert absorbed(zinc_mg_d, phytate_mg_d + more) < here
    assert 0 < here < zinc_mg_d


@given(zinc_mg_d=st.floats(0.01, 21.9), phytate_mg_d=st.floats(0, 5000))
def test_the_intake_that_an_absorbed_amount_needs_is_the_one_that_gave_it(zinc_mg_d, phytate_mg_d):
    phytate = np.array(phytate_mg_d)
    absorbed = absorbed_zinc(np.array(zinc_mg_d), phytate_mg_d=phytate, age_y=ADULT).absorbed_mg_d
    assert zinc_for_absorbed(absorbed, phytate_mg_d=phytate) == pytest.approx(zinc_mg_d, rel=1e-6)


def test_the_interval_is_the_first_order_error_of_three_independent_parameters():
    model, rng = saturation(), np.random.default_rng(3)
    zinc, phytate = 10 / model.zinc_g_mol, 600 / model.phytate_g_mol
    a_max, k_r, k_p = (
        one.value + one.se * rng.normal(size=400_000) / 10
        for one in (model.a_max, model.k_r, model.k_p)
    )
    both = a_max + zinc + k_r * (1 + phytate / k_p)
    drawn = (both - np.sqrt(both**2 - 4 * a_max * zinc)) / 2 * model.zinc_g_mol
    got = absorbed_zinc(np.array(10.0), phytate_mg_d=np.array(600.0), age_y=ADULT)
    assert got.absorbed_mg_d == pytest.approx(np.median(drawn), rel=1e-3)
    assert got.high_mg_d - got.absorbed_mg_d == pytest.approx(10 * drawn.std(), rel=0.02)
    assert got.absorbed_mg_d - got.low_mg_d == pytest.approx(10 * drawn.std(), rel=0.02)


def test_missing_values_stay_missing_and_no_zinc_gives_none():
    nan = np.nan
    got = absorbed_zinc(
        np.array([nan, 8, 8, 0]),
        phytate_mg_d=np.array([300, nan, 300, 300]),
        age_y=np.array([30, 30, nan, 30]),
    )
    assert_allclose(got.absorbed_mg_d, [nan, nan, nan, 0])
    assert_allclose(got.high_mg_d, [nan, nan, nan, 0])
    assert np.isnan(molar_ratio(np.array([nan, 5.0]), zinc_mg=np.array([5.0, 0.0]))).all()
    assert bioavailability(np.array([nan])).tolist() == [Bioavailability.UNKNOWN]
    assert np.isnan(class_absorption(np.array([nan]))).all()


def test_the_eighth_birthday_is_inside_and_what_is_younger_is_told_what_would_do():
    absorbed_zinc(np.array(5.0), phytate_mg_d=np.array(300.0), age_y=np.array(8.0))
    with pytest.raises(OutsideDomain, match=r"age_y\[1\]: 7\.9 .*compare the intake itself"):
        absorbed_zinc(np.array(5.0), phytate_mg_d=np.array(300.0), age_y=np.array([8, 7.9]))


@pytest.mark.parametrize(("zinc_mg_d", "phytate_mg_d"), [(22.1, 300), (-1, 300), (10, 5101)])
def test_amounts_beyond_the_diets_that_were_studied_are_refused(zinc_mg_d, phytate_mg_d):
    with pytest.raises(OutsideDomain, match=r"count a supplement apart"):
        absorbed_zinc(np.array(zinc_mg_d), phytate_mg_d=np.array(phytate_mg_d), age_y=ADULT)


@pytest.mark.parametrize(
    ("absorbed_mg_d", "needed"), [(5.0, "46.7"), (5.95, "inf"), (7.0, "inf"), (-0.5, "-1.1")]
)
def test_an_amount_that_no_studied_intake_gives_is_refused(absorbed_mg_d, needed):
    with pytest.raises(OutsideDomain, match=f"zinc_mg_d: {needed}"):
        zinc_for_absorbed(np.array(absorbed_mg_d), phytate_mg_d=np.array(1200.0))


@given(zinc_mg_d=st.floats(0.01, 22), phytate_mg_d=st.floats(0, 5100))
def test_the_interval_lies_between_nothing_and_all_that_was_eaten(zinc_mg_d, phytate_mg_d):
    got = absorbed_zinc(np.array(zinc_mg_d), phytate_mg_d=np.array(phytate_mg_d), age_y=ADULT)
    assert 0 < got.low_mg_d < got.absorbed_mg_d < got.high_mg_d < zinc_mg_d


@pytest.mark.parametrize(("weight_kg", "phytate_mg_d"), [(50, 600), (90, 600), (60, 299)])
def test_weights_and_phytate_beyond_those_of_efsa_are_refused(weight_kg, phytate_mg_d):
    with pytest.raises(OutsideDomain, match=r"take the value that EFSA prints"):
        average_requirement(np.array(weight_kg), phytate_mg_d=np.array(phytate_mg_d))


def test_a_negative_ratio_is_refused():
    with pytest.raises(OutsideDomain, match="ratio"):
        bioavailability(np.array([-1.0]))
