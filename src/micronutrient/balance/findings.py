"""The verdict on one nutrient: all evidence joined, agreement and conflict in words.

What speaks decides the path, the same for every nutrient:

- a readable marker that is not weak: the combination model, with intake and risks as its prior;
  *deficient* and *toxic* are said only where such a marker reads on that side;
- only intake: what intake alone supports, which is never deficiency or toxicity, and is not called
  adequate where a weak marker reads otherwise;
- one marker that reads deficient and another that reads toxic: *uninterpretable*, since they cannot
  both be right of the body's store, and acting on either may harm;
- a marker that was measured but cannot be read, and no intake that is clearly too low or too high:
  *uninterpretable*;
- nothing: *unknown*.
"""

from collections.abc import Sequence
from functools import partial

import msgspec

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance import combine
from micronutrient.balance.agreement import (
    agreements,
    conflicts,
    exclude_each_other,
    unseen_by_intake,
)
from micronutrient.balance.assumptions import model
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.balance.ordering import worth_ordering
from micronutrient.balance.prevalence import Prevalence, assumed
from micronutrient.balance.reasons import (
    elsewhere_said,
    intake_evidence,
    marker_evidence,
    upper_said,
)
from micronutrient.balance.speaking import is_firm, likelihood, reads, said, speaks, unreadable
from micronutrient.biomarkers.prospects import Prospect
from micronutrient.biomarkers.readings import Reading
from micronutrient.biomarkers.records import Strength
from micronutrient.biomarkers.sharing import apart
from micronutrient.evidence import BiomarkerEvidence, Evidence, RiskEvidence
from micronutrient.sources import least_checked
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Status
from micronutrient.verdict import BeforeResults, Confidence, NutrientVerdict, Probability
from micronutrient.wording import number, sentence, unit

_NOTHING_KNOWN = 0.99


class RiskReading(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine, condition or habit that moves the odds of one side, and how strongly."""

    grade: str
    evidence: RiskEvidence


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A status with its probability and what it rests on.

    `body` are the probabilities of the body's five states, shape ``(5,)``, with all evidence that
    speaks of it: intake, risks, and what was measured.
    """

    status: Status
    probability: Probability | None
    basis: tuple[str, ...]
    body: Floats


def find(
    nutrient: str,
    *,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading] = (),
    risks: Sequence[RiskReading] = (),
    people: Prevalence | None = None,
    prospects: Sequence[Prospect] = (),
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
    people
        How common each state is in people like this one; as if nobody had counted by default.
    prospects
        What could still be measured.
    """
    readings = apart(readings, reads=partial(reads, nutrient=nutrient))
    people = people or assumed()
    verdict = decide(nutrient, judgement=judgement, readings=readings, risks=risks, people=people)
    evidence = _evidence(nutrient, judgement, readings, risks, people.array)
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
        before=_before(judgement, risks, people),
        evidence=evidence,
        agreements=agreements(nutrient, judgement, readings),
        conflicts=(
            *conflicts(
                nutrient,
                verdict.probability,
                status=verdict.status,
                judgement=judgement,
                readings=readings,
            ),
            *_unseen(verdict, risks),
        ),
        tests=worth_ordering(verdict.body, prospects, base=people.array, status=verdict.status),
    )


def decide(
    nutrient: str,
    *,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading],
    risks: Sequence[RiskReading] = (),
    people: Prevalence,
) -> Verdict:
    """Decide the status of one nutrient. See the module's first lines."""
    readings = apart(readings, reads=partial(reads, nutrient=nutrient))
    speaking = [reading for reading in readings if speaks(reading, nutrient)]
    body = before_results(judgement, risks, people.array)
    if exclude_each_other(speaking):
        no_word = Status.UNINTERPRETABLE
        return Verdict(status=no_word, probability=None, basis=("biomarker",), body=body)
    if any(is_firm(reading, nutrient) for reading in speaking):
        return _by_laboratory(nutrient, judgement, speaking, risks, people.array)
    closed = any(unreadable(reading, nutrient) for reading in readings)
    hinted = any(one.reading is not Status.ADEQUATE for one in speaking)
    status, found = _by_intake(judgement, may_be_adequate=not closed and not hinted)
    if found is not None:
        return Verdict(status=status, probability=found, basis=("intake",), body=body)
    tried = {"biomarker": closed, "intake": not closed and _informs(judgement)}
    basis = tuple(name for name, present in tried.items() if present)
    status = Status.UNINTERPRETABLE if closed else Status.UNKNOWN
    return Verdict(status=status, probability=None, basis=basis, body=body)


def _by_laboratory(
    nutrient: str,
    judgement: IntakeJudgement | None,
    speaking: Sequence[Reading],
    risks: Sequence[RiskReading],
    base: Floats,
) -> Verdict:
    """Decide by the combination model.

    Where the body holds the strongest marker constant, intake says nothing of it, nor it of intake.
    """
    firm = [reading for reading in speaking if is_firm(reading, nutrient)]
    read = {one.reading for one in firm}
    eaten = None if firm[0].regulated_for(nutrient) else judgement
    body = combine.posterior(
        before_results(eaten, risks, base),
        [likelihood(one, nutrient, base) for one in speaking],
    )
    found = combine.held_back(
        combine.stated(body), deficient=bool(read & TOO_LITTLE), toxic=bool(read & TOO_MUCH)
    )
    also = {"intake": eaten is not None and _informs(eaten), "risk": bool(risks)}
    basis = ("biomarker", *(name for name, present in also.items() if present))
    return Verdict(status=combine.word(found), probability=found, basis=basis, body=body)


def before_results(
    judgement: IntakeJudgement | None, risks: Sequence[RiskReading], base: Floats
) -> Floats:
    """Give how likely each state is with intake and risks, before any laboratory result.

    Shape ``(5,)``; `base` is how common each state is in people like this one.
    """
    return combine.apply_risks(
        combine.prior(judgement.belief if judgement else None, base=base),
        [(risk.evidence.direction, risk.grade) for risk in risks],
    )


def _before(
    judgement: IntakeJudgement | None, risks: Sequence[RiskReading], people: Prevalence
) -> BeforeResults:
    return BeforeResults(
        probability=combine.stated(before_results(judgement, risks, people.array)),
        people=combine.stated(people.array),
        who=people.who,
        source=people.source,
        checked=people.checked,
    )


def _by_intake(
    judgement: IntakeJudgement | None, *, may_be_adequate: bool
) -> tuple[Status, Probability | None]:
    """Decide by intake alone; no probability where it does not decide."""
    if judgement is None:
        return Status.UNKNOWN, None
    found = combine.from_intake_alone(judgement.belief)
    status = combine.word(found)
    decided = status is not Status.UNKNOWN and (status is not Status.ADEQUATE or may_be_adequate)
    return status, found if decided else None


def _informs(judgement: IntakeJudgement | None) -> bool:
    return judgement is not None and judgement.belief.unknown < _NOTHING_KNOWN


def _used(evidence: Evidence, basis: tuple[str, ...]) -> bool:
    kind = evidence.__struct_config__.tag
    graded = not isinstance(evidence, BiomarkerEvidence) or evidence.strength != Strength.CONTEXT
    return kind in basis and graded


def _clarity(
    verdict: Verdict, judgement: IntakeJudgement | None, risks: Sequence[RiskReading]
) -> str:
    """Say how clear a verdict is; from intake alone never *clear* where days or risks blur it."""
    said = combine.clarity(verdict.probability, verdict.status)
    if verdict.basis != ("intake",) or judgement is None or said != "clear":
        return said
    blurred = judgement.overstated or _unseen(verdict, risks)
    return "likely" if blurred else said


def _unseen(verdict: Verdict, risks: Sequence[RiskReading]) -> tuple[str, ...]:
    lowering = [
        r.evidence for r in risks if r.evidence.direction == "lowers" and r.grade != Strength.WEAK
    ]
    return unseen_by_intake(basis=verdict.basis, status=verdict.status, lowering=lowering)


def _evidence(
    nutrient: str,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading],
    risks: Sequence[RiskReading],
    base: Floats,
) -> tuple[Evidence, ...]:
    """Order by weight: readable markers by how much they say, intake, the rest, risks."""
    markers = [marker_evidence(reading, nutrient, base) for reading in readings]
    markers.sort(key=lambda row: -min(row.log_likelihood.values(), default=0.0), reverse=True)
    speaking: list[Evidence] = [row for row in markers if row.log_likelihood]
    silent: list[Evidence] = [row for row in markers if not row.log_likelihood]
    eaten: list[Evidence] = [intake_evidence(judgement)] if judgement is not None else []
    return (*speaking, *eaten, *silent, *(risk.evidence for risk in risks))


def _summary(nutrient: str, judgement: IntakeJudgement | None, readings: Sequence[Reading]) -> str:
    """Say on one line what the verdict rests on."""
    shown = [one for one in readings if speaks(one, nutrient) or unreadable(one, nutrient)]
    told = [said(reading) for reading in shown]
    if judgement is not None and _informs(judgement):
        told.append(_intake_said(judgement))
    if told:
        return sentence("; ".join(told))
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


def _intake_said(judgement: IntakeJudgement) -> str:
    intake, need = judgement.intake, judgement.need
    amount = intake.amount
    own = unit(f"{nutrients.nutrient(intake.nutrient).unit}/d")
    held = number(amount.total(amount.mean if intake.complete else amount.lower))
    least = "" if intake.complete else "at least "
    if judgement.belief.high >= model().words.conflict and judgement.upper is not None:
        return ", ".join(filter(None, (upper_said(judgement), elsewhere_said(judgement))))
    against = f" against {need.value.kind.upper()} {number(need.value.value)}" if need else ""
    said = f"intake {least}{held} {own}{against}"
    return ", ".join(filter(None, (said, elsewhere_said(judgement))))
