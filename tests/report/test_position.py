from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence, Reference
from micronutrient.report import position, words
from micronutrient.report.chart import LEFT, ZONE, draw
from micronutrient.report.overview import arrange
from micronutrient.sources import Checked
from micronutrient.states import STATES, Band, Status
from micronutrient.verdict import Assessment


def reference(kind: str, value: float, scope: str = "total") -> Reference:
    return Reference(
        kind=kind,
        value=value,
        unit="mg/d",
        publisher="iom",
        source="a",
        checked=Checked.PRIMARY,
        scope=scope,
    )


def intake(**changes: object) -> IntakeEvidence:
    plain = IntakeEvidence(
        mean=50.0,
        low=50.0,
        high=50.0,
        usual_low=40.0,
        usual_high=60.0,
        unit="mg/d",
        coverage=1.0,
        days=2,
        complete=True,
        p_inadequate=0.5,
        p_inadequate_low=0.5,
        p_inadequate_high=0.5,
        p_above_ul=0.0,
        requirement=reference("ear", 60),
        recommended=reference("rda", 75),
        upper=reference("ul", 2000),
        in_ul_scope=50.0,
        ul_unit="mg/d",
        from_supplements=0.0,
        top=(),
        why="",
        source="a",
        checked=Checked.PRIMARY,
    )
    return msgspec.structs.replace(plain, **changes)


amounts = st.floats(0, 1e7)


@given(amounts)
def test_intake_never_leaves_the_three_inner_zones(amount: float):
    place = position.of_intake(amount, intake())
    assert place is not None
    assert position.NOTHING <= place <= position.ENDLESS


@given(amounts, amounts)
def test_more_intake_never_stands_further_left(a: float, b: float):
    for one in (intake(), intake(upper=None), intake(upper=reference("ul", 40))):
        first, second = (position.of_intake(x, one) for x in sorted((a, b)))
        assert first is not None
        assert second is not None
        assert first <= second + 1e-9


def test_requirement_and_upper_level_stand_at_the_borders():
    assert position.of_intake(60, intake()) == position.REQUIREMENT
    assert position.of_intake(2000, intake()) == pytest.approx(position.UPPER)


def test_without_a_reference_value_there_is_no_place():
    assert position.of_intake(50, intake(requirement=None, upper=None)) is None


def test_below_an_adequate_intake_no_place_tells():
    one = intake(requirement=reference("ai", 60))
    assert not position.tells(position.of_intake(50, one), one)
    assert position.tells(position.of_intake(70, one), one)


def test_below_a_requirement_with_a_part_not_known_no_place_tells():
    for one in (intake(high=None), intake(complete=False)):
        assert not position.tells(position.of_intake(50, one), one)
        assert position.tells(position.of_intake(70, one), one)
    assert position.tells(position.of_intake(50, intake()), intake())


@given(st.floats(0, 1e5))
def test_what_a_partial_upper_level_counts_stands_beyond_it_or_nowhere(amount: float):
    one = intake(upper=reference("ul", 35, scope="supplements_only"), in_ul_scope=amount)
    place = position.of_part(one)
    assert place is None if amount <= 35 else place is not None and 3 < place <= 4


def test_a_laboratory_mark_stands_in_the_zone_of_its_reading(from_example: Assessment):
    for verdict in from_example.nutrients:
        for marker in words.markers_of(verdict):
            if position.is_placed(marker) and marker.comparator is None:
                place = position.of_marker(marker.used_value, marker)
                assert place is not None
                zone = STATES.index(marker.reading)
                assert zone - 1e-9 <= place <= zone + 1 + 1e-9, marker.label


def test_a_censored_result_reaches_to_the_end_of_its_axis():
    from micronutrient.tasks.assess import assess

    lab = {"marker": "copper", "value": 10, "comparator": "<", "unit": "ug/dL"}
    found = assess({"person": {"sex": "female", "age_years": 34}, "labs": [lab]})
    copper = next(v for v in found.nutrients if v.nutrient == "copper")
    ends = position.of_marker_ends(words.markers_of(copper)[0])
    assert ends is not None
    assert ends[0] == pytest.approx(0)


def test_no_unknown_nutrient_has_a_dot(from_example: Assessment):
    for part in draw(arrange(from_example)).parts:
        for row in part.rows:
            dots = [mark for mark in row.marks if mark.x is not None]
            assert row.status != "unknown" or not dots


def test_unknown_nutrients_come_after_the_judged_and_context_last(from_example: Assessment):
    chart = draw(arrange(from_example))
    tops = [row.top for part in chart.parts for row in part.rows]
    assert tops == sorted(tops)
    judged = [row.status for part in chart.parts[:1] for row in part.rows if not part.heading]
    assert "unknown" not in judged
    order = [status.value for status in words.HEADINGS]
    assert judged == sorted(judged, key=order.index)


def test_rows_do_not_overlap_and_every_mark_lies_inside(from_example: Assessment):
    chart = draw(arrange(from_example))
    rows = [row for part in chart.parts for row in part.rows]
    for row, after in pairwise(rows):
        assert row.top + row.height <= after.top + 1e-9
    for mark in (mark for row in rows for mark in row.marks):
        assert LEFT <= mark.start <= mark.stop <= LEFT + 5 * ZONE
        assert mark.x is None or mark.start - 0.1 <= mark.x <= mark.stop + 0.1


def test_preformed_vitamin_a_past_its_upper_level_is_seen_in_the_high_zone(shelf: Assessment):
    chart = draw(arrange(shelf))
    row = next(r for part in chart.parts for r in part.rows if r.name == "Vitamin A")
    part = next(mark for mark in row.marks if mark.kind == "part")
    assert part.x is not None
    assert LEFT + 3 * ZONE < part.x < LEFT + 4 * ZONE
    assert row.status == Status.HIGH


def test_an_index_below_zero_is_placed_evenly_within_its_band() -> None:
    body = BiomarkerEvidence(
        marker="body_iron",
        label="Body iron",
        value=-1.0,
        unit="mg/kg",
        comparator=None,
        used_value=-1.0,
        used_low=-2.0,
        used_high=0.0,
        used_unit="mg/kg",
        reading=Status.DEFICIENT,
        bands=(
            Band(state=Status.DEFICIENT, lower=-10, upper=0),
            Band(state=Status.LOW, lower=0, upper=4),
            Band(state=Status.ADEQUATE, lower=4, upper=24),
        ),
        log_likelihood={"deficient": 0.0},
        strength="strong",
        date=None,
        why="",
        source="a",
        checked=Checked.PRIMARY,
    )
    places = [position.of_marker(value, body) for value in (-12, -10, -1, 0, 2, 14, 30)]
    assert places == [0, 0, pytest.approx(0.9), 1, 1.5, 2.5, 3]
    assert position.of_marker_ends(body) == (pytest.approx(0.8), 1)
