"""A survey of markers: adjusted for inflammation by BRINDA, means and prevalence before and after.

A method for surveys, never for one patient. The equations: `biomarkers.inflammation_survey`; whom
they are used for: `biomarkers.brinda`.
"""

import math
from collections.abc import Iterable, Mapping

import msgspec
import numpy as np

from micronutrient.arrays import Bools, Floats
from micronutrient.biomarkers.brinda import (
    Adjustment,
    Inflammation,
    PopulationGroup,
    adjust,
    brinda,
    floor_of,
)
from micronutrient.biomarkers.inflammation_survey import InflammationFloor
from micronutrient.biomarkers.records import Direction, Marker
from micronutrient.biomarkers.rules import rules
from micronutrient.errors import Faults, InputFault, NotIdentified
from micronutrient.person import Maternity
from micronutrient.population.biomarkers_answer import (
    BiomarkersAnswer,
    Cutoff,
    GroupAnswer,
    MarkerAnswer,
    ReferenceValue,
    Summary,
)
from micronutrient.population.biomarkers_spec import (
    BiomarkersSpec,
    InflammationColumn,
    MarkerColumn,
)
from micronutrient.population.columns import (
    Measurements,
    People,
    check_spec,
    measurements,
    people,
)
from micronutrient.population.cutoffs import Sampling, SurveyLimits, survey_limits
from micronutrient.population.notes import marker_notes, survey_notes
from micronutrient.population.table import Table
from micronutrient.sources import Checked, least_checked

Adjusted = dict[str, Floats]
"""By marker: adjusted values in the unit of the column, NaN where it cannot be said."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One group of a survey: who they are in the table, and their inflammation."""

    group: PopulationGroup
    chosen: Bools
    people: People
    inflammation: Inflammation
    weights: Floats | None
    sign_constraint: bool


def survey_biomarkers(spec: BiomarkersSpec, table: Table) -> tuple[BiomarkersAnswer, Adjusted]:
    """Adjust the markers of a survey for inflammation, group by group.

    Parameters
    ----------
    spec
        What the columns hold, and what is asked.
    table
        Its columns (see `columns.number_columns` and `columns.text_columns`).

    Returns
    -------
    BiomarkersAnswer
        Slopes, means and prevalence. A marker whose slopes are not identified is refused by
        itself, in words.
    Adjusted
        The adjusted values; NaN for a marker that was refused.

    Raises
    ------
    InputFault
        If anything in the specification or the table cannot be used; faults of the columns all
        together.
    NotIdentified
        If every marker is refused.
    """
    check_spec(spec)
    asked = people(spec, table)
    measured, inflammation = _columns(spec, table)
    parts = [
        _part(spec, asked, place, inflammation=inflammation) for place in range(len(asked.groups))
    ]
    adjusted: Adjusted = {slug: np.full(table.row.size, np.nan) for slug in measured}
    answers = tuple(_group_answer(spec, part, measured, adjusted) for part in parts)
    every = [one for answer in answers for one in answer.markers]
    if every and all(one.refused for one in every):
        raise Faults.of(NotIdentified(f"{one.group}, {one.marker}", one.refused) for one in every)
    return (
        BiomarkersAnswer(
            file=table.name,
            people=int(table.row.size),
            weighted=spec.weight is not None,
            groups=answers,
            notes=survey_notes(spec, asked, inflammation),
            sources=_sources(every),
        ),
        adjusted,
    )


def _columns(
    spec: BiomarkersSpec, table: Table
) -> tuple[dict[str, Measurements], dict[str, Measurements]]:
    """Give the markers, and CRP and AGP; all faults of all columns at once."""
    named: dict[str, tuple[str, InflammationColumn | MarkerColumn]] = {
        f"markers.{slug}": (slug, column) for slug, column in spec.markers.items()
    }
    named |= {slug: (slug, one) for slug, one in (("crp", spec.crp), ("agp", spec.agp)) if one}
    found: dict[str, Measurements] = {}
    faults: list[InputFault] = []
    for where, (slug, column) in named.items():
        try:
            found[where] = measurements(table, slug, column, where=where)
        except InputFault as fault:
            faults.append(fault)
    if faults:
        raise Faults.of(faults)
    markers = {slug: found[f"markers.{slug}"] for slug in spec.markers}
    return markers, {slug: found[slug] for slug in ("agp", "crp") if slug in found}


def _part(
    spec: BiomarkersSpec, asked: People, place: int, *, inflammation: Mapping[str, Measurements]
) -> _Part:
    group, chosen = asked.groups[place], asked.group == place
    weights = None if asked.weights is None else asked.weights[chosen]
    crp, agp = (
        inflammation[slug].canonical[chosen] if slug in inflammation else None
        for slug in ("crp", "agp")
    )
    floor = _given_floor(spec, group) or floor_of(group, crp_mg_l=crp, agp_g_l=agp, weights=weights)
    return _Part(
        group=group,
        chosen=chosen,
        people=asked,
        inflammation=Inflammation(crp_mg_l=crp, agp_g_l=agp, floor=floor),
        weights=weights,
        sign_constraint=spec.sign_constraint,
    )


def _given_floor(spec: BiomarkersSpec, group: PopulationGroup) -> InflammationFloor | None:
    reference = spec.reference
    if reference is None or not group.needs_reference:
        return None
    for name, column, value in (
        ("crp_mg_l", spec.crp, reference.crp_mg_l),
        ("agp_g_l", spec.agp, reference.agp_g_l),
    ):
        if column is not None and value is None:
            raise InputFault(f"reference.{name}", "is missing, and the column is given")
    crp, agp = reference.crp_mg_l, reference.agp_g_l
    return InflammationFloor(
        ln_crp_mg_l=None if crp is None else math.log(crp),
        ln_agp_g_l=None if agp is None else math.log(agp),
    )


def _group_answer(
    spec: BiomarkersSpec, part: _Part, measured: Mapping[str, Measurements], adjusted: Adjusted
) -> GroupAnswer:
    answers = []
    for slug, column in measured.items():
        answer, values = _marker_answer(spec, part, column)
        adjusted[slug][part.chosen] = values
        answers.append(answer)
    return GroupAnswer(
        group=part.group.slug,
        people=int(part.chosen.sum()),
        references=_references(part),
        markers=tuple(answers),
    )


def _marker_answer(
    spec: BiomarkersSpec, part: _Part, column: Measurements
) -> tuple[MarkerAnswer, Floats]:
    slug, values = column.marker.slug, column.values[part.chosen]
    refused, done = "", None
    try:
        done = adjust(
            slug,
            values,
            group=part.group,
            inflammation=part.inflammation,
            weights=part.weights,
            sign_constraint=part.sign_constraint,
        )
    except NotIdentified as error:
        refused = error.line()
    after = np.full(values.shape, np.nan) if done is None else done.corrected
    limits, raised = (_limits(spec, part, column, inflamed=which) for which in (False, True))
    same = values if done is None else np.where(np.isfinite(after), values, np.nan)
    answer = MarkerAnswer(
        marker=slug,
        name=column.marker.name,
        group=part.group.slug,
        column=column.column,
        unit=column.unit,
        adjusted_by=done.by if done else (),
        slopes=done.correction.slopes if done and done.correction else {},
        correlations=done.correlations if done else {},
        people_used=done.correction.people if done and done.correction else 0,
        left_out=_left_out(part, values, column.marker.name, done),
        before=_summary(same, column, limits, part.weights),
        after=None if done is None else _summary(after, column, limits, part.weights),
        cutoff=_cutoff(spec, column, limits),
        with_raised_cutoff=_raised(part, values, column, raised),
        refused=refused,
        notes=marker_notes(column, done, limits, part.sign_constraint),
    )
    return answer, after


def _limits(
    spec: BiomarkersSpec, part: _Part, column: Measurements, *, inflamed: bool
) -> SurveyLimits:
    asked, chosen = spec.markers[column.marker.slug], part.chosen
    if asked.cutoff is not None:
        own = np.full(int(chosen.sum()), asked.cutoff * column.factor)
        high = _high_is_deficient(column.marker)
        return SurveyLimits(limit=own, deficient_is_high=high, chosen=())
    raised = _inflamed(part.inflammation) if inflamed else np.zeros(int(chosen.sum()))
    return survey_limits(
        column.marker,
        age_y=part.people.age_y[chosen],
        sex=part.people.sex[chosen],
        inflamed=raised == 1,
        ages=(part.group.from_y, part.group.to_y),
        sampling=Sampling(
            maternity=part.group.maternity or Maternity.NONE,
            fasting=asked.fasting,
            day_time=asked.day_time,
            assay=asked.assay,
        ),
    )


def _high_is_deficient(marker: Marker) -> bool:
    return any(one.direction is Direction.HIGH_IS_DEFICIENT for one in marker.speaks_for)


def _inflamed(inflammation: Inflammation) -> Floats:
    """Give 1 where CRP or AGP is raised, 0 where neither is, NaN where neither is known."""
    limits = rules().inflammation
    pairs = ((inflammation.crp_mg_l, limits.crp_mg_l), (inflammation.agp_g_l, limits.agp_g_l))
    known = [(values, limit) for values, limit in pairs if values is not None]
    raised = np.any([values >= limit for values, limit in known], axis=0)
    unknown = np.all([np.isnan(values) for values, _ in known], axis=0)
    found: Floats = np.where(unknown, np.nan, raised)
    return found


def _raised(
    part: _Part, values: Floats, column: Measurements, limits: SurveyLimits
) -> Summary | None:
    if not any(row.inflamed for one in limits.chosen for row in one.table.rows):
        return None
    known = np.isfinite(_inflamed(part.inflammation))
    return _summary(np.where(known, values, np.nan), column, limits, part.weights)


def _left_out(part: _Part, values: Floats, name: str, done: Adjustment | None) -> dict[str, int]:
    """Count who was not fitted, each under the first reason that holds."""
    gone, counts = np.zeros(values.shape, dtype=bool), {}
    columns: dict[str, Floats] = {f"no {name}": values}
    by = done.by if done else tuple(part.inflammation.measured())
    columns |= {f"no {one.upper()}": part.inflammation.measured()[one] for one in by}
    if part.weights is not None and by:
        columns["no weight"] = np.where(part.weights > 0, part.weights, np.nan)
    for why, column in columns.items():
        missing = np.isnan(column) & ~gone
        gone |= missing
        if missing.any():
            counts[why] = int(missing.sum())
    return counts


def _summary(
    values: Floats, column: Measurements, limits: SurveyLimits, weights: Floats | None
) -> Summary:
    weight = np.ones(values.shape) if weights is None else np.nan_to_num(weights)
    known = np.isfinite(values) & (weight > 0)
    judged = known & limits.known(values)
    beyond = limits.deficient(values * column.factor)
    return Summary(
        people=int(known.sum()),
        arithmetic_mean=_mean(values, weight, known),
        geometric_mean=_geometric(values, weight, known),
        judged=int(judged.sum()),
        deficient=_mean(beyond.astype(np.float64), weight, judged),
    )


def _mean(values: Floats, weight: Floats, chosen: Bools) -> float | None:
    if not chosen.any():
        return None
    return float(np.average(values[chosen], weights=weight[chosen]))


def _geometric(values: Floats, weight: Floats, chosen: Bools) -> float | None:
    mean = _mean(np.log(np.where(chosen, values, 1)), weight, chosen)
    return None if mean is None else math.exp(mean)


def _cutoff(spec: BiomarkersSpec, column: Measurements, limits: SurveyLimits) -> Cutoff | None:
    distinct = tuple(np.unique(limits.limit[np.isfinite(limits.limit)]).tolist())
    if not distinct:
        return None
    side = "from the limit on" if limits.deficient_is_high else "below the limit"
    own = spec.markers[column.marker.slug].cutoff is not None
    authorities = dict.fromkeys(one.table.authority for one in limits.chosen)
    checked = {
        slug: least_checked(one.checked for one in limits.chosen if one.table.source == slug)
        for slug in dict.fromkeys(one.table.source for one in limits.chosen)
    }
    return Cutoff(
        limits=distinct,
        unit=column.marker.unit,
        deficient=side,
        authority="the specification" if own else " and ".join(authorities),
        sources=checked,
    )


def _sources(markers: Iterable[MarkerAnswer]) -> dict[str, Checked]:
    """Give the documents of the method and of all limits, each by its least checked figure."""
    grades = {brinda().source: [brinda().checked]}
    for one in markers:
        for slug, checked in one.cutoff.sources.items() if one.cutoff else ():
            grades.setdefault(slug, []).append(checked)
    return {slug: least_checked(several) for slug, several in grades.items()}


def _references(part: _Part) -> tuple[ReferenceValue, ...]:
    floor, group = part.inflammation.floor, part.group
    if group.percentile is not None:
        basis = f"percentile {group.percentile:g} of this group"
    else:
        basis = "printed" if group.ln_crp_mg_l is not None else "given"
    pairs = (("agp", floor.ln_agp_g_l, "g/L"), ("crp", floor.ln_crp_mg_l, "mg/L"))
    measured = part.inflammation.measured()
    return tuple(
        ReferenceValue(marker=name, value=math.exp(ln), unit=unit, ln_value=ln, basis=basis)
        for name, ln, unit in pairs
        if ln is not None and not math.isnan(ln) and name in measured
    )
