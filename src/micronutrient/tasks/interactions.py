"""Interactions: which agents there are, what one does, and what acts on a nutrient."""

from collections.abc import Iterable, Iterator

import msgspec

from micronutrient import nutrients
from micronutrient.datafiles import source
from micronutrient.errors import UnknownName
from micronutrient.interactions import table
from micronutrient.interactions.records import Agent, BlockRule, Effect, Kind
from micronutrient.sources import Source


class AgentLine(msgspec.Struct, frozen=True, kw_only=True):
    """One agent in a list, with the nutrients that it acts on."""

    slug: str
    name: str
    kind: Kind
    nutrients: tuple[str, ...]


class ActsOn(msgspec.Struct, frozen=True, kw_only=True):
    """What one agent does to a nutrient that was asked for."""

    agent: str
    name: str
    effects: tuple[Effect, ...]
    blocks: tuple[BlockRule, ...]


class Interactions(msgspec.Struct, frozen=True, kw_only=True):
    """The agents that a name means, the agents that act on a nutrient of that name, and sources."""

    agents: tuple[Agent, ...]
    nutrient: str | None
    acting: tuple[ActsOn, ...]
    sources: tuple[Source, ...]


def all_agents() -> tuple[AgentLine, ...]:
    """List every agent, kind by kind, in alphabetical order."""
    agents = sorted(map(table.agent, table.names()), key=lambda one: tuple(Kind).index(one.kind))
    return tuple(
        AgentLine(slug=one.slug, name=one.name, kind=one.kind, nutrients=_touched(one))
        for one in agents
    )


def show(name: str) -> Interactions:
    """Show what an agent does; for a nutrient, what acts on it as well.

    Parameters
    ----------
    name
        A medicine, condition, habit or nutrient by slug, name or code (``atc:A10BA02``).

    Raises
    ------
    UnknownName
        If nothing answers to it; names the nearest.
    """
    slug = nutrients.called(name)
    found = table.find_all(name)
    if not found and slug is None:
        near = dict.fromkeys((*table.nearest(name), *nutrients.nearest_names(name)))
        raise UnknownName("", kind="agent or nutrient", name=name, nearest=tuple(near))
    agents = tuple(table.agent(one) for one in found)
    acting = _acting(slug) if slug else ()
    return Interactions(
        agents=agents,
        nutrient=slug,
        acting=acting,
        sources=tuple(source(one) for one in dict.fromkeys(_cited(agents, acting))),
    )


def _touched(agent: Agent) -> tuple[str, ...]:
    rules: list[Effect | BlockRule] = [*agent.effects, *agent.blocks]
    return tuple(dict.fromkeys(slug for rule in rules for slug in rule.nutrients))


def _acting(slug: str) -> tuple[ActsOn, ...]:
    agents = (table.agent(one) for one in table.names())
    found = (
        ActsOn(
            agent=one.slug,
            name=one.name,
            effects=tuple(effect for effect in one.effects if slug in effect.nutrients),
            blocks=tuple(block for block in one.blocks if slug in block.nutrients),
        )
        for one in agents
    )
    return tuple(one for one in found if one.effects or one.blocks)


def _cited(agents: Iterable[Agent], acting: Iterable[ActsOn]) -> Iterator[str]:
    both: list[Agent | ActsOn] = [*agents, *acting]
    yield from (agent.source for agent in agents)
    for one in both:
        yield from (effect.source for effect in one.effects)
        yield from (block.source for block in one.blocks)
