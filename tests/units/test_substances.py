"""From mass to amount by substance: factors of the shared table of biomarkers, and IU rules.

Creatinine 113.12 g/mol, 3-hydroxyisovaleric acid C5H10O3 118.13 g/mol, iodine 126.904 g/mol.
"""

import csv
import re
from pathlib import Path

import msgspec
import pytest

from micronutrient import nutrients
from micronutrient.biomarkers import marker, quality
from micronutrient.case import LabResult
from micronutrient.errors import WrongUnit
from micronutrient.units import conversion_factor, convert, parse
from micronutrient.verdict import Quarantined

HIVA = 118.13
IODINE = 126.904
ROUNDED = 2e-3
"""The table prints three or four figures."""

MARKERS = {
    "retinol": "retinol",
    "pyridoxal 5-phosphate (PLP)": "plp",
    "folate": "folate_serum",
    "folate erythrocyte: assay comparability": "folate_rbc",
    "cobalamin total": "vitamin_b12_serum",
    "cobalamin total: reference interval by assay": "vitamin_b12_serum",
    "methylmalonic acid": "mma",
    "homocysteine total": "homocysteine",
    "ascorbate": "vitamin_c_plasma",
    "25-OH-D total (D2+D3)": "vitamin_d_25oh",
    "PTH intact": "pth",
    "RBP4": "rbp",
    "alpha-tocopherol": "alpha_tocopherol",
    "calcium total + albumin-adjusted": "calcium_serum",
    "magnesium": "magnesium_serum",
    "phosphate": "phosphate_serum",
    "potassium": "potassium_serum",
    "sodium": "sodium_serum",
    "zinc": "zinc",
    "zinc, older men by time and fasting": "zinc",
    "copper": "copper",
    "selenium": "selenium_plasma",
    "urinary iodine": "iodine_urine",
    "creatinine -> eGFR (CKD-EPI 2021)": "creatinine",
}
NUTRIENTS = {
    "biotin": "biotin",
    "riboflavin (erythrocyte total)": "riboflavin",
    "manganese": "manganese",
    "chromium": "chromium",
    "molybdenum": "molybdenum",
    "fluoride": "fluoride",
    "sodium excretion": "sodium",
    "potassium excretion": "potassium",
    "copper excretion": "copper",
}
ELSEWHERE = {
    "beta-carotene": 536.87,
    "thiamine diphosphate (TDP/TPP)": 424.3,
    "FAD": 785.55,
    "N1-methylnicotinamide & 2-pyridone": 137.16,
    "1,25-(OH)2-D": 416.64,
    "phylloquinone": 450.70,
    "exchangeable copper / relative exchangeable copper": 63.546,
    "cobalt": 58.933,
}
"""Molar masses of what no marker and no nutrient of this package has yet, from their formulas."""


def _rows(shared: Path) -> list[dict[str, str]]:
    path = shared / "knowledge" / "biomarkers.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _first(units: str) -> str:
    return re.split(r" \(|;| or ", units, maxsplit=1)[0].strip()


def _substance(analyte: str) -> tuple[float | None, int | None]:
    if slug := MARKERS.get(analyte):
        kind = marker.marker(slug)
        return kind.molar_mass, kind.valence
    if slug := NUTRIENTS.get(analyte):
        return nutrients.nutrient(slug).molar_mass, None
    return ELSEWHERE.get(analyte), None


def test_published_factors_of_the_table_of_biomarkers(shared: Path):
    compared = []
    for row in _rows(shared):
        try:
            printed = float(row["factor_conv_to_si"].split(" ")[0])
            unit, to = _first(row["unit_conv"]), _first(row["unit_si"])
            parse(unit), parse(to)
        except (WrongUnit, ValueError):
            continue
        molar_mass, valence = _substance(row["analyte"])
        got = conversion_factor(unit, to=to, molar_mass=molar_mass, valence=valence)
        assert got == pytest.approx(printed, rel=ROUNDED), row["analyte"]
        compared.append(row["analyte"])
    assert {*MARKERS, *NUTRIENTS, *ELSEWHERE} <= set(compared)
    assert len(compared) >= 60


def test_every_marker_converts_its_other_units():
    for slug in marker.names():
        kind = marker.marker(slug)
        for unit in kind.other_units:
            factor = conversion_factor(
                unit, to=kind.unit, molar_mass=kind.molar_mass, valence=kind.valence
            )
            assert factor > 0, (slug, unit)


@pytest.mark.parametrize(
    ("nutrient", "form", "iu", "unit", "printed"),
    [
        ("vitamin_a", "retinol", 10_000, "ug", 3_000),
        ("vitamin_a", "beta_carotene", 10_000, "ug", 3_000),
        ("vitamin_d", "cholecalciferol", 400, "ug", 10),
        ("vitamin_d", "ergocalciferol", 4_000, "ug", 100),
    ],
)
def test_published_international_units(
    nutrient: str, form: str, iu: float, unit: str, printed: float
):
    kind = nutrients.nutrient(nutrient)
    (per_iu,) = {one.per_iu for one in kind.forms if one.slug == form}
    assert per_iu is not None
    assert convert(iu, unit="IU", to=unit, iu=(per_iu, unit)) == pytest.approx(printed)


def test_published_vitamin_e_units_are_067_and_045_mg():
    rules = {form.per_iu for form in nutrients.nutrient("vitamin_e").forms if form.per_iu}
    assert rules == {0.67, 0.45}
    with pytest.raises(WrongUnit, match="international units"):
        convert(1, unit="IU", to="mg")


def test_per_gram_of_creatinine_is_per_mole_of_creatinine():
    mmol_mol = convert(20, unit="mg/g{creat}", to="mmol/mol{creat}", molar_mass=HIVA)
    assert mmol_mol == pytest.approx(20 * 113.12 / HIVA)
    assert convert(mmol_mol, unit="mmol/mol creatinine", to="µg/mg Cr", molar_mass=HIVA) == (
        pytest.approx(20)
    )
    iodine = convert(100, unit="ug/g{creat}", to="nmol/mmol{creat}", molar_mass=IODINE)
    assert iodine == pytest.approx(100 / IODINE * 113.12)
    assert convert(1, unit="ug/mmol{creat}", to="ug/g{creat}") == pytest.approx(1e3 / 113.12)


def test_creatinine_below_is_known_from_one_side():
    assert convert(1, unit="mg/g", to="mmol/mol{creat}", molar_mass=HIVA) == (
        pytest.approx(113.12 / HIVA)
    )
    with pytest.raises(WrongUnit, match="molar mass"):
        convert(1, unit="mg/g", to="mmol/mol", molar_mass=HIVA)
    with pytest.raises(WrongUnit, match="molar mass"):
        convert(1, unit="nmol/g{Hb}", to="nmol/mmol{Hb}")


def test_creatinine_above_says_nothing_of_what_is_below():
    with pytest.raises(WrongUnit, match="molar mass"):
        convert(1, unit="g{creat}/g", to="mmol{creat}/mol", molar_mass=113.12)


def test_per_creatinine_is_not_per_haemoglobin():
    with pytest.raises(WrongUnit, match=r"per creatinine; .* per haemoglobin"):
        convert(1, unit="ug/g creat", to="ug/g Hb")


@pytest.mark.parametrize(
    "unit", ["ug/g creat", "mg/g{creat}", "umol/mol creatinine", "nmol/mmol Cr"]
)
def test_a_result_per_creatinine_passes_the_check_of_quality(unit: str):
    kind = msgspec.structs.replace(
        marker.marker("iodine_urine"), unit="ug/g{creat}", molar_mass=IODINE
    )
    factor = convert(1, unit="ug/g{creat}", to=unit, molar_mass=IODINE)
    result = LabResult(marker="iodine_urine", value=100 * factor, unit=unit)
    checked = quality.check(result, marker=kind, index=0)
    assert not isinstance(checked, Quarantined)
    assert checked.value == pytest.approx(100)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("mg/kg", r"mg/kg measures mass per mass; allowed: ug/L, .*\(mass per volume\)"),
        ("mg", r"mg measures mass; .*nearest is mg/L"),
        ("nmol/L", r"between them stands a molar mass"),
        ("Cel", r"measures temperature"),
        ("ug/LL", r"unknown unit 'ug/LL'; allowed: nearest are ug/L"),
        ("M", r"ambiguous"),
    ],
)
def test_a_unit_of_another_dimension_gets_one_line_with_what_fits(unit: str, said: str):
    result = LabResult(marker="ferritin", value=20, unit=unit)
    with pytest.raises(WrongUnit, match=said) as caught:
        quality.check(result, marker=marker.marker("ferritin"), index=0)
    assert len(caught.value.line().splitlines()) == 1
    assert caught.value.line().startswith("labs[0].unit: Ferritin: ")
