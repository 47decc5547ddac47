"""A case file: all faults of a file at once, each with its place; the good part kept on request."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.casefile import parse_case, read_case
from micronutrient.errors import InputFault

PERSON = {"sex": "female", "age_years": 34}

CONTRACT = """
person: {sex: female, age_years: 34, weight_kg: 62, height_cm: 168,
         pregnancy_week: null, lactating: false, menstruating: true, smoker: false,
         diet_pattern: vegetarian, altitude_m: 0}
conditions: [coeliac_disease]
medications: [metformin]
symptoms: [fatigue]
context: {sleep_hours: 5.5, stress_pss10: 27, activity_met_min_week: 300,
          chronic_infection: [periodontitis], alcohol_g_day: 0, xenobiotics: []}
diet:
  - {day: 2026-03-01, food: "fdc:168462", grams: 90}
  - {day: 2026-03-01, food: "spinach, raw", amount: 1, measure: cup}
  - {day: 2026-03-02, food: "my lentil soup", grams: 350}
recipes: {"my lentil soup": [{food: "fdc:172420", grams: 80, cooked: boiled}]}
diet_complete: true
supplements:
  - {name: Vitamin A 25 000 IU, nutrient: vitamin_a, form: retinyl_palmitate, amount: 25000,
     unit: "[IU]", times_per_day: 1}
labs:
  - {marker: ferritin, value: 12, unit: ug/L, date: 2026-03-02}
  - {marker: "loinc:2132-9", value: 284, unit: pg/mL, specimen: serum, date: 2026-03-02,
     fasting: true, time: "08:10"}
  - {marker: copper, value: 10, comparator: "<", unit: ug/dL}
preferences: {exclude: ["fish"], allergies: ["peanut"], max_new_foods: 5, budget_per_day: null}
"""


def faults(data: object) -> list[str]:
    return [line for fault in parse_case(data).faults for line in fault.lines()]


def test_the_documented_case_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CONTRACT)
    case = read_case(str(file)).case
    assert case.diet[0].day == dt.date(2026, 3, 1)
    assert case.recipes["my lentil soup"].ingredients[0].cooked == "boiled"
    assert case.labs[2].comparator == "<"
    assert case.preferences.max_new_foods == 5


def test_all_faults_of_a_file_are_told_together() -> None:
    found = faults(
        {
            "person": {"sex": "femal", "age_years": 340, "weigth_kg": 3},
            "conditions": ["a", 3],
            "diet": [
                {"day": "2026-13-01", "food": "x", "grams": -90},
                {"day": "2026-03-01", "food": "x", "amount": 1},
                {"day": "2026-03-01", "food": "x", "grams": 1, "amount": 1, "measure": "cup"},
            ],
            "labs": [{"marker": "ferritin", "value": "<12", "unit": "ug/L"}],
        }
    )
    said = "\n".join(found)
    assert "'weigth_kg'; nearest are 'weight_kg'" in said
    assert "person.sex: is 'femal'; allowed: female, male" in said
    assert "person.age_years: is 340; allowed: a number from 0, up to 120" in said
    assert "conditions[1]: is 3" in said
    assert "diet[0].day: is '2026-13-01'; allowed: a date such as 2026-03-01" in said
    assert "diet[0].grams: is -90; allowed: a number above 0" in said
    assert "diet[1]: says how much in no way" in said
    assert "diet[2]: says how much in no way" in said
    assert 'comparator: "<"' in said
    assert len(found) == 9


def test_the_good_half_is_kept_and_keeps_its_places() -> None:
    data = {
        "person": PERSON,
        "labs": [
            {"marker": "ferritin", "value": "many", "unit": "ug/L"},
            {"marker": "zinc", "value": 70, "unit": "ug/dL"},
        ],
    }
    read = parse_case(data)
    assert [lab.marker for lab in read.case.labs] == ["zinc"]
    assert read.place("labs", 0) == "labs[1]"
    assert len(read.faults) == 1
    assert len(faults(data)) == 1


@pytest.mark.parametrize("data", [{"diet": []}, {"person": {"age_years": 3}}, {"person": 3}])
def test_without_a_person_the_rest_is_checked_and_nobody_is_assessed(data: object) -> None:
    read = parse_case(data)
    assert not read.usable
    assert "person" in read.faults[0].where


@pytest.mark.parametrize("data", [None, 3, "x", ["person"]])
def test_what_is_no_case_is_refused(data: object) -> None:
    with pytest.raises(InputFault, match="allowed: fields person"):
        parse_case(data)


def test_a_supplement_says_what_it_holds_in_one_way() -> None:
    half = {"name": "x", "nutrient": "iron", "amount": 10}
    both = half | {"unit": "mg", "contents": [{"nutrient": "zinc", "amount": 1, "unit": "mg"}]}
    for wrong in ({"name": "x"}, half, both):
        assert "does not say what it holds" in faults({"person": PERSON, "supplements": [wrong]})[0]


def test_null_stands_for_a_field_that_was_left_out() -> None:
    empty = {"person": PERSON | {"weight_kg": None}, "diet": None, "labs": None, "context": None}
    assert parse_case(empty).case == parse_case({"person": PERSON}).case


names = st.sampled_from(["person", "diet", "labs", "recipes", "context", "x"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["sex", "age_years", "food", "day", "grams"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(names, values))
def test_any_plain_data_is_read_or_refused_with_places(data: dict[str, object]) -> None:
    assert not [line for line in faults(data) if ": " not in line]


def test_a_time_of_day_that_is_none_is_refused_on_one_line() -> None:
    row = {"day": "2026-03-01", "food": "milk", "grams": 100, "time": "25:10"}
    data = {"person": PERSON, "diet": [row, {**row, "time": "08:10"}]}
    read = parse_case(data)
    assert [fault.line() for fault in read.faults] == [
        "diet[0].time: is '25:10'; allowed: a time of day from 00:00 to 23:59, such as 08:30"
    ]
    assert [one.time for one in read.case.diet] == ["08:10"]


def test_more_than_anybody_has_is_refused():
    read = parse_case(
        {
            "person": {"sex": "female", "age_years": 34},
            "conditions": ["asthma"] * 1001,
            "recipes": {f"soup {i}": [{"food": "Milk", "grams": 1}] for i in range(1001)},
        }
    )
    assert [fault.line() for fault in read.faults] == [
        "conditions: has 1001 entries; allowed: up to 1000",
        "recipes: has 1001 entries; allowed: up to 1000",
    ]
    assert read.case.conditions == ()


@pytest.mark.parametrize(
    "person",
    [
        {"sex": "male", "age_years": 30, "pregnancy_week": 12},
        {"sex": "female", "age_years": 70, "pregnancy_week": 12},
        {"sex": "female", "age_years": 30, "weight_kg": 6.2, "height_cm": 168},
        {"sex": "female", "age_years": 30, "weight_kg": 168, "height_cm": 62},
    ],
)
def test_a_person_who_cannot_be_is_asked_about(person: dict[str, object]) -> None:
    assert faults({"person": person})
