"""Names: what a user wrote, folded for comparison, and the known names that come nearest."""

import unicodedata
from collections.abc import Iterable

DENIED_AFTER = frozenset({"no", "not", "non", "without"})
"""Words that deny what follows them."""
DENIED = frozenset({"none", "absent", "negative", "neg", "excluded", "ruled"})
"""Words that deny whatever stands beside them: "haemolysis: none", "coeliac disease ruled out"."""


def fold(name: str) -> str:
    """Fold case, accents, hyphens and spaces: ``Vitamin B-12`` becomes ``vitamin_b_12``."""
    letters = name if name.isascii() else _without_accents(name)
    words = "".join(c if c.isalnum() else " " for c in letters.casefold()).split()
    return "_".join(words)


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c))


def nearest(
    name: str, known: Iterable[str], *, most: int = 3, at_least: float = 50.0
) -> tuple[str, ...]:
    """Give the known names that come nearest to a misspelt one, best first.

    Parameters
    ----------
    name
        What stood there.
    known
        All names that would have been understood.
    most
        How many to give at most.
    at_least
        Similarity below which a name is not worth showing, 0 to 100.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        name, list(known), scorer=fuzz.WRatio, processor=fold, limit=most, score_cutoff=at_least
    )
    return tuple(choice for choice, _, _ in found)


def nearest_code(
    written: str, known: Iterable[str], *, most: int = 3, at_least: float = 50.0
) -> tuple[str, ...]:
    """Give the known codes that differ least from what was written, letter by letter, best first.

    Unlike `nearest` it minds signs and the order of letters: ``ug/LL`` comes nearest to ``ug/L``.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        written, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=at_least
    )
    return tuple(choice for choice, _, _ in found)
