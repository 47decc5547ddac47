"""The balance chart: each nutrient from deficiency to toxicity, as the parts of one SVG drawing."""

import msgspec

from micronutrient.report import words
from micronutrient.report.position import END, of_intake, of_marker, upper_on_same_scale
from micronutrient.verdict import Assessment, IntakeEvidence, NutrientVerdict, Status
from micronutrient.wording import number, unit

LEFT = 190
ZONE = 110
ROW = 22
TOP = 46


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark with its interval, in drawing units, and what it says on hover and to a reader."""

    kind: str
    x: float
    start: float
    stop: float
    title: str


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """One reference mark: requirement, recommendation or upper level."""

    x: float
    label: str
    title: str


class ChartRow(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient of the chart."""

    y: float
    name: str
    status: str
    symbol: str
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drawing."""

    width: float
    height: float
    left: float
    zone: float
    top: float
    bottom: float
    row: float
    rows: tuple[ChartRow, ...]


def draw(assessment: Assessment) -> Chart:
    """Lay out the chart: a row for each nutrient that has a mark to show."""
    order = list(words.HEADINGS)
    shown = [v for v in assessment.nutrients if _marks(v)]
    shown.sort(key=lambda v: order.index(v.status))
    rows = tuple(
        ChartRow(
            y=TOP + i * ROW + ROW / 2,
            name=v.name,
            status=v.status.value,
            symbol=words.SYMBOL[v.status],
            marks=_marks(v),
            ticks=_ticks(v),
        )
        for i, v in enumerate(shown)
    )
    bottom = TOP + len(rows) * ROW
    return Chart(
        width=LEFT + END * ZONE + 20,
        height=bottom + 8,
        left=LEFT,
        zone=ZONE,
        top=TOP,
        bottom=bottom,
        row=ROW,
        rows=rows,
    )


def _x(place: float) -> float:
    return round(LEFT + place * ZONE, 1)


def _marks(verdict: NutrientVerdict) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    intake = words.intake_of(verdict)
    if intake is not None and intake.mean is not None:
        place = of_intake(intake.mean, intake)
        if place is not None:
            marks.append(_intake_mark(intake, place))
    for marker in words.markers_of(verdict):
        place = of_marker(marker.used_value, marker)
        if place is None or marker.reading in {Status.UNINTERPRETABLE, Status.UNKNOWN}:
            continue
        ends = [of_marker(v, marker) or place for v in (marker.used_low, marker.used_high)]
        title = words.marker_line(marker)
        marks.append(
            Mark(kind="lab", x=_x(place), start=_x(min(ends)), stop=_x(max(ends)), title=title)
        )
    return tuple(marks)


def _intake_mark(intake: IntakeEvidence, place: float) -> Mark:
    low = of_intake(intake.usual_low if intake.usual_low is not None else intake.low, intake)
    top = intake.usual_high if intake.usual_high is not None else intake.high
    high = END if top is None else of_intake(top, intake)
    return Mark(
        kind="intake",
        x=_x(place),
        start=_x(place if low is None else low),
        stop=_x(place if high is None else high),
        title=f"intake {words.intake_line(intake)}",
    )


def _ticks(verdict: NutrientVerdict) -> tuple[Tick, ...]:
    intake = words.intake_of(verdict)
    if intake is None or intake.mean is None or intake.requirement is None:
        return ()
    references = [intake.requirement, intake.recommended]
    if upper_on_same_scale(intake) is not None:
        references.append(intake.upper)
    ticks: list[Tick] = []
    for reference in references:
        place = of_intake(reference.value, intake) if reference else None
        if reference is not None and place is not None:
            title = (
                f"{reference.kind.upper()} {number(reference.value)} "
                f"{unit(reference.unit)} ({reference.publisher})"
            )
            ticks.append(Tick(x=_x(place), label=reference.kind.upper(), title=title))
    return tuple(ticks)
