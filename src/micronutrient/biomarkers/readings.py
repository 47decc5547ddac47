"""What the laboratory results of a case say: the records that `interpret` gives."""

import datetime as dt
import math

import msgspec

from micronutrient.biomarkers.companions import days_apart
from micronutrient.biomarkers.cutoff_records import Scope
from micronutrient.biomarkers.quality import FoundFault
from micronutrient.biomarkers.records import SpeaksFor, Strength
from micronutrient.biomarkers.rules import rules
from micronutrient.case import LabResult
from micronutrient.errors import InputFault
from micronutrient.evidence import ComputedFrom
from micronutrient.sources import Checked
from micronutrient.states import Band, Status
from micronutrient.verdict import Doubt, NotComputed, Quarantined


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
        Standard deviation of ln value: analytical and within-person variation together. Of an index
        that may be negative, that of ln of the ratio behind it.
    log10_per_unit
        Of such an index: what one unit of it is in log10 of that ratio; None for all others.
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
    sample
        The result as it was handed in: specimen, assay, fasting, time, note.
    inflamed
        Whether CRP or AGP was raised beside this result; None if neither is known well enough.
    computed_from
        The results that the value was computed from; empty where the laboratory reported it.
    replaces
        Markers whose results of the same days carry no weight of their own where this one speaks.
    yields_to
        Those of them that it does not overrule where they read deficient by themselves.
    replaced_by
        Name of the result that speaks in place of this one, since both rest on one measurement;
        empty if none does.
    faults
        Faults of its sample that move this marker.
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
    sample: LabResult
    inflamed: bool | None
    log10_per_unit: float | None = None
    computed_from: tuple[ComputedFrom, ...] = ()
    replaces: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    replaced_by: str = ""
    faults: tuple[FoundFault, ...] = ()

    @property
    def ratio_value(self) -> float:
        """The value on a scale that is above zero: itself, or the ratio behind an index."""
        return self._ratio(self.used_value)

    @property
    def ratio_bands(self) -> tuple[Band, ...]:
        """The bands on that scale."""
        return tuple(
            Band(state=band.state, lower=self._ratio(band.lower), upper=self._ratio(band.upper))
            for band in self.bands
        )

    def interval(self, z: float) -> tuple[float, float]:
        """Give the values that lie z standard deviations below and above the used one."""
        if self.log10_per_unit is None:
            spread = math.exp(z * self.sd_ln)
            return self.used_value / spread, self.used_value * spread
        half = z * self.sd_ln / (self.log10_per_unit * math.log(10))
        return self.used_value - half, self.used_value + half

    def stands_for(self, other: "Reading") -> bool:
        """Whether another result went into this indicator, or one of the same days could have."""
        near = days_apart(self.date, other.date) <= rules().beside.days
        return near and other.marker in self.replaces

    def gives_way_to(self, part: "Reading") -> bool:
        """Whether this indicator must not overrule one of its parts, which reads deficient."""
        alone = part.reading is Status.DEFICIENT and self.reading is not Status.DEFICIENT
        return alone and part.marker in self.yields_to

    def _ratio(self, value: float) -> float:
        return value if self.log10_per_unit is None else 10 ** (self.log10_per_unit * value)

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
    crp_mg_l
        CRP that is surely reached at the latest date [mg/L], or None.
    egfr_ml_min
        Estimated filtration rate [mL/min/1.73 m²], or None.
    not_computed
        Combined indicators whose parts are there, but for which the method does not hold.
    kidney_reduced
        Whether that rate is reduced, or a kidney disease is stated where it is not known.
    findings
        Slugs of the agents that the results in use show by themselves (EDTA in the sample).
    """

    readings: tuple[Reading, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[InputFault, ...] = ()
    inflammation: str = ""
    inflamed: bool | None = None
    crp_mg_l: float | None = None
    egfr_ml_min: float | None = None
    not_computed: tuple[NotComputed, ...] = ()
    kidney_reduced: bool = False
    findings: frozenset[str] = frozenset()

    def speaking_for(self, nutrient: str) -> tuple[Reading, ...]:
        """Give the results in use that speak for a nutrient, the strongest first."""
        order = tuple(Strength)
        found = [
            (order.index(strength), reading)
            for reading in self.readings
            if reading.used and (strength := reading.strength_for(nutrient)) is not None
        ]
        return tuple(reading for _, reading in sorted(found, key=lambda pair: pair[0]))
