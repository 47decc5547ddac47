"""Printed figures: IOM 2000 (vitamin C), NASEM 2019 (sodium), WHO 2012, EFSA 2014 (zinc)."""

import json

import pytest

from micronutrient import person
from micronutrient.cli import reference as cli

WOMAN = ("--sex", "female", "--age", "30")
FIELDS = {
    "nutrient",
    "publisher",
    "kind",
    "value",
    "unit",
    "scope",
    "source",
    "checked",
    "edition",
}


def test_published_values_as_json(run):
    answer = run("reference", "vitamin_c", *WOMAN, "--format", "json")
    assert answer.code == 0
    rows = json.loads(answer.out)
    assert all(row.keys() >= FIELDS for row in rows)
    assert {row["kind"]: row["value"] for row in rows} == {"ear": 60, "rda": 75, "ul": 2000}
    assert {row["publisher"] for row in rows} == {"iom"}


def test_published_smokers_get_35_mg_more(run):
    answer = run("reference", "ascorbic acid", *WOMAN, "--smoker", "--kind", "RDA")
    assert "110 mg/d" in answer.out
    assert "35 mg/d more" in answer.out


def test_published_publishers_stand_side_by_side(run):
    answer = run("reference", "sodium", *WOMAN, "--publisher", "all")
    lines = answer.out.splitlines()
    head = next(line for line in lines if "efsa" in line).split()
    assert head == ["efsa", "iom", "who"]
    cdrr = next(line for line in lines if line.startswith("CDRR"))
    assert cdrr.split()[1] == "–"
    assert "2300 mg/d" in cdrr
    assert "2 g/d" in cdrr
    assert "Nothing is set here by: harmonised." in lines


def test_published_condition(run):
    answer = run("reference", "zinc", *WOMAN, "--publisher", "efsa", "--condition", "phytate_1200",
                 "--kind", "ear", "--format", "json")  # fmt: skip
    assert [row["value"] for row in json.loads(answer.out)] == [10.2]


def test_without_a_person_the_whole_table_is_printed(run):
    answer = run("reference", "iron")
    line = next(x for x in answer.out.splitlines() if x.startswith("female, 19 to 31 y, pre"))
    assert line.split()[-4:] == ["8.1", "18", "–", "–"]
    rows = json.loads(run("reference", "iron", "--format", "json").out)
    assert len(rows) > 40
    assert all(row.keys() >= FIELDS | {"sex", "from_y", "to_y", "maternity"} for row in rows)


def test_text_says_how_far_checked_and_where_printed(run):
    answer = run("reference", "vitamin_c", *WOMAN)
    assert "Sources" in answer.out
    assert "10.17226/9810" in answer.out
    assert "read in" in answer.out


@pytest.mark.parametrize("nutrient", ["vitamin_a", "zinc", "folate", "protein", "magnesium"])
@pytest.mark.parametrize("whom", [(), WOMAN])
def test_text_fits_80_columns(run, nutrient, whom):
    answer = run("reference", nutrient, "--publisher", "all", *whom)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 80


def test_per_kilogram_is_told_per_day_at_a_weight(run):
    asked = ("reference", "lysine", *WOMAN, "--weight", "50", "--kind", "ear", "--format", "json")
    (row,) = json.loads(run(*asked).out)
    assert row["unit"] == "mg/kg/d"
    assert (row["per_day"], row["per_day_unit"]) == (row["value"] * 50, "mg/d")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("irn",), "'iron'"),
        (("iron", "--publisher", "iomm"), "'iom'"),
        (("iron", "--kind", "rdaa"), "'rda'"),
        (("zinc", "--publisher", "efsa", "--condition", "phytate_60", *WOMAN), "'phytate_600'"),
        (("iron", "--sex", "male"), "--age"),
        (("iron", "--smoker"), "--sex"),
        (("iron", "--sex", "male", "--age", "30", "--pregnancy-week", "9"), "--pregnancy-week"),
        (("iron", "--sex", "male", "--age", "30", "--lactating"), "--lactating"),
        (("iron", "--sex", "female", "--age", "200"), "--age"),
        (("iron", "--sex", "female", "--age", "nan"), "age"),
        (("iron", "--sex", "other", "--age", "30"), "--sex"),
        (("vitamin_c", "--kind", "cdrr", *WOMAN), "ear, rda, ul"),
        (("iron", "--publisher", "who"), "efsa"),
        (("phytate",), "iom sets no value of phytate"),
    ],
)
def test_faults_are_one_line_and_exit_2(run, arguments, said):
    answer = run("reference", *arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert all(line.startswith("micronutrient: ") for line in answer.err.splitlines())


def test_contradictions_are_told_together(run):
    answer = run("reference", "iron", "--sex", "male", "--lactating", "--pregnancy-week", "3")
    assert len(answer.err.splitlines()) == 3


def test_the_words_of_the_options_are_those_of_a_person():
    assert [one.value for one in cli.Sex] == [one.value for one in person.Sex]
    assert [one.value for one in cli.DietPattern] == [one.value for one in person.DietPattern]


def test_published_iron_of_a_vegan_donor_with_measured_losses(run):
    answer = run("reference", "iron", *WOMAN, "--diet-pattern", "vegan", "--menstrual-loss", "60",
                 "--blood-donations", "1", "--kind", "ear")  # fmt: skip
    assert "25.3 mg/d" in answer.out  # (5 + 60 × 0.01634 / 0.18 + 0.65 / 0.18) × 1.8
    assert "EAR, iom: 8.1 mg/d as printed." in answer.out
    assert "60 mL lost a cycle, blood donations a year: 1" in answer.out


def test_what_a_person_has_is_shown_with_its_source(run):
    answer = run("reference", "vitamin_d", *WOMAN, "--has", "obesity", "--format", "json")
    ear = next(row for row in json.loads(answer.out) if row["kind"] == "ear")
    assert (ear["value"], ear["printed"]) == (10, None)
    (change,) = ear["changes"]
    assert (change["size"], change["counted"]) == ("× 2 to 3", False)
    assert change["source"] == "endocrine-society-2011-vitamin-d"


def test_what_a_person_has_must_be_known_and_belong_to_somebody(run):
    answer = run("reference", "iron", *WOMAN, "--has", "obesityy")
    assert answer.code == 2
    assert "unknown condition or medicine 'obesityy'" in answer.err
    answer = run("reference", "iron", "--has", "obesity")
    assert (answer.code, "give --sex and --age" in answer.err) == (2, True)


def test_a_man_has_no_menstrual_loss(run):
    answer = run("reference", "iron", "--sex", "male", "--age", "30", "--menstrual-loss", "10")
    assert answer.code == 2
    assert "--menstrual-loss: does not go with --sex male" in answer.err
