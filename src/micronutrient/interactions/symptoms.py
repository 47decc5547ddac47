"""Symptoms: which nutrients they raise a question about. They never make a diagnosis.

Data: data/symptoms/<slug>.toml, one file a symptom.
"""

from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.interactions.lexicon import Lexicon
from micronutrient.sources import Checked


class Symptom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One symptom or sign.

    Attributes
    ----------
    slug, name, names
        ``night_blindness``, "Night blindness", and what people call it.
    deficiency, excess
        Nutrients of which too little, or too much, can show itself so.
    ask
        What to ask or look for, and what else it may be.
    """

    slug: str
    name: str
    names: tuple[str, ...] = ()
    deficiency: tuple[str, ...] = ()
    excess: tuple[str, ...] = ()
    ask: str
    source: str
    checked: Checked


@cache
def names() -> tuple[str, ...]:
    """List the slugs of all symptoms, in alphabetical order."""
    return slugs("symptoms")


@cache
def symptom(slug: str) -> Symptom:
    """Give one symptom by its slug."""
    return read_record(DATA / "symptoms" / f"{slug}.toml", Symptom, slug_field="slug")


def find_all(text: str) -> tuple[str, ...]:
    """Give the slugs of the symptoms that a text names."""
    return lexicon().find(text)


def nearest(text: str) -> tuple[str, ...]:
    """Give the names of symptoms that come nearest to a text that names none, best first."""
    return lexicon().nearest(text)


@cache
def lexicon() -> Lexicon:
    """Give every name of every symptom, for free text."""
    known: dict[str, str] = {}
    for slug in names():
        one = symptom(slug)
        for name in (one.name, *one.names, slug.replace("_", " ")):
            known.setdefault(name, slug)
    return Lexicon(known)
