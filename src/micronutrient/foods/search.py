"""Search: foods by words, in any order, whole or begun, spelt right or nearly.

Every word of a query is held against the vocabulary of the table (`vocabulary`); a food scores by
how well its words answer, most of all the words that its name begins with, and plain, short, well
measured foods come first among equals. The score depends on the set of words typed, never on
their order.

Data: data/foods/search.toml.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.errors import UnknownName
from micronutrient.foods.composition import Composition
from micronutrient.foods.vocabulary import (
    Vocabulary,
    folded,
    near_words,
    read_vocabulary,
    search_words,
    whole_words,
)


class Hit(msgspec.Struct, frozen=True):
    """One food found: its position in the table, and how well it answers (1 is a full answer)."""

    index: int
    score: float


def search(composition: Composition, text: str, *, most: int = 10) -> tuple[Hit, ...]:
    """Find foods by words, best first.

    Parameters
    ----------
    composition
        Any table; its vocabulary is read at the first search and kept.
    text
        What was typed: ``spinach raw``, ``cilantro``, ``brocoli``, ``chick bre``.
    most
        How many to give at most.

    Returns
    -------
    tuple of Hit
        Empty if no word of the text is like any word of the table.
    """
    vocabulary = vocabulary_of(composition)
    typed = whole_words(vocabulary, text)
    if not typed:
        return ()
    answers = [_answer(vocabulary, word) for word in typed]
    says = np.vstack([answer.says for answer in answers])
    named = np.minimum(sum(answer.names for answer in answers), 1.0)
    score: Floats = says.mean(axis=0) * (says > 0).mean(axis=0)
    total = score + search_words().closeness.very_thing * named + vocabulary.plainness
    found = np.flatnonzero(score)
    order = found[np.lexsort((found, -np.round(total[found], 9)))][:most]
    return tuple(Hit(int(i), float(score[i])) for i in order)


def find_food(composition: Composition, text: str, *, where: str = "") -> int:
    """Give the position of the one food that a case means.

    Parameters
    ----------
    composition
        Any table.
    text
        Its id, or its exact name or description; case, accents and punctuation do not matter.
    where
        What the message of a fault begins with: ``diet[3].food``.

    Raises
    ------
    UnknownName
        If no food has this id or name; gives the nearest names.
    """
    if composition.has(text):
        return composition.index(text)
    found = _names_of(composition).get(folded(text))
    if found is None:
        hits = search(composition, text, most=3)
        nearest = tuple(composition.names[hit.index] for hit in hits)
        advice = "`micronutrient foods search TEXT` finds foods by words"
        raise UnknownName(where, kind="food", name=text, nearest=nearest, advice=advice)
    return found


def vocabulary_of(composition: Composition) -> Vocabulary:
    """Give a table's vocabulary, read once."""
    known = _VOCABULARIES.get(composition)
    if known is None:
        known = _VOCABULARIES[composition] = read_vocabulary(composition)
    return known


def remember(composition: Composition, vocabulary: Vocabulary) -> None:
    """Keep a vocabulary that was stored with its table, so that it need not be read again."""
    _VOCABULARIES[composition] = vocabulary


_VOCABULARIES: WeakKeyDictionary[Composition, Vocabulary] = WeakKeyDictionary()
_NAMES: WeakKeyDictionary[Composition, dict[str, int]] = WeakKeyDictionary()


def _names_of(composition: Composition) -> dict[str, int]:
    known = _NAMES.get(composition)
    if known is None:
        known = _NAMES[composition] = {}
        for labels in (composition.names, composition.descriptions):
            for i, label in enumerate(labels):
                known.setdefault(folded(label), i)
    return known


class _Answer(NamedTuple):
    """What one typed word says of each food, and how much of its name's beginning it is."""

    says: Floats
    names: Floats


def _answer(vocabulary: Vocabulary, word: str) -> _Answer:
    foods = len(vocabulary.plainness)
    says, names = np.zeros(foods), np.zeros(foods)
    for n, closeness in near_words(vocabulary, word):
        entry = vocabulary.entries[n]
        says[entry.foods] = np.maximum(says[entry.foods], closeness * entry.weights)
        names[entry.foods] = np.maximum(names[entry.foods], closeness * entry.shares)
    return _Answer(says, names)
