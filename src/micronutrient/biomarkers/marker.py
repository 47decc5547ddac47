"""Which markers there are, and which one a laboratory's text or code means.

Numbers: data/markers/<slug>.toml; their shape: biomarkers/records.py.
"""

import re
from functools import cache

from micronutrient.biomarkers.records import Marker
from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.errors import DataFault, InputFault, UnknownName
from micronutrient.matching import fold, nearest

_LOINC = re.compile(r"(?:loinc|http://loinc\.org)\s*[:|/ ]\s*(?P<code>\S+)", re.IGNORECASE)
_NEAR = 83.0
"""Likeness from which on a name is worth suggesting: another analyte is worse than none."""
_BARE_CODE = re.compile(r"\d{1,7}-\d")


@cache
def names() -> tuple[str, ...]:
    """List the slugs of all markers, in alphabetical order."""
    return slugs("markers")


@cache
def marker(slug: str) -> Marker:
    """Give one marker by its slug; reads one file.

    Raises
    ------
    UnknownName
        If there is no such marker; names the nearest.
    """
    if slug not in names():
        raise UnknownName("", kind="marker", name=slug, nearest=nearest(slug, names()))
    return read_record(DATA / "markers" / f"{slug}.toml", Marker, slug_field="slug")


def find(text: str, *, where: str = "") -> Marker:
    """Give the marker that a slug, a laboratory's name for it, or a LOINC code means.

    Parameters
    ----------
    text
        ``ferritin``, ``Serum ferritin``, ``loinc:2276-4`` or ``2276-4``.
    where
        File, row or field, for the message.

    Raises
    ------
    UnknownName
        If nothing answers to it; names the nearest.
    InputFault
        If the check digit of a LOINC code is false.
    """
    folded = fold(text)
    if folded in names():
        return marker(folded)
    code = _code(text)
    if code is not None:
        return _by_code(code, where=where)
    slug = by_name().get(folded)
    if slug is None:
        raise UnknownName(where, kind="marker", name=text, nearest=_alike(text))
    return marker(slug)


def check_digit(number: str) -> int:
    """Give the check digit of a LOINC number (modulus 10, after Luhn)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(number)))
    return -sum(sum(divmod(value, 10)) for value in doubled) % 10


@cache
def by_name() -> dict[str, str]:
    """Give the slug for every folded slug, name and synonym.

    Raises
    ------
    DataFault
        If two markers share a name.
    """
    index: dict[str, str] = {}
    for slug in names():
        for name in (slug, marker(slug).name, *marker(slug).synonyms):
            _enter(index, fold(name), slug)
    return index


@cache
def by_code() -> dict[str, str]:
    """Give the slug for every LOINC code."""
    index: dict[str, str] = {}
    for slug in names():
        for entry in marker(slug).loinc:
            _enter(index, entry.code, slug)
    return index


def _alike(text: str) -> tuple[str, ...]:
    """Give the nearest names, none with other digits: vitamin B1 is not B12, nor T3 haematocrit."""
    digits = _digits(text)
    same = [name for name in _written_out() if _digits(name) == digits]
    return nearest(text, same, at_least=_NEAR)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _written_out() -> tuple[str, ...]:
    """Give every name that is worth suggesting: symbols such as Fe come near to anything."""
    synonyms = (name for slug in names() for name in marker(slug).synonyms)
    return (*names(), *(name for name in synonyms if len(name) > len("Fe ")))


def _enter(index: dict[str, str], key: str, slug: str) -> None:
    if index.setdefault(key, slug) != slug:
        raise DataFault(f"data/markers: {key!r} means both {index[key]!r} and {slug!r}")


def _code(text: str) -> str | None:
    found = _LOINC.fullmatch(text.strip())
    if found:
        return found["code"]
    return text.strip() if _BARE_CODE.fullmatch(text.strip()) else None


def _by_code(code: str, *, where: str) -> Marker:
    if not _BARE_CODE.fullmatch(code):
        raise InputFault(
            where,
            f"{code!r} is no LOINC code",
            allowed="digits, a hyphen and one check digit, such as 'loinc:2276-4'",
        )
    number, _, digit = code.partition("-")
    right = check_digit(number)
    if int(digit) != right:
        raise InputFault(
            where,
            f"LOINC code {code} has a false check digit",
            allowed=f"{number}-{right}, if the digits before the hyphen are right",
            advice="compare it with the laboratory's report",
        )
    slug = by_code().get(code)
    if slug is None:
        raise UnknownName(
            where,
            kind="LOINC code",
            name=code,
            nearest=nearest(code, by_code(), at_least=80.0),
            advice="give the marker by name instead",
        )
    return marker(slug)
