"""Finding and showing foods of the table that comes with the package and of imported ones."""

import pytest
from tests.foods.importers.conftest import FDC, write_folder

from micronutrient.errors import UnknownName
from micronutrient.foods import composition
from micronutrient.tasks import foods


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def imported(home, tmp_path):
    (one,) = foods.import_foods(
        write_folder(tmp_path / "fdc", FDC), notify=lambda _what, _share: None
    )
    return one


def test_the_core_table_is_searched_without_any_import(home):
    found = foods.search("spinach raw", limit=3)
    assert 1 <= len(found) <= 3
    assert {food.table for food in found} == {"core"}
    assert "pinach" in found[0].name


def test_imported_tables_are_searched_as_well(imported):
    found = foods.search("kale raw", limit=50)
    assert "fdc:21" in [food.id for food in found]
    (only,) = foods.search("kale", table="fdc_foundation")
    assert (only.id, only.table) == ("fdc:21", "fdc_foundation")


def test_a_food_of_several_tables_is_found_once(imported):
    found = foods.search("spinach", limit=100)
    assert len({food.id for food in found}) == len(found)


def test_nothing_like_it_gives_nothing(home):
    assert foods.search("qqqqqq zzzzz") == ()


def test_a_food_is_shown_with_its_gaps(imported):
    shown = foods.show("fdc:11")
    by_slug = {row.component: row for row in shown.components}
    assert (shown.table, shown.source) == ("fdc_sr_legacy", "usda-sr-legacy-2018")
    assert by_slug["iron"].per_100_g == 2.71
    assert by_slug["selenium"].per_100_g is None
    assert [(m.amount, m.measure, m.grams) for m in shown.measures] == [(1.0, "cup", 30.0)]


def test_a_core_food_is_shown_without_any_import(home):
    first = composition.core().ids[0]
    assert foods.show(f" {first.upper()} ").id == first
    assert foods.show(first, table="core").table == "core"


def test_published_phytate_stands_in_with_its_range_and_source(home):
    """PhyFoodComp 1.0: boiled lentils, 189.5 mg; ends by dry matter, Schlemmer 2009, table 1."""
    shown = foods.show("lentils, cooked")
    row = {one.component: one for one in shown.components}["phytic_acid"]
    assert (shown.name, row.per_100_g, row.source) == (
        "lentils, boiled",
        189.5,
        "fao-2018-phyfoodcomp",
    )
    assert (row.lower, row.upper) == (pytest.approx(81.97, abs=0.01), pytest.approx(458.4, abs=0.1))


def test_a_range_alone_has_no_single_figure_and_a_gap_has_neither(home):
    rows = [
        {one.component: one for one in foods.show(name).components}["phytic_acid"]
        for name in ("soybeans, boiled", "broccoli, raw")
    ]
    assert [row.per_100_g for row in rows] == [None, None]
    assert [row.source for row in rows] == ["schlemmer-2009-phytate", None]
    assert rows[0].lower > 0


def test_what_the_table_has_needs_no_range(home):
    row = {one.component: one for one in foods.show("lentils, boiled").components}["iron"]
    assert (row.per_100_g, row.lower, row.source) == (3.33, None, None)


def test_an_unknown_food_and_an_unknown_table_are_refused(imported):
    with pytest.raises(UnknownName, match="unknown food 'fdc:99999999'"):
        foods.show("fdc:99999999")
    with pytest.raises(UnknownName, match="unknown food 'fdc:21'"):
        foods.show("fdc:21", table="fdc_sr_legacy")
    with pytest.raises(UnknownName, match="unknown food table 'srlegacy'"):
        foods.search("spinach", table="srlegacy")
