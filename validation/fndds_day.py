"""One day of NHANES 2017-2018, recomputed from FNDDS: grams eaten × amount per 100 g, per person.

The survey prints, beside each item that was eaten (DR1IFF_J), each person's totals of the day
(DR1TOT_J). FNDDS 2017-2018 is the table they were computed from, so the totals must come out again.

Run: ``python validation/fndds_day.py [SHARED]``.

The totals do not come out to the last digit, and cannot: the survey was computed from unrounded
values per 100 g, of which FNDDS prints the rounded ones (black tea has 0.0 µg selenium printed;
six litres of it hold 2.7 µg in the survey), and it rounds each item before it adds up the day. So
a person's day may differ by half the last printed digit of the table times grams / 100, plus half
the last digit of the survey, per item. The last column says how many people lie within that.

Trap: in copies made by statistics programs a food code may read ``1.1e+07``; it is 11000000.
"""

import csv
import lzma
import os
import sys
import tempfile
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
    """How nearly one nutrient comes out.

    Shares of people within 0.1 % and 1 % of the printed total, the largest difference in the
    nutrient's unit, and the share of people within what the rounding of both tables allows.
    """

    variable: str
    people: int
    within_0_1_percent: float
    within_1_percent: float
    largest: float
    within_rounding: float


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


def per_person(items: Items, values: Floats) -> Floats:
    """Add up each person's day."""
    return np.bincount(items.person, weights=values, minlength=len(items.people))


def printed(folder: Path, people: tuple[int, ...]) -> dict[str, Floats]:
    """Read the totals that the survey prints."""
    columns = ("SEQN", *(f"DR1T{variable}" for variable in VARIABLES))
    rows = {code(row[0]): row[1:] for row in _rows(folder / "DR1TOT_J.csv.xz", columns)}
    totals = np.array([[_number(text) for text in rows[person]] for person in people])
    return dict(zip(VARIABLES, totals.T, strict=True))


def last_digit(values: Floats) -> float:
    """Give the last digit that numbers are printed to: 0.01 for 1.5 and 2.71."""
    known = values[np.isfinite(values)]
    for digit in (1.0, 0.1, 0.01):
        if np.allclose(known / digit, np.round(known / digit), rtol=0, atol=1e-6):
            return digit
    return 0.001


def compare(variable: str, items: Items, foods: Composition, theirs: Floats) -> Agreement:
    """Compare the day of those people of whom both totals are known."""
    per_100_g = foods.component(VARIABLES[variable])
    ours = per_person(items, items.grams / 100 * per_100_g[items.food])
    rounding = items.grams / 100 * last_digit(per_100_g) / 2 + last_digit(theirs) / 2
    both = np.isfinite(ours) & np.isfinite(theirs)
    difference = np.abs(ours - theirs)[both]
    total = theirs[both] + 1e-9
    return Agreement(
        variable,
        int(both.sum()),
        float((difference <= 1e-3 * total).mean()),
        float((difference <= 1e-2 * total).mean()),
        float(difference.max()),
        float((difference <= per_person(items, rounding)[both] + 1e-6).mean()),
    )


def agreements(shared: Path) -> list[Agreement]:
    """Recompute the day and compare, nutrient by nutrient."""
    import_tables(shared / WORKBOOK)
    foods = store.load(EDITION)
    items = read_items(shared / SURVEY, foods)
    totals = printed(shared / SURVEY, items.people)
    return [compare(variable, items, foods, theirs) for variable, theirs in totals.items()]


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    with lzma.open(path, "rt", newline="") as file:
        return [[row[column] for column in columns] for row in csv.DictReader(file)]


def _number(text: str) -> float:
    value = None if text in {"NA", "."} else number(text)
    return np.nan if value is None else value


def main() -> None:
    """Print one line a nutrient."""
    default = Path(__file__).resolve().parents[2] / "shared"
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MICRONUTRIENT_SHARED")
    shared = Path(named or default)
    with tempfile.TemporaryDirectory() as home:
        os.environ[store.HOME_VARIABLE] = home
        results = agreements(shared)
    print(
        f"{'DR1T':<6}{'component':<22}{'people':>7}{'0.1 %':>9}{'1 %':>9}{'largest':>11}"
        f"{'in rounding':>14}"
    )
    for one in results:
        print(
            f"{one.variable:<6}{VARIABLES[one.variable]:<22}{one.people:>7}"
            f"{one.within_0_1_percent:>9.2%}{one.within_1_percent:>9.2%}{one.largest:>11.3g}"
            f"{one.within_rounding:>14.2%}"
        )


if __name__ == "__main__":
    main()
