"""The words of the vignettes: what a line of `expect` or `must_not` says, and whether it holds.

README.md beside this file explains them to whoever writes a vignette.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

from micronutrient import nutrients, safeload
from micronutrient.biomarkers import marker
from micronutrient.evidence import BiomarkerEvidence
from micronutrient.interactions import alerts, symptoms, table
from micronutrient.interactions.blocks import Block, blocks
from micronutrient.interactions.records import Covers, Direction
from micronutrient.report import steps
from micronutrient.report.text import render
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Alert, Assessment, NutrientVerdict, Status, Urgency

Line = dict[str, Any]
NONE = "none"


class Answer(NamedTuple):
    """What the package says of one case."""

    found: Assessment
    blocks: tuple[Block, ...]
    text: str
    steps: str

    def verdict(self, nutrient: str) -> NutrientVerdict:
        return next(one for one in self.found.nutrients if one.nutrient == nutrient)


def folded(*texts: str) -> str:
    return " ".join(" ".join(texts).casefold().split())


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def told(line: Line, *texts: str) -> bool:
    """Whether every text that a line wants under `says` stands there; true if it wants none."""
    return all(folded(wanted) in folded(*texts) for wanted in listed(line.get("says", [])))


def of_nutrient(answer: Answer, line: Line) -> bool:
    verdict = answer.verdict(line["nutrient"])
    words = [verdict.summary, *(one.why for one in verdict.evidence)]
    return (
        verdict.status in line["status"]
        and set(line.get("basis", ())) <= set(verdict.confidence.basis)
        and told(line, *words, *verdict.conflicts, *verdict.agreements)
    )


def of_alert(answer: Answer, line: Line) -> bool:
    return any(
        one.code == line["alert"]
        and one.urgency == line.get("urgency", one.urgency)
        and told(line, one.why, one.action)
        for one in answer.found.alerts
    )


def of_urgency(answer: Answer, line: Line) -> bool:
    """Compare the most urgent alert about a nutrient with the words given."""
    raised = [one for one in answer.found.alerts if line["urgency_of"] in one.nutrients]
    return str(_most_urgent(raised)) in line["is"]


def _most_urgent(raised: Iterable[Alert]) -> str:
    return next((one for one in Urgency if any(a.urgency is one for a in raised)), NONE)


def of_reading(answer: Answer, line: Line) -> bool:
    asked = line["reading"]
    return any(
        row.marker == asked["marker"]
        and row.reading in listed(asked.get("is", row.reading))
        and row.used_value == pytest.approx(asked.get("used", row.used_value), rel=0.006)
        and row.used_unit == asked.get("unit", row.used_unit)
        and told(asked, row.why, *row.others)
        for verdict in answer.found.nutrients
        for row in verdict.evidence
        if isinstance(row, BiomarkerEvidence)
    )


def of_quarantined(answer: Answer, line: Line) -> bool:
    return any(
        one.input == line["quarantined"]
        and folded(line.get("asks", "")) in folded(one.ask)
        and told(line, one.why)
        for one in answer.found.quarantined
    )


def of_conflict(answer: Answer, line: Line) -> bool:
    asked = line["conflict"]
    conflicts = answer.verdict(asked["nutrient"]).conflicts
    return bool(conflicts) and told(asked, *conflicts)


def of_missing(answer: Answer, line: Line) -> bool:
    asked = line["missing"]
    return any(
        one.nutrient == asked["nutrient"] and asked.get("test", one.would_help[0]) in one.would_help
        for one in answer.found.missing
    )


def of_interaction(answer: Answer, line: Line) -> bool:
    asked = line["interaction"]
    return any(
        one.agent == asked["agent"]
        and one.nutrient == asked["nutrient"]
        and one.direction == asked.get("direction", one.direction)
        and told(asked, one.action)
        for one in answer.found.interactions
    )


def of_blocked(answer: Answer, line: Line) -> bool:
    asked = line["blocked"]
    return any(
        asked["nutrient"] in one.nutrients
        and asked.get("covers", one.covers[0]) in one.covers
        and asked.get("agent", one.agents[0]) in one.agents
        and told(asked, one.what, one.why, one.exception)
        for one in answer.found.blocked
    )


def of_allowed(answer: Answer, line: Line) -> bool:
    """Whether no block forbids a supplement of a nutrient."""
    asked = line["allowed"]
    return not any(
        one.forbids_supplement(
            asked["nutrient"], form=asked.get("form"), amount_per_day=asked.get("amount_per_day")
        )
        for one in answer.blocks
    )


def of_question(answer: Answer, line: Line) -> bool:
    asked = line["question"]
    return any(
        one.symptom == asked["symptom"]
        and asked.get("low", "") in ("", *one.low)
        and asked.get("high", "") in ("", *one.high)
        and told(asked, one.ask)
        for one in answer.found.questions
    )


def of_unrecognised(answer: Answer, line: Line) -> bool:
    wanted = folded(line["unrecognised"])
    return any(wanted in folded(one.text) for one in answer.found.unrecognised)


def of_report(answer: Answer, line: Line) -> bool:
    return told(line, answer.text)


def of_step(answer: Answer, line: Line) -> bool:
    return folded(line["step"]) in folded(answer.steps)


class Word(NamedTuple):
    """How one kind of line is held against an answer, and which fields it must and may have."""

    holds: Callable[[Answer, Line], bool]
    must: frozenset[str]
    may: frozenset[str] = frozenset()


def word(holds: Callable[[Answer, Line], bool], must: str, may: str = "") -> Word:
    return Word(holds, frozenset(must.split()), frozenset(may.split()))


WORDS = {
    "nutrient": word(of_nutrient, "nutrient status", "basis says"),
    "alert": word(of_alert, "alert", "urgency says"),
    "urgency_of": word(of_urgency, "urgency_of is"),
    "reading": word(of_reading, "marker", "is used unit says"),
    "quarantined": word(of_quarantined, "quarantined", "asks says"),
    "conflict": word(of_conflict, "nutrient", "says"),
    "missing": word(of_missing, "nutrient", "test"),
    "interaction": word(of_interaction, "agent nutrient", "direction says"),
    "blocked": word(of_blocked, "nutrient", "covers agent says"),
    "allowed": word(of_allowed, "nutrient", "form amount_per_day"),
    "question": word(of_question, "symptom", "low high says"),
    "unrecognised": word(of_unrecognised, "unrecognised"),
    "step": word(of_step, "step"),
    "says": word(of_report, "says"),
}
BESIDE = frozenset({"of", "without", "why"})
"""Fields that any line may have."""


def kind_of(line: Line) -> str:
    """Give the word that a line begins with."""
    return next((name for name in WORDS if name in line), "")


def faults_of(line: Line) -> list[str]:
    """Give what is wrong with the spelling of a line: a name that nobody knows never holds."""
    kind = kind_of(line)
    if not kind:
        return [f"no such word: {sorted(line)}"]
    rule = WORDS[kind]
    inner = line[kind] if isinstance(line[kind], dict) else line
    fields = set(inner) - BESIDE
    strange = set(line) - BESIDE - {kind} if inner is not line else set()
    faults = [f"{kind} needs {name}" for name in rule.must - fields]
    faults += [f"{kind} knows no {name}" for name in (fields - rule.must - rule.may) | strange]
    return [*faults, *_unknown_names(inner)]


def _unknown_names(fields: Line) -> list[str]:
    words = _vocabulary()
    return [
        f"{field}: unknown {one!r}"
        for field, known in words.items()
        if field in fields
        for one in listed(fields[field])
        if one not in known
    ]


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    statuses = frozenset(map(str, Status))
    urgencies = frozenset(map(str, Urgency))
    return {
        "nutrient": frozenset(nutrients.names()),
        "urgency_of": frozenset(nutrients.names()),
        "low": frozenset(nutrients.names()),
        "high": frozenset(nutrients.names()),
        "status": statuses,
        "is": statuses | urgencies | {NONE},
        "alert": frozenset(alerts.codes()),
        "urgency": urgencies,
        "marker": frozenset(marker.names()),
        "test": frozenset(marker.names()),
        "agent": frozenset(table.names()),
        "symptom": frozenset(symptoms.names()),
        "direction": frozenset(map(str, Direction)),
        "covers": frozenset(map(str, Covers)),
    }


def load(path: Path) -> dict[str, Any]:
    data = safeload.load(str(path))
    assert isinstance(data, dict)
    return data


@cache
def answer_to(path: Path, without: str = "") -> Answer:
    """Assess the case of a vignette, or the case without one of its parts."""
    case = {part: value for part, value in load(path)["case"].items() if part != without}
    with mock.patch.object(alerts, "evaluate", wraps=alerts.evaluate) as asked:
        found = assess(case)
    return Answer(
        found=found,
        blocks=blocks(asked.call_args.args[0]),
        text=render(found),
        steps="\n".join(steps.next_steps(found)),
    )


def stands(path: Path, line: Line) -> bool:
    """Whether a line holds for the case of a vignette."""
    return WORDS[kind_of(line)].holds(answer_to(path, line.get("without", "")), line)


def dropped(path: Path) -> list[str]:
    """Give the results that speak for a nutrient and stand nowhere in the text report."""
    answer = answer_to(path)
    said = (
        row.label
        for verdict in answer.found.nutrients
        for row in verdict.evidence
        if isinstance(row, BiomarkerEvidence)
    )
    return [one for one in said if folded(one) not in folded(answer.text)]


class Vignettes:
    """What the tests ask of these words; handed over as a fixture, since tests import no tests."""

    load = staticmethod(load)
    stands = staticmethod(stands)
    faults_of = staticmethod(faults_of)
    dropped = staticmethod(dropped)


@pytest.fixture(scope="session")
def vignettes() -> type[Vignettes]:
    return Vignettes
