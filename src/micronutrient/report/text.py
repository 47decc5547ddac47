"""An assessment as text: readable at 80 columns, colour only where the caller asks for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from micronutrient.datafiles import source
from micronutrient.errors import MicronutrientError
from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence, RiskEvidence
from micronutrient.report import (
    barred,
    chances,
    follow_up,
    overview,
    position,
    results,
    serving,
    steps,
    words,
)
from micronutrient.report.bundle import Bundle, Entry, bundled
from micronutrient.report.columns import WIDTH, fit, shorten, width, wrap
from micronutrient.states import Status
from micronutrient.verdict import Assessment, NutrientVerdict, Urgency
from micronutrient.wording import percent, sentence

Painter: TypeAlias = Callable[[str, str], str]

_NAME, _SHARE = 28, 6
_ZONE = 3
_TITLE = 66
_CHANGE = (15, 19, 7, 14)
_GAPS = 3

_COLOUR = {
    Status.DEFICIENT: "1;34",
    Status.LOW: "34",
    Status.ADEQUATE: "32",
    Status.HIGH: "33",
    Status.TOXIC: "1;31",
    Status.UNINTERPRETABLE: "35",
    Status.UNKNOWN: "2",
}
_LEGEND = (
    "The strip runs from deficient over low, adequate and high to toxic: ● intake, ▲ what counts "
    "toward an upper level and passes it, ◆ laboratory. Intake alone never reaches deficient or "
    "toxic: those are states of the body. The percentage is the probability of the word, or of "
    "worse. EAR average requirement, AI adequate intake, UL upper level, CDRR intake above which "
    "the risk of chronic disease rises; ≥ known only from below."
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
    order = overview.arrange(assessment)
    lines = [
        *_head(assessment, paint),
        *_alerts(assessment, paint),
        *_next(assessment, paint),
        *_section(barred.TITLE.upper(), map(barred.line, assessment.blocked), paint),
        *_not_used(assessment, paint),
        *_nutrients(order, serving.lines(assessment), paint),
        *_section(results.TITLE.upper(), map(results.line, results.others(assessment)), paint),
        *_changes(assessment, paint),
        *_rest(assessment, paint),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _plain(text: str, _code: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _head(assessment: Assessment, paint: Painter) -> Iterator[str]:
    for line in wrap(": ".join(filter(None, ("MICRONUTRIENT BALANCE", assessment.title)))):
        yield paint(line, "1")
    yield from wrap(assessment.description)
    yield from wrap(assessment.disclaimer)


def _alerts(assessment: Assessment, paint: Painter) -> Iterator[str]:
    if not assessment.alerts:
        return
    yield ""
    yield paint("SEE FIRST", "1")
    for alert in assessment.alerts:
        code = "1;31" if alert.urgency is Urgency.URGENT else "33"
        title = f"{words.URGENCY[alert.urgency]}: {words.alert_title(alert)}"
        for line in wrap(title, first="! ", rest="  "):
            yield paint(line, code)
        yield from wrap(alert.why, first="  ", rest="  ")
        yield from wrap(alert.action, first="  → ", rest="    ")


def _not_used(assessment: Assessment, paint: Painter) -> Iterator[str]:
    used_not = (
        f"{words.capital(words.place(q.input))}: {sentence(q.why)} {sentence(q.ask)}"
        for q in assessment.quarantined
    )
    doubts = (
        f"{words.capital(words.place(d.input))}: {sentence(d.why)} {sentence(d.ask)}"
        for d in assessment.doubts
    )
    yield from _section("CAN THIS BE RIGHT?", doubts, paint)
    yield from _section("NOT USED", used_not, paint)
    not_computed = (
        f"{one.name}: {sentence(one.why)} {sentence(one.ask)}" for one in assessment.not_computed
    )
    yield from _section("NOT COMPUTED", not_computed, paint)
    yield from _section("LEFT OUT", assessment.left_out, paint)
    unknown = (
        f"{words.capital(words.place(u.input))}: “{u.text}”"
        + (f"; nearest: {', '.join(u.nearest)}" if u.nearest else "")
        for u in assessment.unrecognised
    )
    yield from _section("NOT RECOGNISED, KEPT, NOT JUDGED", unknown, paint)


def _nutrients(order: overview.Sorted, serves: Mapping[str, str], paint: Painter) -> Iterator[str]:
    if order.judged:
        yield ""
        yield f"{'':{_NAME}} {'sure':>{_SHARE}} def|low|ade|hig|tox"
    for status, heading, chosen in order.groups:
        yield paint(heading.upper(), _COLOUR[status])
        for one in chosen:
            if isinstance(one, Bundle):
                yield from _joint_row(one, paint)
                continue
            yield from _row(one, paint)
            if status is not Status.ADEQUATE:
                yield from _reasons(one)
                yield from wrap(serves.get(one.nutrient, ""), first="   - ", rest="     ")
        yield ""
    yield from wrap(_LEGEND)
    yield from _unknown(order, paint)
    yield from _context(order, paint)


def _joint_row(bundle: Bundle, paint: Painter) -> Iterator[str]:
    name = fit(f"{words.SYMBOL[bundle.status]:<2} {bundle.name}", _NAME)
    share = percent(bundle.share)
    least = f"≥ {share}" if share[0].isdigit() else share
    strip = _joint_strip(bundle)
    yield f"{paint(name, _COLOUR[bundle.status])} {least:>{_SHARE}} {strip}"
    if bundle.status is Status.ADEQUATE:
        yield from wrap(bundle.listed, first="     ", rest="     ")
        return
    for verdict, intake in _eaten(bundle.verdicts):
        said = f"{verdict.name} {words.intake_with_need(intake)}"
        yield from wrap(said, first="   - ", rest="     ")


def _joint_strip(bundle: Bundle) -> str:
    """Lay the strips of a bundle over each other."""
    strips = [_strip(verdict) for verdict in bundle.verdicts]
    return "".join("●" if "●" in marks else marks[0] for marks in zip(*strips, strict=True))


def _row(verdict: NutrientVerdict, paint: Painter) -> Iterator[str]:
    share = percent(words.share_of(verdict))
    name = fit(f"{words.SYMBOL[verdict.status]:<2} {verdict.name}", _NAME)
    intake = words.intake_of(verdict)
    said = words.intake_line(intake) if intake is not None and intake.mean is not None else ""
    before = f"{paint(name, _COLOUR[verdict.status])} {share:>{_SHARE}} {_strip(verdict)} "
    room = WIDTH - _NAME - _SHARE - 5 * _ZONE - 4 - 3
    if width(said) <= room:
        yield f"{before}{said}"
    else:
        yield before
        yield from wrap(said, first="     ", rest="     ")
    if verdict.status is Status.ADEQUATE:
        lines = [_labs_line(verdict), words.upper_line(intake) if intake else ""]
        lines += map(words.others_line, words.markers_of(verdict))
        for line in lines:
            yield from wrap(line, first="     ", rest="     ")
        yield from _conflicts(verdict)


def _labs_line(verdict: NutrientVerdict) -> str:
    return "; ".join(words.marker_line(marker) for marker in words.markers_of(verdict))


def _strip(verdict: NutrientVerdict) -> str:
    """Draw the balance axis in characters: ● intake, ▲ above an upper level, ◆ laboratory."""
    zones = [["·"] * _ZONE for _ in range(int(position.END))]
    intake = words.intake_of(verdict)
    if intake is not None and intake.mean is not None and verdict.status is not Status.UNKNOWN:
        place = position.of_intake(intake.mean, intake)
        _put(zones, place if position.tells(place, intake) else None, "●")
        _put(zones, position.of_part(intake), "▲")
    for marker in words.markers_of(verdict):
        if position.is_placed(marker):
            _put(zones, position.of_marker(marker.used_value, marker), "◆")
    return "|".join("".join(zone) for zone in zones)


def _put(zones: list[list[str]], place: float | None, mark: str) -> None:
    if place is not None:
        zone = min(int(place), len(zones) - 1)
        zones[zone][min(int((place - zone) * _ZONE), _ZONE - 1)] = mark


def _reasons(verdict: NutrientVerdict) -> Iterator[str]:
    for evidence in verdict.evidence:
        if isinstance(evidence, RiskEvidence):
            continue
        yield from wrap(evidence.why, first="   - ", rest="     ")
        if isinstance(evidence, IntakeEvidence):
            yield from wrap(words.top_line(evidence), first="     ", rest="     ")
        elif isinstance(evidence, BiomarkerEvidence):
            yield from wrap(words.others_line(evidence), first="     ", rest="     ")
    yield from wrap(words.agents_line(verdict), first="   - ", rest="     ")
    yield from wrap(chances.before_line(verdict), first="   - ", rest="     ")
    yield from _conflicts(verdict)


def _conflicts(verdict: NutrientVerdict) -> Iterator[str]:
    for agreement in verdict.agreements:
        yield from wrap(agreement, first="   = ", rest="     ")
    for conflict in verdict.conflicts:
        yield from wrap(conflict, first="   ≠ ", rest="     ")


def _unknown(order: overview.Sorted, paint: Painter) -> Iterator[str]:
    if not order.open and not order.silent:
        return
    yield ""
    yield paint(words.HEADINGS[Status.UNKNOWN].upper(), _COLOUR[Status.UNKNOWN])
    told = "; ".join(map(_open, bundled(order.open)))
    said = f"{words.OPEN} {told}." if told else ""
    yield from wrap(said, first="  - ", rest="    ")
    names = ", ".join(map(_open, bundled(order.silent)))
    yield from wrap(f"{words.SILENT} {names}." if names else "", first="  - ", rest="    ")


def _open(one: Entry) -> str:
    intake = None if isinstance(one, Bundle) else words.intake_of(one)
    if intake is None or intake.mean is None:
        return f"{one.name}{_hints(one)}"
    return f"{one.name} {words.intake_with_need(intake)}{_hints(one)}"


def _hints(one: Entry) -> str:
    """Give the laboratory results that speak too softly to decide."""
    markers = () if isinstance(one, Bundle) else words.markers_of(one)
    said = [words.marker_line(marker) for marker in markers if marker.log_likelihood]
    return f" ({'; '.join(said)})" if said else ""


def _context(order: overview.Sorted, paint: Painter) -> Iterator[str]:
    rows = [
        f"{v.name} {words.intake_with_need(i)}"
        + ("" if v.status is Status.UNKNOWN else f" {v.status}")
        for v, i in _eaten(order.context)
    ]
    yield from _section("FOR CONTEXT", [f"{'; '.join(rows)}."] if rows else [], paint)


def _eaten(
    verdicts: Iterable[NutrientVerdict],
) -> Iterator[tuple[NutrientVerdict, IntakeEvidence]]:
    for verdict in verdicts:
        intake = words.intake_of(verdict)
        if intake is not None and intake.mean is not None:
            yield verdict, intake


def _changes(assessment: Assessment, paint: Painter) -> Iterator[str]:
    rows = follow_up.rows(assessment.series)
    if not rows:
        return
    yield ""
    yield paint("CHANGE SINCE LAST TIME", "1")
    yield _change_line("", "before → now", "change", "chance alone", "")
    for row in rows:
        yield from _change(row)
    yield from wrap(follow_up.LEGEND)


def _change(row: follow_up.ChangeRow) -> Iterator[str]:
    """Write one row; a name or a pair of values that does not fit gets a line, and is never cut."""
    name, pair = (
        text if width(text) <= room else ""
        for text, room in zip((row.name, row.pair), _CHANGE, strict=False)
    )
    if not name:
        yield from wrap(row.name)
    yield _change_line(name, pair, row.size, row.chance, row.said)
    since = f"{row.since}{f', z {row.z}' if row.z else ''}; classical limit {row.classical}"
    for line in ("" if pair else row.pair, *row.doubts, since, row.first):
        yield from wrap(line, first="     ", rest="       ")


def _change_line(*cells: str) -> str:
    *head, last = cells
    fitted = (fit(cell, room) for cell, room in zip(head, _CHANGE, strict=True))
    return f"{'  '.join(fitted)}  {last}"


def _rest(assessment: Assessment, paint: Painter) -> Iterator[str]:
    asked = map(words.symptom_line, assessment.questions)
    yield from _section(words.SYMPTOMS.upper(), asked, paint)
    agents = (
        f"{one.agent} {one.direction} {one.nutrients}. {one.action}"
        for one in words.acting(assessment.interactions)
    )
    yield from _section("WHAT ACTS ON NUTRIENTS", agents, paint)
    missing = (f"{gap.why}: {_first(gap.rows)}." for gap in overview.gaps(assessment))
    yield from _section("WHAT IS MISSING AND WOULD HELP", missing, paint, numbered=True)
    yield from _section("METHOD", assessment.method, paint)
    yield from _section(
        "SOURCES (in full with --html or --format json)", _sources(assessment), paint
    )


def _first(rows: tuple[str, ...]) -> str:
    """Give the first few rows: the page has them all."""
    more = len(rows) - _GAPS
    told = "; ".join(rows[:_GAPS])
    return f"{told}; and {more} more, in full with --html" if more > 0 else told


def _sources(assessment: Assessment) -> Iterator[str]:
    for slug, citation in assessment.sources.items():
        try:
            found = source(slug)
        except MicronutrientError:
            yield f"{slug}: {citation}"
        else:
            title = shorten(found.title, _TITLE)
            yield f"{slug}: {title} ({found.year or 'undated'})"


def _next(assessment: Assessment, paint: Painter) -> Iterator[str]:
    yield from _section("WHAT TO DO NEXT", steps.after_alerts(assessment), paint, numbered=True)


def _section(
    title: str, items: Iterable[str], paint: Painter, *, numbered: bool = False
) -> Iterator[str]:
    found = list(items)
    if not found:
        return
    yield ""
    yield paint(title, "1")
    for place, item in enumerate(found, start=1):
        first = f"{place:>3}. " if numbered else "  - "
        yield from wrap(item, first=first, rest=" " * len(first))
