"""FoodData Central. Counts of SR Legacy: all_downloaded_table_record_counts.csv of the download.

Spot values of spinach, raw (NDB 11457) and others: SR28, NUT_DATA.txt.
"""

import csv
import lzma

import numpy as np
import pytest

from micronutrient.errors import Faults, InputFault
from micronutrient.foods import store
from micronutrient.foods.importers.recognise import recognise
from micronutrient.foods.importing import import_tables


@pytest.fixture
def small(tmp_path, make, home):
    def write(**changed: str):
        files = make.fdc | {f"{stem}.csv": text for stem, text in changed.items()}
        return make.folder(tmp_path / "fdc", files)

    return write


def test_both_tables_come_in_side_by_side(small):
    (imported,) = import_tables(small())
    assert imported.title == "FoodData Central: SR Legacy, Foundation Foods"
    assert [t.info.slug for t in imported.tables] == ["fdc_sr_legacy", "fdc_foundation"]
    assert {t.info.version for t in store.tables()} == {"2019-04-01", "2024-04-18"}
    legacy = store.load("fdc_sr_legacy")
    assert legacy.ids == ("fdc:11", "fdc:12")
    assert legacy.names == ("Spinach, raw", "Milk, whole")
    assert legacy.groups == ("vegetables", "dairy_and_eggs")
    assert set(legacy.sources) == {"usda-sr-legacy-2018"}
    assert store.load("fdc_foundation").ids == ("fdc:21",)


def test_missing_stays_missing(small):
    import_tables(small())
    legacy = store.load("fdc_sr_legacy")
    np.testing.assert_array_equal(legacy.component("iron"), [2.71, np.nan])
    np.testing.assert_array_equal(legacy.component("selenium"), [np.nan, 3.7])
    assert np.isnan(legacy.component("vitamin_c")).all()


def test_household_measures_come_in(small):
    import_tables(small())
    portions = store.load("fdc_sr_legacy").portions
    assert portions == {0: (("cup", 1.0, 30.0),), 1: (("glass", 1.0, 250.0),)}


def test_what_is_not_used_is_counted(small):
    (imported,) = import_tables(small())
    assert imported.tables[0].not_used == {
        "kind of food": {"sub_sample_food": 1, "branded_food": 1},
        "nutrient": {"Ash": 1},
        "gap": {"an empty amount": 1, "a difference below zero": 1},
        "row": {"of a kind of food that is not imported": 3},
    }


def test_energy_falls_back_to_the_atwater_rows_and_says_so(small):
    (imported,) = import_tables(small())
    assert store.load("fdc_foundation").component("energy_kcal").tolist() == [33.0]
    assert imported.tables[0].filled == {}
    assert imported.tables[1].filled == {"energy_kcal": {"2048": 1}}


def test_the_derivation_table_is_not_taken_for_the_amounts(tmp_path, make, home):
    files = dict(make.fdc)
    files["food_nutrient_reconstructed_from_SR28.csv"] = files.pop("food_nutrient.csv")
    (imported,) = import_tables(make.folder(tmp_path / "fdc", files))
    assert imported.tables[0].amounts == 4


@pytest.mark.parametrize(
    ("stem", "old", "new", "said"),
    [
        ("food_nutrient", '"11","1089","2.71"', '"11","1089","-2.71"', "row 3, amount: -2.71 is"),
        ("food_nutrient", '"11","1089","2.71"', '"11","1089","2,71"', "'2,71' is no number"),
        ("food_nutrient", '"11","1089","2.71"', '"11","1089","trace"', "'trace' is no number"),
        ("food_nutrient", '"11","1089","2.71"', '"11","1089","nan"', "'nan' is no number"),
        ("food_nutrient", '"11","1089","2.71"', '"11","1089","1e12"', "more than can be in 100 g"),
        ("food_nutrient", '"11","1089"', '"99","1089"', "food '99' does not stand in food.csv"),
        ("food_nutrient", '"11","1089"', '"11","5555"', "nutrient '5555' does not stand in"),
        ("food_nutrient", '"12","1103"', '"12","1008"', "food 12 has nutrient '1008' a second"),
        ("food_nutrient", "amount", "amnt", "has no column amount"),
        ("food_nutrient", '"21","1005","-0.4"', '"21","1005","-x"', "'-x' is no number"),
        ("food", '"12","sr', '"11","sr', "food 11: stands there twice: 'Spinach, raw' and 'Milk"),
        ("food", '"12","sr', '"twelve","sr', "fdc_id 'twelve' with description"),
        ("food", "Milk, whole", " ", "with description ' '"),
        ("food", "data_type", "kind", "has no column data_type"),
        ("nutrient", '"Iron, Fe","MG"', '"Iron, Fe","UG"', "Iron, Fe: is in 'UG'; allowed: mg"),
        ("food_portion", '"30"', '"-30"', "gram_weight: -30 is below zero"),
        ("food_portion", '"1","11"', '"1","99"', "food '99' does not stand in food.csv"),
    ],
)  # fmt: skip
def test_what_is_at_fault_is_one_clear_line_and_changes_nothing(  # noqa: PLR0917
    small, make, home, stem, old, new, said
):
    import_tables(small())
    before = store.path().read_bytes()
    text = make.fdc[f"{stem}.csv"]
    assert old in text
    with pytest.raises(InputFault) as caught:
        import_tables(small(**{stem: text.replace(old, new, 1)}))
    assert said in caught.value.line()
    assert "\n" not in caught.value.line()
    assert store.path().read_bytes() == before
    assert sorted(p.name for p in home.iterdir()) == ["foods.sqlite", "import-lock.sqlite"]


def test_all_faults_of_a_file_are_told_together(small, make):
    text = make.fdc["food_nutrient.csv"].replace("2.71", "x").replace("3.7", "-1")
    with pytest.raises(Faults) as caught:
        import_tables(small(food_nutrient=text))
    assert len(caught.value.lines()) == 2


def test_a_file_full_of_faults_is_not_read_to_its_end(small, make):
    head, *_ = make.fdc["food_nutrient.csv"].splitlines()
    with pytest.raises(Faults) as caught:
        import_tables(small(food_nutrient=f"{head}\n" + "1,11,1089,x,1\n" * 5000))
    assert len(caught.value.lines()) == 10


@pytest.mark.parametrize("kind", ["branded_food", "survey_fndds_food", "sample_food"])
def test_kinds_of_food_that_are_no_table_are_refused_with_a_reason(small, kind):
    head = "fdc_id,data_type,description,food_category_id,publication_date"
    with pytest.raises(InputFault, match=f"holds {kind}; allowed: sr_legacy_food, foundation_food"):
        import_tables(small(food=f"{head}\n1,{kind},Crisps,1,2020\n"))


@pytest.mark.parametrize("name", ["nutrient.csv", "food_portion.csv", "measure_unit.csv"])
def test_a_missing_file_is_named(tmp_path, make, home, name):
    files = {other: text for other, text in make.fdc.items() if other != name}
    with pytest.raises(InputFault, match=f"FoodData Central's {name} missing"):
        recognise(make.folder(tmp_path / "fdc", files))


def test_a_table_without_amounts_is_refused(small, make):
    head, *_ = make.fdc["food_nutrient.csv"].splitlines()
    with pytest.raises(InputFault, match="holds no amount that can be used"):
        import_tables(small(food_nutrient=head + "\n"))


def test_the_whole_of_sr_legacy(shared, home):
    folder = shared / "data" / "usda" / "sr_legacy_fdc_csv"
    (imported,) = import_tables(folder)
    (table,) = imported.tables
    assert (table.foods, table.measures) == (7793, 14449)
    foods = store.load("fdc_sr_legacy")
    known = np.isfinite(foods.amounts).any(axis=1)
    assert (len(foods), int(known.sum())) == (7793, 7754)
    assert all(foods.groups)
    spinach = foods.index("fdc:168462")
    printed = {"iron": 2.71, "folate_dfe": 194, "vitamin_k": 482.9, "magnesium": 79}
    for slug, amount in printed.items():
        assert foods.component(slug)[spinach] == amount


def test_sr_legacy_amount_for_amount(shared, home):
    """Every cell of a sample of foods is the one in the file, and every other one a gap."""
    folder = shared / "data" / "usda" / "sr_legacy_fdc_csv"
    import_tables(folder)
    foods = store.load("fdc_sr_legacy")
    with lzma.open(folder / "food_nutrient_reconstructed_from_SR28.csv.xz", "rt") as file:
        rows = [row for row in csv.DictReader(file) if row["fdc_id"][-2:] == "37"]
    from micronutrient.foods.composition import components

    ids = {str(c.usda_id): c.slug for c in components().values()}
    expected = {
        (row["fdc_id"], ids[row["nutrient_id"]]): float(row["amount"])
        for row in rows
        if row["nutrient_id"] in ids
    }
    assert len(expected) > 3000
    got = {
        (food.removeprefix("fdc:"), slug): value
        for food, row in zip(foods.ids, foods.amounts, strict=True)
        if food.endswith("37")
        for slug, value in zip(foods.components, row, strict=True)
        if np.isfinite(value)
    }
    assert got == expected
