"""When a sample was taken: morning or afternoon, from what the laboratory prints."""

import re

from micronutrient.biomarkers.cutoff_records import DayTime
from micronutrient.matching import fold

_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?::\d\d)?"
    r"\s*(?:(?P<pm>[ap]\.?m\.?)|h|hrs?|o'clock)?",
    re.IGNORECASE,
)

_DAY_WORDS = {
    "am": DayTime.MORNING,
    "a_m": DayTime.MORNING,
    "morning": DayTime.MORNING,
    "pm": DayTime.AFTERNOON,
    "p_m": DayTime.AFTERNOON,
    "afternoon": DayTime.AFTERNOON,
    "evening": DayTime.AFTERNOON,
}


def day_time(clock: str | None) -> DayTime | None:
    """Give morning (up to noon) or afternoon for a time of day; None if it cannot be told."""
    found = _CLOCK.fullmatch((clock or "").strip())
    if found is None:
        return _DAY_WORDS.get(fold(clock or ""))
    minutes = int(found["hour"]) * 60 + int(found["minute"])
    half_day = 12 * 60
    if found["pm"]:
        minutes = minutes % half_day + (half_day if found["pm"].lower().startswith("p") else 0)
    return DayTime.MORNING if minutes <= half_day else DayTime.AFTERNOON
