"""Text that fits a terminal: widths as a terminal counts them, wrapping, columns."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from micronutrient.report.words import bound, clean

WIDTH = 80
_WIDE = frozenset({"W", "F"})
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


def width(text: str) -> int:
    """Count the columns that a terminal needs for a text."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def fit(text: str, room: int) -> str:
    """Cut a text to so many columns, with an ellipsis, or fill it up with spaces."""
    text = clean(text)
    if width(text) > room:
        text = f"{_head(text, room - 1)}…"
    return text + " " * (room - width(text))


def shorten(text: str, room: int) -> str:
    """Cut a text at the end of a word, with an ellipsis, if it needs more columns."""
    first, *rest = wrap(text, most=room) if text.strip() else [""]
    return f"{first.rstrip(',;:')} …" if rest else first


def wrap(text: str, *, first: str = "", rest: str = "", most: int = WIDTH) -> Iterator[str]:
    """Break a text into lines of at most so many columns.

    Parameters
    ----------
    text
        Any text; nothing gives no line.
    first, rest
        What the first line and the others begin with.
    most
        Columns.
    """
    line, begun = first, False
    for word in _words(text, most - max(width(first), width(rest))):
        longer = f"{line} {word}" if begun else f"{line}{word}"
        if begun and width(longer) > most:
            yield line.replace("\N{NO-BREAK SPACE}", " ")
            longer = f"{rest}{word}"
        line, begun = longer, True
    if begun:
        yield line.replace("\N{NO-BREAK SPACE}", " ")


def _words(text: str, room: int) -> Iterator[str]:
    """Give the words of a text, cutting those that no line can hold."""
    for word in _SPACES.split(bound(clean(text))):
        left = word
        while width(left) > room:
            part = _head(left, room)
            yield part
            left = left[len(part) :]
        if left:
            yield left


def _head(text: str, room: int) -> str:
    """Give as many characters from the start as fit into so many columns."""
    used = 0
    for place, char in enumerate(text):
        used += _columns(char)
        if used > room:
            return text[:place]
    return text
