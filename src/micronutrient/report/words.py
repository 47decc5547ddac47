"""The words of a report, in one place."""

import math
import re
import unicodedata
from collections.abc import Iterable

import msgspec

from micronutrient import nutrients
from micronutrient.biomarkers.marker import marker
from micronutrient.errors import MicronutrientError
from micronutrient.evidence import (
    BiomarkerEvidence,
    Evidence,
    IntakeEvidence,
    NeedChange,
    Reference,
    RiskEvidence,
)
from micronutrient.interactions import symptoms
from micronutrient.interactions.table import agent
from micronutrient.sources import Checked
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Status, rises_when_short
from micronutrient.verdict import Alert, InteractionFound, NutrientVerdict, SymptomAsked, Urgency
from micronutrient.wording import as_printed, listed, number, percent, readable, sentence, unit

SYMBOL = {
    Status.DEFICIENT: "▼▼",
    Status.LOW: "▼",
    Status.ADEQUATE: "●",
    Status.HIGH: "▲",
    Status.TOXIC: "▲▲",
    Status.UNINTERPRETABLE: "≁",
    Status.UNKNOWN: "?",
}
HEADINGS = {
    Status.DEFICIENT: "Deficient",
    Status.TOXIC: "Toxic",
    Status.LOW: "Low",
    Status.HIGH: "High",
    Status.UNINTERPRETABLE: "Measured, but cannot be read",
    Status.ADEQUATE: "Adequate",
    Status.UNKNOWN: "Unknown (unknown is not adequate)",
}
"""In the order in which a reader should see them."""

WORD = {
    **{status: status.value for status in Status},
    Status.UNINTERPRETABLE: "cannot be read",
}
URGENCY = {
    Urgency.URGENT: "URGENT CLINICAL REVIEW",
    Urgency.SOON: "SOON",
    Urgency.ROUTINE: "ROUTINE",
}
CHECKED = {
    Checked.PRIMARY: "read in the publication",
    Checked.SECONDARY: "read in a work that quotes it",
    Checked.RECALLED: "not yet looked up",
}
OPEN = "Intake does not decide (less than an AI, or a part not known, may still be enough):"
SILENT = "Nothing known decides:"
SYMPTOMS = "Symptoms and what they ask (questions to examine, no diagnosis)"
BASIS = {"biomarker": "laboratory", "intake": "intake", "risk": "what acts on it"}
KINDS = {
    "ear": "average requirement",
    "rda": "recommended intake",
    "ai": "adequate intake",
    "ul": "upper level",
    "cdrr": "chronic disease risk reduction intake",
    "amdr_low": "lower end of the acceptable range",
    "amdr_high": "upper end of the acceptable range",
}
COUNTS = {
    "supplements_and_fortificants": "added only",
    "supplements_only": "supplements only",
    "preformed_only": "preformed only",
    "folic_acid_only": "folic acid only",
}
_PLACES = {
    "labs": "laboratory result",
    "diet": "row of the food record",
    "supplements": "supplement",
    "conditions": "condition",
    "medications": "medicine",
    "symptoms": "symptom",
}
_DIRECTIONS = {
    "blocks": "stands against more of",
    "harmed_by": "is harmed by",
    "interferes_with_assay": "disturbs the measurement of",
    "keep_apart": "must be taken apart from",
    "raises_need": "raises the need for",
}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BOUND = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d))"
    r"|(?<=[<>≥≤]) (?=\d)"
    r"|(?<=\d) (?=(?:%|µg|µmol|µIU|mg|g|ng|pg|kcal|mmol|nmol|pmol|mIU|IU)(?![A-Za-z]))"
)
_SEEN = 0.01


def clean(text: str) -> str:
    """Take out of a text what would steer a terminal or turn the direction of writing."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char in "\n\t\r":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _UNSEEN else char


def bound(text: str) -> str:
    """Keep a number together with its thousands, its sign and its unit."""
    return _BOUND.sub("\N{NO-BREAK SPACE}", text)


def capital(text: str) -> str:
    """Start with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def small(name: str) -> str:
    """Write a name as it stands inside a sentence; abbreviations keep their capitals."""
    first, *_ = name.split(maxsplit=1) or [""]
    return name if not first[1:].islower() else name[:1].lower() + name[1:]


def nutrient_name(slug: str) -> str:
    """Give the name of a nutrient inside a sentence: ``vitamin B12``, ``EPA + DHA``."""
    try:
        return small(nutrients.nutrient(slug).name)
    except MicronutrientError:
        return readable(slug)


def marker_name(slug: str) -> str:
    """Give the name of a marker inside a sentence: ``folate (red cell)``."""
    try:
        name, _, specimen = small(marker(slug).name).partition(", ")
    except MicronutrientError:
        return readable(slug)
    return f"{name} ({specimen})" if specimen else name


def agent_name(slug: str) -> str:
    """Give the name of a medicine, a condition or a habit."""
    try:
        return agent(slug).name
    except MicronutrientError:
        return capital(readable(slug))


def symptom_name(slug: str) -> str:
    """Give the name of a symptom."""
    try:
        return symptoms.symptom(slug).name
    except MicronutrientError:
        return capital(readable(slug))


def symptom_line(one: SymptomAsked) -> str:
    """Say which findings of this person a symptom may come with, and what to ask."""
    little = listed([nutrient_name(slug) for slug in one.low])
    much = listed([nutrient_name(slug) for slug in one.high])
    with_ = [f"too little {little} (low or deficient here)"] if little else []
    with_ += [f"too much {much} (high or toxic here)"] if much else []
    name = symptom_name(one.symptom)
    if not with_:
        said = f"{name}: no nutrient that it may come with is shown to be low or high here."
    else:
        said = f"{name}, among other causes, may come with {' or '.join(with_)}."
    return f"{said} Ask: {sentence(one.ask)}"


def place(where: str) -> str:
    """Say which part of a case is meant: ``labs[2]`` is ``laboratory result 3 (labs[2])``."""
    found = re.fullmatch(r"(\w+)\[(\d+)\].*", where)
    if found is None or found[1] not in _PLACES:
        return where
    return f"{_PLACES[found[1]]} {int(found[2]) + 1} ({where})"


def is_context(verdict: NutrientVerdict) -> bool:
    """Whether this is an amount that only helps to read the others."""
    try:
        return nutrients.nutrient(verdict.nutrient).group is nutrients.NutrientGroup.CONTEXT
    except MicronutrientError:
        return False


def alert_title(alert: Alert) -> str:
    """Give the name of an alert."""
    return capital(alert.title)


def share_of(verdict: NutrientVerdict) -> float | None:
    """Give the probability that belongs to the verdict's word (with what lies further out)."""
    found = verdict.probability
    return found.of(verdict.status) if found is not None else None


def sure(verdict: NutrientVerdict) -> str:
    """Say how sure a verdict is: ``94 %, clear``; nothing where there is no probability."""
    share = share_of(verdict)
    return "" if share is None else f"{percent(share)}, {verdict.confidence.clarity}"


def intake_of(verdict: NutrientVerdict) -> IntakeEvidence | None:
    """Give the intake evidence of a verdict, if there is any."""
    return next((e for e in verdict.evidence if isinstance(e, IntakeEvidence)), None)


def markers_of(verdict: NutrientVerdict) -> tuple[BiomarkerEvidence, ...]:
    """Give the laboratory evidence of a verdict."""
    return tuple(e for e in verdict.evidence if isinstance(e, BiomarkerEvidence))


def reason(evidence: Evidence) -> str:
    """Say why, and for a risk what acts and in which direction."""
    if isinstance(evidence, RiskEvidence):
        return f"{agent_name(evidence.agent)} {evidence.direction} it. {evidence.why}"
    return evidence.why


def others_line(marker: BiomarkerEvidence) -> str:
    """Name the authorities that read a result otherwise; empty if none does."""
    told = "; ".join(marker.disagree)
    return f"Read otherwise by {told}." if told else ""


def agents_line(verdict: NutrientVerdict) -> str:
    """Say in one line what lowers and what raises a nutrient; nothing where nothing does."""
    acting: dict[str, list[str]] = {}
    for evidence in verdict.evidence:
        if isinstance(evidence, RiskEvidence):
            acting.setdefault(evidence.direction, []).append(agent_name(evidence.agent))
    said = [
        f"{way.capitalize()} it: {', '.join(map(small, dict.fromkeys(who)))}"
        for way, who in acting.items()
    ]
    return f"{'. '.join(said)} (see below)." if said else ""


def top_line(intake: IntakeEvidence, most: int = 3) -> str:
    """Say which foods and products give most of an intake."""
    shown = [f"{one.name} ({percent(one.share)})" for one in intake.top if one.share >= _SEEN]
    return f"Most of it from: {'; '.join(shown[:most])}." if shown else ""


def change_line(change: NeedChange) -> str:
    """Say what moves a requirement, or is only shown: ``Counted for this person, × 1.8: Why.``."""
    told = "Counted for this person" if change.counted else "Shown, not counted"
    figure = ", ".join(part for part in (told, change.size) if part)
    return f"{figure}: {sentence(change.why)}"


def change_lines(intake: IntakeEvidence) -> list[str]:
    """Say what moved a requirement, then what might and was not counted."""
    return [change_line(one) for one in sorted(intake.changes, key=lambda one: not one.counted)]


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """One agent with one piece of advice, and all nutrients that it concerns."""

    agent: str
    direction: str
    nutrients: str
    action: str
    certainty: str
    source: str
    checked: Checked


def acting(found: Iterable[InteractionFound]) -> tuple[Acting, ...]:
    """Put interactions of one agent with the same advice together."""
    rows: dict[tuple[str, str, str], list[InteractionFound]] = {}
    for one in found:
        rows.setdefault((one.agent, one.direction, one.action), []).append(one)
    return tuple(
        Acting(
            agent=agent_name(slug),
            direction=_DIRECTIONS.get(direction, readable(direction)),
            nutrients=listed([nutrient_name(one.nutrient) for one in group]),
            action=sentence(action),
            certainty=readable(group[0].certainty),
            source=group[0].source,
            checked=group[0].checked,
        )
        for (slug, direction, action), group in rows.items()
    )


def at_least(intake: IntakeEvidence) -> bool:
    """Whether the intake is known only from below."""
    return not intake.complete or intake.high is None


def amount(intake: IntakeEvidence) -> str:
    """Say an intake: ``11.3 mg/d``, or ``≥ 11.3 mg/d`` where it is known only from below."""
    if intake.mean is None:
        return "not known"
    own = unit(intake.unit)
    return f"≥ {number(intake.low)} {own}" if at_least(intake) else f"{number(intake.mean)} {own}"


def interval(intake: IntakeEvidence) -> str:
    """Give the 90 % interval of the usual intake, if it has two ends that differ."""
    if intake.mean is None or at_least(intake):
        return ""
    if intake.usual_low is None or intake.usual_high is None:
        return ""
    low, high = number(intake.usual_low), number(intake.usual_high)
    return f"{low}–{high}" if low != high else ""


def need_line(intake: IntakeEvidence) -> str:
    """Say what an intake is held against: ``EAR 14.6, UL 45``."""
    used = [intake.requirement]
    if intake.upper is not None and intake.upper.scope == "total":
        used.append(intake.upper)
    return ", ".join(f"{one.kind.upper()} {number(one.value)}" for one in used if one is not None)


def intake_line(intake: IntakeEvidence) -> str:
    """Say an intake and what it is held against in a few words."""
    need = intake.requirement
    against = f"; {need.kind.upper()} {number(need.value)}" if need is not None else ""
    return f"{amount(intake)}{against}"


def intake_with_need(intake: IntakeEvidence) -> str:
    """Say the same inside a list: ``40 µg/d (AI 90)``."""
    need = need_line(intake)
    return f"{amount(intake)} ({need})" if need else amount(intake)


def upper_line(intake: IntakeEvidence) -> str:
    """Say what passes an upper level that counts only a part of the intake."""
    if intake.upper is None or intake.upper.scope == "total":
        return ""
    if intake.in_ul_scope is None or intake.in_ul_scope <= intake.upper.value:
        return ""
    level = f"{number(intake.in_ul_scope)} of {intake.upper.kind.upper()} "
    counts = COUNTS.get(intake.upper.scope, readable(intake.upper.scope))
    return f"{level}{number(intake.upper.value)} {unit(intake.upper.unit)} ({counts})"


def elsewhere_line(intake: IntakeEvidence) -> str:
    """Name the levels of other publishers that an intake passes: ``above EFSA's UL 12``."""
    said = [
        f"{one.publisher.upper()}'s {_level(one)} {number(one.value)}"
        for one in intake.exceeded_elsewhere
    ]
    return f"above {listed(said)}" if said else ""


def _level(one: Reference) -> str:
    return "safe level" if one.safe_level else one.kind.upper()


def measured(marker: BiomarkerEvidence) -> str:
    """Say a laboratory result in a few words."""
    return f"{marker.label} {value_of(marker)}"


def value_of(marker: BiomarkerEvidence) -> str:
    """Give a laboratory value, and what it was converted or corrected to, if it was.

    A unit that is only spelt otherwise is no conversion.
    """
    sign, own, used = marker.comparator or "", unit(marker.unit), unit(marker.used_unit)
    printed = f"{sign}{number(marker.value)} {own}".rstrip()
    same = math.isclose(marker.value, marker.used_value, rel_tol=1e-9)
    if own == used and same:
        return printed
    held = f"{sign}{as_printed(marker.used_value)} {used}".rstrip()
    return f"{printed}, corrected {held}" if own == used else f"{printed} = {held}"


def decisive(verdict: NutrientVerdict) -> str:
    """Give the laboratory result that says most for a verdict of too little or too much."""
    side = next((side for side in (TOO_LITTLE, TOO_MUCH) if verdict.status in side), frozenset())
    found = (one for one in markers_of(verdict) if one.log_likelihood and one.reading in side)
    one = next(found, None)
    return f"{small(one.label.partition(',')[0])} {value_of(one)}" if one is not None else ""


def marker_line(marker: BiomarkerEvidence) -> str:
    """Say a laboratory result and its reading in a few words."""
    if marker.reading is Status.UNKNOWN:
        return f"{measured(marker)}: not graded"
    raised = marker.reading in TOO_LITTLE and rises_when_short(marker.bands)
    return f"{measured(marker)}: {'raised, ' if raised else ''}{WORD[marker.reading]}"
