"""One day of NHANES 2017-2018, recomputed from FNDDS: grams eaten × amount per 100 g, per person.

The survey prints, beside each item that was eaten (DR1IFF_J), each person's totals of the day
(DR1TOT_J). FNDDS 2017-2018 is the table they were computed from, so the totals must come out again.

Run: ``python validation/fndds_day.py [SHARED]``. The survey rounds every item's amount to the last
digit it prints (whole mg of calcium, whole µg of folate) before it adds up the day. So the day is
recomputed twice: as it is, and with each item rounded as the survey rounds. The first shows how
much the rounding of the survey moves a person's day; the second must agree to the digit.

Trap: in copies made by statistics programs a food code may read ``1.1e+07``; it is 11000000.
"""

import csv
import lzma
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.foods import store
from micronutrient.foods.composition import Composition
from micronutrient.foods.importers.rows import code, number
from micronutrient.foods.importing import import_tables

EDITION = "fndds_2017_2018"
WORKBOOK = "data/usda/fndds/FNDDS_2017-2018_nutrient_values.xlsx"
SURVEY = "data/nhanes/2017-2018_J"

# The end of NHANES's variable name (DR1I..., DR1T...) and our component.
VARIABLES = {
    "KCAL": "energy_kcal", "PROT": "protein", "CARB": "carbohydrate", "SUGR": "sugars",
    "FIBE": "fibre", "TFAT": "fat", "SFAT": "saturated_fat", "MFAT": "monounsaturated_fat",
    "PFAT": "polyunsaturated_fat", "CHOL": "cholesterol", "ATOC": "vitamin_e",
    "ATOA": "vitamin_e_added", "RET": "retinol", "VARA": "vitamin_a_rae",
    "ACAR": "alpha_carotene", "BCAR": "beta_carotene", "CRYP": "beta_cryptoxanthin",
    "VB1": "thiamin", "VB2": "riboflavin", "NIAC": "niacin", "VB6": "vitamin_b6",
    "FOLA": "folate_total", "FA": "folic_acid", "FF": "folate_food", "FDFE": "folate_dfe",
    "CHL": "choline", "VB12": "vitamin_b12", "B12A": "vitamin_b12_added", "VC": "vitamin_c",
    "VD": "vitamin_d", "VK": "vitamin_k", "CALC": "calcium", "PHOS": "phosphorus",
    "MAGN": "magnesium", "IRON": "iron", "ZINC": "zinc", "COPP": "copper", "SODI": "sodium",
    "POTA": "potassium", "SELE": "selenium", "CAFF": "caffeine", "ALCO": "alcohol",
    "MOIS": "water", "P182": "la_undifferentiated", "P183": "ala_undifferentiated",
    "P205": "epa", "P225": "dpa", "P226": "dha",
}  # fmt: skip


class Items(NamedTuple):
    """What was eaten, one entry an item: position of the person, position of the food, grams."""

    people: tuple[int, ...]
    person: Indices
    food: Indices
    grams: Floats


class Agreement(NamedTuple):
    """How nearly one nutrient comes out: shares of people, and the largest difference."""

    variable: str
    people: int
    within_0_1_percent: float
    within_1_percent: float
    largest: float


class Day(NamedTuple):
    """One nutrient: the agreement as it is, and with each item rounded as the survey rounds."""

    exact: Agreement
    rounded: Agreement


def read_items(folder: Path, foods: Composition) -> Items:
    """Read the items of day 1; an item without a weight makes its person's totals unknown."""
    position = {food: i for i, food in enumerate(foods.ids)}
    rows = _rows(folder / "DR1IFF_J.csv.xz", ("SEQN", "DR1IFDCD", "DR1IGRMS"))
    seqn = [code(row[0]) for row in rows]
    people = tuple(dict.fromkeys(seqn))
    where = {person: i for i, person in enumerate(people)}
    return Items(
        people=people,
        person=np.array([where[person] for person in seqn]),
        food=np.array([position[f"fndds:{code(row[1])}"] for row in rows]),
        grams=np.array([_number(row[2]) for row in rows]),
    )


def amounts(items: Items, foods: Composition, variable: str) -> Floats:
    """Give what each item holds of one nutrient."""
    per_100_g: Floats = foods.component(VARIABLES[variable])[items.food]
    return items.grams / 100 * per_100_g


def rounded(values: Floats, digit: float) -> Floats:
    """Round half up to a last digit; products such as 1.15 × 10 that fall just short count up."""
    return np.floor(values / digit + 0.5 + 1e-9) * digit


def per_person(items: Items, values: Floats) -> Floats:
    """Add up each person's day."""
    return np.bincount(items.person, weights=values, minlength=len(items.people))


def printed(folder: Path, people: tuple[int, ...]) -> dict[str, tuple[Floats, float]]:
    """Read the totals that the survey prints, and the last digit that each is printed to."""
    columns = ("SEQN", *(f"DR1T{variable}" for variable in VARIABLES))
    rows = {code(row[0]): row[1:] for row in _rows(folder / "DR1TOT_J.csv.xz", columns)}
    texts = [rows[person] for person in people]
    return {
        variable: (np.array([_number(text[i]) for text in texts]), _digit(t[i] for t in texts))
        for i, variable in enumerate(VARIABLES)
    }


def compare(variable: str, ours: Floats, theirs: Floats) -> Agreement:
    """Compare the totals of those people of whom both are known."""
    both = np.isfinite(ours) & np.isfinite(theirs)
    difference = np.abs(ours[both] - theirs[both])
    allowed = theirs[both] + 1e-9
    return Agreement(
        variable,
        int(both.sum()),
        float((difference <= 1e-3 * allowed).mean()),
        float((difference <= 1e-2 * allowed).mean()),
        float(difference.max()),
    )


def agreements(shared: Path) -> list[Day]:
    """Recompute the day and compare, nutrient by nutrient."""
    import_tables(shared / WORKBOOK)
    foods = store.load(EDITION)
    items = read_items(shared / SURVEY, foods)
    days = []
    for variable, (theirs, digit) in printed(shared / SURVEY, items.people).items():
        held = amounts(items, foods, variable)
        exact = compare(variable, per_person(items, held), theirs)
        as_printed = per_person(items, rounded(held, digit))
        days.append(Day(exact, compare(variable, as_printed, theirs)))
    return days


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    with lzma.open(path, "rt", newline="") as file:
        return [[row[column] for column in columns] for row in csv.DictReader(file)]


def _number(text: str) -> float:
    value = None if text in {"NA", "."} else number(text)
    return np.nan if value is None else value


def _digit(texts: Iterable[str]) -> float:
    decimals = (len(text.partition(".")[2]) for text in texts if text != "NA" and "e" not in text)
    return 10.0 ** -max(decimals)


def main() -> None:
    """Print one line a nutrient."""
    default = Path(__file__).resolve().parents[2] / "shared"
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MICRONUTRIENT_SHARED")
    shared = Path(named or default)
    with tempfile.TemporaryDirectory() as home:
        os.environ[store.HOME_VARIABLE] = home
        results = agreements(shared)
    print(f"{'':28}{'':>7}{'as it is':>29}{'items rounded as printed':>29}")
    print(
        f"{'DR1T':<6}{'component':<22}{'people':>7}" + f"{'0.1 %':>9}{'1 %':>9}{'largest':>11}" * 2
    )
    for exact, as_printed in results:
        print(
            f"{exact.variable:<6}{VARIABLES[exact.variable]:<22}{exact.people:>7}"
            + "".join(
                f"{one.within_0_1_percent:>9.2%}{one.within_1_percent:>9.2%}{one.largest:>11.3g}"
                for one in (exact, as_printed)
            )
        )


if __name__ == "__main__":
    main()
