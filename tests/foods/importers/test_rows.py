"""Numbers, codes and rows of the publishers' tables."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import ImplausibleValue, InputFault
from micronutrient.foods.importers import rows
from micronutrient.foods.importers.package import open_package

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite)
def test_every_finite_number_comes_back_as_it_was_written(value):
    assert rows.number(repr(value)) == value
    assert rows.number(f"  {value!r}\n") == value
    assert rows.number(value) == value


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_nothing_or_refused(text):
    try:
        value = rows.number(text)
    except rows.NotANumber:
        return
    assert value is None if not text.strip(" \t\r\n") else math.isfinite(value)


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-Infinity", "1,5", "1_000", "0x10", "tr", "1e999", "12 g", "٣", "<0.1", "--1"],
)
def test_what_is_no_number_is_refused_and_never_zero(text):
    with pytest.raises(rows.NotANumber):
        rows.number(text)


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_an_empty_field_is_missing(text):
    assert rows.number(text) is None


@pytest.mark.parametrize("code", ["1.1e+07", "11000000", "11000000.0", 11000000.0])
def test_a_food_code_in_powers_of_ten_is_the_code(code):
    assert rows.code(code) == 11_000_000


@pytest.mark.parametrize("code", ["", "-5", "1.5", "1e30", "abc", True])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(rows.NotANumber):
        rows.code(code)


@given(st.integers(0, 99_999_999))
def test_every_code_survives_a_spreadsheet(code):
    assert rows.code(float(code)) == rows.code(str(code)) == rows.code(f"{code:.8e}") == code


@pytest.mark.parametrize(
    ("text", "count", "measure"),
    [
        ("1 cup, diced", 1, "cup, diced"),
        ("125ml", 125, "ml"),
        ("1/2 fillet", 0.5, "fillet"),
        ("Quantity not specified", 1, "Quantity not specified"),
        ("1/0 cup", 1, "1/0 cup"),
        ("0 cup", 1, "0 cup"),
        ("12", 1, "12"),
    ],
)
def test_a_measure_is_split_into_how_many_of_what(text, count, measure):
    assert rows.counted(text) == (count, measure)


@pytest.fixture
def table(tmp_path, make):
    def write(text: str):
        folder = make.folder(tmp_path / "t", {"t.csv": text})
        return open_package(folder).part("t")

    return write


def test_below_zero_can_be_told_from_no_number(table):
    at = (table("a\n1\n"), 0, "a")
    assert isinstance(rows.amount("-1", at=at), ImplausibleValue)
    assert not isinstance(rows.amount("x", at=at), ImplausibleValue)
    assert isinstance(rows.amount("1e9", at=at), InputFault)
    assert rows.amount("", at=at) is None


def test_columns_are_found_by_name_in_any_order_and_spelling(table):
    part = table("\ufeffFood_ID,Other,Nutrient Value\n1,x,2.5\n\n")
    assert list(rows.rows(part, ("NutrientValue", "FoodID"))) == [("2.5", "1"), ("", "")]


def test_rows_that_were_read_are_skipped_even_across_quoted_line_breaks(table):
    part = table('a,b\n1,"x\ny"\n2,z\n3,w\n')
    assert list(rows.rows(part, ("a", "b"), skip=1)) == [("2", "z"), ("3", "w")]


def test_a_single_column_is_still_a_tuple(table):
    assert list(rows.rows(table("a\n1\n"), ("a",))) == [("1",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x,y\n1,2\n", "has no column a, b; allowed: a header row with a, b"),
        ("", "has no column"),
        ("a,b\n1,2\n3\n", "row 3: has 1 fields; allowed: 2"),
        ("a,b\n1," + "9" * 200_000 + "\n", "is no CSV text"),
    ],
)
def test_what_is_no_such_table_is_refused(table, text, said):
    with pytest.raises(InputFault, match=said):
        list(rows.rows(table(text), ("a", "b")))


def test_text_in_another_encoding_is_refused_unless_asked_for(tmp_path):
    (tmp_path / "t.csv").write_bytes("a\nsoufflé\n".encode("cp1252"))
    part = open_package(tmp_path).part("t")
    with pytest.raises(InputFault, match="is not UTF-8 text"):
        list(rows.rows(part, ("a",)))
    assert rows.encoding_of(part) == "cp1252"
    assert list(rows.rows(part, ("a",), encoding="cp1252")) == [("soufflé",)]
