"""The language in which data files say when a rule applies."""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.interactions.conditions import Condition, Facts, Fallen, holds, matched


def condition(**fields: object) -> Condition:
    return msgspec.convert(fields, Condition)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({}, "one subject"),
        ({"agent": "a", "symptom": "b"}, "one subject"),
        ({"some_of": [{"agent": "a"}]}, "count"),
        ({"count": 2, "agent": "a"}, "count"),
        ({"marker": "zinc", "below": 3.0}, "no unit"),
        ({"marker": "zinc"}, "bound or a state"),
        ({"fall": "zinc", "at_least": 10, "unit": "%"}, "stand together"),
        ({"within_days": 5, "agent": "a"}, "stand together"),
        ({"fall": "zinc", "within_days": 5}, "bound in %"),
        ({"fall": "zinc", "within_days": 5, "at_least": 3, "unit": "umol/L"}, "bound in %"),
        ({"agnt": "a"}, "unknown field"),
    ],
)
def test_a_faulty_condition_is_refused(fields: dict[str, object], fault: str):
    with pytest.raises(msgspec.ValidationError, match=fault):
        condition(**fields)


def test_no_condition_always_holds():
    assert holds(None, Facts())


@given(value=st.floats(allow_nan=False, allow_infinity=False), limit=st.floats(-1e6, 1e6))
def test_bounds_split_the_line_without_gap_or_overlap(value: float, limit: float):
    facts = Facts(markers={"zinc": (value, "adequate")})
    below = condition(marker="zinc", below=limit, unit="umol/L")
    rest = condition(marker="zinc", at_least=limit, unit="umol/L")
    assert holds(below, facts) != holds(rest, facts)


@pytest.mark.parametrize("bound", ["above", "at_least", "below", "at_most"])
def test_not_a_number_lies_within_no_bound(bound: str):
    facts = Facts(markers={"zinc": (math.nan, "unknown")})
    assert not holds(condition(marker="zinc", unit="umol/L", **{bound: 1.0}), facts)


def test_what_is_not_known_does_not_hold():
    for fields in (
        {"agent": "a"},
        {"symptom": "a"},
        {"marker": "zinc", "below": 9.0, "unit": "umol/L"},
        {"over_ul": "zinc", "above": 1.0},
        {"over_ul": "*", "above": 1.0},
        {"supplement": "zinc", "above": 0.0, "unit": "mg/d"},
        {"fall": "zinc", "at_least": 10.0, "unit": "%", "within_days": 5},
        {"person": "pregnant"},
        {"person": "bmi_kg_m2", "below": 16.0},
        {"person": "sex", "words": ["male"]},
    ):
        assert not holds(condition(**fields), Facts())


def test_absence_holds_when_unknown():
    assert matched(condition(none_of=[{"agent": "a"}]), Facts()) == ()
    assert not holds(condition(none_of=[{"agent": "a"}]), Facts(agents=frozenset("a")))


@pytest.mark.parametrize(("present", "fires"), [("a", False), ("ab", True), ("abc", True)])
def test_some_of_counts(present: str, fires: bool):
    two = condition(count=2, some_of=[{"symptom": s} for s in "abc"])
    assert holds(two, Facts(symptoms=frozenset(present))) is fires


def test_any_nutrient_names_each_that_is_over():
    reasons = matched(
        condition(over_ul="*", above=1.0), Facts(over_ul={"zinc": 2.0, "iron": 1.0, "iodine": 1.1})
    )
    assert reasons is not None
    assert [reason.nutrient for reason in reasons] == ["zinc", "iodine"]


@pytest.mark.parametrize(
    ("percent", "days", "ago", "fires"),
    [
        (20.0, 5, 5, True),
        (19.9, 5, 0, False),
        (20.0, 6, 0, False),
        (20.0, 5, 6, False),
    ],
)
def test_a_fall_counts_by_its_size_its_days_and_how_long_ago(
    percent: float, days: int, ago: int, fires: bool
):
    asked = condition(fall="phosphate_serum", at_least=20, unit="%", within_days=5)
    facts = Facts(falls={"phosphate_serum": (Fallen(percent, days, ago, "1 to 0.8 mmol/L"),)})
    assert holds(asked, facts) is fires


def test_the_deepest_fall_is_told():
    asked = condition(fall="phosphate_serum", at_least=10, unit="%", within_days=5)
    rows = (Fallen(12, 4, 0, "1 to 0.88"), Fallen(36.4, 1, 2, "1.1 to 0.7"), Fallen(50, 9, 0, "x"))
    (reason,) = matched(asked, Facts(falls={"phosphate_serum": rows}))
    assert reason.text == "phosphate serum fell by 36 % in 1 day (1.1 to 0.7)"
