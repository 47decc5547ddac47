"""Assess one person: from a case to where every nutrient stands, how sure that is, and why."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence

from micronutrient import nutrients, slips
from micronutrient.balance import findings
from micronutrient.balance.assumptions import model
from micronutrient.balance.findings import RiskReading
from micronutrient.balance.individual import IntakeJudgement, judge
from micronutrient.balance.prevalence import prevalence
from micronutrient.biomarkers import follow_up
from micronutrient.biomarkers.cutoffs import Group
from micronutrient.biomarkers.interpret import interpret_accepted
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.prospects import group_now, prospects
from micronutrient.biomarkers.quality import Accepted, accept
from micronutrient.biomarkers.readings import LabReadings, Reading
from micronutrient.biomarkers.records import Direction
from micronutrient.biomarkers.rules import rules
from micronutrient.case import Case
from micronutrient.casefile import ReadCase, of_case, parse_case, read_case
from micronutrient.datafiles import source
from micronutrient.errors import Faults, InputFault, UnknownName
from micronutrient.evidence import IntakeEvidence
from micronutrient.interactions import alerts
from micronutrient.interactions.conditions import PER_WEIGHT, Facts, Fallen
from micronutrient.interactions.screen import Screening, screen, with_measured
from micronutrient.matching import nearest
from micronutrient.mechanism.around import served
from micronutrient.person import Person
from micronutrient.reference.table import publishers
from micronutrient.series import MarkerSeries
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Status
from micronutrient.tasks.blocked import blocked
from micronutrient.tasks.circumstances import circumstances
from micronutrient.tasks.doubts import unlikely_doses
from micronutrient.tasks.eaten import Eaten, eaten, intake_of
from micronutrient.tasks.missing import missing
from micronutrient.verdict import (
    Alert,
    Assessment,
    Blocked,
    NutrientVerdict,
    ResultRead,
    SymptomAsked,
)
from micronutrient.version import __version__
from micronutrient.wording import readable, sentence

_UG_PER_MG = 1000
DISCLAIMER = (
    "Decision support for professionals: it shows inputs, gaps, method and sources so that the "
    "reader can judge, and it makes no diagnosis."
)


def assess_file(
    path: str, *, publisher: str = "iom", partial: bool = False, today: dt.date | None = None
) -> Assessment:
    """Assess the case in a YAML or JSON file. See `assess`."""
    day = today or slips.today()
    return _assess(read_case(path, today=day), publisher=publisher, partial=partial, today=day)


def assess(
    case: Case | dict[str, object], *, publisher: str = "iom", today: dt.date | None = None
) -> Assessment:
    """Find out where every nutrient of one person stands.

    Parameters
    ----------
    case
        A `Case`, or plain data with its fields.
    publisher
        Whose reference values come first: ``iom``, ``efsa``, ``harmonised``, ``who``.
    today
        The day of the assessment, against which dates are checked; the calendar's if left out.

    Returns
    -------
    Assessment
        One verdict for each nutrient, alerts first, and everything that was not used.

    Raises
    ------
    InputFault
        If anything in the case cannot be used; all faults together.
    """
    day = today or slips.today()
    read = of_case(case, today=day) if isinstance(case, Case) else parse_case(case, today=day)
    return _assess(read, publisher=publisher, partial=False, today=day)


def _assess(read: ReadCase, *, publisher: str, partial: bool, today: dt.date) -> Assessment:
    _check_publisher(publisher)
    case = read.case
    food = eaten(read)
    accepted = accept(case.labs, positions=read.positions.get("labs"))
    faults = (*read.faults, *food.faults, *accepted.faults)
    if faults and not (partial and read.usable):
        raise Faults.of((*faults, *_contradicted(accepted, case.person)))
    judgements = _judgements(read, food, publisher)
    screening = screen(case, measured=_taken(judgements, food, weight_kg=case.person.weight_kg))
    around = circumstances(screening, food, today=today)
    labs = interpret_accepted(accepted, person=case.person, around=around)
    screening = with_measured(screening, _measured(labs))
    group = group_now(case.person, labs, around=around)
    verdicts = tuple(
        _verdict(slug, judgements.get(slug), labs, screening, case.person, group)
        for slug in nutrients.names()
    )
    raised = alerts.evaluate(screening.facts)
    followed = follow_up.series(labs.readings)
    barred = blocked(screening.facts, verdicts=verdicts)
    serving = served(verdicts, symptoms=tuple(one.symptom for one in screening.questions))
    return Assessment(
        micronutrient_version=__version__,
        publisher=publisher,
        title=case.title or "",
        description=_description(case, food),
        person=case.person,
        alerts=raised,
        nutrients=verdicts,
        results=tuple(map(_result, labs.readings)),
        quarantined=labs.quarantined,
        not_computed=labs.not_computed,
        interactions=screening.found,
        blocked=barred,
        questions=_questions(verdicts, screening),
        missing=missing(verdicts),
        unrecognised=screening.unrecognised,
        series=followed,
        left_out=tuple(line for fault in faults for line in fault.lines()),
        method=_method(case, food, publisher, labs),
        data_versions=_versions(food),
        sources=_sources(verdicts, (*raised, *barred), screening, food, followed, labs.readings)
        | _citations(slug for row in serving for one in row.pathways for slug in one.sources),
        disclaimer=DISCLAIMER,
        doubts=(*labs.doubts, *unlikely_doses(judgements, food)),
        mechanisms=serving,
    )


def _contradicted(accepted: Accepted, person: Person) -> Iterator[InputFault]:
    """Name results that contradict each other beside the faults, so that all are mended at once."""
    for one in interpret_accepted(accepted, person=person).doubts:
        yield InputFault(one.input, one.why, advice=one.ask)


def _check_publisher(name: str) -> None:
    known = publishers()
    if name not in known:
        close = nearest(name, known) or known
        raise UnknownName("publisher", kind="publisher", name=name, nearest=close)


def _supplements(food: Eaten, *, weight_kg: float | None) -> dict[str, float]:
    """Give daily amounts from supplements, with what has alerts of its own.

    That is beta-carotene [mg], and for each kg of body weight what may poison.
    """
    amounts = zip(nutrients.names(), food.supplements.amount, strict=True)
    taken = {slug: float(amount) for slug, amount in amounts if amount > 0}
    carotene = nutrients.nutrient("vitamin_a").form("beta_carotene")
    doses = [
        dose.amount for dose in food.supplements.of("vitamin_a") if dose.form == "beta_carotene"
    ]
    if doses and carotene is not None and carotene.per_mass:
        taken["beta_carotene"] = sum(doses) / carotene.per_mass / _UG_PER_MG
    per_kg = {f"{slug}_per_kg": amount / weight_kg for slug, amount in taken.items() if weight_kg}
    return taken | {name: amount for name, amount in per_kg.items() if name in PER_WEIGHT}


def _judgements(read: ReadCase, food: Eaten, publisher: str) -> dict[str, IntakeJudgement]:
    """Judge the intake of every nutrient; nothing, if neither diet nor supplements are known."""
    case = read.case
    if not case.diet and not case.supplements:
        return {}
    complete = case.diet_complete and not food.faults and "diet" not in _faulty(read)
    energy = float(food.foods.mean[nutrients.names().index("energy")])
    known = energy if complete and energy > 0 else None
    judged = {}
    for slug in nutrients.names():
        intake = intake_of(food, slug, complete=complete, energy_kcal=known)
        judged[slug] = judge(intake, person=case.person, publisher=publisher)
    return judged


def _faulty(read: ReadCase) -> set[str]:
    """Name the parts of a case that have faults."""
    return {fault.where.partition("[")[0].partition(".")[0] for fault in read.faults}


def _verdict(
    nutrient: str,
    judgement: IntakeJudgement | None,
    labs: LabReadings,
    screening: Screening,
    person: Person,
    group: Group,
) -> NutrientVerdict:
    risks = [
        RiskReading(grade=risk.grade, evidence=risk.evidence)
        for risk in screening.risks_of(nutrient)
    ]
    return findings.find(
        nutrient,
        judgement=judgement,
        readings=labs.speaking_for(nutrient),
        risks=risks,
        people=prevalence(nutrient, person, trimester=rules().trimesters.of(person.pregnancy_week)),
        prospects=prospects(
            nutrient,
            group=group,
            measured={one.marker for one in labs.readings},
        ),
    )


def _taken(
    judgements: dict[str, IntakeJudgement], food: Eaten, *, weight_kg: float | None
) -> Facts:
    return Facts(over_ul=_over_ul(judgements), supplements=_supplements(food, weight_kg=weight_kg))


def _over_ul(judgements: dict[str, IntakeJudgement]) -> dict[str, float]:
    """Give the intake of each nutrient in scope divided by its upper level, where known."""
    over = {
        slug: judged.counted.total(judged.counted.lower) / judged.upper.value
        for slug, judged in judgements.items()
        if judged.upper is not None and judged.upper.kind == "ul"
    }
    return {slug: ratio for slug, ratio in over.items() if math.isfinite(ratio)}


def _measured(labs: LabReadings) -> Facts:
    markers = {one.marker: (one.used_value, _state(one, labs)) for one in labs.readings if one.used}
    falls = {
        slug: tuple(Fallen(one.percent, one.days, one.ago, one.said) for one in rows)
        for slug, rows in follow_up.falls(labs.readings).items()
    }
    return Facts(markers=markers, falls=falls, person={"egfr_ml_min": labs.egfr_ml_min})


def _state(reading: Reading, labs: LabReadings) -> str:
    """Give a marker's state for alerts: none where a failing kidney looks like a deficiency."""
    kind = marker(reading.marker)
    alike = any(one.direction is Direction.HIGH_IS_DEFICIENT for one in kind.speaks_for)
    blurred = alike and kind.kidney is not None and labs.kidney_reduced
    return str(Status.UNINTERPRETABLE if blurred else reading.reading)


def _questions(
    verdicts: Iterable[NutrientVerdict], screening: Screening
) -> tuple[SymptomAsked, ...]:
    """Give the symptoms with what they ask, those that meet a finding of this person first."""
    status = {verdict.nutrient: verdict.status for verdict in verdicts}
    rows = [
        SymptomAsked(
            symptom=one.symptom,
            low=tuple(n for n in one.deficiency if status.get(n) in TOO_LITTLE),
            high=tuple(n for n in one.excess if status.get(n) in TOO_MUCH),
            ask=one.ask,
            source=one.source,
            checked=one.checked,
        )
        for one in screening.questions
    ]
    return tuple(sorted(rows, key=lambda row: not (row.low or row.high)))


def _result(reading: Reading) -> ResultRead:
    return ResultRead(
        input=f"labs[{reading.index}]",
        marker=reading.marker,
        label=reading.label,
        value=reading.value,
        unit=reading.unit,
        comparator=reading.comparator,
        date=reading.date.isoformat() if reading.date else None,
        reading=reading.reading,
        why=" ".join(map(sentence, filter(None, (reading.why, *reading.notes)))),
        used=reading.used,
        computed=bool(reading.computed_from),
        source=reading.source,
        checked=reading.checked,
    )


def _description(case: Case, food: Eaten) -> str:
    person = case.person
    who = [str(person.sex), f"{person.age_years:g} y"]
    who += [f"{person.weight_kg:g} kg"] if person.weight_kg else []
    who += [f"pregnant, week {person.pregnancy_week}"] if person.pregnancy_week is not None else []
    who += ["lactating"] if person.lactating else []
    who += [str(person.diet_pattern)] if person.diet_pattern else []
    days = len(food.foods.days)
    given = [
        _counted(days, "recorded day") if days else "no diet recorded",
        _counted(len(case.supplements), "supplement"),
        _counted(len(case.labs), "laboratory result"),
        _counted(len(case.medications), "medicine"),
    ]
    return f"{sentence(', '.join(who))} {sentence(', '.join(given))}"


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _method(case: Case, food: Eaten, publisher: str, labs: LabReadings) -> tuple[str, ...]:
    lines = [
        f"Reference values: {publisher} first; where it sets none, another publisher's, named.",
        "Intake: the individual method of IOM 2000, with within-person variation from NHANES "
        "2015-2018; foods without a value bound the intake and never count as zero.",
        "Verdict: intake, laboratory results and risks combined by a stated model (docs/model.md); "
        "the word is the state at which half of the probability is reached. Deficient and toxic "
        "need a laboratory result; intake alone gives low or high.",
    ]
    if not case.diet_complete:
        lines.append("The food record is not complete: intake is judged only from below.")
    if labs.inflammation:
        lines.append(sentence(f"Inflammation: {labs.inflammation}"))
    lines += map(sentence, food.assumed)
    assumed = _forms_assumed(food)
    if assumed:
        lines.append(f"Forms not named on labels are taken as: {'; '.join(assumed)}.")
    return tuple(lines)


def _forms_assumed(food: Eaten) -> tuple[str, ...]:
    """Name each nutrient whose form no label said, with the form that it is taken as."""
    found: dict[str, None] = {}
    for dose in food.supplements.doses:
        form = nutrients.nutrient(dose.nutrient).form(dose.form or "")
        if dose.assumed and form is not None:
            found[f"{readable(dose.nutrient)} {form.names[0]}"] = None
    return tuple(found)


def _versions(food: Eaten) -> dict[str, str]:
    tables = {"food tables": "; ".join(food.tables)} if food.tables else {}
    return {"micronutrient": __version__, **tables, "model": model().source}


def _sources(
    verdicts: Sequence[NutrientVerdict],
    raised: Iterable[Alert | Blocked],
    screening: Screening,
    food: Eaten,
    followed: tuple[MarkerSeries, ...],
    results: tuple[Reading, ...],
) -> dict[str, str]:
    """Give the citation of everything that the answer cites, in the order of its appearance."""
    cited = [row.source for row in raised]
    cited += [verdict.before.source for verdict in verdicts if verdict.by_result]
    for row in (row for verdict in verdicts for row in verdict.evidence):
        cited.append(row.source)
        if isinstance(row, IntakeEvidence):
            used = (row.requirement, row.recommended, row.upper)
            cited += [reference.source for reference in used if reference is not None]
    cited += [row.source for row in results]
    cited += [row.source for row in screening.found]
    cited += [row.action_source for row in screening.found if row.action_source]
    cited += [row.source for row in screening.questions]
    cited += [one.limits.source for one in followed]
    cited += [slug for slug, _ in rules().cited_for_change] if followed else []
    cited += [*food.sources, model().source]
    return _citations(cited)


def _citations(slugs: Iterable[str]) -> dict[str, str]:
    return {slug: source(slug).citation() for slug in dict.fromkeys(slugs)}
