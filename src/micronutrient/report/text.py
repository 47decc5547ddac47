"""An assessment as text: readable at 80 columns, colour only where the caller asks for it."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from micronutrient.report import words
from micronutrient.report.position import END, of_intake, of_marker
from micronutrient.verdict import (
    Assessment,
    IntakeEvidence,
    NutrientVerdict,
    Status,
    Urgency,
)
from micronutrient.wording import listed, percent

Painter: TypeAlias = Callable[[str, str], str]

WIDTH = 80
STRIP = 21
_NAME, _SHARE = 25, 6

_COLOUR = {
    Status.DEFICIENT: "1;34",
    Status.LOW: "34",
    Status.ADEQUATE: "32",
    Status.HIGH: "33",
    Status.TOXIC: "1;31",
    Status.UNINTERPRETABLE: "35",
    Status.UNKNOWN: "2",
}
_SHOWN_IN_FULL = (
    Status.DEFICIENT,
    Status.TOXIC,
    Status.LOW,
    Status.HIGH,
    Status.UNINTERPRETABLE,
)


def render(assessment: Assessment, *, colour: bool = False) -> str:
    """Write an assessment for a terminal.

    Parameters
    ----------
    assessment
        What to show.
    colour
        Use ANSI colours; the words and symbols say the same without them.
    """
    paint = _paint if colour else _plain
    lines = [*_head(assessment, paint), *_alerts(assessment, paint)]
    for status, heading in words.HEADINGS.items():
        chosen = [v for v in assessment.nutrients if v.status is status]
        if chosen:
            lines += ["", paint(heading.upper(), _COLOUR[status])]
            lines += _group(chosen, status, paint)
    lines += _legend()
    lines += _rest(assessment)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _plain(text: str, _code: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _head(assessment: Assessment, paint: Painter) -> Iterator[str]:
    yield paint(f"MICRONUTRIENT BALANCE  {assessment.title}".rstrip(), "1")
    yield from _wrap(assessment.description)
    yield from _wrap(assessment.disclaimer)


def _alerts(assessment: Assessment, paint: Painter) -> Iterator[str]:
    if not assessment.alerts:
        return
    yield ""
    yield paint("SEE FIRST", "1")
    for alert in assessment.alerts:
        code = "1;31" if alert.urgency is Urgency.URGENT else "33"
        title = f"{words.URGENCY[alert.urgency]}  {alert.code.replace('_', ' ')}"
        yield paint(f"! {title}", code)
        yield from _wrap(alert.why, first="  ", rest="  ")
        yield from _wrap(alert.action, first="  → ", rest="    ")


def _group(chosen: list[NutrientVerdict], status: Status, paint: Painter) -> Iterator[str]:
    if status is Status.UNKNOWN:
        yield from _wrap(", ".join(v.name for v in chosen), first="  ", rest="  ")
        return
    for verdict in chosen:
        yield _row(verdict, paint)
        if status in _SHOWN_IN_FULL:
            yield from _reasons(verdict)


def _row(verdict: NutrientVerdict, paint: Painter) -> str:
    share = percent(words.share_of(verdict))
    name = f"{words.SYMBOL[verdict.status]:<2} {verdict.name}"
    intake = words.intake_of(verdict)
    said = words.intake_line(intake) if intake else "; ".join(_labs(verdict))
    label = paint(f"{name:<{_NAME}.{_NAME}}", _COLOUR[verdict.status])
    room = WIDTH - _NAME - _SHARE - STRIP - 3
    return f"{label} {share:>{_SHARE}} {_strip(verdict)} {said:.{room}}"


def _labs(verdict: NutrientVerdict) -> Iterator[str]:
    for marker in words.markers_of(verdict):
        yield words.marker_line(marker)


def _strip(verdict: NutrientVerdict) -> str:
    """Draw the balance axis in characters: ● intake, ◆ laboratory."""
    zones = int(END)
    cells = list("|".join(["·" * ((STRIP - zones + 1) // zones)] * zones))
    intake = words.intake_of(verdict)
    if intake is not None and intake.mean is not None:
        _put(cells, of_intake(intake.mean, intake), "●")
    for marker in words.markers_of(verdict):
        _put(cells, of_marker(marker.used_value, marker), "◆")
    return "".join(cells)


def _put(cells: list[str], place: float | None, mark: str) -> None:
    if place is not None:
        cells[min(int(place / END * len(cells)), len(cells) - 1)] = mark


def _reasons(verdict: NutrientVerdict) -> Iterator[str]:
    for evidence in verdict.evidence:
        yield from _wrap(words.short_reason(evidence), first="     - ", rest="       ")
        if isinstance(evidence, IntakeEvidence) and evidence.top:
            top = ", ".join(f"{s.name} {percent(s.share)}" for s in evidence.top[:3])
            yield from _wrap(f"Most of it from: {top}.", first="       ", rest="       ")
    for conflict in verdict.conflicts:
        yield from _wrap(conflict, first="     ≠ ", rest="       ")


def _legend() -> list[str]:
    return [
        "",
        *_wrap(
            "Strip: deficient | low | adequate | high | toxic; ● intake, ◆ laboratory. Percentages "
            "are the probability of the word shown, or worse. EAR average requirement, "
            "AI adequate intake, UL upper level."
        ),
    ]


def _rest(assessment: Assessment) -> Iterator[str]:
    yield from _section(
        "NOT USED",
        (f"{q.input}: {q.why} {q.ask}" for q in assessment.quarantined),
    )
    yield from _section("LEFT OUT", assessment.left_out)
    yield from _section(
        "WHAT ACTS ON NUTRIENTS",
        (
            f"{one.agent} {one.direction} {one.nutrients}: {one.action}"
            for one in words.acting(assessment.interactions)
        ),
    )
    yield from _section(
        "NOT RECOGNISED, KEPT",
        (
            f"{u.input}: {u.text!r}" + (f" (nearest: {', '.join(u.nearest)})" if u.nearest else "")
            for u in assessment.unrecognised
        ),
    )
    yield from _section(
        "MISSING, AND WHAT WOULD HELP",
        _missing(assessment),
    )
    yield from _section("METHOD", assessment.method)
    yield from _section("SOURCES", (f"[{s}] {t}" for s, t in assessment.sources.items()))


def _missing(assessment: Assessment) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for one in assessment.missing:
        helps = listed([words.readable(slug) for slug in one.would_help])
        reasons.setdefault(one.why, []).append(f"{words.readable(one.nutrient)}: {helps}")
    for why, rows in reasons.items():
        yield f"{why} {'; '.join(rows)}."


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from ("", title)
        for item in found:
            yield from _wrap(item, first="  - ", rest="    ")
