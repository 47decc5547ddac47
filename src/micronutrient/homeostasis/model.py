"""A published model of a nutrient in the body: its pools, its flows, its figures and their ranges.

The equations of a model stand in its own file of this room, its figures in
``data/homeostasis/<model>.toml``. A flow leads from one pool to another, into the body (from
nowhere) or out of it (to nowhere), so that what is lost and gained can be counted.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, Range
from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.errors import DataFault, UnknownName
from micronutrient.matching import fold, nearest
from micronutrient.sources import Checked, least_checked

FOLDER = "homeostasis"
_NUMBER = "as a plain number"


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One figure of a model: a published coefficient, or what is to be known of the person.

    Attributes
    ----------
    label, unit
        What it is, in words, and its UCUM code.
    value
        Used where nothing is set.
    from_, to
        The values that may be set, both ends included; the data file calls the first ``from``.
    low, high
        How far the published figure may be off, for the interval; both or neither.
    source, checked
        Where it is printed; both are missing for what describes a person or a diet.
    fitted
        True: this project's fit to printed answers, not the authors' coefficient.
    note, sources
        What a reader should know, and the further documents that it speaks of, read as far.
    """

    label: str
    unit: str
    value: float
    from_: float = msgspec.field(name="from")
    to: float
    low: float | None = None
    high: float | None = None
    source: str = ""
    checked: Checked | None = None
    fitted: bool = False
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def spread(self) -> tuple[float, float] | None:
        """Lower and upper end of the published uncertainty; None where none is known."""
        return None if self.low is None or self.high is None else (self.low, self.high)


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One pool.

    Attributes
    ----------
    label, unit
        What it holds, in words, and the unit of its content.
    start
        The parameters whose product it holds at the beginning.
    """

    label: str
    unit: str
    start: tuple[str, ...]


class Curve(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is measured of a pool: its content divided by parameters.

    Attributes
    ----------
    label, unit
        What is measured, in words, and its unit.
    state
        The pool.
    divided_by
        Parameters.
    studied
        Range in which the publication's people lay; beyond it a curve is said to extrapolate.
    """

    label: str
    unit: str
    state: str
    divided_by: tuple[str, ...]
    studied: Range | None = None


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What runs between two pools; an empty end is the world outside the body."""

    label: str
    from_: str = msgspec.field(name="from", default="")
    to: str = ""


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of which is asked when it is reached.

    Attributes
    ----------
    of
        A pool or a curve.
    at
        The parameter that holds the value aimed at.
    words
        What reaching it means.
    falls
        True: reached from above, as a store is used up.
    """

    of: str
    at: str
    words: str
    falls: bool = False


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published model.

    Attributes
    ----------
    slug, name
        ``collings_2013``, and what it is in words.
    nutrient, species, people
        What it follows, in which species, and whom it was measured in.
    source, checked
        The publication that the model is named after, and how far its structure was read.
    linear
        True: every flow is a constant or a constant share of one pool.
    time_unit, until, horizon
        Unit of time (UCUM), how long a course is where nothing is set, and how long is looked
        for the target.
    states, flows, curves, parameters, target
        What it is made of.
    instead
        What to use for somebody whom it was not made for.
    notes
        What a reader must know.
    """

    slug: str
    name: str
    nutrient: str
    species: str
    people: str
    source: str
    checked: Checked
    linear: bool
    time_unit: str
    until: float
    horizon: float
    states: Mapping[str, State]
    flows: Mapping[str, Flow]
    parameters: Mapping[str, Parameter]
    target: Target
    instead: str
    curves: Mapping[str, Curve] = {}
    notes: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[tuple[str, Checked], ...]:
        """Every document that a figure comes from, with its grade, the model's own first."""
        given = (
            (slug, one.checked)
            for one in self.parameters.values()
            for slug in (one.source, *one.sources)
        )
        cited = ((slug, checked) for slug, checked in given if slug and checked)
        return tuple(dict.fromkeys(chain([(self.source, self.checked)], cited)))

    @property
    def least_checked(self) -> Checked:
        """The weakest grade of its figures."""
        return least_checked(checked for _, checked in self.sources)

    def unit_of(self, name: str) -> str:
        """Give the unit of a pool or a curve."""
        return (self.states.get(name) or self.curves[name]).unit

    def method(self) -> Method:
        """Give the ranges of the parameters, as the equations of absorption have theirs."""
        domain = {
            name: Range(from_=one.from_, to=one.to, unit=_NUMBER if one.unit == "1" else one.unit)
            for name, one in self.parameters.items()
        }
        return Method(
            name=self.name.partition(":")[0],
            source=self.source,
            checked=self.checked,
            people=self.people,
            instead=self.instead,
            domain=domain,
        )


def names() -> tuple[str, ...]:
    """List the models."""
    return slugs(FOLDER)


@cache
def model(slug: str) -> Model:
    """Give one model by its slug, as it stands in its data file.

    Raises
    ------
    UnknownName
        If there is no such model; names the nearest.
    DataFault
        If the file names a pool or a parameter that it does not define.
    """
    known = {fold(one): one for one in names()}
    found = known.get(fold(slug))
    if found is None:
        raise UnknownName(
            "",
            kind="model",
            name=slug,
            nearest=nearest(slug, names()),
            advice="`micronutrient simulate` lists the models",
        )
    one = read_record(DATA / FOLDER / f"{found}.toml", Model, slug_field="slug")
    _require_whole(one)
    return one


def _require_whole(one: Model) -> None:
    pools = {end for flow in one.flows.values() for end in (flow.from_, flow.to)} - {""}
    pools |= {curve.state for curve in one.curves.values()}
    parameters = {name for state in one.states.values() for name in state.start}
    parameters |= {name for curve in one.curves.values() for name in curve.divided_by}
    unknown = (pools - set(one.states)) | ((parameters | {one.target.at}) - set(one.parameters))
    unknown |= {one.target.of} - set(one.states) - set(one.curves)
    if unknown:
        raise DataFault(f"{FOLDER}/{one.slug}.toml: not defined: {', '.join(sorted(unknown))}")


def figures(one: Model, settings: Mapping[str, Floats | float] | None = None) -> dict[str, Floats]:
    """Give the figures of a run: what is set, else what the model's file has.

    Parameters
    ----------
    one
        The model.
    settings
        Values by parameter, scalars or one element a person, shape ``(n,)``; NaN where missing.

    Returns
    -------
    dict of str to Floats
        Every parameter, shape ``(n,)``; ``(1,)`` if nothing is set.

    Raises
    ------
    UnknownName
        If a parameter is unknown; names the nearest.
    OutsideDomain
        If a value lies outside the range of its parameter.
    """
    settings = settings or {}
    for name in settings:
        if name not in one.parameters:
            raise UnknownName(
                "",
                kind=f"parameter of {one.slug}",
                name=name,
                nearest=nearest(name, one.parameters),
            )
    one.method().require(**settings)
    values = {name: settings.get(name, part.value) for name, part in one.parameters.items()}
    arrays = [np.atleast_1d(np.asarray(value, dtype=np.float64)) for value in values.values()]
    return dict(zip(values, np.broadcast_arrays(*arrays), strict=True))
