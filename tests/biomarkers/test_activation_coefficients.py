"""Enzyme tests: coefficient and effect in % are one measurement, (coefficient - 1) x 100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured, check
from micronutrient.case import LabResult
from micronutrient.verdict import Quarantined

TESTS = ["etkac", "egrac", "east_ac", "ealt_ac"]


def result(name: str, value: float, unit: str) -> LabResult:
    return LabResult(marker=name, value=value, unit=unit)


@pytest.mark.parametrize(
    ("name", "percent", "coefficient", "reading"),
    [
        ("TPP effect", 10, 1.10, "adequate"),
        ("TPP effect", 20, 1.20, "low"),
        ("TPP effect", 30, 1.30, "deficient"),
        ("ETKAC", 30, 1.30, "deficient"),
        ("TPP effect", 90, 1.90, "deficient"),
        ("TPP effect", 0, 1.0, "adequate"),
        ("FAD effect", 45, 1.45, "deficient"),
        ("PLP effect EAST", 65, 1.65, "low"),
    ],
)
def test_an_effect_in_percent_is_read_as_its_coefficient(
    lab, read_one, name, percent, coefficient, reading
):
    found = read_one(lab(name, percent, "%"))
    assert found.used_value == pytest.approx(coefficient)
    assert found.reading == reading


@pytest.mark.parametrize("slug", TESTS)
@given(coefficient=st.floats(1, 1.75))
def test_both_ways_of_printing_one_result_agree(slug, coefficient):
    one = marker(slug)
    percent = check(result(slug, (coefficient - 1) * 100, "%"), marker=one, index=0)
    ratio = check(result(slug, coefficient, "1"), marker=one, index=0)
    assert isinstance(percent, Measured)
    assert isinstance(ratio, Measured)
    assert percent.value == pytest.approx(ratio.value)


@pytest.mark.parametrize("slug", TESTS)
def test_a_percentage_that_may_be_the_coefficient_is_asked_about(slug):
    found = check(result(slug, 125, "%"), marker=marker(slug), index=0)
    assert isinstance(found, Quarantined)
    assert "1.25" in found.why
    assert "2.25" in found.why
    assert "effect" in found.ask


def test_an_effect_that_was_printed_without_its_sign_is_no_coefficient():
    found = check(result("TPP effect", 25, "1"), marker=marker("etkac"), index=0)
    assert isinstance(found, Quarantined)
    assert "value fits %" in found.ask


def test_percent_of_other_markers_stays_percent():
    found = check(result("retinyl_esters", 12, "%"), marker=marker("retinyl_esters"), index=0)
    assert isinstance(found, Measured)
    assert found.value == pytest.approx(12)
