"""Reading a survey's table: strictly, with every fault told by its row."""

import gzip
import lzma

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import InputFault
from micronutrient.population import table as module
from micronutrient.population.table import read_table

TEXT = "id,crp,note\n1,0.5,x\n2,NA,\n3,,z\n\n4,1e1,x\n"


@pytest.fixture
def file(tmp_path):
    def write(content, name="survey.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(path, *, numbers=("crp",), texts=()):
    with pytest.raises(InputFault) as found:
        read_table(path, numbers=numbers, texts=texts)
    return found.value.lines()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_packed_or_not_the_table_is_the_same(file, pack):
    got = read_table(file(pack(TEXT.encode())), numbers=("crp",), texts=("id", "note"))
    assert np.array_equal(got.numbers["crp"], [0.5, np.nan, np.nan, 10], equal_nan=True)
    assert got.texts["id"] == ("1", "2", "3", "4")
    assert got.texts["note"] == ("x", "", "z", "x")
    assert got.row.tolist() == [2, 3, 4, 6]
    assert got.at(3, "crp") == "survey.csv: row 6, crp"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_columns_is_told_from_the_header(file, mark):
    got = read_table(file(TEXT.replace(",", mark)), numbers=("crp",))
    assert got.numbers["crp"][0] == 0.5


def test_a_byte_order_mark_and_spaces_in_the_header_do_no_harm(file):
    got = read_table(file("\ufeffcrp, agp\r\n1,2\r\n"), numbers=("crp", "agp"))
    assert (got.numbers["crp"][0], got.numbers["agp"][0]) == (1, 2)


@given(values=st.lists(st.floats(-1e300, 1e300) | st.none(), min_size=1, max_size=30))
def test_every_number_comes_back_to_the_last_digit(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_text("x,y\n" + "".join(f"{'' if v is None else repr(v)},1\n" for v in values))
    got = read_table(path, numbers=("x",)).numbers["x"]
    expected = [np.nan if value is None else value for value in values]
    assert np.array_equal(got, expected, equal_nan=True)


@pytest.mark.parametrize(
    ("cell", "value"), [(" 5 ", 5), ("+5", 5), (".5", 0.5), ("5.", 5), ("007", 7), ("1E-2", 0.01)]
)
def test_spellings_of_numbers(file, cell, value):
    assert read_table(file(f"crp\n{cell}\n"), numbers=("crp",)).numbers["crp"][0] == value


@pytest.mark.parametrize(
    "cell", ["<5", "abc", "1_000", "inf", "-inf", "1e999", "0x10", "true", "[1]", '"1,5"', "12 mg"]
)
def test_what_is_no_number_is_refused_with_its_row(file, cell):
    (line,) = refusal(file(f"crp,agp\n1,1\n{cell},1\n"))
    assert line.startswith("survey.csv: row 3, crp: ")
    assert "is no number" in line


def test_a_censored_result_and_a_decimal_comma_get_their_advice(file):
    assert "half that limit" in refusal(file("crp\n<5\n"))[0]
    assert "write a point" in refusal(file('crp\n"1,5"\n'))[0]


def test_faults_of_all_columns_are_told_together_and_many_are_counted(file):
    lines = refusal(file("crp,agp\n" + "x,1\n" * 7 + "1,y\n"), numbers=("crp", "agp"))
    assert sum("row" in line for line in lines) == 6
    assert "survey.csv, crp: 2 more like these" in lines


def test_missing_columns_are_named_with_the_nearest(file):
    lines = refusal(file(TEXT), numbers=("crpp", "sf"), texts=("ID",))
    assert len(lines) == 3
    assert "unknown column 'crpp'; nearest are 'crp'" in lines[0]


def test_a_column_that_stands_twice_is_refused(file):
    assert "twice" in refusal(file("crp,crp\n1,2\n"))[0]


def test_a_row_of_another_length_is_refused(file):
    assert "row 3: has 1 fields; allowed: 2" in refusal(file("crp,agp\n1,2\n3\n"))[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no usable header"),
        ("crp\n", "has no rows"),
        (b"crp\n\xff\xfe\n", "is not UTF-8"),
        (gzip.compress(TEXT.encode() * 50, mtime=0)[:60], "damaged or cut short"),
        (lzma.compress(TEXT.encode() * 50)[:60], "damaged or cut short"),
        ("crp\n1\x002\n", "is no number"),
        ("crp\n" + "1" * (1 << 20) + "\n", "lines without end"),
    ],
)
def test_what_is_no_table_is_refused(file, content, said):
    assert said in refusal(file(content))[0]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "no such file" in refusal(tmp_path / "none.csv")[0]
    assert "is a folder" in refusal(tmp_path)[0]


def test_too_large_tables_are_refused(file, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    assert "too large unpacked" in refusal(file(gzip.compress(b"crp\n" + b"1\n" * 200)))[0]
    monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(module, "MAX_ROWS", 50)
    assert "more than 50 rows" in refusal(file("crp\n" + "1\n" * 60))[0]


def test_blocks_join_without_a_seam(file, monkeypatch):
    monkeypatch.setattr(module, "_BLOCK", 3)
    got = read_table(file("crp,id\n" + "".join(f"{i},p{i}\n" for i in range(10))),
                     numbers=("crp",), texts=("id",))  # fmt: skip
    assert got.numbers["crp"].tolist() == list(range(10))
    assert got.texts["id"][-1] == "p9"
    assert got.row.tolist() == list(range(2, 12))
