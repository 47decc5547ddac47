"""What is on file about agents, and what acts on a nutrient."""

import pytest

from micronutrient.datafiles import slugs
from micronutrient.errors import UnknownName
from micronutrient.tasks import interactions, markers


def test_every_agent_and_marker_is_listed_once():
    assert sorted(one.slug for one in interactions.all_agents()) == list(slugs("interactions"))
    assert [one.slug for one in markers.all_markers()] == list(slugs("markers"))


def test_a_member_has_the_effects_of_its_class():
    shown = interactions.show("omeprazole")
    assert "magnesium" in {name for effect in shown.agents[0].effects for name in effect.nutrients}


def test_sources_are_given_once_each():
    found = [one.slug for one in interactions.show("iron").sources]
    assert len(found) == len(set(found)) > 3


def test_what_acts_on_a_nutrient_names_it():
    for one in interactions.show("magnesium").acting:
        assert all("magnesium" in rule.nutrients for rule in (*one.effects, *one.blocks))


def test_unknown_names_come_from_agents_and_nutrients():
    with pytest.raises(UnknownName) as fault:
        interactions.show("magnesum")
    assert "magnesium" in fault.value.nearest
