"""The whole assessment in a few rows: in order of urgency, what is missing, what to do next.

Orders and gathers what the assessment says; nothing is judged here.
"""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient.report import words
from micronutrient.sources import Checked, least_checked
from micronutrient.verdict import (
    Assessment,
    IntakeEvidence,
    NutrientVerdict,
    Status,
    Urgency,
)
from micronutrient.wording import listed, sentence

_TESTS = 4


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient in the summary table."""

    nutrient: str
    name: str
    status: Status
    symbol: str
    word: str
    sure: str
    intake: str
    interval: str
    need: str
    over: str
    labs: tuple[str, ...]


class Sorted(msgspec.Struct, frozen=True, kw_only=True):
    """All nutrients, in order of urgency.

    Attributes
    ----------
    judged
        With a word other than unknown.
    open
        Unknown although something is known of the intake.
    silent
        Of which nothing is known.
    context
        Amounts that help to read the others.
    """

    judged: tuple[NutrientVerdict, ...]
    open: tuple[NutrientVerdict, ...]
    silent: tuple[NutrientVerdict, ...]
    context: tuple[NutrientVerdict, ...]

    @property
    def groups(self) -> list[tuple[Status, str, list[NutrientVerdict]]]:
        """Give the judged nutrients by their word, with its heading."""
        found = [
            (status, heading, [v for v in self.judged if v.status is status])
            for status, heading in words.HEADINGS.items()
        ]
        return [group for group in found if group[2]]


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """What is not known for one reason, and which tests would help, the most urgent first."""

    why: str
    rows: tuple[str, ...]


def arrange(assessment: Assessment) -> Sorted:
    """Put the nutrients in the order in which a reader should see them."""
    everything = sorted(assessment.nutrients, key=_urgency)
    micro = [v for v in everything if not words.is_context(v)]
    unknown = [v for v in micro if v.status is Status.UNKNOWN]
    context = [v for v in everything if words.is_context(v)]
    return Sorted(
        judged=tuple(v for v in micro if v.status is not Status.UNKNOWN),
        open=tuple(v for v in unknown if _has_intake(v)),
        silent=tuple(v for v in unknown if not _has_intake(v)),
        context=tuple(v for v in context if v.probability is not None or _has_intake(v)),
    )


def _urgency(verdict: NutrientVerdict) -> tuple[int, float]:
    return list(words.HEADINGS).index(verdict.status), -round(words.share_of(verdict) or 0.0, 2)


def _has_intake(verdict: NutrientVerdict) -> bool:
    intake = words.intake_of(verdict)
    return intake is not None and intake.mean is not None


def silent_by_reason(order: Sorted) -> dict[str, tuple[NutrientVerdict, ...]]:
    """Gather the nutrients of which nothing is known under what is said of them."""
    found: dict[str, tuple[NutrientVerdict, ...]] = {}
    for verdict in order.silent:
        found[verdict.summary] = (*found.get(verdict.summary, ()), verdict)
    return found


def rows(verdicts: Iterable[NutrientVerdict]) -> tuple[Row, ...]:
    """Give the rows of the summary table."""
    return tuple(_row(verdict) for verdict in verdicts)


def _row(verdict: NutrientVerdict) -> Row:
    intake = words.intake_of(verdict)
    known = intake is not None and intake.mean is not None
    return Row(
        nutrient=verdict.nutrient,
        name=verdict.name,
        status=verdict.status,
        symbol=words.SYMBOL[verdict.status],
        word=words.WORD[verdict.status],
        sure=words.sure(verdict),
        intake=words.amount(intake) if intake is not None and known else "",
        interval=words.interval(intake) if intake is not None else "",
        need=words.need_line(intake) if intake is not None else "",
        over=words.upper_line(intake) if intake is not None else "",
        labs=tuple(_labs(verdict)),
    )


def _labs(verdict: NutrientVerdict) -> Iterator[str]:
    """Say each laboratory result without its specimen, unless two share a name."""
    labels = [one.label for one in words.markers_of(verdict)]
    names = [label.partition(",")[0] for label in labels]
    for one, name in zip(words.markers_of(verdict), names, strict=True):
        line = words.marker_line(one)
        yield line.replace(one.label, name, 1) if names.count(name) == 1 else line


def gaps(assessment: Assessment) -> tuple[Gap, ...]:
    """Give what is missing by reason, in order of urgency."""
    order = [v.nutrient for v in sorted(assessment.nutrients, key=_urgency)]
    found: dict[str, list[str]] = {}
    for one in sorted(assessment.missing, key=lambda m: order.index(m.nutrient)):
        tests = listed([words.marker_name(slug) for slug in one.would_help])
        row = f"for {words.nutrient_name(one.nutrient)}, {tests}"
        found.setdefault(one.why.rstrip("."), []).append(row)
    return tuple(Gap(why=why, rows=tuple(said)) for why, said in found.items())


def next_steps(assessment: Assessment) -> tuple[str, ...]:
    """Give the few things to do next, the most urgent first."""
    return (
        *_alert_steps(assessment),
        *_asked(assessment),
        *_unread(assessment),
        *_record(assessment),
        *_tests(assessment),
        *_unrecognised(assessment),
    )


def _asked(assessment: Assessment) -> Iterator[str]:
    for one in assessment.quarantined:
        yield sentence(f"{words.capital(words.place(one.input))}: {one.ask}")


def _alert_steps(assessment: Assessment) -> Iterator[str]:
    for alert in assessment.alerts:
        soon = "" if alert.urgency is Urgency.ROUTINE else f"{words.URGENCY[alert.urgency]}: "
        yield f"{soon}{words.alert_title(alert)}. {sentence(alert.action)}"


def _unread(assessment: Assessment) -> Iterator[str]:
    labels = [
        marker.label
        for verdict in assessment.nutrients
        for marker in words.markers_of(verdict)
        if marker.reading is Status.UNINTERPRETABLE
    ]
    names = list(dict.fromkeys(words.small(label.partition(",")[0]) for label in labels))
    if names:
        yield f"Repeat what cannot be read now, when the reason given has passed: {listed(names)}."


def _record(assessment: Assessment) -> Iterator[str]:
    eaten = [words.intake_of(verdict) for verdict in assessment.nutrients]
    known = [intake for intake in eaten if intake is not None and intake.days]
    if not known:
        yield "Record the diet of several days: nothing is known of it."
    elif not all(intake.complete for intake in known):
        yield "Complete the food record: intake is judged only from below."


def _tests(assessment: Assessment) -> Iterator[str]:
    status = {v.nutrient: v.status for v in assessment.nutrients}
    order = [v.nutrient for v in sorted(assessment.nutrients, key=_urgency)]
    wanted: dict[str, list[str]] = {}
    for one in sorted(assessment.missing, key=lambda m: order.index(m.nutrient)):
        settled = status[one.nutrient] in {Status.ADEQUATE, Status.UNKNOWN}
        if one.would_help and not settled:
            test = words.marker_name(one.would_help[0])
            wanted.setdefault(test, []).append(words.nutrient_name(one.nutrient))
    if wanted:
        told = [_for_what(test, names) for test, names in wanted.items()]
        more = len(told) - _TESTS
        rest = f"; {more} more under what is missing" if more > 0 else ""
        yield f"Measure {'; '.join(told[:_TESTS])}{rest}."


def _for_what(test: str, names: list[str]) -> str:
    return test if all(name in test for name in names) else f"{test} for {listed(names)}"


def _unrecognised(assessment: Assessment) -> Iterator[str]:
    if assessment.unrecognised:
        texts = listed([f"“{one.text}”" for one in assessment.unrecognised])
        yield f"Judge by hand what is not recognised: {texts}."


def checked_of_sources(assessment: Assessment) -> dict[str, Checked]:
    """Give how far the figures of each source were checked, by the weakest of them."""
    found: dict[str, list[Checked]] = {}
    for slug, checked in _cited(assessment):
        found.setdefault(slug, []).append(checked)
    return {slug: least_checked(grades) for slug, grades in found.items()}


def _cited(assessment: Assessment) -> Iterator[tuple[str, Checked]]:
    yield from ((alert.source, alert.checked) for alert in assessment.alerts)
    yield from ((acting.source, acting.checked) for acting in assessment.interactions)
    for verdict in assessment.nutrients:
        for evidence in verdict.evidence:
            if not isinstance(evidence, IntakeEvidence):
                yield evidence.source, evidence.checked
                continue
            used = (evidence.requirement, evidence.recommended, evidence.upper)
            yield from ((one.source, one.checked) for one in used if one is not None)
