"""``micronutrient markers NAME --from --to``: do two results differ."""

import json

import pytest

ASKED = ("markers", "ferritin", "--from", "12", "--to", "20", "--unit", "ug/L")


def test_two_results_are_compared_in_text(run):
    answer = run(*ASKED)
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert said.startswith("Ferritin rose from 12 to 20 µg/L, +67 % (z +2.5)")
    assert "Classical reference change value: ±40 %" in said
    assert "fraser-2012-reference-change (primary)" in said
    assert max(map(len, answer.out.splitlines())) <= 80


def test_two_results_are_compared_in_json(run):
    found = json.loads(run(*ASKED, "--format", "json").out)
    assert found["change"]["moved"] == "rose"
    assert found["limits"]["classical"] == pytest.approx(40.19, abs=0.01)


def test_the_later_result_may_have_another_unit(run):
    answer = run(*ASKED[:5], "0.02", *ASKED[6:], "--to-unit", "mg/L")
    assert "from 12 to 20 µg/L" in answer.out


def test_a_bound_is_read(run):
    assert "a fall of at least 17 %" in run(*ASKED[:5], "<10", *ASKED[6:]).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("markers", "ferritin", "--from", "12"), "--to and --unit must be given too"),
        (("markers", "--from", "12", "--to", "9", "--unit", "ug/L"), "a marker must be given too"),
        (("markers", "ferritin", "--to-unit", "mg/L"), "--from and --to and --unit"),
        ((*ASKED[:5], "x", *ASKED[6:]), "'x' is no result"),
        ((*ASKED[:7], "kg"), "--from: Ferritin"),
        (("markers", "ferritn", *ASKED[2:]), "unknown marker"),
    ],
)
def test_what_cannot_be_compared_is_one_line_and_code_2(run, arguments, said):
    answer = run(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err
    assert answer.err.count("\n") == 1
