"""Names in free text: "Omeprazole 20 mg daily" names omeprazole, "no metformin" names nothing.

A name counts only as whole words, and the longest name wins ("levodopa carbidopa" before
"levodopa"). A misspelt name is never guessed, because medicines' names look alike; it is handed
back as not recognised, with the nearest known names.
"""

from collections.abc import Mapping

from micronutrient.matching import fold, nearest

NOT_WHAT_FOLLOWS = frozenset(
    {"no", "not", "non", "without", "denies", "denied", "never", "former", "formerly", "ex"}
    | {"family", "avoid", "avoids"}
)
NOT_AT_ALL = frozenset(
    {"stopped", "discontinued", "ceased", "allergy", "allergic", "intolerance", "intolerant"}
    | {"resolved"}
)
SHORT = 2  # letters; a name as short as this counts only as the whole text
ABBREVIATION = 4  # letters; shorter names resemble everything and are not shown as nearest
NEAREST = 3
NEAREST_LOOKED_AT = 9
NEAREST_SIMILARITY = 75.0


class Lexicon:
    """Known names, and which of them stand in a text.

    Parameters
    ----------
    names
        Every name to the slug it means.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._slugs = {spelling(name): slug for name, slug in names.items()}
        self._shown = {name: slug for name, slug in names.items() if len(name) > ABBREVIATION}
        self._longest = max((key.count("_") + 1 for key in self._slugs), default=0)

    def find(self, text: str) -> tuple[str, ...]:
        """Give the slugs that a text names, in order, each once; empty if it names none."""
        whole = self._slugs.get(spelling(text))
        if whole is not None:
            return (whole,)
        words = spelling(text).split("_")
        return () if NOT_AT_ALL.intersection(words) else self._within(words)

    def nearest(self, text: str) -> tuple[str, ...]:
        """Give the known names that come nearest, best first, one for each thing named."""
        close = nearest(text, self._shown, most=NEAREST_LOOKED_AT, at_least=NEAREST_SIMILARITY)
        one_each = {self._shown[name]: name for name in reversed(close)}
        return tuple(name for name in close if one_each[self._shown[name]] == name)[:NEAREST]

    def _within(self, words: list[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        start = 0
        while start < len(words) and words[start] not in NOT_WHAT_FOLLOWS:
            length, slug = self._longest_at(words, start)
            if slug:
                found[slug] = None
            start += length
        return tuple(found)

    def _longest_at(self, words: list[str], start: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            name = "_".join(words[start : start + length])
            if len(name) > SHORT and name in self._slugs:
                return length, self._slugs[name]
        return 1, ""


def spelling(name: str) -> str:
    """Fold a name, and British and American spelling into one: haem- and hem-, sulph- and sulf-."""
    folded = fold(name)
    for british, american in (("ae", "e"), ("oe", "e"), ("ph", "f")):
        folded = folded.replace(british, american)
    return folded
