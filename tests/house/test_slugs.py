"""One word, one thing: a slug or name never means two different things."""

import re
from collections import defaultdict

from micronutrient import nutrients
from micronutrient.biomarkers import marker as markers
from micronutrient.datafiles import slugs
from micronutrient.interactions import alerts, symptoms
from micronutrient.interactions import table as agents
from micronutrient.interactions.records import Kind
from micronutrient.matching import fold
from micronutrient.reference.rows import publishers

KINDS = {
    "nutrient": nutrients.names(),
    "marker": markers.names(),
    "agent": agents.names(),
    "symptom": symptoms.names(),
    "alert": alerts.codes(),
    "publisher": publishers(),
    "source": slugs("sources"),
}


def same(slug: str, kinds: list[str]) -> bool:
    """Whether the kinds that share a slug speak of one thing."""
    if sorted(kinds) == ["marker", "nutrient"]:
        return slug in {one.nutrient for one in markers.marker(slug).speaks_for}
    if sorted(kinds) == ["agent", "nutrient"]:
        return agents.agent(slug).kind is Kind.NUTRIENT
    if sorted(kinds) == ["agent", "symptom"]:
        return agents.agent(slug).name == symptoms.symptom(slug).name
    if sorted(kinds) == ["agent", "alert"]:
        return slug in repr(alerts.rule(slug).when)
    return False


def test_a_slug_shared_by_two_kinds_is_one_thing():
    by_slug = defaultdict(list)
    for kind, known in KINDS.items():
        for slug in known:
            by_slug[slug].append(kind)
    shared = {slug: kinds for slug, kinds in by_slug.items() if len(kinds) > 1}
    assert {slug: kinds for slug, kinds in shared.items() if not same(slug, kinds)} == {}


def test_slugs_are_plain_words():
    for kind, known in KINDS.items():
        pattern = r"[a-z0-9]+([_-][a-z0-9]+)*" if kind == "source" else r"[a-z0-9]+(_[a-z0-9]+)*"
        assert [slug for slug in known if not re.fullmatch(pattern, slug)] == []


def meanings(named: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Give the folded names that two slugs share."""
    by_name = defaultdict(set)
    for slug, names in named.items():
        for name in names:
            by_name[fold(name).replace("_", "")].add(slug)
    return {name: sorted(found) for name, found in by_name.items() if len(found) > 1}


def test_a_nutrients_name_means_one_nutrient():
    records = map(nutrients.nutrient, nutrients.names())
    named = {one.slug: (one.slug, one.name, *one.synonyms, *one.infoods) for one in records}
    assert meanings(named) == {}


def test_a_markers_name_means_one_marker():
    records = map(markers.marker, markers.names())
    assert meanings({one.slug: (one.slug, one.name, *one.synonyms) for one in records}) == {}


def test_an_agents_name_means_one_agent():
    records = map(agents.agent, agents.names())
    assert meanings({one.slug: (one.slug, one.name, *one.names) for one in records}) == {}


def test_a_forms_name_means_one_form_of_its_nutrient():
    for record in map(nutrients.nutrient, nutrients.names()):
        named = {form.slug: (form.slug, *form.names) for form in record.forms}
        assert len(named) == len(record.forms), record.slug
        assert meanings(named) == {}, record.slug
