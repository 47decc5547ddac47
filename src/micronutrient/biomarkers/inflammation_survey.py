"""Inflammation across a survey: what CRP and AGP explain of a marker, and the marker without it.

This is a method for surveys, never for one patient: for a person see `inflammation`. The equations
are BRINDA's; whom they are used for, and from which reference values on, is in `brinda`.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

import msgspec
import numpy as np

from micronutrient.arrays import Bools, Floats
from micronutrient.biomarkers.records import Moves
from micronutrient.errors import ImplausibleValue, NotIdentified

_COLLINEAR = 1e-7
"""Share of a column that the others must leave unexplained; the tolerance of R's ``lm``."""

_FEWEST_RANKED = 3
_SIGN = {Moves.RISES: 1, Moves.FALLS: -1}


class InflammationFloor(msgspec.Struct, frozen=True, kw_only=True):
    """Where inflammation is held to begin: natural logarithms of CRP [mg/L] and AGP [g/L]."""

    ln_crp_mg_l: float | None = None
    ln_agp_g_l: float | None = None


class Slope(msgspec.Struct, frozen=True, kw_only=True):
    """Change of the log marker per log unit of CRP or AGP.

    `standard_error` and the two-sided `p_value` are those of the plain regression; None with
    weights or a constraint, for which they do not hold.
    """

    slope: float
    standard_error: float | None = None
    p_value: float | None = None


class InflammationCorrection(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A marker without what inflammation explains of it.

    Attributes
    ----------
    corrected
        In the unit it came in; NaN for whoever lacks one of the measurements.
    slopes
        By ``agp`` and ``crp``; zero where a constraint has set it so.
    people
        How many the slopes were fitted to.
    """

    corrected: Floats
    slopes: dict[str, Slope]
    people: int


def remove_inflammation(
    concentration: Floats,
    *,
    crp_mg_l: Floats | None = None,
    agp_g_l: Floats | None = None,
    floor: InflammationFloor,
    weights: Floats | None = None,
    only: Moves | None = None,
) -> InflammationCorrection:
    r"""Remove from a marker what CRP and AGP explain of it, across one survey.

    Regress the log marker on log AGP and log CRP (or on the one given) over those who have all,
    then move everyone above the floor back down to it along those slopes:

    .. math:: \ln c' = \ln c - b_1 (\ln AGP - f_1)^+ - b_2 (\ln CRP - f_2)^+

    Parameters
    ----------
    concentration
        Marker as measured, any one unit. Shape ``(n,)``; NaN where missing.
    crp_mg_l, agp_g_l
        C-reactive protein [mg/L], alpha-1-acid glycoprotein [g/L]; at least one. Shape ``(n,)``.
    floor
        Where inflammation is held to begin, for what is given.
    weights
        Survey weights, for weighted least squares; whoever has none, or zero, is left out of the
        fit but adjusted. Shape ``(n,)``.
    only
        The one direction in which inflammation may move the marker. The slopes are then those of
        the best least squares fit among the fits without a slope of the other sign. None leaves
        the signs free, as BRINDA does.

    Raises
    ------
    ImplausibleValue
        If a concentration is not above zero, or a weight is negative.
    NotIdentified
        If too few people have all, or CRP and AGP do not vary enough to tell their slopes apart.

    References
    ----------
    [luo-2022-brinda-r] brinda_adjustment_agp_crp, _agp and _crp.
    [luo-2023-brinda]
    """
    given = {"agp": agp_g_l, "crp": crp_mg_l}
    logs = {name: _log(values, name) for name, values in given.items() if values is not None}
    floors = {"agp": floor.ln_agp_g_l, "crp": floor.ln_crp_mg_l}
    response = _log(concentration, "concentration")
    slopes, people = _slopes(response, logs, weights=weights, only=only)
    shift = np.zeros_like(response)
    for name, log in logs.items():
        start = floors[name]
        if start is None:
            raise NotIdentified(name, "no reference value", allowed="ln of the value it begins at")
        shift += slopes[name].slope * np.maximum(log - start, 0)
    return InflammationCorrection(
        corrected=concentration * np.exp(-shift), slopes=slopes, people=people
    )


def rank_correlation(one: Floats, other: Floats) -> tuple[float, float]:
    """Give Spearman's rank correlation and its two-sided p, over those who have both.

    The p is that of Student's t, as R's ``cor.test(exact = FALSE)`` gives it.

    Raises
    ------
    NotIdentified
        If fewer than three people have both, or one of the two does not vary.
    """
    from scipy.special import stdtr

    both = np.isfinite(one) & np.isfinite(other)
    n = int(both.sum())
    left, right = _ranks(one[both]), _ranks(other[both])
    if n < _FEWEST_RANKED or not left.any() or not right.any():
        raise NotIdentified("", f"no rank correlation over {n} people", allowed="3 who differ")
    rho = float((left * right).sum() / np.sqrt((left**2).sum() * (right**2).sum()))
    if abs(rho) >= 1:
        return rho, 0.0
    t = abs(rho) / np.sqrt((1 - rho**2) / (n - 2))
    return rho, float(2 * stdtr(n - 2, -t))


def weighted_percentile(values: Floats, *, percent: float, weights: Floats | None = None) -> float:
    """Give a percentile, linear between the ordered values; NaN is left out.

    Without weights it is R's type 7. With them each value stands at the middle of its weight, from
    the first value (0 %) to the last (100 %), so that equal weights give type 7 again.
    """
    known = np.isfinite(values)
    if weights is None:
        return float(np.percentile(values[known], percent)) if known.any() else float("nan")
    known &= weights > 0
    if not known.any():
        return float("nan")
    order = np.argsort(values[known], kind="stable")
    ordered, weight = values[known][order], weights[known][order]
    middles = np.cumsum(weight) - weight / 2
    reach = middles[-1] - middles[0]
    return float(np.interp(middles[0] + reach * percent / 100, middles, ordered))


def _slopes(
    response: Floats, logs: Mapping[str, Floats], *, weights: Floats | None, only: Moves | None
) -> tuple[dict[str, Slope], int]:
    complete = np.isfinite(response)
    for log in logs.values():
        complete &= np.isfinite(log)
    if weights is not None:
        complete &= _usable(weights)
    people = int(complete.sum())
    _refuse_few(people, tuple(logs))
    scale = None if weights is None else weights[complete]
    columns = {name: _centred(log[complete], scale) for name, log in logs.items()}
    y = _centred(response[complete], scale)
    free = _fit(y, columns, plain=weights is None and only is None)
    sign = None if only is None else _SIGN.get(only)
    if sign is None or all(sign * one.slope >= 0 for one in free.values()):
        return free, people
    return _signed(y, columns, sign=sign), people


def _fit(y: Floats, columns: Mapping[str, Floats], *, plain: bool) -> dict[str, Slope]:
    """Fit centred columns by least squares."""
    from scipy.special import stdtr

    units, r = _orthogonal(columns)
    inverse = np.linalg.inv(r)
    slopes = inverse @ np.array([(unit * y).sum() for unit in units])
    if not plain:
        return {name: Slope(slope=float(b)) for name, b in zip(columns, slopes, strict=True)}
    left = _unexplained(y, columns, dict(zip(columns, slopes.tolist(), strict=True)))
    freedom = y.size - 1 - len(columns)
    errors = np.sqrt((left**2).sum() / freedom * (inverse**2).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        p_values = 2 * stdtr(freedom, -np.abs(slopes / errors))
    return {
        name: Slope(slope=float(b), standard_error=float(e), p_value=float(p))
        for name, b, e, p in zip(columns, slopes, errors, p_values, strict=True)
    }


def _orthogonal(columns: Mapping[str, Floats]) -> tuple[list[Floats], Floats]:
    """Split columns into orthogonal ones of length 1 and a triangle: ``columns = units @ r``.

    By Gram and Schmidt, in sums: for two columns that is three times as fast as a matrix library,
    which starts threads for it.
    """
    units: list[Floats] = []
    r = np.zeros((len(columns), len(columns)))
    for place, column in enumerate(columns.values()):
        rest = column
        for above, unit in enumerate(units):
            r[above, place] = (unit * rest).sum()
            rest = rest - r[above, place] * unit
        r[place, place] = np.sqrt((rest**2).sum())
        if r[place, place] <= _COLLINEAR * np.sqrt((column**2).sum()):
            raise _not_apart(tuple(columns), column.size)
        units.append(rest / r[place, place])
    return units, r


def _unexplained(y: Floats, columns: Mapping[str, Floats], slopes: Mapping[str, float]) -> Floats:
    left = y
    for name, slope in slopes.items():
        left = left - slope * columns[name]
    return left


def _signed(y: Floats, columns: Mapping[str, Floats], *, sign: int) -> dict[str, Slope]:
    """Give the best fit without a slope of the wrong sign: the others are zero."""
    best, least = dict.fromkeys(columns, 0.0), float((y**2).sum())
    for names in _subsets(tuple(columns)):
        part = {name: columns[name] for name in names}
        fitted = {name: one.slope for name, one in _fit(y, part, plain=False).items()}
        left = float((_unexplained(y, part, fitted) ** 2).sum())
        if all(sign * b >= 0 for b in fitted.values()) and left < least:
            best, least = {name: fitted.get(name, 0.0) for name in columns}, left
    return {name: Slope(slope=b) for name, b in best.items()}


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(names)):
        yield from combinations(names, size)


def _centred(values: Floats, weights: Floats | None) -> Floats:
    """Take the mean off, and multiply by the root of the weight: then no intercept is needed."""
    if weights is None:
        centred: Floats = values - values.mean()
        return centred
    return np.asarray((values - np.average(values, weights=weights)) * np.sqrt(weights))


def _log(values: Floats, name: str) -> Floats:
    bad = np.flatnonzero((values <= 0) | np.isinf(values))
    if bad.size:
        raise ImplausibleValue(
            f"{name}[{bad[0]}]",
            f"is {values[bad[0]]:g}",
            allowed="finite numbers above zero, NaN where missing",
            advice="for a result below the limit of detection give half that limit, or NaN",
        )
    logs: Floats = np.log(values)
    return logs


def _usable(weights: Floats) -> Bools:
    bad = np.flatnonzero((weights < 0) | np.isinf(weights))
    if bad.size:
        found = f"is {weights[bad[0]]:g}"
        raise ImplausibleValue(f"weights[{bad[0]}]", found, allowed="zero or more, and finite")
    usable: Bools = weights > 0
    return usable


def _ranks(values: Floats) -> Floats:
    """Give ranks about their mean; equal values share theirs."""
    order = np.argsort(values)
    ordered = values[order]
    first = np.flatnonzero(np.diff(ordered, prepend=np.nan) != 0)
    count = np.diff(first, append=values.size)
    ranks = np.empty(values.size)
    ranks[order] = np.repeat(first + (count - values.size) / 2, count)
    return ranks


def _refuse_few(people: int, names: tuple[str, ...]) -> None:
    fewest = len(names) + 2
    if people < fewest:
        raise NotIdentified(
            "",
            f"{people} people have the marker and {_said(names)}: too few to fit the slopes",
            allowed=f"at least {fewest}, and far more for a slope worth using",
            advice=_INSTEAD,
        )


def _not_apart(names: tuple[str, ...], people: int) -> NotIdentified:
    if len(names) == 1:
        found = f"{_said(names)} does not vary over {people} people: its slope cannot be found"
        return NotIdentified("", found, advice=_INSTEAD)
    found = f"{_said(names)} do not vary independently over {people} people"
    advice = f"their slopes cannot be told apart: adjust by one of them, or {_INSTEAD}"
    return NotIdentified("", found, advice=advice)


_INSTEAD = (
    "for ferritin use WHO's raised cut-offs instead (biomarkers.ferritin.deficiency_cutoff with "
    "inflamed); for other markers report people without inflammation apart"
)


def _said(names: tuple[str, ...]) -> str:
    return " and ".join(name.upper() for name in names)
