"""The array types that the science passes around: floats with NaN, masks, words, bounds."""

from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Indices: TypeAlias = npt.NDArray[np.intp]
Words: TypeAlias = npt.NDArray[np.str_]


class Bounds(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A quantity that is not known exactly: lower end, best single figure, upper end.

    All of one shape. NaN where nothing is known; an `upper` of NaN is no bound at all.
    """

    lower: Floats
    mean: Floats
    upper: Floats
