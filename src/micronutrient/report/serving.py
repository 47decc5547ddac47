"""What the low and high nutrients of one person serve: a drawing from nutrient to body system.

Lays out what the assessment says; nothing is chosen here but how many pathways fit the drawing.
"""

from collections.abc import Iterable, Sequence

import msgspec

from micronutrient.report import words
from micronutrient.verdict import Assessment, MechanismServed, PathwayServed
from micronutrient.wording import listed

TITLE = "What the low and high nutrients serve"
CAUTION = (
    "Why it matters, and no finding: that a nutrient serves a pathway shows neither that the "
    "pathway is disturbed in this person nor that more of the nutrient would help."
)
_BOX, _PATHWAY, _SYSTEM = 150, (230, 550), 710
_LINE, _APART, _TOP = 23, 40, 34
_MOST, _LEAST, _ROOM = 6, 2, 24
_LINE_MOST = 3


class Knot(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient, pathway or system: its height in the drawing, and what stands there."""

    y: float
    text: str
    kind: str = ""
    bold: bool = False


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """One curve between two columns."""

    d: str
    kind: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drawing; columns from left to right."""

    height: float
    nutrients: tuple[Knot, ...]
    pathways: tuple[Knot, ...]
    systems: tuple[Knot, ...]
    strokes: tuple[Stroke, ...]
    left_out: int


def line(served: MechanismServed) -> str:
    """Say in a few words what a nutrient serves: ``Serves: oxygen carriage; oxygen storage.``"""
    names = [words.small(one.pathway) for one in served.pathways[:_LINE_MOST]]
    asked = [slug for one in served.pathways[:_LINE_MOST] for slug in one.symptoms]
    about = listed([words.small(words.symptom_name(slug)) for slug in dict.fromkeys(asked)])
    return f"Serves: {'; '.join(names)}.{f' Ask about {about}.' if about else ''}"


def lines(assessment: Assessment) -> dict[str, str]:
    """Give that line for each nutrient that is low or high."""
    return {one.nutrient: line(one) for one in assessment.mechanisms}


def ordered(assessment: Assessment) -> tuple[MechanismServed, ...]:
    """Give what the nutrients serve in the order in which a reader should see them."""
    order = list(words.HEADINGS)
    return tuple(sorted(assessment.mechanisms, key=lambda one: order.index(one.status)))


def asked_by(one: PathwayServed) -> str:
    """Name the symptoms of this person that arise where a pathway runs."""
    return listed([words.small(words.symptom_name(slug)) for slug in one.symptoms])


def draw(served: Sequence[MechanismServed]) -> Drawing:
    """Lay out nutrients, pathways and systems; the more nutrients, the fewer pathways of each."""
    each = max(_LEAST, min(_MOST, _ROOM // max(len(served), 1)))
    shown = {one.nutrient: one.pathways[:each] for one in served}
    rows = {row.pathway: row for found in shown.values() for row in found}
    at = {name: _TOP + _LINE * (place + 1 / 2) for place, name in enumerate(rows)}
    heights = _apart([_middle(at[row.pathway] for row in shown[one.nutrient]) for one in served])
    where = _where(shown.values())
    bottom = max([*at.values(), *heights, _TOP + _LINE * len(where)], default=_TOP)
    ends = _spread(where, at, bottom)
    strokes = [
        _stroke((_BOX, height), (_PATHWAY[0], at[row.pathway]), kind=one.status.value)
        for one, height in zip(served, heights, strict=True)
        for row in shown[one.nutrient]
    ]
    strokes += [
        _stroke((_PATHWAY[1], at[name]), (_SYSTEM, height), kind="system")
        for system, height in ends.items()
        for name in where[system]
    ]
    return Drawing(
        height=bottom + _LINE,
        nutrients=tuple(
            Knot(y=y, text=f"{words.SYMBOL[one.status]} {one.name}", kind=one.status.value)
            for one, y in zip(served, heights, strict=True)
        ),
        pathways=tuple(
            Knot(y=at[name], text=name, bold=bool(row.symptoms)) for name, row in rows.items()
        ),
        systems=tuple(Knot(y=y, text=name) for name, y in ends.items()),
        strokes=tuple(strokes),
        left_out=sum(len(one.pathways) for one in served) - sum(map(len, shown.values())),
    )


def _where(shown: Iterable[tuple[PathwayServed, ...]]) -> dict[str, list[str]]:
    """Give the pathways of each system."""
    found: dict[str, list[str]] = {}
    for row in (row for rows in shown for row in rows):
        for system in row.systems:
            names = found.setdefault(system, [])
            if row.pathway not in names:
                names.append(row.pathway)
    return found


def _middle(heights: Iterable[float]) -> float:
    found = list(heights)
    return sum(found) / len(found) if found else _TOP


def _apart(heights: Sequence[float]) -> list[float]:
    """Move boxes down until none covers another."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + _APART) if placed else height)
    return placed


def _spread(where: dict[str, list[str]], at: dict[str, float], bottom: float) -> dict[str, float]:
    """Spread the systems over the height, in the order of the pathways that lead to them."""
    order = sorted(where, key=lambda system: _middle(at[name] for name in where[system]))
    step = (bottom - _TOP) / max(len(order), 1)
    return {system: _TOP + step * (place + 1 / 2) for place, system in enumerate(order)}


def _stroke(start: tuple[float, float], stop: tuple[float, float], *, kind: str) -> Stroke:
    middle = (start[0] + stop[0]) / 2
    bend = f"C{middle:.0f},{start[1]:.1f},{middle:.0f},{stop[1]:.1f}"
    return Stroke(d=f"M{start[0]},{start[1]:.1f}{bend},{stop[0]},{stop[1]:.1f}", kind=kind)
