"""What is weak or context never makes anybody deficient or toxic by itself."""

import math

import msgspec
import pytest

from micronutrient.balance import findings
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.readings import LabReadings
from micronutrient.biomarkers.records import Strength
from micronutrient.case import LabResult
from micronutrient.person import Person, Sex
from micronutrient.states import Status

WOMAN = Person(sex=Sex.FEMALE, age_years=40, weight_kg=60)
HEAVY = {Status.DEFICIENT, Status.TOXIC}
SLIGHT = {Strength.WEAK, Strength.CONTEXT}
SPOKEN = [(slug, one.nutrient, one.strength) for slug in names() for one in marker(slug).speaks_for]


def over_the_scale(slug: str) -> list[float]:
    """Give values from the lowest to the highest that is plausible, evenly in ln if it can be."""
    lowest, highest = marker(slug).plausible
    steps = 12
    if marker(slug).log10_per_unit is not None:
        return [lowest + (highest - lowest) * step / steps for step in range(steps + 1)]
    ratio = math.log(highest * 0.999 / (lowest * 1.001)) / steps
    return [lowest * 1.001 * math.exp(ratio * step) for step in range(steps + 1)]


def read(slug: str, value: float, **more: bool) -> LabReadings:
    row = LabResult(marker=slug, value=value, unit=marker(slug).unit, **more)
    found = interpret([row], person=WOMAN)
    assert not found.faults
    assert not found.quarantined
    return found


@pytest.mark.parametrize(("slug", "nutrient"), [s[:2] for s in SPOKEN if s[2] in SLIGHT])
def test_a_weak_or_context_marker_alone_makes_nobody_deficient_or_toxic(slug, nutrient):
    for value in over_the_scale(slug):
        readings = read(slug, value, fasting=True).speaking_for(nutrient)
        assert readings
        verdict = findings.find(nutrient, judgement=None, readings=readings)
        assert verdict.status not in HEAVY


@pytest.mark.parametrize(("slug", "nutrient"), [s[:2] for s in SPOKEN if s[2] not in SLIGHT])
def test_every_other_marker_gives_a_verdict_over_its_whole_scale(slug, nutrient):
    for value in over_the_scale(slug):
        readings = read(slug, value, fasting=True).speaking_for(nutrient)
        verdict = findings.find(nutrient, judgement=None, readings=readings)
        sums = sum(msgspec.to_builtins(verdict.probability).values()) if verdict.probability else 1
        assert sums == pytest.approx(1)


def test_a_normal_share_of_retinyl_esters_says_nothing_and_a_high_one_speaks():
    normal = read("retinyl_esters", 3, fasting=True).speaking_for("vitamin_a")
    high = read("retinyl_esters", 25, fasting=True).speaking_for("vitamin_a")
    unknown = findings.find("vitamin_a", judgement=None, readings=normal)
    assert unknown.status is Status.UNKNOWN
    assert findings.find("vitamin_a", judgement=None, readings=high).status is Status.HIGH


def test_low_retinol_stays_deficient_beside_a_normal_share_of_esters():
    rows = [
        LabResult(marker="retinol", value=0.3, unit="umol/L"),
        LabResult(marker="retinyl_esters", value=3, unit="%", fasting=True),
        LabResult(marker="crp", value=1, unit="mg/L"),
    ]
    readings = interpret(rows, person=WOMAN).speaking_for("vitamin_a")
    verdict = findings.find("vitamin_a", judgement=None, readings=readings)
    assert verdict.status is Status.DEFICIENT
