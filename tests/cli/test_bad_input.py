"""Bad input through the command: a line for each fault, exit 2, and no answer anywhere."""

import io
import itertools
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PERSON = "person: {sex: female, age_years: 34}\n"
GOOD = PERSON + 'diet: [{day: 2026-03-01, food: "apple, raw, with skin", grams: 150}]\n'
FAULTY = """
person: {sex: female, age_years: 34}
shoe_size: 39
diet:
  - {day: 2026-03-01, food: "unicorn steak", grams: 100}
  - {day: 2026-02-30, food: "apple, raw, with skin", grams: 100}
  - {day: 2026-03-01, food: "apple, raw, with skin", grams: -5}
  - {day: 2026-03-01, food: "apple, raw, with skin", amount: 1, measure: bathtub}
  - {day: 2026-03-01, food: "apple, raw, with skin", grams: 150}
recipes:
  soup: [{food: "white rice, unenriched, raw", grams: 100, cooked: juggled}]
supplements:
  - {name: X, nutrient: vitamin_q, amount: 1, unit: mg}
  - {name: Y, nutrient: iron, amount: 14, unit: kcal}
  - {name: Z, nutrient: vitamin_a, form: unobtainium, amount: 1, unit: ug}
  - {name: good, nutrient: vitamin_b12, amount: 10, unit: ug}
labs:
  - {marker: ferritn, value: 12, unit: ug/L}
  - {marker: ferritin, value: 12, unit: ug/furlong}
  - {marker: zinc, value: 70, unit: ug/dL}
"""
PLACES = (
    "shoe_size",
    "diet[0].food",
    "diet[1].day",
    "diet[2].grams",
    "diet[3].measure",
    "recipes['soup'].ingredients[0].cooked",
    "supplements[0].nutrient",
    "supplements[1].unit",
    "supplements[2].form",
    "labs[0].marker",
    "labs[1].unit",
)


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


def workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


def bomb() -> str:
    names = "abcdefghi"
    lines = [f"{names[0]}: &{names[0]} [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for inner, outer in itertools.pairwise(names):
        lines.append(f"{outer}: &{outer} [{', '.join([f'*{inner}'] * 9)}]")
    return "\n".join(lines)


def refused(run: Run, file: Path | str, *options: str) -> list[str]:
    """Give the lines that a refusal wrote, having checked how it was written."""
    folder = Path(file).parent
    page, answer_file = folder / "page.html", folder / "answer.txt"
    found = run("assess", str(file), "--html", str(page), "--output", str(answer_file), *options)
    assert found.code == 2
    assert found.out == ""
    assert not page.exists()
    assert not answer_file.exists()
    assert "Traceback" not in found.err
    lines = found.err.splitlines()
    assert lines
    assert all(line.startswith("micronutrient: ") for line in lines)
    return [line.removeprefix("micronutrient: ") for line in lines]


def written(folder: Path, content: str | bytes, name: str = "case.yaml") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


FOOD = 'diet: [{{day: {day}, food: "{food}", grams: {grams}}}]\n'


def eaten(day: str = "2026-03-01", food: str = "apple, raw, with skin", grams: object = 9) -> str:
    return PERSON + FOOD.format(day=day, food=food, grams=grams)


def measured(
    marker: str = "ferritin", value: object = 12, unit: str = "ug/L", more: str = ""
) -> str:
    return PERSON + f'labs: [{{marker: {marker}, value: {value}, unit: "{unit}"{more}}}]\n'


def taken(nutrient: str = "iron", unit: str = "mg", amount: object = 14, more: str = "") -> str:
    row = f'name: X, nutrient: {nutrient}, amount: {amount}, unit: "{unit}"{more}'
    return PERSON + f"supplements: [{{{row}}}]\n"


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (eaten(food="spinach row"), "diet[0].food", "'spinach, raw'"),
        (eaten(food="fdc:999999999"), "diet[0].food", "unknown food"),
        (eaten(grams=-90), "diet[0].grams", "is -90"),
        (eaten(grams=0), "diet[0].grams", "above 0"),
        (eaten(grams="plenty"), "diet[0].grams", "'plenty'"),
        (eaten(day="2026-02-30"), "diet[0].day", "a date such as"),
        (eaten(day="yesterday"), "diet[0].day", "'yesterday'"),
        (measured(marker="ferritn"), "labs[0].marker", "'ferritin'"),
        (measured(unit="mmol"), "labs[0].unit", "allowed"),
        (measured(unit="bananas"), "labs[0].unit", "'bananas'"),
        (measured(value=-12), "labs[0].value", "is -12"),
        (measured(value='"<12"'), "labs[0].value", "comparator"),
        (measured(more=", date: 2026-13-01"), "labs[0].date", "a date such as"),
        (measured(value="1,234".join('""')), "labs[0].value", "1234 or 1.234"),
        (measured(value='"1.234,5"'), "labs[0].value", "write 1234.5"),
        (measured(value='"12,5"'), "labs[0].value", "write 12.5"),
        (measured(value="1,234"), "labs[0]", "1234 or 1.234 meant for value"),
        (measured(value="12,5"), "labs[0]", "12.5 meant for value"),
        (measured(marker='"loinc:2276-5"'), "labs[0].marker", "2276-4"),
        (measured(more=", date: 2031-03-01"), "labs[0].date", "was 2026-03-01 meant"),
        (measured(more=", date: 1820-03-01"), "labs[0].date", "2026-11-22"),
        (measured(more=", hours_since_dose: -2"), "labs[0].hours_since_dose", "is -2"),
        (eaten(day="2027-01-01"), "diet[0].day", "in the future"),
        (taken(amount='"1,234"'), "supplements[0].amount", "1234 or 1.234"),
        (taken(nutrient="vitamin_q"), "supplements[0].nutrient", "nearest are"),
        (taken(unit="kcal"), "supplements[0].unit", "kcal"),
        (taken(unit="[IU]"), "supplements[0].unit", "no international unit"),
        (taken(amount=-1), "supplements[0].amount", "is -1"),
        (taken(more=", form: unobtainium"), "supplements[0].form", "nearest are"),
        (PERSON + "labz: []\n", "labz", "'labs'"),
        ("person: {sex: femal, age_years: 34}\n", "person.sex", "allowed: female, male"),
        ("person: {sex: female, age_years: 340}\n", "person.age_years", "up to 120"),
        ("diet: []\n", "person", "is missing"),
    ],
)
def test_a_fault_is_one_line_that_names_file_field_and_way_out(
    run: Run, tmp_path: Path, content: str, place: str, said: str
) -> None:
    file = written(tmp_path, content)
    (line,) = refused(run, file)
    assert line.startswith(f"{file}: ")
    assert place in line
    assert said in line


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("case.yaml", GOOD + "labs: []\nlabs: []\n", "'labs' stands twice"),
        ("case.json", '{"person": {"sex": "male", "sex": "female"}}', "'sex' stands twice"),
        ("case.yaml", bomb(), "anchors and aliases"),
        ("case.yaml", "person: !!python/name:os.system ls\n", "the tag"),
        ("case.json", workbook(), "Excel workbook"),
        ("case.json", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("case.yaml", b"\xff\xfe\x00person", "not UTF-8"),
        ("case.json", '{"person": ', "is not JSON"),
        ("case.yaml", "person: [\n", "is not YAML"),
        ("case.yaml", "", "is empty"),
        ("case.json", "[" * 100_000, "nested deeper"),
        ("case.yaml", "just a sentence\n", "'just a sentence'"),
    ],
)
def test_a_file_that_is_no_case_is_refused_in_one_line(
    run: Run, tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    file = written(tmp_path, content, name)
    (line,) = refused(run, file)
    assert line.startswith(str(file))
    assert said in line


def test_a_sparse_file_of_a_gigabyte_is_refused_by_its_size(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(2**30)
    (line,) = refused(run, file)
    assert line.startswith(f"{file}: is larger than 8 MB")


@pytest.mark.parametrize(("name", "said"), [("none.yaml", "no such file"), ("", "is a folder")])
def test_what_is_no_file_is_refused(run: Run, tmp_path: Path, name: str, said: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    assert said in refused(run, inner / name)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_without_an_end_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    (line,) = refused(run, pipe)
    assert line.startswith(f"{pipe}: is no regular file")


def test_all_faults_of_a_file_are_told_together(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, FAULTY)
    lines = refused(run, file)
    assert len(lines) == len(PLACES)
    assert all(line.startswith(f"{file}: ") for line in lines)
    for place in PLACES:
        assert any(place in line for line in lines), place


TIRED = """
person: {sex: female, age_years: 34}
labs:
  - {marker: "loinc:2276-5", value: 12, unit: ug/L}
  - {marker: zinc, value: 70, unit: kcal}
  - {marker: copper, value: "1,234", unit: ug/L}
  - {marker: copper, value: 12,5, unit: umol/L}
  - {marker: ferritin, value: 8, unit: ug/L, date: 2026-03-01}
  - {marker: ferritin, value: 80, unit: ug/L, date: 2026-03-01}
  - {marker: CRP, value: 3, unit: mg/L, date: 2027-03-01}
  - {marker: retinol, value: 1.2, unit: umol/L, date: 1820-03-01}
diet:
  - {day: 2030-01-01, food: "apple, raw, with skin", grams: 100}
"""


def test_slips_of_a_tired_hand_are_told_one_line_each_with_the_nearest_right_thing(
    run: Run, tmp_path: Path
) -> None:
    lines = refused(run, written(tmp_path, TIRED))
    expected = {
        "labs[0].marker": "2276-4",
        "labs[1].unit": "umol/L",
        "labs[2].value": "1234 or 1.234",
        "labs[3]:": "12.5 meant for value",
        "labs[4]:": "which is right: labs[4] and labs[5]?",
        "labs[6].date": "was 2026-03-01 meant",
        "labs[7].date": "before the birth",
        "diet[0].day": "was 2026-01-01 meant",
    }
    assert len(lines) == len(expected)
    for place, said in expected.items():
        (line,) = [line for line in lines if f": {place}" in line]
        assert said in line


def test_two_results_of_a_day_that_contradict_are_both_kept_and_asked_about(
    run: Run, tmp_path: Path
) -> None:
    file = written(tmp_path, TIRED)
    found = run("assess", str(file), "--partial", "--format", "json")
    answer = json.loads(found.out)
    (doubt,) = answer["doubts"]
    assert doubt["ask"] == "which is right: labs[4] and labs[5]?"
    text = run("assess", str(file), "--partial").out
    assert "contradict each other" in " ".join(text.split())


def test_an_old_case_is_assessed_as_of_its_day(run: Run, tmp_path: Path) -> None:
    child = "person: {sex: male, age_years: 3}\n"
    row = "labs: [{marker: ferritin, value: 9, unit: ug/L, date: 2015-03-01}]\n"
    file = written(tmp_path, child + row)
    assert "--today" in refused(run, file)[0]
    found = run("assess", str(file), "--today", "2015-03-10", "--format", "json")
    assert found.code == 0
    assert "year ago" not in found.out


def test_every_copy_of_a_key_is_told(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "title: a\ntitle: b\nnote: a\nnote: b\n")
    first, second = refused(run, file)
    assert "line 4" in first
    assert "line 6" in second


def test_the_good_half_is_assessed_only_on_request_and_says_what_it_left_out(
    run: Run, tmp_path: Path
) -> None:
    file = written(tmp_path, FAULTY)
    found = run("assess", str(file), "--partial", "--format", "json")
    assert found.code == 0
    answer = json.loads(found.out)
    for place in PLACES:
        assert any(place in line for line in answer["left_out"]), place
    rows: dict[str, Any] = {row["nutrient"]: row for row in answer["nutrients"]}
    assert any(e["kind"] == "biomarker" for e in rows["zinc"]["evidence"])
    assert not any(e["kind"] == "biomarker" for e in rows["iron"]["evidence"])
    assert rows["vitamin_b12"]["status"] == "adequate"
    assert [row["nutrient"] for row in rows.values() if row["status"] == "low"] in ([], ["zinc"])


def test_a_record_with_rows_left_out_is_judged_from_below_only(run: Run, tmp_path: Path) -> None:
    file = written(
        tmp_path, GOOD.replace("]\n", ', {day: 2026-03-01, food: "no such", grams: 1}]\n')
    )
    found = run("assess", str(file), "--partial", "--format", "json")
    for row in json.loads(found.out)["nutrients"]:
        assert row["status"] in {"unknown", "adequate"}, row["nutrient"]
        assert all(not e["complete"] for e in row["evidence"] if e["kind"] == "intake")


def test_what_was_left_out_is_shown_in_text_and_page(run: Run, tmp_path: Path) -> None:
    file, page = written(tmp_path, FAULTY), tmp_path / "page.html"
    found = run("assess", str(file), "--partial", "--html", str(page))
    assert found.code == 0
    assert "unicorn steak" in found.out
    assert "unicorn steak" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("person: {age_years: 34}\n", "person.sex: is missing"),
        ("labs: []\n", "person: is missing"),
        ("[]\n", "case: is a list"),
    ],
)
def test_without_a_person_there_is_no_good_half(
    run: Run, tmp_path: Path, content: str, said: str
) -> None:
    (line,) = refused(run, written(tmp_path, content), "--partial")
    assert said in line


def test_a_wrong_publisher_is_the_fault_of_the_option_and_not_of_the_file(
    run: Run, tmp_path: Path
) -> None:
    (line,) = refused(run, written(tmp_path, GOOD), "--publisher", "efas")
    assert line.startswith("publisher: unknown publisher 'efas'")
    assert "'efsa'" in line


def test_a_wrong_format_is_refused_with_those_there_are(run: Run, tmp_path: Path) -> None:
    (line,) = refused(run, written(tmp_path, GOOD), "--format", "docx")
    assert "docx" in line
    assert "json" in line


def test_a_page_that_cannot_be_written_is_the_users_to_mend(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    found = run("assess", str(file), "--output", str(tmp_path / "absent" / "answer.txt"))
    assert found.code == 2
    assert found.out == ""
    assert "cannot be written" in found.err


def test_a_message_stays_on_one_line_whatever_the_file_says(run: Run, tmp_path: Path) -> None:
    nasty = json.dumps({"person": {"sex": "fe\nmale\u001b[31m", "age_years": 3}, "x\ny": 1})
    lines = refused(run, written(tmp_path, nasty, "case.json"))
    assert len(lines) == 2


def in_a_process(*arguments: str, stdin: bytes | None = None) -> Answer:
    command = [sys.executable, "-c", "from micronutrient.cli.main import main; main()"]
    done = subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [("case.yaml", FAULTY, len(PLACES)), ("case.yaml", bomb(), 1), ("case.json", workbook(), 1)],
)
def test_the_real_command_refuses_with_code_2(
    tmp_path: Path, name: str, content: str | bytes, lines: int
) -> None:
    assert len(refused(in_a_process, written(tmp_path, content, name))) == lines


def test_the_real_command_refuses_a_gigabyte_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(2**30)
    assert "is larger than 8 MB" in refused(in_a_process, file)[0]


def test_the_real_command_reads_standard_input() -> None:
    good = in_a_process("assess", "-", "--format", "json", stdin=GOOD.encode())
    assert good.code == 0
    assert json.loads(good.out)["nutrients"]
    bad = in_a_process("assess", "-", stdin=FAULTY.encode())
    assert bad.code == 2
    assert bad.out == ""
    assert len(bad.err.splitlines()) == len(PLACES)
