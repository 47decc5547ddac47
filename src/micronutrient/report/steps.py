"""What to do next, in a few lines: what is urgent, what is wrong, what to measure, what to ask.

It names what has to be looked at and why; it advises no treatment.
"""

from collections.abc import Iterator

from micronutrient.report import overview, words
from micronutrient.report.bundle import bundled
from micronutrient.states import Status
from micronutrient.verdict import Assessment, NutrientVerdict, Urgency
from micronutrient.wording import listed, sentence

_TESTS = 4
_ASKED = 3
_STATES = (Status.DEFICIENT, Status.TOXIC)
_SIDES = (Status.LOW, Status.HIGH)


def next_steps(assessment: Assessment) -> tuple[str, ...]:
    """Give the few things to do next, the most urgent first."""
    return (*_alerts(assessment), *after_alerts(assessment))


def after_alerts(assessment: Assessment) -> tuple[str, ...]:
    """Give what is to be done beside the alerts, where those stand just above."""
    judged = overview.arrange(assessment).judged
    return (
        *_states(judged),
        *_by_laboratory(judged),
        *_by_intake(judged),
        *_tests(assessment),
        *_unread(assessment),
        *_asked(assessment),
        *_symptoms(assessment),
        *_record(assessment),
        *_unrecognised(assessment),
    )


def _alerts(assessment: Assessment) -> Iterator[str]:
    for alert in assessment.alerts:
        soon = "" if alert.urgency is Urgency.ROUTINE else f"{words.URGENCY[alert.urgency]}: "
        yield f"{soon}{words.alert_title(alert)}. {sentence(alert.action)}"


def _states(judged: tuple[NutrientVerdict, ...]) -> Iterator[str]:
    for verdict in judged:
        if verdict.status in _STATES:
            shown = words.decisive(verdict) or words.small(verdict.summary.rstrip("."))
            yield f"{verdict.name}: {verdict.status} ({shown}): to be acted on."


def _by_laboratory(judged: tuple[NutrientVerdict, ...]) -> Iterator[str]:
    found = [
        f"{words.nutrient_name(v.nutrient)} {v.status} ({shown})"
        for v in judged
        if v.status in _SIDES and (shown := words.decisive(v))
    ]
    if found:
        yield f"By laboratory, to be looked into: {'; '.join(found)}."


def _by_intake(judged: tuple[NutrientVerdict, ...]) -> Iterator[str]:
    rest = [v for v in judged if v.status in _SIDES and not words.decisive(v)]
    names: dict[Status, list[str]] = {side: [] for side in _SIDES}
    for one in bundled(rest):
        names[one.status].append(words.small(one.name))
    said = [f"{side} in {listed(found)}" for side, found in names.items() if found]
    if said:
        yield f"By intake alone, to be looked into: {'; '.join(said)}."


def _tests(assessment: Assessment) -> Iterator[str]:
    status = {v.nutrient: v.status for v in assessment.nutrients}
    hinted = {v.nutrient for v in assessment.nutrients if _hints(v)}
    wanted: dict[str, list[str]] = {}
    for one in assessment.missing:
        settled = status[one.nutrient] in {Status.ADEQUATE, Status.UNKNOWN}
        if one.would_help and (not settled or one.nutrient in hinted):
            test = words.marker_name(one.would_help[0])
            wanted.setdefault(test, []).append(words.nutrient_name(one.nutrient))
    told = [_for_what(test, names) for test, names in wanted.items()][:_TESTS]
    if told:
        yield f"Measure{', in this order' if len(told) > 1 else ''}: {'; '.join(told)}."


def _hints(verdict: NutrientVerdict) -> bool:
    """Whether a marker that did not decide reads too little or too much."""
    odd = {Status.DEFICIENT, Status.LOW, Status.HIGH, Status.TOXIC}
    read = {marker.reading for marker in words.markers_of(verdict)}
    open_ = {Status.UNKNOWN, Status.ADEQUATE}
    return verdict.status in open_ and not odd.isdisjoint(read)


def _for_what(test: str, names: list[str]) -> str:
    return test if all(name in test for name in names) else f"{test} for {listed(names)}"


def _unread(assessment: Assessment) -> Iterator[str]:
    labels = [
        marker.label
        for verdict in assessment.nutrients
        for marker in words.markers_of(verdict)
        if marker.reading is Status.UNINTERPRETABLE
    ]
    names = list(dict.fromkeys(words.small(label.partition(",")[0]) for label in labels))
    if names:
        yield f"Repeat, as the reason given says, what cannot be read now: {listed(names)}."


def _asked(assessment: Assessment) -> Iterator[str]:
    asked = [f"{words.place(one.input)}: {one.ask}" for one in assessment.doubts]
    asked += [f"{words.place(one.input)}: {one.ask}" for one in assessment.quarantined]
    if asked:
        more = len(asked) - _ASKED
        rest = [f"and {more} more above"] if more > 0 else []
        yield sentence(f"Ask about {'; '.join([*asked[:_ASKED], *rest])}")


def _symptoms(assessment: Assessment) -> Iterator[str]:
    names = [words.small(words.symptom_name(one.symptom)) for one in assessment.questions]
    if names:
        yield f"Ask about {listed(names)}: the questions stand under the symptoms."


def _record(assessment: Assessment) -> Iterator[str]:
    eaten = [words.intake_of(verdict) for verdict in assessment.nutrients]
    known = [intake for intake in eaten if intake is not None and intake.days]
    if not known:
        yield "Record the diet of several days: nothing is known of it."
    elif not all(intake.complete for intake in known):
        yield "Complete the food record: intake is judged only from below."


def _unrecognised(assessment: Assessment) -> Iterator[str]:
    if assessment.unrecognised:
        texts = listed([f"“{one.text}”" for one in assessment.unrecognised])
        yield f"Judge by hand what is not recognised: {texts}."
