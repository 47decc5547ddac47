"""Amounts as they come in: arrays that are missing or not negative."""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.errors import ImplausibleValue


def amount(given: Floats | float, *, name: str) -> Floats:
    """Give one amount as an array.

    Parameters
    ----------
    given
        Any shape; NaN where missing.
    name
        What to call it in a refusal: ``dose_ug``.

    Raises
    ------
    ImplausibleValue
        If a value is negative or infinite.
    """
    values = np.asarray(given, dtype=np.float64)
    wrong = np.atleast_1d((values < 0) | np.isinf(values))
    if wrong.any():
        first = int(np.argmax(wrong))
        place = f"{name}[{first}]" if values.size > 1 else name
        raise ImplausibleValue(
            place,
            f"{values.flat[first]:g} is no amount",
            allowed="zero, a positive number, or NaN where it is missing",
        )
    return values
