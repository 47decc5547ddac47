"""Units: what laboratories and labels write, read as UCUM; and conversion, by substance.

- `parse` understands UCUM and the everyday spellings (``µg``, ``mcg``, ``IU``, ``mEq/l``);
- `convert` goes from mass to amount by a molar mass, from IU by an IU rule, from meq by a valence,
  from degrees and pH by their scale, and refuses what a string alone cannot decide;
- `intake_factor` is for the units of intake: µg RAE is never plain µg.

The grammar and the table: `micronutrient.ucum`; the spellings: `micronutrient.spelling`.
Numbers: data/units.toml.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

from micronutrient import scales
from micronutrient.errors import WrongUnit, shorten
from micronutrient.matching import fold, nearest_code
from micronutrient.spelling import readings, refuse_ambiguous, refuse_unclear, words
from micronutrient.ucum import LONGEST, Dimension, Unit, parse_ucum

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MolarMass = float | tuple[float, float] | None
"""Of what stands above the stroke [g/mol]; or of what stands above, and of what stands below."""

IuRule = tuple[float, str] | None
"""What one international unit is: ``(0.025, "ug")`` for vitamin D."""

MASS, AMOUNT, EQUIVALENTS = "mass", "amount of substance", "equivalents"
IU = "international units"
_SUBSTANCES = frozenset({MASS, AMOUNT, EQUIVALENTS, IU, "osmoles"})

_DENOMINATOR = re.compile(r"/\(?[^/.{}()]+\{(?P<mark>[A-Za-z]+)\}")
_QUALIFIED = re.compile(r"(?P<unit>[^\s_{/]+)[\s_{]+(?P<qualifier>[^/{}]+?)\}?\s*(?P<rest>/.*)?")


@lru_cache(maxsize=4096)
def parse(text: str) -> Unit:
    """Read a unit, in UCUM or as people write it.

    What is UCUM is read as UCUM, but for codes that people write for something else (``u/L``,
    ``G``): there, and where it is no UCUM, the everyday spellings are tried, then, if it is all in
    capitals (``MMOL/L``), the same in small letters.

    Raises
    ------
    WrongUnit
        If it is no known unit (names the nearest), or if it could stand for two units a thousand
        times apart or more (``Mg``, ``ML``, ``M``).

    References
    ----------
    [ucum-2024]
    """
    written = text.strip()
    if len(written) > LONGEST:
        raise WrongUnit("", f"{shorten(text)!r} is too long for a unit")
    refuse_unclear(written)
    last: Unit | None = None
    for reading, literal in readings(written):
        try:
            unit = parse_ucum(reading)
        except WrongUnit:
            continue
        if unit.shadowed:
            last = last or unit
            continue
        if literal:
            refuse_ambiguous(written)
        return unit
    refuse_ambiguous(written)
    if last:
        return last
    near = nearest_code(written, words()["common"])
    raise WrongUnit(
        "",
        f"unknown unit {shorten(text)!r}",
        allowed=f"nearest are {', '.join(near)}" if near else "",
        advice="units are written in UCUM, for example ug/dL, nmol/L, [iU]/L, 10*9/L",
    )


@overload
def convert(
    value: float,
    *,
    unit: str,
    to: str,
    molar_mass: MolarMass = None,
    iu: IuRule = None,
    valence: int | None = None,
) -> float: ...
@overload
def convert(
    value: "npt.NDArray[np.float64]",
    *,
    unit: str,
    to: str,
    molar_mass: MolarMass = None,
    iu: IuRule = None,
    valence: int | None = None,
) -> "npt.NDArray[np.float64]": ...
def convert(
    value: "float | npt.NDArray[np.float64]",
    *,
    unit: str,
    to: str,
    molar_mass: MolarMass = None,
    iu: IuRule = None,
    valence: int | None = None,
) -> "float | npt.NDArray[np.float64]":
    """Convert a value, or an array of them, from one unit to another. NaN stays NaN.

    Parameters are those of `conversion_factor`. Degrees, pH and the like are converted too.

    Raises
    ------
    WrongUnit
        As `conversion_factor` does.
    ImplausibleValue
        If the value cannot be: below absolute zero, or the logarithm of nothing.
    """
    source, target = parse(unit), parse(to)
    if source.special == target.special:
        return value * conversion_factor(unit, to=to, molar_mass=molar_mass, iu=iu, valence=valence)
    plain, fit = _ratio(source), _ratio(target)
    factor = _factor(plain, fit, molar_mass=molar_mass, iu=iu, valence=valence)
    amount = (scales.quantity(value, source) if source.special else value) * factor
    return scales.reading(amount, target) if target.special else amount


def conversion_factor(
    unit: str,
    *,
    to: str,
    molar_mass: MolarMass = None,
    iu: IuRule = None,
    valence: int | None = None,
) -> float:
    """Give the number of `to` in one `unit`.

    Parameters
    ----------
    unit, to
        In UCUM, or as people write them.
    molar_mass
        Of the substance [g/mol], where one side is a mass and the other an amount. For units like
        ``mg/g{creat}`` and ``mmol/mol{creat}`` a pair: of what is above, and of what is below;
        creatinine below is known by its annotation, so that the first alone will do.
    iu
        What one international unit of the substance is: ``(0.3, "ug")``.
    valence
        Charges per molecule, where one side is in equivalents: 2 for calcium.

    Raises
    ------
    WrongUnit
        If a unit is unknown, if the two measure different things, or if the way between them needs
        a molar mass, an IU rule or a valence that was not given.
    """
    return _conversion_factor(unit, to, molar_mass, iu, valence)


@lru_cache(maxsize=4096)
def _conversion_factor(
    unit: str, to: str, molar_mass: MolarMass, iu: IuRule, valence: int | None
) -> float:
    source, target = parse(unit), parse(to)
    if source.special != target.special and source.dimension == target.dimension:
        raise WrongUnit(
            "",
            f"{(source if source.special else target).code} is not counted in equal steps from "
            "zero, so no factor leads to it",
            advice=f"convert the value itself from {source.code} to {target.code}",
        )
    return _factor(source, target, molar_mass=molar_mass, iu=iu, valence=valence)


def _factor(
    source: Unit, target: Unit, *, molar_mass: MolarMass, iu: IuRule, valence: int | None
) -> float:
    per = _denominator(source, target)
    if _same_measure(source, target):
        return source.factor / target.factor
    if _without_substances(source) != _without_substances(target):
        raise _different(source, target)
    upper, lower = molar_mass if isinstance(molar_mass, tuple) else (molar_mass, per)
    way = _Way(source=source, target=target, iu=iu, valence=valence)
    above = way.bridge(_substance(source.above), _substance(target.above), molar_mass=upper)
    below = way.bridge(_substance(source.below), _substance(target.below), molar_mass=lower)
    return source.factor / target.factor * above / below


def intake_factor(unit: str, to: str) -> float:
    """Give the number of `to` in one `unit`, for units of nutrient intake.

    ``/d`` may be left out on either side. Only the prefix and the time may differ: an activity unit
    (``ug_rae``, ``mg_ne``, ``ug_dfe``) never becomes plain mass, since that needs the substance.

    Examples
    --------
    >>> intake_factor("ug_rae/d", "mg_rae")
    0.001

    Raises
    ------
    WrongUnit
        If a unit is unknown, the qualifiers differ, or the two measure different things.
    """
    (left, left_kind), (right, right_kind) = intake_unit(unit), intake_unit(to)
    if left_kind != right_kind:
        raise WrongUnit(
            "",
            f"{_kind(unit, left_kind)} cannot become {_kind(to, right_kind)}",
            advice="the substance decides that: name the form of the nutrient",
        )
    for source, target in ((left, right), (f"{left}/d", right), (left, f"{right}/d")):
        if _same_measure(parse(source), parse(target)):
            return conversion_factor(source, to=target)
    raise _different(parse(left), parse(right))


def intake_unit(text: str) -> tuple[str, str]:
    """Split a unit of intake into the unit and its qualifier: ``("ug/d", "rae")``.

    The qualifier is empty for plain units. ``%E`` (percent of energy) is ``("%", "e")``.

    Examples
    --------
    >>> intake_unit("mcg DFE/day")
    ('mcg/day', 'dfe')
    """
    written = text.strip()
    if written == "%E":
        return "%", "e"
    parts = _QUALIFIED.fullmatch(written)
    qualifier = words()["qualifier_names"].get(fold(parts["qualifier"])) if parts else None
    if parts is None or qualifier is None:
        return written, ""
    return parts["unit"] + (parts["rest"] or ""), qualifier


def measures(unit: Unit) -> str:
    """Say in words what a unit measures: ``mass per volume``."""
    named: str | None = words()["measures"].get(" ".join(f"{q}^{n}" for q, n in unit.dimension))
    if named:
        return named
    if not unit.above and not unit.below:
        return "a plain number or ratio"
    above = " times ".join(_words(q, n) for q, n in unit.above)
    return " per ".join([above or "number", *(_words(q, n) for q, n in unit.below)])


def quantity_suffixes() -> Mapping[str, str]:
    """Give the endings of quantities' names in Python, and the unit that each stands for."""
    return MappingProxyType(words()["suffixes"])


def _ratio(unit: Unit) -> Unit:
    """Give the unit in which a scale's quantity is counted: base units for ``Cel``."""
    if not unit.special:
        return unit
    return Unit(code=unit.code, factor=1.0, above=unit.above, below=unit.below)


def _denominator(source: Unit, target: Unit) -> float | None:
    """Give the molar mass of what the annotation below the stroke names, if it is known.

    Raises
    ------
    WrongUnit
        If one unit is per gram of creatinine and the other per gram of haemoglobin.
    """
    if not source.annotations and not target.annotations:
        return None
    known = words()["denominators"]
    found = (_DENOMINATOR.search(unit.code) for unit in (source, target))
    marks = dict.fromkeys(one["mark"] for one in found if one)
    named = [known[mark] for mark in marks if mark in known]
    if len(named) > 1:
        raise WrongUnit(
            "",
            f"{source.code} is per {named[0]['name']}",
            allowed=f"a unit like {target.code}, which is per {named[1]['name']}",
        )
    return named[0].get("molar_mass") if named else None


def _same_measure(left: Unit, right: Unit) -> bool:
    if left.dimension != right.dimension:
        return False
    both = left.cancelled | right.cancelled
    relevant = both if not left.dimension else both & _SUBSTANCES
    return not (left.cancelled and right.cancelled) or not (
        relevant & (left.cancelled ^ right.cancelled)
    )


def _without_substances(unit: Unit) -> Dimension:
    return tuple((quantity, n) for quantity, n in unit.dimension if quantity not in _SUBSTANCES)


def _substance(side: Dimension) -> str | None:
    found = [(quantity, n) for quantity, n in side if quantity in _SUBSTANCES]
    return found[0][0] if found and found[0][1] == 1 and len(found) == 1 else None


class _Way:
    """The way from one unit to another, over what is known of the substance."""

    def __init__(self, *, source: Unit, target: Unit, iu: IuRule, valence: int | None) -> None:
        self.source, self.target = source, target
        self.iu = (parse(iu[1]), iu[0]) if iu else None
        self.valence = valence

    def bridge(self, one: str | None, other: str | None, *, molar_mass: float | None) -> float:
        """Give the base units of `other` in one base unit of `one`."""
        if one == other:
            return 1.0
        if one is None or other is None:
            raise _different(self.source, self.target)
        (from_kind, enter), (to_kind, leave) = self._plain(one), self._plain(other)
        factor = enter / leave
        if from_kind == to_kind:
            return factor
        if {from_kind, to_kind} != {MASS, AMOUNT}:
            raise _different(self.source, self.target)
        if not molar_mass:
            raise self._needs("a molar mass (of what is above, or below, the stroke)")
        return factor / molar_mass if from_kind == MASS else factor * molar_mass

    def _plain(self, kind: str) -> tuple[str, float]:
        """Give the mass or amount behind equivalents and IU, and how much one of them is."""
        if kind == EQUIVALENTS:
            if not self.valence:
                raise self._needs("a valence")
            return AMOUNT, 1 / self.valence
        if kind == IU:
            if self.iu is None:
                raise self._needs("the substance's rule for international units")
            unit, per_iu = self.iu
            return _substance(unit.above) or MASS, per_iu * unit.factor
        return kind, 1.0

    def _needs(self, what: str) -> WrongUnit:
        return WrongUnit(
            "",
            f"{self.source.code} measures {measures(self.source)} and {self.target.code} "
            f"{measures(self.target)}",
            advice=f"between them stands {what}, which is not known here",
        )


def _different(source: Unit, target: Unit) -> WrongUnit:
    return WrongUnit(
        "",
        f"{source.code} measures {measures(source)}",
        allowed=f"a unit like {target.code}, which measures {measures(target)}",
        advice=_nearest_fitting(source, target),
    )


def _nearest_fitting(source: Unit, target: Unit) -> str:
    fitting = [code for code in words()["common"] if _same_measure(parse(code), target)]
    near = [code for code in nearest_code(source.code, fitting) if code != target.code]
    return f"the nearest to it are {', '.join(near)}" if near else ""


def _words(quantity: str, exponent: int) -> str:
    named = {("length", 3): "volume", ("length", 2): "area"}
    plain = quantity if exponent == 1 else f"{quantity}^{exponent}"
    return named.get((quantity, exponent), plain)


def _kind(text: str, qualifier: str) -> str:
    return f"{text} ({words()['qualifiers'].get(qualifier, 'plain')})"
