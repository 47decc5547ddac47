"""Our mineral markers against the shared tables: every row, factor, code and variation.

Read from ../shared/knowledge: biomarkers.csv, biological_variation.csv, loinc.csv.
"""

import csv

import pytest

from micronutrient.biomarkers.marker import by_code, marker, names
from micronutrient.sources import Checked
from micronutrient.units import conversion_factor

ROWS = {
    ("D/Ca", "PTH intact"): ["pth"],
    ("Ca", "calcium total + albumin-adjusted"): [
        "calcium_serum", "calcium_adjusted", "calcium_ionised",
    ],
    ("Mg", "magnesium"): ["magnesium_serum", "magnesium_rbc"],
    ("P", "phosphate"): ["phosphate_serum"],
    ("K(potassium)", "potassium"): ["potassium_serum"],
    ("Na", "sodium"): ["sodium_serum"],
    ("Fe", "ferritin"): ["ferritin"],
    ("Fe", "soluble transferrin receptor"): ["stfr"],
    ("Fe", "transferrin saturation"): ["transferrin_saturation"],
    ("Fe", "haemoglobin"): ["haemoglobin"],
    ("Fe", "reticulocyte Hb / %hypochromic"): ["reticulocyte_haemoglobin", "hypochromic_red_cells"],
    ("Zn", "zinc"): ["zinc"],
    ("Zn", "zinc, older men by time and fasting"): ["zinc"],
    ("Cu", "copper"): ["copper"],
    ("Cu", "caeruloplasmin"): ["ceruloplasmin"],
    ("Cu", "copper excretion"): ["copper_urine"],
    ("Cu", "exchangeable copper / relative exchangeable copper"): [
        "exchangeable_copper", "relative_exchangeable_copper",
    ],
    ("Se", "selenium"): [
        "selenium_plasma", "selenium_blood", "selenium_rbc", "glutathione_peroxidase_rbc",
    ],
    ("I", "urinary iodine"): ["iodine_urine", "iodine_urine_24h", "iodine_creatinine_urine"],
    ("I", "TSH, fT4, thyroglobulin"): ["tsh", "free_t4", "thyroglobulin"],
    ("Mn", "manganese"): ["manganese_blood"],
    ("Cr", "chromium"): ["chromium_blood", "chromium_serum"],
    ("Mo", "molybdenum"): ["molybdenum_serum", "molybdenum_blood"],
    ("Co", "cobalt"): ["cobalt_blood"],
    ("F", "fluoride"): ["fluoride_urine"],
    ("EFA", "omega-3 index (EPA+DHA % RBC FA)"): ["omega3_index", "epa_rbc", "dha_rbc"],
    ("EFA", "triene:tetraene (Mead/AA)"): ["triene_tetraene_ratio"],
    ("Na", "sodium excretion"): ["sodium_urine"],
    ("K(potassium)", "potassium excretion"): ["potassium_urine"],
    ("INFLAM", "CRP"): ["crp"],
    ("INFLAM", "AGP (alpha-1-acid glycoprotein)"): ["agp"],
    ("PROTEIN", "albumin"): ["albumin"],
    ("RENAL", "creatinine -> eGFR (CKD-EPI 2021)"): ["creatinine"],
    ("INTRACELL", "leukocyte/lymphocyte Zn, Mg, C; RBC Zn, Cu, Se, Mg"): [
        "zinc_leukocyte", "magnesium_leukocyte", "zinc_rbc", "copper_rbc", "selenium_rbc",
        "magnesium_rbc",
    ],
}  # fmt: skip
COMPUTED = {("Fe", "sTfR/log10 ferritin index"), ("Fe", "body iron (Cook)")}
"""Computed from two results: not a marker's file."""
RULE = ("P/K/Mg", "refeeding composite (fall from baseline)")
"""A fall between two results: data/alerts/refeeding_syndrome.toml."""
NUTRIENTS = {key[0] for key in (*ROWS, *COMPUTED, RULE)}

VARIES = {
    "copper": "copper",
    "zinc": "zinc",
    "selenium": "selenium_plasma",
    "iron": "iron_serum",
    "transferrin": "transferrin",
    "ferritin": "ferritin",
    "soluble transferrin receptor": "stfr",
    "PTH 1-84": "pth",
    "TIBC": "tibc",
    "transferrin saturation": "transferrin_saturation",
    "TSH": "tsh",
    "free T4": "free_t4",
    "sodium": "sodium_serum",
    "MCV": "mcv",
    "albumin": "albumin",
    "calcium": "calcium_serum",
    "hepcidin": "hepcidin",
    "potassium": "potassium_serum",
    "magnesium": "magnesium_serum",
    "phosphate": "phosphate_serum",
    "creatinine": "creatinine",
    "CRP": "crp",
    "haemoglobin": "haemoglobin",
}
BETTER = {"haemoglobin", "crp"}
"""Read in a study since: the table only recalls a figure."""
ELSEWHERE = {
    "T3": "no marker: it says nothing of a nutrient that TSH and free T4 do not",
    "folate": "a vitamin",
    "vitamin B12": "a vitamin",
    "25-OH vitamin D": "a vitamin",
    "methylmalonic acid": "a vitamin's marker",
    "homocysteine": "a vitamin's marker",
    "vitamin E": "a vitamin",
    "retinol": "a vitamin",
    "all-trans retinoic acid": "a vitamin",
    "13-cis retinoic acid": "a vitamin",
    "beta-carotene": "a vitamin",
    "vitamins A, E, B1, B2 (range)": "vitamins",
    "vitamins A,E,B1,B2,B6,C,K and carotenoids (range)": "vitamins",
}

CODES_OF = {"Ca", "Mg", "P", "Na_K", "Fe", "Zn", "Cu", "Se", "I", "Mn", "Cr", "Mo", "Context"}
COMPUTED_CODES = {"74807-9"}
"""The index of transferrin receptor and ferritin."""


def table(shared, name):
    with (shared / "knowledge" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_minerals_has_a_marker(shared):
    rows = {(row["nutrient"], row["analyte"]) for row in table(shared, "biomarkers.csv")}
    ours = {key for key in rows if key[0] in NUTRIENTS}
    assert ours == {*ROWS, *COMPUTED, RULE}
    assert {slug for slugs in ROWS.values() for slug in slugs} <= set(names())


def test_published_factors_between_the_units_of_the_table(shared):
    seen = 0
    for row in table(shared, "biomarkers.csv"):
        slugs = ROWS.get((row["nutrient"], row["analyte"]))
        units = row["unit_conv"].split(";")[0], row["unit_si"].split(";")[0]
        if slugs is None or "lab" in row["factor_conv_to_si"] or units[0] in {"various", "ratio"}:
            continue
        kind = marker(slugs[0])
        factor = conversion_factor(
            units[0].replace("IU", "[IU]"),
            to=units[1].replace("IU", "[IU]"),
            molar_mass=kind.molar_mass,
            valence=kind.valence,
        )
        assert factor == pytest.approx(float(row["factor_conv_to_si"]), rel=0.002), slugs[0]
        seen += 1
    assert seen > 25


def test_every_unit_of_the_table_is_one_that_the_marker_reads(shared):
    for row in table(shared, "biomarkers.csv"):
        for slug in ROWS.get((row["nutrient"], row["analyte"]), ()):
            if row["unit_si"] in {"various", "ratio", "umol/L; %"} or slug in {
                "hypochromic_red_cells", "glutathione_peroxidase_rbc", "iodine_urine_24h",
                "iodine_creatinine_urine", "free_t4", "thyroglobulin",
            }:  # fmt: skip
                continue
            kind = marker(slug)
            for unit in (row["unit_si"], row["unit_conv"]):
                written = unit.replace("IU", "[IU]")
                assert conversion_factor(
                    written, to=kind.unit, molar_mass=kind.molar_mass, valence=kind.valence
                ), (slug, unit)


def test_every_code_of_the_minerals_means_a_marker(shared):
    listed = {row["loinc"] for row in table(shared, "loinc.csv") if row["nutrient"] in CODES_OF}
    assert listed - set(by_code()) <= COMPUTED_CODES


def test_codes_of_the_table_mean_the_marker_of_their_row(shared):
    known = {row["loinc"] for row in table(shared, "loinc.csv")}
    for row in table(shared, "biomarkers.csv"):
        slugs = ROWS.get((row["nutrient"], row["analyte"]))
        for column in ("loinc_si", "loinc_conv"):
            code = row[column].split(" ")[0]
            if slugs and code in known:
                assert by_code()[code] in slugs, code


def test_every_variation_of_the_table_stands_with_its_marker(shared):
    rows = table(shared, "biological_variation.csv")
    assert {row["marker"] for row in rows} == {*VARIES, *ELSEWHERE}
    for name, slug in VARIES.items():
        held = marker(slug).variation
        assert held is not None, slug
        printed = [
            part
            for row in rows
            if row["marker"] == name
            for part in row["cv_within_percent"].replace(" women", "").split(";")
            if part.strip()
        ]
        if slug in BETTER:
            assert held.checked is Checked.PRIMARY
            assert {row["checked"] for row in rows if row["marker"] == name} == {"recalled"}
            continue
        values = {float(part.replace("men", "").strip()) for part in printed if "-" not in part}
        assert held.cv_within in values, (slug, held.cv_within, values)
