"""Numbers, probabilities and units as people read them, the same in every reason and report."""

import math
import re
from functools import lru_cache

_SMALLEST = -2
_NOTHING = -6
_PRINTED = 4
_WHOLE = 10
"""From here on per cents of a change have no decimals."""
_SURE, _UNSURE = 0.99, 0.01
_MICRO = ("ug", "umol", "uL", "uIU", "um3")
_UNITS = {
    "ug": "µg",
    "ug_rae": "µg RAE",
    "ug_re": "µg RE",
    "ug_dfe": "µg DFE",
    "mg_ne": "mg NE",
    "mg_at": "mg α-TE",
}
_SPELLINGS = {"l": "L", "dl": "dL", "ml": "mL", "ul": "µL", "µl": "µL", "mcg": "µg"}
_IN_CAPITALS = frozenset({"MMOL", "UMOL", "NMOL", "PMOL", "UG", "MCG", "NG", "PG", "DL", "ML"})

_COUNTED_IN = {"creat": "creatinine"}
"""What stands in braces, in words; what is not here is written as it stands."""

_ACRONYM = re.compile(r"\b(?:b\d+|ckd|raas|g6pd|crp|agp|rbp|epa|dha|mma|tsh|25oh)\b")


def number(value: float | None) -> str:
    """Write a number with about three significant digits, without an exponent."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    size = math.floor(math.log10(abs(value))) if value else 0
    if size < _NOTHING:
        limit = f"{10**_NOTHING:.{-_NOTHING}f}"
        return f"< {limit}" if value > 0 else f"> -{limit}"
    text = f"{value or 0.0:,.{max(0, 2 - size) if size >= _SMALLEST else 1 - size}f}".replace(
        ",", " "
    )
    return text.rstrip("0").rstrip(".") if "." in text else text


def given(value: float, *, digits: int = 12) -> str:
    """Write a number as it was given, up to so many significant digits, without an exponent."""
    text = f"{value:.{digits}g}"
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}"


def as_printed(value: float) -> str:
    """Write a value with as many digits as a laboratory prints, which are four at most."""
    return given(value, digits=_PRINTED)


def signed(value: float) -> str:
    """Write a number with its sign and one decimal: ``+1.5``, ``−2.0``."""
    return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")


def percent(share: float | None) -> str:
    """Write a probability as a percentage that never claims certainty."""
    if share is None or math.isnan(share):
        return "–"
    if share > _SURE:
        return f"> {_SURE * 100:.0f} %"
    return f"< {_UNSURE * 100:.0f} %" if share < _UNSURE else f"{share * 100:.0f} %"


@lru_cache(maxsize=1024)
def unit(code: str | None) -> str:
    """Write a unit as people read it: ``ug_rae/d`` is ``µg RAE/d``, ``[IU]`` is ``IU``.

    A plain ratio (``1``) has none; ``mmol/mol{creat}`` is ``mmol/mol creatinine``.
    """
    if code is None or code == "1":
        return ""
    return "/".join(_UNITS.get(part, _micro(part)) for part in code.split("/"))


def _micro(part: str) -> str:
    head, brace, counted = part.rstrip("}").partition("{")
    if head and brace:
        return f"{_micro(head)} {_COUNTED_IN.get(counted, counted)}"
    plain = _spelt("".join(c for c in part if c not in "[]{}"))
    if plain.casefold() in {"iu", "miu", "uiu"}:
        plain = f"{plain[:-2]}IU"
    return f"µ{plain[1:]}" if plain.startswith(_MICRO) else plain


def _spelt(part: str) -> str:
    """Spell a part of a unit in the one way: ``mcg`` is ``µg``, ``dl`` is ``dL``."""
    folded = part.replace("\N{GREEK SMALL LETTER MU}", "\N{MICRO SIGN}")
    plain = folded.lower() if folded.upper() in _IN_CAPITALS and folded.isupper() else folded
    return _SPELLINGS.get(plain, plain)


def listed(words: list[str]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop; nothing stays nothing."""
    text = text.strip()
    if not text:
        return ""
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def readable(slug: str) -> str:
    """Write a slug as words: ``b12_deficiency`` becomes ``B12 deficiency``."""
    spaced = _ACRONYM.sub(lambda found: found.group().upper(), slug.replace("_", " "))
    return re.sub(r"\bvitamin ([a-k])\b", lambda found: f"vitamin {found[1].upper()}", spaced)


def signed_percent(value: float) -> str:
    """Write a change in per cent with its sign: ``+67 %``, ``−8.4 %``."""
    text = f"{value:+.1f}" if abs(value) < _WHOLE else f"{value:+.0f}"
    return f"{text} %".replace("-", "\N{MINUS SIGN}").replace("+0.0", "0").replace("−0.0", "0")
