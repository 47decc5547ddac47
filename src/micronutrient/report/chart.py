"""The balance chart: each nutrient from deficiency to toxicity, as the parts of one SVG drawing."""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence, Reference
from micronutrient.report import words
from micronutrient.report.bundle import Bundle, bundled, is_drawn
from micronutrient.report.columns import fit
from micronutrient.report.overview import Sorted
from micronutrient.report.position import (
    END,
    ENDLESS,
    NOTHING,
    UPPER,
    is_placed,
    of_intake,
    of_marker,
    of_marker_ends,
    of_part,
    tells,
    upper_on_same_scale,
)
from micronutrient.states import Status
from micronutrient.verdict import NutrientVerdict
from micronutrient.wording import number, unit

LEFT = 290
ZONE = 100
TOP = 40
_LINE, _LABEL, _GAP, _SLIM = 14, 10, 1, 16
_HEADING = 22
_CHARACTER = 6.2
_LONG = 480
_ROOM = 46
_LEAST = 8


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark with its interval, in drawing units, and what it says on hover.

    Attributes
    ----------
    kind
        ``intake``, ``part`` (what an upper level counts), ``lab``, or ``unread``.
    x
        None where only an interval may be drawn.
    start, stop
        The interval.
    open_from
        From here to `stop` nothing is known: hatched.
    title, label
        In words; and what stands at the left, for a laboratory result.
    """

    kind: str
    y: float
    x: float | None
    start: float
    stop: float
    open_from: float | None
    title: str
    label: str = ""


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """One reference mark: requirement, recommendation or upper level."""

    x: float
    kind: str
    label: str
    side: str
    title: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of words at the left of a row."""

    y: float
    text: str


class ChartRow(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient of the chart."""

    top: float
    height: float
    name: str
    status: str
    symbol: str
    slim: bool
    intake: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the chart under a heading of its own; the first has none."""

    heading: str
    y: float
    rows: tuple[ChartRow, ...]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drawing."""

    width: float
    height: float
    left: float
    zone: float
    top: float
    bottom: float
    parts: tuple[Part, ...]
    not_drawn: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be drawn."""
        return not self.parts

    @property
    def is_long(self) -> bool:
        """Whether it wants a printed page of its own."""
        return self.height > _LONG


def draw(order: Sorted) -> Chart:
    """Lay out the chart: judged nutrients, then unknown ones, then those for context."""
    parts: list[Part] = []
    y = float(TOP)
    for heading, verdicts, slim in (
        ("", order.judged, False),
        ("Unknown: the hatched part is open, and is not adequate", order.open, True),
        ("For context", order.context, True),
    ):
        shown = [v for v in verdicts if is_drawn(v) and _marks(v, 0.0)]
        if not shown:
            continue
        begin = y + (_HEADING if heading else 0)
        rows = tuple(_rows(shown, begin, slim=slim))
        parts.append(Part(heading=heading, y=y + _HEADING - 7, rows=rows))
        y = rows[-1].top + rows[-1].height
    return Chart(
        width=LEFT + END * ZONE + 12,
        height=y + 22,
        left=LEFT,
        zone=ZONE,
        top=TOP,
        bottom=y,
        parts=tuple(parts),
        not_drawn=tuple(_not_drawn(order)),
    )


def _not_drawn(order: Sorted) -> Iterator[str]:
    hidden = [v for v in (*order.judged, *order.open) if not is_drawn(v)]
    for one in bundled(hidden):
        sure = one.sure if isinstance(one, Bundle) else words.sure(one)
        yield ", ".join(filter(None, (f"{one.name}: {one.status}", sure)))


def _rows(verdicts: Iterable[NutrientVerdict], y: float, *, slim: bool) -> Iterator[ChartRow]:
    for verdict in verdicts:
        row = _row(verdict, y, slim=slim)
        yield row
        y += row.height


def _row(verdict: NutrientVerdict, top: float, *, slim: bool) -> ChartRow:
    intake = words.intake_of(verdict)
    ticks = _ticks(intake) if intake is not None else ()
    first = top + (_SLIM if slim else _LINE) / 2
    marks = _marks(verdict, first, below=0 if slim or not ticks else _LABEL)
    labs = [mark for mark in marks if mark.kind in {"lab", "unread"}]
    bottom = max([first, *(mark.y for mark in labs)]) + _LINE / 2
    if not slim and not labs:
        bottom += (_LABEL if ticks else 0) + _GAP
    return ChartRow(
        top=top,
        height=_SLIM if slim and not labs else bottom - top + (_GAP if labs else 0),
        name=verdict.name,
        status=verdict.status.value,
        symbol=words.SYMBOL[verdict.status],
        slim=slim,
        intake=words.amount(intake) if intake is not None and intake.mean is not None else "",
        lines=tuple(Line(y=mark.y, text=mark.label) for mark in labs),
        marks=marks,
        ticks=ticks,
    )


def _short(marker: BiomarkerEvidence) -> str:
    """Shorten the name of a laboratory result to the room at the left, but never its value."""
    value = words.value_of(marker)
    return f"{fit(marker.label, max(_LEAST, _ROOM - len(value) - 1)).rstrip()} {value}"


def _x(place: float) -> float:
    return round(LEFT + place * ZONE, 1)


def _marks(verdict: NutrientVerdict, y: float, *, below: float = 0.0) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    intake = words.intake_of(verdict)
    unknown = verdict.status is Status.UNKNOWN
    if intake is not None and intake.mean is not None:
        marks += _intake_marks(intake, intake.mean, y=y, unknown=unknown)
    y += below
    for marker in words.markers_of(verdict):
        mark = _lab_mark(marker, y + _LINE)
        if mark is not None and not (unknown and mark.kind == "lab"):
            marks.append(mark)
            y = mark.y
    return tuple(marks)


def _intake_marks(
    intake: IntakeEvidence, mean: float, *, y: float, unknown: bool
) -> Iterator[Mark]:
    title = f"intake {words.intake_with_need(intake)}"
    place = of_intake(mean, intake)
    if place is not None:
        told = tells(place, intake) and not unknown
        start, stop = _ends(intake, place)
        open_from = None if told and not words.at_least(intake) else (place if told else start)
        yield Mark(
            kind="intake",
            y=y,
            x=_x(place) if told else None,
            start=_x(start),
            stop=_x(stop),
            open_from=None if open_from is None else _x(open_from),
            title=title,
        )
    part = of_part(intake)
    if part is not None:
        x = _x(part)
        said = words.upper_line(intake)
        yield Mark(kind="part", y=y, x=x, start=x, stop=x, open_from=None, title=said)


def _ends(intake: IntakeEvidence, place: float) -> tuple[float, float]:
    """Place both ends of an intake; what is open reaches over all that it may mean."""
    low = intake.usual_low if intake.usual_low is not None else intake.low
    high = intake.usual_high if intake.usual_high is not None else intake.high
    start = of_intake(low, intake)
    stop = ENDLESS if high is None or words.at_least(intake) else of_intake(high, intake)
    ends = [end for end in (start, place, stop) if end is not None]
    if not tells(place, intake) and not words.at_least(intake):
        return NOTHING, max(*ends, UPPER)
    return min(ends), max(ends)


def _lab_mark(marker: BiomarkerEvidence, y: float) -> Mark | None:
    title, label = words.marker_line(marker), _short(marker)
    if marker.reading is Status.UNINTERPRETABLE:
        return Mark(
            kind="unread",
            y=y,
            x=None,
            start=_x(0.0),
            stop=_x(END),
            open_from=_x(0.0),
            title=title,
            label=label,
        )
    ends = of_marker_ends(marker)
    place = of_marker(marker.used_value, marker)
    if not is_placed(marker) or ends is None or place is None:
        return None
    return Mark(
        kind="lab",
        y=y,
        x=_x(place),
        start=_x(ends[0]),
        stop=_x(ends[1]),
        open_from=None,
        title=title,
        label=label,
    )


def _ticks(intake: IntakeEvidence) -> tuple[Tick, ...]:
    if intake.mean is None:
        return ()
    upper = intake.upper
    ticks = [*_tick(intake.requirement, intake, side="end"), *_tick(intake.recommended, intake)]
    if upper is not None and upper_on_same_scale(intake) is not None:
        ticks += _tick(upper, intake)
    elif upper is not None and of_part(intake) is not None:
        said = f"{number(intake.in_ul_scope)} of {upper.kind.upper()} {number(upper.value)}"
        title = words.upper_line(intake)
        ticks.append(Tick(x=_x(UPPER), kind="ul", label=said, side="start", title=title))
    return tuple(ticks)


def _tick(
    reference: Reference | None, intake: IntakeEvidence, *, side: str = "start"
) -> Iterator[Tick]:
    place = of_intake(reference.value, intake) if reference is not None else None
    if reference is None or reference.value <= 0 or place is None:
        return
    label = f"{reference.kind.upper()} {number(reference.value)}"
    yield Tick(
        x=_x(place),
        kind=reference.kind,
        label=label if side == "end" or _fits(place, label) else "",
        side=side,
        title=f"{label} {unit(reference.unit)} ({reference.publisher})",
    )


def _fits(place: float, label: str) -> bool:
    """Whether a label ends before the next border, where another one begins."""
    return place >= UPPER or place + len(label) * _CHARACTER / ZONE < UPPER
