"""What can be said about a nutrient, and the reasons: the words and records of an assessment.

Not knowing is an answer here, and never means enough. The field names are the public face of the
package (``micronutrient schema assessment``): they do not drift.
"""

from enum import StrEnum

import msgspec

from micronutrient.person import Person
from micronutrient.series import MarkerSeries
from micronutrient.sources import Checked
from micronutrient.states import Band, Status
from micronutrient.wording import given, unit

__all__ = ["Band", "Status"]


STATES = (Status.DEFICIENT, Status.LOW, Status.ADEQUATE, Status.HIGH, Status.TOXIC)
"""The five states that carry a probability, from too little to too much."""

TOO_LITTLE = frozenset({Status.DEFICIENT, Status.LOW})
TOO_MUCH = frozenset({Status.HIGH, Status.TOXIC})


class Urgency(StrEnum):
    """How soon somebody has to look."""

    URGENT = "urgent_clinical_review"
    SOON = "soon"
    ROUTINE = "routine"


class Probability(msgspec.Struct, frozen=True, kw_only=True):
    """Probability of each state; ``unknown`` is what the evidence leaves open. They sum to 1."""

    deficient: float
    low: float
    adequate: float
    high: float
    toxic: float
    unknown: float = 0.0

    def of(self, status: Status) -> float | None:
        """Give the probability of a word, or of worse on its side; None if it is no state."""
        sides = {
            Status.DEFICIENT: self.deficient,
            Status.LOW: self.deficient + self.low,
            Status.ADEQUATE: self.adequate,
            Status.HIGH: self.high + self.toxic,
            Status.TOXIC: self.toxic,
        }
        return sides.get(status)


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The reference value that an intake was held against."""

    kind: str
    value: float
    unit: str
    publisher: str
    source: str
    checked: Checked
    scope: str = "total"


class FoodShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one food or product contributes to an intake."""

    name: str
    amount: float
    share: float


class IntakeEvidence(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="intake"):
    """What was eaten and taken of a nutrient, against what this person needs.

    Attributes
    ----------
    mean, low, high, unit
        Daily intake from food and supplements over the recorded days. Foods without a value count
        as nothing in `low`, as typical of their food group in `mean`, as the highest plausible
        value of their group in `high`. None where no bound can be given.
    usual_low, usual_high
        90 % interval of the usual intake, given day-to-day variation.
    coverage
        Share of the eaten weight whose food has a value for this nutrient; None without food.
    days
        Number of recorded days.
    p_inadequate, p_above_ul
        Probability that usual intake is below this person's requirement, and above the upper level
        in its scope; None where there is no such probability (an AI, no upper level, a record
        that is not complete).
    p_inadequate_low, p_inadequate_high
        The same if every unknown value were as high, or as low, as it can be.
    in_ul_scope, ul_unit
        Intake that counts toward the upper level (for example preformed vitamin A only).
    from_supplements
        Part of `mean` that comes from supplements.
    """

    mean: float | None
    low: float
    high: float | None
    usual_low: float | None
    usual_high: float | None
    unit: str
    coverage: float | None
    days: int
    complete: bool
    p_inadequate: float | None
    p_inadequate_low: float | None
    p_inadequate_high: float | None
    p_above_ul: float | None
    requirement: Reference | None
    recommended: Reference | None
    upper: Reference | None
    in_ul_scope: float | None
    ul_unit: str | None
    from_supplements: float
    top: tuple[FoodShare, ...]
    why: str
    source: str
    checked: Checked


class ComputedFrom(msgspec.Struct, frozen=True, kw_only=True):
    """One laboratory result that went into a computed indicator; `input` is ``labs[0]``."""

    input: str
    marker: str
    label: str
    value: float
    unit: str

    def __str__(self) -> str:
        """Say it as the laboratory printed it: ``Ferritin 12 µg/L``."""
        return f"{self.label} {given(self.value)} {unit(self.unit)}".strip()


class BiomarkerEvidence(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="biomarker"
):
    """What one laboratory result says.

    Attributes
    ----------
    value, unit, comparator
        As the laboratory printed it.
    used_value, used_low, used_high, used_unit
        What was held against the cut-offs, after conversion and correction, with the 90 % interval
        that analytical and within-person variation leave.
    reading
        The band it falls into, or ``uninterpretable``.
    log_likelihood
        ln likelihood of this reading in each state, the best state at 0; empty if the reading
        cannot be interpreted.
    strength
        How well this marker tracks the state of the body: ``strong``, ``moderate``, ``weak``, or
        ``context`` if it is only shown.
    others
        What other authorities' limits say of the same value.
    computed_from
        The results that the value was computed from; empty where the laboratory reported it.
    replaced_by
        Name of the result that speaks in place of this one, since both rest on one measurement,
        which must not count twice; empty if there is none.
    """

    marker: str
    label: str
    value: float
    unit: str
    comparator: str | None
    used_value: float
    used_low: float
    used_high: float
    used_unit: str
    reading: Status
    bands: tuple[Band, ...]
    log_likelihood: dict[str, float]
    strength: str
    date: str | None
    why: str
    others: tuple[str, ...] = ()
    computed_from: tuple[ComputedFrom, ...] = ()
    replaced_by: str = ""
    source: str
    checked: Checked


class RiskEvidence(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="risk"):
    """A medicine, a condition or a habit that moves a nutrient up or down."""

    agent: str
    direction: str
    why: str
    source: str
    checked: Checked


Evidence = IntakeEvidence | BiomarkerEvidence | RiskEvidence


class BeforeResults(msgspec.Struct, frozen=True, kw_only=True):
    """How likely each state was before any laboratory result, and where that comes from.

    Attributes
    ----------
    probability
        With intake and risks.
    people
        How common each state is in people like this one.
    who
        Whom they were counted in, or that they are assumed.
    """

    probability: Probability
    people: Probability
    who: str
    source: str
    checked: Checked


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a verdict rests on, how far its figures were checked, and how clear it is."""

    basis: tuple[str, ...]
    checked: Checked
    clarity: str


class TestWorth(msgspec.Struct, frozen=True, kw_only=True):
    """What one test would be expected to tell, before its result is known.

    Attributes
    ----------
    marker
        Its slug.
    bits
        Expected information about the state of the nutrient.
    p_changes
        Probability that the likely state becomes another one.
    """

    __test__ = False

    marker: str
    bits: float
    p_changes: float


class NutrientVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """Where one nutrient stands, with every reason in order of weight.

    `tests` are those that could still be made, the most telling first.
    """

    nutrient: str
    name: str
    status: Status
    probability: Probability | None
    confidence: Confidence
    summary: str
    before: BeforeResults
    evidence: tuple[Evidence, ...] = ()
    agreements: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    tests: tuple[TestWorth, ...] = ()

    @property
    def by_result(self) -> bool:
        """Whether a laboratory result decided."""
        return "biomarker" in self.confidence.basis and self.probability is not None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What must be seen first; `title` is its name as a clinician says it."""

    code: str
    title: str
    urgency: Urgency
    nutrients: tuple[str, ...]
    why: str
    action: str
    source: str
    checked: Checked


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was not used, why, and what to ask."""

    input: str
    why: str
    ask: str


class NotComputed(msgspec.Struct, frozen=True, kw_only=True):
    """A combined indicator that its parts do not allow: why it was not computed, what would do."""

    indicator: str
    name: str
    why: str
    ask: str


class InteractionFound(msgspec.Struct, frozen=True, kw_only=True):
    """A medicine, condition or nutrient of this case that acts on a nutrient."""

    agent: str
    nutrient: str
    direction: str
    action: str
    severity: str
    certainty: str
    source: str
    checked: Checked
    action_source: str = ""


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    """What may not be advised in this case, and who may lift it.

    Attributes
    ----------
    agents
        The medicines, conditions, findings or gaps that forbid it, all in the same words.
    nutrients
        Which it is about.
    covers
        ``supplement``, ``food``, ``diet_change``, ``medicine_start``, ``order``.
    what, why, exception
        In words; `exception` says who may lift it, empty if nobody.
    urgency
        How soon somebody must act if it is already taken: ``immediate``, ``urgent``, ``routine``.
    because
        The facts that made it apply, in words; empty if the agents' presence is enough.
    is_gap
        Whether it stands only until something is known.
    """

    agents: tuple[str, ...]
    nutrients: tuple[str, ...]
    covers: tuple[str, ...]
    what: str
    why: str
    exception: str
    urgency: str
    because: tuple[str, ...]
    is_gap: bool
    source: str
    checked: Checked


class SymptomAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A symptom of this case, and what it asks: a question to examine, never a diagnosis.

    Attributes
    ----------
    low, high
        Nutrients that are low or deficient, or high or toxic, in this person, among those whose
        lack or excess the symptom may come with.
    ask
        What to ask or look for, and what else it may be.
    """

    symptom: str
    low: tuple[str, ...]
    high: tuple[str, ...]
    ask: str
    source: str
    checked: Checked


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What is not known, and what would help to know it.

    Attributes
    ----------
    would_help
        Markers, the one worth ordering first in front; what each would tell stands with the
        nutrient's verdict.
    """

    nutrient: str
    would_help: tuple[str, ...]
    why: str


class Unrecognised(msgspec.Struct, frozen=True, kw_only=True):
    """Free text that no table knows: kept, with the nearest known names."""

    input: str
    text: str
    nearest: tuple[str, ...]


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of ``micronutrient assess``."""

    micronutrient_version: str
    publisher: str
    title: str
    description: str
    person: Person
    alerts: tuple[Alert, ...]
    nutrients: tuple[NutrientVerdict, ...]
    quarantined: tuple[Quarantined, ...]
    not_computed: tuple[NotComputed, ...]
    interactions: tuple[InteractionFound, ...]
    blocked: tuple[Blocked, ...]
    questions: tuple[SymptomAsked, ...]
    missing: tuple[Missing, ...]
    unrecognised: tuple[Unrecognised, ...]
    series: tuple[MarkerSeries, ...]
    left_out: tuple[str, ...]
    method: tuple[str, ...]
    data_versions: dict[str, str]
    sources: dict[str, str]
    disclaimer: str
