"""What a combined indicator brings: an equation on the amounts of its parts, and where it fails.

The numbers stand in ``[combination]`` of each indicator's file under data/markers. What all of them
share (censored parts, age, inflammation, samples too far apart) is asked in `combined`.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.circumstances import NOTHING_KNOWN, Circumstances
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Combination
from micronutrient.errors import DataFault, ImplausibleValue
from micronutrient.person import Person
from micronutrient.wording import given

Amounts = Mapping[str, float]
"""Amounts by marker, in the units that ``parts`` of the indicator's file states."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Whose results are combined, and everything else that is known of the case."""

    person: Person
    measured: Sequence[Measured]
    around: Circumstances = NOTHING_KNOWN


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an indicator is not computed, and what would do instead."""

    why: str
    ask: str


def holds(_amounts: Amounts, _first: Measured, _setting: Setting) -> Refusal | None:
    """Refuse nothing: the equation holds wherever its file says so."""
    return None


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: its equation, and what only it has to ask.

    Attributes
    ----------
    value
        From the amounts of its parts, in the units of its file, and the person.
    refuses
        Says why it does not hold for these amounts, its first part, and this setting; else None.
    """

    value: Callable[[Amounts, Person], float]
    refuses: Callable[[Amounts, Measured, Setting], Refusal | None] = holds


def combination(slug: str) -> Combination:
    """Give the numbers of an indicator.

    Raises
    ------
    DataFault
        If its file has no ``[combination]``.
    """
    found = marker(slug).combination
    if found is None:
        raise DataFault(f"data/markers/{slug}.toml: no [combination]")
    return found


def coefficients(slug: str) -> dict[str, float]:
    """Give the coefficients of an indicator, as printed."""
    return combination(slug).coefficients


def amounts(**given_amounts: Floats | float) -> tuple[Floats, ...]:
    """Give amounts as arrays of one shape; NaN stays NaN.

    Raises
    ------
    ImplausibleValue
        If one of them is zero or below: that is a missing value, or one below what was measured.
    """
    arrays = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in given_amounts.values()))
    for name, array in zip(given_amounts, arrays, strict=True):
        wrong = np.flatnonzero(array <= 0)
        if wrong.size:
            place = f"{name}[{wrong[0]}]" if array.ndim else name
            raise ImplausibleValue(
                place,
                given(float(array.flat[wrong[0]])),
                allowed="above zero, or NaN where it is missing",
                advice="a result below what can be measured is no number: leave it out as NaN",
            )
    return tuple(arrays)
