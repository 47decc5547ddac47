"""What of a person's circumstances bears on laboratory results, as plain records.

Rooms on one floor do not know each other: whoever joins them (`micronutrient.tasks`) says here what
medicines, conditions, supplements and the calendar do to a marker.
"""

import datetime as dt

import msgspec

from micronutrient.biomarkers.records import Moves, Then
from micronutrient.sources import Checked


class Confounder(msgspec.Struct, frozen=True, kw_only=True):
    """Something of this person that moves a marker's result and not the body's state.

    Attributes
    ----------
    marker
        Slug.
    cause, action
        What it is and does, and what to do about it, in words.
    moves, then
        Which way the result goes, and what follows for a reading that it could have made by itself.
    reckoned
        The relative change that is reckoned with at most (-0.4: two fifths lower); None where any
        change is possible.
    repeat
        When to measure again, or what to measure instead; needed where it makes unreadable.
    spares
        Words of an assay that it does not disturb (``LC-MS``).
    source, checked
        Who says so; no source where it is a question and not a statement.
    """

    marker: str
    cause: str
    action: str = ""
    moves: Moves
    then: Then
    reckoned: float | None = None
    repeat: str = ""
    spares: tuple[str, ...] = ()
    source: str = ""
    checked: Checked | None = None


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the person beside the results.

    Attributes
    ----------
    confounders
        What moves single markers.
    supplemented
        Slugs of the nutrients that are taken as supplements.
    conditions
        Slugs of the conditions that the person has: some limits are for them only.
    kidney_disease
        Its name, where a kidney disease is stated; it stands in where no filtration rate is known.
    today
        The day of the assessment; None if old results are not to be pointed out.
    """

    confounders: tuple[Confounder, ...] = ()
    supplemented: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    kidney_disease: str = ""
    today: dt.date | None = None

    def of(self, marker: str) -> tuple[Confounder, ...]:
        """Give the confounders of one marker."""
        return tuple(one for one in self.confounders if one.marker == marker)


NOTHING_KNOWN = Circumstances()
