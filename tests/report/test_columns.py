from hypothesis import given
from hypothesis import strategies as st

from micronutrient.report.columns import fit, shorten, width, wrap
from micronutrient.report.words import bound, clean

anything = st.text(max_size=200)
rooms = st.integers(20, 100)


@given(anything, rooms)
def test_no_line_is_wider_than_asked(text: str, room: int):
    lines = list(wrap(text, first="  - ", rest="    ", most=room))
    assert all(width(line) <= room for line in lines)


@given(st.lists(st.text("abcdeé 漢字", min_size=1, max_size=60)), rooms)
def test_wrapping_loses_nothing(parts: list[str], room: int):
    text = " ".join(parts)
    assert "".join("".join(wrap(text, most=room)).split()) == "".join(text.split())


@given(anything, rooms)
def test_fitted_text_fills_its_room_exactly(text: str, room: int):
    assert width(fit(text, room)) == room


@given(anything, rooms)
def test_shortened_text_has_at_most_an_ellipsis_more(text: str, room: int):
    assert width(shorten(text, room)) <= room + 2


def test_wide_characters_count_two_columns():
    assert width("漢字") == 4
    assert width("é") == 1
    assert width("é") == 1


def test_a_number_stays_with_its_unit_sign_and_thousands():
    for text in ("1 500 mg/d", "< 1 %", "11 090 mg/d", "39 g/L"):
        assert " " not in bound(text)
    lines = list(wrap("a" * 14 + " 1 500 mg", most=20))
    assert lines == ["a" * 14, "1 500 mg"]


def test_what_steers_a_terminal_is_taken_out():
    assert clean("a\x1b[31mb\u202ec\nd") == "a\ufffd[31mb\ufffdc d"
    assert clean("ferritin 12 µg/L – “low”") == "ferritin 12 µg/L – “low”"
