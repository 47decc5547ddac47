"""Limits that hold for people with anaemia, and that lead where a condition is known."""

import pytest


@pytest.mark.parametrize(
    ("ferritin", "haemoglobin", "expected"),
    [(24, 86, "deficient"), (44.9, 112, "deficient"), (45, 112, "adequate"), (24, 135, "adequate")],
)
def test_published_limit_in_anaemia(lab, read_one, ferritin, haemoglobin, expected):
    """American Gastroenterological Association 2020: below 45 ug/L in adults with anaemia."""
    found = read_one(
        lab("ferritin", ferritin, "ug/L"),
        lab("haemoglobin", haemoglobin, "g/L"),
        lab("crp", 1, "mg/L"),
    )
    assert found.reading == expected


def test_haemoglobin_of_another_month_decides_nothing(lab, read_one):
    found = read_one(
        lab("ferritin", 24, "ug/L", date="2026-03-01"),
        lab("haemoglobin", 86, "g/L", date="2025-11-01"),
    )
    assert found.reading == "adequate"


def test_a_smoker_is_anaemic_at_a_higher_measured_haemoglobin(lab, read_one):
    rows = lab("ferritin", 24, "ug/L"), lab("haemoglobin", 121, "g/L")
    assert read_one(*rows, smoker=False).reading == "adequate"
    assert read_one(*rows, smoker=True).reading == "deficient"


@pytest.mark.parametrize(
    ("condition", "limit"), [("heart_failure", 100), ("chronic_kidney_disease", 100)]
)
def test_published_limits_that_lead_for_a_condition(lab, read_one, condition, limit):
    """European Society of Cardiology 2021; NICE NG8 2015."""
    below, above = (
        read_one(lab("ferritin", value, "ug/L"), conditions=[condition], sex="male", age_years=63)
        for value in (limit - 1, limit)
    )
    assert below.reading == "deficient"
    assert above.reading == "adequate"
