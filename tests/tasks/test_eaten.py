"""What was eaten and taken: bounds, sources, forms, and recipes by their own names."""

import math
from typing import Any

import pytest

from micronutrient import nutrients
from micronutrient.casefile import parse_case
from micronutrient.foods.composition import core
from micronutrient.foods.search import find_food
from micronutrient.tasks.eaten import Eaten, eaten, intake_of

PERSON = {"sex": "female", "age_years": 34}
LENTILS = {"day": "2026-03-01", "food": "lentils, raw", "grams": 80}
APPLE = {"day": "2026-03-02", "food": "apple, raw, with skin", "grams": 150}
IRON = {"name": "Iron tablet", "nutrient": "iron", "amount": 14, "unit": "mg"}
BETA = {
    "name": "Carotene",
    "nutrient": "vitamin_a",
    "form": "beta_carotene",
    "amount": 3,
    "unit": "mg",
}


def of(**parts: Any) -> Eaten:
    return eaten(parse_case({"person": PERSON, **parts}))


def per_100_g(food: str, component: str) -> float:
    table = core()
    return float(table.amounts[find_food(table, food), table.components.index(component)])


def test_days_are_averaged_and_supplements_stand_apart() -> None:
    found = intake_of(
        of(diet=[LENTILS, APPLE], supplements=[IRON]), "iron", complete=True, energy_kcal=None
    )
    food = 0.8 * per_100_g("lentils, raw", "iron")
    food += 1.5 * per_100_g("apple, raw, with skin", "iron")
    assert found.days == 2
    assert found.amount.mean == pytest.approx(food / 2)
    assert found.amount.supplement == pytest.approx(14)
    assert found.amount.lower <= found.amount.mean <= found.amount.upper
    assert found.coverage == 1


def test_an_incomplete_record_has_no_upper_bound() -> None:
    record = of(diet=[LENTILS])
    for slug in nutrients.names():
        whole = intake_of(record, slug, complete=True, energy_kcal=None)
        part = intake_of(record, slug, complete=False, energy_kcal=None)
        assert math.isinf(part.amount.upper)
        assert math.isinf(part.in_scope.upper)
        assert part.amount.lower == whole.amount.lower


def test_without_food_nothing_is_known_of_it() -> None:
    record = of(supplements=[IRON])
    found = intake_of(record, "iron", complete=True, energy_kcal=None)
    assert (record.tables, record.sources, found.days) == ((), (), 0)
    assert math.isnan(found.amount.mean)
    assert math.isinf(found.amount.upper)
    assert [one.name for one in found.top] == ["Iron tablet"]


def test_a_nutrient_that_no_table_has_is_not_nothing() -> None:
    found = intake_of(of(diet=[LENTILS]), "iodine", complete=True, energy_kcal=None)
    assert found.coverage == 0
    assert found.amount.lower == 0
    assert math.isinf(found.amount.upper)


def test_the_largest_contributors_come_first_and_share_the_known_whole() -> None:
    found = intake_of(
        of(diet=[LENTILS, APPLE], supplements=[IRON]), "iron", complete=True, energy_kcal=None
    )
    assert [one.name for one in found.top] == [
        "Iron tablet",
        "lentils, raw",
        "apple, raw, with skin",
    ]
    assert sum(one.share for one in found.top) == pytest.approx(1)


def test_forms_of_supplements_are_kept() -> None:
    found = intake_of(of(supplements=[BETA]), "vitamin_a", complete=True, energy_kcal=None)
    assert found.forms == ("beta_carotene",)
    assert found.amount.supplement > 0
    assert found.in_scope.supplement == 0


def test_a_food_by_its_id_is_told_by_its_name() -> None:
    table = core()
    place = find_food(table, "lentils, raw")
    row = {**LENTILS, "food": table.ids[place]}
    found = intake_of(of(diet=[row]), "iron", complete=True, energy_kcal=None)
    assert [one.name for one in found.top] == [table.names[place]]


def test_a_recipe_is_told_by_its_name_and_weighs_what_it_holds() -> None:
    parts = [{"food": "lentils, raw", "grams": 80}, {"food": "apple, raw, with skin", "grams": 20}]
    record = of(diet=[{"day": "2026-03-01", "food": "soup", "grams": 50}], recipes={"soup": parts})
    found = intake_of(record, "iron", complete=True, energy_kcal=None)
    food = 0.8 * per_100_g("lentils, raw", "iron")
    food += 0.2 * per_100_g("apple, raw, with skin", "iron")
    assert found.amount.mean == pytest.approx(food / 2)
    assert [one.name for one in found.top] == ["soup"]


def test_every_fault_of_foods_and_supplements_is_told_and_the_rest_counted() -> None:
    record = of(
        diet=[{**LENTILS, "food": "unicorn steak"}, LENTILS],
        supplements=[{**IRON, "nutrient": "vitamin_q"}, IRON],
    )
    assert [fault.where for fault in record.faults] == ["diet[0].food", "supplements[0].nutrient"]
    found = intake_of(record, "iron", complete=False, energy_kcal=None)
    assert found.amount.lower > 0
    assert found.amount.supplement == pytest.approx(14)
