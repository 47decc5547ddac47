"""The command ``micronutrient mechanism``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from micronutrient.mechanism import table

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WOMAN = str(EXAMPLES / "vegetarian_woman_fatigue.yaml")


def test_nutrients_are_listed_with_their_rows(run):
    answer = run("mechanism")
    assert answer.code == 0
    assert {line.split()[0] for line in answer.out.splitlines()[1:]} == set(table.names())
    rows = {
        one["slug"]: one["rows"] for one in json.loads(run("mechanism", "--format", "json").out)
    }
    assert rows["iron"] == len(table.mechanism("iron").proteins)


@pytest.mark.parametrize("slug", table.names())
def test_a_sheet_fits_80_columns_and_names_every_gene_and_source(run, slug):
    answer = run("mechanism", slug)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "Sources" in answer.out
    assert all(f"- {one.gene}" in answer.out for one in table.mechanism(slug).proteins)


def test_the_sheet_of_magnesium_says_what_stands_behind_300(run):
    out = run("mechanism", "magnesium").out
    assert "tradition: A cofactor in more than 300" in out
    assert "ENO1, EC 4.2.1.11" in out
    assert "NERVOUS SYSTEM" in out


def test_a_sheet_can_be_narrowed_down(run):
    out = run("mechanism", "magnesium", "--system", "nervous", "--pathway", "energy").out
    assert "NERVOUS SYSTEM" in out
    assert "MUSCLES" not in out
    assert "NMDA" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chromium"], "no protein that needs Chromium"),
        (["magnesium", "--system", "zz"], "unknown body system"),
        (["magnesium", "--pathway", "vision"], "no pathway of magnesium"),
        (["--system", "nervous"], "need a nutrient"),
        (["--around", "fatigue", "--system", "nervous"], "--around"),
        (["--around", "qqqq"], "unknown symptom"),
        (["--around", "fatigue", "no_such_case.yaml"], "no_such_case.yaml"),
    ],
)
def test_what_cannot_be_answered_ends_with_one_line_and_2(run, arguments, said):
    answer = run("mechanism", *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert not answer.out


def test_around_a_symptom_asks(run):
    out = run("mechanism", "--around", "fatigue", WOMAN).out
    assert "no diagnosis" in out
    assert "IRON\n  Iron is deficient in this person." in out
    assert max(map(len, out.splitlines())) <= 80
    answer = json.loads(run("mechanism", "--around", "fatigue", WOMAN, "--format", "json").out)
    assert answer["symptom"] == "fatigue"


def test_around_a_symptom_that_nothing_meets_says_so(run):
    out = run("mechanism", "--around", "garlic breath", WOMAN).out
    assert "Nothing that is low or high here" in out


def test_starting_does_not_read_the_tables():
    code = (
        "import sys; import micronutrient.cli.main; "
        "print([name for name in sys.modules if name.startswith('micronutrient.mechanism')])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
