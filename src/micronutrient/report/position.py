"""Where a mark stands on the balance axis: five equal zones from deficient (0-1) to toxic (4-5).

An axis for drawing, not a score: intake is placed by its reference values, a marker by its bands.
"""

import math

from micronutrient.verdict import STATES, BiomarkerEvidence, IntakeEvidence

REQUIREMENT = 2.0
UPPER = 3.0
END = 5.0


def of_intake(amount: float, intake: IntakeEvidence) -> float | None:
    """Place a daily intake: the requirement at 2, the upper level at 3, in logarithm between.

    Returns None without a requirement to place it by.
    """
    if intake.requirement is None or intake.requirement.value <= 0:
        return None
    need = intake.requirement.value
    if amount <= need:
        return REQUIREMENT * max(amount, 0.0) / need
    limit = upper_on_same_scale(intake)
    if limit is None or limit <= need:
        return UPPER - 0.1 - (UPPER - 0.1 - REQUIREMENT) * need / amount
    if amount <= limit:
        return REQUIREMENT + math.log(amount / need) / math.log(limit / need)
    return UPPER + 1 - limit / amount


def upper_on_same_scale(intake: IntakeEvidence) -> float | None:
    """Give the upper level if it counts the same intake as the requirement does."""
    if intake.upper is None or intake.upper.scope != "total":
        return None
    return intake.upper.value if intake.ul_unit == intake.unit else None


def of_marker(value: float, marker: BiomarkerEvidence) -> float | None:
    """Place a laboratory value within its band, in logarithm. None without bands."""
    if not marker.bands or value <= 0:
        return None
    bands = sorted(marker.bands, key=lambda band: band.lower)
    value = min(max(value, bands[0].lower), bands[-1].upper)
    band = next(b for b in bands if value <= b.upper)
    within = math.log(value / band.lower) / math.log(band.upper / band.lower)
    if STATES.index(bands[0].state) > STATES.index(bands[-1].state):
        within = 1 - within
    return STATES.index(band.state) + within
