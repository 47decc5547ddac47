import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from micronutrient.errors import UnknownName
from micronutrient.foods.composition import core
from micronutrient.foods.search import find_food, search, vocabulary_of
from micronutrient.foods.vocabulary import folded, tokens
from micronutrient.matching import fold

FOODS = st.integers(0, len(core()) - 1)
LONG = 6


def found(text: str, *, most: int = 5) -> list[str]:
    return [core().names[hit.index] for hit in search(core(), text, most=most)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("spinach", "spinach, raw"),
        ("raw spinach", "spinach, raw"),
        ("SPINACH RAW", "spinach, raw"),
        ("egg", "egg, raw"),
        ("banana", "banana, raw"),
        ("brocoli", "broccoli, raw"),
        ("chick bre", "chicken breast, raw, no skin"),
        ("aubergine", "eggplant, raw"),
        ("zucchini", "courgette (zucchini), raw"),
        ("cilantro", "coriander leaves (cilantro), raw"),
        ("prawns", "shrimp, raw"),
        ("yoghurt greek", "Greek yogurt, plain, nonfat"),
        ("garbanzo", "chickpeas, dry"),
        ("peanutbutter", "peanut butter, unsalted"),
        ("skimmed milk", "milk, skim, unfortified"),
        ("cod liver oil", "cod liver oil"),
    ],
)
def test_what_comes_first(text: str, first: str):
    assert found(text)[0] == first


@pytest.mark.parametrize("text", ["", "   ", "!!", "qqqqqqqq"])
def test_nothing_like_it_gives_nothing(text: str):
    assert search(core(), text) == ()


@given(FOODS, st.randoms())
def test_order_of_words_makes_no_difference(position: int, chance: random.Random):
    words = core().names[position].split()
    other = chance.sample(words, len(words))
    assert search(core(), " ".join(words)) == search(core(), " ".join(other))


@given(FOODS)
def test_scores_fall_and_no_food_comes_twice(position: int):
    hits = search(core(), core().names[position], most=50)
    assert len({hit.index for hit in hits}) == len(hits)
    assert all(0 < hit.score <= 1 for hit in hits)


@settings(max_examples=300)
@given(FOODS, st.data())
def test_a_slip_in_a_long_word_still_finds_the_food(position: int, data: st.DataObject):
    name = core().names[position]
    words = [word for word in folded(name).split("_") if len(word) >= LONG and word.isalpha()]
    assume(words)
    word = data.draw(st.sampled_from(words))
    slipped = slip(word, data)
    assume(not begins_another_word(slipped))
    assert name in found(folded(name).replace("_", " ").replace(word, slipped, 1))


def begins_another_word(slipped: str) -> bool:
    return any(word.startswith(slipped.removesuffix("s")) for word in vocabulary_of(core()).words)


def slip(word: str, data: st.DataObject) -> str:
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    left, right = word[:at], word[at:]
    kinds = [left + right[1:], left + letter + right, left + letter + right[1:]]
    return data.draw(st.sampled_from([*kinds, left + right[1::-1] + right[2:]]))


@given(FOODS)
def test_every_food_is_found_by_its_id_name_and_description(position: int):
    foods = core()
    for text in (foods.ids[position], foods.names[position], foods.names[position].upper()):
        assert find_food(foods, text) == position
    described = find_food(foods, foods.descriptions[position])
    assert foods.descriptions[position] in (foods.descriptions[described], foods.names[described])


def test_an_unknown_food_names_the_nearest():
    with pytest.raises(UnknownName) as fault:
        find_food(core(), "spinnach", where="diet[0].food")
    assert fault.value.nearest[0] == "spinach, raw"
    assert str(fault.value).startswith("diet[0].food: unknown food 'spinnach'; nearest are")


@given(st.text(max_size=40))
def test_any_text_may_be_searched(text: str):
    assert isinstance(search(core(), text), tuple)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_the_short_way_to_fold_agrees_with_the_long_one(text: str):
    assert folded(text) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tomatoes", ["tomato"]),
        ("berries, 2% fat", ["berry", "2", "fat"]),
        ("crème brûlée", ["creme", "brulee"]),
        ("swiss cress", ["swiss", "cress"]),
    ],
)
def test_words_lose_case_accent_and_plural(text: str, words: list[str]):
    assert tokens(text) == words
