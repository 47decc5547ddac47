"""Where a mark stands on the balance axis: five equal zones from deficient (0-1) to toxic (4-5).

An axis for drawing, not a score. A marker is placed by its bands. An intake is placed by its
reference values and keeps to the three inner zones: deficient and toxic are states of the body.
"""

import math

from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence
from micronutrient.states import SILENT, STATES, Band

NOTHING = 1.0
REQUIREMENT = 2.0
UPPER = 3.0
ENDLESS = 4.0
END = 5.0
_WITHOUT_LIMIT = 0.9


def of_intake(amount: float, intake: IntakeEvidence) -> float | None:
    """Place a daily intake: nothing at 1, the requirement at 2, the upper level at 3.

    Between the two it is placed in logarithm. Returns None where no reference value tells.
    """
    limit = upper_on_same_scale(intake)
    if limit is not None and amount > limit:
        return ENDLESS - limit / amount
    if intake.requirement is None or intake.requirement.value <= 0:
        return None
    need = intake.requirement.value
    if amount < need:
        return NOTHING + max(amount, 0.0) / need
    if limit is None or limit <= need:
        return REQUIREMENT + _WITHOUT_LIMIT * (1 - need / amount)
    return REQUIREMENT + math.log(amount / need) / math.log(limit / need)


def of_part(intake: IntakeEvidence) -> float | None:
    """Place what an upper level counts, where that is only a part of the intake: the level at 3.

    None up to the level: there it would seem to say that the whole intake is enough.
    """
    if intake.upper is None or upper_on_same_scale(intake) is not None:
        return None
    counted, limit = intake.in_ul_scope or 0.0, intake.upper.value
    return ENDLESS - limit / counted if counted > limit else None


def upper_on_same_scale(intake: IntakeEvidence) -> float | None:
    """Give the upper level if it counts the same intake as the requirement does."""
    if intake.upper is None or intake.upper.scope != "total":
        return None
    return intake.upper.value if intake.ul_unit == intake.unit else None


def tells(place: float | None, intake: IntakeEvidence) -> bool:
    """Whether an intake at this place means what its zone says.

    Below an adequate intake, or below a requirement with a part of the intake not known, it may
    be too little or enough.
    """
    if place is None:
        return False
    is_ai = intake.requirement is not None and intake.requirement.kind == "ai"
    bounded = intake.complete and intake.high is not None
    return place >= REQUIREMENT or (bounded and not is_ai)


def of_marker(value: float, marker: BiomarkerEvidence) -> float | None:
    """Place a laboratory value within its band, in logarithm; evenly if the scale is below zero.

    Returns None without bands.
    """
    if not marker.bands:
        return None
    bands = _merged(marker.bands)
    if bands[0].lower > 0 >= value:
        return None
    value = min(max(value, bands[0].lower), bands[-1].upper)
    band = next((b for b in bands if value < b.upper), bands[-1])
    if bands[0].lower < 0:
        within = (value - band.lower) / (band.upper - band.lower)
    else:
        within = math.log(value / band.lower) / math.log(band.upper / band.lower)
    if falls(marker):
        within = 1 - within
    return STATES.index(band.state) + within


def of_marker_ends(marker: BiomarkerEvidence) -> tuple[float, float] | None:
    """Place the interval of a laboratory value; a censored one reaches to the end of its axis."""
    low, high = marker.used_low, marker.used_high
    comparator = marker.comparator or ""
    if comparator.startswith("<"):
        low, high = min((b.lower for b in marker.bands), default=low), marker.used_value
    elif comparator.startswith(">"):
        low, high = marker.used_value, max((b.upper for b in marker.bands), default=high)
    ends = [of_marker(value, marker) for value in (low, high)]
    placed = [end for end in ends if end is not None]
    return (min(placed), max(placed)) if placed else None


def falls(marker: BiomarkerEvidence) -> bool:
    """Whether a higher value means less of the nutrient, as for methylmalonic acid."""
    bands = sorted(marker.bands, key=lambda band: band.lower)
    return bool(bands) and STATES.index(bands[0].state) > STATES.index(bands[-1].state)


def _merged(bands: tuple[Band, ...]) -> list[Band]:
    """Join neighbouring bands of one state, so that a zone is filled once."""
    joined: list[Band] = []
    for band in sorted(bands, key=lambda band: band.lower):
        if joined and joined[-1].state is band.state:
            last = joined.pop()
            joined.append(Band(state=last.state, lower=last.lower, upper=band.upper))
        else:
            joined.append(band)
    return joined


def is_placed(marker: BiomarkerEvidence) -> bool:
    """Whether a laboratory result speaks, and so has a place on the axis."""
    return bool(marker.bands) and bool(marker.log_likelihood) and marker.reading not in SILENT
