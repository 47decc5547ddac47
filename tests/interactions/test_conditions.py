"""The language in which data files say when a rule applies."""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.interactions.conditions import Condition, Facts, holds, matched


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
