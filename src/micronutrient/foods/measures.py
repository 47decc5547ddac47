"""Words of household measures: ``2 Tablespoons, chopped`` and ``tbsp chopped`` are one measure.

Numbers: data/foods/measures.toml.
"""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.sources import Checked

_BRACKETS = str.maketrans({"(": ", ", ")": " "})
_NOISE = re.compile(r"\b(?:1 nlea serving|nlea|approximately|approx|about)\b\.?")
_FLUID_OUNCE = re.compile(r"\b(?:fl\.? ?oz\.?|fluid ounces?)")
_HEAD = re.compile(r"[\s,.]*(fl oz|extra (?:large|small)|[^\s,]+)[\s,]*(.*)")


class Measures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The measures that hold for every food, and the words for them.

    Attributes
    ----------
    grams
        Weight of one measure [g].
    cups
        Volume of one measure [US cups].
    words
        What people write, and the word of the tables for it.
    """

    grams: Mapping[str, float]
    cups: Mapping[str, float]
    words: Mapping[str, str]
    source: str
    checked: Checked
    note: str = ""


@cache
def measures() -> Measures:
    """Give the measures and their words."""
    return read_record(DATA / "foods" / "measures.toml", Measures)


def measure_words(text: str) -> str:
    """Bring a measure to the words of the tables: what it is, a comma, what qualifies it.

    ``Tablespoons chopped`` becomes ``tbsp, chopped``; ``medium (3" dia)`` becomes
    ``medium, 3" dia``. Empty text gives empty text.
    """
    flat = text.casefold().translate(_BRACKETS)
    found = _HEAD.match(_FLUID_OUNCE.sub("fl oz", _NOISE.sub(" ", flat)))
    if found is None:
        return ""
    head, rest = found.groups()
    qualifiers = [" ".join(part.split()) for part in rest.split(",")]
    return ", ".join([_word(head), *(part for part in qualifiers if part)])


def _word(word: str) -> str:
    plain = word.strip(".")
    return measures().words.get(plain, plain)
