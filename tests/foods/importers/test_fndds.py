"""FNDDS workbooks."""

import csv
import lzma

import numpy as np
import pytest

from micronutrient.errors import InputFault
from micronutrient.foods import store
from micronutrient.foods.importers.rows import code
from micronutrient.foods.importing import import_tables


def test_a_workbook_becomes_a_table_of_its_edition(tmp_path, make, home):
    (imported,) = import_tables(make.xlsx(tmp_path / "FNDDS Nutrient Values.xlsx", make.fndds))
    (table,) = imported.tables
    assert table.info.slug == "fndds_2017_2018"
    assert table.not_used == {"nutrient": {"Theobromine (mg)": 2}, "gap": {"an empty amount": 1}}
    foods = store.load("fndds_2017_2018")
    assert foods.ids == ("fndds:11000000", "fndds:11100000")
    assert foods.groups == ("dairy_and_eggs", "dairy_and_eggs")
    assert foods.component("energy_kcal").tolist() == [70, 51]
    np.testing.assert_array_equal(foods.component("vitamin_a_rae"), [61, np.nan])
    assert foods.component("la_undifferentiated").tolist() == [0.374, 0.069]
    assert np.isnan(foods.component("la")).all()
    assert np.isnan(foods.component("tryptophan")).all()


def test_portions_beside_the_workbook_come_in(tmp_path, make, home):
    book = make.xlsx(tmp_path / "FNDDS Nutrient Values.xlsx", make.fndds)
    make.xlsx(tmp_path / "Portions and Weights.xlsx", make.portions)
    import_tables(book)
    assert store.load("fndds_2017_2018").portions == {0: (("cup", 1.0, 246.0),)}


def test_portions_of_another_edition_do_not(tmp_path, make, home):
    make.portions[0][0] = make.portions[0][0].replace("2017-2018", "2019-2020")
    book = make.xlsx(tmp_path / "FNDDS Nutrient Values.xlsx", make.fndds)
    make.xlsx(tmp_path / "Portions and Weights.xlsx", make.portions)
    import_tables(book)
    assert store.load("fndds_2017_2018").portions == {}


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (2, 4, "trace", "row 3, Energy (kcal): 'trace' is no number"),
        (2, 5, -0.1, "row 3, Niacin (mg): -0.1 is below zero"),
        (3, 0, "milk", "row 4, Food code: 'milk' with description 'Milk, NFS'"),
        (3, 0, 11000000, "food 11000000: stands there twice: 'Milk, human' and 'Milk, NFS'"),
        (0, 0, "FNDDS Nutrient Values", "unknown edition of FNDDS 'none'"),
        (0, 0, "2031-2032 Food", "unknown edition of FNDDS '2031-2032'"),
        (1, 0, "Code", "is none of the food tables"),
    ],
)
def test_what_is_at_fault_is_one_clear_line(  # noqa: PLR0917
    tmp_path, make, home, row, column, value, said
):
    make.fndds[row][column] = value
    with pytest.raises(InputFault) as caught:
        import_tables(make.xlsx(tmp_path / "FNDDS Nutrient Values.xlsx", make.fndds))
    assert said in caught.value.line()
    assert not store.path().exists()


def test_another_workbook_of_fndds_is_refused(tmp_path, make, home):
    with pytest.raises(InputFault, match="is an FNDDS workbook without nutrient values"):
        import_tables(make.xlsx(tmp_path / "Portions and Weights.xlsx", make.portions))


def test_a_workbook_that_is_none_is_refused(tmp_path, make, home):
    path = make.zip(tmp_path / "FNDDS Nutrient Values.xlsx", {"x.txt": "hello"})
    with pytest.raises(InputFault, match="is no Excel workbook that can be read"):
        import_tables(path)


def test_all_editions_of_a_folder(shared, home):
    imported = import_tables(shared / "data" / "usda" / "fndds")
    counts = {t.info.slug: (t.foods, t.measures) for one in imported for t in one.tables}
    assert counts == {
        "fndds_2017_2018": (7083, 0),
        "fndds_2019_2020": (5624, 0),
        "fndds_2021_2023": (5431, 22043),
    }
    foods = store.load("fndds_2017_2018")
    assert len(foods.components) == 48
    assert np.isfinite(foods.amounts).all()
    milk = foods.index("fndds:11000000")
    assert foods.component("vitamin_c")[milk] == 5.0
    assert foods.component("dha")[milk] == 0.0


def test_every_food_code_of_a_survey_is_found(shared, home):
    import_tables(shared / "data" / "usda" / "fndds" / "FNDDS_2017-2018_nutrient_values.xlsx")
    foods = store.load("fndds_2017_2018")
    items = shared / "data" / "nhanes" / "2017-2018_J" / "DR1IFF_J.csv.xz"
    with lzma.open(items, "rt") as file:
        codes = {code(row["DR1IFDCD"]) for row in csv.DictReader(file)}
    assert codes - {int(food.removeprefix("fndds:")) for food in foods.ids} == set()
