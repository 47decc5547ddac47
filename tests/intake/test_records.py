"""Food records and recipes to arrays, with every fault named."""

import datetime as dt

import numpy as np
import pytest

from micronutrient.case import FoodEaten, Ingredient, Recipe, Weighed
from micronutrient.errors import InputFault, UnknownName
from micronutrient.intake.dishes import DEEPEST, NO_RETENTION
from micronutrient.intake.records import EatenFoods, eaten_foods

MONDAY, TUESDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
FOODS = ("lentils", "spinach", "milk", "oil")


class Table:
    """A food table of four foods."""

    def find(self, text):
        if text not in FOODS:
            raise UnknownName("", kind="food", name=text, nearest=FOODS[:1])
        return FOODS.index(text)

    def grams(self, index, *, amount, measure):
        if measure != "cup":
            raise InputFault("", f"no measure {measure!r}", allowed="cup")
        return amount * (30.0 if FOODS[index] == "spinach" else 240.0)

    def retention(self, index, method):
        if method not in ("boiled", "reheated"):
            raise UnknownName("", kind="cooking method", name=method, nearest=("boiled",))
        kept = method == "boiled" and FOODS[index] != "milk"
        return np.array([0.5, 0.9]) if kept else None

    def already_cooked(self, index):
        return FOODS[index] == "milk"

    def cooking_yield(self, index, method):
        return {"lentils": 2.5, "oil": 0.5}.get(FOODS[index]) if method != "fried" else None

    def gives_up_its_juice(self, method):
        return method == "reheated"

    def is_liquid(self, index):
        return FOODS[index] == "milk"


def eat(food, grams=None, day=MONDAY, **more):
    return FoodEaten(day=day, food=food, grams=grams, **more)


def recipe(*ingredients, cooked_grams=None):
    return Recipe(ingredients=tuple(ingredients), cooked_grams=cooked_grams)


def put(food, grams=None, **more):
    return Ingredient(food=food, grams=grams, **more)


def read(diet, recipes=None, positions=None):
    return eaten_foods(diet, recipes=recipes or {}, lookup=Table(), positions=positions)


def by_food(eaten: EatenFoods):
    return {FOODS[i]: float(g) for i, g in zip(eaten.food, eaten.grams, strict=True)}


def places(faults):
    return [fault.where for fault in faults]


def test_weights_and_household_measures():
    eaten, faults = read([eat("milk", 200), eat("spinach", amount=2, measure="cup", day=TUESDAY)])
    assert not faults
    assert by_food(eaten) == {"milk": 200, "spinach": 60}
    assert eaten.days == (MONDAY, TUESDAY)
    assert eaten.day.tolist() == [0, 1]
    assert eaten.labels == ("milk", "spinach")
    assert eaten.retention.tolist() == [NO_RETENTION, NO_RETENTION]


def test_a_recipe_is_shared_out_by_weight():
    soup = recipe(put("lentils", 80), put("oil", 20))
    eaten, faults = read([eat("my soup", 50)], {"my soup": soup})
    assert not faults
    assert by_food(eaten) == {"lentils": 40, "oil": 10}
    assert [eaten.labels[i] for i in eaten.record] == ["my soup", "my soup"]


def test_a_recipe_that_takes_up_water_is_shared_out_by_its_cooked_weight():
    soup = recipe(put("lentils", 80), put("oil", 20), cooked_grams=400)
    eaten, _ = read([eat("My  Soup", 200)], {"my soup": soup})
    assert by_food(eaten) == {"lentils": 40, "oil": 10}


def test_a_recipe_hides_a_food_of_its_name():
    eaten, _ = read([eat("milk", 100)], {"milk": recipe(put("oil", 10))})
    assert by_food(eaten) == {"oil": 100}


def test_recipes_in_recipes_in_any_order():
    recipes = {
        "plate": recipe(put("soup", 100), put("milk", 100)),
        "soup": recipe(put("lentils", 50), cooked_grams=200),
    }
    for order in (recipes, dict(reversed(recipes.items()))):
        eaten, faults = read([eat("plate", 100)], order)
        assert not faults
        assert by_food(eaten) == {"lentils": pytest.approx(12.5), "milk": 50}


def test_the_same_ingredient_twice_is_one_unless_cooked_differently():
    dish = recipe(put("oil", 5), put("oil", 5), put("oil", 10, cooked="boiled"))
    eaten, _ = read([eat("dish", 20)], {"dish": dish})
    assert sorted(eaten.grams.tolist()) == [10, 10]
    assert sorted(eaten.retention.tolist()) == [NO_RETENTION, 0]


def test_retention_is_kept_beside_the_rows():
    eaten, faults = read([eat("spinach", 100, cooked="boiled"), eat("milk", 10, cooked="reheated")])
    assert not faults
    assert eaten.retention.tolist() == [0, NO_RETENTION]
    np.testing.assert_array_equal(eaten.factors, [[0.5, 0.9]])


def test_all_faults_come_together_with_the_good_rows():
    diet = [
        eat("milk", 100),
        eat("spinash", 10),
        eat("milk", amount=1, measure="barrel"),
        eat("oil", 5, cooked="stared at"),
        eat("oil"),
        eat("broken", 5),
    ]
    broken = recipe(put("nectar", 3), put("oil", amount=1, measure="pinch"), put("oil", 1))
    eaten, faults = read(diet, {"broken": broken})
    assert by_food(eaten) == {"milk": 100}
    assert places(faults) == [
        "recipes['broken'].ingredients[0].food",
        "recipes['broken'].ingredients[1].measure",
        "diet[1].food",
        "diet[2].measure",
        "diet[3].cooked",
        "diet[4].grams",
        "diet[5].food",
    ]
    assert isinstance(faults[2], UnknownName)
    assert str(faults[2]).startswith("diet[1].food: unknown food 'spinash'; nearest are 'lentils'")


def test_messages_count_rows_as_the_file_does():
    _, faults = read([eat("nectar", 1), eat("milk", 1), eat("nectar", 1)], positions=(0, 4, 7))
    assert places(faults) == ["diet[0].food", "diet[7].food"]


def test_a_day_without_a_usable_row_still_counts():
    eaten, _ = read([eat("milk", 100), eat("nectar", 5, day=TUESDAY)])
    assert eaten.days == (MONDAY, TUESDAY)


def test_a_recipe_that_contains_itself_is_refused():
    recipes = {
        "a": recipe(put("b", 1)),
        "b": recipe(put("milk", 1), put("a", 1)),
        "c": recipe(put("c", 1)),
        "good": recipe(put("milk", 1)),
    }
    eaten, faults = read([eat("good", 7), eat("a", 1)], recipes)
    assert by_food(eaten) == {"milk": 7}
    said = [fault.found for fault in faults]
    loops = [text for text in said if "contains itself" in text]
    assert len(loops) == 2
    assert any("'a' > 'b' > 'a'" in text or "'b' > 'a' > 'b'" in text for text in loops)
    assert any("'c' > 'c'" in text for text in loops)
    assert faults[-1].where == "diet[1].food"


def test_recipes_are_not_nested_without_end():
    names = [f"dish {i}" for i in range(400)]
    recipes = {name: recipe(put(names[i + 1], 1)) for i, name in enumerate(names[:-1])}
    recipes[names[-1]] = recipe(put("milk", 1))
    eaten, faults = read([eat(names[-DEEPEST], 3), eat(names[-DEEPEST - 1], 3)], recipes)
    assert by_food(eaten) == {"milk": 3}
    assert faults[0].where == f"recipes[{names[-DEEPEST - 1]!r}]"
    assert faults[0].found == f"recipes inside recipes, {DEEPEST + 1} deep"
    assert faults[-1].where == "diet[1].food"


def test_two_recipes_of_one_name_are_refused():
    recipes = {"My soup": recipe(put("milk", 1)), "my  soup": recipe(put("oil", 1))}
    _, faults = read([], recipes)
    assert places(faults) == ["recipes['my  soup']"]


@pytest.mark.parametrize("row", [{"amount": 1, "measure": "cup"}, {"grams": 5, "cooked": "boiled"}])
def test_a_dish_is_eaten_by_weight_and_as_it_was_cooked(row):
    _, faults = read([eat("soup", **row)], {"soup": recipe(put("milk", 1))})
    assert places(faults) == ["diet[0].measure" if "measure" in row else "diet[0].cooked"]


def test_an_empty_record_has_no_days():
    eaten, faults = read([])
    assert (len(eaten), eaten.days, faults) == (0, (), ())


def test_a_cooked_dish_weighs_at_least_what_was_eaten_of_it():
    """80 g of dry lentils, boiled, of which 350 g are eaten: all of them, not 350 g of lentils."""
    soup = {"soup": recipe(put("lentils", 80, cooked="boiled"))}
    eaten, faults = read([eat("soup", 350), eat("soup", 175, day=TUESDAY)], soup)
    assert not faults
    assert eaten.grams.tolist() == [80, 40]
    assert "350 g" in eaten.assumed[0]


def test_an_uncooked_mixture_is_shared_out_in_its_proportions():
    eaten, _ = read([eat("mix", 60)], {"mix": recipe(put("lentils", 20), put("oil", 10))})
    assert by_food(eaten) == {"lentils": 40, "oil": 20}
    assert not eaten.assumed


def test_a_food_that_was_weighed_cooked_is_led_back_to_its_raw_weight():
    eaten, faults = read([eat("lentils", 250, cooked="boiled", weighed=Weighed.COOKED)])
    assert not faults
    assert by_food(eaten) == {"lentils": 100}
    assert eaten.retention[0] != NO_RETENTION
    assert eaten.assumed == ("lentils: 250 g boiled are taken to be 100 g raw",)


def test_a_food_that_is_cooked_by_name_keeps_its_weight():
    eaten, faults = read([eat("milk", 250, cooked="boiled", weighed=Weighed.COOKED)])
    assert not faults
    assert by_food(eaten) == {"milk": 250}


def test_a_cooked_weight_without_a_yield_is_refused_with_the_way_out():
    _, faults = read([eat("spinach", 90, cooked="boiled", weighed=Weighed.COOKED)])
    assert [fault.line() for fault in faults] == [
        "diet[0].weighed: what 'spinach' weighs raw, when boiled, is not known; "
        "give its raw weight, or name the cooked food"
    ]


def test_a_cooked_weight_without_a_method_is_refused():
    _, faults = read([eat("lentils", 90, weighed=Weighed.COOKED)])
    assert places(faults) == ["diet[0].weighed"]
    assert "say how it was cooked" in faults[0].line()


def test_a_dish_weighs_what_its_ingredients_weigh_after_cooking():
    stew = recipe(put("lentils", 100, cooked="boiled"), put("spinach", 50, cooked="boiled"))
    eaten, _ = read([eat("dal", 150)], {"dal": stew})
    assert by_food(eaten) == pytest.approx({"lentils": 50, "spinach": 25})
    assert eaten.assumed == (
        "dal: no cooked_grams, so the dish is taken to weigh its ingredients (150 g) "
        "after cooking (300 g)",
    )


def test_what_swells_in_a_liquid_of_the_dish_adds_no_weight():
    dish = recipe(put("lentils", 100, cooked="boiled"), put("milk", 200))
    eaten, _ = read([eat("dal", 150)], {"dal": dish})
    assert by_food(eaten) == pytest.approx({"lentils": 50, "milk": 100})


def test_what_shrinks_does_so_beside_a_liquid_too_unless_the_liquid_is_eaten():
    dish = {"d": recipe(put("oil", 100, cooked="boiled"), put("milk", 50))}
    assert by_food(read([eat("d", 100)], dish)[0]) == pytest.approx({"oil": 100, "milk": 50})
    stew = {"d": recipe(put("oil", 100, cooked="reheated"), put("milk", 50))}
    assert by_food(read([eat("d", 150)], stew)[0]) == pytest.approx({"oil": 100, "milk": 50})
