"""Absorption of iron beside what the papers print, with the largest difference of each.

Usage: ``python validation/iron_absorption.py``. Printed figures stand below, with where they are
printed. Where the method is a printed table (Fairweather-Tait, Dainty, Moretti) the rows can only
show that it was keyed in and interpolated right; the equations and EFSA's shares say more. Of
Monsen, and of Armah 2013, the figures of comparison are recalled or belong to other diets: those
rows say so and count as no check. No worked meal of Hallberg and Hulthén was found.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from micronutrient.absorption.iron import IronDiet, Modifier, armah_2013, collings_2013
from micronutrient.absorption.iron_classes import (
    Authority,
    IronGroup,
    bioavailability_class,
    dainty_2014,
    total_diet_by_ferritin,
)
from micronutrient.absorption.iron_meal import IronMeal, hallberg_hulthen_2000
from micronutrient.absorption.iron_monsen import monsen_1978
from micronutrient.absorption.iron_supplements import Schedule, supplement_iron


class Row(NamedTuple):
    """One printed figure, and ours."""

    what: str
    printed: float
    ours: float


def main() -> None:
    tables = {
        "Collings 2013, abstract: range of non-haem absorption, %": collings(),
        "Fairweather-Tait 2017, abstract: total absorption by ferritin, %": fairweather_tait(),
        "Dainty 2014, abstract: total absorption, %": dainty(),
        "EFSA 2015, abstract, beside Fairweather-Tait 2017 at ferritin 30, %": efsa(),
        "Moretti 2015, table 2: percentage of 60 mg as mg": moretti(),
        "Hallberg and Hulthén 2000, abstract: wheat roll, %": hallberg(),
        "Monsen 1978, recalled: no check, non-haem absorption, %": monsen(),
        "Armah 2015, abstract: means of US adults; ours of a made-up diet: no check, %": armah(),
    }
    for title, rows in tables.items():
        show(title, list(rows))


def show(title: str, rows: list[Row]) -> None:
    print(title)
    word = "recalled" if "recalled" in title else "printed"
    for row in rows:
        print(f"  {row.what:44} {word} {row.printed:6.2f}   ours {row.ours:6.2f}")
    largest = max(abs(row.ours - row.printed) for row in rows)
    print(f"  largest difference {largest:.2f}\n")


def collings() -> Iterator[Row]:
    yield Row("ferritin 80, inhibiting", 2.1, float(collings_2013(80, diet=Modifier.INHIBITING)))
    yield Row("ferritin 6, enhancing", 23.0, float(collings_2013(6, diet=Modifier.ENHANCING)))


def fairweather_tait() -> Iterator[Row]:
    printed = {
        IronGroup.MEN: (22.3, 16.3, 11.6),
        IronGroup.PREMENOPAUSAL: (27.2, 17.2, 10.6),
        IronGroup.POSTMENOPAUSAL: (18.4, 12.7, 10.5),
    }
    for group, percents in printed.items():
        for ferritin, percent in zip((15, 30, 60), percents, strict=True):
            ours = float(total_diet_by_ferritin(ferritin, group=group))
            yield Row(f"{group}, ferritin {ferritin}", percent, ours)


def dainty() -> Iterator[Row]:
    for group, ferritin, percent in (
        (IronGroup.MEN, 85, 8),
        (IronGroup.MEN, 45, 14),
        (IronGroup.PREMENOPAUSAL, 38, 17),
        (IronGroup.PREMENOPAUSAL, 45, 13),
    ):
        ours = float(dainty_2014(ferritin, group=group))
        yield Row(f"{group}, ferritin {ferritin}", percent, ours)


def efsa() -> Iterator[Row]:
    for group in (IronGroup.MEN, IronGroup.PREMENOPAUSAL):
        printed = bioavailability_class(Authority.EFSA, diet=group).percent
        yield Row(group, printed, float(total_diet_by_ferritin(30, group=group)))


def moretti() -> Iterator[Row]:
    for schedule in (Schedule.DAILY, Schedule.TWICE_DAILY):
        found = supplement_iron(schedule, dose_mg=60, ferritin_ug_l=12.0)
        doses = zip(found.percent, found.absorbed_mg, strict=True)
        for number, (percent, printed_mg) in enumerate(doses, start=1):
            yield Row(f"{schedule}, dose {number}", printed_mg, 60 * percent / 100)


def hallberg() -> Iterator[Row]:
    nothing = dict.fromkeys(IronMeal.__struct_fields__, np.zeros(1))
    got = hallberg_hulthen_2000(
        IronMeal(**nothing), ferritin_ug_l=40.0, reference_dose_percent=40.0
    )
    yield Row("reference dose 40 %", 22.1, got.nonhaem_percent.item())


def monsen() -> Iterator[Row]:
    for stores, percents in ((0, (5, 10, 20)), (250, (4, 7, 12)), (500, (3, 5, 8))):
        meat = np.array([0.0, 60.0, 120.0])
        got = monsen_1978(meat_fish_poultry_g=meat, ascorbate_mg=0.0, stores_mg=stores)
        for grams, percent, ours in zip(meat, percents, got.nonhaem_percent, strict=True):
            yield Row(f"stores {stores} mg, meat {grams:g} g", percent, float(ours))


def armah() -> Iterator[Row]:
    """Set the recalled equation beside its authors' means: the right size is all it can show."""
    for who, printed, ferritin, (iron, ascorbate, meat, phytate, calcium) in (
        ("men, ferritin 130", 2.6, 130.0, (17.0, 80.0, 150.0, 800.0, 950.0)),
        ("women, ferritin 40", 5.6, 40.0, (12.0, 70.0, 90.0, 600.0, 720.0)),
    ):
        day = {
            "haem_iron_mg_d": 1.0,
            "nonhaem_iron_mg_d": iron,
            "ascorbate_mg_d": ascorbate,
            "meat_fish_poultry_g_d": meat,
            "tea_cups_d": 0.3,
            "phytate_mg_d": phytate,
            "calcium_mg_d": calcium,
        }
        diet = IronDiet(**{name: np.array([value]) for name, value in day.items()})
        yield Row(who, printed, armah_2013(diet, ferritin_ug_l=ferritin).item())


if __name__ == "__main__":
    main()
