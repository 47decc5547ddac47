"""Simulate a nutrient in a person's body over time, and say when the person will be replete."""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.datafiles import source
from micronutrient.errors import ImplausibleValue, InputFault, UnknownName
from micronutrient.homeostasis.model import Model, figures, model, names
from micronutrient.homeostasis.repletion import Repletion, repletion
from micronutrient.homeostasis.solver import Courses, courses, require_contents, shown
from micronutrient.sources import Checked, Source
from micronutrient.units import convert
from micronutrient.wording import number

_DAILY = 400
"""Up to this many days a course has one step a day."""
_STEPS = 200
_YEARS = 2
"""From so many years on a time is written in years as well."""
_LONGEST = 40000
"""Longest course, in the model's unit of time."""


class ModelLine(msgspec.Struct, frozen=True, kw_only=True):
    """One model in a list."""

    model: str
    nutrient: str
    species: str
    name: str
    answers: str
    checked: Checked


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter as it was used."""

    label: str
    value: float
    unit: str
    is_set: bool
    low: float | None
    high: float | None
    source: str
    checked: Checked | None
    fitted: bool
    note: str


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """One document, and how far the figures that come from it were checked."""

    source: str
    checked: Checked


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader should know before believing the course.

    Attributes
    ----------
    mass_error
        Largest error of the mass balance over all steps, as a share of all that was there or came.
    steps
        How many steps that were.
    extrapolated
        Curves that leave the range the publication studied, and when first.
    recalled, fitted
        Parameters that nobody has looked up, and those that are this project's fit.
    """

    mass_error: float
    steps: int
    extrapolated: Mapping[str, float]
    recalled: tuple[str, ...]
    fitted: tuple[str, ...]


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """The course of one model for one person.

    Attributes
    ----------
    model, name, nutrient, species, people
        Which model, of what, and whom it was measured in.
    source, checked
        The publication, and the weakest grade of the figures.
    time, time_unit
        When.
    states, units, labels
        Pools, then what is measured of them, by name.
    measured
        Which of `states` are measured of a pool rather than pools.
    parameters
        Every figure that was used.
    replete
        When the model's target is reached.
    checks
        What the reader should know before believing it.
    notes
        What holds of the model as such.
    sources
        Every document with its grades, the model's own first.
    """

    model: str
    name: str
    nutrient: str
    species: str
    people: str
    source: str
    checked: Checked
    time: tuple[float, ...]
    time_unit: str
    states: Mapping[str, tuple[float, ...]]
    units: Mapping[str, str]
    labels: Mapping[str, str]
    measured: tuple[str, ...]
    parameters: Mapping[str, Figure]
    replete: Repletion
    checks: Checks
    notes: tuple[str, ...]
    sources: tuple[Cited, ...]


def all_models() -> tuple[ModelLine, ...]:
    """List every model, in alphabetical order."""
    return tuple(
        ModelLine(
            model=one.slug,
            nutrient=one.nutrient,
            species=one.species,
            name=one.name,
            answers=one.target.words,
            checked=one.least_checked,
        )
        for one in map(model, names())
    )


def simulate(name: str, *, settings: Sequence[str] = (), until: float | None = None) -> Simulated:
    """Follow one model for one person, and say when its target is reached.

    Parameters
    ----------
    name
        The model: ``collings_2013``.
    settings
        ``parameter=value`` each, in the parameter's own unit.
    until
        How long the course is, in the model's unit of time; the model's own length if None. When
        the target is reached is looked for over the model's horizon, whatever the course.

    Raises
    ------
    UnknownName
        If model or parameter is unknown; names the nearest.
    OutsideDomain
        If a value lies outside its range, or a pool would fall below zero.
    InputFault
        If a setting is not ``parameter=value``, or `until` is not a length of time.
    """
    one = model(name)
    given = _settings(settings)
    length = _length(one, until)
    try:
        values = figures(one, given)
    except (UnknownName, InputFault) as fault:
        raise fault.at(f"--set {fault.where}".strip()) from fault
    steps = round(length) if length == round(length) <= _DAILY else _STEPS
    found = courses(one, values, time=np.linspace(0, length, steps + 1))
    require_contents(one, found)
    return _answer(one, values, found, given)


def documents(found: Simulated) -> tuple[Source, ...]:
    """Give the documents of an answer."""
    return tuple(source(slug) for slug in dict.fromkeys(one.source for one in found.sources))


def lasting(time: float, unit: str) -> str:
    """Write a length of time, beside its unit in years where that says more."""
    plain = f"{number(time)} {unit}"
    years = convert(time, unit=unit, to="a")
    return f"{plain} ({years:.1f} years)" if years >= _YEARS else plain


def _settings(written: Iterable[str]) -> dict[str, float]:
    settings: dict[str, float] = {}
    for text in written:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise InputFault(f"--set {text}", "there is no =", allowed="for example dose_ug_d=25")
        if name in settings:
            raise InputFault(f"--set {name}", "is set twice")
        settings[name] = _number(f"--set {name}", value)
    return settings


def _number(where: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ImplausibleValue(where, f"{text!r} is not a number", allowed="for example 25")
    return value


def _length(one: Model, until: float | None) -> float:
    if until is None:
        return one.until
    if not 0 < until <= _LONGEST:
        allowed = f"above 0, at most {_LONGEST} {one.time_unit}"
        raise ImplausibleValue("--until", f"{until:g}", allowed=allowed)
    return until


def _answer(
    one: Model, values: Mapping[str, Floats], found: Courses, given: Mapping[str, float]
) -> Simulated:
    curves = {name: curve[0] for name, curve in shown(one, values, found).items()}
    labels = {name: pool.label for name, pool in one.states.items()}
    labels |= {name: curve.label for name, curve in one.curves.items()}
    return Simulated(
        model=one.slug,
        name=one.name,
        nutrient=one.nutrient,
        species=one.species,
        people=one.people,
        source=one.source,
        checked=one.least_checked,
        time=tuple(found.time.tolist()),
        time_unit=one.time_unit,
        states={name: tuple(curve.tolist()) for name, curve in curves.items()},
        units={name: one.unit_of(name) for name in curves},
        labels=labels,
        measured=tuple(one.curves),
        parameters=_figures(one, values, given),
        replete=repletion(one, given),
        checks=_checks(one, found, curves),
        notes=one.notes,
        sources=tuple(Cited(source=slug, checked=grade) for slug, grade in one.sources),
    )


def _figures(
    one: Model, values: Mapping[str, Floats], given: Mapping[str, float]
) -> dict[str, Figure]:
    return {
        name: Figure(
            label=part.label,
            value=float(values[name][0]),
            unit=part.unit,
            is_set=name in given,
            low=None if name in given else part.low,
            high=None if name in given else part.high,
            source=part.source,
            checked=part.checked,
            fitted=part.fitted,
            note=part.note,
        )
        for name, part in one.parameters.items()
    }


def _checks(one: Model, found: Courses, curves: Mapping[str, Floats]) -> Checks:
    outside: dict[str, float] = {}
    for name, curve in one.curves.items():
        span = curve.studied
        beyond = (curves[name] < span.from_) | (curves[name] > span.to) if span else np.zeros(1)
        if beyond.any():
            outside[name] = float(found.time[int(np.argmax(beyond))])
    recalled = (n for n, p in one.parameters.items() if p.checked is Checked.RECALLED)
    return Checks(
        mass_error=float(found.mass_error[0]),
        steps=len(found.time) - 1,
        extrapolated=outside,
        recalled=tuple(name for name in recalled if not one.parameters[name].fitted),
        fitted=tuple(name for name, part in one.parameters.items() if part.fitted),
    )
