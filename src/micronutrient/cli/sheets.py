"""The text of one marker and of one agent: everything on file, with its sources."""

from collections.abc import Iterator

from micronutrient.biomarkers.cutoff_records import Cutoffs, Interval, Row
from micronutrient.biomarkers.records import Direction, Marker, SpeaksFor
from micronutrient.biomarkers.rules import rules
from micronutrient.cli.plain import Numbered, entry, paragraph
from micronutrient.interactions.conditions import Condition
from micronutrient.interactions.records import Agent, BlockRule, Effect
from micronutrient.person import ages
from micronutrient.sources import least_checked
from micronutrient.tasks.alerts import ShownAlert
from micronutrient.tasks.interactions import ActsOn, Interactions
from micronutrient.tasks.markers import Compared, ShownMarker
from micronutrient.wording import readable

_LIMITS = ("deficient_below", "low_below", "high_from", "toxic_from", "low_from", "deficient_from")


def marker_sheet(shown: ShownMarker) -> Iterator[str]:
    """Write all that is on file about a marker."""
    marker, numbered = shown.marker, Numbered(shown.sources)
    yield f"{marker.name} ({marker.slug})"
    if marker.never_classifies:
        yield from entry("one person's result is never graded", marker.never_classifies)
    yield from _identity(marker, numbered.mark(marker.source, marker.checked))
    if marker.loinc:
        checked = least_checked(code.checked for code in marker.loinc)
        codes = (f"{one.code} {one.property}".strip() for one in marker.loinc)
        mark = numbered.mark(marker.loinc_source, checked)
        yield from entry("LOINC", f"{', '.join(codes)} {mark}")
    for table in marker.cutoffs:
        yield ""
        yield from _cutoffs(table, marker.unit, numbered)
    for interval in marker.intervals:
        yield ""
        yield from _interval(interval, marker.unit, numbered)
    yield ""
    yield from _reliability(marker, numbered)
    for confounder in marker.confounders:
        yield from paragraph(f"- {confounder}", hanging=2)
    yield from entry("advice", marker.advice)
    yield from numbered.lines()


def _identity(marker: Marker, mark: str) -> Iterator[str]:
    low, high = marker.plausible
    lines = {
        "also called": ", ".join(marker.synonyms),
        "speaks for": "; ".join(map(_speaks_for, marker.speaks_for)),
        "unit": marker.unit,
        "other units": ", ".join(marker.other_units),
        "mass units": marker.ambiguous_mass,
        "plausible": f"{low:g} to {high:g} {marker.unit}",
        "specimen": ", ".join(marker.specimens),
        "fasting": "yes" if marker.fasting else "",
        "note": f"{marker.note} {mark}" if marker.note else mark,
    }
    for label, text in lines.items():
        yield from entry(label, text)


def _speaks_for(one: SpeaksFor) -> str:
    said = f"{one.nutrient} ({one.strength}, {_direction(one.direction)})"
    return f"{said}: {one.note}" if one.note else said


def _direction(direction: Direction) -> str:
    return "low is deficient" if direction is Direction.LOW_IS_DEFICIENT else "high is deficient"


def _cutoffs(table: Cutoffs, unit: str, numbered: Numbered) -> Iterator[str]:
    used = ", used first" if table.preferred else ""
    whom = f", for {table.applies}" if table.applies else ""
    scope = ", for populations only" if table.scope == "population" else ""
    mark = numbered.mark(table.source, table.checked)
    yield from paragraph(
        f"Limits of {table.authority}, {table.year}{used}{whom}{scope} {mark} [{unit}]", hanging=2
    )
    for row in table.rows:
        differs = row.checked is not None and row.checked != table.checked
        own = f" {numbered.mark(table.source, row.checked)}" if differs and row.checked else ""
        yield from paragraph(f"{_group(row)}: {_limits(row)}{own}", indent=2, hanging=2)
    yield from entry("note", table.note, indent=2)


def _group(row: Row) -> str:
    parts = [
        row.sex.value if row.sex else "",
        ages(row.from_y, row.to_y),
        row.maternity.value.replace("none", "neither pregnant nor lactating")
        if row.maternity
        else "",
        f"trimester {row.trimester}" if row.trimester else "",
        {True: "inflamed", False: "not inflamed", None: ""}[row.inflamed],
        f"CRP above {row.crp_above_mg_l:g} mg/L" if row.crp_above_mg_l is not None else "",
        {True: "fasting", False: "not fasting", None: ""}[row.fasting],
        row.day_time.value if row.day_time else "",
        f"assay {row.assay}" if row.assay else "",
    ]
    return ", ".join(part for part in parts if part) or "everybody"


def _limits(row: Row) -> str:
    limits = [
        f"{name.replace('_', ' ')} {value:g}"
        for name in _LIMITS
        if (value := getattr(row, name)) is not None
    ]
    for grade in row.grades:
        bounds = [f"from {grade.at_least:g}"] if grade.at_least is not None else []
        bounds += [f"below {grade.below:g}"] if grade.below is not None else []
        limits.append(f"{grade.name} {' '.join(bounds)}".strip())
    return "; ".join(limits) or "no limit"


def _interval(interval: Interval, unit: str, numbered: Numbered) -> Iterator[str]:
    mark = numbered.mark(interval.source, interval.checked)
    text = f"Usual in health: {interval.low:g} to {interval.high:g} {unit}, {interval.who} {mark}"
    yield from paragraph(text, hanging=2)


def _reliability(marker: Marker, numbered: Numbered) -> Iterator[str]:
    if marker.variation:
        one = marker.variation
        within = "unknown" if one.cv_within is None else f"{one.cv_within:g} %"
        assay = "unknown" if one.cv_analytical is None else f"{one.cv_analytical:g} %"
        mark = numbered.mark(one.source, one.checked)
        text = f"within a person {within}, analytical {assay} {mark} {one.note}"
        yield from entry("variation", text)
    if marker.inflammation:
        limit = marker.inflammation.unreadable_above_crp_mg_l
        gate = "" if limit is None else f", cannot be read above a CRP of {limit:g} mg/L"
        mark = numbered.mark(marker.inflammation.source, marker.inflammation.checked)
        text = f"{marker.inflammation.moves}{gate} {mark} {marker.inflammation.note}"
        yield from entry("inflammation", text)
    if marker.kidney:
        yield from entry("kidney disease", f"{marker.kidney.moves}; {marker.kidney.note}")
    if marker.sample_faults:
        faults = (f"{readable(name)}: {moves}" for name, moves in marker.sample_faults.items())
        yield from entry("faulty sample", "; ".join(faults))
    if marker.correction:
        mark = numbered.mark(marker.correction.source, marker.correction.checked)
        yield from entry("correction", f"{marker.correction.note} {mark}")
    if marker.combination:
        mark = numbered.mark(marker.combination.source, marker.combination.checked)
        yield from entry("computed, if not reported", f"{marker.combination.note} {mark}")


def comparison_sheet(compared: Compared) -> Iterator[str]:
    """Write whether two results differ, and what chance and the day explain."""
    limits, numbered, rule = compared.limits, Numbered(compared.sources), rules().change
    yield from paragraph(compared.change.why, hanging=2)
    for doubt in compared.change.doubts:
        yield from paragraph(f"- {doubt}", hanging=2)
    mark = numbered.mark(limits.source, limits.checked)
    parts = f"{limits.cv_within:g} % within a person, {limits.cv_analytical:g} % analytical"
    yield from entry("variation", f"{parts} {mark} {limits.note}")
    skewed = numbered.mark(rule.skewed_source, rule.skewed_checked)
    classical = numbered.mark(rule.source, rule.checked)
    decides = (
        f"the log-normal limits {skewed}, which treat a rise and the fall back alike; the "
        f"classical value {classical} is the same up and down, and is shown beside them"
    )
    yield from entry("what decides", decides)
    yield from numbered.lines()


def alert_sheet(shown: ShownAlert) -> Iterator[str]:
    """Write when an alert is raised, what it means and what to do."""
    alert, numbered = shown.alert, Numbered([shown.source])
    mark = numbered.mark(alert.source, alert.checked)
    urgency = alert.urgency.replace("_", " ")
    yield from paragraph(f"{alert.title} ({alert.code}), {urgency} {mark}", hanging=2)
    lines = {
        "about": ", ".join(alert.nutrients) or "the nutrients that raise it",
        "why": alert.why,
        "do": alert.action,
        "raised when": _said(alert.when),
    }
    for label, text in lines.items():
        yield from entry(label, text)
    yield from numbered.lines()


def interaction_sheet(shown: Interactions) -> Iterator[str]:
    """Write what an agent does, and what acts on a nutrient."""
    numbered = Numbered(shown.sources)
    for place, agent in enumerate(shown.agents):
        yield from [""] if place else []
        yield from _agent(agent, numbered)
    if shown.nutrient:
        yield from [""] if shown.agents else []
        none = "" if shown.acting else ": nothing that is on file"
        yield f"What acts on {shown.nutrient}{none}"
        for acting in shown.acting:
            yield ""
            yield from _acting(acting, numbered)
    yield from numbered.lines()


def _agent(agent: Agent, numbered: Numbered) -> Iterator[str]:
    kind = agent.kind.replace("_", " ")
    mark = numbered.mark(agent.source, agent.checked)
    yield from paragraph(f"{agent.name} ({agent.slug}), {kind} {mark}", hanging=2)
    lines = {
        "also called": ", ".join(agent.names),
        "belongs to": ", ".join(agent.classes),
        "ATC": ", ".join(agent.atc),
        "RxNorm": ", ".join(agent.rxnorm),
        "ICD-10": ", ".join(agent.icd10),
        "SNOMED CT": ", ".join(agent.snomed),
        "present when": _said(agent.when) if agent.when else "",
        "note": agent.note,
    }
    for label, text in lines.items():
        yield from entry(label, text)
    yield from _rules(agent.effects, agent.blocks, numbered)


def _acting(acting: ActsOn, numbered: Numbered) -> Iterator[str]:
    yield from paragraph(f"{acting.name} ({acting.agent})", hanging=2)
    yield from _rules(acting.effects, acting.blocks, numbered)


def _rules(
    effects: tuple[Effect, ...], blocks: tuple[BlockRule, ...], numbered: Numbered
) -> Iterator[str]:
    for effect in effects:
        mark = numbered.mark(effect.source, effect.checked)
        what = f"{effect.direction.replace('_', ' ')} {', '.join(effect.nutrients)}"
        grades = f"severity {effect.severity}, certainty {effect.certainty.replace('_', ' ')}"
        yield from paragraph(f"- {what}: {grades} {mark}", hanging=2)
        for label, text in (("why", effect.why), ("size", _size(effect)), ("do", effect.action)):
            yield from entry(label, text, indent=4)
    for block in blocks:
        yield from _block(block, numbered.mark(block.source, block.checked))


def _block(block: BlockRule, mark: str) -> Iterator[str]:
    covers = ", ".join(cover.replace("_", " ") for cover in block.covers)
    what = f"BLOCKED, {block.urgency}: {block.what} ({covers}: {', '.join(block.nutrients)})"
    yield from paragraph(f"- {what} {mark}", hanging=2)
    above = "" if block.above is None else f"{block.above:g} {block.unit}"
    lines = {
        "why": block.why,
        "only above": above,
        "only when": _said(block.when) if block.when else "",
        "forms": ", ".join(block.forms),
        "not these forms": ", ".join(block.not_forms),
        "exception": block.exception,
    }
    for label, text in lines.items():
        yield from entry(label, text, indent=4)


def _size(effect: Effect) -> str:
    parts = [effect.size] if effect.size else []
    if effect.change is not None:
        low, high = effect.interval or (None, None)
        spread = "" if low is None or high is None else f" (95 % {low:+.0%} to {high:+.0%})"
        after = "" if effect.after_y is None else f" after {effect.after_y:g} years"
        parts.append(f"{effect.measure} {effect.change:+.0%}{spread}{after}")
    if effect.spacing_hours:
        parts.append(f"keep {effect.spacing_hours[0]:g} to {effect.spacing_hours[1]:g} hours apart")
    return "; ".join(parts)


def _said(condition: Condition) -> str:
    """Say a condition in words."""
    groups = (
        ("", " and ", condition.all_of),
        ("", " or ", condition.any_of),
        (f"{condition.count} of ", "; ", condition.some_of),
        ("none of ", "; ", condition.none_of),
    )
    for before, word, members in groups:
        if members:
            return f"{before}({word.join(_said(one) for one in members)})"
    if condition.fall:
        fell = f"{condition.fall} fell within {condition.within_days} days"
        return f"{fell}{_bounds(condition)}"
    if condition.over_ul:
        return f"{condition.over_ul} in multiples of its upper level{_bounds(condition)}"
    if condition.unknown:
        return f"{condition.unknown} is not known"
    leaves = (condition.agent, condition.symptom, condition.marker, condition.person)
    subject = next((leaf for leaf in leaves if leaf), f"{condition.supplement} from supplements")
    words = (*condition.state, *condition.words)
    is_one_of = f" is {' or '.join(words)}" if words else ""
    return f"{subject}{is_one_of}{_bounds(condition)}"


def _bounds(condition: Condition) -> str:
    bounds = {
        "above": condition.above,
        "from": condition.at_least,
        "below": condition.below,
        "up to": condition.at_most,
    }
    told = [f" {word} {bound:g}" for word, bound in bounds.items() if bound is not None]
    return "".join(told) + (f" {condition.unit}" if told and condition.unit else "")
