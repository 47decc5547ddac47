"""Vitamin E to lipids: fifth percentile 2.86 µmol/mmol cholesterol (abstract of 1999).

2.22 and 1.59 are recalled (Thurnham DI et al. 1986).
"""

import math

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.alpha_tocopherol_lipids import (
    to_cholesterol_umol_mmol,
    to_lipids_umol_mmol,
)
from micronutrient.states import Status


def vitamin_e(*labs: dict[str, object], **person: object):
    return assessed("vitamin_e", *labs, **person)


@pytest.mark.parametrize(
    ("ratio", "state"), [(2.21, "deficient"), (2.22, "low"), (2.85, "low"), (2.86, "adequate")]
)
def test_published_limits(lab, read_one, ratio, state):
    found = read_one(lab("alpha_tocopherol_cholesterol", ratio, "umol/mmol"))
    assert found.reading == state


def test_arrays_and_gaps():
    tocopherol, cholesterol = np.array([25, np.nan, 25]), np.array([5, 5, np.nan])
    plain = to_cholesterol_umol_mmol(
        alpha_tocopherol_umol_l=tocopherol, cholesterol_mmol_l=cholesterol
    )
    both = to_lipids_umol_mmol(
        alpha_tocopherol_umol_l=tocopherol,
        cholesterol_mmol_l=cholesterol,
        triglycerides_mmol_l=1.25,
    )
    assert (plain[0], both[0]) == (pytest.approx(5), pytest.approx(4))
    assert np.isnan([plain[1:], both[1:]]).all()


def test_high_lipids_hide_a_deficiency_that_the_ratio_shows():
    row, _ = vitamin_e(
        row_of("alpha_tocopherol", 20, "umol/L"), row_of("cholesterol_total", 12, "mmol/L")
    )
    rows = shown(row)
    assert rows["alpha_tocopherol"].reading is Status.ADEQUATE
    assert rows["alpha_tocopherol"].replaced_by == "Alpha-tocopherol to cholesterol"
    assert not rows["alpha_tocopherol"].log_likelihood
    assert rows["alpha_tocopherol_cholesterol"].log_likelihood
    assert row.status in {Status.DEFICIENT, Status.LOW}
    assert row.conflicts


def test_low_lipids_explain_a_low_vitamin():
    row, _ = vitamin_e(
        row_of("alpha_tocopherol", 11, "umol/L"), row_of("cholesterol_total", 2, "mmol/L")
    )
    assert shown(row)["alpha_tocopherol"].reading is Status.DEFICIENT
    assert row.status is Status.ADEQUATE


def test_with_triglycerides_one_ratio_speaks_and_the_other_two_are_shown():
    row, _ = vitamin_e(
        row_of("alpha_tocopherol", 20, "umol/L"),
        row_of("cholesterol_total", 8, "mmol/L"),
        row_of("triglycerides", 6, "mmol/L"),
    )
    speaking = [slug for slug, one in shown(row).items() if one.log_likelihood]
    assert speaking == ["alpha_tocopherol_lipids"]
    assert len(shown(row)) == 3


def test_the_variation_of_a_sum_is_weighed(lab, read):
    found = read(
        lab("alpha_tocopherol", 20, "umol/L"),
        lab("cholesterol_total", 5, "mmol/L"),
        lab("triglycerides", 1, "mmol/L"),
    )
    ratio = next(one for one in found.readings if one.marker == "alpha_tocopherol_lipids")
    plain = next(one for one in found.readings if one.marker == "alpha_tocopherol_cholesterol")
    assert ratio.sd_ln > plain.sd_ln * 0.5
    sds = {one.marker: one.sd_ln for one in found.readings}
    lipids = math.hypot(5 * sds["cholesterol_total"], sds["triglycerides"]) / 6
    assert ratio.sd_ln == pytest.approx(math.hypot(sds["alpha_tocopherol"], lipids), rel=1e-4)


def test_triglycerides_after_a_meal_are_doubted():
    row, _ = vitamin_e(
        row_of("alpha_tocopherol", 25, "umol/L"),
        row_of("cholesterol_total", 5, "mmol/L"),
        row_of("triglycerides", 3, "mmol/L", fasting=False),
    )
    assert "not taken fasting" in shown(row)["alpha_tocopherol_lipids"].why


def test_the_ratio_to_all_lipids_allows_for_a_lipaemic_sample_and_that_to_cholesterol_does_not():
    note = {"note": "lipaemic"}
    parts = (
        row_of("alpha_tocopherol", 40, "umol/L", **note),
        row_of("cholesterol_total", 8, "mmol/L", **note),
        row_of("triglycerides", 9, "mmol/L", **note),
    )
    row, refused = vitamin_e(*parts)
    assert shown(row)["alpha_tocopherol"].reading is Status.UNINTERPRETABLE
    assert shown(row)["alpha_tocopherol_lipids"].reading is not Status.UNINTERPRETABLE
    assert [line.partition(":")[0] for line in refused] == ["alpha_tocopherol_cholesterol"]
    assert "the sample is lipaemic, which moves" in refused[0]
