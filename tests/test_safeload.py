"""A user's file is read as plain data, or refused in one line that says why."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient import safeload
from micronutrient.errors import InputFault


def write(folder: Path, text: str | bytes, name: str = "case.yaml") -> str:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(file)


def fault(path: str) -> str:
    with pytest.raises(InputFault) as raised:
        safeload.load(path)
    lines = raised.value.lines()
    assert all("\n" not in line for line in lines)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "anchors and aliases"),
        ("a: {<<: {b: 1}}\n", "merge keys"),
        ("a: !!python/object:os.system ls\n", "the tag"),
        ("a: !!binary aGVsbG8=\n", "the tag"),
        ("a: 1\na: 2\n", "'a' stands twice"),
        ("a: {b: 1, b: 2}\n", "'b' stands twice"),
        ("a: [1\n", "is not YAML"),
        ("a: 1\n---\nb: 2\n", "is not YAML"),
        ("? [1, 2]\n: x\n", "as a key"),
        ("a: &x 1\n", "anchors and aliases"),
        ("a: !!set {b}\n", "the tag"),
        ("a: !!int ten\n", "the tag"),
        ("a: " + "[" * 1_000_000, "nested deeper"),
        ("a: [" + "x," * 500_000 + "]", "values"),
        ("   \n", "is empty"),
    ],
)
def test_yaml_that_could_surprise_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(write(tmp_path, text))


def test_a_yaml_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "anchors and aliases" in fault(write(tmp_path, bomb))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1e999}', "too large"),
        ('{"a": ', "line 1 column"),
        ("[" * 100_000, "nested deeper"),
        ('{"a": "\\ud800"}', "half a letter"),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", "nested deeper"),
    ],
)
def test_json_that_could_surprise_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(write(tmp_path, text, "case.json"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest of a workbook", "Excel"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0old", "old Excel"),
        (b"caf\xe9: 1", "not UTF-8"),
    ],
)
def test_another_kind_of_file_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in fault(write(tmp_path, content, "case.json"))


def test_a_file_of_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as stream:
        stream.truncate(1024**3)
    assert "larger than 8 MB" in fault(str(file))


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    assert "no such file" in fault(str(tmp_path / "none.yaml"))
    assert "is a folder" in fault(str(tmp_path))


def test_dates_times_and_yes_stay_text(tmp_path: Path) -> None:
    read = safeload.load(write(tmp_path, "a: 2026-03-01\nb: 08:10\nc: yes\nd: ~\ne: 1e3\nf: 010\n"))
    assert read == {"a": "2026-03-01", "b": "08:10", "c": "yes", "d": None, "e": 1000.0, "f": 10}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert safeload.load(write(tmp_path, b"\xef\xbb\xbfa: 1\n")) == {"a": 1}


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(
    data=st.dictionaries(st.text("abcdef", min_size=1, max_size=5), plain, min_size=1, max_size=4)
)
def test_json_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("json")
    assert safeload.load(write(folder, json.dumps(data), "case.json")) == data


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("bytes"), content)
    try:
        said = repr(safeload.load(path))
    except InputFault as refused:
        said = str(refused)
    assert said
