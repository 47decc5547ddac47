"""The sentences of a reading: value, limit, authority and year, as a clinician would say it."""

from collections.abc import Sequence

from micronutrient.biomarkers.cutoffs import Chosen, Limit, Scale
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Interval
from micronutrient.sources import Checked
from micronutrient.verdict import Status

_LIMIT_WORDS = {
    "deficient_below": "deficient below",
    "low_below": "low below",
    "high_from": "high from",
    "toxic_from": "toxic from",
    "low_from": "low from",
    "deficient_from": "deficient from",
}


def shown_unit(unit: str) -> str:
    """Give a UCUM unit as a clinician reads it: ``µg/L``, ``mIU/L``."""
    if unit == "1":
        return ""
    plain = unit.replace("[IU]", "IU").replace("[iU]", "IU").replace("{", "").replace("}", "")
    return f"µ{plain[1:]}" if plain.startswith("u") else plain


def number(value: float) -> str:
    """Give a number with as many digits as a laboratory would print."""
    return f"{float(f'{value:.4g}'):.12g}"


def printed(measured: Measured) -> str:
    """Give the result as the laboratory printed it: ``<10 µg/dL``."""
    result = measured.result
    sign = f"{result.comparator}" if result.comparator else ""
    return f"{sign}{number(result.value)} {shown_unit(result.unit)}".strip()


def value_words(measured: Measured, *, used: float, how: str) -> str:
    """Give name and value, with the converted and corrected value where they differ."""
    unit = shown_unit(measured.marker.unit)
    head = f"{measured.marker.name} {printed(measured)}"
    converted = shown_unit(measured.result.unit) != unit or used != measured.value
    sign = f"{measured.result.comparator}" if measured.result.comparator else ""
    tail = f" = {sign}{number(used)} {unit}".rstrip() if converted else ""
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


def authority(chosen: Chosen) -> str:
    """Give authority and year: ``WHO 2020``."""
    return f"{chosen.table.authority} {chosen.table.year}"


def limits_words(chosen: Chosen, *, unit: str) -> str:
    """List an authority's limits for a person: ``deficient below 30, low below 50 nmol/L``."""
    parts = [f"{_LIMIT_WORDS[name]} {number(v)}" for name, v in chosen.limits().items()]
    return f"{', '.join(parts)} {shown_unit(unit)}".strip() if parts else ""


def interval_words(intervals: Sequence[Interval], *, unit: str) -> str:
    """Say what is usual in health."""
    parts = [
        f"usual in {one.who}: {number(one.low)} to {number(one.high)} {shown_unit(unit)}".strip()
        + _doubt(one.checked)
        for one in intervals
    ]
    return "; ".join(parts)


def _stands(limit: Limit, *, top: float, unit: str) -> str:
    word = "below" if limit.value == top else "at or above"
    return f"{word} {number(limit.value)} {shown_unit(unit)}".strip()


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
