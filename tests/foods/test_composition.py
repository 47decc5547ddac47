"""Published: SR Legacy's values of single foods, as USDA FoodData Central prints them."""

import numpy as np
import pytest

from micronutrient.errors import DataFault, UnknownName
from micronutrient.foods.composition import (
    Composition,
    Portion,
    components,
    core,
    core_head,
    together,
)
from micronutrient.foods.csv_tables import read_csv


def table(ids: tuple[str, ...], *, columns: tuple[str, ...], amounts: list[list[float]]):
    return Composition(
        title="test",
        version="1",
        ids=ids,
        names=tuple(f"food {id_}" for id_ in ids),
        descriptions=tuple(f"food {id_}" for id_ in ids),
        groups=("",) * len(ids),
        sources=("none",) * len(ids),
        components=columns,
        amounts=np.array(amounts, dtype=np.float64),
        portions={0: (Portion("cup", 1, 100),)},
    )


@pytest.mark.parametrize(
    ("food_id", "name", "component", "printed"),
    [
        ("fdc:168462", "spinach, raw", "iron", 2.71),
        ("fdc:168462", "spinach, raw", "folate_dfe", 194),
        ("fdc:168462", "spinach, raw", "vitamin_k", 482.9),
        ("fdc:170569", "brazil nuts", "selenium", 1917),
        ("fdc:168626", "beef liver, braised", "vitamin_b12", 70.58),
        ("fdc:173577", "cod liver oil", "vitamin_d", 250),
    ],
)
def test_published_value(food_id: str, name: str, component: str, printed: float):
    foods = core()
    position = foods.index(food_id)
    assert foods.names[position] == name
    assert foods.component(component)[position] == printed


def test_core_table_is_large_enough():
    assert len(core()) >= 650
    known = np.isfinite(core().amounts).any(axis=0)
    assert known.sum() >= 60


def test_names_and_ids_are_unique_and_plain():
    foods = core()
    assert len(set(foods.ids)) == len(foods)
    assert len({name.casefold() for name in foods.names}) == len(foods)
    assert all(name == name.strip() and len(name) <= 60 for name in foods.names)


def test_every_column_is_a_known_component_in_the_same_order():
    assert core().components == tuple(components())


def test_gaps_stay_gaps():
    foods = core()
    for slug in ("iodine", "biotin", "molybdenum", "chromium", "chloride"):
        assert np.isnan(foods.component(slug)).all()
    assert np.isnan(foods.component("choline")).any()
    assert np.isnan(foods.component("no_such_component")).all()


def test_amounts_are_not_negative_and_no_gram_column_exceeds_100():
    foods = core()
    amounts = foods.amounts[np.isfinite(foods.amounts)]
    assert (amounts >= 0).all()
    grams = [i for i, slug in enumerate(foods.components) if components()[slug].unit == "g"]
    assert np.nanmax(foods.amounts[:, grams]) <= 100


def test_shared_amounts_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        core().amounts[0, 0] = 1.0


def test_nine_indispensable_amino_acids_have_columns():
    wanted = {
        *("tryptophan", "threonine", "isoleucine", "leucine", "lysine", "methionine"),
        *("phenylalanine", "valine", "histidine", "cystine", "tyrosine"),
    }
    assert wanted <= set(core().components)


def test_head_says_where_it_comes_from():
    assert core_head().source == "usda-sr-legacy-2018"
    assert set(core().sources) == {"usda-sr-legacy-2018"}


def test_unknown_id_is_refused():
    with pytest.raises(UnknownName, match="unknown food 'fdc:1'"):
        core().index("fdc:1")


def test_take_keeps_values_and_measures_together():
    foods = core()
    spinach, butter = foods.index("fdc:168462"), foods.index("fdc:173410")
    few = foods.take([spinach, butter])
    assert few.ids == ("fdc:168462", "fdc:173410")
    assert few.portions[0] == foods.portions[spinach]
    np.testing.assert_array_equal(few.amounts[1], foods.amounts[butter])


def test_tables_put_together_keep_the_first_of_a_food_and_leave_gaps():
    one = table(("a:1", "a:2"), columns=("iron", "zinc"), amounts=[[1, 2], [3, 4]])
    two = table(("a:2", "b:1"), columns=("zinc", "iodine"), amounts=[[9, 9], [5, 6]])
    both = together([one, two])
    assert both.ids == ("a:1", "a:2", "b:1")
    assert both.components == ("iron", "zinc", "iodine")
    assert both.component("zinc").tolist() == [2, 4, 5]
    assert np.isnan(both.component("iron")[2])
    assert np.isnan(both.component("iodine")[:2]).all()
    assert both.portions == {0: (Portion("cup", 1, 100),)}
    assert both.index("b:1") == 2


@pytest.mark.parametrize("row", ["1,a,2", "1,a,2,3,4", "1,a,2,x", '1,"a,2,3'])
def test_a_faulty_row_is_refused(tmp_path, row: str):
    path = tmp_path / "table.csv"
    path.write_text(f"id,name,iron,zinc\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFault, match=r"table\.csv"):
        read_csv(path, texts=2)


def test_a_row_with_gaps_and_quotes_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('id,name,iron,zinc\n1,"a, ""b""",,\n2,c,1.5,\n', encoding="utf-8")
    rows = read_csv(path, texts=2)
    assert rows.texts == (("1", "2"), ('a, "b"', "c"))
    np.testing.assert_array_equal(rows.numbers, [[np.nan, np.nan], [1.5, np.nan]])
