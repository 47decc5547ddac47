"""UCUM 2.2 (2024-06-17): factors of its table; validity and conversions of its functional tests."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from micronutrient.errors import WrongUnit
from micronutrient.ucum import knows, parse_ucum, table

ESSENCE = "{http://unitsofmeasure.org/ucum-essence}"

# Quantities that UCUM counts as plain numbers and this package keeps apart.
APART = {"mol", "eq", "osm", "[iU]"}


@pytest.mark.parametrize(
    ("code", "factor"),
    [
        ("mm[Hg]", 133322.0),
        ("m[H2O]", 9806650.0),
        ("[lb_av]", 453.59237),
        ("[oz_av]", 28.349523125),
        ("[gr]", 0.06479891),
        ("[in_i]", 0.0254),
        ("[cup_us]", 2.365882365e-4),
        ("[tbs_us]", 1.478676478125e-5),
        ("kcal", 4184000.0),
        ("a", 31557600.0),
        ("mo", 2629800.0),
        ("wk", 604800.0),
        ("g%", 10000.0),
        ("U", 1e-6 / 60),
        ("10*-3", 1e-3),
        ("dag", 10.0),
        ("fL", 1e-18),
        ("ym", 1e-24),
        ("Ym", 1e24),
    ],
)
def test_published_factor(code: str, factor: float):
    assert parse_ucum(code).factor == pytest.approx(factor, rel=1e-12)


@pytest.mark.parametrize(
    ("code", "dimension"),
    [
        ("ug/dL", (("length", -3), ("mass", 1))),
        ("mg.dL-1", (("length", -3), ("mass", 1))),
        ("g/(8.kg.h)", (("time", -1),)),
        ("/uL", (("length", -3),)),
        ("mm[Hg]", (("length", -1), ("mass", 1), ("time", -2))),
        ("mol/mol", ()),
        ("kat", (("amount of substance", 1), ("time", -1))),
    ],
)
def test_dimension(code: str, dimension: tuple[tuple[str, int], ...]):
    assert parse_ucum(code).dimension == dimension


def test_stroke_binds_only_what_follows_it():
    assert parse_ucum("s/m.g").dimension == parse_ucum("s.g/m").dimension
    assert parse_ucum("s/(m.g)").dimension == parse_ucum("s/m/g").dimension


def test_annotation_is_kept_and_counts_as_one():
    unit = parse_ucum("mmol/mol{creat}")
    assert unit.annotations == ("creat",)
    assert unit.code == "mmol/mol{creat}"
    assert parse_ucum("{cells}/uL").factor == parse_ucum("/uL").factor


def test_litre_has_one_code():
    assert parse_ucum("ug/l").code == "ug/L"
    assert parse_ucum("m[IU]/l") == parse_ucum("m[iU]/L")


@pytest.mark.parametrize(
    "text",
    ["", " ", "m/", "mg//L", "(mg", "mg)", "mg{a", "{a}m", "12h", "g/12h", "µg", "xyz", "mkg",
     "dmin", "10+3/uL", "Mg" * 60, "10*99.10*99.10*99.10*99", "Ym99", "ug(8.h)", "IU", "mcg"],
)  # fmt: skip
def test_refuses_what_is_not_ucum(text: str):
    with pytest.raises(WrongUnit):
        parse_ucum(text)


def test_every_symbol_of_the_table_resolves():
    for symbol, *_ in [*table()["base"], *table()["atoms"]]:
        assert knows(symbol), symbol


def _published_units(shared: Path) -> dict[str, ET.Element]:
    root = ET.parse(shared / "data" / "standards" / "ucum-essence.xml").getroot()
    return {unit.get("Code", ""): unit for unit in root.iter(f"{ESSENCE}unit")}


def test_published_table_agrees_with_the_essence(shared: Path):
    published = _published_units(shared)
    for symbol, metric, value, _ in table()["atoms"]:
        unit = published[symbol]
        assert (unit.get("isMetric") == "yes") is metric, symbol
        definition = unit.find(f"{ESSENCE}value")
        assert definition is not None
        try:
            base = parse_ucum(definition.get("Unit", ""))
        except WrongUnit:
            continue  # defined over a symbol that is not carried
        expected = float(definition.get("value", "nan")) * base.factor
        if symbol != "L" and not (APART & {base.code}):
            assert parse_ucum(symbol).factor == pytest.approx(expected, rel=1e-12), symbol
        assert value > 0


def test_published_functional_tests_of_validity(shared: Path):
    root = ET.parse(shared / "data" / "standards" / "UcumFunctionalTests.xml").getroot()
    wrong, carried = [], 0
    for case in root.iterfind("./validation/case"):
        text, valid = case.get("unit", ""), case.get("valid") == "true"
        try:
            parse_ucum(text)
        except WrongUnit as error:
            if valid and "no unit" not in str(error) and text:
                wrong.append(text)
        else:
            carried += 1
            if not valid:
                wrong.append(text)
    assert wrong == []
    assert carried > 250


def test_published_functional_tests_of_conversion(shared: Path):
    root = ET.parse(shared / "data" / "standards" / "UcumFunctionalTests.xml").getroot()
    carried = 0
    for case in root.iterfind("./conversion/case"):
        try:
            source = parse_ucum(case.get("srcUnit", ""))
            target = parse_ucum(case.get("dstUnit", ""))
        except WrongUnit:
            continue
        carried += 1
        outcome, value = case.get("outcome", ""), float(case.get("value", ""))
        digits = len(outcome.lower().split("e")[0].replace(".", "").strip("0")) or 1
        got = value * source.factor / target.factor
        assert source.dimension == target.dimension
        assert got == pytest.approx(float(outcome), rel=6 * 10.0 ** -min(digits, 12)), case.attrib
    assert carried >= 25
