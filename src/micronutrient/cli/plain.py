"""Plain text that fits a terminal of 80 columns: paragraphs, tables, numbered sources."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from micronutrient.sources import Checked, Source

WIDTH = 80
_GAP = 2
_WIDEST_LABEL = 34


def paragraph(text: str, *, indent: int = 0, hanging: int = 0) -> Iterator[str]:
    """Wrap a text; lines after the first are indented by `hanging` more."""
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_on_hyphens=False,
    )


def entry(label: str, text: str, *, indent: int = 0) -> Iterator[str]:
    """Write ``label: text``, wrapped; nothing where there is no text."""
    if text.strip():
        yield from paragraph(f"{label}: {text.strip()}", indent=indent, hanging=2)


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write columns of words; the last is wrapped into its own column."""
    *widths, _ = (max(map(len, column)) for column in zip(head, *rows, strict=True))
    left = sum(widths) + _GAP * len(widths)
    for row in (head, *rows):
        *cells, last = row
        begin = "".join(f"{c:<{w + _GAP}}" for c, w in zip(cells, widths, strict=True))
        wrapped = textwrap.wrap(last, WIDTH - left, break_on_hyphens=False) or [""]
        yield f"{begin}{wrapped[0]}".rstrip()
        yield from (" " * left + line for line in wrapped[1:])


def table(
    head: Sequence[Sequence[str]], rows: Sequence[tuple[str, Sequence[str]]]
) -> Iterator[str]:
    """Write a table; columns that do not fit go on below, under the same row labels.

    Parameters
    ----------
    head
        Heading of each column, one or several lines.
    rows
        Label and cells of each row; a block leaves out the rows that it has no cell of.
    """
    label_width = min(_WIDEST_LABEL, max((len(label) for label, _ in rows), default=0))
    widths = [
        max(len(text) for text in (*lines, *(cells[place] for _, cells in rows)))
        for place, lines in enumerate(head)
    ]
    for number, block in enumerate(_blocks(widths, WIDTH - label_width)):
        if number:
            yield ""
        for line in range(max(len(head[place]) for place in block)):
            yield _row(
                "", [_line(head[place], line) for place in block], widths, block, label_width
            )
        for label, cells in rows:
            if any(cells[place] for place in block):
                shown = [cells[place] or "–" for place in block]
                *above, last = textwrap.wrap(label, label_width) or [""]
                yield from above
                yield _row(last, shown, widths, block, label_width)


def _row(
    label: str, cells: list[str], widths: list[int], block: list[int], label_width: int
) -> str:
    spaced = (
        " " * _GAP + f"{cell:>{widths[place]}}" for cell, place in zip(cells, block, strict=True)
    )
    return f"{label:<{label_width}}{''.join(spaced)}".rstrip()


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _blocks(widths: list[int], room: int) -> Iterator[list[int]]:
    block: list[int] = []
    left = room
    for place, width in enumerate(widths):
        if block and width + _GAP > left:
            yield block
            block, left = [], room
        block.append(place)
        left -= width + _GAP
    if block:
        yield block


class Numbered:
    """Sources in the order in which they are first cited, each with how far it was checked.

    Parameters
    ----------
    sources
        Every source that may be cited.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.slug: source for source in sources}
        self._order: list[tuple[str, Checked]] = []

    def mark(self, slug: str, checked: Checked) -> str:
        """Give the mark of a source, ``[1]``."""
        if (slug, checked) not in self._order:
            self._order.append((slug, checked))
        return f"[{self._order.index((slug, checked)) + 1}]"

    def lines(self) -> Iterator[str]:
        """List what was cited, and say how far each figure was checked."""
        if not self._order:
            return
        yield ""
        yield "Sources"
        for number, (slug, checked) in enumerate(self._order, start=1):
            text = f"[{number}] {slug} ({checked}). {self._sources[slug].citation()}"
            yield from paragraph(text, indent=2, hanging=4)
        grades = {checked for _, checked in self._order}
        yield ""
        for grade in (one for one in Checked if one in grades):
            yield from paragraph(f"{grade}: {grade.meaning}.")
