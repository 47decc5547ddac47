"""Slips of the pen: dates and times that cannot be, numbers that can be read in two ways."""

import datetime as dt
import re

import msgspec

from micronutrient.errors import InputFault, shorten
from micronutrient.person import OLDEST_Y

_GROUP = 3
_NUMBER = re.compile(r"\d[\d.,'’\s]*")
_GAPS = re.compile(r"(?<=\d)['’\s](?=\d{3}(?!\d))")


def today() -> dt.date:
    """Give the day by this machine's calendar."""
    return dt.date.today()


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Between which days everything of a case must lie.

    Attributes
    ----------
    today
        The day of the assessment.
    age_years
        The person's age; None if it could not be read.
    """

    today: dt.date
    age_years: float | None = None

    @property
    def earliest(self) -> dt.date:
        """A day on which this person was surely not born yet, at most two years too early."""
        oldest = OLDEST_Y if self.age_years is None else int(self.age_years)
        return dt.date(self.today.year - oldest - 2, self.today.month, 1)

    def fault(self, date: dt.date | None, where: str) -> InputFault | None:
        """Say what is wrong with a date; None if nothing is."""
        if date is None or self.earliest <= date <= self.today:
            return None
        if date > self.today:
            return InputFault(
                where,
                f"is {date}, which is in the future",
                allowed=f"up to today, {self.today}",
                advice=f"was {self._last(date)} meant?",
            )
        who = "anybody alive" if self.age_years is None else f"a person of {self.age_years:g} years"
        return InputFault(
            where,
            f"is {date}, before the birth of {who}",
            allowed=f"from {self.earliest} to today, {self.today}",
            advice="mend the date or the age; --today gives the day of an old case",
        )

    def _last(self, date: dt.date) -> dt.date:
        """Give the last time this day of the year came; a leap day becomes the day before it."""
        year = self.today.year - ((date.month, date.day) > (self.today.month, self.today.day))
        leap = (date.month, date.day) == (_LEAP.month, _LEAP.day)
        return dt.date(year, date.month, date.day - leap)


_LEAP = dt.date(2000, 3, 1) - dt.timedelta(days=1)


def clock_minutes(text: str) -> int | None:
    """Give the minutes since midnight of a time of day such as ``08:30``; None if it is none."""
    found = _CLOCK.fullmatch(text.strip())
    return int(found["hour"]) * _HOUR_MIN + int(found["minute"]) if found else None


def clock_fault(text: str | None, where: str) -> InputFault | None:
    """Say that a text is no time of day; None if it is one, or is missing."""
    if text is None or clock_minutes(text) is not None:
        return None
    return InputFault(
        where, f"is {shorten(text)!r}", allowed="a time of day from 00:00 to 23:59, such as 08:30"
    )


_HOUR_MIN = 60
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


def number_readings(text: str) -> tuple[str, ...]:
    """Give the numbers that a text may mean, written plainly; empty if it is no number.

    ``1,234`` may be 1234 or 1.234; ``12,5`` is 12.5, ``1.234,5`` is 1234.5, ``1 234`` is 1234.
    """
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        return ()
    written = _GAPS.sub("", written)
    commas, points = written.count(","), written.count(".")
    if re.search(r"[^\d.,]|[.,]{2}|[.,]$", written):
        return ()
    if commas and points:
        return _with_both(written)
    if commas + points > 1:
        return (re.sub("[.,]", "", written),) if _is_grouped(written) else ()
    before, _, after = written.partition(",")
    if commas and len(after) == _GROUP and before.lstrip("0") and len(before) <= _GROUP:
        return before + after, f"{before}.{after}"
    return (written.replace(",", "."),)


def _with_both(written: str) -> tuple[str, ...]:
    """Read a number with commas and points: the last mark is the decimal one, if it is alone."""
    mark = max(",.", key=written.rindex)
    whole, _, part = written.rpartition(mark)
    if mark in whole or not _is_grouped(whole):
        return ()
    return (f"{re.sub('[.,]', '', whole)}.{part}",)


def _is_grouped(written: str) -> bool:
    first, *rest = re.split("[.,]", written)
    return 0 < len(first) <= _GROUP and all(len(group) == _GROUP for group in rest)


def number_advice(text: str) -> str:
    """Say how a number should be written; empty if the text is none."""
    readings = number_readings(text)
    if len(readings) > 1:
        return f"was {' or '.join(readings)} meant? write it without a comma"
    return f"write {readings[0]}, without quotes" if readings else ""
