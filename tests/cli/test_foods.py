"""``micronutrient foods``."""

import json

import pytest
from tests.foods.importers.conftest import FDC, write_zip
from typer.testing import CliRunner

from micronutrient.cli.foods import app
from micronutrient.errors import InputFault


@pytest.fixture
def download(tmp_path, monkeypatch):
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "home"))
    return str(write_zip(tmp_path / "fdc.zip", FDC))


@pytest.fixture
def run():
    def invoke(*words: str):
        return CliRunner().invoke(app, list(words))

    return invoke


def test_import_says_what_it_was_and_what_came_in(run, download):
    done = run("import", download)
    assert done.exit_code == 0, done.output
    assert "FoodData Central: SR Legacy, Foundation Foods: 19 rows read." in done.stdout
    assert "fdc_sr_legacy: 2 foods, 4 amounts of 3 components, 2 household" in done.stdout
    assert "not used: 1 rows (nutrient: Ash)." in done.stdout
    assert "energy_kcal: 1 foods filled from column 2048." in done.stdout
    lines = done.stderr.splitlines()
    assert lines[0].endswith("0 %")
    assert lines[-1] == "FoodData Central: SR Legacy, Foundation Foods: 100 %"
    assert "\x1b" not in done.output


def test_import_as_json(run, download):
    (answer,) = json.loads(run("import", download, "--format", "json").stdout)
    assert [table["info"]["slug"] for table in answer["tables"]] == [
        "fdc_sr_legacy",
        "fdc_foundation",
    ]


def test_search_and_show(run, download):
    run("import", download)
    assert "Kale, raw  [fdc_foundation]" in run("search", "raw", "kale").stdout
    (found,) = json.loads(run("search", "kale", "--limit", "1", "--format", "json").stdout)
    assert "kale" in found["name"].lower()
    shown = run("show", "fdc:11").stdout
    assert "Spinach, raw  (fdc:11)" in shown
    assert "Selenium                                            – ug" in shown
    assert json.loads(run("show", "fdc:11", "--format", "json").stdout)["id"] == "fdc:11"


def test_a_food_is_shown_by_its_name_with_the_range_of_its_phytate(run, download):
    shown = run("show", "lentils, cooked").stdout
    assert "Phytic acid                                     189.5 mg  (published for" in shown
    assert "82 to 458)  [fao-2018-phyfoodcomp]" in shown
    assert (
        "Phytic acid                                         0 mg  ["
        in run("show", "cheddar cheese").stdout
    )


def test_nothing_found_is_said(run, download):
    assert run("search", "qqqqqq").stdout == "No food answers to these words.\n"


def test_faults_reach_the_command_line_as_input_faults(run, download, tmp_path):
    for words in (("import", str(tmp_path / "none")), ("show", "fdc:1"), ("show", "x")):
        assert isinstance(run(*words).exception, InputFault)
