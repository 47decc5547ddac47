"""Numbers, probabilities and units as people read them, the same in every reason and report."""

import math

_SMALLEST = -2
_SURE = 0.99
_UNITS = {
    "ug": "µg",
    "ug_rae": "µg RAE",
    "ug_re": "µg RE",
    "ug_dfe": "µg DFE",
    "mg_ne": "mg NE",
    "mg_at": "mg α-TE",
}


def number(value: float | None) -> str:
    """Write a number with about three significant digits, without an exponent."""
    if value is None or math.isnan(value):
        return "–"
    size = math.floor(math.log10(abs(value))) if value else 0
    text = f"{value:,.{max(0, 2 - size) if size >= _SMALLEST else 1 - size}f}".replace(",", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float | None) -> str:
    """Write a probability as a percentage that never claims certainty."""
    if share is None or math.isnan(share):
        return "–"
    if share > _SURE:
        return f"> {_SURE * 100:.0f} %"
    return f"< {(1 - _SURE) * 100:.0f} %" if share < 1 - _SURE else f"{share * 100:.0f} %"


def unit(code: str | None) -> str:
    """Write a unit as people read it: ``ug_rae/d`` is ``µg RAE/d``, ``[IU]`` is ``IU``."""
    if code is None:
        return ""
    head, slash, tail = code.partition("/")
    plain = "".join(c for c in head if c not in "[]{}")
    micro = f"µ{plain[1:]}" if plain.startswith(("ug", "umol", "uL")) else plain
    return f"{_UNITS.get(head, micro)}{slash}{tail}"


def listed(words: list[str]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop."""
    text = text.strip()
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return ended[:1].upper() + ended[1:]
