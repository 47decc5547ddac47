"""What a survey of markers is told: which columns hold what, in which units, and what is asked."""

from typing import Annotated

import msgspec

from micronutrient.biomarkers.cutoff_records import DayTime
from micronutrient.person import Sex

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Positive = Annotated[float, msgspec.Meta(gt=0)]


class InflammationColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of CRP or AGP.

    Attributes
    ----------
    column, unit
        Its name in the header row, and the unit of its values.
    zero_is
        What a zero stands for, in the same unit: half the limit of detection. Without it zeros are
        refused; BRINDA's R package takes 0.001.
    """

    column: Name
    unit: Name
    zero_is: Positive | None = None


class MarkerColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a marker, and how its samples were taken, where a cut-off asks for that.

    Attributes
    ----------
    column, unit, zero_is
        As of CRP and AGP.
    cutoff
        A limit of the user's own, in the same unit, instead of the marker's file.
    fasting, day_time, assay
        Of all samples of the column; `day_time` is ``morning`` (up to noon) or ``afternoon``.
    """

    column: Name
    unit: Name
    zero_is: Positive | None = None
    cutoff: Positive | None = None
    fasting: bool | None = None
    day_time: DayTime | None = None
    assay: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of words or codes, and what they mean: ``values: {1: male, 2: female}``."""

    column: Name
    values: dict[str, str] = {}


class Ages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of ages, and its unit: ``a`` or ``mo``."""

    column: Name
    unit: Name = "a"


class References(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where inflammation is held to begin, for the group ``manual``."""

    crp_mg_l: Positive | None = None
    agp_g_l: Positive | None = None


class BiomarkersSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One survey of markers.

    Attributes
    ----------
    file
        CSV, also packed (.gz, .xz); its place is relative to the specification's.
    person
        Column of ids; without it the row numbers stand in.
    group, group_column
        One group for all, or a column of groups; exactly one of the two.
    crp, agp
        At least one.
    markers
        By slug: ferritin, stfr, rbp, retinol, zinc.
    age, sex, sex_column
        For cut-offs, where the group does not decide them.
    weight
        Column of survey weights; BRINDA's package has none.
    sign_constraint
        Set slopes to zero that have the wrong sign, and fit the others again.
    reference
        Reference values of the group ``manual``.
    """

    file: Name
    person: Name | None = None
    group: Name | None = None
    group_column: Words | None = None
    crp: InflammationColumn | None = None
    agp: InflammationColumn | None = None
    markers: Annotated[dict[str, MarkerColumn], msgspec.Meta(min_length=1, max_length=20)]
    age: Ages | None = None
    sex: Sex | None = None
    sex_column: Words | None = None
    weight: Name | None = None
    sign_constraint: bool = False
    reference: References | None = None
