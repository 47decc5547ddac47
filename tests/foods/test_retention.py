"""Published: USDA Table of Nutrient Retention Factors, Release 6 (10.15482/USDA.ADC/1409034)."""

import numpy as np
import pytest

from micronutrient.datafiles import DATA
from micronutrient.errors import UnknownName
from micronutrient.foods.composition import components, core
from micronutrient.foods.csv_tables import read_csv
from micronutrient.foods.retention import cooking_method, retention, rules


def left(name: str, method: str):
    return retention(core(), core().names.index(name), method=method)


@pytest.mark.parametrize(
    ("name", "method", "code", "component", "printed_percent"),
    [
        ("spinach, raw", "boiled", "3005", "vitamin_c", 55),
        ("spinach, raw", "boiled", "3005", "folate_food", 60),
        ("egg, raw", "boiled", "0105", "thiamin", 85),
        ("potato, with skin, raw", "boiled", "3308", "vitamin_c", 75),
        ("lentils, dry", "boiled", "0501", "iron", 85),
        ("kidney beans, dry", "boiled", "0521", "folate_food", 45),
        ("beef topside, lean, raw", "roasted", "0601", "thiamin", 55),
        ("chicken breast, raw, no skin", "grilled", "0801", "vitamin_b12", 65),
        ("cod, Atlantic, raw", "baked", "2301", "thiamin", 90),
        ("mackerel, Atlantic, raw", "baked", "2451", "thiamin", 95),
    ],
)
def test_published_factor(
    name: str, method: str, code: str, component: str, printed_percent: float
):
    got = left(name, method)
    assert got.code == code
    assert got.factors[component] == pytest.approx(printed_percent / 100)


def test_what_has_no_factor_is_named():
    got = left("spinach, raw", "boiled")
    assert {"vitamin_k", "selenium", "vitamin_e"} <= set(got.unknown)
    assert "iron" not in got.unknown
    assert np.isnan(got.along(["selenium"])[0])


def test_folate_equivalents_follow_total_folate():
    got = left("spinach, raw", "boiled")
    assert got.factors["folate_dfe"] == got.factors["folate_total"]


@pytest.mark.parametrize(
    "name", ["spinach, boiled", "black beans, canned", "salmon, sockeye, cooked"]
)
def test_a_cooked_food_is_not_cooked_twice(name: str):
    got = left(name, "boiled")
    assert got.already_cooked
    assert (got.factors, got.unknown) == ({}, ())


@pytest.mark.parametrize(
    ("name", "method"), [("spinach, raw", "microwaved"), ("venison, raw", "fried")]
)
def test_without_a_row_nothing_is_claimed(name: str, method: str):
    got = left(name, method)
    assert not got.already_cooked
    assert got.factors == {}
    assert got.unknown == core().components


def test_other_words_for_a_method():
    assert cooking_method("Broiled") == "grilled"
    assert cooking_method("stir-fried") == "fried"


def test_an_unknown_method_lists_the_methods():
    with pytest.raises(UnknownName, match="methods are boiled, steamed") as fault:
        retention(core(), 0, method="boilt", where="diet[0].cooked")
    assert fault.value.nearest[0] == "boiled"


def test_rules_name_rows_groups_methods_and_components_that_exist():
    table = read_csv(DATA / "foods" / "retention_factors.csv", texts=2)
    codes = set(table.texts[0])
    assert len(codes) == len(table.texts[0]) == 270
    assert all(set(row) <= set(rules().methods) for row in rules().codes.values())
    assert {code for row in rules().codes.values() for code in row.values()} <= codes
    assert {row[0] for row in rules().families} == set(rules().codes)
    assert {g for row in rules().families for g in row[1]} <= set(core().groups)
    assert set(rules().same_as) <= set(components())
    assert ((table.numbers >= 0) & (table.numbers <= 100)).all()
