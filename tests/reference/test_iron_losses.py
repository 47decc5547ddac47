"""What a body loses of iron, as IOM 2001 prints it on pp. 335 and 340, and 18 percent absorbed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import ImplausibleValue, OutsideDomain
from micronutrient.reference.iron_losses import (
    absorbed_share,
    basal_iron_loss_mg_d,
    iron_losses,
    iron_requirement_mg_d,
    menstrual_iron_loss_mg_d,
)

WEIGHTS = st.floats(min_value=36, max_value=109)


def test_published_basal_loss_of_the_median_man():
    assert basal_iron_loss_mg_d(77.4) == pytest.approx(1.08, abs=0.005)


def test_published_factors_of_menstrual_loss():
    menses = iron_losses().menstrual
    assert (menses.haemoglobin_g_ml, menses.iron_mg_g, menses.cycle_d) == (0.135, 3.39, 28)
    assert menstrual_iron_loss_mg_d(1000.0) == pytest.approx(16.345, abs=1e-3)


def test_published_requirement_of_men_follows():
    # EAR 6, which the table rounds from 1.08 / 0.18
    got = iron_requirement_mg_d(77.4, menstrual_loss_ml=0.0, absorbed_percent=18)
    assert got == pytest.approx(6.02, abs=0.005)


@pytest.mark.parametrize(
    ("publisher", "words", "age", "percent"),
    [
        ("iom", {"female", "menstruates"}, 30, 18),
        ("efsa", {"male"}, 30, 16),
        ("efsa", {"female", "menstruates"}, 30, 18),
        ("efsa", {"female", "menstruates"}, 14, 16),
        ("efsa", {"female"}, 60, 16),
        ("efsa", {"male"}, 11.9, 10),
    ],
)
def test_published_share_absorbed(publisher, words, age, percent):
    assert absorbed_share(publisher, words=words, age_years=age).percent == percent


def test_no_share_of_a_publisher_that_names_none():
    assert absorbed_share("who", words={"male"}, age_years=30) is None
    assert absorbed_share("iom", words={"male"}, age_years=0.8) is None


@given(weight=WEIGHTS, lost=st.floats(min_value=0, max_value=500), more=st.floats(0.1, 100))
def test_whoever_loses_more_needs_more(weight, lost, more):
    less = iron_requirement_mg_d(weight, menstrual_loss_ml=lost, absorbed_percent=18)
    assert iron_requirement_mg_d(weight, menstrual_loss_ml=lost + more, absorbed_percent=18) > less
    vegetarian = iron_requirement_mg_d(weight, menstrual_loss_ml=lost, absorbed_percent=10)
    assert vegetarian == pytest.approx(1.8 * less)


def test_many_at_once_as_one_by_one():
    weights, lost = np.array([50.0, 62.0, np.nan]), np.array([0.0, 31.0, 40.0])
    together = iron_requirement_mg_d(weights, menstrual_loss_ml=lost, absorbed_percent=18)
    assert together[:2] == pytest.approx(
        [
            iron_requirement_mg_d(50.0, menstrual_loss_ml=0.0, absorbed_percent=18),
            iron_requirement_mg_d(62.0, menstrual_loss_ml=31.0, absorbed_percent=18),
        ]
    )
    assert math.isnan(together[2])


def test_the_ends_of_the_weights_belong_to_it_and_beyond_them_it_refuses():
    basal = iron_losses().basal
    basal_iron_loss_mg_d(np.array([basal.from_kg, basal.to_kg]))
    for weight in (basal.from_kg - 0.1, basal.to_kg + 0.1):
        with pytest.raises(OutsideDomain, match="requirement_for"):
            basal_iron_loss_mg_d(np.array([70.0, weight]))


def test_the_weights_are_those_of_the_outermost_printed_percentiles():
    from micronutrient.reference.variation import iron_table

    basal, table = iron_losses().basal, iron_table()
    lightest = table.group("women_postmenopausal").requirements[0]
    heaviest = table.group("men_19_years_and_over").requirements[-1]
    ends = [dietary * 0.18 / basal.mg_kg_d for dietary in (lightest, heaviest)]
    assert ends == pytest.approx([basal.from_kg, basal.to_kg], abs=0.06)


def test_what_cannot_be_is_refused():
    with pytest.raises(ImplausibleValue, match="menstrual_loss_ml"):
        menstrual_iron_loss_mg_d(-1.0)
    for percent in (0.0, 101.0, math.nan):
        with pytest.raises(ImplausibleValue, match="absorbed_percent"):
            iron_requirement_mg_d(60.0, menstrual_loss_ml=0.0, absorbed_percent=percent)
