"""The mechanism tables: each is read when first asked for, since starting must not wait for them.

Numbers: data/mechanism/<nutrient>.toml, data/mechanism_counts.toml.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from micronutrient import nutrients
from micronutrient.datafiles import DATA, read_toml, slugs
from micronutrient.errors import DataFault, NotIdentified, UnknownName
from micronutrient.matching import fold, nearest
from micronutrient.mechanism.records import Count, Mechanism, Pathway, Place, Protein


@cache
def names() -> tuple[str, ...]:
    """List the nutrients that have a table, in the order in which reports show them."""
    known = set(slugs("mechanism"))
    return tuple(slug for slug in nutrients.names() if slug in known)


@cache
def mechanism(nutrient: str) -> Mechanism:
    """Give all that a nutrient serves.

    Parameters
    ----------
    nutrient
        Its slug.

    Raises
    ------
    UnknownName
        If there is no such nutrient.
    NotIdentified
        If there is, but no protein that needs it is on file (chromium, fluoride).
    DataFault
        If the file does not fit.
    """
    if nutrient not in names():
        raise NotIdentified(
            "",
            f"no protein that needs {nutrients.nutrient(nutrient).name} is on file",
            advice="`micronutrient mechanism` lists the nutrients that have some",
        )
    content = read_toml(DATA / "mechanism" / f"{nutrient}.toml")
    try:
        proteins = msgspec.convert(_rows(content["proteins"]), tuple[Protein, ...])
        heads = msgspec.convert(content["pathways"], list[dict[str, Any]])
        pathways = tuple(_pathway(head, proteins) for head in heads)
    except (KeyError, ValueError) as error:
        raise DataFault(f"mechanism/{nutrient}.toml: {error}") from error
    return Mechanism(nutrient=nutrient, pathways=pathways)


def _rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def _pathway(head: dict[str, Any], proteins: Iterable[Protein]) -> Pathway:
    own = tuple(one for one in proteins if one.pathway == head["name"])
    filled = {"main": False, **head, "systems": _systems_of(head["tissues"]), "proteins": own}
    return msgspec.convert(filled, Pathway, from_attributes=True)


def _systems_of(tissues: Iterable[str]) -> tuple[str, ...]:
    wanted = set(tissues)
    return tuple(name for name, parts in systems().items() if wanted & set(parts))


@cache
def systems() -> dict[str, tuple[str, ...]]:
    """Give the body systems with the tissues that each has."""
    content = read_toml(DATA / "mechanism_systems.toml")
    return {name: tuple(tissues) for name, tissues in content["systems"].items()}


@cache
def counts(nutrient: str) -> tuple[Count, ...]:
    """Give what is said, printed and counted of how many proteins need a nutrient."""
    return tuple(one for one in _counts() if one.nutrient == nutrient)


@cache
def _counts() -> tuple[Count, ...]:
    content = read_toml(DATA / "mechanism_counts.toml")
    try:
        return msgspec.convert(content["counts"], tuple[Count, ...])
    except (KeyError, msgspec.ValidationError) as error:
        raise DataFault(f"mechanism_counts.toml: {error}") from error


@cache
def places() -> dict[str, Place]:
    """Give where each symptom arises, by its slug."""
    content = read_toml(DATA / "mechanism_symptoms.toml")
    try:
        shared = {"source": content["source"], "checked": content["checked"]}
        found = msgspec.convert([row | shared for row in _rows(content["symptoms"])], list[Place])
    except (KeyError, ValueError) as error:
        raise DataFault(f"mechanism_symptoms.toml: {error}") from error
    return {one.symptom: one for one in found}


def find_system(name: str) -> str:
    """Give the system that a name means: any that contains it, ``nervous`` or ``kidney``.

    Raises
    ------
    UnknownName
        If it means none or several; names them.
    """
    wanted = fold(name)
    found = [one for one in systems() if wanted and wanted in fold(one)]
    if len(found) != 1:
        near = found or nearest(name, systems(), at_least=0)
        raise UnknownName("--system", kind="body system", name=name, nearest=near)
    return found[0]


def part(whole: Mechanism, *, system: str = "", pathway: str = "") -> Mechanism:
    """Give the pathways of one system, or those whose name or process has a word; empty is all.

    Raises
    ------
    UnknownName
        If there is no such system.
    NotIdentified
        If nothing of this nutrient is left.
    """
    within = find_system(system) if system else ""
    word = fold(pathway)
    left = tuple(
        one
        for one in whole.pathways
        if (not within or within in one.systems)
        and (word in fold(one.name) or word in fold(one.process))
    )
    if not left:
        known = dict.fromkeys(name for one in whole.pathways for name in one.systems)
        raise NotIdentified(
            "",
            f"no pathway of {whole.nutrient} is on file for this",
            allowed=f"a system it serves: {', '.join(map(repr, known))}",
            advice=f"`micronutrient mechanism {whole.nutrient}` lists every pathway",
        )
    return msgspec.structs.replace(whole, pathways=left)


def by_system(whole: Mechanism) -> dict[str, tuple[Pathway, ...]]:
    """Group the pathways by system, in the order of the systems; one in two stands under both."""
    groups = {
        name: tuple(one for one in whole.pathways if name in one.systems) for name in systems()
    }
    return {name: found for name, found in groups.items() if found}
