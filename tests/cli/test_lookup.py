"""The commands that look one thing up: markers, interactions, alerts, cite, where."""

import json
import subprocess
import sys

import pytest

from micronutrient.datafiles import DATA


def test_markers_are_listed(run):
    answer = run("markers")
    assert answer.code == 0
    listed = {line.split()[0] for line in answer.out.splitlines() if not line.startswith(" ")}
    assert {"ferritin", "vitamin_d_25oh", "zinc"} <= listed
    slugs = {row["slug"] for row in json.loads(run("markers", "--format", "json").out)}
    assert slugs == {path.stem for path in (DATA / "markers").glob("*.toml")}


@pytest.mark.parametrize("name", ["ferritin", "Serum ferritin", "loinc:2276-4", "2276-4"])
def test_a_marker_answers_to_all_its_names(run, name):
    answer = run("markers", name)
    assert answer.out.startswith("Ferritin (ferritin)")
    assert "deficient below 15" in answer.out


@pytest.mark.parametrize("command", ["markers", "interactions"])
def test_everything_is_written_in_80_columns_with_its_sources(run, command):
    for path in (DATA / command).glob("*.toml"):
        answer = run(command, path.stem)
        assert answer.code == 0, path.stem
        assert max(map(len, answer.out.splitlines())) <= 80, path.stem
        assert "Sources" in answer.out


def test_agents_are_listed_by_kind(run):
    out = run("interactions").out
    assert out.index("medicine ") < out.index("condition ")
    assert "metformin" in out


@pytest.mark.parametrize("name", ["metformin", "atc:A10BA02", "Metformin 500 mg"])
def test_an_agent_answers_to_name_and_code(run, name):
    answer = run("interactions", name)
    assert answer.out.startswith("Metformin (metformin), medicine")
    assert "lowers vitamin_b12" in answer.out


def test_a_nutrient_shows_what_acts_on_it(run):
    shown = json.loads(run("interactions", "vitamin B12", "--format", "json").out)
    assert shown["nutrient"] == "vitamin_b12"
    assert "metformin" in {one["agent"] for one in shown["acting"]}


def test_every_alert_is_written_with_its_source(run):
    for path in (DATA / "alerts").glob("*.toml"):
        answer = run("alerts", path.stem)
        assert answer.code == 0, path.stem
        assert max(map(len, answer.out.splitlines())) <= 80, path.stem
        assert "raised when: " in answer.out
        assert "Sources" in answer.out


def test_alerts_are_listed_with_the_most_urgent_first(run):
    listed = json.loads(run("alerts", "--format", "json").out)
    order = ["urgent_clinical_review", "soon", "routine"]
    ranks = [order.index(one["urgency"]) for one in listed]
    assert ranks == sorted(ranks)
    assert {one["code"] for one in listed} == {path.stem for path in (DATA / "alerts").glob("*")}
    out = run("alerts").out
    assert out.index("suspected_wernicke") < out.index("selenosis")


@pytest.mark.parametrize("code", ["suspected_wernicke", "Suspected Wernicke", "suspected-wernicke"])
def test_an_alert_answers_to_its_code(run, code):
    shown = json.loads(run("alerts", code, "--format", "json").out)
    assert shown["alert"]["code"] == "suspected_wernicke"
    assert shown["source"]["slug"] == shown["alert"]["source"]


def test_a_block_by_what_is_not_known_is_said(run):
    out = run("interactions", "iron_status_not_known").out
    assert "ferritin is not known or crp is not known" in out
    assert "BLOCKED, routine: Iron supplements without ferritin and CRP" in out


def test_cite_prints_citation_and_terms(run):
    answer = run("cite", "vitamin_c")
    assert "10.17226/9810" in answer.out
    assert "reuse: Figures are quoted with their source" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_where_prints_a_path_and_a_word_a_line(run):
    lines = run("where", "ferritin").out.splitlines()
    assert lines[0].split() == ["data/markers/ferritin.toml", "laboratory", "marker"]
    assert ["biomarkers/ferritin.py", "code"] in [line.split() for line in lines]


@pytest.mark.parametrize("command", ["markers", "interactions", "alerts", "cite", "where"])
def test_an_unknown_name_is_one_line_with_the_nearest(run, command):
    misspelt = {"markers": "feritine", "alerts": "wernike"}
    answer = run(command, misspelt.get(command, "metfornin"))
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert "nearest are" in answer.err


@pytest.mark.parametrize("command", ["markers", "cite", "where"])
def test_a_false_check_digit_is_told(run, command):
    answer = run(command, "loinc:2276-5")
    assert answer.code == 2
    assert "check digit" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["markers", "ferritin"],
        ["interactions", "metformin"],
        ["alerts", "suspected_wernicke"],
        ["reference", "iron"],
    ],
)
def test_what_only_looks_up_waits_for_nothing_heavy(arguments):
    heavy = ("numpy", "scipy", "yaml", "jinja2", "rapidfuzz")
    program = f"""
import sys
from micronutrient.cli.main import main
try:
    main()
finally:
    print([name for name in {heavy} if name in sys.modules], file=sys.stderr)
"""
    command = [sys.executable, "-c", program, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stderr == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "code"), [(["where", "iron"], 0), (["where", "no such thing"], 2)]
)
def test_as_a_process(arguments, code):
    start = "from micronutrient.cli.main import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", start, *arguments], capture_output=True, text=True, check=False
    )
    assert ended.returncode == code
    assert bool(ended.stdout) == (code == 0)
    assert bool(ended.stderr) == (code != 0)
    assert "Traceback" not in ended.stderr
