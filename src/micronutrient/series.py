"""Results of one marker over time, and what they say of each other: the records of follow-up.

Part of the public face of an assessment (``micronutrient schema assessment``): field names do not
drift.
"""

from enum import StrEnum

import msgspec

from micronutrient.sources import Checked
from micronutrient.states import Band, Status


class Moved(StrEnum):
    """Which way a marker went between two days, beyond what chance and the day explain."""

    ROSE = "rose"
    FELL = "fell"
    NO_CHANGE = "no_change"
    OPEN = "cannot_be_said"
    UNREADABLE = "cannot_be_read"


class MarkerPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One dated result of a series: `value` after conversion and correction, in its unit."""

    date: str
    value: float
    comparator: str | None
    reading: Status
    bands: tuple[Band, ...]
    printed: str


class MarkerChange(msgspec.Struct, frozen=True, kw_only=True):
    """What two results of a marker say of each other.

    Attributes
    ----------
    percent, z
        Change in per cent of the earlier result, and in standard deviations of such a change by
        chance; None where a result is known only as a bound.
    percent_at_least, percent_at_most
        Bounds of the change; None where there is none.
    by_classical
        The word by the classical, symmetric reference change value alone.
    hidden
        Why it cannot be read; empty where it can.
    doubts
        What else may have moved the result: another assay, another specimen, inflammation.
    """

    since: str | None
    until: str | None
    days: int | None
    percent: float | None
    percent_at_least: float | None
    percent_at_most: float | None
    z: float | None
    moved: Moved
    by_classical: Moved
    why: str
    hidden: str = ""
    doubts: tuple[str, ...] = ()


class ChangeLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How far [%] two results of a marker may lie apart by chance and the day alone.

    Attributes
    ----------
    classical
        Reference change value, the same up and down.
    rise, fall
        The log-normal limits, which decide; `fall` is negative.
    cv_analytical, cv_within, assumed
        Variation that they rest on [%], and which of the two no study on file gives.
    """

    classical: float
    rise: float
    fall: float
    cv_analytical: float
    cv_within: float
    assumed: tuple[str, ...]
    note: str
    source: str
    checked: Checked


class MarkerSeries(msgspec.Struct, frozen=True, kw_only=True):
    """A marker with results of two or more days: how it went, oldest first."""

    marker: str
    label: str
    unit: str
    nutrients: tuple[str, ...]
    points: tuple[MarkerPoint, ...]
    limits: ChangeLimits
    from_previous: MarkerChange
    from_first: MarkerChange
    notes: tuple[str, ...] = ()
