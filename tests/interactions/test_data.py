"""Every file of the room loads, cites a source that exists, and names only what exists."""

import pytest

from micronutrient.biomarkers.follow_up import RECENT_DAYS
from micronutrient.datafiles import DATA, read_toml, slugs, source
from micronutrient.interactions import alerts, symptoms, table
from micronutrient.interactions.conditions import (
    ANY_NUTRIENT,
    FORMS_COUNTED,
    PER_WEIGHT,
    Condition,
)
from micronutrient.interactions.lexicon import spelling
from micronutrient.interactions.records import Agent, Covers, Direction, Effect, Kind

NUTRIENTS = set(read_toml(DATA / "nutrients_order.toml")["order"])
MARKERS = set(slugs("markers"))
LIMITED = {
    condition
    for slug in MARKERS
    for table_of in read_toml(DATA / "markers" / f"{slug}.toml").get("cutoffs", [])
    for condition in table_of.get("conditions", [])
}
"""Conditions for which some marker has limits of their own."""
APART = FORMS_COUNTED | PER_WEIGHT
PERSON = {"sex", "age_years", "pregnant", "pregnancy_week", "lactating", "smoker"} | {
    "diet_pattern",
    "bmi_kg_m2",
    "alcohol_g_day",
    "blood_donations_per_year",
    "egfr_ml_min",
}


SNOMED_SEEN = {
    "161665007": "History of renal transplant",
    "22607003": "Asbestosis",
    "235494005": "Chronic pancreatitis",
    "235595009": "Gastroesophageal reflux disease",
    "302914006": "Barrett's esophagus",
    "32230006": "Malabsorption syndrome",
    "36976004": "Hypoparathyroidism",
    "46635009": "Diabetes mellitus type 1",
    "52254009": "Nephrotic syndrome",
    "709044004": "Chronic kidney disease",
    "73211009": "Diabetes mellitus",
    "782415009": "Intolerance to lactose",
    "87522002": "Iron deficiency anemia",
}
"""Concepts that are not in the shared table: each was seen with this term in public value sets."""


def conditions_of(one: Agent) -> list[Condition]:
    return [c for c in (one.when, *(block.when for block in one.blocks)) if c is not None]


def check_condition(condition: Condition) -> None:
    for leaf in condition.leaves():
        assert {leaf.agent} <= {"", *table.names()}
        assert {leaf.symptom} <= {"", *symptoms.names()}
        assert {leaf.person} <= {"", *PERSON}
        assert {leaf.unknown, leaf.fall} <= {"", *MARKERS}
        assert leaf.within_days <= RECENT_DAYS
        for nutrient in filter(None, (leaf.over_ul, leaf.supplement)):
            assert nutrient in NUTRIENTS | {ANY_NUTRIENT} | APART.keys()
        if leaf.supplement and leaf.supplement != ANY_NUTRIENT:
            assert leaf.unit == unit_of_supplement(leaf.supplement)
        if leaf.marker:
            check_marker(leaf)


def unit_of_supplement(slug: str) -> str:
    if slug in APART:
        return APART[slug]
    return f"{read_toml(DATA / 'nutrients' / f'{slug}.toml')['unit']}/d"


def check_marker(leaf: Condition) -> None:
    path = DATA / "markers" / f"{leaf.marker}.toml"
    assert path.exists(), leaf.marker
    if leaf.unit:
        assert read_toml(path)["unit"] == leaf.unit


def sourced(record: object) -> None:
    assert source(record.source)  # type: ignore[attr-defined]
    recalled = record.source == "textbook-recalled"  # type: ignore[attr-defined]
    assert not recalled or record.checked == "recalled"  # type: ignore[attr-defined]


def check_interference(effect: Effect) -> None:
    if effect.direction is not Direction.INTERFERES_WITH_ASSAY:
        assert effect.moves is None
    assert effect.then == "note" or effect.moves
    assert effect.then != "unreadable" or "repeat" in effect.repeat
    assert effect.reckoned is None or (effect.reckoned > 0) is (effect.moves == "rises")


@pytest.mark.parametrize("slug", table.names())
def test_agent_is_whole(slug: str):
    one = table.agent(slug)
    sourced(one)
    assert set(one.classes) <= set(table.names())
    for effect in one.effects:
        sourced(effect)
        assert set(effect.nutrients) <= NUTRIENTS
        assert set(effect.markers) <= MARKERS
        assert effect.risk is None or effect.direction in {
            Direction.LOWERS,
            Direction.RAISES,
            Direction.BLOCKS,
        }
        check_interference(effect)
    for block in one.blocks:
        sourced(block)
        assert set(block.nutrients) <= NUTRIENTS
        assert block.above is None or block.unit
        assert Covers.FOOD not in block.covers or block.foods
    for condition in conditions_of(one):
        check_condition(condition)


@pytest.mark.parametrize("slug", table.names())
def test_agent_does_something(slug: str):
    one = table.agent(slug)
    assert one.effects or one.blocks or one.when or one.slug in LIMITED


@pytest.mark.parametrize("slug", table.names())
def test_block_forms_are_forms_of_the_nutrient(slug: str):
    for block in table.agent(slug).blocks:
        for nutrient in block.nutrients:
            known = {
                form["slug"]
                for form in read_toml(DATA / "nutrients" / f"{nutrient}.toml").get("forms", [])
            }
            assert {*block.forms, *block.not_forms} <= known


@pytest.mark.parametrize("slug", table.names())
def test_block_units_are_the_nutrient_s(slug: str):
    for block in table.agent(slug).blocks:
        if block.above is not None:
            (nutrient,) = block.nutrients
            unit = read_toml(DATA / "nutrients" / f"{nutrient}.toml")["unit"]
            assert block.unit == f"{unit}/d"


@pytest.mark.parametrize("slug", symptoms.names())
def test_symptom_is_whole(slug: str):
    one = symptoms.symptom(slug)
    sourced(one)
    assert one.deficiency or one.excess
    assert {*one.deficiency, *one.excess} <= NUTRIENTS


@pytest.mark.parametrize("code", alerts.codes())
def test_alert_is_whole(code: str):
    rule = alerts.rule(code)
    sourced(rule)
    assert rule.title
    assert set(rule.nutrients) <= NUTRIENTS
    check_condition(rule.when)


def test_a_name_means_one_thing():
    for room, get in ((table, table.agent), (symptoms, symptoms.symptom)):
        owner: dict[str, str] = {}
        for slug in room.names():
            one = get(slug)
            for name in (one.name, *one.names, slug.replace("_", " ")):
                assert owner.setdefault(spelling(name), slug) == slug, name


@pytest.mark.parametrize("system", ["atc", "rxnorm", "icd10", "snomed"])
def test_a_code_means_one_thing(system: str):
    owner: dict[str, str] = {}
    for slug in table.names():
        for code in getattr(table.agent(slug), system):
            assert owner.setdefault(code, slug) == slug, code


def test_there_are_enough_of_each():
    kinds = [table.agent(slug).kind for slug in table.names()]
    assert kinds.count(Kind.MEDICINE) >= 120
    assert sum(k in {Kind.CONDITION, Kind.HABIT, Kind.LIFE_STAGE} for k in kinds) >= 45
    assert len(symptoms.names()) >= 40


def test_medicines_bear_codes():
    medicines = [one for one in map(table.agent, table.names()) if one.kind is Kind.MEDICINE]
    assert sum(bool(one.atc and one.rxnorm) for one in medicines) >= 120


def test_conditions_bear_codes():
    stages = {Kind.CONDITION, Kind.HABIT, Kind.LIFE_STAGE}
    conditions = [one for one in map(table.agent, table.names()) if one.kind in stages]
    assert sum(bool(one.icd10 and one.snomed) for one in conditions) >= 45


def test_only_a_gap_asks_what_is_unknown():
    """An agent that were present because of what is unknown would act on everybody."""
    for one in map(table.agent, table.names()):
        asks = one.when is not None and any(leaf.unknown for leaf in one.when.leaves())
        assert asks == (one.kind is Kind.GAP)
        assert one.kind is not Kind.GAP or (one.blocks and not one.effects)


def test_codes_are_those_of_the_checked_table(shared):
    """A medicine's ATC and RxNorm codes stand in the shared table, and are checked there."""
    import csv

    with (shared / "knowledge" / "interactions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    atc = {code for row in rows for code in row["atc"].split(";")}
    rxnorm = {
        code
        for row in rows
        if "NOT rxnorm" not in row["code_checked"]
        for code in row["rxnorm"].split(";")
    }
    snomed = {row["snomed"] for row in rows} | SNOMED_SEEN.keys()
    for slug in table.names():
        one = table.agent(slug)
        if one.kind == Kind.MEDICINE:
            assert set(one.atc) <= atc
        assert set(one.rxnorm) <= rxnorm
        assert set(one.snomed) <= snomed
