"""A table's words for searching as bytes, so that not every process has to read them anew."""

import hashlib
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA
from micronutrient.foods import vocabulary
from micronutrient.foods.vocabulary import Entry, Vocabulary


class _Packed(msgspec.Struct, frozen=True):
    """A vocabulary, and the rules that it was read by.

    `foods`, `weights` and `shares` hold the entries of all words one after the other; `ends` says
    where each word's entries end.
    """

    rules: str
    words: tuple[str, ...]
    ends: bytes
    foods: bytes
    weights: bytes
    shares: bytes
    plainness: bytes


def pack(words: Vocabulary) -> bytes:
    """Turn a vocabulary into bytes."""
    ends = np.cumsum([len(entry.foods) for entry in words.entries])
    foods = np.concatenate([entry.foods for entry in words.entries])
    packed = _Packed(
        rules=_rules(),
        words=words.words,
        ends=ends.astype("<i8").tobytes(),
        foods=foods.astype("<i8").tobytes(),
        weights=_bytes([entry.weights for entry in words.entries]),
        shares=_bytes([entry.shares for entry in words.entries]),
        plainness=_bytes([words.plainness]),
    )
    return msgspec.msgpack.encode(packed)


def unpack(content: bytes, *, foods: int) -> Vocabulary | None:
    """Give the vocabulary of a table of so many foods back; None if the rules have changed since.

    Raises
    ------
    ValueError
        If it is none, or names foods that the table does not have.
    """
    packed = msgspec.msgpack.decode(content, type=_Packed)
    if packed.rules != _rules():
        return None
    named = np.frombuffer(packed.foods, dtype="<i8").astype(np.intp, copy=False)
    weights, shares = (np.frombuffer(part, dtype="<f8") for part in (packed.weights, packed.shares))
    plainness = np.frombuffer(packed.plainness, dtype="<f8")
    ends = np.frombuffer(packed.ends, dtype="<i8").tolist()
    sizes = {len(named), len(weights), len(shares), ends[-1] if ends else 0}
    if len(sizes) > 1 or len(plainness) != foods or not np.all((named >= 0) & (named < foods)):
        raise ValueError("the words do not fit the foods")
    spans = [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    return Vocabulary(
        words=packed.words,
        position={word: n for n, word in enumerate(packed.words)},
        entries=tuple(Entry(named[s], weights[s], shares[s]) for s in spans),
        plainness=plainness,
    )


def _bytes(parts: list[Floats]) -> bytes:
    return np.concatenate(parts).astype("<f8").tobytes()


@cache
def _rules() -> str:
    """Name the rules that words are read by: the code, and the synonyms."""
    files = (Path(vocabulary.__file__), DATA / "foods" / "search.toml")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
