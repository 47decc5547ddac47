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


class RefeedingGrade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One grade of refeeding syndrome: the fall from baseline [%] that it begins at or above."""

    name: str
    from_percent: float | None = None
    above_percent: float | None = None


class Refeeding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fall that shows refeeding syndrome, of any of the markers, within days of feeding.

    Grades stand from the severest to the mildest.
    """

    markers: tuple[str, ...]
    within_days: int
    grades: tuple[RefeedingGrade, ...]
    source: str
    checked: Checked
    note: str


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    inflammation: InflammationLimits
    beside: Beside
    trimesters: Trimesters
    variation: AssumedVariation
    refeeding: Refeeding
    specimens: dict[str, tuple[str, ...]]


@cache
def rules() -> Rules:
    """Read the rules that hold for all markers."""
    return read_record(DATA / "biomarker_rules.toml", Rules)
