import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.wording import as_printed, listed, number, percent, sentence, signed, unit

finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
NUMBER = re.compile(r"([<>] )?-?\d{1,3}( \d{3})*(\.\d+)?")


def read(text: str) -> float:
    return float(text.lstrip("<> ").replace(" ", ""))


@given(finite)
def test_a_number_has_no_exponent_no_idle_zero_and_groups_of_three(value: float):
    text = number(value)
    assert NUMBER.fullmatch(text)
    assert "." not in text or not text.endswith("0")
    assert text != "-0"


@given(finite.filter(lambda value: abs(value) >= 1e-6))
def test_a_number_is_right_to_three_digits_or_two_if_small(value: float):
    assert read(number(value)) == pytest.approx(value, rel=0.0051 if abs(value) >= 0.01 else 0.051)


@given(finite, finite)
def test_a_larger_number_is_never_written_smaller(a: float, b: float):
    low, high = sorted((a, b))
    assert read(number(low)) <= read(number(high)) or abs(low) < 1e-6 or abs(high) < 1e-6


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_the_sign_changes_nothing_else(value: float):
    assert number(-value) == f"-{number(value)}"


def test_numbers_at_the_borders():
    assert [number(v) for v in (0, -0.0, 0.01, 0.00123, 9.999, 99.95, 999.6, 1234567)] == [
        *("0", "0", "0.01", "0.0012", "10", "100", "1 000", "1 234 567"),
    ]
    assert number(1e-9) == "< 0.000001"
    assert number(math.inf) == "∞"
    assert number(None) == number(math.nan) == "–"


@given(st.floats(0, 1))
def test_a_probability_never_claims_certainty(share: float):
    assert percent(share) not in {"0 %", "100 %"}
    assert re.fullmatch(r"(> 99|< 1|\d{1,2}) %", percent(share))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_probability_is_never_written_smaller(a: float, b: float):
    def place(share: float) -> float:
        text = percent(share)
        return float(text.strip("<> %")) + (0.5 if text[0] == ">" else -0.5 * (text[0] == "<"))

    low, high = sorted((a, b))
    assert place(low) <= place(high)


def test_probabilities_at_the_borders():
    shares = (0, 0.0099, 0.01, 0.5, 0.99, 0.9901, 1)
    assert [percent(s) for s in shares] == [
        *("< 1 %", "< 1 %", "1 %", "50 %", "99 %", "> 99 %", "> 99 %"),
    ]
    assert percent(None) == percent(math.nan) == "–"


def test_units_as_people_read_them():
    written = {
        "ug_rae/d": "µg RAE/d",
        "mg_ne/d": "mg NE/d",
        "[IU]": "IU",
        "u[IU]/mL": "µIU/mL",
        "m[iU]/L": "mIU/L",
        "umol/L": "µmol/L",
        "10*3/uL": "10*3/µL",
        "mmol/L": "mmol/L",
        "%": "%",
        "µg/l": "µg/L",
        "\N{GREEK SMALL LETTER MU}g/l": "µg/L",
        "mcg/dl": "µg/dL",
        "MMOL/L": "mmol/L",
        "Mmol/L": "Mmol/L",
        "ng/ml": "ng/mL",
        "mmol/mol{creat}": "mmol/mol creatinine",
        "ug/g{creat}": "µg/g creatinine",
        "ng/g{Hb}": "ng/g Hb",
        "nmol/10*8{cells}": "nmol/10*8 cells",
    }
    assert {code: unit(code) for code in written} == written
    assert unit(None) == ""


def test_lists_and_sentences():
    assert [listed(list(words)) for words in ("", "a", "ab", "abc")] == [
        *("", "a", "a and b", "a, b and c"),
    ]
    assert [sentence(s) for s in ("", " low ", "Why?", "done.")] == ["", "Low.", "Why?", "Done."]


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "12.5"), (1234.5, "1234"), (0.30004, "0.3"), (250000, "250000")]
)
def test_a_value_is_printed_with_four_digits_at_most(value: float, text: str):
    assert as_printed(value) == text


@pytest.mark.parametrize(("value", "text"), [(1.46, "+1.5"), (-3.1, "−3.1"), (0, "+0.0")])
def test_a_signed_number_has_one_decimal_and_a_true_minus(value: float, text: str):
    assert signed(value) == text
