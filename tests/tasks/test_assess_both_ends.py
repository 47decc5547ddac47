"""One marker that reads deficient and another toxic: no word is given on the nutrient."""

import pytest

from micronutrient.states import Status
from micronutrient.tasks.assess import assess


def copper(urine_umol_d):
    labs = [
        {"marker": "copper", "value": 5.0, "unit": "umol/L"},
        {"marker": "copper_urine", "value": urine_umol_d, "unit": "umol/d"},
    ]
    found = assess({"person": {"sex": "male", "age_years": 18}, "labs": labs})
    return next(one for one in found.nutrients if one.nutrient == "copper")


def test_little_copper_in_blood_and_much_in_urine_is_no_deficiency():
    row = copper(1.6)
    assert row.status is Status.UNINTERPRETABLE
    assert row.probability is None
    assert row.confidence.basis == ("biomarker",)
    assert any("exclude each other" in line for line in row.conflicts)


@pytest.mark.parametrize("urine_umol_d", [0.2, 0.7, 1.59])
def test_below_the_toxic_limit_the_low_copper_stands(urine_umol_d):
    row = copper(urine_umol_d)
    assert row.status is Status.DEFICIENT
    assert not any("exclude each other" in line for line in row.conflicts)
