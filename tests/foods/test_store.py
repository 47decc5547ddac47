"""The local store of foods."""

import sqlite3

import msgspec
import numpy as np
import pytest

from micronutrient.errors import InputFault, UnknownName
from micronutrient.foods import search, store
from micronutrient.foods.composition import Composition
from micronutrient.foods.store import Foods, NewTable, Stored
from micronutrient.foods.table_info import TableInfo


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def table(slug: str = "fdc_test", version: str = "2024", prefix: str = "fdc") -> NewTable:
    amounts = np.array([[1.5, np.nan], [np.nan, 0.0]])
    return NewTable(
        about=Stored(
            info=TableInfo(
                slug=slug, title="Test", version=version, prefix=prefix,
                source="usda-sr-legacy-2018", publisher="P", reuse="free",
            ),
            foods=2, amounts=2, measures=1, components=("iron", "zinc"),
            imported="2026-01-01", checksum="0", not_used={}, filled={},
        ),
        foods=Foods(
            numbers=[7, 8], names=["Spinach, raw", "Milk"], groups=["vegetables", ""],
            measures=[(1, "cup", 1.0, 244.0)],
        ),
        amounts=amounts.tobytes(),
    )  # fmt: skip


def test_no_store_holds_no_tables():
    assert store.tables() == ()


def test_what_was_put_is_loaded():
    store.put([table()])
    foods = store.load("fdc_test")
    assert isinstance(foods, Composition)
    assert foods.ids == ("fdc:7", "fdc:8")
    np.testing.assert_array_equal(foods.component("iron"), [1.5, np.nan])
    np.testing.assert_array_equal(foods.component("zinc"), [np.nan, 0.0])
    assert foods.portions == {1: (("cup", 1.0, 244.0),)}
    assert not foods.amounts.flags.writeable


def test_tables_stand_side_by_side_newest_edition_first():
    store.put([table("a", "2017"), table("b", "2021")])
    store.put([table("c", "2015", "cnf")])
    assert [t.info.slug for t in store.tables()] == ["c", "b", "a"]


def test_an_unknown_table_names_those_there_are():
    store.put([table()])
    with pytest.raises(UnknownName, match="unknown food table 'fdc_tset'; nearest are 'fdc_test'"):
        store.load("fdc_tset")


def test_words_for_searching_are_stored(monkeypatch):
    store.put([table()])
    foods = store.load_searchable("fdc_test")
    fresh = store.load("fdc_test")
    monkeypatch.setattr(search, "read_vocabulary", None)
    hits = search.search(foods, "spinch raw")
    monkeypatch.undo()
    assert hits == search.search(fresh, "spinch raw")
    assert [foods.names[hit.index] for hit in hits] == ["Spinach, raw"]


def test_words_read_by_other_rules_are_left(monkeypatch):
    from micronutrient.foods import stored_vocabulary

    store.put([table()])
    monkeypatch.setattr(stored_vocabulary, "_rules", lambda: "other")
    foods = store.load_searchable("fdc_test")
    assert search.search(foods, "spinach")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"x" * 5000, b"hello" * 100])
def test_a_damaged_store_is_one_clear_line_and_is_not_overwritten(home, content):
    home.mkdir()
    store.path().write_bytes(content)
    with pytest.raises(InputFault, match="move the file away and import again"):
        store.tables()
    with pytest.raises(InputFault, match="move the file away and import again"):
        store.put([table()])
    assert store.path().read_bytes() == content


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("about", b"{}"),
        ("about", None),
        ("foods", b"\xff"),
        ("amounts", b"123"),
        ("amounts", b"\0" * 8),
        ("words", b"\x80"),
        ("words", 7),
    ],
)
def test_a_damaged_table_is_one_clear_line(column, content):
    store.put([table()])
    with sqlite3.connect(store.path()) as connection:
        connection.execute("ALTER TABLE food_table RENAME TO old")
        connection.execute("CREATE TABLE food_table (slug, about, foods, amounts, words)")
        connection.execute("INSERT INTO food_table SELECT * FROM old")
        connection.execute(f"UPDATE food_table SET {column} = ?", (content,))
    connection.close()
    with pytest.raises(InputFault, match=r"cannot be read: .*move the file away and import again"):
        store.load_searchable("fdc_test")


@pytest.mark.parametrize(
    "changes",
    [
        {"names": ["Spinach, raw"]},
        {"groups": []},
        {"measures": [(2, "cup", 1.0, 244.0)]},
        {"measures": [(1, "cup", 0.0, 244.0)]},
    ],
)
def test_parts_that_do_not_fit_together_are_refused(changes):
    good = table()
    foods = msgspec.structs.replace(good.foods, **changes)
    store.put([good])
    with sqlite3.connect(store.path()) as connection:
        packed = msgspec.msgpack.encode(foods)
        connection.execute("UPDATE food_table SET foods = ?", (packed,))
    connection.close()
    with pytest.raises(InputFault, match="the parts of fdc_test do not fit together"):
        store.load("fdc_test")


def test_a_store_of_another_layout_is_refused():
    store.put([table()])
    with sqlite3.connect(store.path()) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputFault, match="has the layout 99; allowed: layout 1"):
        store.load("fdc_test")


def test_a_fault_while_writing_leaves_the_old_store(home):
    store.put([table()])
    before = store.path().read_bytes()

    def broken():
        yield table("b")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputFault, match="cannot be written: No space left on device"):
        store.put(broken())
    assert store.path().read_bytes() == before
    assert [p.name for p in home.iterdir()] == ["foods.sqlite"]


def test_the_folder_is_the_users_own_unless_told(monkeypatch):
    monkeypatch.delenv("MICRONUTRIENT_HOME")
    assert store.home().name == "micronutrient"
    monkeypatch.setenv("MICRONUTRIENT_HOME", "~/elsewhere")
    assert store.home().is_absolute()
