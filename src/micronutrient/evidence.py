"""The reasons of a verdict: what was eaten, what was measured, and what acts on a nutrient.

The field names are the public face of the package (``micronutrient schema assessment``).
"""

import msgspec

from micronutrient.sources import Checked
from micronutrient.states import Band, Status
from micronutrient.wording import given, unit


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The reference value that an intake was held against.

    Attributes
    ----------
    value
        As it is for this person.
    printed
        As the publisher prints it for the person's group, where that is another; else None.
    """

    kind: str
    value: float
    unit: str
    publisher: str
    source: str
    checked: Checked
    scope: str = "total"
    printed: float | None = None
    safe_level: bool = False


class NeedChange(msgspec.Struct, frozen=True, kw_only=True):
    """What moves this person's requirement, or is only shown beside it.

    Attributes
    ----------
    size
        Its figure in words: ``+3.6 mg/d (3.3 to 3.9)``, ``× 1.8``; empty where there is none.
    low, high
        Ends of the figure, in the requirement's unit or as a factor; None without one.
    way
        ``add``, ``factor``, ``instead``, ``intake`` (an amount in all) or ``no_figure``.
    counted
        Whether it moved the requirement, with the middle of its range.
    own
        Whether the publisher of the requirement itself adds it.
    """

    size: str
    low: float | None
    high: float | None
    way: str
    counted: bool
    own: bool
    why: str
    source: str
    checked: Checked


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
    upper, overruled
        The upper level that decides: the chosen publisher's, or a newer one of another that the
        known intake exceeds; then the chosen publisher's is the one overruled.
    exceeded_elsewhere
        Further upper levels of other publishers that the known intake exceeds.
    in_ul_scope, ul_unit
        Intake that counts toward the upper level (for example preformed vitamin A only).
    from_supplements
        Part of `mean` that comes from supplements.
    changes
        What moved the requirement for this person, or is shown beside it.
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
    changes: tuple[NeedChange, ...] = ()
    overruled: Reference | None = None
    exceeded_elsewhere: tuple[Reference, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference value that the row names."""
        used = (self.requirement, self.recommended, self.upper, self.overruled)
        return (*(one for one in used if one is not None), *self.exceeded_elsewhere)


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
    others, disagree
        What other authorities' limits say of the same value; and those of them that say otherwise.
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
    disagree: tuple[str, ...] = ()
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
