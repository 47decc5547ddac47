"""What a survey of markers is answered: slopes, reference values, means and prevalence."""

import msgspec

from micronutrient.biomarkers.brinda import Correlation
from micronutrient.biomarkers.inflammation_survey import Slope
from micronutrient.sources import Checked


class ReferenceValue(msgspec.Struct, frozen=True, kw_only=True):
    """Where inflammation is held to begin: in the unit of its name, and as logarithm."""

    marker: str
    value: float
    unit: str
    ln_value: float
    basis: str


class Cutoff(msgspec.Struct, frozen=True, kw_only=True):
    """The limits that were used, in the marker's canonical unit, and whose they are.

    `sources` says of each document how far its limits were checked.
    """

    limits: tuple[float, ...]
    unit: str
    deficient: str
    authority: str
    sources: dict[str, Checked] = {}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A marker over the people of a group, weighted if the survey is.

    Attributes
    ----------
    people
        With a value.
    arithmetic_mean, geometric_mean
        In the unit of the column; None without people.
    judged
        With a value and a limit.
    deficient
        Share of `judged` beyond the limit; None if nobody can be judged.
    """

    people: int
    arithmetic_mean: float | None
    geometric_mean: float | None
    judged: int
    deficient: float | None


class MarkerAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One marker of one group.

    Attributes
    ----------
    marker, group, column, unit
        What, whose, and in which unit the means are.
    adjusted_by
        ``agp``, ``crp``; empty where the marker is left as it is, or refused.
    slopes, correlations
        By ``agp`` and ``crp``.
    people_used
        How many the slopes were fitted to.
    left_out
        How many were not, by why; each person is counted once.
    before, after
        Of the same people: those who have a value after. None after a refusal.
    cutoff
        Limits of both; None where none holds.
    with_raised_cutoff
        Unadjusted values held against limits that are raised for people with inflammation, the
        other way to allow for it; None where the marker has no such limits.
    refused
        Why slopes could not be found; empty if they could.
    notes
        What a reader should know of this marker.
    """

    marker: str
    name: str
    group: str
    column: str
    unit: str
    adjusted_by: tuple[str, ...] = ()
    slopes: dict[str, Slope] = {}
    correlations: dict[str, Correlation] = {}
    people_used: int = 0
    left_out: dict[str, int] = {}
    before: Summary
    after: Summary | None = None
    cutoff: Cutoff | None = None
    with_raised_cutoff: Summary | None = None
    refused: str = ""
    notes: tuple[str, ...] = ()


class GroupAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One group: how many people, and where inflammation begins for them."""

    group: str
    people: int
    references: tuple[ReferenceValue, ...]
    markers: tuple[MarkerAnswer, ...]


class BiomarkersAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The whole survey: `people` rows of `file`, by group.

    `sources` says of each document how far what was used of it was checked: first the method's.
    """

    file: str
    people: int
    weighted: bool
    groups: tuple[GroupAnswer, ...]
    notes: tuple[str, ...]
    sources: dict[str, Checked]
