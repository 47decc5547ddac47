"""The array types that the science passes around: floats with NaN for missing, masks, words."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Indices: TypeAlias = npt.NDArray[np.intp]
Words: TypeAlias = npt.NDArray[np.str_]
