"""What a case holds beside its laboratory results, and what they add to it: the rooms joined."""

import datetime as dt
from collections.abc import Iterator

from micronutrient.biomarkers import follow_up
from micronutrient.biomarkers.circumstances import Circumstances, Confounder
from micronutrient.biomarkers.kidney import CHRONIC
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.readings import LabReadings, Reading
from micronutrient.biomarkers.records import Direction, Moves, Then
from micronutrient.interactions import table
from micronutrient.interactions.conditions import Facts, Fallen
from micronutrient.interactions.screen import Interference, Screening, interferences
from micronutrient.states import Status
from micronutrient.tasks.eaten import Eaten


def circumstances(screening: Screening, food: Eaten, *, today: dt.date) -> Circumstances:
    """Give what medicines, conditions, supplements and the day do to laboratory results."""
    return Circumstances(
        confounders=tuple(_confounders(screening)),
        supplemented=frozenset(dose.nutrient for dose in food.supplements.doses),
        conditions=table.with_classes(screening.facts.agents),
        kidney_disease=_kidney_disease(screening),
        today=today,
    )


def _confounders(screening: Screening) -> Iterator[Confounder]:
    """Give the interferences as the laboratory's room takes them; a kidney's stand in its files."""
    for slug, found in interferences(screening).items():
        for one in found:
            if marker(slug).kidney is None or not _is_of_kidney(one.agent):
                yield _confounder(slug, one)


def _confounder(slug: str, one: Interference) -> Confounder:
    effect = one.effect
    return Confounder(
        marker=slug,
        cause=f"{one.name}: {effect.why.rstrip('.')}",
        action=effect.action,
        moves=Moves(effect.moves) if effect.moves else Moves.NONE,
        then=Then(effect.then),
        reckoned=effect.reckoned,
        repeat=effect.repeat,
        spares=effect.spares,
        source=effect.source,
        checked=effect.checked,
    )


def _kidney_disease(screening: Screening) -> str:
    """Give the name of a stated kidney disease, the most exact one; empty without."""
    stated = [slug for slug in sorted(screening.facts.agents) if _is_of_kidney(slug)]
    exact = [slug for slug in stated if slug != CHRONIC] or stated
    return table.agent(exact[-1]).name if exact else ""


def _is_of_kidney(agent: str) -> bool:
    return CHRONIC in table.with_classes([agent])


def measured_facts(labs: LabReadings) -> Facts:
    """Give what laboratory results say, as plain values for rules about agents and alerts."""
    markers = {one.marker: (one.used_value, _state(one, labs)) for one in labs.readings if one.used}
    falls = {
        slug: tuple(Fallen(one.percent, one.days, one.ago, one.said) for one in rows)
        for slug, rows in follow_up.falls(labs.readings).items()
    }
    return Facts(
        agents=labs.findings,
        markers=markers,
        falls=falls,
        person={"egfr_ml_min": labs.egfr_ml_min},
    )


def _state(reading: Reading, labs: LabReadings) -> str:
    """Give a marker's state for alerts: none where a failing kidney looks like a deficiency."""
    kind = marker(reading.marker)
    alike = any(one.direction is Direction.HIGH_IS_DEFICIENT for one in kind.speaks_for)
    blurred = alike and kind.kidney is not None and labs.kidney_reduced
    return str(Status.UNINTERPRETABLE if blurred else reading.reading)
