"""What a reader of a survey of markers should know, in words."""

from collections.abc import Mapping

import numpy as np

from micronutrient.biomarkers.brinda import Adjustment
from micronutrient.biomarkers.records import Moves
from micronutrient.population.biomarkers_spec import BiomarkersSpec
from micronutrient.population.columns import Measurements, People
from micronutrient.population.cutoffs import SurveyLimits

_WRONG = {Moves.RISES: (-1, "lower", "raises"), Moves.FALLS: (1, "higher", "lowers")}


def survey_notes(
    spec: BiomarkersSpec, people: People, inflammation: Mapping[str, Measurements]
) -> tuple[str, ...]:
    """Say how the whole survey was computed."""
    notes = [
        "Adjusted values describe a population: never use one of them for a patient.",
        "Slopes are least squares of the log marker on log AGP and log CRP over those who have "
        "all, as in the R package BRINDA 0.1.5.",
    ]
    if people.weights is not None:
        notes.append(
            "Survey weights: used in slopes, means, shares and percentiles, which the R package "
            "does not do; whether zinc is adjusted is decided without them. No standard errors "
            "are given, since those of the plain regression do not hold."
        )
    if spec.sign_constraint:
        notes.append(
            "Sign constraint: slopes against the known effect of inflammation are zero and the "
            "others fitted again, which the R package does not do."
        )
    open_groups = [group.slug for group in people.groups if group.maternity is None]
    if open_groups:
        notes.append(
            f"Limits of the group {' and '.join(open_groups)} are those of people who are neither "
            "pregnant nor lactating; set cutoff for others."
        )
    nobody = int((people.group < 0).sum())
    if nobody:
        notes.append(f"{nobody} people have no group and are left out.")
    notes += [_unlikely(one) for one in inflammation.values() if one.unlikely]
    notes += _zeros(spec)
    return tuple(notes)


def marker_notes(
    column: Measurements, done: Adjustment | None, limits: SurveyLimits, sign_constraint: bool
) -> tuple[str, ...]:
    """Say what is particular about one marker."""
    notes = [done.why] if done and done.why else []
    notes += _signs(column, done, sign_constraint)
    if column.unlikely:
        notes.append(_unlikely(column))
    nowhere = int(np.isnan(limits.limit).sum())
    if nowhere == limits.limit.size:
        notes.append(
            "No limit of deficiency holds for these people: set cutoff, or give age, sex or assay."
        )
    elif nowhere:
        notes.append(f"For {nowhere} people the limit depends on an age or sex that is not known.")
    notes += dict.fromkeys(one.table.note for one in limits.chosen if one.table.note)
    return tuple(notes)


def _signs(column: Measurements, done: Adjustment | None, sign_constraint: bool) -> list[str]:
    effect = column.marker.inflammation
    if done is None or done.correction is None or effect is None or effect.moves not in _WRONG:
        return []
    sign, found, expected = _WRONG[effect.moves]
    slopes = done.correction.slopes
    if sign_constraint:
        zero = [name.upper() for name, one in slopes.items() if one.slope == 0]
        return [f"Slopes set to zero: {', '.join(zero)}."] if zero else []
    return [
        f"{name.upper()} goes with a {found} value here, though inflammation {expected} this "
        "marker; the slope is applied as BRINDA does. sign_constraint: true sets it to zero."
        for name, one in slopes.items()
        if one.slope * sign > 0
    ]


def _unlikely(column: Measurements) -> str:
    low, high = column.marker.plausible
    return (
        f"{column.unlikely} values of {column.column} lie beyond what disease is known to reach "
        f"({low:g} to {high:g} {column.marker.unit}); they are used as they stand."
    )


def _zeros(spec: BiomarkersSpec) -> list[str]:
    columns = {"CRP": spec.crp, "AGP": spec.agp, **spec.markers}
    return [
        f"Zeros of {name} count as {one.zero_is:g} {one.unit}."
        for name, one in columns.items()
        if one is not None and one.zero_is is not None
    ]
