"""Combined indicators: computed from the accepted results of a case, or refused on one line.

Parts must be of the same days, uncensored, and inside the domain of the indicator's file. What the
laboratory reported itself stands, and nothing is computed beside it.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import msgspec

from micronutrient.biomarkers import (
    alpha_tocopherol_lipids,
    body_iron,
    cb12,
    free_copper,
    inflammation,
    kynurenine_tryptophan,
    omega3_index,
    rbp_ttr,
    stfr_ferritin_index,
    transferrin_saturation,
)
from micronutrient.biomarkers.circumstances import NOTHING_KNOWN, Circumstances
from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.indicator import Indicator, Refusal, Setting, combination
from micronutrient.biomarkers.kidney import egfr_at, is_reduced
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Computed, Measured, check
from micronutrient.biomarkers.records import Unless
from micronutrient.biomarkers.rules import rules
from micronutrient.biomarkers.variation import sd_ln
from micronutrient.case import LabResult
from micronutrient.evidence import ComputedFrom
from micronutrient.matching import fold
from micronutrient.person import Maternity, Person
from micronutrient.units import convert
from micronutrient.verdict import NotComputed, Quarantined
from micronutrient.wording import listed

INDICATORS: Mapping[str, Indicator] = {
    "alpha_tocopherol_cholesterol": alpha_tocopherol_lipids.TO_CHOLESTEROL,
    "alpha_tocopherol_lipids": alpha_tocopherol_lipids.TO_LIPIDS,
    "body_iron": body_iron.INDICATOR,
    "cb12": cb12.INDICATOR,
    "free_copper": free_copper.INDICATOR,
    "kynurenine_tryptophan": kynurenine_tryptophan.INDICATOR,
    "omega3_index": omega3_index.INDICATOR,
    "rbp_ttr": rbp_ttr.INDICATOR,
    "stfr_ferritin_index": stfr_ferritin_index.INDICATOR,
    "transferrin_saturation": transferrin_saturation.INDICATOR,
}
"""Every combined indicator, by its marker's slug."""

_STEP = 1e-6
Parts = Mapping[str, Measured]


class Combined(msgspec.Struct, frozen=True, kw_only=True):
    """What was computed, to be read like any other result, and what was not, and why."""

    found: tuple[Measured, ...] = ()
    refused: tuple[NotComputed, ...] = ()


def derive(
    measured: Sequence[Measured], *, person: Person, around: Circumstances = NOTHING_KNOWN
) -> Combined:
    """Compute every combined indicator that the accepted results of a case allow.

    Parameters
    ----------
    measured
        Accepted results.
    person
        Whose they are.
    around
        What is known of the person beside the results.

    Returns
    -------
    Combined
        One value for each day on which the first part was measured. An indicator is named as
        refused where all its parts were measured at some time, but the latest cannot be combined.
    """
    if not measured:
        return Combined()
    setting = Setting(person=person, measured=measured, around=around)
    found: list[Measured] = []
    refused: list[NotComputed] = []
    for slug in INDICATORS:
        results = [_at(slug, first, setting) for first in _firsts(slug, measured)]
        found += [one for one in results if isinstance(one, Measured)]
        if results and isinstance(results[0], Refusal):
            refused.append(_not_computed(slug, results[0]))
    return Combined(found=tuple(found), refused=tuple(refused))


def _firsts(slug: str, measured: Sequence[Measured]) -> list[Measured]:
    """Give the results of the first part, the latest first, if all parts of one way are there."""
    firsts = {next(iter(way)) for way in _ways(slug, measured)}
    found = [each for each in measured if each.marker.slug in firsts]
    free = [each for each in found if beside(measured, slug=slug, date=each.result.date) is None]
    return sorted(free, key=lambda each: each.result.date or dt.date.max, reverse=True)


def _ways(slug: str, measured: Sequence[Measured]) -> list[dict[str, str]]:
    """Give the ways to compute an indicator, all of whose parts were measured at some time."""
    present = {each.marker.slug for each in measured}
    return [way for way in combination(slug).parts if present >= set(way)]


def _at(slug: str, first: Measured, setting: Setting) -> Measured | Refusal:
    """Compute an indicator at the time of its first part; the first way that works is used."""
    tried = [_by(way, slug, first, setting) for way in _ways(slug, setting.measured)]
    worked = (one for one in tried if isinstance(one, Measured))
    refusals = (one for one in tried if isinstance(one, Refusal))
    return next(worked, None) or next(refusals)


def _by(way: Mapping[str, str], slug: str, first: Measured, setting: Setting) -> Measured | Refusal:
    near = {part: beside(setting.measured, slug=part, date=first.result.date) for part in way}
    near[first.marker.slug] = first
    parts = {part: one for part, one in near.items() if one is not None}
    refusal = (
        _apart(way, parts)
        or _censored(parts)
        or _spoilt(slug, parts)
        or _outside(slug, parts, first, setting)
        or INDICATORS[slug].refuses(_amounts(way, parts), first, setting)
    )
    return refusal or _computed(way, slug, parts, setting.person)


def _apart(way: Mapping[str, str], parts: Parts) -> Refusal | None:
    if len(parts) == len(way):
        return None
    names = [marker(part).name for part in way]
    return Refusal(
        why=f"its parts were measured more than {rules().beside.days} days apart",
        ask=f"measure {listed(names)} in one sample",
    )


def _censored(parts: Parts) -> Refusal | None:
    bounds = [one.marker.name for one in parts.values() if one.result.comparator is not None]
    if not bounds:
        return None
    verb = "is" if len(bounds) == 1 else "are"
    return Refusal(
        why=f"{listed(bounds)} {verb} known only as a bound, which is no number",
        ask="read each part by itself",
    )


def _spoilt(slug: str, parts: Parts) -> Refusal | None:
    """Say which fault of a sample moves a part, unless the equation allows for it."""
    found = [
        (fault, one.marker.name)
        for one in parts.values()
        for fault in one.faults
        if fault.name not in combination(slug).allows_for
    ]
    if not found:
        return None
    first = found[0][0]
    moved = [name for fault, name in found if fault.name == first.name]
    return Refusal(why=f"{first.cause}, which moves {listed(moved)}", ask=first.repeat)


def _outside(slug: str, parts: Parts, first: Measured, setting: Setting) -> Refusal | None:
    """Say why person or samples lie outside the domain that the indicator's file states."""
    stated, person = combination(slug), setting.person
    apart = "read its parts by themselves"
    if person.age_years < stated.from_y:
        return Refusal(why=f"it holds from {stated.from_y:g} years of age on", ask=apart)
    if Unless.PREGNANT in stated.unless and person.maternity is Maternity.PREGNANT:
        return Refusal(why="it does not hold in pregnancy, which moves its parts", ask=apart)
    if Unless.INFLAMED in stated.unless:
        state = inflammation.state_at(setting.measured, date=first.result.date)
        if state.inflamed:
            why = f"it does not hold in inflammation ({state}), which moves its parts"
            return Refusal(why=why, ask="repeat when CRP and AGP are no longer raised")
    if Unless.KIDNEY in stated.unless:
        egfr = egfr_at(setting.measured, person=person, date=first.result.date)
        if is_reduced(egfr):
            why = f"a failing kidney moves its parts (eGFR {egfr:.0f} mL/min/1.73 m²)"
            return Refusal(why=why, ask=apart)
    return _other_assay(slug, parts)


def _other_assay(slug: str, parts: Parts) -> Refusal | None:
    stated = combination(slug)
    if not stated.assays:
        return None
    part = parts[stated.assay_of]
    assay = part.result.assay
    if any(fold(one) in fold(assay or "") for one in stated.assays):
        return None
    said = f"was measured by {assay!r}" if assay else "came without the name of its assay"
    return Refusal(
        why=f"it holds for {part.marker.name} by the assays {listed(list(stated.assays))}, "
        f"and this result {said}",
        ask="ask the laboratory for the assay; by another one, read its parts by themselves",
    )


def _amounts(way: Mapping[str, str], parts: Parts) -> dict[str, float]:
    """Give the parts in the units in which the equation takes them."""
    return {
        part: convert(
            parts[part].value,
            unit=parts[part].marker.unit,
            to=unit,
            molar_mass=parts[part].marker.molar_mass,
        )
        for part, unit in way.items()
    }


def _computed(
    way: Mapping[str, str], slug: str, parts: Parts, person: Person
) -> Measured | Refusal:
    kind, taken = marker(slug), _amounts(way, parts)
    result = _sample(slug, INDICATORS[slug].value(taken, person), parts)
    index = next(iter(parts.values())).index
    accepted = check(result, marker=kind, index=index)
    if isinstance(accepted, Quarantined):
        return Refusal(why=accepted.why, ask="compare its parts with the laboratory's report")
    computed = Computed(
        parts=tuple(map(_printed, parts.values())),
        sd_ln=propagated_sd_ln(slug, taken, person=person),
        checked=combination(slug).checked,
    )
    return msgspec.structs.replace(accepted, computed=computed)


def propagated_sd_ln(slug: str, taken: Mapping[str, float], *, person: Person) -> float:
    r"""Give the standard deviation of ln of an indicator that its parts' variation makes.

    .. math:: \sigma = \sqrt{\sum_i \left( \sigma_i \, \partial f / \partial \ln x_i \right)^2}

    relative to f, or for an index, in ln of the ratio behind it. To the first order, and with parts
    that vary independently of each other, which overstates it where they rise and fall together.

    Parameters
    ----------
    slug
        The indicator.
    taken
        Amounts of its parts, in the units of its file.
    person
        Whose they are.
    """
    value = INDICATORS[slug].value
    moved = [
        sd_ln(marker(part)) * (value({**taken, part: x * math.exp(_STEP)}, person) - at) / _STEP
        for at in [value(taken, person)]
        for part, x in taken.items()
    ]
    per_unit = marker(slug).log10_per_unit
    absolute = math.hypot(*moved)
    if per_unit is not None:
        return absolute * per_unit * math.log(10)
    return absolute / value(taken, person)


def _sample(slug: str, value: float, parts: Parts) -> LabResult:
    """Give the computed result, with what is known of the samples that it rests on."""
    results = [one.result for one in parts.values()]
    fasting = [one.fasting for one in results]
    notes = "; ".join(one.note for one in results if one.note)
    assay_of = combination(slug).assay_of
    return LabResult(
        marker=slug,
        value=value,
        unit=marker(slug).unit,
        date=results[0].date,
        time=results[0].time,
        fasting=False if False in fasting else None if None in fasting else True,
        assay=parts[assay_of].result.assay if assay_of else None,
        note=notes or None,
    )


def _printed(part: Measured) -> ComputedFrom:
    return ComputedFrom(
        input=f"labs[{part.index}]",
        marker=part.marker.slug,
        label=part.marker.name,
        value=part.result.value,
        unit=part.result.unit,
    )


def _not_computed(slug: str, refusal: Refusal) -> NotComputed:
    return NotComputed(indicator=slug, name=marker(slug).name, why=refusal.why, ask=refusal.ask)
