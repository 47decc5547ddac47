"""What is not known of one person, and which tests would help."""

from collections.abc import Iterable

from micronutrient.evidence import BiomarkerEvidence
from micronutrient.states import Status
from micronutrient.verdict import Missing, NutrientVerdict


def missing(verdicts: Iterable[NutrientVerdict]) -> tuple[Missing, ...]:
    """Name what would help where a verdict is open, borderline, or rests on intake that is off.

    What tells most comes first.
    """
    open_ = [(verdict, _why_missing(verdict)) for verdict in verdicts if verdict.tests]
    telling = sorted(open_, key=lambda pair: -pair[0].tests[0].bits)
    return tuple(
        Missing(
            nutrient=verdict.nutrient, would_help=tuple(t.marker for t in verdict.tests), why=why
        )
        for verdict, why in telling
        if why
    )


def _why_missing(verdict: NutrientVerdict) -> str:
    speaks = any(
        isinstance(row, BiomarkerEvidence) and row.log_likelihood for row in verdict.evidence
    )
    if verdict.status is Status.UNKNOWN:
        return "Nothing known decides where it stands."
    if verdict.status is Status.UNINTERPRETABLE:
        return "What was measured cannot be read now."
    if not speaks and verdict.status is not Status.ADEQUATE:
        return "Intake alone does not show whether the body is affected."
    if verdict.conflicts and not speaks:
        return "Enough is taken in, but something may keep it from the body."
    if verdict.conflicts:
        return "What is known disagrees."
    return "The verdict is borderline." if verdict.confidence.clarity == "borderline" else ""
