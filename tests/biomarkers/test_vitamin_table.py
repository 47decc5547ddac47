"""Every row of the shared table of biomarkers that speaks of vitamins, amino acids or context.

The table is knowledge/biomarkers.csv beside the checkout; its figures are compared with the files.
"""

import csv
import re

import pytest

from micronutrient.biomarkers.marker import by_code, marker
from micronutrient.biomarkers.records import Strength
from micronutrient.datafiles import DATA
from micronutrient.units import conversion_factor

NUTRIENTS = {
    "A", "B1", "B2", "B3", "B6", "B7", "B9", "B12", "B12,B9,B6,B2,choline", "C", "D", "D/Ca", "E",
    "K", "Choline", "AA", "Carnitine", "INFLAM", "PROTEIN", "ORGACID", "INTRACELL",
}  # fmt: skip
MARKERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("A", "retinol"): ("retinol",),
    ("A", "retinyl esters / (retinol+esters)"): ("retinyl_esters", "retinyl_palmitate"),
    ("A", "RBP4"): ("rbp",),
    ("A", "RBP:TTR molar ratio"): ("rbp", "transthyretin"),
    ("A", "beta-carotene"): ("beta_carotene",),
    ("B1", "ETKAC (activity coefficient)"): ("etkac", "transketolase_erythrocyte"),
    ("B1", "thiamine diphosphate (TDP/TPP)"): (
        "thiamin_diphosphate_blood",
        "thiamin_diphosphate_haemoglobin",
        "thiamin_serum",
    ),
    ("B1", "thiamin (urinary, per g creatinine)"): ("thiamin_urine",),
    ("B2", "EGRAC"): ("egrac", "glutathione_reductase_erythrocyte"),
    ("B2", "FAD"): ("fad_blood",),
    ("B2", "riboflavin (erythrocyte total)"): ("riboflavin_rbc",),
    ("B3", "N1-methylnicotinamide & 2-pyridone"): (
        "n1_methylnicotinamide_urine",
        "n1_methylnicotinamide_creatinine",
        "pyridone_urine",
        "pyridone_nmn_ratio",
        "nad_nadp_ratio_rbc",
        "niacin_plasma",
    ),
    ("B6", "pyridoxal 5-phosphate (PLP)"): ("plp", "plp_blood"),
    ("B7", "biotin"): (
        "biotin_serum",
        "hydroxyisovalerate_urine",
        "hydroxyisovalerylcarnitine_plasma",
    ),
    ("B7", "INTERFERENCE: biotin dose"): (),
    ("B7", "3-hydroxyisovaleric acid"): ("hydroxyisovalerate_urine",),
    ("B9", "folate"): ("folate_serum", "folate_rbc"),
    ("B9", "folate erythrocyte: assay comparability"): ("folate_rbc",),
    ("B12", "cobalamin total"): ("vitamin_b12_serum",),
    ("B12", "cobalamin total: reference interval by assay"): ("vitamin_b12_serum",),
    ("B12", "holotranscobalamin"): ("holotranscobalamin",),
    ("B12", "methylmalonic acid"): ("mma", "mma_urine"),
    ("B12,B9,B6,B2,choline", "homocysteine total"): ("homocysteine",),
    ("B12", "cB12 (4cB12)"): ("holotranscobalamin", "vitamin_b12_serum", "mma", "homocysteine"),
    ("C", "ascorbate"): ("vitamin_c_plasma", "vitamin_c_leukocyte"),
    ("D", "25-OH-D total (D2+D3)"): ("vitamin_d_25oh",),
    ("D", "1,25-(OH)2-D"): ("vitamin_d_1_25oh",),
    ("D/Ca", "PTH intact"): ("pth",),
    ("E", "alpha-tocopherol"): ("alpha_tocopherol",),
    ("E", "alpha-tocopherol/total lipid or /cholesterol"): (
        "alpha_tocopherol",
        "alpha_tocopherol_cholesterol",
        "cholesterol_total",
        "triglycerides",
    ),
    ("K", "phylloquinone"): ("phylloquinone",),
    ("K", "PIVKA-II (des-gamma-carboxy prothrombin)"): ("pivka2",),
    ("Choline", "free choline, betaine"): ("choline_plasma", "betaine_plasma"),
    ("AA", "plasma amino acids (incl. taurine, tryptophan, BCAA, citrulline)"): (
        "histidine_plasma",
        "isoleucine_plasma",
        "leucine_plasma",
        "lysine_plasma",
        "methionine_plasma",
        "cystine_plasma",
        "phenylalanine_plasma",
        "tyrosine_plasma",
        "threonine_plasma",
        "tryptophan_plasma",
        "valine_plasma",
        "taurine_plasma",
        "arginine_plasma",
        "glutamine_plasma",
    ),
    ("AA", "citrulline"): ("citrulline_plasma",),
    ("Carnitine", "free carnitine (C0), acyl:free"): (
        "carnitine_free",
        "carnitine_acyl_free_ratio",
    ),
    ("INFLAM", "CRP"): ("crp",),
    ("INFLAM", "AGP (alpha-1-acid glycoprotein)"): ("agp",),
    ("PROTEIN", "albumin"): ("albumin", "transthyretin"),
    ("ORGACID", "FIGLU, xanthurenate, MMA, 3-HIVA, kynurenate /creat"): (
        "formiminoglutamate_urine",
        "xanthurenate_urine",
        "xanthurenate_urine_load",
        "mma_urine",
        "hydroxyisovalerate_urine",
        "kynurenate_urine",
        "oxoisocaproate_urine",
    ),
    ("INTRACELL", "leukocyte/lymphocyte Zn, Mg, C; RBC Zn, Cu, Se, Mg"): ("vitamin_c_leukocyte",),
}
"""Combined indicators are worked out from the markers named; biotin's interference is an agent."""

UNITS = {"ng/mL (ug/L)": "ng/mL", "ng/L (pg/mL)": "ng/L", "pg/mL (ng/L)": "pg/mL"}
NOT_COMPARED = {
    "thiamine diphosphate (TDP/TPP)": "a mass of it is ambiguous, and is asked about",
    "INTERFERENCE: biotin dose": "a dose",
    "alpha-tocopherol/total lipid or /cholesterol": "a combined indicator",
    "FIGLU, xanthurenate, MMA, 3-HIVA, kynurenate /creat": "no factor is printed",
    "leukocyte/lymphocyte Zn, Mg, C; RBC Zn, Cu, Se, Mg": "no factor is printed",
    "RBP:TTR molar ratio": "a combined indicator",
    "cB12 (4cB12)": "a combined indicator",
    "PIVKA-II (des-gamma-carboxy prothrombin)": "arbitrary units do not convert",
    "retinyl esters / (retinol+esters)": "both columns are %",
}
VITAMIN_CODES = {"A", "B1", "B2", "B3", "B6", "B7", "B9", "B12", "Hcy", "C", "D", "E", "K"}
LEFT_OUT = {
    "2922-3": "retinol in whole blood: limits are for serum",
    "33782-4": "retinol-binding protein in urine: a marker of the kidney's tubules",
    "3036-1": "transketolase in serum: not where it is measured",
    "78990-9": "FAD in plasma: no interval, no limit",
    "2378-8": "glutathione reductase per volume of red cells: the file is per gram of haemoglobin",
    "1982-8": "biotinidase: an inborn error, not biotin",
    "32341-0": "transcobalamin II, whether or not it carries B12",
    "1902-6": "ascorbate in whole blood: limits are for plasma",
    "29747-3": "all tocopherols together",
    "3133-6": "xanthurenate per volume of urine: unreadable without creatinine or a whole day",
}
"""Codes of the verified list that no marker of these files bears, and why."""
WITHOUT_MOLAR_MASS = {"33781-6": "AGP in moles: its molar mass varies with its sugars"}


@pytest.fixture(scope="module")
def rows(shared) -> list[dict[str, str]]:
    with (shared / "knowledge/biomarkers.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["nutrient"] in NUTRIENTS]


def key(row: dict[str, str]) -> tuple[str, str]:
    return row["nutrient"], row["analyte"]


def test_every_row_has_its_markers(rows):
    assert {key(row) for row in rows} == set(MARKERS)
    for slugs in MARKERS.values():
        assert all(marker(slug).slug == slug for slug in slugs)


def test_biotins_interference_is_an_agent():
    assert (DATA / "interactions" / "biotin_high_dose.toml").is_file()


def test_published_conversion_factors(rows):
    compared = 0
    for row in rows:
        if row["analyte"] in NOT_COMPARED or row["unit_si"] == row["unit_conv"]:
            continue
        one = marker(MARKERS[key(row)][0])
        factor = conversion_factor(
            UNITS.get(row["unit_conv"], row["unit_conv"]).replace("creat", "{creat}"),
            to=row["unit_si"].replace("creat", "{creat}"),
            molar_mass=one.molar_mass,
        )
        assert factor == pytest.approx(float(row["factor_conv_to_si"]), rel=0.005), key(row)
        compared += 1
    assert compared >= 20


def test_codes_of_the_rows_mean_the_markers(rows):
    unborne = {**LEFT_OUT, **WITHOUT_MOLAR_MASS}
    for row in (row for row in rows if row["nutrient"] != "INTRACELL"):
        for code in re.findall(r"\b\d{3,5}-\d\b", row["loinc_si"] + " " + row["loinc_conv"]):
            if code in unborne:
                continue
            assert by_code()[code] in MARKERS[key(row)], code


def test_every_verified_code_of_a_vitamin_is_borne_or_left_out_with_a_reason(shared):
    with (shared / "knowledge/loinc.csv").open(encoding="utf-8") as lines:
        codes = {r["loinc"] for r in csv.DictReader(lines) if r["nutrient"] in VITAMIN_CODES}
    assert codes - set(by_code()) == set(LEFT_OUT)


@pytest.mark.parametrize("slug", sorted({s for slugs in MARKERS.values() for s in slugs} - {"pth"}))
def test_a_marker_of_the_table_is_complete(slug):
    one = marker(slug)
    assert one.confounders
    assert one.specimens
    slight = [s for s in one.speaks_for if s.strength in {Strength.WEAK, Strength.CONTEXT}]
    assert all(s.note for s in slight)
    assert one.cutoffs or len(slight) == len(one.speaks_for)


@pytest.mark.parametrize(
    ("slug", "value", "unit", "expected"),
    [
        ("mma_urine", 1.0, "mg/g{creat}", 0.9579),
        ("mma_urine", 1.0, "ug/mg creatinine", 0.9579),
        ("mma_urine", 1.0, "umol/mmol", 1.0),
        ("hydroxyisovalerate_urine", 1.0, "mg/g{creat}", 0.9576),
        ("n1_methylnicotinamide_creatinine", 1.0, "mmol/mol{creat}", 1.2125),
        ("thiamin_urine", 0.05, "mg/g creat", 50),
        ("n1_methylnicotinamide_urine", 0.8, "mg/24h", 5.83),
        ("vitamin_c_leukocyte", 10, "ug/10*8{cells}", 56.78),
        ("crp", 9.524, "nmol/L", 1.0),
    ],
)
def test_units_to_creatinine_to_cells_and_to_the_day(slug, value, unit, expected):
    one = marker(slug)
    factor = conversion_factor(unit, to=one.unit, molar_mass=one.molar_mass)
    assert value * factor == pytest.approx(expected, rel=1e-3)
