"""Dates that cannot be, and numbers that can be read in two ways."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.person import OLDEST_Y
from micronutrient.slips import (
    Calendar,
    clock_fault,
    clock_minutes,
    number_advice,
    number_readings,
)

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:00", 0), ("8:05", 485), ("08:05", 485), (" 23:59 ", 1439), ("24:00", None),
     ("12:60", None), ("12.30", None), ("noon", None), ("", None)],
)  # fmt: skip
def test_a_time_of_day_is_hours_and_minutes(text, minutes):
    assert clock_minutes(text) == minutes
    assert (clock_fault(text, "diet[0].time") is None) == (minutes is not None)


def test_a_missing_time_is_no_fault():
    assert clock_fault(None, "diet[0].time") is None


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,234", ("1234", "1.234")),
        ("12,5", ("12.5",)),
        ("0,234", ("0.234",)),
        ("1.234,5", ("1234.5",)),
        ("1,234.5", ("1234.5",)),
        ("1,234,567", ("1234567",)),
        ("1 234", ("1234",)),
        ("1'234.5", ("1234.5",)),
        ("1234,567", ("1234.567",)),
        ("12", ("12",)),
        ("1.5", ("1.5",)),
        ("12 mg", ()),
        ("<12", ()),
        ("plenty", ()),
        ("1,,2", ()),
        ("1,23,4", ()),
        ("1.234,567.8", ()),
    ],
)
def test_what_a_number_may_mean(text: str, readings: tuple[str, ...]) -> None:
    assert number_readings(text) == readings


def test_two_readings_are_both_named() -> None:
    assert number_advice("1,234") == "was 1234 or 1.234 meant? write it without a comma"
    assert number_advice("12,5") == "write 12.5, without quotes"
    assert number_advice("plenty") == ""


@given(st.integers(0, 10**9))
def test_a_whole_number_with_thousands_is_always_among_the_readings(number: int) -> None:
    assert str(number) in number_readings(f"{number:,}")


@given(st.floats(0.1, 1e6).map(lambda value: round(value, 2)))
def test_a_decimal_comma_is_always_among_the_readings(number: float) -> None:
    assert number in map(float, number_readings(f"{number:.2f}".replace(".", ",")))


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        (dt.date(2026, 11, 23), "2025-11-23"),
        (dt.date(2027, 3, 1), "2026-03-01"),
        (dt.date(2028, 2, 29), "2026-02-28"),
        (dt.date(9999, 12, 31), "2025-12-31"),
    ],
)
def test_a_date_in_the_future_names_today_and_the_last_such_day(date: dt.date, meant: str) -> None:
    fault = Calendar(today=TODAY, age_years=34).fault(date, "labs[0].date")
    assert fault is not None
    assert "2026-11-22" in fault.line()
    assert f"was {meant} meant?" in fault.line()


def test_nobody_was_measured_before_birth() -> None:
    of_34, of_anybody = Calendar(today=TODAY, age_years=34), Calendar(today=TODAY)
    assert of_34.fault(dt.date(1992, 1, 1), "x") is None
    fault = of_34.fault(dt.date(1985, 1, 1), "x")
    assert fault is not None
    assert "34 years" in fault.line()
    assert of_anybody.fault(dt.date(1985, 1, 1), "x") is None
    assert of_anybody.fault(dt.date(1820, 1, 1), "x") is not None


@given(st.floats(0, 120), st.integers(0, 40_000))
def test_a_day_within_the_life_of_a_person_is_never_refused(age: float, back: int) -> None:
    lived = min(back, int(age * 365))
    day = TODAY - dt.timedelta(days=lived)
    assert Calendar(today=TODAY, age_years=age).fault(day, "x") is None


def test_of_somebody_of_any_age_is_allowed_what_is_allowed_of_the_oldest() -> None:
    oldest = Calendar(today=TODAY, age_years=OLDEST_Y)
    assert Calendar(today=TODAY).earliest == oldest.earliest


def test_no_date_is_no_fault() -> None:
    assert Calendar(today=TODAY).fault(None, "x") is None
