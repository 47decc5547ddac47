"""What is absorbed from 100,000 diets in one call, a row a case.

Usage: ``python benchmarks/absorption.py [diets]``. `CASES` holds what is timed: a name, and what
makes the call for a number of diets. Prints medians of five runs, and the diets a second.
"""

import sys
import time
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np

from micronutrient.absorption.iron import IronDiet, WholeDiet, absorbed_iron
from micronutrient.absorption.iron_meal import IronMeal, hallberg_hulthen_2000
from micronutrient.absorption.zinc import absorbed_zinc

RUNS = 5
Call = Callable[[], object]


def main(diets: int) -> None:
    print(f"{diets:,} diets in one call; medians of {RUNS}")
    for name, prepare in CASES.items():
        call = prepare(diets)
        call()  # reads the coefficients
        middle = median(seconds(call) for _ in range(RUNS))
        print(f"{name:42} {middle:8.4f} s {diets / middle / 1e6:7.1f} million/s")


def iron_of_diets(by: WholeDiet) -> Callable[[int], Call]:
    def prepare(diets: int) -> Call:
        draw = amounts(diets)
        diet = IronDiet(
            haem_iron_mg_d=draw(0, 3),
            nonhaem_iron_mg_d=draw(3, 30),
            ascorbate_mg_d=draw(10, 300),
            phytate_mg_d=draw(200, 2000),
            meat_fish_poultry_g_d=draw(0, 300),
            tea_cups_d=draw(0, 6),
            calcium_mg_d=draw(200, 2000),
        )
        ferritin = draw(6, 80)
        return lambda: absorbed_iron(diet, ferritin_ug_l=ferritin, by=by)

    return prepare


def iron_of_meals(meals: int) -> Call:
    draw = amounts(meals)
    meal = IronMeal(
        haem_iron_mg=draw(0, 2),
        nonhaem_iron_mg=draw(1, 10),
        phytate_mg=draw(0, 800),
        ascorbate_mg=draw(0, 150),
        polyphenols_mg=draw(0, 200),
        calcium_mg=draw(0, 500),
        meat_fish_g=draw(0, 200),
        eggs=draw(0, 2),
        soya_protein_g=draw(0, 20),
    )
    ferritin = draw(10, 200)
    return lambda: hallberg_hulthen_2000(meal, ferritin_ug_l=ferritin, reference_dose_percent=40.0)


def zinc_of_diets(diets: int) -> Call:
    draw = amounts(diets)
    zinc, phytate, age = draw(2, 20), draw(200, 2000), draw(18, 90)
    return lambda: absorbed_zinc(zinc, phytate_mg_d=phytate, age_y=age)


CASES: Mapping[str, Callable[[int], Call]] = {
    "iron, whole diets (Collings 2013)": iron_of_diets(WholeDiet.COLLINGS_2013),
    "iron, whole diets (Armah 2013)": iron_of_diets(WholeDiet.ARMAH_2013),
    "iron, meals (Hallberg and Hulthén 2000)": iron_of_meals,
    "zinc, whole diets (Hambidge 2010)": zinc_of_diets,
}


def amounts(size: int) -> Callable[[float, float], np.ndarray]:
    rng = np.random.default_rng(1)
    return lambda low, high: rng.uniform(low, high, size)


def seconds(call: Call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
