"""Omega-3 index: Walker 2019 (Am J Clin Nutr 110:1034), abstract and press release."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.epa_dha import Ester, dose_for_index, omega3_index_after
from micronutrient.errors import NotIdentified, OutsideDomain
from micronutrient.sources import Checked

RECALLED = Checked.RECALLED


def test_published_answer_to_850_mg_as_ethyl_ester():
    got = omega3_index_after(4.9, epa_dha_g_d=0.85, ester=Ester.ETHYL_ESTER, accept=RECALLED)
    assert round(float(got), 1) == 6.5


@pytest.mark.parametrize(("before", "printed"), [(2, 2.2), (4, 1.5), (6, 0.75)])
def test_published_doses_of_triglyceride_for_8_percent(before: float, printed: float):
    got = omega3_index_after(before, epa_dha_g_d=printed, ester=Ester.TRIGLYCERIDE, accept=RECALLED)
    assert_allclose(got, 8, atol=0.05)


def test_the_dose_for_an_index_leads_to_it():
    dose = dose_for_index(4.0, index_percent=8.0, ester=Ester.TRIGLYCERIDE, accept=RECALLED)
    got = omega3_index_after(4.0, epa_dha_g_d=dose, ester=Ester.TRIGLYCERIDE, accept=RECALLED)
    assert_allclose(got, 8.0)


def test_triglycerides_give_one_point_more():
    esters = [
        omega3_index_after(5, epa_dha_g_d=1, ester=one, accept=RECALLED)
        for one in (Ester.ETHYL_ESTER, Ester.TRIGLYCERIDE)
    ]
    assert_allclose(esters[1] - esters[0], 1.0)


def test_the_fit_is_off_unless_it_is_accepted():
    with pytest.raises(NotIdentified, match="measure the index again"):
        omega3_index_after(5, epa_dha_g_d=1, ester=Ester.ETHYL_ESTER)
    with pytest.raises(NotIdentified, match="measure the index again"):
        dose_for_index(5, index_percent=8, ester=Ester.ETHYL_ESTER)


def test_answers_outside_the_printed_ones_are_refused():
    with pytest.raises(OutsideDomain, match="epa_dha_g_d"):
        omega3_index_after(5, epa_dha_g_d=0.2, ester=Ester.ETHYL_ESTER, accept=RECALLED)
    with pytest.raises(OutsideDomain, match="baseline_percent"):
        dose_for_index(7, index_percent=8, ester=Ester.TRIGLYCERIDE, accept=RECALLED)
    with pytest.raises(OutsideDomain, match="epa_dha_g_d"):
        dose_for_index(5, index_percent=12, ester=Ester.ETHYL_ESTER, accept=RECALLED)


def test_missing_stays_missing():
    got = omega3_index_after(
        np.array([np.nan, 5.0]), epa_dha_g_d=1, ester=Ester.ETHYL_ESTER, accept=RECALLED
    )
    assert np.isnan(got).tolist() == [True, False]
