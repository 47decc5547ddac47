"""Assess one person: from a case to where every nutrient stands, how sure that is, and why."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from micronutrient import nutrients, slips
from micronutrient.balance import findings
from micronutrient.balance.assumptions import model
from micronutrient.balance.findings import RiskReading
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.balance.prevalence import prevalence
from micronutrient.biomarkers import follow_up
from micronutrient.biomarkers.cutoffs import Group
from micronutrient.biomarkers.interpret import interpret_accepted
from micronutrient.biomarkers.prospects import group_now, prospects
from micronutrient.biomarkers.quality import Accepted, accept
from micronutrient.biomarkers.readings import LabReadings, Reading
from micronutrient.biomarkers.rules import rules
from micronutrient.case import Case
from micronutrient.casefile import ReadCase, of_case, parse_case, read_case
from micronutrient.datafiles import source
from micronutrient.errors import Faults, InputFault, UnknownName
from micronutrient.evidence import IntakeEvidence
from micronutrient.interactions import alerts
from micronutrient.interactions.screen import Screening, screen, with_measured
from micronutrient.matching import nearest
from micronutrient.mechanism.around import served
from micronutrient.person import Person
from micronutrient.reference.table import publishers
from micronutrient.series import MarkerSeries
from micronutrient.states import TOO_LITTLE, TOO_MUCH
from micronutrient.tasks.blocked import blocked
from micronutrient.tasks.circumstances import circumstances, measured_facts
from micronutrient.tasks.doubts import unlikely_doses
from micronutrient.tasks.eaten import Eaten, eaten
from micronutrient.tasks.judged import judged, requirements_said
from micronutrient.tasks.missing import missing
from micronutrient.tasks.taken import taken
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

DISCLAIMER = (
    "Decision support for professionals: it shows inputs, gaps, method and sources so that the "
    "reader can judge, and it makes no diagnosis."
)


def assess_file(
    path: str,
    *,
    publisher: str = "iom",
    partial: bool = False,
    plain_intake: bool = False,
    today: dt.date | None = None,
) -> Assessment:
    """Assess the case in a YAML or JSON file. See `assess`."""
    day = today or slips.today()
    read = read_case(path, today=day)
    return _assess(read, publisher=publisher, partial=partial, plain_intake=plain_intake, today=day)


def assess(
    case: Case | dict[str, object],
    *,
    publisher: str = "iom",
    plain_intake: bool = False,
    today: dt.date | None = None,
) -> Assessment:
    """Find out where every nutrient of one person stands.

    Parameters
    ----------
    case
        A `Case`, or plain data with its fields.
    publisher
        Whose reference values come first: ``iom``, ``efsa``, ``harmonised``, ``who``.
    plain_intake
        Hold intake against the publisher's printed values, with only what the publisher itself adds
        (for smokers, vegetarians and girls who menstruate early), and without this person's losses,
        medicines and operations.
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
    return _assess(read, publisher=publisher, partial=False, plain_intake=plain_intake, today=day)


def _assess(
    read: ReadCase, *, publisher: str, partial: bool, plain_intake: bool, today: dt.date
) -> Assessment:
    _check_publisher(publisher)
    case = read.case
    food = eaten(read)
    accepted = accept(case.labs, positions=read.positions.get("labs"))
    faults = (*read.faults, *food.faults, *accepted.faults)
    if faults and not (partial and read.usable):
        raise Faults.of((*faults, *_contradicted(accepted, case.person)))
    judgements = judged(read, food, publisher=publisher, plain=plain_intake)
    screening = screen(case, measured=taken(judgements, food, weight_kg=case.person.weight_kg))
    around = circumstances(screening, food, today=today)
    labs = interpret_accepted(accepted, person=case.person, around=around)
    screening = with_measured(screening, measured_facts(labs))
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
        method=(
            *_method(case, food, publisher, labs),
            *requirements_said(judgements, plain=plain_intake),
        ),
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
            cited += [reference.source for reference in row.references]
            cited += [change.source for change in row.changes]
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
