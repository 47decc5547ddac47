"""Follow-up in a report: the rows of the table of changes, and their words."""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient.series import MarkerChange, MarkerPoint, MarkerSeries, Moved
from micronutrient.wording import as_printed, signed, signed_percent, unit

WORD = {
    Moved.ROSE: "rose",
    Moved.FELL: "fell",
    Moved.NO_CHANGE: "no change",
    Moved.OPEN: "cannot say",
    Moved.UNREADABLE: "cannot be read",
}
ARROW = {
    Moved.ROSE: "↑",
    Moved.FELL: "↓",
    Moved.NO_CHANGE: "=",
    Moved.OPEN: "?",
    Moved.UNREADABLE: "≁",
}
LEGEND = (
    "Rose and fell: by more than chance and the day alone explain in a steady person (95 %, "
    "log-normal). No change: within that. A rise is neither good nor bad by itself. ≁ cannot be "
    "read: something other than the person may have moved it."
)
_MOVED = (Moved.ROSE, Moved.FELL)
_ORDER = (Moved.UNREADABLE, Moved.OPEN, Moved.NO_CHANGE)


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: a marker since the last time, and since the first if that is another.

    Attributes
    ----------
    pair, size, chance, classical
        Both values; the change; what chance explains; the classical reference change value.
    said, heading
        The word, with *but* where there is a doubt; the words since the last and the first time.
    since, first
        When the earlier result was taken; the change from the first, in words.
    doubts
        What else may have moved it, as sentences.
    """

    marker: str
    name: str
    pair: str
    size: str
    z: str
    chance: str
    classical: str
    moved: Moved
    said: str
    heading: str
    since: str
    first: str
    doubts: tuple[str, ...]


def rows(series: Iterable[MarkerSeries]) -> tuple[ChangeRow, ...]:
    """Give the rows, those first that moved since the last or the first time, in their order."""
    return tuple(map(_row, sorted(series, key=_place)))


def _place(one: MarkerSeries) -> int:
    words = (one.from_previous.moved, one.from_first.moved)
    if any(word in _MOVED for word in words):
        return -1
    return min(map(_ORDER.index, words))


def _row(one: MarkerSeries) -> ChangeRow:
    last = one.from_previous
    limits = one.limits
    return ChangeRow(
        marker=one.marker,
        name=one.label.partition(",")[0],
        pair=_pair(one, -2),
        size=size(last),
        z="" if last.z is None else signed(last.z),
        chance=f"{signed_percent(limits.fall).removesuffix(' %')} to {signed_percent(limits.rise)}",
        classical=f"±{limits.classical:.0f} %",
        moved=last.moved,
        said=_said(last),
        heading=_heading(one),
        since=f"since {last.since} ({_days(last.days)})",
        first=_from_first(one),
        doubts=(*_unread(last), *last.doubts),
    )


def _unread(change: MarkerChange) -> Iterator[str]:
    """Give why a change cannot be read, without what the row says already."""
    if change.hidden:
        yield change.hidden


def _said(change: MarkerChange) -> str:
    """Give the word; with *but* where something else may have made it."""
    but = ", but" if change.doubts and change.moved is not Moved.UNREADABLE else ""
    return f"{ARROW[change.moved]} {WORD[change.moved]}{but}"


def has_more(one: MarkerSeries) -> bool:
    """Whether the first result is another than the last but one."""
    return one.points[0] is not one.points[-2]


def _heading(one: MarkerSeries) -> str:
    last = f"{_said(one.from_previous)} see below" if one.from_previous.doubts else ""
    last = last or _said(one.from_previous)
    if not has_more(one):
        return last
    return f"since last time {last}; since the first {_said(one.from_first)}"


def _from_first(one: MarkerSeries) -> str:
    if not has_more(one):
        return ""
    change = one.from_first
    sized = f" {size(change)}," if size(change) else ""
    return f"since the first, {change.since}: {_pair(one, 0)},{sized} {_said(change)}"


def _pair(one: MarkerSeries, earlier: int) -> str:
    before, now = one.points[earlier], one.points[-1]
    return f"{value(before)} → {value(now)} {unit(one.unit)}".rstrip()


def value(point: MarkerPoint) -> str:
    """Write a value with its sign, in the marker's unit."""
    return f"{point.comparator or ''}{as_printed(point.value)}"


def size(change: MarkerChange) -> str:
    """Write a change in per cent, or its bound; nothing where it has none on one side of zero."""
    if change.percent is not None:
        return signed_percent(change.percent)
    least, most = change.percent_at_least, change.percent_at_most
    if least is not None and least >= 0:
        return f"≥ {signed_percent(least)}"
    return f"≤ {signed_percent(most)}" if most is not None and most <= 0 else ""


def _days(days: int | None) -> str:
    return "1 day" if days == 1 else f"{days} days"
