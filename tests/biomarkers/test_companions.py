"""Of several results of a marker the one nearest in time counts; those without a date are near."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.companions import Companions, beside, days_apart
from micronutrient.biomarkers.quality import Measured, accept
from micronutrient.biomarkers.rules import rules
from micronutrient.case import LabResult

DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
ROWS = st.lists(st.tuples(st.sampled_from(["crp", "agp"]), DAYS), max_size=12)
UNITS = {"crp": "mg/L", "agp": "g/L"}


def measured(rows: list[tuple[str, dt.date | None]]) -> tuple[Measured, ...]:
    labs = [LabResult(marker=m, value=1, unit=UNITS[m], date=d) for m, d in rows]
    return accept(labs).measured


def plainly(rows: tuple[Measured, ...], slug: str, date: dt.date | None) -> Measured | None:
    """Look at every result: the nearest within the days, of equals the last."""
    near = [
        (days_apart(one.result.date, date), -place)
        for place, one in enumerate(rows)
        if one.marker.slug == slug
    ]
    apart, place = min(near, default=(0, 0))
    return rows[-place] if near and apart <= rules().beside.days else None


@given(rows=ROWS, date=DAYS, slug=st.sampled_from(["crp", "agp", "albumin"]))
def test_filed_results_are_found_as_by_looking_at_every_one(rows, date, slug):
    known = measured(rows)
    expected = plainly(known, slug, date)
    assert beside(Companions(known), slug=slug, date=date) is expected
    assert beside(known, slug=slug, date=date) is expected


def test_filed_results_keep_their_order_and_number():
    known = measured([("crp", None), ("agp", dt.date(2026, 1, 1))])
    filed = Companions(known)
    assert tuple(filed) == known
    assert len(filed) == 2
    assert filed[1] is known[1]
    with pytest.raises(IndexError):
        filed[2]
