"""What was measured beside a result: the same marker's neighbours in time, in one case."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.rules import rules


class Companions(Sequence[Measured]):
    """The results of one case, filed by marker and date, so that neighbours are found at once."""

    def __init__(self, measured: Sequence[Measured]) -> None:
        self._all = tuple(measured)
        self._by_marker: dict[str, _Dated] = {}
        for place, each in enumerate(self._all):
            self._by_marker.setdefault(each.marker.slug, _Dated()).add(place, each.result.date)
        for dated in self._by_marker.values():
            dated.days.sort()

    @overload
    def __getitem__(self, index: int) -> Measured: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Measured]: ...
    def __getitem__(self, index: int | slice) -> Measured | Sequence[Measured]:
        """Give a result by its place."""
        return self._all[index]

    def __len__(self) -> int:
        """Count the results."""
        return len(self._all)

    def nearest(self, slug: str, date: dt.date | None) -> Measured | None:
        """Give the result of a marker that lies nearest to a date, however far."""
        dated = self._by_marker.get(slug)
        place = dated.nearest(date) if dated else None
        return None if place is None else self._all[place]


class _Dated:
    """The places of one marker's results, by date; of one date the last is kept."""

    def __init__(self) -> None:
        self.places: dict[dt.date | None, int] = {}
        self.days: list[dt.date] = []
        self.last = 0

    def add(self, place: int, date: dt.date | None) -> None:
        if date is not None and date not in self.places:
            self.days.append(date)
        self.places[date] = self.last = place

    def nearest(self, date: dt.date | None) -> int:
        if date is None:
            return self.last
        after = bisect_left(self.days, date)
        around = self.days[max(after - 1, 0) : after + 1]
        near = [(days_apart(day, date), -self.places[day]) for day in around]
        if None in self.places:
            near.append((0, -self.places[None]))
        return -min(near)[1]


def beside(measured: Sequence[Measured], *, slug: str, date: dt.date | None) -> Measured | None:
    """Give the result of a marker that lies nearest in time to a date.

    Results without a date count as taken together. Of two that are equally near, the later of the
    list is given; None if none lies within the days of data/biomarker_rules.toml.
    """
    filed = measured if isinstance(measured, Companions) else Companions(measured)
    found = filed.nearest(slug, date)
    if found is None or days_apart(found.result.date, date) > rules().beside.days:
        return None
    return found


def days_apart(one: dt.date | None, other: dt.date | None) -> int:
    """Give the days between two dates; none if one is not known."""
    return abs((one - other).days) if one is not None and other is not None else 0
