"""The records of this room: an agent, what it does to nutrients, and what it forbids."""

from enum import StrEnum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from micronutrient.interactions.conditions import Condition
from micronutrient.sources import Checked


class Kind(StrEnum):
    """What an agent is; a *gap* is something not known, and has only blocks."""

    MEDICINE = "medicine"
    MEDICINE_CLASS = "medicine_class"
    CONDITION = "condition"
    HABIT = "habit"
    LIFE_STAGE = "life_stage"
    NUTRIENT = "nutrient"
    FINDING = "finding"
    GAP = "gap"


class Direction(StrEnum):
    """What an agent does to a nutrient, or a nutrient to the agent.

    *Blocks* keeps the nutrient from working; *keep_apart* means that taken together the medicine or
    the nutrient is not absorbed; *harmed_by* means that the nutrient makes the medicine or the
    condition more dangerous; *interferes_with_assay* moves the laboratory result, not the body.
    """

    LOWERS = "lowers"
    RAISES = "raises"
    BLOCKS = "blocks"
    RAISES_NEED = "raises_need"
    KEEP_APART = "keep_apart"
    HARMED_BY = "harmed_by"
    INTERFERES_WITH_ASSAY = "interferes_with_assay"


class Grade(StrEnum):
    """How much an agent raises the odds of too little or too much."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class Severity(StrEnum):
    """How bad it can become."""

    CRITICAL = "critical"
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Certainty(StrEnum):
    """How sure the effect is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


class BlockUrgency(StrEnum):
    """How soon somebody must act if what is blocked is already taken."""

    IMMEDIATE = "immediate"
    URGENT = "urgent"
    ROUTINE = "routine"


class Covers(StrEnum):
    """What a block forbids."""

    SUPPLEMENT = "supplement"
    FOOD = "food"
    DIET_CHANGE = "diet_change"
    MEDICINE_START = "medicine_start"
    ORDER = "order"


Names = tuple[str, ...]
Nutrients = Annotated[tuple[str, ...], Meta(min_length=1)]


class Effect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an agent does to one or several nutrients.

    Attributes
    ----------
    nutrients, markers
        What it acts on; `markers` names laboratory markers that move with it.
    direction
        See `Direction`.
    risk
        How much it moves the odds of too little (lowers, blocks, raises_need) or too much
        (raises); absent where it says nothing about the body's state.
    measure, change, interval, after_y
        A measured size: relative change of `measure`, its 95 % interval, after so many years.
    size
        A size that does not fit those, in words.
    why, action
        Mechanism, and what to do.
    spacing_hours
        Hours to keep between the two, from and to.
    action_source
        Who advises the action, where that is another document than the effect's.
    moves, then
        Of an interference: which way it moves its `markers`, and what follows for a result that it
        could have made by itself (see `micronutrient.biomarkers.records`). Without them it is only
        told.
    reckoned
        The relative change that is reckoned with at most, -0.4 for two fifths lower: a choice of
        this project, wider than the mean change in `size`. A result whose meaning even that would
        not change stands. Absent: any change is possible.
    repeat
        When to measure again, or what to measure instead; needed where a result is *unreadable*.
    spares
        Words of an assay that is not disturbed (``LC-MS``).
    """

    nutrients: Nutrients
    direction: Direction
    why: str
    action: str
    severity: Severity
    certainty: Certainty
    source: str
    checked: Checked
    risk: Grade | None = None
    markers: Names = ()
    measure: str = ""
    change: float | None = None
    interval: tuple[float, float] | None = None
    after_y: float | None = None
    size: str = ""
    spacing_hours: tuple[float, float] | None = None
    action_source: str = ""
    moves: Literal["falls", "rises", "either"] | None = None
    then: Literal["unreadable", "weaker", "note"] = "note"
    reckoned: Annotated[float, Meta(gt=-1)] | None = None
    repeat: str = ""
    spares: Names = ()


class BlockRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may not be advised while an agent is present.

    Attributes
    ----------
    nutrients, forms, not_forms, foods
        What is blocked; `forms` narrows it to chemical forms (slugs of the nutrient's own file),
        `not_forms` exempts some; `foods` names foods of the kind.
    covers
        Supplements, foods, a change of diet, the start of a medicine, or an order of treatment.
    above, unit
        Blocked only above this daily amount.
    what, why, exception
        In words; `exception` says who may lift it.
    when
        Applies only then; always if absent.
    """

    nutrients: Nutrients
    covers: Annotated[tuple[Covers, ...], Meta(min_length=1)]
    what: str
    why: str
    urgency: BlockUrgency
    source: str
    checked: Checked
    exception: str = ""
    forms: Names = ()
    not_forms: Names = ()
    foods: Names = ()
    above: float | None = None
    unit: str = ""
    when: Condition | None = None


class Agent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A medicine, a class of medicines, a condition, a habit, a stage of life, a nutrient.

    Attributes
    ----------
    slug, name, names
        ``metformin``, "Metformin", and everything else it is called.
    classes
        Agents whose effects and blocks it shares.
    atc, rxnorm, icd10, snomed
        Codes that name it; a class carries the beginning of its members' codes.
    when
        Present when this holds, without being named: pregnancy, smoking, a high zinc dose; for a
        gap, what is not known.
    source, checked
        Where its name and codes come from.
    """

    slug: str
    name: str
    kind: Kind
    source: str
    checked: Checked
    names: Names = ()
    classes: Names = ()
    atc: Names = ()
    rxnorm: Names = ()
    icd10: Names = ()
    snomed: Names = ()
    when: Condition | None = None
    effects: tuple[Effect, ...] = ()
    blocks: tuple[BlockRule, ...] = ()
    note: str = ""
