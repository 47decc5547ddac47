"""What holds for all markers: when a person counts as inflamed, what counts as the same sample.

Numbers: data/biomarker_rules.toml.
"""

from functools import cache

import msgspec

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


class AssumedVariation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of variation [%] where no study of a marker is on file."""

    cv_within: float
    cv_analytical: float


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


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    inflammation: InflammationLimits
    beside: Beside
    trimesters: Trimesters
    variation: AssumedVariation
    old: OldResult
    sample_faults: dict[str, SampleFault]
    specimens: dict[str, tuple[str, ...]]


@cache
def rules() -> Rules:
    """Read the rules that hold for all markers."""
    return read_record(DATA / "biomarker_rules.toml", Rules)
