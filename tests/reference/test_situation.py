"""What of a person moves requirements, as words and amounts: borders, and what is left out."""

import pytest

from micronutrient.person import DietPattern, Person, Sex
from micronutrient.reference.situation import AMOUNTS, PERSONAL_WORDS, situation, words_of


def woman(age=34.0, **more):
    return Person(sex=Sex.FEMALE, age_years=age, **more)


@pytest.mark.parametrize(
    ("person", "word"),
    [
        (woman(smoker=True), "smoker"),
        (woman(diet_pattern=DietPattern.VEGAN), "vegetarian"),
        (woman(12, menstruating=True), "menstruating_before_14"),
        (woman(14), "menstruates"),
        (woman(60, menstruating=True), "menstruates"),
        (Person(sex=Sex.MALE, age_years=3), "male"),
    ],
)
def test_a_word_holds(person, word):
    assert word in words_of(person) <= PERSONAL_WORDS


@pytest.mark.parametrize(
    ("person", "word"),
    [
        (woman(), "smoker"),
        (woman(diet_pattern=DietPattern.PESCATARIAN), "vegetarian"),
        (woman(51), "menstruates"),
        (woman(menstruating=False), "menstruates"),
        (woman(pregnancy_week=10), "menstruates"),
        (woman(lactating=True), "neither_pregnant_nor_lactating"),
    ],
)
def test_a_word_does_not_hold(person, word):
    assert word not in words_of(person)


def test_amounts_are_those_that_are_known():
    known = situation(woman(weight_kg=60, menstrual_loss_ml=0, blood_donations_per_year=1))
    assert known.amounts.keys() <= AMOUNTS
    assert known.amounts["menstrual_iron_loss_mg_d"] == 0
    assert known.amounts["iron_loss_mg_d"] == pytest.approx(0.84)
    assert situation(woman()).amounts == {}


@pytest.mark.parametrize(
    "person",
    [
        woman(pregnancy_week=20, menstrual_loss_ml=40, weight_kg=60),
        woman(lactating=True, menstrual_loss_ml=40, weight_kg=60),
    ],
)
def test_neither_pregnancy_nor_lactation_has_iron_losses(person):
    assert situation(person).amounts == {}


@pytest.mark.parametrize(
    ("person", "known"),
    [
        (woman(18.9, weight_kg=60), False),
        (woman(19, weight_kg=60), True),
        (woman(30, weight_kg=35), False),
        (woman(30, weight_kg=110), False),
        (woman(30), False),
    ],
)
def test_basal_loss_is_known_of_adults_of_the_studied_weights(person, known):
    assert ("basal_iron_loss_mg_d" in situation(person).amounts) is known


def test_a_sum_of_losses_needs_the_menstrual_one_of_whoever_menstruates():
    assert "iron_loss_mg_d" not in situation(woman(weight_kg=60)).amounts
    assert "iron_loss_mg_d" in situation(woman(60, weight_kg=60)).amounts
