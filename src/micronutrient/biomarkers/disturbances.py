"""What makes a result unreadable, or weaker, or deserves a word: before anything is interpreted.

A confounder that raises a marker hides deficiency and may feign excess; one that lowers it hides
excess and may feign deficiency. Only a reading that it could have made by itself is touched: a
marker that rises still shows deficiency, one that falls still shows excess.
"""

from collections.abc import Iterator

import msgspec

from micronutrient.biomarkers import inflammation
from micronutrient.biomarkers.bench import Bench
from micronutrient.biomarkers.circumstances import Confounder
from micronutrient.biomarkers.cutoffs import could_have_made, side_of
from micronutrient.biomarkers.cutoffs import reading as read
from micronutrient.biomarkers.kidney import failing
from micronutrient.biomarkers.records import Moves, Then
from micronutrient.biomarkers.rules import rules
from micronutrient.matching import fold
from micronutrient.sources import Checked
from micronutrient.states import Status
from micronutrient.wording import given, readable


class Disturbance(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that moves a result of this person.

    Attributes
    ----------
    then
        What follows for the reading.
    cause, repeat
        Why, and when to measure again.
    note
        What is said where the result is read all the same.
    source, checked
        Who says so, where it is not the marker's own file.
    """

    then: Then
    cause: str
    repeat: str = ""
    note: str = ""
    source: str = ""
    checked: Checked | None = None


def disturbances(bench: Bench, reading: Status) -> tuple[Disturbance, ...]:
    """Give everything that moves a result, the worst first.

    Parameters
    ----------
    bench
        The result.
    reading
        What it would say if nothing moved it.
    """
    found = [
        *_uncorrected(bench, reading),
        *_inflammation(bench, reading),
        *_sample(bench, reading),
        *_meal(bench, reading),
        *_dose(bench, reading),
        *_kidney(bench, reading),
        *_circumstances(bench, reading),
    ]
    order = tuple(Then)
    return tuple(sorted(found, key=lambda one: order.index(one.then)))


def _hidden(bench: Bench, moves: Moves, reading: Status) -> bool:
    return bench.scale is not None and could_have_made(moves, reading, bench.scale.bands)


def _stands(bench: Bench, reading: Status, reckoned: float | None) -> bool:
    """Whether a value without the greatest change that is reckoned with would mean the same."""
    if reckoned is None or bench.scale is None or bench.measured.result.comparator is not None:
        return False
    bands = bench.scale.bands
    return side_of(
        read(bench.corrected.value / (1 + reckoned), bands=bands, comparator=None)
    ) == side_of(reading)


def _uncorrected(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    """Close a reading that stands off only because no correction holds for this person."""
    if _hidden(bench, bench.corrected.moved, reading):
        cause, _, instead = bench.corrected.doubt.partition(": ")
        yield Disturbance(then=Then.UNREADABLE, cause=cause, repeat=instead)


def _inflammation(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    effect = bench.marker.inflammation
    if effect is None:
        return
    if inflammation.is_unreadable(effect, bench.state) and _hidden(bench, effect.moves, reading):
        yield Disturbance(
            then=Then.UNREADABLE,
            cause=str(bench.state),
            repeat=inflammation.repeat_advice(effect),
            source=effect.source,
            checked=effect.checked,
        )
        return
    gated = effect.unreadable_above_crp_mg_l is not None
    if not gated and bench.state.inflamed and _hidden(bench, effect.moves, reading):
        cause = f"inflammation ({bench.state}): this marker {effect.moves} with it"
        again = "repeat without inflammation"
        yield Disturbance(then=Then.WEAKER, cause=cause, repeat=again, note=f"{cause}; {again}")
    if gated and bench.state.late and _hidden(bench, effect.moves, reading):
        again = f"repeat when AGP is below {given(rules().inflammation.agp_g_l)} g/L"
        cause = f"{bench.state}: late convalescence, in which this marker still {effect.moves}"
        yield Disturbance(then=Then.WEAKER, cause=cause, repeat=again, note=f"{cause}; {again}")


def _sample(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    for one in bench.measured.faults:
        if _hidden(bench, one.moves, reading):
            yield Disturbance(
                then=Then.UNREADABLE,
                cause=one.cause,
                repeat=one.repeat,
                source=one.source,
                checked=one.checked,
            )


def _meal(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    moves = bench.marker.fed
    if bench.measured.result.fasting is False and _hidden(bench, moves, reading):
        cause = f"taken after a meal: this marker {moves} with it"
        yield Disturbance(
            then=Then.WEAKER, cause=cause, repeat="repeat fasting", note=f"{cause}; repeat fasting"
        )


def _dose(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    effect, since = bench.marker.recent_dose, bench.measured.result.hours_since_dose
    if effect is None:
        return
    hours, nutrient = given(effect.hours), bench.marker.speaks_for[0].nutrient
    hidden = _hidden(bench, effect.moves, reading)
    again = f"repeat at least {hours} hours after the last dose"
    if since is not None and since < effect.hours:
        cause = f"taken {given(since)} hours after a dose, it shows the dose and not the stores"
        yield Disturbance(
            then=effect.then if hidden else Then.NOTE,
            cause=cause,
            repeat=again,
            note=cause if hidden or bench.scale is None else "",
            source=effect.source,
            checked=effect.checked,
        )
    elif since is None and hidden and nutrient in bench.around.supplemented:
        asked = f"{readable(nutrient)} is taken as a supplement: within {hours} hours of a dose"
        note = f"{asked} this marker shows the dose; how long before was the last one"
        yield Disturbance(then=Then.NOTE, cause=asked, note=f"{note}?")


def _kidney(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    kidney = bench.marker.kidney
    cause = failing(bench.egfr, stated=bench.around.kidney_disease)
    if kidney is None or not cause:
        return
    hidden = _hidden(bench, kidney.moves, reading)
    stands = _stands(bench, reading, kidney.reckoned)
    then = kidney.then if hidden and not stands else Then.NOTE
    limit = kidney.unreadable_below
    failed = limit is not None and (bench.egfr is None or bench.egfr < limit)
    if hidden and not stands and failed:
        then = Then.UNREADABLE
    told = f"{cause}: {kidney.note.rstrip('.')}"
    note = f"{told}. This reading stands in spite of it" if hidden and stands else told
    yield Disturbance(then=then, cause=told, note=note, repeat=kidney.repeat or told)


def _circumstances(bench: Bench, reading: Status) -> Iterator[Disturbance]:
    assay = fold(bench.measured.result.assay or "")
    for one in (*bench.around.of(bench.marker.slug), *_of_parts(bench)):
        if any(fold(word) in assay for word in one.spares):
            continue
        hidden = _hidden(bench, one.moves, reading) and not _stands(bench, reading, one.reckoned)
        yield Disturbance(
            then=one.then if hidden else Then.NOTE,
            cause=one.cause,
            repeat=one.repeat,
            note=_told(one, stands=not hidden and reading is not Status.UNKNOWN),
            source=one.source,
            checked=one.checked,
        )


def _of_parts(bench: Bench) -> Iterator[Confounder]:
    """Give what moves the parts of a computed indicator: which way that moves it is not known."""
    computed = bench.measured.computed
    for part in computed.parts if computed else ():
        for one in bench.around.of(part.marker):
            yield msgspec.structs.replace(one, moves=Moves.EITHER, reckoned=None)


def _told(one: Confounder, *, stands: bool) -> str:
    if stands and one.moves is not Moves.NONE:
        return f"{one.cause}; this reading stands in spite of it"
    return " ".join(filter(None, (f"{one.cause}.", one.action)))
