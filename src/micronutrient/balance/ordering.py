"""Which test is worth ordering: what each would be expected to tell of one nutrient."""

from collections.abc import Sequence

from micronutrient.arrays import Floats
from micronutrient.balance.levels import Marker, worth
from micronutrient.biomarkers.prospects import Prospect
from micronutrient.states import STATES, Status
from micronutrient.verdict import TestWorth


def worth_ordering(
    probabilities: Floats, prospects: Sequence[Prospect], *, base: Floats, status: Status
) -> tuple[TestWorth, ...]:
    """Rank tests by the information that each is expected to bring, the most telling first.

    Parameters
    ----------
    probabilities
        Of the five states as things stand; shape ``(5,)``.
    prospects
        What could be measured.
    base
        How common each state is in people like this one; shape ``(5,)``.
    status
        The word that is said now.

    References
    ----------
    [lindley-1956-information]
    """
    now = STATES.index(status) if status in STATES else None
    found = []
    for one in prospects:
        marker = Marker(bands=one.bands, sd_ln=one.sd_ln, strength=one.strength)
        told = worth(probabilities, marker=marker, base=base, now=now)
        found.append(TestWorth(marker=one.marker, bits=told.bits, p_changes=told.p_changes))
    return tuple(sorted(found, key=lambda one: -one.bits))
