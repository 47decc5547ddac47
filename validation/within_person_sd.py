"""Our within-person SDs beside two earlier sets: what they are, and how near we come.

Usage: ``python validation/within_person_sd.py`` with ``MICRONUTRIENT_SHARED`` set (default
``../shared``). Prints, per nutrient, ours divided by theirs (median and range over age and sex):

- ``NHANES_2013_2018``: another computation of the same kind over three survey cycles;
- ``IOM_B2``, ``IOM_B5``: tables of IOM 2000 from the CSFII of 1994-96, some twenty years earlier.
  Only coefficients of variation are compared there, since diets and food tables have changed.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np

from micronutrient.intake.usual_individual import WithinPerson, within_person_sd
from micronutrient.person import Person, Sex

ROOT = Path(__file__).resolve().parents[1]
NAMES = {
    "vitamin_a_rae": "vitamin_a",
    "vitamin_e_alpha_tocopherol": "vitamin_e",
    "folate_dfe": "folate",
    "vitamin_a_re": "vitamin_a",
    "folate_total": "folate",
}
"""Their names for our slugs; vitamin A in RE and total folate are near, not the same."""
NOT_OURS = ("beta_carotene", "carotene_re", "cholesterol", "mufa", "pufa")
AGES = {
    "1-3": 2.0,
    "4-8": 6.0,
    "9-13": 11.0,
    "9-18": 16.0,
    "14-18": 16.0,
    "19-50": 35.0,
    "51+": 60.0,
}
SEXES = {"F": Sex.FEMALE, "M": Sex.MALE, "both": Sex.FEMALE}


def ratios(shared: Path, *, source: str) -> dict[str, dict[str, tuple[float, float]]]:
    """Give ours over theirs, (SD, CV), by nutrient, sex and age; NaN where not comparable."""
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    table = shared / "knowledge" / "absorption" / "within_person_sd.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["source"] == source]
    for row in rows:
        if row["nutrient"] in NOT_OURS:
            continue
        ours = measured(row)
        same_basis = source.startswith("NHANES")
        sd = ours.sd / float(row["sd_within"]) if same_basis else float("nan")
        cv = 100 * ours.cv / float(row["cv_within_percent"])
        found[row["nutrient"]][f"{row['sex']} {row['age_y']}"] = (sd, cv)
    return dict(found)


def measured(row: dict[str, str]) -> WithinPerson:
    """Give our estimate for one row of theirs."""
    person = Person(sex=SEXES[row["sex"]], age_years=AGES[row["age_y"]])
    ours = within_person_sd(NAMES.get(row["nutrient"], row["nutrient"]), person)
    if ours is None:
        raise KeyError(row["nutrient"])
    return ours


def main() -> None:
    shared = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
    for source, column, what in (
        ("NHANES_2013_2018", 0, "SD"),
        ("IOM_B2", 1, "CV"),
        ("IOM_B5", 1, "CV"),
    ):
        found = ratios(shared, source=source)
        print(f"\n{what}, ours / {source}: median, least (where), greatest (where)")
        for nutrient, groups in sorted(found.items()):
            values = {group: pair[column] for group, pair in groups.items()}
            least, most = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
            median = np.median(list(values.values()))
            print(
                f"{nutrient:28}{median:6.2f}{values[least]:7.2f} ({least})"
                f"{values[most]:7.2f} ({most})"
            )
        everything = [pair[column] for groups in found.values() for pair in groups.values()]
        within = np.mean(np.abs(np.log(everything)) < np.log(1.25))
        print(f"all: median {np.median(everything):.3f}; within 25 %: {within:.0%}")


if __name__ == "__main__":
    main()
