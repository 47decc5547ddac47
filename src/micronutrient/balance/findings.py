"""The verdict on one nutrient: all evidence joined, agreement and conflict in words.

What speaks decides the path, the same for every nutrient:

- a readable marker that is not weak: the combination model, with intake and risks as its prior;
  *deficient* and *toxic* are said only where such a marker reads on that side;
- only intake: what intake alone supports, which is never deficiency or toxicity, and is not called
  adequate where a weak marker reads otherwise;
- a marker that was measured but cannot be read, and no intake that is clearly too low or too high:
  *uninterpretable*;
- nothing: *unknown*.
"""

from collections.abc import Sequence
from functools import partial

import msgspec
import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance import combine
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.balance.reasons import intake_evidence
from micronutrient.biomarkers.readings import OtherReading, Reading
from micronutrient.biomarkers.sharing import apart
from micronutrient.sources import least_checked
from micronutrient.verdict import (
    STATES,
    TOO_LITTLE,
    TOO_MUCH,
    BiomarkerEvidence,
    Confidence,
    Evidence,
    NutrientVerdict,
    Probability,
    RiskEvidence,
    Status,
)
from micronutrient.wording import listed, number, readable, sentence, unit

_UNREADABLE = frozenset({Status.UNINTERPRETABLE, Status.UNKNOWN})
_CONTEXT = "context"
_WEAK = "weak"
_GRADES = frozenset({"strong", "moderate", "weak"})
_Z_90 = 1.645
_NOTHING_KNOWN = 0.99


class RiskReading(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine, condition or habit that moves the odds of one side, and how strongly."""

    grade: str
    evidence: RiskEvidence


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A status with its probability and what it rests on."""

    status: Status
    probability: Probability | None
    basis: tuple[str, ...]


def find(
    nutrient: str,
    *,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading] = (),
    risks: Sequence[RiskReading] = (),
) -> NutrientVerdict:
    """Join all evidence on one nutrient to its row of the assessment.

    Parameters
    ----------
    nutrient
        Slug.
    judgement
        Its intake; None if nothing at all is known of diet and supplements.
    readings
        Laboratory results that speak for it, the strongest first: that one leads.
    risks
        What moves it up or down.
    """
    readings = apart(readings, reads=partial(reads, nutrient=nutrient))
    verdict = decide(nutrient, judgement=judgement, readings=readings, risks=risks)
    evidence = _evidence(nutrient, judgement, readings, risks)
    used = [e.checked for e in evidence if _used(e, verdict.basis)]
    return NutrientVerdict(
        nutrient=nutrient,
        name=nutrients.nutrient(nutrient).name,
        status=verdict.status,
        probability=verdict.probability,
        confidence=Confidence(
            basis=verdict.basis,
            checked=least_checked(used),
            clarity=_clarity(verdict, judgement, risks),
        ),
        summary=_summary(nutrient, judgement, readings),
        evidence=evidence,
        conflicts=(
            *_conflicts(nutrient, verdict, judgement, readings),
            *_unseen_by_intake(verdict, risks),
        ),
    )


def decide(
    nutrient: str,
    *,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading],
    risks: Sequence[RiskReading] = (),
) -> Verdict:
    """Decide the status of one nutrient. See the module's first lines."""
    readings = apart(readings, reads=partial(reads, nutrient=nutrient))
    speaking = [reading for reading in readings if speaks(reading, nutrient)]
    if any(_is_firm(reading, nutrient) for reading in speaking):
        return _by_laboratory(nutrient, judgement, speaking, risks)
    closed = any(unreadable(reading, nutrient) for reading in readings)
    hinted = any(one.reading is not Status.ADEQUATE for one in speaking)
    eaten = _by_intake(judgement, may_be_adequate=not closed and not hinted)
    if eaten is not None:
        return eaten
    status = Status.UNINTERPRETABLE if closed else Status.UNKNOWN
    tried = {"biomarker": closed, "intake": not closed and _informs(judgement)}
    basis = tuple(name for name, present in tried.items() if present)
    return Verdict(status=status, probability=None, basis=basis)


def _is_firm(reading: Reading, nutrient: str) -> bool:
    return reading.strength_for(nutrient) != _WEAK


def _by_laboratory(
    nutrient: str,
    judgement: IntakeJudgement | None,
    speaking: Sequence[Reading],
    risks: Sequence[RiskReading],
) -> Verdict:
    """Decide by the combination model; the first marker that is not weak leads.

    Where the body holds the leading marker constant, intake says nothing of it, nor it of intake.
    """
    firm = [reading for reading in speaking if _is_firm(reading, nutrient)]
    lead, read = firm[0], {one.reading for one in firm}
    constant = lead.regulated_for(nutrient)
    eaten = None if constant or judgement is None else judgement.belief
    found = combine.posterior(
        combine.apply_risks(
            combine.prior(eaten),
            [(risk.evidence.direction, risk.grade) for risk in risks],
        ),
        [likelihood(one, nutrient) for one in speaking],
        start=combine.evenly(lead.ratio_bands, strength=lead.strength_for(nutrient) or _CONTEXT),
    )
    found = combine.held_back(found, deficient=bool(read & TOO_LITTLE), toxic=bool(read & TOO_MUCH))
    also = {"intake": eaten is not None and _informs(judgement), "risk": bool(risks)}
    basis = ("biomarker", *(name for name, present in also.items() if present))
    return Verdict(status=combine.word(found), probability=found, basis=basis)


def _by_intake(judgement: IntakeJudgement | None, *, may_be_adequate: bool) -> Verdict | None:
    """Decide by intake alone; None where it does not decide."""
    if judgement is None:
        return None
    found = combine.from_intake_alone(judgement.belief)
    status = combine.word(found)
    if status is Status.UNKNOWN or (status is Status.ADEQUATE and not may_be_adequate):
        return None
    return Verdict(status=status, probability=found, basis=("intake",))


def speaks(reading: Reading, nutrient: str) -> bool:
    """Whether a result moves the verdict on a nutrient: by itself, not through an indicator."""
    return reads(reading, nutrient) and not reading.replaced_by


def reads(reading: Reading, nutrient: str) -> bool:
    """Whether a result says anything that could move the verdict on a nutrient.

    What the body holds constant (serum calcium, potassium) speaks only where it has failed to: a
    normal result says nothing of how much is eaten or stored.
    """
    graded = bool(reading.bands) and reading.strength_for(nutrient) in _GRADES
    kept_normal = reading.regulated_for(nutrient) and reading.reading is Status.ADEQUATE
    return graded and reading.reading not in _UNREADABLE and not kept_normal


def unreadable(reading: Reading, nutrient: str) -> bool:
    """Whether a result was measured to speak for a nutrient, and cannot be read."""
    graded = reading.strength_for(nutrient) in _GRADES
    return graded and reading.reading is Status.UNINTERPRETABLE


def likelihood(reading: Reading, nutrient: str) -> Floats:
    """Give the likelihood of a reading in each of the five states."""
    return combine.marker_likelihood(
        reading.ratio_value,
        bands=reading.ratio_bands,
        sd_ln=reading.sd_ln,
        strength=reading.strength_for(nutrient) or _CONTEXT,
        comparator=reading.comparator,
    )


def _informs(judgement: IntakeJudgement | None) -> bool:
    return judgement is not None and judgement.belief.unknown < _NOTHING_KNOWN


def _used(evidence: Evidence, basis: tuple[str, ...]) -> bool:
    kind = evidence.__struct_config__.tag
    graded = not isinstance(evidence, BiomarkerEvidence) or evidence.strength != _CONTEXT
    return kind in basis and graded


def _clarity(
    verdict: Verdict, judgement: IntakeJudgement | None, risks: Sequence[RiskReading]
) -> str:
    """Say how clear a verdict is; from intake alone never *clear* where days or risks blur it."""
    said = combine.clarity(verdict.probability, verdict.status)
    if verdict.basis != ("intake",) or judgement is None or said != "clear":
        return said
    blurred = judgement.overstated or _unseen_by_intake(verdict, risks)
    return "likely" if blurred else said


def _unseen_by_intake(verdict: Verdict, risks: Sequence[RiskReading]) -> tuple[str, ...]:
    """Say that intake alone does not see what keeps a nutrient from the body."""
    agents = [
        readable(risk.evidence.agent)
        for risk in risks
        if risk.evidence.direction == "lowers" and risk.grade != _WEAK
    ]
    if verdict.basis != ("intake",) or verdict.status is not Status.ADEQUATE or not agents:
        return ()
    return (
        f"Enough is taken in, but {listed(agents)} may keep it from the body or raise the need: "
        "intake alone cannot show that.",
    )


def _evidence(
    nutrient: str,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading],
    risks: Sequence[RiskReading],
) -> tuple[Evidence, ...]:
    """Order by weight: readable markers by how much they say, intake, the rest, risks."""
    markers = [_marker_evidence(reading, nutrient) for reading in readings]
    markers.sort(key=_weight, reverse=True)
    speaking: list[Evidence] = [row for row in markers if row.log_likelihood]
    silent: list[Evidence] = [row for row in markers if not row.log_likelihood]
    eaten: list[Evidence] = [intake_evidence(judgement)] if judgement is not None else []
    return (*speaking, *eaten, *silent, *(risk.evidence for risk in risks))


def _weight(row: BiomarkerEvidence) -> float:
    return -min(row.log_likelihood.values(), default=0.0)


def _marker_evidence(reading: Reading, nutrient: str) -> BiomarkerEvidence:
    used_low, used_high = reading.interval(_Z_90)
    found = {}
    if speaks(reading, nutrient):
        logs = np.log(likelihood(reading, nutrient))
        found = {str(s): float(v) for s, v in zip(STATES, logs, strict=True)}
    return BiomarkerEvidence(
        marker=reading.marker,
        label=reading.label,
        value=reading.value,
        unit=reading.unit,
        comparator=reading.comparator,
        used_value=reading.used_value,
        used_low=used_low,
        used_high=used_high,
        used_unit=reading.used_unit,
        reading=reading.reading,
        bands=reading.bands,
        log_likelihood=found,
        strength=reading.strength_for(nutrient) or _CONTEXT,
        date=reading.date.isoformat() if reading.date else None,
        why=_why(reading),
        others=tuple(_other(one) for one in reading.others),
        computed_from=reading.computed_from,
        replaced_by=reading.replaced_by,
        source=reading.source,
        checked=reading.checked,
    )


def _why(reading: Reading) -> str:
    """Join what a reading says; when to repeat it only where that is not said already."""
    by = reading.replaced_by
    shared = f"{by} speaks in its place, since both rest on the same measurement" if by else ""
    said = " ".join(map(sentence, filter(None, (reading.why, shared, *reading.notes))))
    told = reading.repeat.rstrip(".").casefold() in said.casefold()
    return said if told else f"{said} {sentence(reading.repeat)}"


def _other(one: OtherReading) -> str:
    said = f"{one.authority} {one.year}: {one.reading} ({one.limits})"
    return f"{said}; {one.applies}" if one.applies else said


def _summary(nutrient: str, judgement: IntakeJudgement | None, readings: Sequence[Reading]) -> str:
    """Say on one line what the verdict rests on."""
    shown = [one for one in readings if speaks(one, nutrient) or unreadable(one, nutrient)]
    said = [_said(reading) for reading in shown]
    if judgement is not None and _informs(judgement):
        said.append(_intake_said(judgement))
    if said:
        return sentence("; ".join(said))
    if judgement is None or not judgement.intake.days:
        return "No diet was recorded, and nothing was measured."
    return sentence(_nothing_said(judgement))


def _nothing_said(judgement: IntakeJudgement) -> str:
    if judgement.intake.coverage == 0:
        return "no food eaten has a value in the table, and nothing was measured"
    if judgement.need is None:
        return "no publisher sets a requirement to hold the intake against"
    if not judgement.need.settles:
        return "the intake is below the adequate intake, which does not mean too little"
    return "what is known of the intake does not decide, and nothing was measured"


def _said(reading: Reading) -> str:
    sign = reading.comparator or ""
    value = f"{reading.label} {sign}{number(reading.value)} {unit(reading.unit)}"
    return f"{value} reads {reading.reading}"


def _intake_said(judgement: IntakeJudgement) -> str:
    intake, need = judgement.intake, judgement.need
    amount = intake.amount
    own = unit(f"{nutrients.nutrient(intake.nutrient).unit}/d")
    held = number(amount.total(amount.mean if intake.complete else amount.lower))
    least = "" if intake.complete else "at least "
    if judgement.belief.high >= combine.model().words.conflict and judgement.upper is not None:
        counted, upper = judgement.counted, judgement.upper
        total = number(counted.total(counted.lower))
        return f"{total} {unit(upper.unit)} against an upper level of {number(upper.value)}"
    against = f" against {need.value.kind.upper()} {number(need.value.value)}" if need else ""
    return f"intake {least}{held} {own}{against}"


def _conflicts(
    nutrient: str, verdict: Verdict, judgement: IntakeJudgement | None, readings: Sequence[Reading]
) -> tuple[str, ...]:
    """Name what disagrees, instead of averaging it away."""
    speaking = [reading for reading in readings if speaks(reading, nutrient)]
    found = []
    shown = [reading for reading in readings if reads(reading, nutrient)]
    low = [reading for reading in shown if reading.reading in TOO_LITTLE]
    rest = [reading for reading in shown if reading.reading not in TOO_LITTLE]
    if low and rest:
        found.append(
            f"{listed([_said(r) for r in low])}, but {listed([_said(r) for r in rest])}: "
            "a normal result of one marker does not rule out what another shows."
        )
    if judgement is not None and speaking and verdict.probability is not None:
        found += _against_intake(verdict.probability, judgement)
    return tuple(found)


def _against_intake(found: Probability, judgement: IntakeJudgement) -> list[str]:
    half, belief = combine.model().words.conflict, judgement.belief
    short = found.deficient + found.low >= half
    if belief.adequate >= half and short:
        return [
            "Intake covers the requirement, yet the laboratory reads too little: look for poor "
            "absorption, losses, a raised need, or a record that does not show the usual diet."
        ]
    if belief.low >= half and found.adequate >= half:
        return [
            "Intake looks too low, yet the laboratory reads adequate: stores outlast weeks of low "
            "intake, and days of a record may not be usual."
        ]
    if belief.high >= half and found.adequate >= half:
        return ["Intake is above the upper level, although the laboratory reads adequate."]
    return []
