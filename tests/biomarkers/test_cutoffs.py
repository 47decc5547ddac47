"""Bands: contiguous, ascending, finite, for whoever is asked about."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.cutoff_records import DayTime
from micronutrient.biomarkers.cutoffs import (
    HIGH_MEANS_DEFICIENT,
    Group,
    applicable,
    reading,
    scale,
    shows_excess_only,
)
from micronutrient.biomarkers.marker import marker, names
from micronutrient.case import Comparator
from micronutrient.person import Maternity, Sex
from micronutrient.states import STATES, Status

GROUPS = st.builds(
    Group,
    sex=st.sampled_from(Sex),
    age_y=st.floats(0, 120),
    maternity=st.sampled_from(Maternity),
    trimester=st.sampled_from([None, 1, 2, 3]),
    inflamed=st.sampled_from([None, True, False]),
    crp_mg_l=st.one_of(st.none(), st.floats(0, 500)),
    fasting=st.sampled_from([None, True, False]),
    day_time=st.sampled_from([None, *DayTime]),
    assay=st.sampled_from(["", "Roche Cobas"]),
)


@given(slug=st.sampled_from(names()), group=GROUPS)
def test_bands_cover_the_plausible_range_without_gaps(slug, group):
    one = marker(slug)
    found = scale(applicable(one, group), plausible=one.plausible)
    if found is None:
        return
    assert found.bands[0].lower == one.plausible[0]
    assert found.bands[-1].upper == one.plausible[1]
    assert all(a.upper == b.lower for a, b in pairwise(found.bands))
    assert all(b.lower < b.upper < math.inf and b.state in STATES for b in found.bands)
    assert one.log10_per_unit is not None or found.bands[0].lower > 0
    order = [STATES.index(band.state) for band in found.bands]
    reverse = any(limit.name in HIGH_MEANS_DEFICIENT for limit in found.limits)
    assert order == (sorted(order, reverse=True) if reverse else sorted(order))
    assert len(set(order)) == len(order)


@given(slug=st.sampled_from(names()), group=GROUPS, share=st.floats(0, 1))
def test_a_value_reads_as_the_band_that_holds_it(slug, group, share):
    one = marker(slug)
    found = scale(applicable(one, group), plausible=one.plausible)
    if found is None:
        return
    value = one.plausible[0] + share * (one.plausible[1] - one.plausible[0])
    state = reading(value, bands=found.bands, comparator=None)
    if shows_excess_only(found.bands) and value < found.bands[0].upper:
        assert state is Status.UNKNOWN
        return
    assert any(b.state == state and b.lower <= value <= b.upper for b in found.bands)
    limit = found.decisive(state)
    assert limit is not None
    assert limit in found.limits


@pytest.mark.parametrize(
    ("value", "comparator", "expected"),
    [
        (10, "<", "deficient"),
        (30, "<", "deficient"),
        (30, "<=", "low"),
        (45, "<", "low"),
        (60, "<", "unknown"),
        (60, ">", "unknown"),
        (150, ">", "high"),
        (400, ">=", "toxic"),
    ],
)
def test_a_censored_value_reads_as_all_it_may_be(value, comparator, expected):
    one = marker("vitamin_d_25oh")
    found = scale(applicable(one, Group(sex=Sex.FEMALE, age_y=40)), plausible=one.plausible)
    assert found is not None
    assert reading(value, bands=found.bands, comparator=Comparator(comparator)) == expected


def test_without_bands_nothing_is_known():
    assert reading(1.0, bands=(), comparator=None) is Status.UNKNOWN


def test_the_next_authority_stands_in_where_the_preferred_has_no_row():
    infant = Group(sex=Sex.MALE, age_y=0.4)
    found = scale(
        applicable(marker("vitamin_b12_serum"), infant),
        plausible=marker("vitamin_b12_serum").plausible,
    )
    assert found is not None
    assert found.main.table.source == "bond-2018-b12"
    assert found.bands[0].upper == 120


def test_completing_tables_fill_blanks_and_are_named():
    one = marker("vitamin_d_25oh")
    found = scale(applicable(one, Group(sex=Sex.MALE, age_y=40)), plausible=one.plausible)
    assert found is not None
    toxic = found.decisive(Status.TOXIC)
    assert toxic is not None
    assert toxic.by.table.source == "endocrine-society-2011-vitamin-d"
    assert [limit.value for limit in found.limits] == [30, 50, 125, 375]
