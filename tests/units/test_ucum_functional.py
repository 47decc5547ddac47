"""UCUM's functional tests, both editions (2014 and 2021): validity, conversion, products.

Their names to be shown (`displayNameGeneration`) are not ours: this package shows codes.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from micronutrient.errors import WrongUnit
from micronutrient.ucum import parse_ucum
from micronutrient.units import convert

EDITIONS = {"2021": "UcumFunctionalTests.xml", "2014": "UcumFunctionalTests.2.xml"}

REFUSED_ON_PURPOSE = {
    ("2014", ""): "the grammar has no empty term, and a unit that was not stated is no unit; the "
    "edition of 2021 left it out",
    ("2014", "g.m/{hb}m2"): "a unit must not follow a brace, as in {a}rad2{b}, which both editions "
    "call invalid; the edition of 2021 writes g.m/m2{hb}",
}

CORRECTED_SINCE = {
    ("2014", "3-111"): "s/m/mg in s/m/g is 6300, as the edition of 2021 has it",
    ("2014", "3-115"): "s/4.m does not measure s/m; the edition of 2021 writes s/4/m",
}


def _cases(shared: Path, edition: str, kind: str) -> Iterator[dict[str, str]]:
    root = ET.parse(shared / "data" / "standards" / EDITIONS[edition]).getroot()
    for case in root.iterfind(f"./{kind}/case"):
        yield dict(case.attrib)


def _equals(got: float, printed: str) -> bool:
    """Whether a number is the printed one, to the digits that are printed."""
    last_digit = 10.0 ** int(Decimal(printed).as_tuple().exponent)
    return abs(got - float(printed)) <= 0.5 * last_digit + 1e-13 * abs(got)


def _is_read(text: str) -> bool:
    try:
        parse_ucum(text)
    except WrongUnit:
        return False
    return True


@pytest.mark.parametrize(("edition", "at_least"), [("2021", 529), ("2014", 525)])
def test_published_validity(shared: Path, edition: str, at_least: int):
    cases = list(_cases(shared, edition, "validation"))
    wrong = {
        (edition, case["unit"])
        for case in cases
        if _is_read(case["unit"]) is not (case["valid"] == "true")
    }
    assert wrong == {key for key in REFUSED_ON_PURPOSE if key[0] == edition}
    assert len(cases) >= at_least


@pytest.mark.parametrize("edition", EDITIONS)
def test_published_conversions(shared: Path, edition: str):
    cases = list(_cases(shared, edition, "conversion"))
    assert len(cases) >= 29
    for case in cases:
        if (edition, case["id"]) in CORRECTED_SINCE:
            continue
        source, target = parse_ucum(case["srcUnit"]), parse_ucum(case["dstUnit"])
        assert source.dimension == target.dimension, case
        got = float(case["value"]) * source.factor / target.factor
        assert _equals(got, case["outcome"]), case
        everyday = convert(float(case["value"]), unit=case["srcUnit"], to=case["dstUnit"])
        assert everyday == pytest.approx(got, rel=1e-12), case


def test_what_the_older_edition_had_wrong_is_right_in_the_newer(shared: Path):
    assert convert(6.3, unit="s/m/mg", to="s.m-1.g-1") == pytest.approx(6300)
    with pytest.raises(WrongUnit):
        convert(6.3, unit="s/4.m", to="s/m")


@pytest.mark.parametrize(("kind", "sign"), [("multiplication", "."), ("division", "/")])
def test_published_products_and_quotients(shared: Path, kind: str, sign: str):
    cases = list(_cases(shared, "2021", kind))
    assert len(cases) >= 2
    for case in cases:
        one, other = float(case["v1"]), float(case["v2"])
        result = parse_ucum(f"({case['u1']}){sign}({case['u2']})")
        expected = parse_ucum(case["uRes"] or "1")
        assert result.dimension == expected.dimension, case
        value = one * other if sign == "." else one / other
        assert _equals(value * result.factor / expected.factor, case["vRes"]), case
