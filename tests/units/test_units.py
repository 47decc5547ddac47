"""Units as laboratories and labels write them; SI factors as printed by the AMA Manual of Style."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import WrongUnit
from micronutrient.spelling import words
from micronutrient.units import (
    conversion_factor,
    convert,
    intake_factor,
    intake_unit,
    measures,
    parse,
    quantity_suffixes,
)

SAME = {
    "ug/dL": ["mcg/dl", "µg/dL", "μg/dL", "ug / dl", "UG/DL", "ug/100 ml", "µg/100mL", "ug per dL"],
    "[iU]": ["IU", "iu", "I.U.", "I.E.", "IE", "UI", "[IU]"],
    "m[iU]/L": ["mIU/L", "miu/l", "mIE/l", "uIU/mL", "µIU/ml"],
    "g": ["gm", "gram", "grams", "1000.mg"],
    "ng/mL": ["ng/ml", "NG/ML", "ug/L", "µg/l"],
    "nmol/L": ["nmol/l", "NMOL/L", "nmol L-1", "nmol.L-1"],
    "meq/L": ["mEq/L", "mEq/l", "meq/l", "mval/L", "MEQ/L"],
    "mg/dL": ["mg%", "mg/dl", "mg/100ml", "MG/DL"],
    "10*9/L": ["10^9/L", "x10^9/L", "10⁹/l", "×10⁹/L", "10E9/L", "10*3/uL", "cells/nL"],
    "mg/d": ["mg/day", "mg/24h", "mg/24 h", "mg per day", "mg/die"],
    "mmol/mol{creat}": [
        "mmol/mol creatinine",
        "mmol/mol creat",
        "MMOL/MOL CREAT",
        "umol/mmol Crea",
    ],
    "mL/min/{1.73_m2}": ["mL/min/1.73 m2", "ml/min/1.73m²", "mL/min/1,73 m^2"],
    "mm[Hg]": ["mmHg"],
    "mosm/kg": ["mOsm/kg", "mosmol/kg"],
    "U/L": ["u/l", "U/l", "umol/min/L"],
    "kcal": ["Cal", "kCal"],
}


@pytest.mark.parametrize(
    ("code", "spelling"), [(code, text) for code, texts in SAME.items() for text in texts]
)
def test_everyday_spelling(code: str, spelling: str):
    got, expected = parse(spelling), parse(code)
    assert got.dimension == expected.dimension
    assert got.factor == pytest.approx(expected.factor, rel=1e-12)
    assert got.code.isascii()


def test_annotation_survives_the_everyday_spelling():
    assert parse("ug/g creatinine").code == "ug/g{creat}"
    assert parse("ug/g creatinine").annotations == ("creat",)


@pytest.mark.parametrize("text", ["Mg", "Mg/dL", "U/ML", "MU/L", "MIU/L", "gr", "Mmol/L"])
def test_what_could_be_a_million_times_more_is_refused(text: str):
    with pytest.raises(WrongUnit, match="ambiguous"):
        parse(text)


@pytest.mark.parametrize("text", ["", "   ", "foo", "ug//dL", "mg/", "µ", "5 mg", "🙂"])
def test_unknown_unit_is_refused(text: str):
    with pytest.raises(WrongUnit, match="unknown unit"):
        parse(text)


def test_a_text_too_long_for_a_unit_is_not_cut_but_refused():
    for text in ("x" * 10_000, "mg per " * 15):
        with pytest.raises(WrongUnit, match="too long for a unit"):
            parse(text)


def test_unknown_unit_names_the_nearest():
    with pytest.raises(WrongUnit, match="ug/dL"):
        parse("ug/dLL")


@pytest.mark.parametrize(
    ("value", "unit", "to", "molar_mass", "expected"),
    [
        (1, "ng/mL", "nmol/L", 400.64, 2.496),  # 25-hydroxyvitamin D
        (1, "pg/mL", "pmol/L", 1355.37, 0.7378),  # vitamin B12
        (1, "ng/mL", "nmol/L", 441.40, 2.266),  # folate
        (1, "ug/dL", "umol/L", 286.45, 0.03491),  # retinol
        (1, "mg/dL", "umol/L", 176.12, 56.78),  # vitamin C
        (1, "ug/dL", "umol/L", 65.38, 0.153),  # zinc
        (1, "ug/dL", "umol/L", 63.546, 0.1574),  # copper
        (1, "mg/dL", "mmol/L", 40.078, 0.2495),  # calcium
        (1, "mg/dL", "mmol/L", 24.305, 0.4114),  # magnesium
        (1, "mg/dL", "umol/L", 113.12, 88.4),  # creatinine
        (1, "ug/L", "umol/L", 78.971, 0.012663),  # selenium
    ],
)
def test_published_si_conversion(
    value: float, unit: str, to: str, molar_mass: float, expected: float
):
    got = convert(value, unit=unit, to=to, molar_mass=molar_mass)
    assert got == pytest.approx(expected, rel=1e-3)


def test_international_units_go_by_the_rule_of_the_substance():
    assert convert(400, unit="IU", to="ug", iu=(0.025, "ug")) == pytest.approx(10)
    assert convert(25_000, unit="[iU]", to="ug", iu=(0.3, "ug")) == pytest.approx(7500)
    assert convert(10, unit="ug", to="[iU]", iu=(25, "ng")) == pytest.approx(400)
    vitamin_d = convert(1, unit="[iU]", to="nmol", iu=(0.025, "ug"), molar_mass=384.64)
    assert vitamin_d == pytest.approx(0.064996, rel=1e-4)


def test_equivalents_go_by_valence():
    assert convert(5, unit="meq/L", to="mmol/L", valence=2) == pytest.approx(2.5)
    calcium = convert(10, unit="mg/dL", to="meq/L", molar_mass=40.078, valence=2)
    assert calcium == pytest.approx(4.990, rel=1e-3)


def test_ratio_to_creatinine_needs_both_molar_masses():
    pair = (118.09, 113.12)  # methylmalonic acid above, creatinine below
    got = convert(1, unit="mg/g{creat}", to="mmol/mol{creat}", molar_mass=pair)
    assert got == pytest.approx(113.12 / 118.09)
    with pytest.raises(WrongUnit, match="molar mass"):
        convert(1, unit="mg/g", to="mmol/mol", molar_mass=118.09)
    with pytest.raises(WrongUnit, match="molar mass"):
        convert(1, unit="ug/g", to="ug/mmol", molar_mass=118.09)


@pytest.mark.parametrize(
    ("unit", "to", "said"),
    [
        ("mg", "mmol", "molar mass"),
        ("[iU]", "ug", "international units"),
        ("mmol/L", "meq/L", "valence"),
        ("mg/dL", "mg", "mass per volume"),
        ("U/L", "[iU]/L", "amount of substance per volume per time"),
        ("mL/L", "mg/g", "volume per volume"),
        ("%", "mg/dL", "a plain number or ratio"),
        ("kcal", "g", "energy"),
        ("10*9/L", "g/L", "number per volume"),
    ],
)
def test_refusal_says_what_both_measure(unit: str, to: str, said: str):
    with pytest.raises(WrongUnit, match=said):
        conversion_factor(unit, to=to)


def test_molar_mass_does_not_bridge_anything_else():
    with pytest.raises(WrongUnit):
        convert(1, unit="mg/L", to="mmol/kg", molar_mass=100.0)
    with pytest.raises(WrongUnit):
        convert(1, unit="[iU]", to="[GPL'U]", molar_mass=100.0, iu=(1, "ug"))


def test_missing_stays_missing_in_arrays():
    got = convert(np.array([1.0, np.nan, 3.0]), unit="mg/dL", to="g/L")
    np.testing.assert_allclose(got, [0.01, np.nan, 0.03])
    assert math.isnan(convert(math.nan, unit="mg", to="g"))


CODES = st.sampled_from(
    [code for code in words()["common"] if parse(code).dimension]  # plain numbers go by themselves
)
AMOUNTS = st.floats(min_value=1e-9, max_value=1e9)


@given(value=AMOUNTS, unit=CODES, to=CODES, molar_mass=st.floats(min_value=1, max_value=1e5))
def test_there_and_back(value: float, unit: str, to: str, molar_mass: float):
    rules = {"molar_mass": (molar_mass, 113.12), "iu": (0.3, "ug"), "valence": 2}
    try:
        there = convert(value, unit=unit, to=to, **rules)  # type: ignore[arg-type]
    except WrongUnit:
        with pytest.raises(WrongUnit):
            convert(value, unit=to, to=unit, **rules)  # type: ignore[arg-type]
        return
    back = convert(there, unit=to, to=unit, **rules)  # type: ignore[arg-type]
    assert back == pytest.approx(value, rel=1e-9)


@given(code=st.sampled_from(words()["common"]))
def test_a_code_reads_as_itself(code: str):
    assert parse(parse(code).code) == parse(code)


@given(text=st.text(max_size=40))
def test_any_text_is_a_unit_or_a_wrong_unit(text: str):
    try:
        unit = parse(text)
    except WrongUnit as error:
        lines = error.line().splitlines()
    else:
        lines = [unit.code]
        assert unit.factor > 0
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("unit", "to", "factor"),
    [
        ("ug_rae/d", "ug_rae", 1),
        ("ug_rae/d", "mg_rae", 1e-3),
        ("mcg RAE", "ug_rae", 1),
        ("µg DFE/day", "ug_dfe/d", 1),
        ("ug{DFE}/d", "ug_dfe", 1),
        ("mg NE", "mg_ne/d", 1),
        ("mg α-TE", "mg_te", 1),
        ("mg alpha-tocopherol", "mg_at/d", 1),
        ("ug/d", "mg", 1e-3),
        ("g", "mg/d", 1e3),
        ("mg/wk", "mg/d", 1 / 7),
        ("g/kg/d", "mg/kg/d", 1e3),
        ("MJ/d", "kcal/d", 1e3 / 4.184),
        ("mg_ne/MJ", "ug_ne/MJ", 1e3),
        ("%E", "%E", 1),
    ],
)
def test_intake_factor(unit: str, to: str, factor: float):
    assert intake_factor(unit, to) == pytest.approx(factor, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "to"),
    [("ug_rae", "ug"), ("ug", "ug_dfe"), ("ug_rae", "ug_re"), ("mg_ne", "mg"), ("mg_te", "mg_at"),
     ("[iU]", "ug"), ("mg/MJ", "mg"), ("%E", "g"), ("%E", "%"), ("L/d", "g/d"),
     ("mg/kg/d", "mg/d")],
)  # fmt: skip
def test_activity_never_becomes_plain_mass(unit: str, to: str):
    with pytest.raises(WrongUnit):
        intake_factor(unit, to)


def test_every_suffix_is_a_known_unit_and_its_own_name():
    for suffix, unit in quantity_suffixes().items():
        plain, qualifier = intake_unit(unit)
        assert parse(plain)
        assert suffix.endswith(("_d", qualifier)) or not qualifier


def test_measures_in_words():
    assert measures(parse("ug/dL")) == "mass per volume"
    assert measures(parse("mg/kg/d")) == "mass per mass per time"
    assert measures(parse("kcal")) == "energy"
