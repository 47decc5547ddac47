"""A year of retinol in three pools, and of vitamin C, beside scipy's integrator one by one.

Usage: ``python benchmarks/simulation.py [people]``. Everybody has figures of their own. The first
model is linear, the second is not. The ways must agree; prints medians of five runs and ratios to
the first way.
"""

import sys

import numpy as np
from by_turns import report
from scipy.integrate import solve_ivp

from micronutrient.arrays import Floats
from micronutrient.homeostasis.model import figures, model
from micronutrient.homeostasis.solver import courses

DAYS = 365


def main(people: int) -> None:
    retinol(people)
    vitamin_c(people)


def retinol(people: int) -> None:
    one = model("green_1994")
    rng = np.random.default_rng(1)
    settings = {
        name: rng.uniform(part.low, part.high, people)
        for name, part in one.parameters.items()
        if part.spread
    }
    given = figures(one, settings)
    time = np.linspace(0, DAYS, DAYS + 1)

    def ours() -> Floats:
        return np.stack(list(courses(one, given, time=time).pools.values()), axis=1)

    def one_by_one() -> Floats:
        return np.stack([integrated(given, person, time) for person in range(people)])

    np.testing.assert_allclose(ours(), one_by_one(), rtol=1e-4, atol=1e-4)
    ways = {"ours, all at once": ours, "scipy LSODA, one by one": one_by_one}
    report(ways, f"{people:,} people, {DAYS + 1} days, 3 pools; both agree to 1e-4")


def vitamin_c(people: int) -> None:
    one = model("blanchard_1997")
    intakes = np.random.default_rng(1).uniform(100, 2500, people)
    time = np.linspace(0, DAYS, DAYS + 1)

    def ours() -> Floats:
        return courses(one, figures(one, {"intake_mg_d": intakes}), time=time).pools["pool"]

    def one_by_one() -> Floats:
        alone = (figures(one, {"intake_mg_d": intake}) for intake in intakes)
        return np.vstack([courses(one, given, time=time).pools["pool"] for given in alone])

    np.testing.assert_allclose(ours(), one_by_one(), rtol=1e-6)
    ways = {"ours, all at once": ours, "scipy LSODA, one by one": one_by_one}
    report(ways, f"{people:,} people, {DAYS + 1} days, not linear; both agree to 1e-6")


def integrated(given: dict[str, Floats], person: int, time: Floats) -> Floats:
    """Give one person's pools, as scipy's user would write it."""
    rate = {name: float(values[person]) for name, values in given.items()}
    to_plasma, to_liver = rate["L_1_2_per_d"], rate["L_2_1_per_d"]
    to_rest, back, used = rate["L_3_1_per_d"], rate["L_1_3_per_d"], rate["W_3_per_d"]
    system = np.array(
        [
            [-to_liver - to_rest, to_plasma, back],
            [to_liver, -to_plasma, 0],
            [to_rest, 0, -back - used],
        ]
    )
    arrives = np.array([0, rate["U_2_umol_d"], 0])
    start = np.array([rate["plasma_umol"], rate["liver_umol"], rate["rest_umol"]])
    solved = solve_ivp(
        lambda _, pools: system @ pools + arrives,
        (time[0], time[-1]),
        start,
        method="LSODA",
        t_eval=time,
        rtol=1e-6,
        atol=1e-6,
    )
    return solved.y


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
