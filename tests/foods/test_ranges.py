"""Printed: PhyFoodComp 1.0; Schlemmer 2009 and Reeves 2017, tables 1; Savolainen 1992, abstract."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.datafiles import source
from micronutrient.errors import DataFault
from micronutrient.foods import ranges as room
from micronutrient.foods.composition import ANY_GROUP, Composition, core
from micronutrient.foods.ranges import group_bounds, range_table, ranges

PARTS = ("meat_fish_poultry", "soya_protein", "eggs", "tea_cups")
TABLES = (
    range_table("phytate"),
    range_table("haem_iron"),
    range_table("polyphenols"),
    *(range_table("meal_parts", part) for part in PARTS),
)


def of(name: str, table: str = "phytate", part: str = ""):
    foods = core()
    found = ranges(foods.take([foods.names.index(name)]), range_table(table, part))
    return float(found.lower[0]), float(found.value[0]), float(found.upper[0])


def one(name: str, *, group: str, water: float) -> Composition:
    return Composition(
        title="test",
        version="1",
        ids=("x:1",),
        names=(name,),
        descriptions=(name,),
        groups=(group,),
        sources=("none",),
        components=("water",),
        amounts=np.array([[water]]),
        portions={},
    )


@pytest.mark.parametrize(
    ("name", "printed_mg"),
    [
        ("lentils, boiled", 189.5),
        ("lentils, dry", 711),
        ("rolled oats, dry", 909.3),
        ("white rice, enriched, cooked", 29.7),
        ("wheat flour, white, enriched", 214.3),
        ("wholewheat bread", 302.0),
        ("white bread", 56.5),
        ("avocado, raw", 11),
    ],
)
def test_published_phytate(name: str, printed_mg: float):
    lower, value, upper = of(name)
    assert value == pytest.approx(printed_mg)
    assert 0 < lower < value < upper


@pytest.mark.parametrize(
    ("name", "printed_g_100_g_dry"),
    [
        ("soybeans, dry", (1.00, 2.22)),
        ("wheat bran", (2.10, 7.30)),
        ("flaxseed", (2.15, 3.69)),
        ("sesame seeds", (1.44, 5.36)),
        ("kidney beans, dry", (0.61, 2.38)),
        ("kidney beans, boiled", (0.61, 2.38)),
    ],
)
def test_published_phytate_range_by_dry_matter(name: str, printed_g_100_g_dry: tuple[float, float]):
    foods = core()
    dry = 100 - float(foods.component("water")[foods.names.index(name)])
    lower, _, upper = of(name)
    assert lower == pytest.approx(printed_g_100_g_dry[0] * 10 * dry)
    assert upper == pytest.approx(printed_g_100_g_dry[1] * 10 * dry)


@pytest.mark.parametrize(
    ("name", "printed_percent"),
    [
        ("beef topside, lean, roasted", 62),
        ("lamb chop, grilled", 60.5),
        ("pork chop, lean, fried", 66),
        ("ham, sliced", 61),
        ("bacon, fried", 67),
        ("salami, dry", 36),
        ("snapper, cooked", 63),
        ("tuna, light, canned in oil", 18),
        ("lentils, boiled", 0),
        ("egg, raw", 0),
    ],
)
def test_published_haem_share(name: str, printed_percent: float):
    lower, value, upper = of(name, "haem_iron")
    assert value == printed_percent
    assert lower <= value <= upper


def test_published_tannins_of_black_tea():
    """Leaves: 24 (precipitation) to 37 mg/g, 1 g to 100 ml, of which 35 % to all is drawn."""
    lower, value, upper = of("black tea, brewed", "polyphenols")
    assert lower == pytest.approx(24 * 1 * 0.35)
    assert upper == pytest.approx(37 * 1)
    assert np.isnan(value)


def test_published_weights_of_a_cup_of_tea_and_of_a_large_egg():
    foods = core()
    cups = dict.fromkeys(foods.portions[foods.names.index("black tea, brewed")])
    cup_g = next(p.grams for p in cups if p.measure == "cup")
    egg_g = next(
        p.grams for p in foods.portions[foods.names.index("egg, raw")] if p.measure == "large"
    )
    assert of("black tea, brewed", "meal_parts", "tea_cups")[1] == pytest.approx(
        100 / cup_g, abs=5e-5
    )
    assert of("egg, raw", "meal_parts", "eggs")[1] == pytest.approx(100 / egg_g)


def test_what_is_wetter_holds_less_in_proportion_to_its_dry_matter():
    dry = ranges(one("split peas", group="legumes", water=8.62), range_table("phytate"))
    wet = ranges(one("split peas", group="legumes", water=54.31), range_table("phytate"))
    assert wet.value[0] == pytest.approx(dry.value[0] / 2)
    assert wet.upper[0] == pytest.approx(dry.upper[0] / 2)


def test_a_food_whose_water_is_unknown_is_a_gap():
    found = ranges(one("split peas", group="legumes", water=np.nan), range_table("phytate"))
    assert found.sources == ("",)
    assert np.isnan(found.value[0])
    assert found.upper[0] == range_table("phytate").groups["legumes"].upper


def test_one_analysis_is_held_to_range_threefold():
    lower, value, upper = of("avocado, raw")
    assert (lower, upper) == (pytest.approx(value / 3), pytest.approx(value * 3))


@pytest.mark.parametrize(
    "name",
    ["beef, lean, cooked", "cod, Atlantic, raw", "milk, whole, unfortified", "egg, raw",
     "olive oil", "white sugar", "vodka", "tap water", "salt"],
)  # fmt: skip
def test_without_plant_matter_there_is_no_phytate(name: str):
    assert of(name) == (0, 0, 0)


@pytest.mark.parametrize("name", ["chocolate milk, whole", "chicken patty, breaded, cooked",
                                  "adzuki beans, boiled", "broccoli, raw"])  # fmt: skip
def test_a_gap_is_neither_zero_nor_without_bound(name: str):
    lower, value, upper = of(name)
    assert lower == 0
    assert np.isnan(value)
    assert upper > 0


def test_polyphenols_of_most_plants_have_no_bound():
    assert np.isnan(of("apple, raw, with skin", "polyphenols")[2])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.unit)
def test_ends_and_best_figure_stand_in_order(table):
    found = ranges(core(), table)
    known = np.isfinite(found.value)
    bounded = np.isfinite(found.upper)
    assert (found.lower >= 0).all()
    assert (found.lower[known] <= found.value[known]).all()
    assert (found.value[known] <= found.upper[known]).all()
    assert (found.best[known] == found.value[known]).all()
    assert (found.lower[bounded] <= found.best[bounded]).all()
    assert (found.best[bounded] <= found.upper[bounded]).all()
    assert (found.upper[bounded] <= table.most).all()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.unit)
def test_every_rule_is_of_use_and_every_source_exists(table):
    foods = core()
    used = {table.rule_for(n, group=g) for n, g in zip(foods.names, foods.groups, strict=True)}
    assert [rule for rule in table.rules if rule not in used] == []
    assert all(source(figure.source).title for figure in table.figures.values())
    named = {slug for rule in table.rules for slug in (rule.figure, rule.range)}
    assert set(table.figures) <= named
    groups = {group for rule in table.rules for group in rule.groups} | set(table.groups)
    assert groups <= {*foods.groups, ANY_GROUP}


def test_recorded_bounds_of_phytate_gaps_are_those_of_the_foods_with_figures():
    table = range_table("phytate")
    chosen = {"fast_foods", "meals_and_side_dishes", "restaurant_foods", "soups_and_sauces",
              "baby_foods", "sausages_and_cold_meats"}  # fmt: skip
    worked_out = {bound.group: bound for bound in group_bounds(core(), table)}
    assert {g: b for g, b in table.groups.items() if g not in chosen} == worked_out


def test_hundreds_of_core_foods_have_a_figure():
    found = ranges(core(), range_table("phytate"))
    assert sum(bool(slug) for slug in found.sources) >= 700
    assert sum(bool(slug) and bool(upper) for slug, upper in
               zip(found.sources, found.upper, strict=True)) >= 300  # fmt: skip


@given(st.floats(0, 100), st.sampled_from(("lentils, boiled", "banana, raw", "no such food")))
def test_any_water_gives_ordered_ends(water: float, name: str):
    table = range_table("phytate")
    for group in ("legumes", "fruits", "beverages"):
        found = ranges(one(name, group=group, water=water), table)
        assert 0 <= found.lower[0] <= found.best[0] <= found.upper[0]


def test_a_rule_without_its_figure_is_a_fault(monkeypatch: pytest.MonkeyPatch):
    content = {
        "unit": "mg", "one_analysis_factor": 3, "most": 1,
        "figures": {"rows": []},
        "foods": {"rows": [["such", "", False, ["fruits"], [], []]]},
        "groups": {"by_dry_matter": True, "rows": []},
    }  # fmt: skip
    monkeypatch.setattr(room, "read_toml", lambda _path: content)
    with pytest.raises(DataFault, match="no figure such"):
        range_table.__wrapped__("phytate")
    content["foods"]["rows"] = [["half a row"]]
    with pytest.raises(DataFault, match="haem_iron"):
        range_table.__wrapped__("haem_iron")
