"""A whole population against its cut-points: who is below the EAR, who above the upper level."""

from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from micronutrient.arrays import Bools, Floats

_STACKED = 64
_MOST_LINES = 255


class PopulationJudged(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the cut-points say of a population of n people and k nutrients.

    Attributes
    ----------
    below, above
        Below the EAR, above the upper level. Shape ``(n, k)``; False where not known.
    known
        The intake is known. Shape ``(n, k)``.
    share_below, share_above
        Share of those for whom intake and cut-point are both known. Shape ``(k,)``; NaN where
        there is nobody.
    unknown
        How many intakes are unknown. Shape ``(k,)``.
    """

    below: Bools
    above: Bools
    known: Bools
    share_below: Floats
    share_above: Floats
    unknown: npt.NDArray[np.int64]


def judge_population(intakes: Floats, *, ears: Floats, uls: Floats) -> PopulationJudged:
    """Hold the usual intakes of many people against EARs and upper levels.

    The share below the EAR estimates the share of inadequate intakes where requirements are
    symmetrical and vary less than intakes (the cut-point method); for iron in women who
    menstruate use `requirement.probability_of_inadequacy`.

    Parameters
    ----------
    intakes
        Usual intakes. Shape ``(n, k)``, best in C order; NaN is unknown: it is counted apart, and
        neither below nor above.
    ears, uls
        Cut-points in the same units. Shape ``(k,)``, or ``(n, k)`` where they differ between
        people; NaN where there is none. An upper level must be held against the intake in its
        scope: call twice if that differs from the whole intake.

    References
    ----------
    [iom-2000-dietary-assessment] chapter 4.
    """
    taken = np.ascontiguousarray(intakes)
    nutrients = taken.shape[1]
    below, above, known = (np.empty(taken.shape, bool) for _ in range(3))
    counts = np.zeros((3, nutrients), np.int64)
    for rows, stacked in _blocks(len(taken)):
        flat = taken[rows].reshape(-1, stacked * nutrients)
        masks = [mask[rows].reshape(flat.shape) for mask in (below, above, known)]
        np.less(flat, _limit(ears, rows, stacked), out=masks[0])
        np.greater(flat, _limit(uls, rows, stacked), out=masks[1])
        np.equal(flat, flat, out=masks[2])
        counts += [_count(mask, stacked) for mask in masks]
    return PopulationJudged(
        below=below,
        above=above,
        known=known,
        share_below=_share(counts[0], _judged(known, counts[2], ears)),
        share_above=_share(counts[1], _judged(known, counts[2], uls)),
        unknown=len(taken) - counts[2],
    )


def _blocks(people: int) -> Iterator[tuple[slice, int]]:
    """Cut the people into blocks that fit the cache, with many people side by side in one line.

    Long lines are what makes comparing and counting run at the speed of memory. A block has at
    most 255 lines, so that a count fits one byte.
    """
    whole = people - people % _STACKED
    for start in range(0, whole, _STACKED * _MOST_LINES):
        yield slice(start, min(start + _STACKED * _MOST_LINES, whole)), _STACKED
    if whole < people:
        yield slice(whole, people), 1


def _limit(limit: Floats, rows: slice, stacked: int) -> Floats:
    if limit.ndim == 1:
        return np.tile(limit, stacked)
    return limit[rows].reshape(-1, stacked * limit.shape[1])


def _count(mask: Bools, stacked: int) -> npt.NDArray[np.int64]:
    lines = mask.view(np.uint8).sum(axis=0, dtype=np.uint8)
    total: npt.NDArray[np.int64] = lines.reshape(stacked, -1).sum(axis=0, dtype=np.int64)
    return total


def _judged(
    known: Bools, known_count: npt.NDArray[np.int64], limit: Floats
) -> npt.NDArray[np.int64]:
    if limit.ndim == 1:
        return np.where(np.isnan(limit), 0, known_count)
    judged: npt.NDArray[np.int64] = np.count_nonzero(known & ~np.isnan(limit), axis=0)
    return judged


def _share(some: npt.NDArray[np.int64], judged: npt.NDArray[np.int64]) -> Floats:
    share = np.full(len(some), np.nan)
    np.divide(some, judged, out=share, where=judged > 0)
    return share
