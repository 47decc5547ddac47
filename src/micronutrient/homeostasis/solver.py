r"""Time courses of a model, for many people at once, with what entered and left counted.

A linear model is solved by the matrix exponential: with a constant step every person's pools are
multiplied by one small matrix a step,

.. math:: x(t + h) = e^{A h} x(t),

where :math:`A` is read off the model's own flows, so that the equations stand in one place. Any
other model goes through scipy's LSODA, everybody in one system whose matrix is a narrow band, since
people do not act on each other. In both cases two more quantities are carried along: all
that has entered the body, and all that has left it. Contents less what entered plus what left must
stay as they were at the beginning; the largest error is given with the course.
"""

from collections.abc import Mapping
from itertools import pairwise

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.errors import OutsideDomain
from micronutrient.homeostasis.equations import EQUATIONS
from micronutrient.homeostasis.model import Model

_TOLERANCE = 1e-9
"""Relative error to which a model that is not linear is integrated."""
_BELOW_ZERO = 1e-7
"""How far below zero, relative to the largest content, rounding may carry a pool."""


class Courses(msgspec.Struct, frozen=True, kw_only=True):
    """The pools of many people over time.

    Attributes
    ----------
    time
        Shape ``(t,)``, in the model's unit.
    pools
        Content of each pool, shape ``(n, t)``, in its unit; NaN for people with a missing figure.
    entered, left
        What has entered the body, and left it, since the beginning. Shape ``(n, t)``.
    mass_error
        Largest error of the balance over all steps, relative to all that the person had or took in.
        Shape ``(n,)``.
    """

    time: Floats
    pools: Mapping[str, Floats]
    entered: Floats
    left: Floats
    mass_error: Floats


def courses(one: Model, given: Mapping[str, Floats], *, time: Floats) -> Courses:
    """Follow the pools of one model over time.

    Parameters
    ----------
    one
        The model.
    given
        Every parameter, from `model.figures`: shape ``(n,)``, one element a person. Whoever has a
        missing figure (NaN) comes back as NaN.
    time
        When the contents are wanted, beginning with 0, in the model's unit. Shape ``(t,)``; a
        linear model needs equal steps.

    Returns
    -------
    Courses
        Contents at these times. Pools may come out below zero: `require_contents` refuses that.

    Raises
    ------
    ValueError
        If a linear model is asked for unequal steps.
    """
    people = len(next(iter(given.values())))
    solve = _linear if one.linear else _integrated
    solved = np.full((people, len(one.states) + 2, len(time)), np.nan)
    complete = np.isfinite(np.array(list(given.values()))).all(axis=0)
    if complete.any():
        known = {name: values[complete] for name, values in given.items()}
        solved[complete] = solve(one, known, time)
    return _counted(one, solved, time)


def require_contents(one: Model, found: Courses) -> None:
    """Refuse courses in which a pool falls below zero.

    Raises
    ------
    OutsideDomain
        Names the pool, and when it is empty.
    """
    for name, content in found.pools.items():
        scale = np.nanmax(np.abs(content), initial=0)
        empty = (content < -_BELOW_ZERO * scale).any(axis=0)
        if empty.any():
            when = found.time[int(np.argmax(empty))]
            raise OutsideDomain(
                name,
                f"{one.name} has nothing left of it after {when:.3g} {one.time_unit}",
                allowed="contents of zero and more",
                advice="end the course before (--until), or set losses and intakes that fit",
            )


def shown(one: Model, given: Mapping[str, Floats], found: Courses) -> dict[str, Floats]:
    """Give pools and what is measured of them, by name, shape ``(n, t)`` each."""
    measured = {
        name: found.pools[curve.state] / _product(given, curve.divided_by)[:, np.newaxis]
        for name, curve in one.curves.items()
    }
    return {**found.pools, **measured}


def _starts(one: Model, given: Mapping[str, Floats]) -> Floats:
    return np.stack([_product(given, pool.start) for pool in one.states.values()])


def _product(given: Mapping[str, Floats], names: tuple[str, ...]) -> Floats:
    product: Floats = np.prod([given[name] for name in names], axis=0)
    return product


def _changes(one: Model, contents: Floats, given: Mapping[str, Floats]) -> Floats:
    """Give the change of each pool, then what enters and what leaves, shape ``(s + 2, n)``."""
    flows = EQUATIONS[one.slug](dict(zip(one.states, contents, strict=True)), given)
    place = {name: row for row, name in enumerate(one.states)}
    entering, leaving = len(place), len(place) + 1
    changes = np.zeros((len(place) + 2, contents.shape[1]))
    for name, flow in one.flows.items():
        amount = flows[name]
        if flow.from_:
            changes[place[flow.from_]] -= amount
        else:
            changes[entering] += amount
        if flow.to:
            changes[place[flow.to]] += amount
        else:
            changes[leaving] += amount
    return changes


def _linear(one: Model, given: Mapping[str, Floats], time: Floats) -> Floats:
    from scipy.linalg import expm

    steps = np.diff(time)
    if not np.allclose(steps, steps[0]):
        raise ValueError("a linear model is solved in equal steps")
    start = _starts(one, given)
    size, people = start.shape
    constant = _changes(one, np.zeros_like(start), given)
    system = np.zeros((people, size + 3, size + 3))
    system[:, :-1, -1] = constant.T
    for row, unit in enumerate(np.eye(size)):
        alone = np.repeat(unit[:, np.newaxis], people, axis=1)
        system[:, :-1, row] = (_changes(one, alone, given) - constant).T
    step = expm(system * steps[0])
    contents = np.zeros((len(time), people, size + 3, 1))
    contents[0, :, :size, 0] = start.T
    contents[0, :, -1, 0] = 1
    for before, after in pairwise(range(len(time))):
        np.matmul(step, contents[before], out=contents[after])
    found: Floats = contents[:, :, :-1, 0].transpose(1, 2, 0)
    return found


def _integrated(one: Model, given: Mapping[str, Floats], time: Floats) -> Floats:
    from scipy.integrate import solve_ivp

    start = _starts(one, given)
    size, people = start.shape

    def change(_: float, flat: Floats) -> Floats:
        return _changes(one, flat.reshape(people, size + 2).T[:size], given).T.ravel()

    beginning = np.concatenate([start, np.zeros((2, people))]).T
    scale = max(float(np.abs(start).max()), 1)
    found = solve_ivp(
        change,
        (time[0], time[-1]),
        beginning.ravel(),
        method="LSODA",
        t_eval=time,
        rtol=_TOLERANCE,
        atol=_TOLERANCE * scale,
        lband=size + 1,
        uband=size + 1,
    )
    solved: Floats = found.y.reshape(people, size + 2, len(time))
    return solved


def _counted(one: Model, solved: Floats, time: Floats) -> Courses:
    size = len(one.states)
    contents, entered, left = solved[:, :size], solved[:, size], solved[:, size + 1]
    total = contents.sum(axis=1)
    error = np.abs(total - total[:, :1] - entered + left)
    handled = np.abs(total[:, 0]) + np.abs(entered[:, -1]) + np.abs(left[:, -1])
    relative = np.divide(error.max(axis=1), handled, out=np.zeros_like(handled), where=handled != 0)
    pools = {name: contents[:, row] for row, name in enumerate(one.states)}
    return Courses(time=time, pools=pools, entered=entered, left=left, mass_error=relative)
