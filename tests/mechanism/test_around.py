"""What is shown of a nutrient, and what it shares with a symptom."""

import pytest

from micronutrient.mechanism import around, table
from micronutrient.states import Status
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment

CASE = {
    "person": {"sex": "female", "age_years": 34, "weight_kg": 62},
    "symptoms": ["fatigue"],
    "labs": [
        {"marker": "ferritin", "value": 6, "unit": "ug/L"},
        {"marker": "crp", "value": 0.5, "unit": "mg/L"},
    ],
    "supplements": [{"name": "B6", "nutrient": "vitamin_b6", "amount": 200, "unit": "mg"}],
}


@pytest.fixture(scope="module")
def assessed() -> Assessment:
    return assess(CASE)


def test_what_is_low_or_high_is_there_and_nothing_else(assessed):
    off = {Status.LOW, Status.DEFICIENT, Status.HIGH, Status.TOXIC}
    wanted = [v.nutrient for v in assessed.nutrients if v.status in off]
    assert [one.nutrient for one in assessed.mechanisms] == wanted
    assert {"iron", "vitamin_b6"} <= set(wanted)


def test_pathways_that_touch_a_symptom_come_first_and_only_for_too_little(assessed):
    found = {one.nutrient: one for one in assessed.mechanisms}
    asked = [bool(one.symptoms) for one in found["iron"].pathways]
    assert asked == sorted(asked, reverse=True)
    assert asked[0]
    assert found["vitamin_b6"].status in {Status.HIGH, Status.TOXIC}
    assert not any(one.symptoms for one in found["vitamin_b6"].pathways)


def test_everything_cited_has_its_citation(assessed):
    cited = {slug for one in assessed.mechanisms for row in one.pathways for slug in row.sources}
    assert cited
    assert cited <= set(assessed.sources)


@pytest.mark.parametrize("slug", table.names())
def test_a_nutrient_shows_a_few_pathways_checked_as_well_as_any_of_each(slug):
    shown = around.leading(slug)
    assert 1 <= len(shown) <= around.MOST
    whole = {one.name: one for one in table.mechanism(slug).pathways}
    for one in shown:
        grades = {protein.gene: protein.checked for protein in whole[one.pathway].proteins}
        assert one.checked in grades.values()
        assert {grades[gene] for gene in one.genes} == {one.checked}
        assert one.proteins == len(grades)
        assert not one.symptoms


@pytest.mark.parametrize("symptom", sorted(table.places()))
def test_what_is_shared_runs_where_the_symptom_arises(symptom):
    place = table.places()[symptom]
    for slug in ("iron", "magnesium", "zinc"):
        for one in around.shared(slug, symptom):
            assert one.process in place.processes
            assert {"every cell", *place.systems} & set(one.systems)


def test_iron_shares_oxygen_with_fatigue_and_nothing_with_night_blindness_but_vision():
    assert "Oxygen carriage" in {one.pathway for one in around.shared("iron", "fatigue")}
    assert {one.process for one in around.shared("iron", "night_blindness")} == {"vision"}


@pytest.mark.parametrize(
    ("nutrient", "symptom"), [("chromium", "fatigue"), ("iron", "none"), ("iodine", "tremor")]
)
def test_what_shares_nothing_gives_nothing(nutrient, symptom):
    assert around.shared(nutrient, symptom) == ()
