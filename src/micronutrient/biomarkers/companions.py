"""What was measured beside a result: the same marker's neighbours in time, in one case."""

import datetime as dt
from collections.abc import Sequence

from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.rules import rules


def beside(measured: Sequence[Measured], *, slug: str, date: dt.date | None) -> Measured | None:
    """Give the result of a marker that lies nearest in time to a date.

    Results without a date count as taken together. Of two that are equally near, the later of the
    list is given; None if none lies within the days of data/biomarker_rules.toml.
    """
    near = [
        (days_apart(other.result.date, date), -place, other)
        for place, other in enumerate(measured)
        if other.marker.slug == slug
    ]
    within = [entry for entry in near if entry[0] <= rules().beside.days]
    return min(within, key=lambda entry: entry[:2])[2] if within else None


def days_apart(one: dt.date | None, other: dt.date | None) -> int:
    """Give the days between two dates; none if one is not known."""
    return abs((one - other).days) if one is not None and other is not None else 0
