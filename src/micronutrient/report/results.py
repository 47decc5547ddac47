"""Laboratory results that no verdict shows: every result that was handed in is seen once."""

from micronutrient.report import words
from micronutrient.states import Status
from micronutrient.verdict import Assessment, ResultRead

TITLE = "Other results"


def others(assessment: Assessment) -> tuple[ResultRead, ...]:
    """Give the results that are not printed with a nutrient's verdict."""
    printed = {
        marker.marker
        for verdict in assessment.nutrients
        if verdict.status is not Status.UNKNOWN
        for marker in words.markers_of(verdict)
    }
    return tuple(one for one in assessment.results if not (one.used and one.marker in printed))


def line(one: ResultRead) -> str:
    """Say a result and how it is read."""
    dated = f" ({one.date})" if one.date else ""
    other = "" if one.used else f" Another result of the same marker is used{dated}."
    return f"{one.why}{other}"
