"""Refeeding syndrome by the fall of an electrolyte (da Silva 2020, ASPEN consensus, abstract)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.marker import names
from micronutrient.biomarkers.refeeding import refeeding_grade
from micronutrient.biomarkers.rules import rules
from micronutrient.errors import InputFault


@pytest.mark.parametrize("marker", ["phosphate_serum", "potassium_serum", "magnesium_serum"])
@pytest.mark.parametrize(
    ("after", "grade"),
    [(0.91, ""), (0.90, "mild"), (0.81, "mild"), (0.79, "moderate"), (0.70, "moderate")],
)
def test_published_grades(marker, after, grade):
    assert refeeding_grade(marker, before=1.0, after=after, days=3) == grade


def test_published_severe_is_above_30_percent_within_5_days():
    assert refeeding_grade("phosphate_serum", before=1.0, after=0.69, days=5) == "severe"
    assert refeeding_grade("phosphate_serum", before=1.0, after=0.69, days=6) == ""


def test_the_markers_of_the_rule_exist():
    assert set(rules().refeeding.markers) <= set(names())


@given(before=st.floats(0.1, 10), share=st.floats(1, 3))
def test_no_fall_is_no_refeeding(before, share):
    assert refeeding_grade("potassium_serum", before=before, after=before * share, days=1) == ""


@given(before=st.floats(0.1, 10), one=st.floats(0, 1), other=st.floats(0, 1))
def test_a_greater_fall_is_never_milder(before, one, other):
    order = ["", "mild", "moderate", "severe"]
    less, more = (
        order.index(refeeding_grade("magnesium_serum", before=before, after=before * share, days=0))
        for share in sorted((one, other), reverse=True)
    )
    assert less <= more


@pytest.mark.parametrize(
    ("marker", "before", "after", "days"),
    [
        ("sodium_serum", 140, 120, 1),
        ("phosphate_serum", 0, 0, 1),
        ("phosphate_serum", 1, -1, 1),
        ("phosphate_serum", 1, 0.5, -1),
        ("phosphate_serum", float("nan"), 0.5, 1),
    ],
)
def test_what_cannot_be_is_refused(marker, before, after, days):
    with pytest.raises(InputFault, match="allowed"):
        refeeding_grade(marker, before=before, after=after, days=days)
