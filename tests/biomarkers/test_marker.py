"""Finding a marker by slug, by a laboratory's name, by LOINC code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.marker import check_digit, find, marker
from micronutrient.errors import InputFault, UnknownName


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("ferritin", "ferritin"),
        ("Serum Ferritin", "ferritin"),
        ("Vitamin B-12", "vitamin_b12_serum"),
        ("25(OH)D", "vitamin_d_25oh"),
        ("Hb", "haemoglobin"),
        ("hemoglobin", "haemoglobin"),
        ("Caeruloplasmin", "ceruloplasmin"),
        ("loinc:2132-9", "vitamin_b12_serum"),
        ("LOINC 2132-9", "vitamin_b12_serum"),
        ("http://loinc.org|2276-4", "ferritin"),
        ("5763-8", "zinc"),
        ("loinc:29265-6", "calcium_adjusted"),
    ],
)
def test_finds(text, slug):
    assert find(text).slug == slug


def test_a_false_check_digit_is_its_own_error():
    with pytest.raises(InputFault, match="false check digit") as caught:
        find("loinc:2132-8", where="labs[0].marker")
    assert not isinstance(caught.value, UnknownName)
    assert caught.value.where == "labs[0].marker"
    assert "2132-9" in caught.value.allowed


def test_a_code_of_something_else_is_unknown():
    with pytest.raises(UnknownName, match="LOINC code"):
        find("loinc:2951-2".replace("2951-2", "2345-7"))


def test_what_is_no_code_is_refused():
    with pytest.raises(InputFault, match="no LOINC code"):
        find("loinc:ferritin")


def test_a_misspelt_name_gets_the_nearest():
    with pytest.raises(UnknownName) as caught:
        find("feritin", where="labs[3].marker")
    assert caught.value.nearest[0] == "ferritin"
    assert caught.value.where == "labs[3].marker"


def test_an_unknown_slug_names_the_nearest():
    with pytest.raises(UnknownName, match="ferritin"):
        marker("ferritine")


@given(st.integers(min_value=1, max_value=9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_the_check_digit_sees_every_single_false_digit(number, place, change):
    text = str(number)
    place %= len(text)
    wrong = text[:place] + str((int(text[place]) + change) % 10) + text[place + 1 :]
    assert check_digit(wrong) != check_digit(text)
