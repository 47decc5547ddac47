"""The drawing from nutrients over pathways to systems, and the words that say the same."""

import re
from itertools import pairwise

import pytest

from micronutrient.report import serving, text
from micronutrient.report.html import render
from micronutrient.verdict import Assessment

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def section(page: str) -> str:
    return page[page.index('<section class="serves"') :].partition("</section>")[0]


def test_every_stroke_joins_what_is_drawn(from_example: Assessment):
    drawing = serving.draw(serving.ordered(from_example))
    left = {knot.y for knot in drawing.nutrients}
    middle = {knot.y for knot in drawing.pathways}
    right = {knot.y for knot in drawing.systems}
    starts = {kind: set() for kind in ("nutrient", "system")}
    for stroke in drawing.strokes:
        numbers = [float(one) for one in NUMBER.findall(stroke.d)]
        assert " " not in stroke.d
        ends = (left, middle) if stroke.kind != "system" else (middle, right)
        assert numbers[1] == pytest.approx(min(ends[0], key=lambda y: abs(y - numbers[1])), abs=0.1)
        assert numbers[-1] == pytest.approx(
            min(ends[1], key=lambda y: abs(y - numbers[-1])), abs=0.1
        )
        starts["system" if stroke.kind == "system" else "nutrient"].add(numbers[1])
    assert len(starts["nutrient"]) == len(drawing.nutrients)
    assert len(starts["system"]) == len(drawing.pathways)


def test_nothing_covers_another_and_everything_is_inside(from_example: Assessment):
    drawing = serving.draw(serving.ordered(from_example))
    for knots, apart in ((drawing.nutrients, 30), (drawing.pathways, 19), (drawing.systems, 12)):
        heights = sorted(knot.y for knot in knots)
        assert all(b - a >= apart for a, b in pairwise(heights))
        assert all(0 < y < drawing.height for y in heights)


def test_names_fit_their_boxes(from_example: Assessment):
    drawing = serving.draw(serving.ordered(from_example))
    assert all(len(knot.text) <= 44 for knot in drawing.pathways)
    assert all(len(knot.text) <= 22 for knot in drawing.nutrients)


def test_the_list_says_what_the_drawing_shows(from_example: Assessment):
    page = render(from_example)
    if not from_example.mechanisms:
        assert 'id="serves"' not in page
        return
    drawn, _, listed = section(page).partition("</svg>")
    for one in from_example.mechanisms:
        assert f"<b>{one.name}</b>" in listed
        assert one.name in drawn
        assert all(row.pathway in listed.replace("&#39;", "'") for row in one.pathways)


def test_a_word_stands_beside_every_colour(shelf: Assessment):
    drawn = section(render(shelf)).partition("</svg>")[0]
    for one in shelf.mechanisms:
        assert f">{one.status.value}</text>" in drawn


def test_more_nutrients_get_fewer_pathways_each(shelf: Assessment):
    few = serving.draw(shelf.mechanisms[:1])
    assert few.left_out == 0
    many = serving.draw(shelf.mechanisms)
    assert many.left_out > 0


def test_nothing_to_draw_is_no_fault():
    drawing = serving.draw(())
    assert drawing.strokes == ()
    assert drawing.left_out == 0


def test_the_section_says_that_it_is_no_finding(shelf: Assessment):
    assert "no finding" in section(render(shelf))


def test_the_text_says_in_one_line_what_each_low_nutrient_serves(inflamed: Assessment):
    said = text.render(inflamed)
    assert "Serves: " in said
    for one in inflamed.mechanisms:
        assert " ".join(serving.line(one).split()[:3]) in " ".join(said.split())
