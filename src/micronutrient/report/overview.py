"""The whole assessment in a few rows: in order of urgency, and what is missing.

Orders and gathers what the assessment says; nothing is judged here.
"""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient.biomarkers.rules import rules
from micronutrient.evidence import IntakeEvidence
from micronutrient.report import chances, words
from micronutrient.report.bundle import Bundle, Entry, bundled
from micronutrient.sources import Checked, least_checked
from micronutrient.states import Status
from micronutrient.verdict import Assessment, Missing, NutrientVerdict


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient in the summary table."""

    nutrient: str
    name: str
    status: Status
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
    def groups(self) -> list[tuple[Status, str, list[Entry]]]:
        """Give the judged nutrients by their word, with its heading; amino acids bundled."""
        found = [
            (status, heading, bundled(v for v in self.judged if v.status is status))
            for status, heading in words.HEADINGS.items()
        ]
        return [group for group in found if group[2]]

    @property
    def unknown(self) -> list[Entry]:
        """Give what is unknown, amino acids bundled."""
        return [*bundled(self.open), *bundled(self.silent)]


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


def missing(assessment: Assessment) -> tuple[Missing, ...]:
    """Give what is missing in order of urgency."""
    order = [v.nutrient for v in sorted(assessment.nutrients, key=_urgency)]
    return tuple(sorted(assessment.missing, key=lambda one: order.index(one.nutrient)))


def rows(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Give the rows of the summary table."""
    return tuple(_joint(one) if isinstance(one, Bundle) else _row(one) for one in entries)


def _joint(bundle: Bundle) -> Row:
    """Give the one row of a bundle: the least sure of its nutrients speaks for all."""
    least = _row(bundle.weakest)
    name = words.nutrient_name(bundle.weakest.nutrient)
    return msgspec.structs.replace(
        least,
        nutrient=bundle.nutrient,
        name=bundle.name,
        sure=bundle.sure,
        intake=f"least sure: {name} {least.intake}",
        interval="",
    )


def _row(verdict: NutrientVerdict) -> Row:
    intake = words.intake_of(verdict)
    known = intake is not None and intake.mean is not None
    return Row(
        nutrient=verdict.nutrient,
        name=verdict.name,
        status=verdict.status,
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
    found: dict[str, list[str]] = {}
    verdicts = {verdict.nutrient: verdict for verdict in assessment.nutrients}
    for one in missing(assessment):
        tests = chances.tests_line(verdicts[one.nutrient])
        row = f"for {words.nutrient_name(one.nutrient)}, {tests}"
        found.setdefault(one.why.rstrip("."), []).append(row)
    return tuple(Gap(why=why, rows=tuple(said)) for why, said in found.items())


def checked_of_sources(assessment: Assessment) -> dict[str, Checked]:
    """Give how far the figures of each source were checked, by the weakest of them."""
    found: dict[str, list[Checked]] = {}
    for slug, checked in _cited(assessment):
        found.setdefault(slug, []).append(checked)
    return {slug: least_checked(grades) for slug, grades in found.items()}


def _cited(assessment: Assessment) -> Iterator[tuple[str, Checked]]:
    yield from ((alert.source, alert.checked) for alert in assessment.alerts)
    yield from ((acting.source, acting.checked) for acting in assessment.interactions)
    yield from ((one.source, one.checked) for one in assessment.blocked)
    yield from ((one.source, one.checked) for one in assessment.questions)
    yield from ((one.source, one.checked) for one in assessment.results)
    yield from ((one.limits.source, one.limits.checked) for one in assessment.series)
    for pathway in (row for one in assessment.mechanisms for row in one.pathways):
        yield from ((slug, pathway.checked) for slug in pathway.sources)
    if assessment.series:
        yield from rules().cited_for_change
    for verdict in assessment.nutrients:
        if verdict.by_result:
            yield verdict.before.source, verdict.before.checked
        for evidence in verdict.evidence:
            if not isinstance(evidence, IntakeEvidence):
                yield evidence.source, evidence.checked
                continue
            used = (evidence.requirement, evidence.recommended, evidence.upper)
            yield from ((one.source, one.checked) for one in used if one is not None)
