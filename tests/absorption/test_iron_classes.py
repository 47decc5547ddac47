"""Shares of all dietary iron, as printed.

By ferritin: abstracts of Am J Clin Nutr 2017;105:1408 and of PLoS ONE 2014;9:e111824. EFSA:
abstract of EFSA Journal 2015;13(10):4254. IOM 2001: p. 574 and note of table 9-6. WHO and FAO 2004:
5 to 10 % and 12 to 15 %, as others quote it.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.iron_classes import (
    Authority,
    IronGroup,
    bioavailability_class,
    dainty_2014,
    reference_ferritin_ug_l,
    total_diet_by_ferritin,
)
from micronutrient.errors import NoReferenceValue, OutsideDomain
from micronutrient.sources import Checked

GROUPS = st.sampled_from(IronGroup)


@pytest.mark.parametrize(
    ("group", "printed_percent"),
    [
        (IronGroup.MEN, [22.3, 16.3, 11.6]),
        (IronGroup.PREMENOPAUSAL, [27.2, 17.2, 10.6]),
        (IronGroup.POSTMENOPAUSAL, [18.4, 12.7, 10.5]),
    ],
)
def test_published_absorption_at_ferritin_15_30_and_60(group, printed_percent):
    got = total_diet_by_ferritin(np.array([15, 30, 60]), group=group)
    assert_allclose(got, printed_percent, rtol=1e-12)


@pytest.mark.parametrize(
    ("group", "ferritin_ug_l", "printed_percent"),
    [
        (IronGroup.MEN, 85, 8),
        (IronGroup.MEN, 45, 14),
        (IronGroup.PREMENOPAUSAL, 38, 17),
        (IronGroup.PREMENOPAUSAL, 45, 13),
    ],
)
def test_published_absorption_in_the_survey_of_2000(group, ferritin_ug_l, printed_percent):
    assert dainty_2014(ferritin_ug_l, group=group) == pytest.approx(printed_percent)


@pytest.mark.parametrize(
    ("authority", "diet", "printed_percent", "checked"),
    [
        (Authority.WHO_FAO, "low", 5, Checked.SECONDARY),
        (Authority.WHO_FAO, "moderate", 10, Checked.SECONDARY),
        (Authority.WHO_FAO, "good", 12, Checked.SECONDARY),
        (Authority.WHO_FAO, "high", 15, Checked.SECONDARY),
        (Authority.EFSA, "men", 16, Checked.PRIMARY),
        (Authority.EFSA, "premenopausal", 18, Checked.PRIMARY),
        (Authority.EFSA, "postmenopausal", 16, Checked.PRIMARY),
        (Authority.EFSA, "under_12_y", 10, Checked.PRIMARY),
        (Authority.EFSA, "12_to_17_y", 16, Checked.PRIMARY),
        (Authority.IOM, "omnivore", 18, Checked.PRIMARY),
        (Authority.IOM, "vegetarian", 10, Checked.PRIMARY),
        (Authority.IOM, "infants_7_12_months", 10, Checked.PRIMARY),
    ],
)
def test_published_classes(authority, diet, printed_percent, checked):
    got = bioavailability_class(authority, diet=diet)
    assert (got.percent, got.checked) == (printed_percent, checked)


def test_published_ferritin_at_which_efsa_judges():
    assert reference_ferritin_ug_l(Authority.EFSA) == 30


def test_efsas_shares_are_those_of_the_same_model_at_the_same_ferritin():
    for group in (IronGroup.MEN, IronGroup.PREMENOPAUSAL):
        modelled = total_diet_by_ferritin(reference_ferritin_ug_l(Authority.EFSA), group=group)
        assert modelled == pytest.approx(
            bioavailability_class(Authority.EFSA, diet=group).percent, abs=1
        )


@given(GROUPS, st.floats(15, 60), st.floats(15, 60))
def test_fuller_stores_absorb_less(group, one, other):
    less, more = sorted((one, other))
    assert total_diet_by_ferritin(more, group=group) <= total_diet_by_ferritin(less, group=group)


def test_halfway_between_two_printed_values_is_their_geometric_middle_in_ferritin():
    middle = np.sqrt(15 * 30)
    assert total_diet_by_ferritin(middle, group=IronGroup.MEN) == pytest.approx((22.3 + 16.3) / 2)


def test_a_missing_ferritin_gives_no_share():
    got = total_diet_by_ferritin(np.array([np.nan, 30]), group=IronGroup.MEN)
    assert np.isnan(got).tolist() == [True, False]


@pytest.mark.parametrize("ferritin", [14.9, 60.1])
def test_outside_15_to_60_it_refuses_and_names_what_reaches_further(ferritin):
    with pytest.raises(OutsideDomain, match=r"15 to 60 ug/L; use collings_2013"):
        total_diet_by_ferritin(ferritin, group=IronGroup.MEN)


def test_the_survey_of_2000_refuses_ferritin_and_women_that_it_did_not_report():
    with pytest.raises(OutsideDomain, match=r"38 to 45 ug/L"):
        dainty_2014(50.0, group=IronGroup.PREMENOPAUSAL)
    with pytest.raises(NoReferenceValue, match=r"postmenopausal; allowed: men, premenopausal"):
        dainty_2014(50.0, group=IronGroup.POSTMENOPAUSAL)


def test_a_class_of_another_authority_is_refused_and_its_own_are_named():
    with pytest.raises(NoReferenceValue, match=r"omnivore, vegetarian, infants_7_12_months"):
        bioavailability_class(Authority.IOM, diet="high")
    with pytest.raises(NoReferenceValue, match=r"who_fao names no ferritin.*allowed: iom, efsa"):
        reference_ferritin_ug_l(Authority.WHO_FAO)
