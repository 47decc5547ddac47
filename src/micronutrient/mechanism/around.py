"""What is worth showing of a nutrient that is low or high, and what it shares with a symptom.

A pathway in common is a reason to ask. It is no evidence that the nutrient is behind the symptom.
"""

from collections.abc import Iterable
from functools import lru_cache

from micronutrient.mechanism.records import Pathway, Place, Protein
from micronutrient.mechanism.table import mechanism, names, places
from micronutrient.sources import Checked
from micronutrient.states import TOO_LITTLE, TOO_MUCH
from micronutrient.verdict import MechanismServed, NutrientVerdict, PathwayServed

MOST = 6
"""How many pathways of one nutrient a report can hold."""
_EXAMPLES = 3
_EVERYWHERE = "every cell"


def served(
    verdicts: Iterable[NutrientVerdict], *, symptoms: tuple[str, ...] = ()
) -> tuple[MechanismServed, ...]:
    """Give what each nutrient serves that is low, deficient, high or toxic in one person.

    Parameters
    ----------
    verdicts
        Where each nutrient stands; one without a table is left out.
    symptoms
        Slugs of this person's symptoms: the pathways of a low nutrient that touch one come first.
        Of a high one they say nothing: the tables hold what it serves, not what too much disturbs.
    """
    return tuple(
        MechanismServed(
            nutrient=verdict.nutrient,
            name=verdict.name,
            status=verdict.status,
            proteins=len({one.gene for one in mechanism(verdict.nutrient).proteins}),
            pathways=leading(verdict.nutrient, symptoms if verdict.status in TOO_LITTLE else ()),
        )
        for verdict in verdicts
        if verdict.status in TOO_LITTLE | TOO_MUCH and verdict.nutrient in names()
    )


@lru_cache(maxsize=1024)
def leading(nutrient: str, symptoms: tuple[str, ...] = ()) -> tuple[PathwayServed, ...]:
    """Give the few pathways of a nutrient that tell most, those that touch a symptom first."""
    main = [one for one in mechanism(nutrient).pathways if one.main]
    shown = [_shown(one, _touched(one, symptoms)) for one in main]
    return tuple(sorted(shown, key=lambda one: not one.symptoms)[:MOST])


@lru_cache(maxsize=1024)
def shared(nutrient: str, symptom: str) -> tuple[PathwayServed, ...]:
    """Give the pathways of a nutrient that run where a symptom arises, the most telling first.

    A nutrient without a table, or a symptom without a place, shares none.
    """
    if nutrient not in names() or symptom not in places():
        return ()
    found = (one for one in mechanism(nutrient).pathways if _meets(one, places()[symptom]))
    return tuple(_shown(one, (symptom,)) for one in found)[:MOST]


def _touched(pathway: Pathway, symptoms: Iterable[str]) -> tuple[str, ...]:
    known = places()
    return tuple(slug for slug in symptoms if slug in known and _meets(pathway, known[slug]))


def _meets(pathway: Pathway, place: Place) -> bool:
    """Whether a pathway's process and one of its systems are those of a symptom."""
    here = {_EVERYWHERE, *place.systems}
    return pathway.process in place.processes and not here.isdisjoint(pathway.systems)


def _shown(pathway: Pathway, symptoms: tuple[str, ...]) -> PathwayServed:
    grade = min(map(_grade, pathway.proteins))
    best = [one for one in pathway.proteins if _grade(one) == grade][:_EXAMPLES]
    return PathwayServed(
        pathway=pathway.name,
        process=pathway.process,
        systems=pathway.systems,
        genes=tuple(dict.fromkeys(one.gene for one in best)),
        ec_numbers=tuple(dict.fromkeys(one.ec_number for one in best if one.ec_number)),
        proteins=len({one.gene for one in pathway.proteins}),
        symptoms=symptoms,
        sources=tuple(dict.fromkeys(one.source for one in best)),
        checked=tuple(Checked)[grade],
    )


def _grade(protein: Protein) -> int:
    return tuple(Checked).index(protein.checked)
