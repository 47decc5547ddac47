"""One result laid out with everything that decides how it is read."""

from collections.abc import Callable, Mapping

import msgspec

from micronutrient.biomarkers import inflammation
from micronutrient.biomarkers.anaemia import ANAEMIA, anaemia_conditions
from micronutrient.biomarkers.calcium_serum import adjust_for_albumin
from micronutrient.biomarkers.circumstances import Circumstances
from micronutrient.biomarkers.companions import Companions
from micronutrient.biomarkers.corrected import Corrected, as_measured
from micronutrient.biomarkers.cutoffs import Chosen, Group, Scale, applicable, reading, scale
from micronutrient.biomarkers.day_time import day_time
from micronutrient.biomarkers.haemoglobin import adjust_for_altitude_and_smoking
from micronutrient.biomarkers.kidney import egfr_at, kidney_conditions
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules
from micronutrient.person import Person
from micronutrient.states import Status

CORRECTIONS: Mapping[str, Callable[..., Corrected]] = {
    "calcium_serum": adjust_for_albumin,
    "haemoglobin": adjust_for_altitude_and_smoking,
}
"""Markers with a correction of their own; every other marker is a data file only."""


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """One result with everything that decides how it is read.

    Attributes
    ----------
    measured, corrected
        In the marker's canonical unit, and after the marker's own correction.
    state
        What CRP and AGP say of its time.
    group, chosen, scale
        The person and sample, every authority's row for them, and the limits in use.
    egfr
        Filtration rate of its time [mL/min/1.73 m²], or None.
    around
        What is known of the person beside the results.
    """

    measured: Measured
    corrected: Corrected
    state: inflammation.InflammationState
    group: Group
    chosen: tuple[Chosen, ...]
    scale: Scale | None
    egfr: float | None
    around: Circumstances

    @property
    def marker(self) -> Marker:
        """The marker that was measured."""
        return self.measured.marker

    def reads(self, held: Scale | None) -> Status:
        """Give the state by some limits; *unknown* without limits."""
        if held is None:
            return Status.UNKNOWN
        return reading(
            self.corrected.value, bands=held.bands, comparator=self.measured.result.comparator
        )


def group_of(
    person: Person,
    *,
    inflamed: bool | None,
    crp_mg_l: float | None,
    egfr: float | None,
    conditions: frozenset[str],
) -> Group:
    """Give what decides the limits of a person's result, before anything is known of its sample.

    Parameters
    ----------
    person
        Whose it is.
    inflamed, crp_mg_l, egfr
        What was measured beside it: see `InflammationState` and `egfr_at`; None if not known.
    conditions
        Slugs of the conditions that the person is known to have.
    """
    return Group(
        sex=person.sex,
        age_y=person.age_years,
        maternity=person.maternity,
        trimester=rules().trimesters.of(person.pregnancy_week),
        inflamed=inflamed,
        crp_mg_l=crp_mg_l,
        conditions=conditions | kidney_conditions(egfr),
    )


def lay_out(
    each: Measured, *, person: Person, measured: Companions, around: Circumstances
) -> Bench:
    """Lay out one result of a case.

    Parameters
    ----------
    each
        The result.
    person
        Whose it is.
    measured
        All results of the case.
    around
        What is known of the person beside the results.
    """
    date, kind = each.result.date, each.marker
    corrected = _corrected(each, person=person, measured=measured)
    state = inflammation.state_at(measured, date=date)
    egfr = egfr_at(measured, person=person, date=date)
    group = msgspec.structs.replace(
        group_of(
            person,
            inflamed=state.inflamed,
            crp_mg_l=state.crp_at_least,
            egfr=egfr,
            conditions=around.conditions,
        ),
        fasting=each.result.fasting,
        day_time=day_time(each.result.time),
        assay=each.result.assay or "",
    )
    if any(ANAEMIA in table.conditions for table in kind.cutoffs):
        found = anaemia_conditions(measured, person=person, group=group, date=date)
        group = msgspec.structs.replace(group, conditions=group.conditions | found)
    chosen = applicable(kind, group)
    return Bench(
        measured=each,
        corrected=corrected,
        state=state,
        group=group,
        chosen=chosen,
        scale=None if kind.never_classifies else scale(chosen, plausible=kind.plausible),
        egfr=egfr,
        around=around,
    )


def _corrected(each: Measured, *, person: Person, measured: Companions) -> Corrected:
    """Apply the marker's own correction, kept within what disease is known to reach."""
    correct = CORRECTIONS.get(each.marker.slug)
    if correct is None:
        return as_measured(each)
    found = correct(each, person=person, measured=measured)
    lowest, highest = each.marker.plausible
    return msgspec.structs.replace(found, value=min(max(found.value, lowest), highest))
