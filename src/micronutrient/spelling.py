"""What laboratories and labels write for a unit, rewritten as UCUM.

``x10³/µl``, ``mg/24 h``, ``nmol/gHb``, ``mEq/L``, ``mg%``, ``K/uL``: each becomes an expression
that `micronutrient.ucum` reads. What could mean two things is refused, with both meanings.

Spellings: data/units.toml.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from micronutrient.errors import WrongUnit, shorten
from micronutrient.ucum import knows, parse_ucum, read_table

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("·⋅∙•", "."),
        **dict.fromkeys("⁄∕÷", "/"),  # noqa: RUF001
        **dict.fromkeys("−–", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", ""),
        "º": "°",
    }
)
_MICRO = re.compile(r"(?:Â)?[µμ](?=[A-Za-z\[])|\bmc(?=(?:[Gg]|[Mm]ol|I?U|[Ll]|kat|[Ee]q)\b)")
_POWER_OF_TEN = re.compile(r"10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_DEGREES = re.compile(r"(?:[°º]|deg(?:rees?)?\.?)\s*(C|F|celsius|fahrenheit)", re.IGNORECASE)
_SHARE = re.compile(r"(?:%|percent)\s*(?:\(\s*)?([A-Za-z][A-Za-z0-9 /_-]*?)\s*\)?")
_PARTS = re.compile(r"\bparts?\s+per\s+(thousand|million|billion|trillion)\b", re.IGNORECASE)
_BODY_SURFACE = re.compile(
    r"/\s*\(?\s*1[.,]73\s*(?:m\s?(?:\^|\*\*)?[2²]|[Mm]2|sq\.?\s?m|BSA)?(?![\w.])\)?"
)
_DECIMAL = re.compile(r"(?<![A-Za-z\]*^\d+-])\d+[.,]\d")
_BRACES = re.compile(r"\{[^}]*\}")
_BETWEEN = re.compile(r"[\s/.()]+")
_COUNT = re.compile(
    r"(?P<many>[A-Za-z]+)\.?\s*/\s*(?:(?P<micro>(?i:[uµμ]L|mm(?:\^|\*\*)?[3³]|cu\.?\s?mm|cmm))|[lL])"
)
# What must stand in a text for the rule to be tried, the pattern, what it becomes.
_REWRITES = (
    ("10", r"^[xX*×]\s*(?=10)", ""),  # x10^9/L
    ("/", r"^[Ee](?=[369]/|12/)", "10*"),  # E9/L
    ("10", r"\b10\s*(?:\^|\*\*?|[eExX])\s*([+-]?\d+)", r"10*\1"),  # 10^9, 10E9
    ("10", r"\b10\s*\((\d+)\)", r"10*\1"),  # 10(9)/L
    ("10", r"\b10 (?=(?:3|6|9|12)\s*/)", "10*"),  # 10 9/L
    (".", r"\b[Ii]\.\s?([UuEe])\b\.?", r"I\1"),  # I.U., I.E.
    (" ", r"\b[Ii]nt(?:ernational|\.)?\s+[Uu]nits?\b", "IU"),
    ("per", r"\s+per\s+", "/"),
    ("per", r"^per\s+", "/"),
    ("Hg", r"\bmm\s+Hg\b", "mm[Hg]"),
    ("H2O", r"\bcm\s+H2O\b", "cm[H2O]"),
    ("cu", r"\bcu\.?\s?mm\b", "mm3"),
    ("#", r"(?<!\{)#", "{#}"),
    ("/", r"(?<=/)\s*([mu]?g)\.?\s*(Hb|Hgb|HB|[Cc]r)\b\.?(?![a-z])", r"\1 \2"),  # /gHb, /g Cr
    ("100", r"/\s*100\s*m[lL]\b", "/dL"),
    ("/", r"/\s*(\d+)\s*([A-Za-z]+)\b(?!\()", r"/(\1.\2)"),  # /24h
    ("", r"(?<=[A-Za-z])\s*(?:\^|\*\*)\s*(?=[+-]?\d)", ""),  # mm^3
)
_SPACES = (
    ("", r"(?:(?<=[A-Za-z}])|(?<=[*-]\d)|(?<=[*-]\d\d))\s+(?=[A-Za-z])", "."),  # mg dL-1
    ("", r"\s+", ""),
)
_WORDS = re.compile(r"\{[^}]*\}|[A-Za-z%']*\[[^\]]*\]|[A-Za-z%']+")
_PARTS_PER = {"thousand": "[ppth]", "million": "[ppm]", "billion": "[ppb]", "trillion": "[pptr]"}
_SHORT = 3
"""Letters up to which capitals matter: ``Mol`` is a mole, ``MOL`` might be anything."""


@cache
def words() -> Mapping[str, Any]:
    """Give data/units.toml as it stands."""
    return read_table("units.toml")


def readings(written: str) -> Iterator[tuple[str, bool]]:
    """Give what a unit may mean in UCUM; the flag says whether its capitals are taken as such."""
    counted = _counted(written)
    yield counted, True
    yield _everyday(counted), True
    if written.isupper():
        yield _everyday(_counted(written.lower())), False


def refuse_unclear(written: str) -> None:
    """Refuse what no reading settles: ``M``, ``C``, and a number with a decimal point.

    Raises
    ------
    WrongUnit
        With the meanings it could have.
    """
    counted = _counted(written)
    if _DECIMAL.search(_BRACES.sub("", counted)):
        raise WrongUnit(
            "",
            f"a number with a decimal point stands in {shorten(written)!r}",
            allowed="whole numbers; the point multiplies in UCUM: mg/(24.h)",
        )
    if _DEGREES.fullmatch(counted):
        return
    for word in (counted, *_BETWEEN.split(counted)):
        meanings = words()["unclear"].get(word)
        if meanings and (word == counted or not knows(word)):
            raise _two_meanings(word, written, meanings)


def refuse_ambiguous(written: str) -> None:
    """Refuse capitals that could mean two things a thousand times apart: ``Mg``, ``ML``.

    Raises
    ------
    WrongUnit
        With both meanings.
    """
    for word in _WORDS.findall(written):
        if meanings := words()["ambiguous"].get(word):
            raise _two_meanings(word, written, meanings)


def _two_meanings(word: str, written: str, meanings: str) -> WrongUnit:
    return WrongUnit("", f"{word!r} in {shorten(written)!r} is ambiguous", allowed=meanings)


def _counted(written: str) -> str:
    """Read ``K/uL`` as thousands of cells per microlitre; in UCUM it would be kelvin.

    Likewise ``/1.73 m2``, the standard body surface: in UCUM the point would multiply.
    """
    if written in words()["first"]:
        return str(words()["first"][written])
    written = _BODY_SURFACE.sub("/{1.73_m2}", written)
    found = _COUNT.fullmatch(written)
    if not found:
        return written
    many = found["many"]
    volume = "per_microlitre" if found["micro"] else "per_litre"
    for power, *names in words()["counts"][volume]:
        if many in names or (len(many) > 1 and many.lower() in names):
            return f"{power}/{'uL' if found['micro'] else 'L'}"
    return written


def _everyday(text: str) -> str:
    text = _MICRO.sub("u", text if text.isascii() else _ascii(text)).strip().rstrip(".")
    if degrees := _DEGREES.fullmatch(text):
        return "Cel" if degrees[1][0] in "Cc" else "[degF]"
    text = _PARTS.sub(lambda found: _PARTS_PER[found[1].lower()], text)
    if share := _SHARE.fullmatch(text):
        return f"%{{{'_'.join(share[1].split())}}}"
    for sign, pattern, replacement in _compiled(_REWRITES):
        if sign in text:
            text = pattern.sub(replacement, text)
    text = _annotation_words().sub(_annotation, text)
    for sign, pattern, replacement in _compiled(_SPACES):
        if sign in text:
            text = pattern.sub(replacement, text)
    return _WORDS.sub(lambda found: _ucum_word(found[0]), text)


@cache
def _compiled(
    rewrites: tuple[tuple[str, str, str], ...],
) -> list[tuple[str, re.Pattern[str], str]]:
    """Compile patterns when the first everyday spelling is read: they cost milliseconds."""
    return [(sign, re.compile(pattern), replacement) for sign, pattern, replacement in rewrites]


def _ascii(text: str) -> str:
    """Write superscripts, full-width letters and look-alikes of signs in plain letters."""
    text = _POWER_OF_TEN.sub(lambda found: "10*" + found[1].translate(_SUPERSCRIPTS), text)
    return unicodedata.normalize("NFKC", text.translate(_SIGNS).translate(_SUPERSCRIPTS))


@cache
def _annotation_names() -> dict[str, str]:
    names = {name: mark for mark, names in words()["annotations"].items() for name in names}
    return {**names, "cr": "creat"}


@cache
def _annotation_words() -> re.Pattern[str]:
    said = sorted(_annotation_names(), key=len, reverse=True)
    either = "|".join(re.escape(name) for name in said if name != "cr")
    return re.compile(
        rf"\s*\(\s*(?P<inside>{either})\s*\)|\s+(?P<after>{either}|(?<=/[mu]g )cr|(?<=/g )cr"
        rf"|(?<=mol )cr)\b\.?(?![A-Za-z])",
        re.IGNORECASE,
    )


def _annotation(found: re.Match[str]) -> str:
    name = found["inside"] or found["after"]
    return f"{{{_annotation_names()[name.lower()]}}}"


@cache
def _spellings(group: str) -> dict[str, str]:
    return {said: code for code, names in words()[group].items() for said in names}


def _ucum_word(word: str) -> str:
    if word.startswith("{"):
        return word
    plain = _spellings("everyday").get(word)
    if plain is None and len(word) > _SHORT:
        plain = _spellings("everyday").get(word.lower())
    if plain is not None or _is_meant(word):
        return plain or word
    return _prefixed(word) or word


def _prefixed(word: str) -> str:
    for alias, code in _spellings("prefixed").items():
        candidate = word.removesuffix(alias) + code
        if word.endswith(alias) and knows(candidate):
            return candidate
    return ""


def _is_meant(word: str) -> bool:
    """Whether a word is a UCUM unit that is written for what it is in UCUM."""
    return knows(word) and not parse_ucum(word).shadowed
