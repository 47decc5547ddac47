"""The command itself: where an answer goes, how it ends, and which format it has."""

import json

import pytest

from micronutrient.errors import MicronutrientError
from micronutrient.tasks import assess
from micronutrient.version import __version__

CASE = "person: {sex: female, age_years: 34}\nlabs: [{marker: ferritin, value: 9, unit: ug/L}]\n"


@pytest.fixture
def case(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def test_the_version_is_printed(run):
    answer = run("--version")
    assert (answer.code, answer.out) == (0, f"micronutrient {__version__}\n")


def test_without_a_command_the_commands_are_listed(run):
    answer = run()
    assert "assess" in answer.out + answer.err


def test_a_command_that_there_is_not_ends_with_2(run):
    answer = run("asess")
    assert (answer.code, answer.out) == (2, "")
    assert "'assess'" in answer.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [("text", "MICRONUTRIENT BALANCE"), ("json", "{"), ("html", "<!doctype html>")],
)
def test_an_answer_in_each_format_goes_to_standard_output_or_to_a_file(
    run, case, tmp_path, name, begins
):
    shown = run("assess", case, "--format", name)
    assert shown.code == 0
    assert shown.out.startswith(begins)
    file = tmp_path / "answer"
    kept = run("assess", case, "--format", name, "--output", str(file))
    assert (kept.code, kept.out) == (0, "")
    assert kept.err == f"micronutrient: wrote {file}\n"
    assert file.read_text(encoding="utf-8") == shown.out


def test_the_page_comes_beside_the_answer(run, case, tmp_path):
    page = tmp_path / "page.html"
    answer = run("assess", case, "--format", "json", "--html", str(page))
    assert json.loads(answer.out)["nutrients"]
    assert page.read_text(encoding="utf-8") == run("assess", case, "--format", "html").out


def test_a_page_that_cannot_be_written_leaves_no_answer(run, case, tmp_path):
    answer = run("assess", case, "--html", str(tmp_path / "absent" / "page.html"))
    assert (answer.code, answer.out) == (2, "")
    assert "cannot be written" in answer.err


@pytest.mark.parametrize("option", ["--output", "--html"])
def test_the_case_itself_is_never_written_over(run, case, tmp_path, option):
    (tmp_path / "other.yaml").hardlink_to(case)
    answer = run("assess", case, option, str(tmp_path / "other.yaml"))
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "would be overwritten; choose another file" in answer.err
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == CASE


def test_an_answer_that_is_no_terminal_has_no_colour(run, case):
    assert "\x1b" not in run("assess", case).out


@pytest.mark.parametrize("of", ["case", "assessment"])
def test_a_schema_is_printed(run, of):
    assert json.loads(run("schema", of).out)["$schema"].startswith("https://json-schema.org")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MicronutrientError("out of order"), 1, "micronutrient: out of order\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_is_not_the_inputs_fault_ends_otherwise(run, case, monkeypatch, error, code, said):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(assess, "assess_file", fail)
    assert run("assess", case) == (code, "", said)


def test_letters_are_written_whatever_the_code_page(run, case):
    assert "µg/L" in run("assess", case).out
