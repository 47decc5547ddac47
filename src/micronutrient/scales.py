"""Units that are not counted in equal steps from zero: degrees, pH, decibels, percent of slope.

A reading of such a unit says how large a quantity is, in a way of its own, and back:

=========  ====================  ========================================
kind       quantity              for
=========  ====================  ========================================
offset     reading + n           degrees Celsius, Fahrenheit, Réaumur
power      n to the reading      pH, bel, neper
tangent    arctan(reading / n)   percent of slope, prism dioptre
root       reading to the n      amplitude spectral density
=========  ====================  ========================================

Numbers: data/ucum.toml, ``special``.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from micronutrient.errors import ImplausibleValue
from micronutrient.ucum import Unit, parse_ucum, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Value = float | npt.NDArray[np.float64]

_MOST = 300.0
"""Powers of ten beyond which a float cannot follow."""


def quantity(reading: "Value", unit: Unit) -> "Value":
    """Give the quantity that a reading stands for, in base units (kelvin, mol/m³).

    Raises
    ------
    ImplausibleValue
        If no such quantity can be: a temperature below absolute zero, a pH of a thousand.
    """
    import numpy as np

    kind, n, factor = _row(unit.special)
    steps = np.asarray(reading, dtype=np.float64) * unit.factor
    lowest, highest = -math.inf, math.inf
    if kind == "power":
        highest = _MOST / abs(math.log10(n))
        lowest = -highest
    elif kind != "tangent":
        lowest = -n if kind == "offset" else 0.0
    _require(steps, lowest, highest, unit)
    there: dict[str, Callable[[Any], Any]] = {
        "offset": lambda r: r + n,
        "power": lambda r: n**r,
        "tangent": lambda r: np.arctan(r / n),
        "root": lambda r: r**n,
    }
    return _like(reading, there[kind](steps) * factor)


def reading(amount: "Value", unit: Unit) -> "Value":
    """Give what a unit reads at a quantity, which is in base units.

    Raises
    ------
    ImplausibleValue
        If the unit cannot say it: the pH of no acid at all.
    """
    import numpy as np

    kind, n, factor = _row(unit.special)
    steps = np.asarray(amount, dtype=np.float64) / factor
    lowest = {"power": math.ulp(0.0), "tangent": -math.inf}.get(kind, 0.0)
    _require(steps, lowest, math.inf, unit)
    back: dict[str, Callable[[Any], Any]] = {
        "offset": lambda x: x - n,
        "power": lambda x: np.log(x) / math.log(n),
        "tangent": lambda x: np.tan(x) * n,
        "root": lambda x: x ** (1 / n),
    }
    return _like(amount, back[kind](steps) / unit.factor)


@cache
def _row(symbol: str) -> tuple[str, float, float]:
    """Give kind, number and how many base units one step of the quantity is."""
    kind, n, value, unit = next(
        tuple(row) for code, _, *row in table()["special"] if code == symbol
    )
    return kind, float(n), float(value) * parse_ucum(unit).factor


def _require(steps: "npt.NDArray[np.float64]", lowest: float, highest: float, unit: Unit) -> None:
    if ((steps < lowest) | (steps > highest)).any():
        raise ImplausibleValue("", f"a value that {unit.code} cannot say", allowed=_SAYS)


_SAYS = "temperatures from absolute zero up; for logarithms, quantities above zero"


def _like(given: "Value", result: "npt.NDArray[np.float64]") -> "Value":
    """Give a number back where a number came in."""
    return float(result) if isinstance(given, int | float) else result
