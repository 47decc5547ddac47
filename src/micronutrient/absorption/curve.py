"""A curve through printed points, where a publication prints a table and no equation."""

import numpy as np

from micronutrient.absorption.method import Method
from micronutrient.arrays import Floats


class Curve(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Printed points, to be joined by straight lines or by a smooth curve.

    Attributes
    ----------
    points
        Pairs of dose and what was measured, doses rising.
    """

    points: tuple[tuple[float, float], ...]

    def straight(self, dose: Floats) -> Floats:
        """Read the points joined by straight lines; the ends hold beyond them."""
        at, measured = np.array(self.points).T
        return np.asarray(np.interp(dose, at, measured))

    def smooth(self, dose: Floats) -> Floats:
        """Read a smooth curve through every point, without overshoot between them.

        Cubic pieces over the logarithm of the dose (Fritsch and Carlson's slopes), where doses
        run over powers of ten and the response flattens.

        Parameters
        ----------
        dose
            In the unit of the points; any shape; NaN where missing or outside the points.

        Returns
        -------
        Floats
            In the unit of the points; same shape; NaN where `dose` is.
        """
        from scipy.interpolate import PchipInterpolator

        at, measured = np.array(self.points).T
        line = PchipInterpolator(np.log(at), measured, extrapolate=False)
        read: Floats = line(np.log(dose))
        return read
