"""The core table against USDA's own files (SR Legacy, April 2018, in FoodData Central's layout)."""

import csv
import lzma
from pathlib import Path

import numpy as np
import pytest

from micronutrient.datafiles import DATA
from micronutrient.foods.composition import components, core
from micronutrient.foods.csv_tables import read_csv

pytestmark = pytest.mark.shared


def rows(path: Path):
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def official(shared: Path) -> Path:
    return shared / "data" / "usda" / "sr_legacy_fdc_csv"


@pytest.fixture(scope="module")
def published(official: Path) -> dict[tuple[str, str], float]:
    slugs = {str(c.usda_id): slug for slug, c in components().items()}
    path = official / "food_nutrient_reconstructed_from_SR28.csv.xz"
    return {
        (f"fdc:{row['fdc_id']}", slugs[row["nutrient_id"]]): float(row["amount"])
        for row in rows(path)
        if row["nutrient_id"] in slugs and row["amount"]
    }


def test_component_ids_are_those_of_the_nutrient_table(official: Path):
    known = {row["id"]: row for row in rows(official / "nutrient.csv.xz")}
    for component in components().values():
        row = known[str(component.usda_id)]
        assert row["nutrient_nbr"] == component.usda_number
        assert row["unit_name"].lower() == component.unit


def test_every_food_equals_sr_legacy(published: dict[tuple[str, str], float]):
    foods = core()
    wanted = [[published.get((i, slug), np.nan) for slug in foods.components] for i in foods.ids]
    np.testing.assert_array_equal(foods.amounts, wanted)


def test_descriptions_and_groups_are_those_of_the_publisher(official: Path):
    foods = core()
    from micronutrient.datafiles import read_toml

    groups = read_toml(DATA / "foods" / "groups.toml")["rows"]
    by_category = {str(i): slug for slug, ids, _ in groups for i in ids}
    known = {f"fdc:{row['fdc_id']}": row for row in rows(official / "food.csv.xz")}
    for i, food_id in enumerate(foods.ids):
        assert foods.descriptions[i] == known[food_id]["description"]
        assert foods.groups[i] == by_category[known[food_id]["food_category_id"]]


def test_household_measures_weigh_what_the_publisher_says(official: Path):
    foods = core()
    known: dict[str, set[float]] = {}
    for row in rows(official / "food_portion.csv.xz"):
        if float(row["amount"]) > 0:
            known.setdefault(f"fdc:{row['fdc_id']}", set()).add(float(row["gram_weight"]))
    for i, portions in foods.portions.items():
        assert {portion.grams for portion in portions} <= known[foods.ids[i]]


def test_group_bounds_are_the_95th_percentile_of_known_values(
    official: Path, published: dict[tuple[str, str], float]
):
    uppers = read_csv(DATA / "foods" / "group_upper.csv", texts=1)
    row = uppers.texts[0].index("vegetables")
    members = [
        f"fdc:{food['fdc_id']}"
        for food in rows(official / "food.csv.xz")
        if food["food_category_id"] == "11"
    ]
    for slug in ("iron", "choline", "vitamin_k"):
        known = [published[food, slug] for food in members if (food, slug) in published]
        bound = uppers.numbers[row, uppers.columns.index(slug)]
        assert bound == pytest.approx(np.percentile(known, 95), rel=5e-4)
