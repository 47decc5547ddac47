"""Refresh the embedded food table from USDA's own files: values, household measures, group bounds.

The choice of foods (fdc_id and our plain name) is kept in data/foods/core.csv itself: add a row
with these two fields, run this, and the rest of the row is filled in. Nothing is estimated: a value
that SR Legacy does not have stays empty.

    MICRONUTRIENT_SHARED=../shared python tools/make_core_foods.py
"""

import csv
import io
import lzma
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from micronutrient.datafiles import DATA, read_toml
from micronutrient.foods.composition import ANY_GROUP, components
from micronutrient.foods.measures import measure_words, measures

ROOT = Path(__file__).resolve().parents[1]
FOODS = DATA / "foods"
UPPER, TYPICAL = 95, 50
LEAST_KNOWN = 10
NO_MEASURE = re.compile(
    r"yield|refuse|cubic inch|^(?:oz|lb|g|grams?|each)\b|bone|individual|as to|sum of|"
    r"gerber|heinz|beech|earth's|dannon|debbie|pepperidge|keebler|grandma|triscuit|wasa|krisp",
    re.IGNORECASE,
)

DETAIL = re.compile(r"[\d\"]|include|variety|average|weight")

Values = dict[int, dict[str, float]]


def main() -> None:
    """Write core.csv, core_portions.csv, group_upper.csv and group_typical.csv anew."""
    folder = Path(os.environ.get("MICRONUTRIENT_SHARED", ROOT.parent / "shared"))
    official = folder / "data" / "usda" / "sr_legacy_fdc_csv"
    groups = group_of_category()
    foods = {
        int(row["fdc_id"]): (row["description"], groups[int(row["food_category_id"])])
        for row in rows(official / "food.csv.xz")
    }
    values = food_values(official / "food_nutrient_reconstructed_from_SR28.csv.xz")
    chosen = read_choice()
    write_core(chosen, foods=foods, values=values)
    write_portions(chosen, official / "food_portion.csv.xz")
    write_groups(foods, values, percentile=UPPER, name="group_upper.csv")
    write_groups(foods, values, percentile=TYPICAL, name="group_typical.csv")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read one of USDA's files row by row."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def group_of_category() -> dict[int, str]:
    """Give our group slug by the id of FoodData Central's category."""
    return {i: slug for slug, ids, _ in read_toml(FOODS / "groups.toml")["rows"] for i in ids}


def food_values(path: Path) -> Values:
    """Read all values of the components that we have a name for."""
    slugs = {component.usda_id: slug for slug, component in components().items()}
    found: Values = defaultdict(dict)
    for row in rows(path):
        slug = slugs.get(int(row["nutrient_id"]))
        if slug and row["amount"]:
            found[int(row["fdc_id"])][slug] = float(row["amount"])
    return found


def read_choice() -> dict[int, str]:
    """Read which foods the table holds, and under what name."""
    with (FOODS / "core.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["fdc_id"]): row["name"] for row in csv.DictReader(file)}


def write_core(
    chosen: dict[int, str], *, foods: dict[int, tuple[str, str]], values: Values
) -> None:
    """Write the table itself, in the order of the choice."""
    slugs = list(components())
    head = ["fdc_id", "name", "description", "group", *slugs]
    body = [
        [fdc_id, name, *foods[fdc_id], *(text(values[fdc_id].get(slug)) for slug in slugs)]
        for fdc_id, name in chosen.items()
    ]
    write(FOODS / "core.csv", head=head, body=body)


def write_portions(chosen: dict[int, str], path: Path) -> None:
    """Write the household measures that a person would type, in the publisher's order."""
    found: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    for row in rows(path):
        fdc_id, label = int(row["fdc_id"]), row["modifier"] or row["portion_description"]
        amount, grams = float(row["amount"]), float(row["gram_weight"])
        if fdc_id in chosen and amount > 0 and grams > 0:
            found[fdc_id].append((label, amount, grams))
    body: list[list[object]] = [
        [fdc_id, measure, text(amount), text(grams)]
        for fdc_id in chosen
        for measure, amount, grams in plain_portions(found[fdc_id])
    ]
    head = ["fdc_id", "measure", "amount", "grams"]
    write(FOODS / "core_portions.csv", head=head, body=body)


def plain_portions(portions: list[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Drop what nobody types; shorten a label where it stays the only one of its kind."""
    kept = [serving(*p) for p in portions]
    usable = [(measure_words(label), a, g) for label, a, g in kept if not NO_MEASURE.search(label)]
    full: dict[str, tuple[float, float]] = {}
    for label, amount, grams in usable:
        full.setdefault(label, (amount, grams))
    short = {label: shortened(label) for label in full}
    counts = Counter(short.values())
    return [
        (short[label] if counts[short[label]] == 1 else label, *weights)
        for label, weights in full.items()
    ]


def serving(label: str, amount: float, grams: float) -> tuple[str, float, float]:
    """Call ``3 oz`` a serving of 3 oz: an ounce alone is a weight that every food has."""
    if measure_words(label) in measures().grams and amount not in (0, 1):
        return f"serving, {amount:g} {measure_words(label)}", 1.0, grams
    return label, amount, grams


def shortened(label: str) -> str:
    """Leave out sizes in inches and package weights: ``medium, 2-1/2" dia`` is ``medium``."""
    parts = label.split(", ")
    return ", ".join(p for n, p in enumerate(parts) if n == 0 or not DETAIL.search(p))


def write_groups(
    foods: dict[int, tuple[str, str]], values: Values, *, percentile: int, name: str
) -> None:
    """Write a percentile of known values per group and component over all of SR Legacy.

    Left empty where fewer than ten foods of the group have a value; the row ``any`` is over all.
    """
    members: dict[str, list[int]] = {ANY_GROUP: sorted(foods)}
    for fdc_id in sorted(foods):
        members.setdefault(foods[fdc_id][1], []).append(fdc_id)
    slugs = list(components())
    body = [
        [
            group,
            *(text(at(values, members[group], slug=slug, percentile=percentile)) for slug in slugs),
        ]
        for group in [*(row[0] for row in read_toml(FOODS / "groups.toml")["rows"]), ANY_GROUP]
    ]
    write(FOODS / name, head=["group", *slugs], body=body)


def at(values: Values, foods: list[int], *, slug: str, percentile: int) -> float | None:
    """Give the percentile of the known values, to four figures; None if too few are known."""
    known = [values[i][slug] for i in foods if slug in values.get(i, {})]
    if len(known) < LEAST_KNOWN:
        return None
    return float(f"{np.percentile(known, percentile):.4g}")


def text(number: float | None) -> str:
    """Write a number as short as it can be read back exactly; nothing for a gap."""
    return "" if number is None else repr(number).removesuffix(".0")


def write(path: Path, *, head: list[str], body: list[list[object]]) -> None:
    """Write one table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([head, *body])
    path.write_text(out.getvalue(), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(body)} rows")


if __name__ == "__main__":
    main()
