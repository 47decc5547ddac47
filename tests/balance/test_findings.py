"""The verdict on one nutrient: which evidence decides, and what disagrees."""

import datetime as dt

import pytest
from tests.balance.test_individual import eaten, judged

from micronutrient.balance import findings
from micronutrient.balance.findings import RiskReading
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.readings import Reading
from micronutrient.case import LabResult
from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence, RiskEvidence
from micronutrient.person import Person, Sex
from micronutrient.sources import Checked
from micronutrient.states import Status

WOMAN = Person(sex=Sex.FEMALE, age_years=40, weight_kg=60)
DAY = dt.date(2026, 3, 1)


def labs(*results: tuple[str, float, str]) -> tuple[Reading, ...]:
    asked = [LabResult(marker=m, value=v, unit=u, date=DAY) for m, v, u in results]
    found = interpret(asked, person=WOMAN)
    assert not found.faults
    return found.readings


def test_without_any_evidence_a_nutrient_is_unknown_and_has_no_probability() -> None:
    verdict = findings.find("zinc", judgement=None)
    assert verdict.status is Status.UNKNOWN
    assert verdict.probability is None
    assert verdict.summary


def test_a_readable_marker_decides_over_intake_and_the_conflict_is_named() -> None:
    readings = labs(("ferritin", 8, "ug/L"), ("crp", 1, "mg/L"))
    verdict = findings.find(
        "iron", judgement=judged(eaten("iron", 40.0)), readings=_for("iron", readings)
    )
    assert verdict.status is Status.DEFICIENT
    assert verdict.confidence.basis[0] == "biomarker"
    assert any("Intake covers the requirement" in one for one in verdict.conflicts)
    assert isinstance(verdict.evidence[0], BiomarkerEvidence)


def test_normal_b12_with_high_mma_is_shown_as_a_conflict() -> None:
    readings = labs(("vitamin_b12_serum", 400, "pmol/L"), ("mma", 1200, "nmol/L"))
    verdict = findings.find("vitamin_b12", judgement=None, readings=_for("vitamin_b12", readings))
    assert verdict.conflicts
    assert verdict.probability is not None
    assert verdict.probability.deficient + verdict.probability.low > 0.5


def test_an_unreadable_marker_takes_adequate_away_but_not_a_low_intake() -> None:
    readings = _for("zinc", labs(("zinc", 8, "umol/L"), ("crp", 60, "mg/L")))
    enough = findings.find("zinc", judgement=judged(eaten("zinc", 18.0)), readings=readings)
    short = findings.find("zinc", judgement=judged(eaten("zinc", 1.0)), readings=readings)
    assert enough.status is Status.UNINTERPRETABLE
    assert enough.probability is None
    assert short.status is Status.LOW


def test_a_risk_moves_the_probability_only_where_a_marker_speaks() -> None:
    risk = RiskReading(
        grade="strong",
        evidence=RiskEvidence(
            agent="metformin",
            direction="lowers",
            why="test",
            source="textbook-recalled",
            checked=Checked.RECALLED,
        ),
    )
    readings = _for("vitamin_b12", labs(("vitamin_b12_serum", 250, "pmol/L")))
    plain = findings.find("vitamin_b12", judgement=None, readings=readings)
    moved = findings.find("vitamin_b12", judgement=None, readings=readings, risks=[risk])
    assert plain.probability is not None
    assert moved.probability is not None
    assert moved.probability.low > plain.probability.low
    alone = findings.find("vitamin_b12", judgement=None, risks=[risk])
    assert alone.status is Status.UNKNOWN


def test_a_verdict_is_as_checked_as_the_least_checked_figure_it_rests_on() -> None:
    verdict = findings.find("zinc", judgement=judged(eaten("zinc", 9.0)))
    grades = {row.checked for row in verdict.evidence if isinstance(row, IntakeEvidence)}
    assert verdict.confidence.checked in grades


@pytest.mark.parametrize("nutrient", ["iodine"])
def test_one_urine_sample_never_classifies_a_person(nutrient: str) -> None:
    readings = _for(nutrient, labs(("iodine_urine", 20, "ug/L")))
    verdict = findings.find(nutrient, judgement=None, readings=readings)
    assert verdict.status in {Status.UNKNOWN, Status.UNINTERPRETABLE}


def _for(nutrient: str, readings: tuple[Reading, ...]) -> list[Reading]:
    return [one for one in readings if one.strength_for(nutrient) is not None]


def test_a_weak_marker_alone_decides_nothing() -> None:
    """Anaemia has many causes: haemoglobin shows neither that iron is short nor that it is not."""
    anaemic, healthy = labs(("haemoglobin", 64, "g/L")), labs(("haemoglobin", 140, "g/L"))
    for readings in (anaemic, healthy):
        assert findings.find("iron", judgement=None, readings=readings).status is Status.UNKNOWN
    enough = judged(eaten("iron", 40.0))
    assert findings.find("iron", judgement=enough, readings=healthy).status is Status.ADEQUATE
    assert findings.find("iron", judgement=enough, readings=anaemic).status is Status.UNKNOWN


def test_enough_from_intake_is_doubted_where_something_keeps_it_from_the_body() -> None:
    surgery = RiskReading(
        grade="strong",
        evidence=RiskEvidence(
            agent="gastric_bypass",
            direction="lowers",
            why="test",
            source="textbook-recalled",
            checked=Checked.RECALLED,
        ),
    )
    verdict = findings.find("zinc", judgement=judged(eaten("zinc", 60.0)), risks=[surgery])
    plain = findings.find("zinc", judgement=judged(eaten("zinc", 25.0)))
    doubted = findings.find("zinc", judgement=judged(eaten("zinc", 25.0)), risks=[surgery])
    assert verdict.status is Status.HIGH
    assert plain.confidence.clarity == "clear"
    assert doubted.confidence.clarity == "likely"
    assert any("gastric bypass" in one for one in doubted.conflicts)


def test_what_the_body_holds_constant_speaks_only_where_it_has_failed_to() -> None:
    """Serum calcium is kept normal from bone: it does not show that enough is eaten."""
    short = judged(eaten("calcium", 200.0))
    normal, high = labs(("calcium_serum", 2.35, "mmol/L")), labs(("calcium_serum", 3.2, "mmol/L"))
    assert findings.find("calcium", judgement=short, readings=normal).status is Status.LOW
    assert findings.find("calcium", judgement=None, readings=normal).status is Status.UNKNOWN
    for intake in (short, None):
        found = findings.find("calcium", judgement=intake, readings=high)
        assert found.status in {Status.HIGH, Status.TOXIC}
        assert "intake" not in found.confidence.basis
