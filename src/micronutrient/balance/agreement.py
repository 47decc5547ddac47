"""Agreement and conflict between pieces of evidence, in words. They change no probability."""

from collections.abc import Sequence

from micronutrient.balance.assumptions import model
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.balance.speaking import is_firm, reads, said, speaks
from micronutrient.biomarkers.readings import Reading
from micronutrient.evidence import RiskEvidence
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Status
from micronutrient.verdict import Probability
from micronutrient.wording import listed, readable

_SIDES = {
    **dict.fromkeys(TOO_LITTLE, "too little"),
    **dict.fromkeys(TOO_MUCH, "too much"),
    Status.ADEQUATE: "enough",
}
_NOT_RULED_OUT = "a normal result of one marker does not rule out what another shows"
_BOTH_ENDS = "too little and far too much exclude each other: act on neither before it is explained"


def agreements(
    nutrient: str, judgement: IntakeJudgement | None, readings: Sequence[Reading]
) -> tuple[str, ...]:
    """Name what points the same way: several results, or results and intake."""
    speaking = [reading for reading in readings if speaks(reading, nutrient)]
    sides = {_SIDES[reading.reading] for reading in speaking}
    if len(sides) != 1:
        return ()
    (side,) = sides
    names = [reading.label for reading in speaking]
    if judgement is not None and _intake_side(judgement) == side:
        names.append("intake")
    return (f"{listed(names)} agree: {side}.",) if len(names) > 1 else ()


def conflicts(
    nutrient: str,
    found: Probability | None,
    *,
    status: Status,
    judgement: IntakeJudgement | None,
    readings: Sequence[Reading],
) -> tuple[str, ...]:
    """Name what disagrees, instead of averaging it away."""
    speaking = [reading for reading in readings if speaks(reading, nutrient)]
    shown = [reading for reading in readings if reads(reading, nutrient)]
    low = [reading for reading in shown if reading.reading in TOO_LITTLE]
    rest = [reading for reading in shown if reading.reading not in TOO_LITTLE]
    told = []
    if low and rest:
        told.append(
            f"{listed([said(r) for r in low])}, but {listed([said(r) for r in rest])}: "
            f"{_BOTH_ENDS if exclude_each_other(shown) else _NOT_RULED_OUT}."
        )
    elif status is Status.ADEQUATE and found is not None:
        told += _near_a_limit([one for one in speaking if is_firm(one, nutrient)])
    if judgement is not None and speaking and found is not None:
        told += _against_intake(found, judgement)
    return tuple(told)


def exclude_each_other(readings: Sequence[Reading]) -> bool:
    """Whether one result reads deficient and another toxic (copper in blood and in urine)."""
    return {Status.DEFICIENT, Status.TOXIC} <= {one.reading for one in readings}


def unseen_by_intake(
    *, basis: tuple[str, ...], status: Status, lowering: Sequence[RiskEvidence]
) -> tuple[str, ...]:
    """Say that intake alone does not see what keeps a nutrient from the body."""
    if basis != ("intake",) or status is not Status.ADEQUATE or not lowering:
        return ()
    agents = listed([readable(one.agent) for one in lowering])
    return (
        f"Enough is taken in, but {agents} may keep it from the body or raise the need: "
        "intake alone cannot show that.",
    )


def _intake_side(judgement: IntakeJudgement) -> str:
    likely, belief = model().words.conflict, judgement.belief
    if belief.low >= likely:
        return "too little"
    if belief.high >= likely:
        return "too much"
    return "enough" if belief.adequate >= likely else ""


def _near_a_limit(firm: Sequence[Reading]) -> list[str]:
    """Say why a result just beyond its limit did not decide."""
    beyond = [one for one in firm if one.reading is not Status.ADEQUATE]
    return [
        f"{said(one)}, but so near its limit that a second sample may read adequate: repeat it."
        for one in beyond
    ]


def _against_intake(found: Probability, judgement: IntakeJudgement) -> list[str]:
    half, belief = model().words.conflict, judgement.belief
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
