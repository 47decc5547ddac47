"""What acts on this person: the agents and symptoms of a case, and what they do to nutrients.

Conditions, medications and symptoms may be slugs, codes or free text; pregnancy, lactation,
smoking, diet pattern, body weight and alcohol are read from the person. What no table knows is
kept, with the nearest known names.
"""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import NamedTuple

import msgspec

from micronutrient.case import Case
from micronutrient.evidence import RiskEvidence
from micronutrient.interactions import symptoms, table
from micronutrient.interactions.conditions import Facts
from micronutrient.interactions.lexicon import NOT_WHAT_FOLLOWS
from micronutrient.interactions.records import Direction, Effect, Grade, Severity
from micronutrient.matching import fold
from micronutrient.sources import Checked
from micronutrient.verdict import InteractionFound, Unrecognised
from micronutrient.wording import number

LOWERING = frozenset({Direction.LOWERS, Direction.BLOCKS, Direction.RAISES_NEED})
NOTHING = Facts()
_SEVERITIES = tuple(Severity)
_GRADES = tuple(Grade)


class NutrientRisk(msgspec.Struct, frozen=True, kw_only=True):
    """One agent that moves the odds of one nutrient.

    Attributes
    ----------
    nutrient
        Its slug.
    grade
        How much it raises the odds of too little (the evidence's direction is ``lowers``) or too
        much (``raises``); the floor above says what a grade is worth.
    evidence
        The row for the assessment.
    """

    nutrient: str
    grade: Grade
    evidence: RiskEvidence


class Interference(msgspec.Struct, frozen=True, kw_only=True):
    """An agent of this case that moves a laboratory result, and its effect as the table has it."""

    agent: str
    name: str
    effect: Effect


class SymptomQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A symptom of this case, and the nutrients it raises a question about."""

    symptom: str
    deficiency: tuple[str, ...]
    excess: tuple[str, ...]
    ask: str
    source: str
    checked: Checked


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """What a case's agents and symptoms do.

    Attributes
    ----------
    facts
        Agents, symptoms and person as plain values, for alerts and blocks; `with_measured` adds
        what other rooms know.
    found, risks, questions, unrecognised
        Rows for the assessment.
    """

    facts: Facts
    found: tuple[InteractionFound, ...]
    risks: tuple[NutrientRisk, ...]
    questions: tuple[SymptomQuestion, ...]
    unrecognised: tuple[Unrecognised, ...]

    def risks_of(self, nutrient: str) -> tuple[NutrientRisk, ...]:
        """Give the risks of one nutrient, the strongest first."""
        return tuple(risk for risk in self.risks if risk.nutrient == nutrient)


def screen(case: Case, *, measured: Facts = NOTHING) -> Screening:
    """Find what acts on this person's nutrients.

    Parameters
    ----------
    case
        The case.
    measured
        What other rooms know already (markers, ratios to the upper level, supplements): some
        nutrients act on others above a dose. What it says of the person (the filtration rate of
        the kidney) stands beside what the case says; its agents and symptoms are not used.
    """
    read = _read(case)
    named = msgspec.structs.replace(
        measured,
        agents=frozenset(read.agents),
        symptoms=frozenset(read.symptoms),
        person={**person_facts(case), **measured.person},
    )
    agents = table.present(named)
    return Screening(
        facts=msgspec.structs.replace(named, agents=frozenset(agents), settled=True),
        found=found(agents),
        risks=risks(agents),
        questions=tuple(_question(slug) for slug in sorted(read.symptoms)),
        unrecognised=tuple(read.unknown),
    )


def present(case: Case) -> frozenset[str]:
    """Give what is present before anything is weighed or measured: agents, classes, symptoms.

    Agents that a dose or a laboratory result would tell of are not among them.
    """
    read = _read(case)
    named = Facts(agents=frozenset(read.agents), person=person_facts(case))
    return table.with_classes(table.present(named)) | read.symptoms


def person_facts(case: Case) -> dict[str, float | str | bool | None]:
    """Give what the case says of the person, as plain values; None where not known."""
    person = case.person
    height_m = person.height_cm / 100 if person.height_cm else None
    bmi = person.weight_kg / height_m**2 if person.weight_kg and height_m else None
    return {
        "sex": person.sex.value,
        "age_years": person.age_years,
        "pregnant": person.pregnancy_week is not None,
        "pregnancy_week": person.pregnancy_week,
        "lactating": person.lactating,
        "smoker": person.smoker,
        "diet_pattern": person.diet_pattern.value if person.diet_pattern else None,
        "bmi_kg_m2": bmi,
        "alcohol_g_day": case.context.alcohol_g_day,
        "blood_donations_per_year": person.blood_donations_per_year,
    }


def found(agents: Iterable[str]) -> tuple[InteractionFound, ...]:
    """Give one row for each agent and nutrient it acts on, the most severe first."""
    rows = [
        InteractionFound(
            agent=slug,
            nutrient=nutrient,
            direction=effect.direction.value,
            action=_action(effect),
            severity=effect.severity.value,
            certainty=effect.certainty.value,
            source=effect.source,
            checked=effect.checked,
            action_source=effect.action_source,
        )
        for slug in agents
        for effect in table.agent(slug).effects
        for nutrient in effect.nutrients
    ]
    return tuple(sorted(rows, key=lambda row: _SEVERITIES.index(Severity(row.severity))))


def interferences(screening: Screening) -> dict[str, tuple[Interference, ...]]:
    """Give what disturbs the measurement of each marker in this person.

    Returns
    -------
    dict of str to tuple of Interference
        Marker slug to what disturbs it; what a class and its member share is said once.
    """
    said: dict[str, dict[str, Interference]] = {}
    for slug in sorted(screening.facts.agents):
        one = table.agent(slug)
        for effect in one.effects:
            if effect.direction is Direction.INTERFERES_WITH_ASSAY:
                for marker in effect.markers:
                    found = Interference(agent=slug, name=one.name, effect=effect)
                    said.setdefault(marker, {}).setdefault(effect.why, found)
    return {marker: tuple(found.values()) for marker, found in said.items()}


def with_measured(screening: Screening, measured: Facts) -> Screening:
    """Give the screening once laboratory results are known: some agents are found by them.

    Of `measured` the markers and their falls are used, the agents that results show by themselves,
    and what it says of the person.
    """
    known = screening.facts
    facts = msgspec.structs.replace(
        known,
        agents=known.agents | measured.agents,
        markers=measured.markers,
        falls=measured.falls,
        person={**known.person, **measured.person},
        settled=False,
    )
    agents = frozenset(table.present(facts))
    return msgspec.structs.replace(
        screening,
        facts=msgspec.structs.replace(facts, agents=agents, settled=True),
        found=found(sorted(agents)),
        risks=risks(sorted(agents)),
    )


def risks(agents: Iterable[str]) -> tuple[NutrientRisk, ...]:
    """Give what the agents do to the odds of each nutrient, the strongest first."""
    rows = [
        _risk(slug, effect, nutrient, effect.risk)
        for slug in agents
        for effect in table.agent(slug).effects
        for nutrient in effect.nutrients
        if effect.risk is not None
    ]
    return tuple(sorted(rows, key=lambda row: _GRADES.index(row.grade)))


def _risk(slug: str, effect: Effect, nutrient: str, grade: Grade) -> NutrientRisk:
    low = effect.direction in LOWERING
    evidence = RiskEvidence(
        agent=slug,
        direction=Direction.LOWERS.value if low else Direction.RAISES.value,
        why=" ".join(part for part in (effect.why, effect.size) if part),
        source=effect.source,
        checked=effect.checked,
    )
    return NutrientRisk(nutrient=nutrient, grade=grade, evidence=evidence)


def _action(effect: Effect) -> str:
    if effect.spacing_hours is None:
        return effect.action
    low, high = effect.spacing_hours
    hours = number(low) if low == high else f"{number(low)} to {number(high)}"
    return f"{effect.action} Keep {hours} h apart."


def _question(slug: str) -> SymptomQuestion:
    one = symptoms.symptom(slug)
    return SymptomQuestion(
        symptom=slug,
        deficiency=one.deficiency,
        excess=one.excess,
        ask=one.ask,
        source=one.source,
        checked=one.checked,
    )


class _Read(NamedTuple):
    agents: set[str]
    symptoms: set[str]
    unknown: list[Unrecognised]


def _read(case: Case) -> _Read:
    """Read what the case names; a condition may be a known symptom, and the other way round."""
    read = _Read(set(), set(), [])
    for field, texts in (("conditions", case.conditions), ("medications", case.medications)):
        for index, text in enumerate(texts):
            agents = table.find_all(text)
            signs = (
                () if field == "medications" else _beside(text, table.find_all, symptoms.find_all)
            )
            _keep(read, f"{field}[{index}]", text, agents, signs, nearest=table.nearest)
    for index, text in enumerate(case.symptoms):
        signs = symptoms.find_all(text)
        agents = _beside(text, symptoms.find_all, table.find_all)
        _keep(read, f"symptoms[{index}]", text, agents, signs, nearest=symptoms.nearest)
    return read


def _beside(
    text: str, first: Callable[[str], tuple[str, ...]], other: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """Give what another room finds in the parts of a text in which the first finds nothing.

    "Partial colectomy, diarrhoea" names a condition and a symptom. A part after a negation is not
    read: "denies vomiting, diarrhoea".
    """
    if not first(text):
        return other(text)
    parts = re.split(r"[,;]", text)
    told = list(takewhile(lambda part: not NOT_WHAT_FOLLOWS & set(fold(part).split("_")), parts))
    return tuple(slug for part in told if not first(part) for slug in other(part))


def _keep(
    read: _Read,
    where: str,
    text: str,
    agents: tuple[str, ...],
    signs: tuple[str, ...],
    *,
    nearest: Callable[[str], tuple[str, ...]],
) -> None:
    read.agents.update(agents)
    read.symptoms.update(signs)
    if not agents and not signs:
        read.unknown.append(Unrecognised(input=where, text=text, nearest=nearest(text)))
