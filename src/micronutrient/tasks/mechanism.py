"""Mechanism: what a nutrient serves, and what a symptom has in common with low nutrients."""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient import nutrients
from micronutrient.datafiles import source
from micronutrient.errors import UnknownName
from micronutrient.interactions import symptoms
from micronutrient.interactions.symptoms import Symptom
from micronutrient.mechanism import around as common
from micronutrient.mechanism import table
from micronutrient.mechanism.records import Count, Pathway, Role
from micronutrient.sources import Checked, Source
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Status
from micronutrient.verdict import NutrientVerdict, PathwayServed
from micronutrient.wording import readable

_EXAMPLES = 3
CAUTION = (
    "Questions to examine, no diagnosis: a pathway in common does not show that a nutrient is "
    "behind a symptom, and most symptoms have other causes."
)


class NutrientLine(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient in the list: how many rows, human genes and pathways are on file."""

    slug: str
    name: str
    rows: int
    genes: int
    pathways: int


class SystemPathways(msgspec.Struct, frozen=True, kw_only=True):
    """The pathways of a nutrient in one body system."""

    system: str
    pathways: tuple[Pathway, ...]


class ShownMechanism(msgspec.Struct, frozen=True, kw_only=True):
    """All that is on file about what one nutrient serves.

    `systems` name each pathway under every system in which it runs; `roles` are those that occur.
    """

    nutrient: str
    name: str
    counts: tuple[Count, ...]
    rows: int
    genes: int
    systems: tuple[SystemPathways, ...]
    roles: tuple[Role, ...]
    sources: tuple[Source, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one nutrient may have to do with a symptom: a question, and what suggests it.

    Attributes
    ----------
    side
        ``low`` or ``high``: of which too much or too little is asked about.
    status
        Where it stands in this person; None without a case.
    named
        Whether the symptom's own list names the nutrient on that side.
    pathways
        Those that run where the symptom arises.
    """

    nutrient: str
    name: str
    side: str
    status: Status | None
    named: bool
    asked: str
    pathways: tuple[PathwayServed, ...]


class AroundSymptom(msgspec.Struct, frozen=True, kw_only=True):
    """What a symptom has in common with nutrients, those of one person where a case is given.

    Attributes
    ----------
    ask
        What to ask or look for, and what else it may be.
    systems, processes
        Where it arises, and by what.
    questions
        Nutrients that the symptom's own list names first.
    apart
        Nutrients that are low or high in this person and have nothing in common with it.
    source, checked
        Of the symptom's list and of where it arises.
    """

    symptom: str
    name: str
    ask: str
    systems: tuple[str, ...]
    processes: tuple[str, ...]
    questions: tuple[Question, ...]
    apart: tuple[str, ...]
    caution: str
    source: str
    checked: Checked
    sources: tuple[Source, ...]


def all_nutrients() -> tuple[NutrientLine, ...]:
    """List the nutrients that have a table, in the order in which reports show them."""
    return tuple(
        NutrientLine(
            slug=one.nutrient,
            name=nutrients.nutrient(one.nutrient).name,
            rows=len(one.proteins),
            genes=len({protein.gene for protein in one.proteins}),
            pathways=len(one.pathways),
        )
        for one in map(table.mechanism, table.names())
    )


def show(name: str, *, system: str = "", pathway: str = "") -> ShownMechanism:
    """Show what a nutrient serves, by system, pathway and protein.

    Parameters
    ----------
    name
        Any name of a nutrient.
    system
        Only what runs in this body system: ``nervous``, ``blood``. Empty is all.
    pathway
        Only pathways whose name or process has this word. Empty is all.

    Raises
    ------
    UnknownName
        If there is no such nutrient or system; names the nearest.
    NotIdentified
        If nothing of this nutrient is on file, or nothing is left.
    """
    slug = nutrients.find(name)
    found = table.part(table.mechanism(slug), system=system, pathway=pathway)
    groups = table.by_system(found)
    wanted = [table.find_system(system)] if system else groups
    counted = table.counts(slug)
    cited = [*(one.source for one in counted), *(one.source for one in found.proteins)]
    return ShownMechanism(
        nutrient=slug,
        name=nutrients.nutrient(slug).name,
        counts=counted,
        rows=len(found.proteins),
        genes=len({one.gene for one in found.proteins}),
        systems=tuple(SystemPathways(system=one, pathways=groups[one]) for one in wanted),
        roles=tuple(role for role in Role if role in {one.role for one in found.proteins}),
        sources=tuple(map(source, dict.fromkeys(cited))),
    )


def around(name: str, *, case: str | None = None) -> AroundSymptom:
    """Show what a symptom has in common with nutrients, worded as questions to examine.

    Parameters
    ----------
    name
        A symptom in any of its names.
    case
        A case file, which is assessed: then only nutrients that are low or high in this person
        are asked about. Without one, all that the symptom's list names.

    Raises
    ------
    UnknownName
        If no symptom is called so; names the nearest.
    InputFault
        If the case cannot be used.
    """
    symptom = _symptom(name)
    asked = tuple(_of_list(symptom) if case is None else _of_case(symptom, case))
    place = table.places()[symptom.slug]
    questions = tuple(sorted((one for one in asked if one.asked), key=lambda one: not one.named))
    cited = [symptom.source, place.source]
    cited += [slug for one in questions for row in one.pathways for slug in row.sources]
    return AroundSymptom(
        symptom=symptom.slug,
        name=symptom.name,
        ask=symptom.ask,
        systems=place.systems,
        processes=place.processes,
        questions=questions,
        apart=tuple(one.nutrient for one in asked if not one.asked),
        caution=CAUTION,
        source=place.source,
        checked=place.checked,
        sources=tuple(map(source, dict.fromkeys(cited))),
    )


def _symptom(name: str) -> Symptom:
    found = symptoms.find_all(name)
    if not found:
        raise UnknownName(
            "--around",
            kind="symptom",
            name=name,
            nearest=symptoms.nearest(name),
            advice=f"for example {', '.join(map(readable, symptoms.names()[:_EXAMPLES]))}",
        )
    return symptoms.symptom(found[0])


def _of_list(symptom: Symptom) -> Iterator[Question]:
    for side, slugs in (("low", symptom.deficiency), ("high", symptom.excess)):
        for slug in slugs:
            yield _question(symptom, slug, side=side, status=None)


def _of_case(symptom: Symptom, case: str) -> Iterator[Question]:
    from micronutrient.tasks.assess import assess_file

    for verdict in _off(assess_file(case).nutrients):
        side = "low" if verdict.status in TOO_LITTLE else "high"
        yield _question(symptom, verdict.nutrient, side=side, status=verdict.status)


def _off(verdicts: Iterable[NutrientVerdict]) -> Iterator[NutrientVerdict]:
    return (one for one in verdicts if one.status in TOO_LITTLE | TOO_MUCH)


def _question(symptom: Symptom, slug: str, *, side: str, status: Status | None) -> Question:
    """Ask about one nutrient; nothing is asked where neither list nor pathway speaks for it.

    Where the list does not name it, only its leading pathways count. A pathway in common speaks
    for too little only: the tables say what a nutrient serves, and nothing of what too much of it
    disturbs.
    """
    named = slug in (symptom.deficiency if side == "low" else symptom.excess)
    shared = common.shared(slug, symptom.slug) if side == "low" else ()
    if not named:
        leading = {one.pathway for one in common.leading(slug)} if shared else set()
        shared = tuple(one for one in shared if one.pathway in leading)
    return Question(
        nutrient=slug,
        name=nutrients.nutrient(slug).name,
        side=side,
        status=status,
        named=named,
        asked=_asked(slug, side=side, status=status, named=named, meets=bool(shared)),
        pathways=shared,
    )


def _asked(slug: str, *, side: str, status: Status | None, named: bool, meets: bool) -> str:
    amount = "little" if side == "low" else "much"
    if status is None:
        return f"Is there too {amount} {readable(slug)}? It is on the list of this symptom."
    here = f"{nutrients.nutrient(slug).name} is {status} in this person"
    if named:
        return f"{here}. Could too {amount} of it have a part in this?"
    if meets:
        return f"{here}. It is not on the list of this symptom: is it worth asking about as well?"
    return ""
