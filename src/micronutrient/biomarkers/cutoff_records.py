"""The shape of a marker's limits: authorities, their rows for groups of people, intervals.

Every field here is a field of data/markers/<slug>.toml.
"""

from enum import StrEnum

import msgspec

from micronutrient.person import NO_UPPER_AGE_Y, Maternity, Sex
from micronutrient.sources import Checked


class DayTime(StrEnum):
    """When blood was drawn: up to noon, or after."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Scope(StrEnum):
    """Whom a cut-off may judge."""

    PERSON = "person"
    POPULATION = "population"


class Grade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that an authority gives to part of the scale: ``moderate anaemia``."""

    name: str
    below: float | None = None
    at_least: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value bears this name."""
        above = self.at_least is None or value >= self.at_least
        return above and (self.below is None or value < self.below)


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for one group of people. A condition that is left out holds for everybody.

    The first row of a table that fits is used. What is not known of a person or a sample does not
    fit a row that asks for it, but unknown inflammation counts as none.

    Attributes
    ----------
    sex, from_y, to_y, maternity, trimester
        Age is ``from_y`` up to, not including, ``to_y`` [y].
    inflamed
        Raised CRP or AGP, by the limits of data/biomarker_rules.toml.
    crp_above_mg_l
        Fits only where CRP is above this.
    fasting, day_time, assay
        Of the sample; `assay` fits where the laboratory's text contains it.
    deficient_below, low_below, high_from, toxic_from
        Where low values mean deficiency.
    low_from, deficient_from
        Where high values mean deficiency.
    grades
        Names of parts of the scale; the first that holds is shown.
    checked
        Where it differs from the table's.
    """

    sex: Sex | None = None
    from_y: float = 0
    to_y: float = NO_UPPER_AGE_Y
    maternity: Maternity | None = None
    trimester: int | None = None
    inflamed: bool | None = None
    crp_above_mg_l: float | None = None
    fasting: bool | None = None
    day_time: DayTime | None = None
    assay: str | None = None
    deficient_below: float | None = None
    low_below: float | None = None
    high_from: float | None = None
    toxic_from: float | None = None
    low_from: float | None = None
    deficient_from: float | None = None
    grades: tuple[Grade, ...] = ()
    checked: Checked | None = None


class Cutoffs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One authority's limits, in the marker's canonical unit.

    Attributes
    ----------
    authority, source, year, checked
        Who, where it is printed, when, and how far that was checked.
    preferred
        The table that is used first; exactly one a marker. Where it has no row for the person, the
        next of the file that has one stands in.
    completes
        This table's limits fill those that the table in use leaves blank.
    applies
        Whom it is for, in words, where that cannot be told from a case (``with anaemia``): such a
        table is shown beside the others, and never stands in.
    conditions
        Slugs of conditions (data/interactions): the table is for people who have one of them, and
        is left out for all others. Empty where it is for everybody.
    leads
        For whom a condition of this table is known, it is used before the preferred one.
    scope
        ``population`` tables never judge a person.
    rows
        Empty where an authority chose to set no limit; `note` says so.
    """

    authority: str
    source: str
    year: int
    checked: Checked
    preferred: bool = False
    completes: bool = False
    applies: str = ""
    conditions: tuple[str, ...] = ()
    leads: bool = False
    scope: Scope = Scope.PERSON
    note: str = ""
    rows: tuple[Row, ...] = ()


class Interval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reference interval: what is usual in health, shown beside a value and never a verdict.

    It is shown to whom it was measured for: ``sex``, and age from ``from_y`` up to, not including,
    ``to_y`` [y]; what is left out holds for everybody.
    """

    low: float
    high: float
    who: str
    sex: Sex | None = None
    from_y: float = 0
    to_y: float = NO_UPPER_AGE_Y
    source: str
    checked: Checked
