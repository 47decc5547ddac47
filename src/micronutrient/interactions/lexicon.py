"""Names in free text: "Omeprazole 20 mg daily" names omeprazole, "no metformin" names nothing.

A name counts only as whole words, and the longest name wins ("levodopa carbidopa" before
"levodopa"). A misspelt name is never guessed, because medicines' names look alike; it is handed
back as not recognised, with the nearest known names.
"""

from collections.abc import Mapping

from micronutrient.matching import DENIED, DENIED_AFTER, fold

NOT_WHAT_FOLLOWS = frozenset(
    DENIED_AFTER
    | {"denies", "denied", "never", "former", "formerly", "ex"}
    | {"family", "avoid", "avoids", "awaiting", "scheduled"}
    | {"mother", "father", "parent", "parents", "brother", "sister", "sibling", "siblings"}
    | {"grandmother", "grandfather", "uncle", "aunt", "cousin", "relative", "relatives"}
    | {"son", "daughter", "wife", "husband", "partner"}
)
"""Words after which a name speaks of something absent, not yet done, or of somebody else."""
NOT_AT_ALL = frozenset(
    DENIED
    | {"stopped", "discontinued", "ceased", "allergy", "allergic", "intolerance", "intolerant"}
    | {"resolved", "until"}
)
"""Words that unsay every name of a text, unless they belong to a name: lactose intolerance."""
SHORT = 2  # letters; a name as short as this counts only as the whole text
ABBREVIATION = 4  # letters; shorter names resemble everything and are not shown as nearest
NEAREST = 3
NEAREST_SIMILARITY = 0.8  # share of letters that need no edit: one edit in five, two in ten


class Lexicon:
    """Known names, and which of them stand in a text.

    Parameters
    ----------
    names
        Every name to the slug it means.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._slugs = {spelling(name): slug for name, slug in names.items()}
        self._shown = [
            (name, slug, spelling(name)) for name, slug in names.items() if len(name) > ABBREVIATION
        ]
        self._longest = max((key.count("_") + 1 for key in self._slugs), default=0)

    def find(self, text: str) -> tuple[str, ...]:
        """Give the slugs that a text names, in order, each once; empty if it names none."""
        whole = self._slugs.get(spelling(text))
        if whole is not None:
            return (whole,)
        found, rest = self._within(spelling(text).split("_"))
        return () if NOT_AT_ALL.intersection(rest) else found

    def nearest(self, text: str) -> tuple[str, ...]:
        """Give the known names that come nearest, best first, one for each thing named."""
        words = spelling(text).split("_")
        rated = [(_likeness(words, key), name, slug) for name, slug, key in self._shown]
        close = [row for row in rated if row[0] >= NEAREST_SIMILARITY]
        best: dict[str, str] = {}
        for _, name, slug in sorted(close, key=lambda row: -row[0]):
            best.setdefault(slug, name)
        return tuple(best.values())[:NEAREST]

    def _within(self, words: list[str]) -> tuple[tuple[str, ...], list[str]]:
        """Give the slugs that the words name, and the words that belong to no name."""
        found: dict[str, None] = {}
        rest: list[str] = []
        start = 0
        while start < len(words):
            length, slug = self._longest_at(words, start)
            if slug:
                found[slug] = None
            elif words[start] in NOT_WHAT_FOLLOWS:
                return tuple(found), rest + words[start:]
            else:
                rest.append(words[start])
            start += length
        return tuple(found), rest

    def _longest_at(self, words: list[str], start: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            name = "_".join(words[start : start + length])
            if len(name) > SHORT and name in self._slugs:
                return length, self._slugs[name]
        return 1, ""


def _likeness(words: list[str], key: str) -> float:
    """Say how like a name the likest run of as many words is, 0 to 1.

    A text whose every word belongs to the name ("atrophic" to "atrophic gastritis") is just like
    enough.
    """
    from rapidfuzz.distance import OSA

    named = key.split("_")
    if len("".join(words)) > ABBREVIATION and set(words) <= set(named):
        return NEAREST_SIMILARITY
    starts = range(max(1, len(words) - len(named) + 1))
    runs = ["_".join(words[start : start + len(named)]) for start in starts]
    return max(OSA.normalized_similarity(run, key) for run in runs)


def spelling(name: str) -> str:
    """Fold a name, and British and American spelling into one: haem- and hem-, sulph- and sulf-."""
    folded = fold(name)
    for british, american in (("ae", "e"), ("oe", "e"), ("ph", "f")):
        folded = folded.replace(british, american)
    return folded
