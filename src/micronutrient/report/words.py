"""The words of a report, in one place."""

from collections.abc import Iterable

import msgspec

from micronutrient.sources import Checked
from micronutrient.verdict import (
    BiomarkerEvidence,
    Evidence,
    IntakeEvidence,
    InteractionFound,
    NutrientVerdict,
    RiskEvidence,
    Status,
    Urgency,
)
from micronutrient.wording import listed, number, unit

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
KINDS = {
    "ear": "average requirement",
    "rda": "recommended intake",
    "ai": "adequate intake",
    "ul": "upper level",
    "cdrr": "chronic disease risk reduction intake",
    "amdr_low": "lower end of the acceptable range",
    "amdr_high": "upper end of the acceptable range",
}


def share_of(verdict: NutrientVerdict) -> float | None:
    """Give the probability that belongs to the verdict's word (with what lies further out)."""
    p = verdict.probability
    if p is None:
        return None
    sides = {
        Status.DEFICIENT: p.deficient,
        Status.LOW: p.deficient + p.low,
        Status.ADEQUATE: p.adequate,
        Status.HIGH: p.high + p.toxic,
        Status.TOXIC: p.toxic,
    }
    return sides.get(verdict.status)


def intake_of(verdict: NutrientVerdict) -> IntakeEvidence | None:
    """Give the intake evidence of a verdict, if there is any."""
    return next((e for e in verdict.evidence if isinstance(e, IntakeEvidence)), None)


def markers_of(verdict: NutrientVerdict) -> tuple[BiomarkerEvidence, ...]:
    """Give the laboratory evidence of a verdict."""
    return tuple(e for e in verdict.evidence if isinstance(e, BiomarkerEvidence))


def readable(slug: str) -> str:
    """Write a slug as words: ``coeliac_disease`` becomes ``coeliac disease``."""
    return slug.replace("_", " ")


def reason(evidence: Evidence) -> str:
    """Say why, and for a risk what acts and in which direction."""
    if isinstance(evidence, RiskEvidence):
        return f"{readable(evidence.agent).capitalize()} {evidence.direction} it. {evidence.why}"
    return evidence.why


def short_reason(evidence: Evidence) -> str:
    """Say why, leaving what a medicine or condition does to the list of those."""
    if isinstance(evidence, RiskEvidence):
        return f"{readable(evidence.agent).capitalize()} {evidence.direction} it (see below)."
    return evidence.why


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
            agent=readable(agent).capitalize(),
            direction=readable(direction),
            nutrients=listed([readable(one.nutrient) for one in group]),
            action=action,
            certainty=readable(group[0].certainty),
            source=group[0].source,
            checked=group[0].checked,
        )
        for (agent, direction, action), group in rows.items()
    )


def intake_line(intake: IntakeEvidence) -> str:
    """Say an intake and what it is held against in a few words."""
    if intake.mean is None:
        return "no food has a value"
    amount = f"{number(intake.mean)} {unit(intake.unit)}"
    if intake.high is None:
        amount = f"at least {number(intake.low)} {unit(intake.unit)}"
    if intake.requirement is None:
        return amount
    need = intake.requirement
    return f"{amount}; {need.kind.upper()} {number(need.value)}"


def marker_line(marker: BiomarkerEvidence) -> str:
    """Say a laboratory result and its reading in a few words."""
    sign = marker.comparator or ""
    return f"{marker.label} {sign}{number(marker.value)} {unit(marker.unit)}: {marker.reading}"
