"""Free copper = copper - 3.15 ceruloplasmin; above 200 µg/L in Wilson's disease: EASL 2012.

Negative results are common with immunoassays: Twomey PJ et al. J Clin Pathol 2006;59:867.
"""

import math

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.free_copper import free_copper_ug_l
from micronutrient.biomarkers.variation import sd_ln_of


def copper(*labs: dict[str, object], **person: object):
    return assessed("copper", *labs, **person)


def test_published_limit_of_wilsons_disease(lab, read_one):
    assert free_copper_ug_l(copper_ug_l=600, ceruloplasmin_mg_l=100) == pytest.approx(285)
    assert read_one(lab("free_copper", 199, "ug/L")).reading == "unknown"
    assert read_one(lab("free_copper", 200, "ug/L")).reading == "high"


def test_a_difference_that_no_blood_can_have_is_missing():
    found = free_copper_ug_l(
        copper_ug_l=np.array([1000, 630, 600, np.nan]), ceruloplasmin_mg_l=200.0
    )
    assert np.isnan(found).tolist() == [False, True, True, True]


def test_a_case_in_which_the_assays_contradict_each_other_is_refused_and_told_what_would_do():
    row, refused = copper(row_of("copper", 12, "umol/L"), row_of("ceruloplasmin", 0.30, "g/L"))
    assert "free_copper" not in shown(row)
    assert len(refused) == 1
    assert "immunoassay overstates" in refused[0]
    assert "oxidase activity" in refused[0]


def test_it_is_shown_and_never_counts_for_copper():
    row, refused = copper(row_of("copper", 9.5, "umol/L"), row_of("ceruloplasmin", 8, "mg/dL"))
    rows = shown(row)
    found = rows["free_copper"]
    assert refused == []
    assert found.used_value == pytest.approx(9.5 * 63.546 - 3.15 * 80)
    assert found.reading == "high"
    assert not found.log_likelihood
    assert rows["copper"].log_likelihood


def test_a_small_difference_of_large_numbers_is_blurred():
    row, _ = copper(row_of("copper", 15, "umol/L"), row_of("ceruloplasmin", 270, "mg/L"))
    found = shown(row)["free_copper"]
    total, bound = 15 * 63.546, 3.15 * 270
    copper_cv = sd_ln_of(math.hypot(7.8, 2.2))
    ceruloplasmin_cv = sd_ln_of(math.hypot(10, 5))
    sd = math.hypot(total * copper_cv, bound * ceruloplasmin_cv) / (total - bound)
    assert math.log(found.used_high / found.used_low) == pytest.approx(2 * 1.645 * sd, rel=1e-3)
    assert sd > 0.9
