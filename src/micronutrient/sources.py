"""Who says so: one record a document, and how far its figures were checked.

Numbers: data/sources/*.toml.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec


class Checked(StrEnum):
    """How far a figure was checked against the publication it comes from."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    RECALLED = "recalled"

    @property
    def meaning(self) -> str:
        """Say it in words."""
        return _MEANING[self]


_MEANING = {
    Checked.PRIMARY: "read in the publication itself",
    Checked.SECONDARY: "read in a review, a database or another work that quotes it",
    Checked.RECALLED: "not yet looked up",
}
_ORDER = (Checked.PRIMARY, Checked.SECONDARY, Checked.RECALLED)


def least_checked(grades: Iterable[Checked]) -> Checked:
    """Give the weakest grade of several: a verdict is as checked as its least checked source."""
    return max(grades, key=_ORDER.index, default=Checked.RECALLED)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document that figures come from.

    Attributes
    ----------
    slug
        The name by which figures cite it.
    title, publisher, year
        As printed; no year where the document bears none.
    authors
        As printed, or empty for a body.
    doi, url, pmid
        Where to find it; None where not known (never guessed).
    reuse
        What may be reused, and under which terms.
    note
        What a reader should know about it.
    """

    slug: str
    title: str
    year: int | None = None
    authors: str = ""
    publisher: str = ""
    journal: str = ""
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    reuse: str = ""
    note: str = ""

    def citation(self) -> str:
        """Give the reference on one line."""
        dated = f"{self.title} ({self.year or 'undated'})"
        parts = [self.authors, dated, self.journal or self.publisher]
        line = ". ".join(part.rstrip(".") for part in parts if part)
        return f"{line}. doi:{self.doi}" if self.doi else f"{line}."
