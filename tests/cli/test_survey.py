"""``micronutrient survey biomarkers``: what it writes, and how it refuses."""

import csv
import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from micronutrient import safeload
from micronutrient.population import biomarkers
from micronutrient.population.biomarkers_answer import BiomarkersAnswer
from micronutrient.sources import Checked

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "survey" / "biomarkers.yaml"


@pytest.fixture
def spec(tmp_path):
    """Write a specification beside the example's table, with changes."""

    def write(old="", new="", table=None):
        text = (EXAMPLE.parent / "biomarkers.csv").read_text() if table is None else table
        (tmp_path / "biomarkers.csv").write_text(text)
        path = tmp_path / "spec.yaml"
        content = EXAMPLE.read_text()
        assert old in content
        path.write_text(content.replace(old, new))
        return str(path)

    return write


def test_the_example_is_adjusted_in_words(run):
    answer = run("survey", "biomarkers", str(EXAMPLE))
    assert (answer.code, answer.err) == (0, "")
    assert "preschool_children, 120 people" in answer.out
    assert "women_of_reproductive_age, 120 people" in answer.out
    assert "raised cut-offs, not adjusted" in answer.out
    assert "never use one of them for a patient" in " ".join(answer.out.split())
    assert "luo-2022-brinda-r" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_the_page_shows_what_is_printed(run):
    page = (ROOT / "docs" / "survey.md").read_text(encoding="utf-8")
    (shown,) = [block for block in page.split("```") if "adjusted by BRINDA" in block]
    assert run("survey", "biomarkers", str(EXAMPLE)).out.startswith(shown.lstrip("\n"))


def test_the_same_as_json(run):
    answer = json.loads(run("survey", "biomarkers", str(EXAMPLE), "--format", "json").out)
    jsonschema.validate(answer, msgspec.json.schema(BiomarkersAnswer))
    assert [group["group"] for group in answer["groups"]] == [
        "preschool_children",
        "women_of_reproductive_age",
    ]
    for group in answer["groups"]:
        ferritin = group["markers"][0]
        assert ferritin["slopes"]["crp"]["slope"] > 0
        assert ferritin["after"]["deficient"] > ferritin["before"]["deficient"]


def test_adjusted_values_are_written_for_each_person(run, tmp_path):
    out = tmp_path / "adjusted.csv"
    answer = run("survey", "biomarkers", str(EXAMPLE), "--out", str(out))
    assert f"wrote {out}" in answer.err
    table = (EXAMPLE.parent / "biomarkers.csv").read_text()
    rows = list(csv.DictReader(out.read_text().splitlines()))
    measured = list(csv.DictReader(table.splitlines()))
    assert [row["id"] for row in rows] == [row["id"] for row in measured]
    for row, before in zip(rows, measured, strict=True):
        missing = "" in (before["ferritin"], before["crp"], before["agp"])
        assert (row["ferritin_adj"] == "") == missing
        if row["group"] == "women_of_reproductive_age":
            assert row["rbp_adj"] == row["rbp"]


def test_a_file_that_cannot_be_written_is_one_line(run, tmp_path):
    out = tmp_path / "none" / "a.csv"
    answer = run("survey", "biomarkers", str(EXAMPLE), "--out", str(out))
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_the_example_fits_the_schema_and_a_faulty_one_does_not(run):
    schema = json.loads(run("schema", "survey").out)
    example = safeload.load(str(EXAMPLE))
    jsonschema.validate(example, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(example | {"colour": "red"}, schema)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("column: ferritin", "column: sf", "biomarkers.csv: unknown column 'sf'"),
        ("unit: ug/dL", "unit: mmol/d", "spec.yaml: markers.zinc.unit: Zinc"),
        ("W: women_of_reproductive_age", "W: grown-ups", "biomarkers.csv: row 122, group: unknown"),
        ("W: women_of_reproductive_age", "X: x", "row 122, group: unknown population group 'W'"),
        ("file: biomarkers.csv", "file: none.csv", "none.csv: no such file"),
        ("file: biomarkers.csv", "file: [1]", "spec.yaml: file: is a list"),
        ("person: id", "persn: id", "spec.yaml: survey: unknown field 'persn'"),
        ("unit: a", "unit: mo", "ages of preschool_children"),
        ("zinc:", "vitamin_b12_serum:", "needs no adjustment"),
        ("markers:", "markers: {}\nmore:", "spec.yaml: markers: is empty"),
        ("fasting: false", "fasting: 3", "markers['zinc'].fasting: is 3; allowed: true or false"),
        ("C: preschool_children", "C: [1]", "spec.yaml: group_column.values"),
    ],
)
def test_faults_are_one_line_each_and_end_with_2(run, spec, old, new, said):
    answer = run("survey", "biomarkers", spec(old, new))
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert all(line.startswith("micronutrient: ") for line in answer.err.splitlines())


def test_text_in_a_number_column_is_told_by_its_row(run, spec):
    table = (EXAMPLE.parent / "biomarkers.csv").read_text().replace("90.2", "<15")
    answer = run("survey", "biomarkers", spec(table=table))
    assert answer.code == 2
    assert "biomarkers.csv: row 2, ferritin: '<15' is no number" in answer.err


def test_people_too_few_for_every_marker_end_with_2(run, spec):
    lines = (EXAMPLE.parent / "biomarkers.csv").read_text().splitlines(keepends=True)
    answer = run("survey", "biomarkers", spec(table="".join(lines[:3])))
    assert answer.code == 2
    assert "2 people" in answer.err
    assert "spec.yaml: preschool_children, ferritin" in answer.err


def test_a_missing_specification_is_one_line(run):
    answer = run("survey", "biomarkers", "nowhere.yaml")
    assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_the_mark_of_the_method_says_how_far_its_rules_were_checked(run, monkeypatch):
    weaker = msgspec.structs.replace(biomarkers.brinda(), checked=Checked.RECALLED)
    monkeypatch.setattr(biomarkers, "brinda", lambda: weaker)
    assert "[1] luo-2022-brinda-r (recalled)" in run("survey", "biomarkers", str(EXAMPLE)).out


@pytest.mark.parametrize("name", ["biomarkers.csv", "spec.yaml", "link.csv"])
def test_what_the_survey_reads_is_never_written_over(run, spec, tmp_path, name):
    path = spec()
    (tmp_path / "link.csv").symlink_to(tmp_path / "biomarkers.csv")
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    answer = run("survey", "biomarkers", path, "--out", str(tmp_path / name))
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "would be overwritten; choose another file" in answer.err
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_time_of_day_lists_the_words_there_are(run, spec):
    answer = run("survey", "biomarkers", spec("day_time: morning", "day_time: 08h10"))
    assert answer.code == 2
    assert "markers['zinc'].day_time: is '08h10'; allowed: morning, afternoon" in answer.err
