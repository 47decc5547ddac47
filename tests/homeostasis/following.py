"""What the tests of several models ask: the course of one, and where it comes to rest."""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.homeostasis.model import figures, model
from micronutrient.homeostasis.solver import courses, shown


def follow(slug: str, *, time: Floats, **settings: Floats | float) -> dict[str, Floats]:
    """Give pools and what is measured of them, shape ``(n, t)`` each."""
    one = model(slug)
    given = figures(one, settings)
    return shown(one, given, courses(one, given, time=time))


def at_rest(slug: str, name: str, *, after: float = 40_000, **settings: Floats | float) -> Floats:
    """Give where one pool or curve comes to rest, shape ``(n,)``."""
    return follow(slug, time=np.array([0.0, after]), **settings)[name][:, -1]
