"""Iodine: IOM 2001 p. 272; Andersen 2008 (abstract); Juan 2016 (PMC5004496), table 1."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.iodine import (
    intake_of_adults,
    intake_of_groups,
    requirement_cutoff,
    urinary_share,
)
from micronutrient.errors import OutsideDomain

MANY = np.array(500.0)


def test_published_intake_of_children_of_40_kg():
    """1.2 mL of urine an hour and kg, 100 µg/L: 125 µg a day."""
    got = intake_of_groups(np.array(100.0), urine_l_d=np.array(1.2 * 24 * 40 / 1000), samples=MANY)
    assert got.intake_ug_d == pytest.approx(125, abs=0.5)


def test_published_figure_per_kg_is_0_9_ml_an_hour():
    share = urinary_share()
    assert share.per_kg == pytest.approx(0.9 * 24 / 1000 / share.excreted_share, abs=5e-5)


@pytest.mark.parametrize(("samples", "within"), [(125, 0.10), (500, 0.05)])
def test_published_error_of_a_groups_level(samples, within):
    got = intake_of_adults(
        np.array(100.0), weight_kg=np.array(60.0), samples=np.array(float(samples))
    )
    assert got.intake_ug_d == pytest.approx(141)
    assert got.high_ug_d / got.intake_ug_d - 1 == pytest.approx(within)
    assert 1 - got.low_ug_d / got.intake_ug_d == pytest.approx(within)


@pytest.mark.parametrize(
    ("adequate", "ear", "rda", "printed_ug_l"),
    [(100, 65, 90, 72), (100, 73, 120, 61), (100, 95, 150, 63), (150, 160, 220, 109)],
)
def test_published_cutoffs_for_the_average_requirement(adequate, ear, rda, printed_ug_l):
    got = requirement_cutoff(np.array(adequate), ear_ug_d=np.array(ear), rda_ug_d=np.array(rda))
    assert round(float(got)) == printed_ug_l


def test_groups_are_answered_together_and_missing_stays_missing():
    nan = np.nan
    got = intake_of_groups(
        np.array([100, nan, 100, 100]),
        urine_l_d=np.array([1.5, 1.5, nan, 1.5]),
        samples=np.array([200, 200, 200, nan]),
    )
    assert_allclose(got.intake_ug_d, [150 / 0.92, nan, nan, nan])
    assert_allclose(np.isnan(got.low_ug_d), [False, True, True, True])


@pytest.mark.parametrize("samples", [1, 30, 99])
def test_one_persons_sample_and_small_groups_are_refused(samples):
    few = np.array(float(samples))
    with pytest.raises(OutsideDomain, match="collect 100 samples or more"):
        intake_of_groups(np.array(100.0), urine_l_d=np.array(1.5), samples=few)
    with pytest.raises(OutsideDomain, match="collect 100 samples or more"):
        intake_of_adults(np.array(100.0), weight_kg=np.array(60.0), samples=few)


def test_negative_amounts_are_refused():
    with pytest.raises(OutsideDomain, match="urine_l_d"):
        intake_of_groups(np.array(100.0), urine_l_d=np.array(-1.0), samples=MANY)
    with pytest.raises(OutsideDomain, match="rda_ug_d"):
        requirement_cutoff(np.array(100.0), ear_ug_d=np.array(95.0), rda_ug_d=np.array(0.0))
