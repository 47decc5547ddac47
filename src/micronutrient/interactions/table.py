"""The agents: medicines, conditions, habits and nutrients, and what a text or a code names.

Numbers: data/interactions/<slug>.toml, one file an agent. An agent that belongs to a class
(omeprazole: proton pump inhibitor) has the class's effects and blocks beside its own.
"""

from collections.abc import Iterable
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.errors import UnknownName
from micronutrient.interactions.conditions import Condition, Facts, matched
from micronutrient.interactions.lexicon import NEAREST, Lexicon
from micronutrient.interactions.records import Agent, Kind

CODE_SYSTEMS = {
    "atc": "atc",
    "rxnorm": "rxnorm",
    "icd10": "icd10",
    "icd10cm": "icd10",
    "icd": "icd10",
    "snomed": "snomed",
    "sct": "snomed",
}
HIERARCHICAL = frozenset({"atc", "icd10"})


@cache
def names() -> tuple[str, ...]:
    """List the slugs of all agents, in alphabetical order."""
    return slugs("interactions")


@cache
def agent(slug: str) -> Agent:
    """Give one agent, with the effects and blocks of its classes after its own.

    Raises
    ------
    UnknownName
        If there is no such agent; names the nearest.
    """
    own = _own(slug)
    parents = [agent(parent) for parent in own.classes]
    return msgspec.structs.replace(
        own,
        effects=own.effects + tuple(effect for parent in parents for effect in parent.effects),
        blocks=own.blocks + tuple(block for parent in parents for block in parent.blocks),
    )


def find(text: str) -> str | None:
    """Give the slug of the first agent that a text names, or None.

    Parameters
    ----------
    text
        A slug or name (``metformin``), a code (``atc:A10BA02``, ``rxnorm:6809``, ``icd10:K90.0``,
        ``snomed:396331005``) or free text ("omeprazole 20 mg daily"). ATC and ICD-10 codes that
        no agent bears are read as their longest known beginning: ``atc:A02BC08`` is a proton pump
        inhibitor.
    """
    return next(iter(find_all(text)), None)


def find_all(text: str) -> tuple[str, ...]:
    """Give the slugs of all agents that a text names, as `find` reads it."""
    coded = _coded(text)
    if coded is None:
        return lexicon().find(text)
    slug = _by_code(*coded)
    return (slug,) if slug else ()


def nearest(text: str) -> tuple[str, ...]:
    """Give the names of agents that come nearest to a text that names none, best first."""
    coded = _coded(text)
    if coded is None:
        return lexicon().nearest(text)
    kind, wanted = coded
    known = _codes(kind)
    below = sorted((code for code in known if wanted and code.startswith(wanted)), key=len)
    return tuple(dict.fromkeys(known[code] for code in below))[:NEAREST]


def with_classes(present: Iterable[str]) -> frozenset[str]:
    """Give agents together with every class they belong to."""
    seen: set[str] = set()
    waiting = list(present)
    while waiting:
        slug = waiting.pop()
        if slug not in seen:
            seen.add(slug)
            waiting += _own(slug).classes
    return frozenset(seen)


def completed(facts: Facts) -> Facts:
    """Give the same facts with implied agents and the classes of all agents among the agents."""
    return msgspec.structs.replace(facts, agents=with_classes(present(facts)))


def present(facts: Facts) -> tuple[str, ...]:
    """Give the agents of the facts, and those that are present because their condition holds."""
    agents = set(facts.agents)
    while not facts.settled and (implied := _implied(agents, facts)):
        agents |= implied
    return tuple(sorted(agents))


def gaps(facts: Facts) -> tuple[str, ...]:
    """Give the gaps: what must be known before some advice, and is not."""
    full = completed(facts)
    return tuple(slug for slug, condition in _unknowns() if matched(condition, full) is not None)


def _implied(agents: set[str], facts: Facts) -> set[str]:
    full = msgspec.structs.replace(facts, agents=with_classes(agents))
    return {
        slug
        for slug, condition in _conditional()
        if slug not in full.agents and matched(condition, full) is not None
    }


@cache
def lexicon() -> Lexicon:
    """Give every name of every agent, for free text."""
    known: dict[str, str] = {}
    for slug in names():
        one = _own(slug)
        for name in (one.name, *one.names, slug.replace("_", " ")):
            known.setdefault(name, slug)
    return Lexicon(known)


@cache
def _own(slug: str) -> Agent:
    if slug not in names():
        raise UnknownName("", kind="agent", name=slug, nearest=lexicon().nearest(slug))
    return read_record(DATA / "interactions" / f"{slug}.toml", Agent, slug_field="slug")


@cache
def _conditional() -> tuple[tuple[str, Condition], ...]:
    agents = (_own(slug) for slug in names())
    return tuple(
        (one.slug, one.when) for one in agents if one.when is not None and one.kind is not Kind.GAP
    )


@cache
def _unknowns() -> tuple[tuple[str, Condition], ...]:
    agents = (_own(slug) for slug in names())
    return tuple(
        (one.slug, one.when) for one in agents if one.when is not None and one.kind is Kind.GAP
    )


@cache
def _codes(kind: str) -> dict[str, str]:
    return {_plain(code): slug for slug in names() for code in getattr(_own(slug), kind)}


def _coded(text: str) -> tuple[str, str] | None:
    """Give the system of a code, and the code without dots; None if the text is no code."""
    system, colon, code = text.partition(":")
    kind = CODE_SYSTEMS.get(system.strip().casefold().replace("-", "")) if colon else None
    return (kind, _plain(code)) if kind else None


def _by_code(kind: str, code: str) -> str | None:
    known = _codes(kind)
    if code in known or kind not in HIERARCHICAL:
        return known.get(code)
    beginnings = [start for start in known if code.startswith(start)]
    return known[max(beginnings, key=len)] if beginnings else None


def _plain(code: str) -> str:
    return "".join(c for c in code if c.isalnum()).upper()
