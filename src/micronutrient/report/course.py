"""One small chart for each marker over time: results, limits, and what chance explains."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from micronutrient.report import words
from micronutrient.report.follow_up import ChangeRow, has_more, rows, value
from micronutrient.series import MarkerPoint, MarkerSeries
from micronutrient.sources import Checked
from micronutrient.states import Band, Status
from micronutrient.wording import as_printed, unit

LEFT, RIGHT, TOP, BOTTOM = 56, 380, 16, 180
_LOG_FROM = 8
_MARGIN = 0.07
_LABEL, _TICK = 11, 15
_DATE = 72
_STEPS = (1, 2, 5)
_ASIDE = {"start": -5, "middle": 0, "end": 8}


class BandDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a band of cut-offs behind the line."""

    state: str
    x: float
    y: float
    width: float
    height: float


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """One result: `kind` is ``value``, ``below``, ``above`` or ``unread``."""

    kind: str
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    title: str


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A line from one result to the next; `sure` where both are values that can be read."""

    x1: float
    y1: float
    x2: float
    y2: float
    sure: bool


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A word at an axis; `limit` marks a cut-off."""

    at: float
    text: str
    limit: bool = False
    anchor: str = "middle"


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing of one marker over time."""

    marker: str
    label: str
    title: str
    text: str
    bands: tuple[BandDrawn, ...]
    names: tuple[Label, ...]
    ticks: tuple[Label, ...]
    dates: tuple[Label, ...]
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    chance: tuple[float, float] | None
    chance_x: float
    is_log: bool
    unit: str
    row: ChangeRow
    told: tuple[str, ...]
    source: str
    checked: Checked


class _Scale(msgspec.Struct, frozen=True, kw_only=True):
    """From values and dates to drawing units."""

    low: float
    high: float
    is_log: bool
    first: int
    last: int

    def y(self, value: float) -> float:
        """Place a value, kept within the drawing."""
        low, high, at = (self._axis(v) for v in (self.low, self.high, value))
        share = (at - low) / (high - low)
        return round(BOTTOM - min(max(share, 0.0), 1.0) * (BOTTOM - TOP), 1)

    def x(self, date: str) -> float:
        """Place a date; the first and the last keep off the edges."""
        share = (_ordinal(date) - self.first) / (self.last - self.first)
        return round(LEFT + _DATE / 3 + share * (RIGHT - LEFT - _DATE / 3 - 14), 1)

    def _axis(self, value: float) -> float:
        return math.log(max(value, self.low)) if self.is_log else value


def courses(series: Iterable[MarkerSeries]) -> tuple[Course, ...]:
    """Lay out a chart for each marker, in the order of `rows`."""
    found = {one.marker: one for one in series}
    return tuple(_course(found[row.marker], row) for row in rows(found.values()))


def _course(one: MarkerSeries, row: ChangeRow) -> Course:
    scale = _scale(one)
    xs = [scale.x(point.date) for point in one.points]
    said = [f"{value(p)} {unit(one.unit)} on {p.date}{_read(p)}" for p in one.points]
    return Course(
        marker=one.marker,
        label=one.label,
        title=f"{one.label} over time, {one.points[0].date} to {one.points[-1].date}",
        text="; ".join(said),
        bands=tuple(_bands(one.points, xs, scale)),
        names=tuple(_names(one.points[-1].bands, scale)),
        ticks=tuple(_ticks(one, scale)),
        dates=tuple(_dates(one.points, xs)),
        strokes=tuple(_strokes(one.points, xs, scale)),
        dots=tuple(_dots(one, xs, scale)),
        chance=_chance(one, scale),
        chance_x=xs[0],
        is_log=scale.is_log,
        unit=unit(one.unit),
        row=row,
        told=tuple(_told(one)),
        source=one.limits.source,
        checked=one.limits.checked,
    )


def _told(one: MarkerSeries) -> Iterator[str]:
    yield one.from_previous.why
    if has_more(one):
        yield f"Since the first result: {one.from_first.why}"
    yield from dict.fromkeys((*one.from_previous.doubts, *one.from_first.doubts))
    yield from one.notes
    yield one.limits.note


def _read(point: MarkerPoint) -> str:
    if point.reading is Status.UNKNOWN:
        return ""
    return f" ({words.WORD[point.reading]})"


def _scale(one: MarkerSeries) -> _Scale:
    values = [point.value for point in one.points]
    first = one.points[0]
    if first.comparator is None:
        values += [first.value * (1 + p / 100) for p in (one.limits.fall, one.limits.rise)]
    low, high = min(values), max(values)
    near = [edge for edge in _edges(one.points) if low / 2 <= edge <= high * 2]
    low, high = min([low, *near]), max([high, *near])
    if low == high:
        low, high = low / 2, high * 2
    is_log = high / low > _LOG_FROM
    room = math.log(high / low) * _MARGIN if is_log else (high - low) * _MARGIN
    dates = [_ordinal(point.date) for point in one.points]
    return _Scale(
        low=low * math.exp(-room) if is_log else low - room,
        high=high * math.exp(room) if is_log else high + room,
        is_log=is_log,
        first=dates[0],
        last=dates[-1],
    )


def _edges(points: Sequence[MarkerPoint]) -> list[float]:
    """Give every limit between two bands, whatever the date."""
    inner = {
        edge
        for point in points
        for band in point.bands
        for edge in (band.lower, band.upper)
        if edge not in _ends(point.bands)
    }
    return sorted(inner)


def _ends(bands: Sequence[Band]) -> tuple[float, float]:
    return min(band.lower for band in bands), max(band.upper for band in bands)


def _bands(points: Sequence[MarkerPoint], xs: list[float], scale: _Scale) -> Iterator[BandDrawn]:
    """Draw the limits of each result from half-way to its neighbours."""
    turns = [n for n in range(1, len(points)) if points[n].bands != points[n - 1].bands]
    borders = [LEFT, *((xs[n - 1] + xs[n]) / 2 for n in turns), RIGHT]
    for place, (start, stop) in zip((0, *turns), pairwise(borders), strict=True):
        point = points[place]
        for band in point.bands:
            top, bottom = scale.y(band.upper), scale.y(band.lower)
            if bottom > top:
                yield BandDrawn(
                    state=band.state.value,
                    x=round(start, 1),
                    y=top,
                    width=round(stop - start, 1),
                    height=round(bottom - top, 1),
                )


def _names(bands: Sequence[Band], scale: _Scale) -> Iterator[Label]:
    for band in bands:
        top, bottom = scale.y(band.upper), scale.y(band.lower)
        if bottom - top >= _LABEL:
            yield Label(at=round((top + bottom) / 2 + 4, 1), text=band.state.value)


def _ticks(one: MarkerSeries, scale: _Scale) -> Iterator[Label]:
    """Write the limits of the latest result first, then round numbers where there is room."""
    taken: list[float] = []
    limits = [edge for edge in _edges(one.points[-1:]) if scale.low < edge < scale.high]
    for number in (*limits, *_round_numbers(scale)):
        y = scale.y(number)
        if all(abs(y - other) >= _TICK for other in taken):
            taken.append(y)
            yield Label(at=y, text=as_printed(number), limit=number in limits)


def _round_numbers(scale: _Scale) -> list[float]:
    if scale.is_log:
        powers = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
        found = [step * 10.0**power for power in powers for step in _STEPS]
    else:
        width = _step((scale.high - scale.low) / 4)
        first = math.ceil(scale.low / width)
        found = [n * width for n in range(first, math.floor(scale.high / width) + 1)]
    return [number for number in found if scale.low < number < scale.high and number > 0]


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next((s * power for s in _STEPS if s * power >= least), power * 10)


def _dates(points: Sequence[MarkerPoint], xs: list[float]) -> Iterator[Label]:
    """Write the first and the last date, and those between that have room."""
    last = xs[-1]
    written = -math.inf
    for place, (point, x) in enumerate(zip(points, xs, strict=True)):
        is_last = place == len(xs) - 1
        if is_last or (x - written >= _DATE and (place == 0 or last - x >= _DATE)):
            written = x
            yield Label(at=x, text=point.date)


def _strokes(points: Sequence[MarkerPoint], xs: list[float], scale: _Scale) -> Iterator[Stroke]:
    for (a, x1), (b, x2) in pairwise(zip(points, xs, strict=True)):
        sure = all(p.comparator is None and p.reading is not Status.UNINTERPRETABLE for p in (a, b))
        yield Stroke(x1=x1, y1=scale.y(a.value), x2=x2, y2=scale.y(b.value), sure=sure)


def _dots(one: MarkerSeries, xs: list[float], scale: _Scale) -> Iterator[Dot]:
    ys = [scale.y(point.value) for point in one.points]
    for place, (point, x, y) in enumerate(zip(one.points, xs, ys, strict=True)):
        beside = [ys[n] for n in (place - 1, place + 1) if 0 <= n < len(ys)]
        above = y <= sum(beside) / len(beside)
        above = y > BOTTOM - 2 * _TICK or (above and y > TOP + _TICK)
        symbol = "" if point.reading is Status.UNKNOWN else f" {words.SYMBOL[point.reading]}"
        yield Dot(
            kind=_kind(point),
            x=x,
            y=y,
            label=f"{value(point)}{symbol}",
            label_x=x + _ASIDE[_anchor(place, len(xs))],
            label_y=y - 9 if above else y + 18,
            anchor=_anchor(place, len(xs)),
            title=f"{point.date}: {value(point)} {unit(one.unit)}{_read(point)}, "
            f"printed {point.printed}",
        )


def _anchor(place: int, count: int) -> str:
    """Keep the first and the last label within the drawing."""
    return "start" if place == 0 else "end" if place == count - 1 else "middle"


def _kind(point: MarkerPoint) -> str:
    if point.reading is Status.UNINTERPRETABLE:
        return "unread"
    sign = point.comparator or ""
    return "below" if sign.startswith("<") else "above" if sign.startswith(">") else "value"


def _chance(one: MarkerSeries, scale: _Scale) -> tuple[float, float] | None:
    """Place what chance and the day explain round the first result; None if that is a bound."""
    first = one.points[0]
    if first.comparator is not None:
        return None
    top, bottom = (
        scale.y(first.value * (1 + percent / 100)) for percent in (one.limits.rise, one.limits.fall)
    )
    return top, round(bottom - top, 1)


def _ordinal(date: str) -> int:
    return dt.date.fromisoformat(date).toordinal()
