"""Change since last time, in text and on the page."""

import itertools
import re
from pathlib import Path

import msgspec
import pytest

from micronutrient.report import html, text
from micronutrient.report.columns import width
from micronutrient.report.course import BOTTOM, LEFT, RIGHT, TOP, courses
from micronutrient.report.follow_up import rows
from micronutrient.series import Moved
from micronutrient.tasks.assess import assess, assess_file
from micronutrient.verdict import Assessment

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "follow_up_iron.yaml"
PERSON = {"sex": "female", "age_years": 34}


@pytest.fixture(scope="module")
def followed() -> Assessment:
    return assess_file(str(EXAMPLE))


def of(*labs: tuple[str, float, str, str], **more: object) -> Assessment:
    rows = [{"marker": m, "value": v, "unit": u, "date": d, **more} for m, v, u, d in labs]
    return assess({"person": PERSON, "labs": rows})


def test_what_moved_comes_first_and_no_change_last(followed: Assessment):
    found = rows(followed.series)
    assert [row.marker for row in found][-1] == "vitamin_b12_serum"
    assert [row.marker for row in found][:2] == ["haemoglobin", "ferritin"]


def test_a_word_with_a_doubt_never_stands_alone(followed: Assessment):
    for row in rows(followed.series):
        if row.doubts and row.moved is not Moved.UNREADABLE:
            assert row.said.endswith(", but")
    assert {row.said for row in rows(followed.series)} >= {"↑ rose, but", "≁ cannot be read"}


def test_the_text_says_values_size_limits_word_and_reason(followed: Assessment):
    said = text.render(followed)
    (line,) = [line for line in said.splitlines() if "58 → 31 µg/L" in line]
    assert re.split(r"  +", line.strip()) == [
        "Ferritin",
        "58 → 31 µg/L",
        "−47 %",
        "−33 to +49 %",
        "≁ cannot be read",
    ]
    flat = " ".join(said.split())
    assert "CRP or AGP was raised on 2026-03-23 and not on 2026-07-06" in flat
    assert "since the first, 2026-01-12: 6 → 31 µg/L, +417 %, ↑ rose" in flat
    assert "z −3.1; classical limit ±40 %" in flat


def test_the_reason_of_what_cannot_be_read_is_a_field_of_its_own(followed: Assessment):
    series = {one.marker: one for one in followed.series}
    for row in rows(followed.series):
        hidden = series[row.marker].from_previous.hidden
        assert bool(hidden) is (row.moved is Moved.UNREADABLE)
        assert not hidden or row.doubts[0] == hidden


def test_nothing_is_said_where_nothing_is_followed(shelf: Assessment):
    assert "CHANGE SINCE LAST TIME" not in text.render(shelf)
    page = html.render(shelf)
    assert 'id="change"' not in page
    assert 'class="course"' not in page


def test_a_long_pair_of_values_is_never_cut():
    found = of(
        ("vitamin_b12_serum", 1234.5, "pmol/L", "2026-01-12"),
        ("vitamin_b12_serum", 1034.5, "pmol/L", "2026-07-06"),
    )
    said = text.render(found)
    assert "1234 → 1034 pmol/L" in said
    assert max(map(width, said.splitlines())) <= 80


def test_the_page_has_a_chart_of_each_marker_with_a_text_for_those_who_cannot_see(
    followed: Assessment,
):
    page = html.render(followed)
    assert page.count('<svg class="course"') == len(followed.series)
    assert "Ferritin over time, 2026-01-12 to 2026-07-06" in page
    told = "6 µg/L on 2026-01-12 (deficient); 58 µg/L on 2026-03-23 (deficient)"
    assert told in page.replace("\N{NO-BREAK SPACE}", " ")


def test_every_mark_lies_within_the_drawing(followed: Assessment):
    for one in courses(followed.series):
        for dot in one.dots:
            assert LEFT <= dot.x <= RIGHT
            assert TOP <= dot.y <= BOTTOM
        for band in one.bands:
            assert band.x >= LEFT
            assert band.x + band.width <= RIGHT + 0.2
            assert band.y >= TOP
            assert band.y + band.height <= BOTTOM + 0.2
        assert one.dates[0].text == "2026-01-12"
        assert one.dates[-1].text == "2026-07-06"


def test_a_higher_value_stands_higher_and_a_later_one_further_right(followed: Assessment):
    for one, series in zip(
        courses(followed.series),
        (next(s for s in followed.series if s.marker == r.marker) for r in rows(followed.series)),
        strict=True,
    ):
        xs = [dot.x for dot in one.dots]
        assert xs == sorted(xs)
        by_value = sorted(zip((p.value for p in series.points), one.dots, strict=True),
                          key=lambda pair: pair[0])  # fmt: skip
        ys = [dot.y for _, dot in by_value]
        assert ys == sorted(ys, reverse=True)


def test_each_result_lies_on_the_band_that_it_was_read_by(followed: Assessment):
    drawn = {one.marker: one for one in courses(followed.series)}
    for series in followed.series:
        course = drawn[series.marker]
        for point, dot in zip(series.points, course.dots, strict=True):
            under = [
                band.state
                for band in course.bands
                if band.x <= dot.x <= band.x + band.width
                and band.y <= dot.y <= band.y + band.height
            ]
            if point.bands:
                assert point.reading.value in under


def test_chance_is_drawn_round_the_first_value_and_not_round_a_bound(followed: Assessment):
    drawn = {one.marker: one for one in courses(followed.series)}
    top, height = drawn["ferritin"].chance
    assert top < drawn["ferritin"].dots[0].y < top + height
    assert drawn["crp"].chance is None


def test_what_is_a_bound_or_cannot_be_read_is_drawn_otherwise():
    labs = [
        ("zinc", 12.5, "umol/L", "2026-01-12"),
        ("zinc", 8.1, "umol/L", "2026-07-06"),
        ("crp", 1, "mg/L", "2026-01-12"),
        ("crp", 40, "mg/L", "2026-07-06"),
    ]
    drawn = {one.marker: one for one in courses(of(*labs).series)}
    assert [dot.kind for dot in drawn["zinc"].dots] == ["value", "unread"]
    assert [stroke.sure for stroke in drawn["zinc"].strokes] == [False]
    below = [("ferritin", 12, "ug/L", "2026-01-12"), ("ferritin", 10, "ug/L", "2026-07-06")]
    (course,) = courses(of(*below, comparator="<").series)
    assert [dot.kind for dot in course.dots] == ["below", "below"]
    assert [dot.label.split()[0] for dot in course.dots] == ["<12", "<10"]


def test_dates_keep_apart_where_results_are_many():
    labs = [("haemoglobin", 98 + n, "g/L", f"2026-03-{n + 1:02d}") for n in range(20)]
    (course,) = courses(of(*labs).series)
    places = [date.at for date in course.dates]
    assert all(b - a >= 60 for a, b in itertools.pairwise(places))
    assert len(course.dots) == 20


def test_equal_values_and_days_side_by_side_can_be_drawn():
    (course,) = courses(
        of(("plp", 40, "nmol/L", "2026-03-01"), ("plp", 40, "nmol/L", "2026-03-02")).series
    )
    assert course.dots[0].y == course.dots[1].y
    (course,) = courses(
        of(
            ("crp", 1, "mg/L", "2026-03-01"), ("crp", 1, "mg/L", "2026-03-02"), comparator="<"
        ).series
    )
    assert course.dots[0].y == course.dots[1].y


def test_the_answer_can_be_written_and_read_as_json(followed: Assessment):
    raw = msgspec.json.encode(followed.series)
    assert next(row["marker"] for row in msgspec.json.decode(raw)) == "haemoglobin"


def test_an_assay_that_tries_to_reach_out_of_the_report_stays_text():
    evil = "<img src=http://evil.test/a.png onerror=alert(1)>\x1b[31m"
    labs = [
        {"marker": "ferritin", "value": v, "unit": "ug/L", "date": d, "assay": a}
        for v, d, a in ((9, "2026-01-12", "plain"), (40, "2026-07-06", evil))
    ]
    found = assess({"person": PERSON, "labs": labs})
    assert "&lt;img" in html.render(found)
    assert "<img" not in html.render(found)
    assert "\x1b" not in text.render(found)
