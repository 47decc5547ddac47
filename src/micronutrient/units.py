"""Units: what laboratories and labels write, read as UCUM; and conversion, by substance.

- `parse` understands UCUM and the everyday spellings (``µg``, ``mcg``, ``IU``, ``mEq/l``);
- `convert` goes from mass to amount by a molar mass, from IU by an IU rule, from meq by a valence,
  and refuses what a string alone cannot decide;
- `intake_factor` is for the units of intake: µg RAE is never plain µg.

Numbers and spellings: data/units.toml; the grammar: `micronutrient.ucum`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

from micronutrient.errors import WrongUnit, shorten
from micronutrient.matching import fold, nearest
from micronutrient.ucum import LONGEST, Dimension, Unit, knows, parse_ucum, table

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

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNS = str.maketrans({"·": ".", "⋅": ".", "⁄": "/", "∕": "/", "−": "-"})  # noqa: RUF001
_MICRO = re.compile(r"[µμ](?=[A-Za-z\[])")
_POWER_OF_TEN = re.compile(r"10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^[x*×]\s*(?=10)", ""),  # x10^9/L
        (r"\b10\s*(?:\^|\*\*?|[eE])\s*([+-]?\d+)", r"10*\1"),  # 10^9, 10E9
        (r"\b[Ii]\.\s?([UuEe])\b\.?", r"I\1"),  # I.U., I.E.
        (r"\s+per\s+", "/"),
        (r"/\s*1[.,]73\s*m(?:\^|\*\*)?2", "/{1.73_m2}"),  # per 1.73 m² of body surface
        (r"/\s*100\s*m[lL]\b", "/dL"),
        (r"/\s*(\d+)\s*([A-Za-z]+)", r"/(\1.\2)"),  # /24h
        (r"(?<=[A-Za-z])\s*\^\s*(?=[+-]?\d)", ""),  # mm^3
        (r"(?:(?<=[A-Za-z])|(?<=[*-]\d)|(?<=[*-]\d\d))\s+(?=[A-Za-z])", "."),  # mg dL-1
        (r"\s+", ""),
    )
)
_WORDS = re.compile(r"\{[^}]*\}|[A-Za-z%']*\[[^\]]*\]|[A-Za-z%']+")
_QUALIFIED = re.compile(r"(?P<unit>[^\s_{/]+)[\s_{]+(?P<qualifier>[^/{}]+?)\}?\s*(?P<rest>/.*)?")


@lru_cache(maxsize=4096)
def parse(text: str) -> Unit:
    """Read a unit, in UCUM or as people write it.

    What is UCUM is read as UCUM. Else the everyday spellings are tried, then, if it is all in
    capitals (``MMOL/L``), the same in small letters.

    Raises
    ------
    WrongUnit
        If it is no known unit (names the nearest), or if it could stand for two units a thousand
        times apart or more (``Mg``, ``ML``).

    References
    ----------
    [ucum-2024]
    """
    written = text.strip()
    for reading, literal in _readings(written[: LONGEST + 1]):
        try:
            unit = parse_ucum(reading)
        except WrongUnit:
            continue
        if literal:
            _refuse_ambiguous(written)
        return unit
    _refuse_ambiguous(written)
    near = nearest(written[:LONGEST], table()["common"])
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

    Parameters are those of `conversion_factor`.
    """
    return value * conversion_factor(unit, to=to, molar_mass=molar_mass, iu=iu, valence=valence)


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
        ``mg/g{creat}`` and ``mmol/mol{creat}`` a pair: of what is above, and of what is below.
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
    source, target = parse(unit), parse(to)
    if _same_measure(source, target):
        return source.factor / target.factor
    if _without_substances(source) != _without_substances(target):
        raise _different(source, target)
    upper, lower = molar_mass if isinstance(molar_mass, tuple) else (molar_mass, None)
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
    qualifier = table()["qualifier_names"].get(fold(parts["qualifier"])) if parts else None
    if parts is None or qualifier is None:
        return written, ""
    return parts["unit"] + (parts["rest"] or ""), qualifier


def measures(unit: Unit) -> str:
    """Say in words what a unit measures: ``mass per volume``."""
    named: str | None = table()["measures"].get(" ".join(f"{q}^{n}" for q, n in unit.dimension))
    if named:
        return named
    if not unit.above and not unit.below:
        return "a plain number or ratio"
    above = " times ".join(_words(q, n) for q, n in unit.above)
    return " per ".join([above or "number", *(_words(q, n) for q, n in unit.below)])


def quantity_suffixes() -> Mapping[str, str]:
    """Give the endings of quantities' names in Python, and the unit that each stands for."""
    return MappingProxyType(table()["suffixes"])


def _readings(written: str) -> Iterator[tuple[str, bool]]:
    """Give what a unit may mean in UCUM; the flag says whether its capitals are taken as such."""
    yield written, True
    yield _everyday(written), True
    if written.isupper():
        yield _everyday(written.lower()), False


def _everyday(text: str) -> str:
    text = _POWER_OF_TEN.sub(lambda found: "10*" + found[1].translate(_SUPERSCRIPTS), text)
    text = unicodedata.normalize("NFKC", text.translate(_SUPERSCRIPTS)).translate(_SIGNS)
    text = _MICRO.sub("u", text)
    for word, annotation in table()["annotations"].items():
        text = re.sub(rf"\s+{word}\b", f"{{{annotation}}}", text, flags=re.IGNORECASE)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return _WORDS.sub(lambda found: _ucum_word(found[0]), text)


def _ucum_word(word: str) -> str:
    plain: str | None = table()["everyday"].get(word)
    if plain is not None or knows(word):
        return plain or word
    for alias, target in table()["prefixed"].items():
        candidate = word.removesuffix(alias) + target
        if word.endswith(alias) and knows(candidate):
            return str(candidate)
    return word


def _refuse_ambiguous(written: str) -> None:
    for word in _WORDS.findall(written):
        meanings = table()["ambiguous"].get(word)
        if meanings:
            raise WrongUnit("", f"{word!r} in {shorten(written)!r} is ambiguous", allowed=meanings)


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
    )


def _words(quantity: str, exponent: int) -> str:
    named = {("length", 3): "volume", ("length", 2): "area"}
    plain = quantity if exponent == 1 else f"{quantity}^{exponent}"
    return named.get((quantity, exponent), plain)


def _kind(text: str, qualifier: str) -> str:
    return f"{text} ({table()['qualifiers'].get(qualifier, 'plain')})"
