"""Intake and laboratory results as rows of evidence that a reader can check, in words.

Every sentence says what was counted, what it was held against, and what is not known.
"""

import math
from collections.abc import Iterator

import numpy as np

from micronutrient import nutrients
from micronutrient.arrays import Floats
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.balance.speaking import likelihood, speaks
from micronutrient.biomarkers.readings import OtherReading, Reading
from micronutrient.biomarkers.records import Strength
from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence, Reference
from micronutrient.reference.table import Kind, ReferenceValue, Scope
from micronutrient.reference.told import told
from micronutrient.sources import least_checked
from micronutrient.states import STATES
from micronutrient.wording import listed, number, percent, sentence, unit

_KINDS = {
    Kind.EAR: "average requirement",
    Kind.RDA: "recommended intake",
    Kind.AI: "adequate intake",
    Kind.UL: "upper level",
    Kind.CDRR: "intake above which chronic disease risk rises",
}
_SCOPES = {
    Scope.SUPPLEMENTS_AND_FORTIFICANTS: "supplements and fortified food only",
    Scope.SUPPLEMENTS_ONLY: "supplements only",
    Scope.PREFORMED_ONLY: "preformed vitamin A only",
    Scope.FOLIC_ACID_ONLY: "folic acid only",
}
_NEARLY_ALL = 0.995
_Z_90 = 1.645


def intake_evidence(judgement: IntakeJudgement) -> IntakeEvidence:
    """Give the row of an assessment for one nutrient's intake."""
    intake, need, upper = judgement.intake, judgement.need, judgement.upper
    amount, counted = intake.amount, judgement.counted
    used = [value for value in (need.value if need else None, upper) if value is not None]
    known = amount.supplement > 0 or intake.coverage > 0
    low, high = judgement.usual_low, judgement.usual_high
    return IntakeEvidence(
        mean=amount.total(amount.mean) if known else None,
        low=amount.total(amount.lower),
        high=_finite(amount.total(amount.upper)) if intake.days else None,
        usual_low=low.low if low else None,
        usual_high=high.high if high else None,
        unit=f"{nutrients.nutrient(intake.nutrient).unit}/d",
        coverage=_finite(intake.coverage),
        days=intake.days,
        complete=intake.complete,
        p_inadequate=judgement.p_inadequate,
        p_inadequate_low=judgement.inadequate.at_least if need else None,
        p_inadequate_high=judgement.inadequate.at_most if need else None,
        p_above_ul=judgement.above_upper.at_least if upper else None,
        requirement=_reference(need.value) if need else None,
        recommended=_reference(judgement.recommended) if judgement.recommended else None,
        upper=_reference(upper) if upper else None,
        overruled=_reference(judgement.overruled) if judgement.overruled else None,
        exceeded_elsewhere=tuple(map(_reference, judgement.exceeded_elsewhere)),
        in_ul_scope=counted.total(counted.lower) if upper else None,
        ul_unit=upper.unit if upper else None,
        from_supplements=amount.supplement,
        top=intake.top,
        why=why(judgement),
        source=used[0].source if used else judgement.within.source,
        checked=least_checked([value.checked for value in used]),
        changes=tuple(map(told, need.changes)) if need else (),
    )


def why(judgement: IntakeJudgement) -> str:
    """Say in sentences what the intake is, against what, and what is not known."""
    parts = [_amount(judgement), _gaps(judgement), _need(judgement), _beyond(judgement)]
    parts += [_upper(judgement), _overruled(judgement), *_elsewhere(judgement)]
    parts += [_range(judgement), _days(judgement)]
    return " ".join(sentence(part) for part in parts if part)


def _range(judgement: IntakeJudgement) -> str:
    if not judgement.acceptable:
        return ""
    low, high = judgement.acceptable
    ends = f"{number(low.value)} to {number(high.value)} {unit(low.unit)}"
    return f"acceptable range (AMDR, {_publisher(low)}) at this energy intake {ends}"


def _days(judgement: IntakeJudgement) -> str:
    if judgement.overstated:
        return "it varies much from day to day: so few days overstate how sure this is"
    one = judgement.intake.days == 1
    return "one day is not a usual intake: the interval is wide" if one else ""


def _amount(judgement: IntakeJudgement) -> str:
    intake = judgement.intake
    amount, name = intake.amount, unit(f"{nutrients.nutrient(intake.nutrient).unit}/d")
    if not intake.days:
        if amount.supplement:
            return f"supplements give {number(amount.supplement)} {name}; the diet is not known"
        return "the diet is not known"
    days = f"{intake.days} recorded day{'s' if intake.days > 1 else ''}"
    if intake.coverage == 0:
        said = f"no food of these {days} has a value for it"
        return (
            f"{said}; supplements give {number(amount.supplement)}" if amount.supplement else said
        )
    said = f"intake {number(amount.total(amount.mean))} {name} over {days}"
    if amount.supplement:
        said += f", of which supplements {number(amount.supplement)}"
    return said


def _gaps(judgement: IntakeJudgement) -> str:
    intake = judgement.intake
    amount = intake.amount
    if not intake.days or intake.coverage == 0:
        return ""
    if not intake.complete:
        return "the record is not complete, so this is only a lower bound"
    if intake.coverage >= _NEARLY_ALL:
        return ""
    has = f"{percent(intake.coverage)} of the eaten weight has a value"
    if not math.isfinite(amount.upper):
        return f"{has}; how much the rest holds has no known bound"
    low, high = number(amount.total(amount.lower)), number(amount.total(amount.upper))
    return f"{has}; the true figure lies between {low} and {high}"


def _need(judgement: IntakeJudgement) -> str:
    need = judgement.need
    if not judgement.intake.days and not judgement.intake.amount.supplement:
        return ""
    if need is None:
        return "no publisher sets a requirement"
    said = _named(need.value)
    if need.notes:
        said += f" ({'; '.join(need.notes)})"
    bounds = judgement.inadequate
    if not need.settles:
        meets = percent(1 - bounds.at_most)
        return (
            f"{said}: reached with a probability of {meets}; less than it would not mean too little"
        )
    if judgement.p_inadequate is not None:
        return f"{said}: probability of too little {percent(judgement.p_inadequate)}"
    return f"{said}: probability of too little at most {percent(bounds.at_most)}"


def _beyond(judgement: IntakeJudgement) -> str:
    """Say it where this person's requirement lies above what is tolerated of all sources."""
    need, upper = judgement.need, judgement.upper
    if need is None or upper is None or need.value.printed is None:
        return ""
    comparable = upper.scope is Scope.TOTAL and upper.unit == need.value.unit
    if not comparable or need.value.value <= upper.value:
        return ""
    return "this requirement lies above the upper level: how to meet it is a prescriber's decision"


def _upper(judgement: IntakeJudgement) -> str:
    upper, counted = judgement.upper, judgement.counted
    if upper is None:
        return ""
    held = counted.total(counted.lower)
    if not judgement.scoped and judgement.above_upper.at_most < 1 - _NEARLY_ALL:
        return ""
    if held <= 0:
        return ""
    scope = f", which counts {_SCOPES[upper.scope]}" if judgement.scoped else ""
    tail = ", and food comes on top" if judgement.reached_without_food else ""
    against = f"{_named(upper)}{scope}: {number(held)} {unit(upper.unit)}{tail}"
    return f"{against}, probability of exceeding it {percent(judgement.above_upper.at_least)}"


def _overruled(judgement: IntakeJudgement) -> str:
    """Say of the chosen publisher's level that a newer one decides."""
    newer, older = judgement.upper, judgement.overruled
    if newer is None or older is None:
        return ""
    return (
        f"{_named(older)} is not exceeded, but is of {older.edition}, and the one of "
        f"{_publisher(newer)}, which decides here, of {newer.edition}"
    )


def _elsewhere(judgement: IntakeJudgement) -> Iterator[str]:
    for value in judgement.exceeded_elsewhere:
        tail = ": more is not known to be too much" if value.safe_level else ""
        yield f"{_named(value)} of {value.edition} is exceeded{tail}"


def upper_said(judgement: IntakeJudgement) -> str:
    """Say in a few words what is held against the upper level that decides, and whose that is."""
    upper, overruled = judgement.upper, judgement.overruled
    if upper is None:
        return ""
    held = f"{number(judgement.counted.total(judgement.counted.lower))} {unit(upper.unit)}"
    before = " before food," if judgement.reached_without_food else ""
    level = "a safe level" if upper.safe_level else "an upper level"
    said = f"{held}{before} against {level} of {number(upper.value)}"
    if overruled is None:
        return said
    return f"{said} ({_dated(upper)}; {_dated(overruled)}: {number(overruled.value)})"


def elsewhere_said(judgement: IntakeJudgement) -> str:
    """Name in a few words the levels of other publishers that are exceeded and do not decide."""
    said = [
        f"{'safe' if one.safe_level else 'upper'} level of {_dated(one)}, {number(one.value)}"
        for one in judgement.exceeded_elsewhere
    ]
    return f"above the {listed(said)}" if said else ""


def _dated(value: ReferenceValue) -> str:
    return f"{_publisher(value)} {value.edition}"


def _named(value: ReferenceValue) -> str:
    who, amount = _publisher(value), f"{number(value.value)} {unit(value.unit)}"
    if value.safe_level:
        return f"safe level of intake ({who}) {amount}"
    said = f"{_KINDS[value.kind]} ({value.kind.upper()}, {who}) {amount}"
    if value.printed is None:
        return said
    return f"{said} for this person, {number(value.printed)} printed"


def _publisher(value: ReferenceValue) -> str:
    return value.publisher.upper() if value.publisher in {"iom", "efsa", "who"} else value.publisher


def _reference(value: ReferenceValue) -> Reference:
    return Reference(
        kind=value.kind.value,
        value=value.value,
        unit=value.unit,
        publisher=value.publisher,
        source=value.source,
        checked=value.checked,
        scope=value.scope.value,
        printed=value.printed,
        safe_level=value.safe_level,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def marker_evidence(reading: Reading, nutrient: str, base: Floats) -> BiomarkerEvidence:
    """Give the row of an assessment for one laboratory result; `base` as in `likelihood`."""
    used_low, used_high = reading.interval(_Z_90)
    found = {}
    if speaks(reading, nutrient):
        logs = np.log(likelihood(reading, nutrient, base))
        found = {str(s): float(v - logs.max()) for s, v in zip(STATES, logs, strict=True)}
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
        strength=reading.strength_for(nutrient) or Strength.CONTEXT,
        date=reading.date.isoformat() if reading.date else None,
        why=_reading_said(reading),
        others=tuple(_other(one) for one in reading.others),
        disagree=tuple(_other(one) for one in reading.others if not one.agrees),
        computed_from=reading.computed_from,
        replaced_by=reading.replaced_by,
        source=reading.source,
        checked=reading.checked,
    )


def _reading_said(reading: Reading) -> str:
    """Join what a reading says; when to repeat it only where that is not said already."""
    by = reading.replaced_by
    shared = f"{by} speaks in its place, since both rest on the same measurement" if by else ""
    said = " ".join(map(sentence, filter(None, (reading.why, shared, *reading.notes))))
    told = reading.repeat.rstrip(".").casefold() in said.casefold()
    return said if told else f"{said} {sentence(reading.repeat)}"


def _other(one: OtherReading) -> str:
    if not one.limits:
        return f"{one.authority} {one.year} sets no limit: {one.note}".rstrip(".: ")
    said = f"{one.authority} {one.year}: {one.reading} ({one.limits})"
    return f"{said}; {one.applies}" if one.applies else said
