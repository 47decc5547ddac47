"""What holds for all markers: when a person counts as inflamed, what counts as the same sample.

Numbers: data/biomarker_rules.toml.
"""

from functools import cache

import msgspec

from micronutrient.case import Comparator
from micronutrient.datafiles import DATA, read_record
from micronutrient.sources import Checked


class InflammationLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """CRP [mg/L] and AGP [g/L] from which on a person counts as inflamed."""

    crp_mg_l: float
    agp_g_l: float
    source: str
    checked: Checked


class Beside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days apart two samples may be and still be read together."""

    days: int


class Trimesters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Completed week from which on the second and the third trimester run."""

    second_from_week: int
    third_from_week: int
    source: str
    checked: Checked

    def of(self, week: int | None) -> int | None:
        """Give the trimester of a week of pregnancy."""
        if week is None:
            return None
        return 1 + (week >= self.second_from_week) + (week >= self.third_from_week)


class Imprecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Analytical variation where no study is on file: a share of that within a person.

    A fixed one would hide every change of what the body holds constant: 5 % of a sodium of
    140 mmol/L is 7.
    """

    share_of_within: float
    least: float
    source: str
    checked: Checked

    def of(self, cv_within: float) -> float:
        """Give it [%]."""
        return max(self.share_of_within * cv_within, self.least)


class AssumedVariation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is assumed of a marker without a study [%]: within a person, in blood and in urine."""

    cv_within: float
    cv_within_urine: float
    imprecision: Imprecision


class ChangeRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many standard deviations two results must lie apart to differ, and who says so.

    `source` prints the formula, `first_source` first described it, `skewed_source` gives the
    log-normal form.
    """

    z: float
    source: str
    checked: Checked
    first_source: str
    first_checked: Checked
    skewed_source: str
    skewed_checked: Checked

    @property
    def cited(self) -> tuple[tuple[str, Checked], ...]:
        """Everything cited, in order, and how far it was checked."""
        return (
            (self.source, self.checked),
            (self.first_source, self.first_checked),
            (self.skewed_source, self.skewed_checked),
        )


class OldResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """After how many days a result may no longer hold."""

    days: int


class SampleFault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault of a sample that laboratories write beside a result.

    Attributes
    ----------
    words
        Beginnings of the words that name it, folded (`micronutrient.matching.fold`).
    index_from, grades_to
        Where an index stands beside them: it counts from the first on; up to the second it is a
        grade, which always counts.
    cause, repeat
        What is said of the sample, and when to measure again.
    """

    words: tuple[str, ...]
    cause: str
    repeat: str
    index_from: float = 0
    grades_to: float = 0


class StatedBound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A remark of the laboratory that makes a number a bound.

    Attributes
    ----------
    words
        Beginnings of the words of such a remark, folded (`micronutrient.matching.fold`).
    comparator
        What the number then is: a least or a greatest value.
    said
        What is said of the result.
    """

    words: tuple[str, ...]
    comparator: Comparator
    said: str


class Sign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One result that a pattern asks for: a marker, and bounds in the marker's own unit."""

    marker: str
    unit: str
    at_least: float | None = None
    below: float | None = None


class SamplePattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Results of one sample that together show a fault which nobody noted.

    Attributes
    ----------
    fault
        As the markers' `sample_faults` name it: they say which way it moves them.
    markers
        The markers that it concerns; empty for all that the fault moves.
    all_of, any_of, none_of
        Results that must stand, of which one must stand, and none of which may. What was not
        measured does not stand.
    cause, repeat
        What is said of the sample, with ``{results}`` where the results that show it are named, and
        what to measure again.
    finding
        Slug of the agent in data/interactions that is present then; empty if there is none.
    """

    fault: str
    markers: tuple[str, ...] = ()
    all_of: tuple[Sign, ...]
    any_of: tuple[Sign, ...] = ()
    none_of: tuple[Sign, ...] = ()
    cause: str
    repeat: str
    finding: str = ""
    source: str
    checked: Checked
    note: str = ""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Every result that it looks at."""
        return (*self.all_of, *self.any_of, *self.none_of)

    def concerns(self, marker: str) -> bool:
        """Whether it says anything of a marker that its fault moves."""
        return not self.markers or marker in self.markers


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    inflammation: InflammationLimits
    beside: Beside
    trimesters: Trimesters
    variation: AssumedVariation
    change: ChangeRule
    old: OldResult
    sample_faults: dict[str, SampleFault]
    sample_patterns: tuple[SamplePattern, ...]
    stated_bounds: dict[str, StatedBound]
    specimens: dict[str, tuple[str, ...]]

    @property
    def cited_for_change(self) -> tuple[tuple[str, Checked], ...]:
        """Everything that a change of two results rests on, and how far it was checked."""
        assumed = self.variation.imprecision
        return (*self.change.cited, (assumed.source, assumed.checked))


@cache
def rules() -> Rules:
    """Read the rules that hold for all markers."""
    return read_record(DATA / "biomarker_rules.toml", Rules)
