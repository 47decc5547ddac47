"""What can go wrong, and how it is said.

::

    MicronutrientError
    ├── InputFault            what the user gave is at fault (exit code 2)
    │   ├── UnknownName       no such nutrient, food, marker, unit, column, ...; names the nearest
    │   ├── ImplausibleValue  a number that cannot be true
    │   ├── WrongUnit         a unit that does not measure this substance
    │   ├── NoReferenceValue  this publisher sets no such value for this person
    │   ├── NotIdentified     the data cannot answer; names the other way
    │   ├── OutsideDomain     a published method was not made for this; names one that was
    │   └── Faults            several faults of one file, told together
    └── DataFault             a file of this package is at fault (exit code 1)

A message has four parts on one line: where, what stood there, what is allowed, what to do.
The parts are attributes too, so that nobody has to parse the text.
"""

from collections.abc import Iterable, Sequence
from typing import Self


class MicronutrientError(Exception):
    """The root of everything this package raises on purpose."""


class DataFault(MicronutrientError):
    """A data file of this package does not say what it should."""


class InputFault(MicronutrientError):
    """What the user gave cannot be used as it stands.

    Parameters
    ----------
    where
        File, row or field: ``diet[3].grams``.
    found
        What stood there, in words.
    allowed
        What may stand there; empty if that goes without saying.
    advice
        What to do now; empty if `allowed` already says it.
    """

    def __init__(self, where: str, found: str, *, allowed: str = "", advice: str = "") -> None:
        self.where = where
        self.found = found
        self.allowed = allowed
        self.advice = advice
        super().__init__(self.line())

    def line(self) -> str:
        """Say the fault on one line."""
        parts = [f"{self.where}: {self.found}" if self.where else self.found]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.advice:
            parts.append(self.advice)
        return _one_line("; ".join(parts))

    def lines(self) -> tuple[str, ...]:
        """Give one line per fault; a single fault gives one."""
        return (self.line(),)

    def at(self, where: str) -> Self:
        """Give the fault its place in the user's file, once that is known."""
        self.where = where
        self.args = (self.line(),)
        return self


class UnknownName(InputFault):
    """A name that nothing answers to.

    Parameters
    ----------
    where
        File, row or field.
    kind
        What it was taken for: ``food``, ``marker``, ``nutrient``, ``unit``.
    name
        What stood there.
    nearest
        Known names that come closest, best first.
    """

    def __init__(
        self, where: str, *, kind: str, name: str, nearest: Sequence[str] = (), advice: str = ""
    ) -> None:
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)
        allowed = f"nearest are {', '.join(repr(n) for n in self.nearest)}" if self.nearest else ""
        super().__init__(where, f"unknown {kind} {shorten(name)!r}", allowed=allowed, advice=advice)

    def line(self) -> str:
        """Say the fault on one line, with the nearest known names."""
        parts = [f"{self.where}: {self.found}" if self.where else self.found]
        parts += [part for part in (self.allowed, self.advice) if part]
        return _one_line("; ".join(parts))


class ImplausibleValue(InputFault):
    """A number that cannot be true."""


class WrongUnit(InputFault):
    """A unit that is unknown, or does not measure this substance."""


class NoReferenceValue(InputFault):
    """The publisher sets no such value for this person."""


class NotIdentified(InputFault):
    """The data at hand cannot answer the question; the message names another way."""


class OutsideDomain(InputFault):
    """A published method was not made for this value; the message names one that was."""


class Faults(InputFault):
    """Several faults of one input, told together."""

    def __init__(self, faults: Iterable[InputFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("", "; ".join(fault.line() for fault in self.faults))

    @staticmethod
    def of(faults: Iterable[InputFault]) -> InputFault:
        """Give one fault as it is, several as one."""
        several = tuple(faults)
        return several[0] if len(several) == 1 else Faults(several)

    def lines(self) -> tuple[str, ...]:
        """Give one line per fault."""
        return tuple(line for fault in self.faults for line in fault.lines())


def shorten(text: str, *, most: int = 60) -> str:
    """Cut what a user wrote to a length that fits a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
