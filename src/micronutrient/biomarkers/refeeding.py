"""Refeeding syndrome from laboratory results: the fall of an electrolyte from its baseline.

Numbers: ``[refeeding]`` of data/biomarker_rules.toml.
"""

from micronutrient.biomarkers.rules import RefeedingGrade, rules
from micronutrient.errors import InputFault


def refeeding_grade(marker: str, *, before: float, after: float, days: float) -> str:
    """Give the grade of refeeding syndrome that a fall shows; empty if it shows none.

    Parameters
    ----------
    marker
        ``phosphate_serum``, ``potassium_serum`` or ``magnesium_serum``: the slug.
    before, after
        Before feeding began again and after it, in one unit; `before` above zero.
    days
        Between the two. Past the days of the rule a fall shows no grade.

    Raises
    ------
    InputFault
        If the marker is none of the rule's, or a value or the time cannot be.

    References
    ----------
    [aspen-2020-refeeding]
    """
    rule = rules().refeeding
    if marker not in rule.markers:
        raise InputFault("marker", f"{marker!r} is not watched", allowed=", ".join(rule.markers))
    if not (before > 0 and after >= 0 and days >= 0):
        raise InputFault(
            "before, after, days",
            f"{before:g}, {after:g} and {days:g} stand there",
            allowed="a baseline above zero, a later value and a time of zero or more",
        )
    if days > rule.within_days:
        return ""
    fall = (before - after) / before * 100
    return next((grade.name for grade in rule.grades if _reaches(fall, grade)), "")


def _reaches(fall_percent: float, grade: RefeedingGrade) -> bool:
    """Whether a fall is of a grade; a billionth is left for rounding."""
    if grade.above_percent is not None:
        return fall_percent > grade.above_percent + _ROUNDING
    return grade.from_percent is not None and fall_percent >= grade.from_percent - _ROUNDING


_ROUNDING = 1e-9
