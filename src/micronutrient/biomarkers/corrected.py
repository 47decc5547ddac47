"""What a marker's own correction gives: the value that is held against the cut-offs, and why."""

import msgspec

from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Moves
from micronutrient.sources import Checked


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """A value after the marker's own correction.

    Attributes
    ----------
    value
        In the marker's canonical unit.
    how
        What was done, in words; empty if nothing was.
    doubt
        What could not be done, in words; empty if everything was.
    moved
        Which way the value stands off, where no correction holds for somebody like this person.
    checked
        How far the correction was checked; None if nothing was corrected.
    """

    value: float
    how: str = ""
    doubt: str = ""
    moved: Moves = Moves.NONE
    checked: Checked | None = None


def as_measured(measured: Measured) -> Corrected:
    """Let a value stand as it is; a computed one says from what."""
    computed = measured.computed
    if computed is None:
        return Corrected(value=measured.value)
    return Corrected(value=measured.value, how=computed.how, checked=computed.checked)
