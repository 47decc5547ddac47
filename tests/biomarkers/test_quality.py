"""Conversions by substance as AMA's and CDC's tables print them; what is quarantined, and why."""

import pytest

from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured, check, has_fault, specimen_fits
from micronutrient.biomarkers.rules import rules
from micronutrient.errors import WrongUnit
from micronutrient.verdict import Quarantined


@pytest.mark.parametrize(
    ("slug", "value", "unit", "printed"),
    [
        ("retinol", 20, "ug/dL", 0.70),
        ("vitamin_b12_serum", 200, "pg/mL", 148),
        ("vitamin_d_25oh", 20, "ng/mL", 49.9),
        ("zinc", 70, "µg/dL", 10.7),
        ("copper", 100, "mcg/dL", 15.7),
        ("selenium_plasma", 100, "ug/L", 1.27),
        ("folate_serum", 3, "ng/mL", 6.80),
        ("folate_rbc", 100, "ng/mL", 226.5),
        ("vitamin_c_plasma", 0.2, "mg/dL", 11.4),
        ("alpha_tocopherol", 516, "ug/dL", 12.0),
        ("homocysteine", 1, "mg/L", 7.40),
        ("mma", 1, "umol/L", 1000),
        ("magnesium_serum", 2.07, "mg/dL", 0.85),
        ("magnesium_serum", 1.5, "mEq/L", 0.75),
        ("calcium_serum", 10, "mg/dL", 2.495),
        ("phosphate_serum", 2.0, "mg/dL", 0.646),
        ("pth", 65, "pg/mL", 6.90),
        ("creatinine", 1, "mg/dL", 88.4),
        ("haemoglobin", 7.45, "mmol/L", 120),
        ("plp", 5, "ug/L", 20.2),
        ("iodine_urine", 0.79, "umol/L", 100),
        ("ceruloplasmin", 20, "mg/dL", 200),
        ("agp", 100, "mg/dL", 1.0),
        ("crp", 1.2, "mg/dL", 12),
        ("tsh", 2.5, "mIU/L", 2.5),
        ("tsh", 2.5, "uIU/mL", 2.5),
        ("tsh", 2.5, "mU/L", 2.5),
        ("tsh", 2.5, "uU/mL", 2.5),
    ],
)
def test_published_conversions(lab, slug, value, unit, printed):
    found = check(lab(slug, value, unit), marker=marker(slug), index=0)
    assert isinstance(found, Measured)
    assert found.value == pytest.approx(printed, rel=5e-3)


def test_zinc_with_a_misprinted_unit_is_quarantined_and_the_unit_that_fits_is_named(lab):
    found = check(lab("zinc", 1.52, "ug/dL"), marker=marker("zinc"), index=2)
    assert isinstance(found, Quarantined)
    assert found.input == "labs[2]"
    assert found.ask.startswith("value fits ug/mL")


@pytest.mark.parametrize(
    ("slug", "value", "unit", "fits"),
    [
        ("haemoglobin", 12.3, "g/L", "g/dL"),
        ("vitamin_d_25oh", 1.2, "nmol/L", ""),
        ("mma", 0.3, "nmol/L", "umol/L"),
        ("calcium_serum", 9.4, "mmol/L", "mg/dL"),
        ("creatinine", 1.1, "umol/L", "mg/dL"),
    ],
)
def test_what_cannot_be_true_is_quarantined(lab, slug, value, unit, fits):
    found = check(lab(slug, value, unit), marker=marker(slug), index=0)
    assert isinstance(found, Quarantined)
    assert fits in found.ask


@pytest.mark.parametrize(
    ("slug", "value", "unit"),
    [
        ("ferritin", 90_000, "ug/L"),
        ("selenium_plasma", 751, "ug/L"),
        ("haemoglobin", 47, "g/L"),
        ("magnesium_serum", 0.17, "mmol/L"),
        ("calcium_serum", 4.2, "mmol/L"),
        ("vitamin_b12_serum", 57, "pg/mL"),
        ("crp", 0, "mg/L"),
    ],
)
def test_extreme_but_real_disease_is_accepted(lab, slug, value, unit):
    assert isinstance(check(lab(slug, value, unit), marker=marker(slug), index=0), Measured)


@pytest.mark.parametrize(
    ("slug", "specimen", "fits"),
    [
        ("zinc", None, True),
        ("zinc", "Serum", True),
        ("zinc", "Ser/Plas", True),
        ("zinc", "EDTA plasma", True),
        ("zinc", "blood", True),
        ("zinc", "whole blood", False),
        ("zinc", "urine", False),
        ("zinc", "hair", False),
        ("zinc", "red cells", False),
        ("folate_rbc", "red cells", True),
        ("folate_rbc", "serum", False),
        ("haemoglobin", "capillary blood", True),
        ("iodine_urine", "24 h urine", True),
    ],
)
def test_specimens(slug, specimen, fits):
    assert specimen_fits(specimen, marker=marker(slug)) is fits


def test_a_wrong_specimen_is_quarantined(lab):
    found = check(lab("zinc", 90, "ug/dL", specimen="hair"), marker=marker("zinc"), index=0)
    assert isinstance(found, Quarantined)
    assert "hair" in found.why


def test_a_mass_of_thiamin_is_asked_about(lab):
    one = marker("thiamin_diphosphate_blood")
    found = check(lab(one.slug, 40, "ug/L"), marker=one, index=0)
    assert isinstance(found, Quarantined)
    assert "337" in found.ask


@pytest.mark.parametrize("unit", ["mg", "umol/d", "mmHg", "spoons"])
def test_a_unit_of_something_else_is_a_fault(lab, unit):
    with pytest.raises(WrongUnit, match=r"labs\[4\]\.unit: Zinc"):
        check(lab("zinc", 90, unit), marker=marker("zinc"), index=4)


def test_no_unit_at_all_of_thiamin_is_a_fault_with_its_place(lab):
    one = marker("thiamin_diphosphate_blood")
    with pytest.raises(WrongUnit, match=r"labs\[4\]\.unit: .*unknown unit"):
        check(lab(one.slug, 40, "spoons"), marker=one, index=4)


def test_a_number_is_quarantined_as_it_was_given(lab):
    found = check(lab("zinc", 12_345_678, "ug/dL"), marker=marker("zinc"), index=0)
    assert isinstance(found, Quarantined)
    assert "12345678 ug/dL" in found.why


def test_a_molar_unit_of_ferritin_is_refused(lab):
    with pytest.raises(WrongUnit, match="molar mass"):
        check(lab("ferritin", 90, "pmol/L"), marker=marker("ferritin"), index=0)


@pytest.mark.parametrize(
    ("note", "haemolysed"),
    [
        (None, False),
        ("sample haemolysed", True),
        ("slight hemolysis", True),
        ("no haemolysis", False),
        ("not haemolysed", False),
        ("no visible haemolysis", False),
        ("Haemolysis: none", False),
        ("haemolysis excluded", False),
        ("haemolysis ruled out", False),
        ("haemolysis: neg", False),
        ("haemolysis: absent", False),
        ("haemolysis not excluded", True),
        ("haemolysis cannot be ruled out", True),
        ("not fasting; haemolysed", True),
        ("not fasting but hemolyzed", True),
        ("known haemolytic anaemia", False),
        ("haemolysis index 12", False),
        ("haemolysis index 120", True),
        ("Haemolysis index 2+", True),
        ("haemolysis index 0", False),
        ("H-index: 300 mg/dL", True),
        ("haemolysed, drawn at 14:00", True),
    ],
)
def test_haemolysis_is_read_from_the_note(lab, note, haemolysed):
    fault = rules().sample_faults["haemolysis"]
    assert has_fault(lab("zinc", 90, "ug/dL", note=note), fault) is haemolysed


def test_only_an_index_may_be_negative(lab, read):
    found = read(lab("ferritin", -1, "ug/L"), lab("cB12", -1.2, "1"))
    assert [str(fault).partition(":")[0] for fault in found.faults] == ["labs[0].value"]
    assert [one.used_value for one in found.readings] == [-1.2]
