"""UCUM 2.2 (2024-06-17): the grammar, and every row of its table."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from micronutrient.errors import WrongUnit
from micronutrient.ucum import knows, parse_ucum, table

ESSENCE = "{http://unitsofmeasure.org/ucum-essence}"


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
     "dmin", "10+3/uL", "Mg" * 60, "10*99.10*99.10*99.10*99", "Ym99", "ug(8.h)", "IU", "mcg",
     "g.m/{hb}m2"],
)  # fmt: skip
def test_refuses_what_is_not_ucum(text: str):
    with pytest.raises(WrongUnit):
        parse_ucum(text)


def _rows(*groups: str) -> list[list[object]]:
    return [row for group in groups for row in table()[group]]


def test_every_symbol_of_the_table_resolves():
    for symbol, *_ in _rows("base", "apart", "special", "atoms"):
        assert knows(str(symbol)), symbol
    assert all(knows(symbol) for symbol in table()["shadowed"])


def _published(shared: Path) -> ET.Element:
    return ET.parse(shared / "data" / "standards" / "ucum-essence.xml").getroot()


def test_the_table_holds_every_unit_and_prefix_of_the_essence(shared: Path):
    root = _published(shared)
    codes = {one.get("Code") for tag in ("base-unit", "unit") for one in root.iter(ESSENCE + tag)}
    ours = {row[0] for row in _rows("base", "apart", "special", "atoms")} | set(table()["same"])
    assert ours == codes
    prefixes = {
        one.get("Code"): float(value.get("value", ""))
        for one in root.iter(f"{ESSENCE}prefix")
        if (value := one.find(f"{ESSENCE}value")) is not None
    }
    assert {symbol: float(value) for symbol, value in table()["prefixes"]} == prefixes


def test_published_table_agrees_with_the_essence(shared: Path):
    published = {unit.get("Code", ""): unit for unit in _published(shared).iter(f"{ESSENCE}unit")}
    for symbol, metric, *_ in _rows("apart", "special", "atoms"):
        assert (published[str(symbol)].get("isMetric") == "yes") is metric, symbol
    for symbol, *_ in _rows("atoms"):
        definition = published[str(symbol)].find(f"{ESSENCE}value")
        assert definition is not None
        base = parse_ucum(definition.get("Unit", ""))
        expected = float(definition.get("value", "nan")) * base.factor
        unit = parse_ucum(str(symbol))
        assert unit.factor == pytest.approx(expected, rel=1e-12), symbol
        assert unit.dimension == base.dimension, symbol


def test_what_is_kept_apart_is_a_plain_number_or_arbitrary_in_the_essence(shared: Path):
    published = {unit.get("Code", ""): unit for unit in _published(shared).iter(f"{ESSENCE}unit")}
    for symbol, _, quantity in _rows("apart"):
        value = published[str(symbol)].find(f"{ESSENCE}value")
        assert value is not None
        assert value.get("Unit") in {"1", "10*23", "mol"}, symbol
        assert parse_ucum(str(symbol)).dimension == ((quantity, 1),)


@pytest.mark.parametrize("text", ["Cel/m", "2.Cel", "Cel2", "[pH].L", "/[degF]", "m/dB", "dB-1"])
def test_no_arithmetic_with_what_does_not_count_in_equal_steps(text: str):
    with pytest.raises(WrongUnit, match="equal steps"):
        parse_ucum(text)


def test_a_prefix_multiplies_and_two_do_not():
    for symbol, factor in table()["prefixes"]:
        assert parse_ucum(f"{symbol}g").factor == float(factor)
        with pytest.raises(WrongUnit):
            parse_ucum(f"{symbol}kg")
