"""Estimate what foods weigh after cooking, from USDA's own files; print a table by food family.

Two ways, both from SR Legacy. Where a household measure says what it was before it was cooked
("1 steak (yield from 532 g raw meat)"), the two weights were measured. Elsewhere a food that the
table has both raw and cooked is compared with itself: cooking takes or gives water, and hardly any
protein, so 100 g of the raw food weigh 100 g x (protein of the raw food / protein of the cooked)
afterwards. Vegetables lose protein to the water, and are left out.

    MICRONUTRIENT_SHARED=../shared python tools/estimate_yields.py
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from make_core_foods import food_values, group_of_category, rows, write

from micronutrient.datafiles import DATA
from micronutrient.foods.composition import Composition
from micronutrient.foods.retention import family_of

ROOT = Path(__file__).resolve().parents[1]
COMPONENTS = ("protein", "fat")
GROUPS = {
    "beef", "pork", "poultry", "lamb_veal_and_game", "fish_and_shellfish", "dairy_and_eggs",
    "legumes", "cereal_grains_and_pasta",
}  # fmt: skip
METHODS = {
    "boiled": ("boiled", "simmered", "moist heat", "hard-boiled"),
    "stewed": ("stewed", "braised"),
    "fried": ("fried", "pan-fried", "pan-browned"),
    "baked": ("dry heat",),
    "roasted": ("roasted", "dry heat"),
    "grilled": ("broiled", "grilled", "dry heat"),
}
BOILED_IF_SILENT = {"legumes", "cereal_grains_and_pasta"}
COATED = re.compile(r"batter|flour|breaded|coating|added solution|canned|smoked|cured")
STATE = re.compile(
    r"\b(raw|cooked|boiled|drained|without salt|with salt|with added salt|unenriched|enriched|"
    r"regular|mature seeds|roasted|dry heat|moist heat|broiled|fried|hard-boiled|stewed|dry|"
    r"braised|grilled|pan-fried|pan-browned|pan-broiled|simmered|whole|fresh|choice|select|"
    r"all grades|includes foods for usda's food distribution program|trimmed to \S+ fat)\b"
)
RAW_MEAT = re.compile(r"yield from\s+(1 lb|[\d.]+\s*g) raw meat(?:, boneless)?\s*\)")
GRAMS_OF_POUND = 453.6
LEAST_PROTEIN = 5.0  # g/100 g: below it rounding decides
LEAST_PAIRS = 2

Found = dict[tuple[str, str], list[tuple[float, str]]]


def main() -> None:
    """Write yields.csv anew."""
    folder = Path(os.environ.get("MICRONUTRIENT_SHARED", ROOT.parent / "shared"))
    official = folder / "data" / "usda" / "sr_legacy_fdc_csv"
    table = composition(official)
    found: Found = defaultdict(list)
    measured(table, official / "food_portion.csv.xz", found)
    compared(table, found)
    body: list[list[object]] = []
    for (family, method), pairs in sorted(found.items()):
        ways = {way for _, way in pairs}
        kept = [value for value, way in pairs if way == "weighed" or "weighed" not in ways]
        if not family or len(kept) < LEAST_PAIRS:
            continue
        low, middle, high = np.percentile(kept, [5, 50, 95])
        way = "weighed" if "weighed" in ways else "protein"
        numbers = [f"{value:.3g}" for value in (middle, low, high)]
        body.append([family, method, way, *numbers, len(kept)])
    head = ["family", "method", "way", "factor", "low", "high", "foods"]
    write(DATA / "foods" / "yields.csv", head=head, body=body)


def composition(official: Path) -> Composition:
    """Read the foods of the groups that are cooked, with protein and fat."""
    groups = group_of_category()
    values = food_values(official / "food_nutrient_reconstructed_from_SR28.csv.xz")
    chosen = [
        (row["fdc_id"], row["description"], groups[int(row["food_category_id"])])
        for row in rows(official / "food.csv.xz")
        if groups[int(row["food_category_id"])] in GROUPS
    ]
    amounts = [[values[int(i)].get(slug, np.nan) for slug in COMPONENTS] for i, _, _ in chosen]
    names = tuple(name for _, name, _ in chosen)
    return Composition(
        title="SR Legacy",
        version="2018",
        ids=tuple(i for i, _, _ in chosen),
        names=names,
        descriptions=names,
        groups=tuple(group for _, _, group in chosen),
        sources=("usda-sr-legacy-2018",) * len(chosen),
        components=COMPONENTS,
        amounts=np.array(amounts),
        portions={},
    )


def measured(table: Composition, portions: Path, found: Found) -> None:
    """Take the weights before and after cooking that a household measure states."""
    position = {one: i for i, one in enumerate(table.ids)}
    for row in rows(portions):
        i = position.get(row["fdc_id"])
        raw = RAW_MEAT.search((row["modifier"] or row["portion_description"]).lower())
        if i is None or raw is None or "cooked" not in table.names[i]:
            continue
        before = GRAMS_OF_POUND if raw[1] == "1 lb" else float(raw[1].removesuffix("g"))
        factor = float(row["gram_weight"]) / float(row["amount"]) / before
        if factor < 1:
            for method in methods(table, i):
                found[family_of(table, i), method].append((factor, "weighed"))


def compared(table: Composition, found: Found) -> None:
    """Compare the protein of each cooked food with that of the same food raw."""
    protein = table.component("protein")
    raw: dict[tuple[str, str], int] = {}
    for i, name in enumerate(table.names):
        words = set(re.split(r"[ ,]+", name.lower()))
        if words & {"raw", "dry"} and not words & {"cooked", "boiled", "roasted"}:
            raw.setdefault(key(table, i), i)
    for i, name in enumerate(table.names):
        before = raw.get(key(table, i))
        if before is None or before == i or COATED.search(name.lower()):
            continue
        enough = protein[before] >= LEAST_PROTEIN and protein[i] > 0
        for method in methods(table, i) if enough else ():
            found[family_of(table, i), method].append((protein[before] / protein[i], "protein"))


def key(table: Composition, i: int) -> tuple[str, str]:
    """Give what a food and its cooked form have in common."""
    plain = STATE.sub("", table.names[i].lower())
    return table.groups[i], " ".join(sorted(set(re.findall(r"[a-z]+", plain))))


def methods(table: Composition, i: int) -> list[str]:
    """Give the cooking methods that a description stands for."""
    said = table.names[i].lower()
    named = [m for m, words in METHODS.items() if any(re.search(rf"\b{w}\b", said) for w in words)]
    silent = "cooked" in said and table.groups[i] in BOILED_IF_SILENT
    return named or (["boiled"] if silent else [])


if __name__ == "__main__":
    main()
