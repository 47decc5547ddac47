"""What the laboratory results of a case say: the records that `interpret` gives."""

import datetime as dt

import msgspec

from micronutrient.biomarkers.records import Scope, SpeaksFor, Strength
from micronutrient.errors import InputFault
from micronutrient.sources import Checked
from micronutrient.verdict import Band, Doubt, Quarantined, Status


class OtherReading(msgspec.Struct, frozen=True, kw_only=True):
    """What another authority's limits say of the same value.

    Attributes
    ----------
    reading
        *unknown* where it sets no limit for a person.
    agrees
        False if it reads otherwise than the authority in use.
    limits
        Its limits for this person, in words.
    applies
        Whom it is for, where a case does not tell (``with anaemia``).
    """

    authority: str
    year: int
    source: str
    checked: Checked
    reading: Status
    agrees: bool
    limits: str
    scope: Scope = Scope.PERSON
    applies: str = ""
    note: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one accepted result says.

    Attributes
    ----------
    index
        Its place among the results of the case.
    marker, label
        Slug and name.
    value, unit, comparator, date
        As the laboratory printed it.
    used_value, used_unit
        After conversion and the marker's own correction: what was held against the cut-offs.
    bands
        Without gaps, from the lowest to the highest plausible value; empty where no authority sets
        limits for this person, or the marker never classifies one.
    sd_ln
        Standard deviation of ln value: analytical and within-person variation together.
    reading, grade
        The state, and what the authority calls it (``moderate anaemia``).
    repeat
        When to measure again; empty if there is no need.
    why
        A sentence with value, limit, authority and year.
    notes
        Doubts and circumstances of this result.
    background
        What the authority and the marker's file add, whatever the value.
    advice
        What to do or to measure next, whatever the value.
    authority, source, checked
        Whose limit decided, and how far it was checked.
    speaks_for
        Nutrients, with a strength that is lowered where a confounder may have made the reading.
    others
        Other authorities' readings; empty where the result cannot be read.
    used
        False where a later result of the same marker is used instead.
    """

    index: int
    marker: str
    label: str
    value: float
    unit: str
    comparator: str | None
    date: dt.date | None
    used_value: float
    used_unit: str
    bands: tuple[Band, ...]
    sd_ln: float
    reading: Status
    grade: str
    repeat: str
    why: str
    notes: tuple[str, ...]
    background: tuple[str, ...]
    advice: str
    authority: str
    source: str
    checked: Checked
    speaks_for: tuple[SpeaksFor, ...]
    others: tuple[OtherReading, ...]
    used: bool

    def strength_for(self, nutrient: str) -> Strength | None:
        """Give how well this result speaks for a nutrient; None if it does not."""
        found = (one.strength for one in self.speaks_for if one.nutrient == nutrient)
        return next(found, None)

    def regulated_for(self, nutrient: str) -> bool:
        """Whether the body holds it constant, so that it and intake say nothing of each other."""
        return any(one.regulated for one in self.speaks_for if one.nutrient == nutrient)


class LabReadings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the results of a case say.

    Attributes
    ----------
    readings
        One for each accepted result, in the order of the case.
    quarantined
        Results that were not used, why, and what to ask.
    doubts
        Results that were used although they contradict each other, and what to ask.
    faults
        Results that could not be understood: unknown marker or unit. Whoever calls decides whether
        to refuse the case.
    inflammation
        What CRP and AGP say, in words.
    inflamed
        None if neither was measured.
    egfr_ml_min
        Estimated filtration rate [mL/min/1.73 m²], or None.
    kidney_reduced
        Whether that rate is reduced, or a kidney disease is stated where it is not known.
    """

    readings: tuple[Reading, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[InputFault, ...] = ()
    inflammation: str = ""
    inflamed: bool | None = None
    egfr_ml_min: float | None = None
    kidney_reduced: bool = False

    def speaking_for(self, nutrient: str) -> tuple[Reading, ...]:
        """Give the results in use that speak for a nutrient, the strongest first."""
        order = tuple(Strength)
        found = [
            (order.index(strength), reading)
            for reading in self.readings
            if reading.used and (strength := reading.strength_for(nutrient)) is not None
        ]
        return tuple(reading for _, reading in sorted(found, key=lambda pair: pair[0]))
