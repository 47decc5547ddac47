"""The Canadian Nutrient File 2015."""

import csv
import lzma

import numpy as np
import pytest

from micronutrient.errors import InputFault
from micronutrient.foods import store
from micronutrient.foods.importing import import_tables


@pytest.fixture
def small(tmp_path, make, home):
    def write(encoding: str = "utf-8", **changed: str):
        folder = tmp_path / "cnf"
        folder.mkdir(exist_ok=True)
        for name, text in (make.cnf | {f"{s}.csv": t for s, t in changed.items()}).items():
            (folder / name).write_bytes(text.encode(encoding))
        return folder

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_tables_come_in_by_code_not_by_id(small, encoding):
    (imported,) = import_tables(small(encoding))
    foods = store.load("cnf_2015")
    assert foods.ids == ("cnf:2", "cnf:7")
    assert foods.names == ("Cheese souffle", "Milk, whole")
    assert foods.groups == ("meals_and_side_dishes", "dairy_and_eggs")
    np.testing.assert_array_equal(foods.component("protein"), [9.54, np.nan])
    np.testing.assert_array_equal(foods.component("selenium"), [16.3, np.nan])
    np.testing.assert_array_equal(foods.component("vitamin_d"), [np.nan, 1.3])
    assert foods.portions[0] == (("ml", 100.0, pytest.approx(40.152)),)
    assert imported.tables[0].not_used == {
        "nutrient": {"ASH": 1, "NutrientID 328, which has no name": 1},
        "measure": {"without a weight or a name": 1},
    }


def test_the_official_file_names_are_known(tmp_path, make, home):
    names = {
        "FoodNames.csv": "FOOD NAME.csv",
        "NutrientNames.csv": "NUTRIENT NAME.csv",
        "NutrientAmounts.csv": "NUTRIENT AMOUNT.csv",
        "ConversionFactor.csv": "CONVERSION FACTOR.csv",
        "MeasureNames.csv": "MEASURE NAME.csv",
        "FoodGroup.csv": "FOOD GROUP.csv",
    }
    files = {names[name]: text for name, text in make.cnf.items()}
    (imported,) = import_tables(make.zip(tmp_path / "cnf-fcen-csv.zip", files))
    assert imported.tables[0].foods == 2


def test_a_unit_that_lost_its_accent_is_read_as_the_file_means_it(small, make):
    lost = make.cnf["NutrientNames.csv"].replace("µ", "")
    import_tables(small(NutrientNames=lost))
    assert store.load("cnf_2015").component("selenium")[0] == 16.3


@pytest.mark.parametrize(
    ("stem", "old", "new", "said"),
    [
        ("NutrientNames", "PROT,g", "PROT,mg", "PROTEIN: is in 'mg'; allowed: g"),
        ("NutrientNames", "SE,µg", "SE,mg", "SELENIUM: is in 'mg'; allowed: ug"),
        ("NutrientAmounts", "2,203,9.54", "2,203,-1", "row 2, NutrientValue: -1 is below zero"),
        ("NutrientAmounts", "2,203,9.54", "2,203,x", "'x' is no number"),
        ("NutrientAmounts", "2,203,9.54", "3,203,9.54", "food '3' does not stand among"),
        ("NutrientAmounts", "2,317,16.3", "2,203,1", "food 2 has nutrient '203' a second time"),
        ("NutrientAmounts", "NutrientValue", "Value", "has no column NutrientValue"),
        ("ConversionFactor", "2,341", "3,341", "food '3' does not stand among"),
        ("FoodNames", "2015-05-29", "2026-01-01", "this is a later edition; allowed: the edition"),
        ("FoodNames", "7,7,1", "x,7,1", "FoodID 'x' with description"),
    ],
)
def test_what_is_at_fault_is_one_clear_line(small, make, stem, old, new, said):
    text = make.cnf[f"{stem}.csv"]
    assert old in text
    with pytest.raises(InputFault) as caught:
        import_tables(small(**{stem: text.replace(old, new, 1)}))
    assert said in caught.value.line()
    assert not store.path().exists()


def test_a_missing_file_is_named(tmp_path, make, home):
    files = {name: text for name, text in make.cnf.items() if name != "FoodGroup.csv"}
    with pytest.raises(InputFault, match="Nutrient File's foodgroups missing"):
        import_tables(make.folder(tmp_path / "cnf", files))


def test_the_whole_file_row_for_row(shared, home):
    folder = shared / "data" / "fct_other" / "cnf2015"
    (imported,) = import_tables(folder)
    (table,) = imported.tables

    def count(name: str) -> int:
        with lzma.open(folder / f"{name}.csv.xz", "rt", encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1

    unused = {why: sum(counts.values()) for why, counts in table.not_used.items()}
    assert table.foods == count("FoodNames") == 5690
    assert table.amounts + unused["nutrient"] == count("NutrientAmounts") == 524_674
    assert table.measures + unused["measure"] == count("ConversionFactor") == 19_505
    foods = store.load("cnf_2015")
    souffle = foods.index("cnf:2")
    assert foods.component("protein")[souffle] == 9.54
    assert foods.component("fat")[souffle] == 15.7
