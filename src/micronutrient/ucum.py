"""UCUM, the Unified Code for Units of Measure: its grammar and its table.

Strict: only what UCUM itself would accept. What people write every day is `micronutrient.spelling`.

Numbers: data/ucum.toml.
"""

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from micronutrient.errors import DataFault, WrongUnit, shorten

Dimension = tuple[tuple[str, int], ...]
"""Quantities and their exponents, in alphabetical order: ``(("length", -3), ("mass", 1))``."""

LONGEST = 100
"""Characters a unit may have."""

_SYMBOL = re.compile(r"(?:[^\[\](){}./\s]|\[[^\[\]{}\s]*\])+")
_FACTOR = re.compile(r"\d{1,9}")
_POWER = re.compile(r"(?P<symbol>.*[^0-9+-])(?P<exponent>[+-]?\d{1,2})?")
_ANNOTATION = re.compile(r"\{([!-z|~]*)\}")


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of measure.

    Attributes
    ----------
    code
        In UCUM.
    factor
        How many base units it is: ``mg/dL`` is 10 g/m³.
    above, below
        What it measures, above and below the stroke. They are kept apart, since ``mg/g`` and
        ``mmol/mol`` are both plain ratios, but not of the same things.
    annotations
        What stood in braces: ``("creat",)``.
    special
        The symbol of a unit that is not counted in equal steps from zero (``Cel``, ``[pH]``); its
        `factor` is then that of the prefix alone, and it measures what `micronutrient.scales` says.
    shadowed
        Whether some symbol in it is one that people write for something else (``u``, ``G``).
    """

    code: str
    factor: float
    above: Dimension = ()
    below: Dimension = ()
    annotations: tuple[str, ...] = ()
    special: str = ""
    shadowed: bool = False

    @property
    def dimension(self) -> Dimension:
        """Exponents of the quantities that remain when above and below have cancelled."""
        exponents = dict(self.above)
        for quantity, exponent in self.below:
            exponents[quantity] = exponents.get(quantity, 0) - exponent
        return _sorted(exponents)

    @property
    def cancelled(self) -> frozenset[str]:
        """Quantities that stand both above and below: mass in ``mg/g``."""
        return frozenset(dict(self.above)) & frozenset(dict(self.below))


@cache
def table() -> Mapping[str, Any]:
    """Give data/ucum.toml as it stands."""
    return read_table("ucum.toml")


def read_table(name: str) -> dict[str, Any]:
    """Read one of the data files of units.

    Raises
    ------
    DataFault
        If the file is missing or is not TOML.
    """
    import rtoml

    path = Path(__file__).parent / "data" / name
    try:
        content: dict[str, Any] = rtoml.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFault(f"{path.name}: {error}") from error
    return content


@lru_cache(maxsize=4096)
def parse_ucum(text: str) -> Unit:
    """Read one UCUM expression.

    Raises
    ------
    WrongUnit
        If it is not UCUM, or uses a symbol that the table does not hold.

    References
    ----------
    [ucum-2024] §§ 5-12, syntax rules.
    """
    if not text or len(text) > LONGEST or not text.isascii():
        raise _fault(text, f"{shorten(text)!r} is no unit")
    reader = _Reader(text)
    try:
        unit = reader.expression()
    except OverflowError as error:
        raise _fault(text, "the factor is out of range") from error
    if reader.position < len(text):
        raise _fault(text, f"{shorten(text[reader.position :])!r} should not stand there")
    if not (math.isfinite(unit.factor) and unit.factor > 0):
        raise _fault(text, "the factor is out of range")
    return unit


def knows(symbol: str) -> bool:
    """Say whether the table holds a symbol, with or without a prefix."""
    return _find(symbol) is not None


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def expression(self) -> Unit:
        if self._take("/"):
            unit = self._component()
            return self._rest(_divide(Unit(code="", factor=1.0), unit))
        return self._rest(self._component())

    def _rest(self, unit: Unit) -> Unit:
        while True:
            if self._take("."):
                unit = _multiply(unit, self._component())
            elif self._take("/"):
                unit = _divide(unit, self._component())
            else:
                return unit

    def _component(self) -> Unit:
        if self._take("("):
            inner = self._rest(self._component())
            if not self._take(")"):
                raise _fault(self.text, "a bracket is not closed")
            return self._annotated(msgspec.structs.replace(inner, code=f"({inner.code})"))
        if self._at("{"):
            return self._annotated(Unit(code="", factor=1.0))
        return self._annotated(self._symbol())

    def _symbol(self) -> Unit:
        found = _SYMBOL.match(self.text, self.position)
        if not found:
            raise _fault(self.text, "a unit is missing")
        self.position = found.end()
        word = found.group()
        if _FACTOR.fullmatch(word):
            return Unit(code=word, factor=float(word))
        return self._power(word)

    def _power(self, word: str) -> Unit:
        parts = _POWER.fullmatch(word)
        unit = _find(parts["symbol"]) if parts else None
        if parts is None or unit is None:
            raise _fault(self.text, f"there is no unit {shorten(word)!r}")
        return _raise(unit, parts["exponent"] or "")

    def _annotated(self, unit: Unit) -> Unit:
        if not self._at("{"):
            return unit
        found = _ANNOTATION.match(self.text, self.position)
        if not found:
            raise _fault(self.text, "a brace is not closed")
        self.position = found.end()
        return msgspec.structs.replace(
            unit,
            code=unit.code + found.group(),
            annotations=(*unit.annotations, *filter(None, [found[1]])),
        )

    def _at(self, character: str) -> bool:
        return self.text.startswith(character, self.position)

    def _take(self, character: str) -> bool:
        if not self._at(character):
            return False
        self.position += 1
        return True


@cache
def _prefixes() -> dict[str, float]:
    return {symbol: float(value) for symbol, value in table()["prefixes"]}


@cache
def _metric() -> frozenset[str]:
    rows = (row for name in ("base", "apart", "atoms", "special") for row in table()[name])
    metric = {symbol for symbol, takes_prefix, *_ in rows if takes_prefix}
    return frozenset(metric | {name for name, code in table()["same"].items() if code in metric})


@cache
def _definitions() -> dict[str, tuple[float, str]]:
    return {symbol: (float(value), unit) for symbol, _, value, unit in table()["atoms"]}


@cache
def _bases() -> dict[str, str]:
    return {symbol: name for symbol, _, name in (*table()["base"], *table()["apart"])}


@cache
def _specials() -> dict[str, str]:
    return {symbol: unit for symbol, _, _, _, _, unit in table()["special"]}


@lru_cache(maxsize=4096)
def _find(symbol: str) -> Unit | None:
    atom = _atom(symbol)
    if atom is not None:
        return atom
    for length in (1, 2):
        prefix, rest = symbol[:length], symbol[length:]
        factor = _prefixes().get(prefix)
        if factor and rest in _metric() and (atom := _atom(rest)):
            return msgspec.structs.replace(
                atom, code=prefix + atom.code, factor=factor * atom.factor
            )
    return None


@lru_cache(maxsize=4096)
def _atom(symbol: str) -> Unit | None:
    symbol = table()["same"].get(symbol, symbol)
    shadowed = symbol in table()["shadowed"]
    if symbol in _bases():
        measured = ((_bases()[symbol], 1),)
        return Unit(code=symbol, factor=1.0, above=measured, shadowed=shadowed)
    if symbol in _specials():
        unit = parse_ucum(_specials()[symbol])
        return msgspec.structs.replace(
            unit, code=symbol, factor=1.0, special=symbol, shadowed=shadowed
        )
    if symbol in _definitions():
        value, definition = _definitions()[symbol]
        unit = parse_ucum(definition)
        return msgspec.structs.replace(
            unit, code=symbol, factor=value * unit.factor, shadowed=shadowed
        )
    return None


def _multiply(left: Unit, right: Unit) -> Unit:
    return Unit(
        code=f"{left.code}.{right.code}",
        factor=_ratio(left).factor * _ratio(right).factor,
        above=_add(left.above, right.above),
        below=_add(left.below, right.below),
        annotations=left.annotations + right.annotations,
        shadowed=left.shadowed or right.shadowed,
    )


def _divide(left: Unit, right: Unit) -> Unit:
    return Unit(
        code=f"{left.code}/{right.code}",
        factor=_ratio(left).factor / right.factor if _ratio(right).factor else math.inf,
        above=_add(left.above, right.below),
        below=_add(left.below, right.above),
        annotations=left.annotations + right.annotations,
        shadowed=left.shadowed or right.shadowed,
    )


def _raise(unit: Unit, exponent: str) -> Unit:
    if not exponent:
        return unit
    power = int(exponent)
    above, below = (unit.above, unit.below) if power > 0 else (unit.below, unit.above)
    return Unit(
        code=unit.code + exponent,
        factor=_ratio(unit).factor ** power,
        above=tuple((quantity, n * abs(power)) for quantity, n in above if power),
        below=tuple((quantity, n * abs(power)) for quantity, n in below if power),
        shadowed=unit.shadowed,
    )


def _ratio(unit: Unit) -> Unit:
    """Give the unit back if it may stand in a product."""
    if unit.special:
        raise WrongUnit(
            "",
            f"{unit.code} is not counted in equal steps from zero, so it cannot be multiplied, "
            "divided or raised",
            advice=f"it stands alone; a difference is told in {_specials()[unit.special]}",
        )
    return unit


def _add(left: Dimension, right: Dimension) -> Dimension:
    exponents = dict(left)
    for quantity, exponent in right:
        exponents[quantity] = exponents.get(quantity, 0) + exponent
    return _sorted(exponents)


def _sorted(exponents: Mapping[str, int]) -> Dimension:
    return tuple(sorted((quantity, n) for quantity, n in exponents.items() if n))


def _fault(text: str, reason: str) -> WrongUnit:
    return WrongUnit("", f"{shorten(text)!r} is not UCUM: {reason}")
