"""Published: household measures of SR Legacy (food_portion), and kitchen volumes (NIST SP 430)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import InputFault
from micronutrient.foods.composition import Composition, Portion, core
from micronutrient.foods.measures import measure_words
from micronutrient.foods.portions import grams_of, measures_of


def food(*portions: Portion) -> Composition:
    return Composition(
        title="test",
        version="1",
        ids=("x:1",),
        names=("thing",),
        descriptions=("thing",),
        groups=("",),
        sources=("none",),
        components=("iron",),
        amounts=np.array([[1.0]]),
        portions={0: portions} if portions else {},
    )


@pytest.mark.parametrize(
    ("name", "amount", "measure", "printed_g"),
    [
        ("spinach, raw", 1, "cup", 30),
        ("spinach, raw", 2, "leaves", 20),
        ("egg, raw", 1, "large", 50),
        ("banana, raw", 1, "medium", 118),
        ("honey", 1, "Tablespoon", 21),
        ("brazil nuts", 1, "kernel", 5),
    ],
)
def test_published_measure(name: str, amount: float, measure: str, printed_g: float):
    position = core().names.index(name)
    assert grams_of(core(), position, amount=amount, measure=measure) == printed_g


@pytest.mark.parametrize(
    ("measure", "grams"), [("g", 1), ("kg", 1000), ("oz", 28.349523125), ("Pounds", 453.59237)]
)
def test_weights_hold_for_every_food(measure: str, grams: float):
    assert grams_of(food(), 0, amount=1, measure=measure) == grams


@pytest.mark.parametrize(
    ("measure", "grams"), [("tbsp", 15), ("tsp", 5), ("fl oz", 30), ("ml", 240 / 236.588)]
)
def test_volumes_follow_from_a_volume_of_the_same_food(measure: str, grams: float):
    got = grams_of(food(Portion("cup", 1, 240)), 0, amount=1, measure=measure)
    assert got == pytest.approx(grams, rel=1e-6)


def test_a_volume_is_not_made_from_a_piece():
    with pytest.raises(InputFault, match="'cup' is no measure of 'thing'"):
        grams_of(food(Portion("slice", 1, 30)), 0, amount=1, measure="cup")


def test_a_word_that_may_mean_several_measures_is_refused_with_all_of_them():
    thing = food(Portion("cup, chopped", 1, 100), Portion("cup, whole", 1, 50))
    with pytest.raises(InputFault, match="may mean several") as fault:
        grams_of(thing, 0, amount=1, measure="cup", where="diet[2].measure")
    assert str(fault.value).startswith("diet[2].measure:")
    assert "1 cup, chopped (100 g)" in fault.value.allowed
    assert grams_of(thing, 0, amount=2, measure="cup chopped") == 200
    assert grams_of(thing, 0, amount=8, measure="tbsp, whole") == 25


def test_a_printed_amount_of_several_is_divided_by_it():
    assert grams_of(food(Portion("cracker", 5, 15)), 0, amount=2, measure="crackers") == 6


def test_a_food_without_measures_asks_for_grams():
    with pytest.raises(InputFault, match="give grams"):
        grams_of(food(), 0, amount=1, measure="handful")
    assert measures_of(food(), 0) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tablespoons", "tbsp"),
        ('medium (2-1/2" dia)', 'medium, 2-1/2" dia'),
        ("cup (1 NLEA serving)", "cup"),
        ("cup slices", "cup, slices"),
        ("fl. oz.", "fl oz"),
        ("extra large", "extra large"),
        ("", ""),
    ],
)
def test_words_of_a_measure(text: str, words: str):
    assert measure_words(text) == words


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_words_of_a_measure_are_brought_to_the_tables_words_once(text: str):
    once = measure_words(text)
    assert measure_words(once) == once


@given(st.integers(0, len(core()) - 1), st.floats(0.01, 100))
def test_every_measure_of_the_core_table_can_be_asked_for(position: int, amount: float):
    for portion in core().portions.get(position, ()):
        got = grams_of(core(), position, amount=amount, measure=portion.measure)
        assert got == pytest.approx(amount * portion.grams / portion.amount)
