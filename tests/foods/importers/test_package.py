"""What is handed in is hostile until checked."""

import gzip
import lzma
import random
import struct
import zipfile

import pytest

from micronutrient.errors import InputFault
from micronutrient.foods.importers import package as package_room
from micronutrient.foods.importers.package import checksum, open_package, open_workbook
from micronutrient.foods.importers.recognise import recognise


def test_a_zip_a_folder_and_packed_files_hold_the_same(tmp_path, make):
    plain = make.folder(tmp_path / "a", make.fdc)
    packed = tmp_path / "b"
    packed.mkdir()
    for name, content in make.fdc.items():
        (packed / f"{name}.xz").write_bytes(lzma.compress(content.encode()))
    (packed / "nutrient.csv.xz").unlink()
    (packed / "nutrient.csv.gz").write_bytes(gzip.compress(make.fdc["nutrient.csv"].encode()))
    zipped = make.zip(tmp_path / "c.zip", make.fdc, inner="FoodData_Central_csv_2024/")
    for path in (plain, packed, zipped):
        package = open_package(path)
        for name, content in make.fdc.items():
            part = package.part(name.removesuffix(".csv"))
            assert part.read().decode() == content
            assert part.fraction == 1.0


def test_a_folder_inside_the_folder_is_found(tmp_path, make):
    make.folder(tmp_path / "outer" / "FoodData_Central_csv", make.fdc)
    assert recognise(tmp_path / "outer")[0].title.startswith("FoodData Central")


def test_the_checksum_is_of_the_content(tmp_path, make):
    first = make.folder(tmp_path / "a", make.fdc)
    second = make.folder(tmp_path / "b", make.fdc)
    third = make.folder(tmp_path / "c", make.fdc | {"food.csv": make.fdc["food.csv"] + "\n"})
    sums = [recognise(path)[0].parts for path in (first, second, third)]
    assert checksum(sums[0]) == checksum(reversed(sums[0]))
    assert checksum(sums[0]) != checksum(sums[2])


@pytest.mark.parametrize("content", [b"", b"just text", b"PK\x03\x04", b"\x89PNG", b"a,b\n1,2\n"])
def test_a_file_of_no_known_kind_is_refused(tmp_path, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(InputFault, match=r"is none of the food tables|is truncated or damaged"):
        recognise(path)


def test_no_file_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(InputFault, match="no such file"):
        recognise(tmp_path / "none")
    with pytest.raises(InputFault, match="is none of the food tables"):
        recognise(tmp_path)


def test_a_zip_of_something_else_is_refused(tmp_path, make):
    with pytest.raises(InputFault, match="is none of the food tables"):
        recognise(make.zip(tmp_path / "x.zip", {"readme.txt": "hello"}))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_zip_is_refused(tmp_path, make, keep):
    path = make.zip(tmp_path / "x.zip", make.fdc)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(InputFault, match="is truncated or damaged; download it again"):
        recognise(path)


def test_a_zip_with_a_flipped_bit_is_refused(tmp_path, make):
    path = make.zip(tmp_path / "x.zip", make.fdc)
    content = bytearray(path.read_bytes())
    content[content.index(b"food.csv") + 40] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(InputFault, match=r"is truncated or damaged|no CSV text|not UTF-8"):
        recognise(path)


@pytest.mark.parametrize("ending", [".xz", ".gz"])
def test_a_truncated_packed_file_is_refused(tmp_path, make, ending):
    packer = {".xz": lzma.compress, ".gz": gzip.compress}[ending]
    folder = make.folder(tmp_path / "a", make.fdc)
    noise = "".join(random.Random(1).choices("abcdefgh", k=5000))
    content = packer((make.fdc["food.csv"] + f"9,sr_legacy_food,{noise},1,2019\n").encode())
    (folder / "food.csv").unlink()
    (folder / f"food.csv{ending}").write_bytes(content[: len(content) // 2])
    with pytest.raises(InputFault, match="is truncated or damaged"):
        recognise(folder)


@pytest.mark.parametrize("name", ["../food.csv", "/etc/food.csv", "a/../../food.csv", "..\\x.csv"])
def test_names_that_point_outside_are_refused(tmp_path, make, name):
    path = make.zip(tmp_path / "x.zip", make.fdc | {name: "x"})
    with pytest.raises(InputFault, match="points outside the archive"):
        recognise(path)
    assert not (tmp_path.parent / "food.csv").exists()


def test_a_zip_bomb_is_refused_unread(tmp_path, make):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("food.csv", "w") as member:
            for _ in range(60):
                member.write(b"0" * 1_000_000)
        archive.writestr("food_nutrient.csv", "x")
    assert path.stat().st_size < 100_000
    with pytest.raises(InputFault, match="unpacks to far more"):
        recognise(path)


@pytest.mark.parametrize("ending", [".xz", ".gz"])
def test_a_packed_bomb_is_stopped_while_reading(tmp_path, make, ending):
    packer = {".xz": lzma.compress, ".gz": gzip.compress}[ending]
    folder = make.folder(tmp_path / "a", make.fdc)
    (folder / "food.csv").unlink()
    rows = b"fdc_id,data_type,publication_date\n" + b"1,sub_sample_food,2019\n" * 2_000_000
    (folder / f"food.csv{ending}").write_bytes(packer(rows))
    with pytest.raises(InputFault, match="unpacks to far more"):
        recognise(folder)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path, make):
    path = make.zip(tmp_path / "x.zip", make.fdc | {"food.csv": make.fdc["food.csv"] * 50})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 60)
    path.write_bytes(content)
    with pytest.raises(InputFault, match="is truncated or damaged"):
        recognise(path)


def test_an_encrypted_zip_is_refused(tmp_path, make):
    path = make.zip(tmp_path / "x.zip", make.fdc)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(InputFault, match="is encrypted"):
        recognise(path)


def test_the_same_table_twice_in_a_zip_is_refused(tmp_path, make):
    path = make.zip(tmp_path / "x.zip", make.fdc | {"older/food.csv": make.fdc["food.csv"]})
    with pytest.raises(InputFault, match=r"holds food\.csv several times"):
        recognise(path)


def test_a_workbook_with_a_cell_far_out_is_refused_before_it_fills_the_memory(tmp_path, make):
    path = make.xlsx(tmp_path / "x.xlsx", make.fndds, at={"XFD1048576": 1.0})
    with pytest.raises(InputFault, match="reaches to row 1048576, column 16384"):
        recognise(path)


@pytest.mark.parametrize("cell", ["SF200000", "XFD1", "A1048576"])
def test_a_workbook_that_would_be_huge_is_refused(tmp_path, make, cell):
    path = make.xlsx(tmp_path / "x.xlsx", make.fndds, at={cell: 1.0})
    with pytest.raises(InputFault, match="a sheet reaches to row"):
        recognise(path)


def test_a_workbook_is_opened_as_it_was_checked(tmp_path, make):
    path = make.xlsx(tmp_path / "x.xlsx", make.fndds)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", archive.read("xl/workbook.xml"))
    with zipfile.ZipFile(open_workbook(open_package(path).workbooks()[0])) as checked:
        assert len(checked.namelist()) == len(set(checked.namelist()))
        assert {info.compress_type for info in checked.infolist()} == {zipfile.ZIP_STORED}


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path, make):
    folder = make.folder(tmp_path / "a", make.fdc)
    (folder / "food.csv").write_text(make.fdc["food.csv"] + "," * 3_000_000)
    with pytest.raises(InputFault, match=r"food\.csv: has a line of"):
        recognise(folder)


def test_a_packed_file_is_known_by_its_ending_in_capitals_too(tmp_path, make):
    folder = make.folder(tmp_path / "a", make.fdc)
    (folder / "food.csv").unlink()
    (folder / "FOOD.CSV.GZ").write_bytes(gzip.compress(make.fdc["food.csv"].encode()))
    assert open_package(folder).part("food").read().decode() == make.fdc["food.csv"]


def test_a_workbook_bomb_is_refused(tmp_path, monkeypatch, make):
    path = make.xlsx(tmp_path / "x.xlsx", make.fndds)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * 30_000_000)
    with pytest.raises(InputFault, match="unpacks to far more"):
        open_workbook(open_package(path).workbooks()[0])


def test_a_file_without_permission_is_one_clear_line(tmp_path, monkeypatch, make):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    folder = make.folder(tmp_path / "a", make.fdc)
    monkeypatch.setattr(package_room.Path, "open", refuse)
    with pytest.raises(InputFault, match=r"food.csv: cannot be read: Permission denied"):
        recognise(folder)
