"""``micronutrient simulate``: the list, a course as text and as JSON, and refusals in one line."""

import json

import pytest

from micronutrient.homeostasis.model import names


def test_without_a_model_they_are_listed(run) -> None:
    answer = run("simulate")
    assert answer.code == 0
    listed = {line.split()[0] for line in answer.out.splitlines() if not line.startswith(" ")}
    assert set(names()) <= listed
    shown = json.loads(run("simulate", "--format", "json").out)
    assert {one["model"] for one in shown} == set(names())


@pytest.mark.parametrize("slug", names())
def test_every_model_is_written_in_80_columns_with_species_and_sources(run, slug) -> None:
    answer = run("simulate", slug)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "species: human" in answer.out
    assert "nine in ten from" in " ".join(answer.out.split())
    assert "mass: balances at each of" in answer.out
    assert "Sources" in answer.out


def test_json_holds_the_contract(run) -> None:
    shown = json.loads(run("simulate", "collings_2013", "--until", "30", "--format", "json").out)
    assert {"model", "species", "source", "time", "states", "units", "checks"} <= set(shown)
    assert shown["time"] == list(range(31))
    assert len(shown["states"]["ferritin"]) == 31
    assert shown["units"] == {"stores": "mg", "ferritin": "ug/L"}
    assert shown["replete"]["low"] < shown["replete"]["time"] < shown["replete"]["high"]


def test_more_iron_fills_stores_sooner(run) -> None:
    def time(dose: str) -> float:
        out = run("simulate", "collings_2013", "--set", f"dose_mg_d={dose}", "--format", "json").out
        return json.loads(out)["replete"]["time"]

    assert time("120") < time("100") < time("60")


def test_what_never_comes_is_said(run) -> None:
    out = run("simulate", "barger_lux_1998", "--set", "dose_ug_d=5").out
    assert "never, with these figures: it levels off at 36" in " ".join(out.split())


def test_a_course_is_drawn_from_nothing_to_its_highest(run) -> None:
    out = run("simulate", "doets_2013").out
    line = next(one for one in out.splitlines() if one.startswith("store  "))
    assert line.split()[1][0] == "█"
    assert line.endswith("▁")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nrc_1998"],
        ["nrc_1989", "--set", "intake=30"],
        ["nrc_1989", "--set", "intake_mg_d=91"],
        ["nrc_1989", "--set", "intake_mg_d"],
        ["nrc_1989", "--until", "0"],
        ["nrc_1989", "--until", "long"],
    ],
)
def test_a_refusal_is_one_line(run, arguments) -> None:
    answer = run("simulate", *arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
