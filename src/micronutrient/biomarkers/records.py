"""The shape of a marker's data file: what it speaks for, units, codes, cut-offs, confounders.

Every field here is a field of data/markers/<slug>.toml.
"""

from enum import StrEnum

import msgspec

from micronutrient.biomarkers.cutoff_records import Cutoffs, Interval
from micronutrient.person import Sex
from micronutrient.sources import Checked


class Direction(StrEnum):
    """Which end of the marker means too little of the nutrient."""

    LOW_IS_DEFICIENT = "low_is_deficient"
    HIGH_IS_DEFICIENT = "high_is_deficient"


class Strength(StrEnum):
    """How well a marker tracks the state of the body; `CONTEXT` never moves a verdict."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    CONTEXT = "context"

    def weaker(self) -> "Strength":
        """Give the next weaker grade; *weak* and *context* stay as they are."""
        return {Strength.STRONG: Strength.MODERATE, Strength.MODERATE: Strength.WEAK}.get(
            self, self
        )


class Moves(StrEnum):
    """What a confounder does to a marker; *either* where it may go both ways."""

    FALLS = "falls"
    RISES = "rises"
    EITHER = "either"
    NONE = "none"


class Then(StrEnum):
    """What follows for a reading that a confounder could have made by itself."""

    UNREADABLE = "unreadable"
    WEAKER = "weaker"
    NOTE = "note"


class SpeaksFor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One nutrient that a marker speaks for, and how well.

    `regulated` markers are held constant by the body: they show danger, not how much is eaten, and
    are not worth ordering to learn that.
    """

    nutrient: str
    strength: Strength
    direction: Direction = Direction.LOW_IS_DEFICIENT
    regulated: bool = False
    note: str = ""


class Explained(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another lack that makes this marker read short of a nutrient by itself.

    Attributes
    ----------
    nutrient, by
        What the marker then no longer speaks for, and the nutrient whose lack explains it.
    instead
        What to measure to learn of `nutrient`.
    """

    nutrient: str
    by: str
    instead: str
    source: str
    checked: Checked
    note: str = ""


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One LOINC code.

    Attributes
    ----------
    code, property
        ``2276-4``; ``MCnc`` is mass per volume, ``SCnc`` amount of substance per volume.
    checked
        How far component and property were checked; the check digit always is.
    """

    code: str
    property: str = ""
    checked: Checked = Checked.SECONDARY


class Variation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Within-person and analytical variation [%]; None where no study is on file."""

    cv_within: float | None = None
    cv_analytical: float | None = None
    source: str
    checked: Checked
    note: str = ""


class Inflammation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What inflammation does to a marker, and above which CRP [mg/L] it cannot be read.

    A marker that falls can still show excess above the limit, one that rises can still show
    deficiency; every other reading is *uninterpretable* there.
    """

    moves: Moves
    unreadable_above_crp_mg_l: float | None = None
    source: str
    checked: Checked
    note: str = ""


class Kidney(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a failing kidney does to a marker (eGFR under the limit of creatinine.toml).

    Attributes
    ----------
    moves, then, note
        Which way, what follows for a reading that it could have made, and why.
    reckoned
        The relative change that is reckoned with at most; None where any is possible.
    unreadable_below
        Filtration rate [mL/min/1.73 m²] under which such a reading cannot be read at all, nor where
        a kidney disease is stated without a rate.
    repeat
        What to measure instead; needed with `unreadable_below`.
    """

    moves: Moves
    note: str
    then: Then = Then.NOTE
    reckoned: float | None = None
    unreadable_below: float | None = None
    repeat: str = ""


class RecentDose(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long after a dose of its nutrient a marker shows the dose and not the stores [h]."""

    hours: float
    then: Then
    moves: Moves = Moves.RISES
    source: str
    checked: Checked


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of the marker's own correction, as printed; `note` holds the equation."""

    coefficients: dict[str, float]
    source: str
    checked: Checked
    note: str


class Unless(StrEnum):
    """Where a combined indicator does not hold, whoever the person is."""

    INFLAMED = "inflamed"
    PREGNANT = "pregnant"
    KIDNEY = "kidney"


class Combination(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an indicator is computed from other markers, where the laboratory did not report it.

    Attributes
    ----------
    parts
        Each entry is one way: the markers it takes, and the unit in which the equation takes them.
        Every way begins with the same marker; the first way that has all its parts is used.
    replaces
        Markers whose results of the same days carry no weight of their own where this one speaks:
        its parts, and other indicators that are computed from them.
    yields_to
        Parts that it does not overrule: where one of them reads deficient by itself and the
        indicator does not, the parts speak, and it is shown only.
    reported
        Laboratories report it themselves, so that it can be asked for.
    assays, assay_of
        Words of which the assay of one part must contain one; empty where any assay will do.
    allows_for
        Faults of a sample that the equation takes out again, so that it is computed in spite of
        them.
    from_y, unless
        Domain: age [y] from which on it holds, and where it does not.
    coefficients
        As printed; `note` holds the equation.
    """

    parts: tuple[dict[str, str], ...]
    replaces: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    reported: bool = False
    assays: tuple[str, ...] = ()
    assay_of: str = ""
    allows_for: tuple[str, ...] = ()
    from_y: float = 0
    unless: tuple[Unless, ...] = ()
    coefficients: dict[str, float] = {}
    source: str
    checked: Checked
    note: str


class Marker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One laboratory marker.

    Attributes
    ----------
    slug, name, synonyms
        ``ferritin``, "Ferritin, serum", everything else that laboratories print.
    speaks_for
        Nutrients, with strength and direction; empty for context such as CRP.
    unit, other_units
        Canonical unit (all limits are in it), and others that laboratories print.
    molar_mass, valence
        Of the substance [g/mol], and its charges for milliequivalents; None where mass and amount
        must not be converted.
    percent_is_effect
        True for activation coefficients: a result in % is the effect, (coefficient - 1) x 100.
    ambiguous_mass
        Why a mass unit cannot be converted without asking; empty if it can.
    plausible
        Lowest and highest value [canonical unit] that disease is known to reach, generously.
    log10_per_unit
        For an index that may be zero or negative: what one unit of it is in log10 of the ratio
        behind it. None for amounts and ratios, whose own logarithm is taken.
    specimens
        Words that name an accepted specimen.
    loinc, loinc_source
        Codes that mean this marker.
    sample_faults
        What faults of a sample do, by their name in data/biomarker_rules.toml.
    fasting, morning
        True if the sample should be taken fasting, or before noon.
    fed
        What a meal before the sample does, where that can change what a result means.
    never_classifies
        Why one person's result is never graded; empty if it may be.
    cutoffs, intervals, correction, combination, variation, inflammation, kidney, recent_dose
        See there.
    explained
        Lacks of other nutrients that can explain it.
    confounders, advice, note
        In words.
    source, checked
        For what stands outside the tables: molar mass, role, confounders.
    """

    slug: str
    name: str
    synonyms: tuple[str, ...] = ()
    speaks_for: tuple[SpeaksFor, ...] = ()
    unit: str
    other_units: tuple[str, ...] = ()
    molar_mass: float | None = None
    valence: int | None = None
    percent_is_effect: bool = False
    ambiguous_mass: str = ""
    plausible: tuple[float, float]
    log10_per_unit: float | None = None
    specimens: tuple[str, ...]
    loinc: tuple[Code, ...] = ()
    loinc_source: str = "loinc-2017"
    sample_faults: dict[str, Moves] = {}
    fasting: bool = False
    fed: Moves = Moves.NONE
    morning: bool = False
    never_classifies: str = ""
    variation: Variation | None = None
    inflammation: Inflammation | None = None
    kidney: Kidney | None = None
    recent_dose: RecentDose | None = None
    cutoffs: tuple[Cutoffs, ...] = ()
    intervals: tuple[Interval, ...] = ()
    correction: Correction | None = None
    combination: Combination | None = None
    explained: tuple[Explained, ...] = ()
    confounders: tuple[str, ...] = ()
    advice: str = ""
    source: str
    checked: Checked
    note: str = ""

    @property
    def replaces(self) -> tuple[str, ...]:
        """Markers whose results this one stands for."""
        return self.combination.replaces if self.combination else ()

    @property
    def yields_to(self) -> tuple[str, ...]:
        """Those of them that it does not overrule."""
        return self.combination.yields_to if self.combination else ()

    def intervals_for(self, *, sex: Sex, age_y: float) -> tuple[Interval, ...]:
        """Give the reference intervals that were measured for people of this sex and age [y]."""
        return tuple(
            one
            for one in self.intervals
            if one.sex in {None, sex} and one.from_y <= age_y < one.to_y
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that the file cites, each once, in order."""
        parts = [
            self.variation,
            self.inflammation,
            self.recent_dose,
            self.correction,
            self.combination,
        ]
        known = (part for part in parts if part)
        tables = (*self.cutoffs, *self.intervals, *self.explained, *known)
        codes = (self.loinc_source,) if self.loinc else ()
        return tuple(dict.fromkeys([self.source, *codes, *(table.source for table in tables)]))
