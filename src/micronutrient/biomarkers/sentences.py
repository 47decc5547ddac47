"""The sentences of a reading: value, limit, authority and year, as a clinician would say it."""

from collections.abc import Sequence

from micronutrient.biomarkers.cutoff_records import Interval
from micronutrient.biomarkers.cutoffs import Chosen, Limit, Scale, shows_excess_only
from micronutrient.biomarkers.quality import Measured
from micronutrient.sources import Checked
from micronutrient.states import Status
from micronutrient.wording import as_printed, given
from micronutrient.wording import unit as unit_words

_LIMIT_WORDS = {
    "deficient_below": "deficient below",
    "low_below": "low below",
    "high_from": "high from",
    "toxic_from": "toxic from",
    "low_from": "low from",
    "deficient_from": "deficient from",
}


def printed(measured: Measured) -> str:
    """Give the result as the laboratory printed it: ``<10 µg/dL``."""
    result = measured.result
    sign = f"{result.comparator}" if result.comparator else ""
    value = as_printed(result.value) if measured.computed else given(result.value)
    return f"{sign}{value} {unit_words(result.unit)}".strip()


def value_words(measured: Measured, *, used: float, how: str) -> str:
    """Give name and value, with the converted and corrected value where they differ."""
    unit = unit_words(measured.marker.unit)
    head = f"{measured.marker.name} {printed(measured)}"
    converted = unit_words(measured.result.unit) != unit or used != measured.value
    sign = f"{measured.result.comparator}" if measured.result.comparator else ""
    tail = f" = {sign}{as_printed(used)} {unit}".rstrip() if converted else ""
    return f"{head}{tail}{f' ({how})' if how else ''}"


def held_against(scale: Scale, *, state: Status, unit: str, grade: str) -> str:
    """Say how a value stands to the limits around its state, and whose they are."""
    limit = scale.decisive(state)
    if limit is None:
        return str(state)
    top = max(band.upper for band in scale.bands if band.state == state)
    where = " and ".join(_stands(each, top=top, unit=unit) for each in scale.around(state))
    by = limit.by
    name = f"{state}, {grade}" if grade else str(state)
    return f"{where}: {name} ({authority(by)}{_group(by)}{_doubt(scale.checked(state))})"


def undecided(scale: Scale, *, unit: str, censored: bool) -> str:
    """Say why limits decide nothing: a censored value, or limits of too much only."""
    limits = f"{limits_words(scale.main, unit=unit)}; {authority(scale.main)}"
    if shows_excess_only(scale.bands) and not censored:
        return f"is not too high ({limits}), which says nothing of too little"
    return f"is censored and may lie on both sides of a limit ({limits})"


def authority(chosen: Chosen) -> str:
    """Give authority and year: ``WHO 2020``."""
    return f"{chosen.table.authority} {chosen.table.year}"


def limits_words(chosen: Chosen, *, unit: str) -> str:
    """List an authority's limits for a person: ``deficient below 30, low below 50 nmol/L``."""
    parts = [f"{_LIMIT_WORDS[name]} {as_printed(v)}" for name, v in chosen.limits().items()]
    return f"{', '.join(parts)} {unit_words(unit)}".strip() if parts else ""


def _range(one: Interval) -> str:
    return f"{as_printed(one.low)} to {as_printed(one.high)}"


def interval_words(intervals: Sequence[Interval], *, unit: str) -> str:
    """Say what is usual in health."""
    parts = [
        f"usual in {one.who}: {_range(one)} {unit_words(unit)}".strip() + _doubt(one.checked)
        for one in intervals
    ]
    return "; ".join(parts)


def _stands(limit: Limit, *, top: float, unit: str) -> str:
    word = "below" if limit.value == top else "at or above"
    return f"{word} {as_printed(limit.value)} {unit_words(unit)}".strip()


def _group(chosen: Chosen) -> str:
    row = chosen.row
    parts = [
        "with inflammation" if row.inflamed else "",
        f"with CRP above {row.crp_above_mg_l:g} mg/L" if row.crp_above_mg_l is not None else "",
        f"trimester {row.trimester}" if row.trimester else "",
        f"{row.assay} assay" if row.assay else "",
    ]
    words = ", ".join(part for part in parts if part)
    return f", {words}" if words else ""


def _doubt(checked: Checked) -> str:
    return ", not yet looked up" if checked is Checked.RECALLED else ""
