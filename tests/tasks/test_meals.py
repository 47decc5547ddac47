"""Printed: boiled lentils, phytate 189.5 mg (PhyFoodComp 1.0); beef, 62 % haem (Reeves 2017)."""

from typing import Any

import numpy as np
import pytest

from micronutrient.casefile import parse_case
from micronutrient.foods.composition import core
from micronutrient.intake.meal_places import Spread
from micronutrient.tasks.meals import CaseMeals, meals_of

PERSON = {"sex": "female", "age_years": 34}
LENTILS = {"day": "2026-03-01", "food": "lentils, boiled", "grams": 200, "meal": "lunch"}
ORANGE = {"day": "2026-03-01", "food": "orange, raw", "grams": 100, "time": "12:30"}
BEEF = {"day": "2026-03-01", "food": "beef topside, lean, roasted", "grams": 150, "meal": "supper"}
TEA = {"day": "2026-03-01", "food": "black tea, brewed", "grams": 474, "meal": "breakfast"}


def of(**parts: Any) -> CaseMeals:
    return meals_of(parse_case({"person": PERSON, **parts}))


def per_100_g(food: str, component: str) -> float:
    table = core()
    return float(table.component(component)[table.names.index(food)])


def test_published_figures_reach_the_day() -> None:
    days = of(diet=[LENTILS, BEEF, TEA]).days
    assert days.haem_iron_mg_d.mean[0] == pytest.approx(
        1.5 * 0.62 * per_100_g("beef topside, lean, roasted", "iron")
    )
    assert days.meat_fish_poultry_g_d.mean.tolist() == [150]
    assert days.tea_cups_d.mean[0] == pytest.approx(2, abs=1e-3)
    phytate = days.phytate_mg_d
    assert phytate.lower[0] < 2 * 189.5 <= phytate.mean[0] < phytate.upper[0]


def test_published_figures_reach_the_meal() -> None:
    (meals,) = of(diet=[LENTILS, BEEF]).meals
    assert meals.names == ("lunch", "dinner")
    assert meals.phytate_mg.mean.tolist() == pytest.approx([2 * 189.5, 0])
    assert meals.meat_fish_poultry_g.mean.tolist() == [0, 150]


def test_with_every_meal_told_there_is_one_table_and_nothing_assumed() -> None:
    found = of(diet=[LENTILS, {**ORANGE, "time": "12:30", "meal": "lunch"}])
    assert len(found.meals) == 1
    assert found.assumed == ()
    assert found.meals[0].ascorbate_mg.mean[0] == pytest.approx(53.2 + 3)


def test_without_meals_both_ends_are_given_and_the_assumption_said() -> None:
    rows = [{k: v for k, v in row.items() if k != "meal"} for row in (LENTILS, BEEF)]
    found = of(diet=rows)
    assert [one.spread for one in found.meals] == [Spread.ONE_MEAL, Spread.EVENLY]
    assert [len(one) for one in found.meals] == [1, 3]
    assert "2 of 2 foods name neither meal nor time" in found.assumed[0]
    for one in found.meals:
        assert one.zinc_mg.mean.sum() == pytest.approx(found.days.zinc_mg_d.mean[0])


def test_vitamin_c_lost_in_cooking_is_taken_off() -> None:
    raw = {"day": "2026-03-01", "food": "spinach, raw", "grams": 100, "meal": "lunch"}
    boiled = of(diet=[{**raw, "cooked": "boiled"}]).days.ascorbate_mg_d.mean[0]
    assert boiled == pytest.approx(0.55 * of(diet=[raw]).days.ascorbate_mg_d.mean[0])


def test_a_recipe_is_eaten_at_its_meal() -> None:
    parts = [{"food": "lentils, boiled", "grams": 80}, {"food": "orange, raw", "grams": 20}]
    row = {"day": "2026-03-01", "food": "stew", "grams": 50, "meal": "lunch"}
    (meals,) = of(diet=[row], recipes={"stew": parts}).meals
    assert meals.names == ("lunch",)
    assert meals.phytate_mg.mean[0] == pytest.approx(0.4 * 189.5 + 0.1 * 10)


def test_an_incomplete_record_has_no_upper_end() -> None:
    for found in (
        of(diet=[LENTILS], diet_complete=False),
        of(diet=[LENTILS, {**LENTILS, "food": "unicorn steak"}]),
    ):
        assert not found.complete
        assert np.isnan(found.days.phytate_mg_d.upper).all()
        assert np.isnan(found.meals[0].phytate_mg.upper).all()
        assert found.days.phytate_mg_d.lower[0] > 0


def test_a_fault_of_a_food_is_told() -> None:
    assert of(diet=[{**LENTILS, "food": "unicorn steak"}]).faults[0].where == "diet[0].food"


def test_supplements_with_food_and_without_are_told_apart() -> None:
    tablet = {"name": "Iron", "nutrient": "iron", "amount": 14, "unit": "mg"}
    found = of(diet=[LENTILS], supplements=[tablet, {**tablet, "with_food": False, "amount": 60}])
    assert (found.with_food.iron_mg_d, found.without_food.iron_mg_d) == (14, 60)
    assert found.days.nonhaem_iron_mg_d.mean[0] == pytest.approx(6.66)


def test_without_a_diet_there_are_no_days() -> None:
    found = of()
    assert len(found.days.days) == 0
    assert len(found.meals[0]) == 0
    assert np.isnan(found.days.averaged().zinc_mg_d.mean).all()
