"""The words of a food table: which foods each one names, its equals, and the words near it.

Data: data/foods/search.toml.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.datafiles import DATA, read_record
from micronutrient.foods.composition import Composition
from micronutrient.matching import fold

_STOP = frozenset({"and", "of", "the", "with", "in", "a", "or", "for"})
_SHORTEST_MISSPELT = 4
_TWO_SLIPS_FROM = 8
_SHORTEST_PART = 3
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BRACKETS = re.compile(r"\([^()]*\)")


class Entry(NamedTuple):
    """One word: the foods that have it, how much it says of each, its share in their first name."""

    foods: Indices
    weights: Floats
    shares: Floats


class Vocabulary(NamedTuple):
    """All words of a table in alphabetical order; `plainness` ranks foods that answer equally."""

    words: tuple[str, ...]
    position: Mapping[str, int]
    entries: tuple[Entry, ...]
    plainness: Floats


class Closeness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a word counts by where it stands and how it was typed: see data/foods/search.toml."""

    begins: float
    named: float
    described: float
    synonym: float
    begun: float
    misspelt: float
    twice_misspelt: float
    very_thing: float


class Plainness(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a food come first among equals: see data/foods/search.toml."""

    known: float
    word: float
    raw: float
    brand: float
    group: Mapping[str, float]


class Synonyms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words or phrases that name one food, row by row."""

    same: tuple[tuple[str, ...], ...]


class SearchWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of data/foods/search.toml."""

    closeness: Closeness
    plainness: Plainness
    synonyms: Synonyms


def read_vocabulary(composition: Composition) -> Vocabulary:
    """Read the words of a table's names and descriptions, with the synonyms of its names."""
    found: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    for i, name in enumerate(composition.names):
        for word, saying in _sayings(name, composition.descriptions[i]).items():
            found[word][i] = saying
    words = tuple(sorted(found))
    return Vocabulary(
        words=words,
        position={word: n for n, word in enumerate(words)},
        entries=tuple(_entry(found[word]) for word in words),
        plainness=_plainness(composition),
    )


def tokens(text: str) -> list[str]:
    """Take a text apart into words without case, accents and plural endings."""
    return [_stem(word) for word in folded(text).split("_") if word]


def folded(text: str) -> str:
    """Fold as `matching.fold` does; plain ASCII, which most names are, by a shorter way."""
    if text.isascii():
        return _NOT_WORD.sub("_", text.lower()).strip("_")
    return fold(text)


def whole_words(vocabulary: Vocabulary, text: str) -> list[str]:
    """Take a query apart into its different words; ``peanutbutter`` becomes two."""
    typed = {_stem(word): word for word in sorted(folded(text).split("_")) if word}
    telling = {typed[stem] for stem in typed.keys() - _STOP or typed.keys()}
    return sorted({part for word in telling for part in _parts(vocabulary, word)})


def near_words(vocabulary: Vocabulary, word: str) -> list[tuple[int, float]]:
    """Find the words of a table that may be meant, with their closeness (1 is the word itself)."""
    stem, begun = _stem(word), search_words().closeness.begun
    found = dict(_misspelt(vocabulary.words, stem))
    if (bare := word.removesuffix("s")) != stem:
        for n, closeness in _misspelt(vocabulary.words, bare):
            found[n] = max(found.get(n, 0.0), closeness)
    for n in _begun(vocabulary.words, stem):
        share = len(stem) / len(vocabulary.words[n])
        found[n] = max(found.get(n, 0.0), begun + (1 - begun) * share / 2)
    if stem in vocabulary.position:
        found[vocabulary.position[stem]] = 1.0
    return list(found.items())


@cache
def search_words() -> SearchWords:
    """Give synonyms, and what makes a food come first."""
    return read_record(DATA / "foods" / "search.toml", SearchWords)


@cache
def _stem(word: str) -> str:
    """Take the plural off: berries, tomatoes, leaves, peas."""
    if len(word) < _SHORTEST_MISSPELT or word.endswith("ss"):
        return word
    for ending, single in (("ies", "y"), ("oes", "o"), ("aves", "af"), ("s", "")):
        if word.endswith(ending):
            return word[: -len(ending)] + single
    return word


def _parts(vocabulary: Vocabulary, word: str) -> tuple[str, ...]:
    if near_words(vocabulary, word):
        return (word,)
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, second = word[:cut], word[cut:]
        if _stem(first) in vocabulary.position and near_words(vocabulary, second):
            return first, second
    return (word,)


def _sayings(name: str, description: str) -> dict[str, tuple[float, float]]:
    """Give, per word of one food, how much it says and its share in the name's beginning."""
    counts = search_words().closeness
    first = name.split(",", maxsplit=1)[0]
    beginnings = [_BRACKETS.sub(" ", first), *_BRACKETS.findall(first)]
    described = () if description == name else tokens(description)
    said = dict.fromkeys(described, (counts.described, 0.0))
    said |= dict.fromkeys(tokens(name), (counts.named, 0.0))
    for begins in reversed([tokens(beginning) for beginning in beginnings]):
        for n, word in enumerate(begins):
            is_thing = 1.0 if n == len(begins) - 1 else 0.0
            said[word] = (counts.begins, 0.5 * is_thing + 0.5 / len(begins))
    for word, phrase in _synonyms_of(tokens(name)):
        weight = counts.synonym * min(said[part][0] for part in phrase)
        share = counts.synonym * sum(said[part][1] for part in phrase)
        if weight > said.get(word, (0.0, 0.0))[0]:
            said[word] = (weight, share)
    return said


def _synonyms_of(words: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    present = set(words)
    return [
        (word, phrase)
        for start in sorted(present)
        for phrase, others in _phrases().get(start, ())
        if present.issuperset(phrase)
        for word in others
    ]


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Give, by the first word of each phrase, the phrase and the words of its equals."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for same in search_words().synonyms.same:
        phrases = [tuple(tokens(phrase)) for phrase in same]
        for phrase in phrases:
            others = {word for other in phrases for word in other} - set(phrase)
            found[phrase[0]].append((phrase, tuple(sorted(others))))
    return found


def _entry(foods: dict[int, tuple[float, float]]) -> Entry:
    sayings = np.array(list(foods.values()))
    return Entry(np.fromiter(foods, dtype=np.intp), sayings[:, 0], sayings[:, 1])


def _plainness(composition: Composition) -> Floats:
    weigh = search_words().plainness
    labels = list(zip(composition.names, composition.groups, strict=True))
    by_name: Floats = np.array(
        [
            weigh.word * name.count(" ")
            + weigh.raw * ("raw" in name or "," not in name)
            + weigh.brand * any(map(_is_brand, name.split()))
            + weigh.group.get(group, 0.0)
            for name, group in labels
        ]
    )
    known: Floats = np.isfinite(composition.amounts).mean(axis=1)
    rank: Floats = weigh.known * known + by_name
    return rank


def _is_brand(word: str) -> bool:
    return len(word) > _SHORTEST_PART and word.isupper()


def _begun(words: tuple[str, ...], start: str) -> range:
    return range(bisect_left(words, start), bisect_left(words, start + "\uffff"))


def _misspelt(words: tuple[str, ...], word: str) -> list[tuple[int, float]]:
    """Find words one slip away, two for long words; a slip may swap two neighbours."""
    if len(word) < _SHORTEST_MISSPELT or word.isdigit():
        return []
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=None)
    counts = search_words().closeness
    return [(n, counts.misspelt if s == 1 else counts.twice_misspelt) for _, s, n in near if s]
