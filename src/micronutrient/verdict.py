"""What can be said about a nutrient, and the reasons: the words and records of an assessment.

Not knowing is an answer here, and never means enough. The field names are the public face of the
package (``micronutrient schema assessment``): they do not drift.
"""

from enum import StrEnum

import msgspec

from micronutrient.evidence import Evidence
from micronutrient.person import Person
from micronutrient.series import MarkerSeries
from micronutrient.sources import Checked
from micronutrient.states import Status


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
        Probability that the word becomes another one; where there is none, that the state in the
        middle of what is held of the body does.
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


class ResultRead(msgspec.Struct, frozen=True, kw_only=True):
    """One laboratory result that was taken in, whether or not a verdict rests on it.

    Attributes
    ----------
    input
        Its place in the case; of a computed indicator, that of its first part.
    reading
        The state it reads, *unknown* where no limit judges it, or *uninterpretable*.
    used
        False where another result of the same marker is used instead.
    computed
        Whether it was computed from other results.
    """

    input: str
    marker: str
    label: str
    value: float
    unit: str
    comparator: str | None
    date: str | None
    reading: Status
    why: str
    used: bool
    computed: bool
    source: str
    checked: Checked


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was used as it stands although it can hardly be right, and what to ask."""

    input: str
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


class PathwayServed(msgspec.Struct, frozen=True, kw_only=True):
    """One pathway that a nutrient serves.

    Attributes
    ----------
    pathway, process, systems
        In the words of this package: "Collagen synthesis", "connective tissue", where it runs.
    genes, ec_numbers
        Of a few proteins, out of those that were checked best.
    proteins
        How many are on file.
    symptoms
        Those of this case that arise in the same systems by the same process; none where too much
        is in question, of which what a nutrient serves says nothing.
    sources, checked
        Who says that the nutrient serves these few, and how far that was checked.
    """

    pathway: str
    process: str
    systems: tuple[str, ...]
    genes: tuple[str, ...]
    ec_numbers: tuple[str, ...]
    proteins: int
    symptoms: tuple[str, ...]
    sources: tuple[str, ...]
    checked: Checked


class MechanismServed(msgspec.Struct, frozen=True, kw_only=True):
    """What a nutrient serves that is low or high in this person: why it matters, no finding.

    `proteins` is how many are on file for the whole nutrient.
    """

    nutrient: str
    name: str
    status: Status
    proteins: int
    pathways: tuple[PathwayServed, ...]


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
    results: tuple[ResultRead, ...]
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
    doubts: tuple[Doubt, ...] = ()
    mechanisms: tuple[MechanismServed, ...] = ()
