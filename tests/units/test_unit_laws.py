"""Laws of units, whatever they are: ways there and back, prefixes, and texts meant to break it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micronutrient.errors import WrongUnit
from micronutrient.ucum import LONGEST, Unit, parse_ucum, table
from micronutrient.units import conversion_factor, convert, parse

ATOMS = [row[0] for group in ("base", "apart", "atoms") for row in table()[group]]
METRIC = [row[0] for group in ("base", "apart", "atoms") for row in table()[group] if row[1]]
PREFIXES = {symbol: float(value) for symbol, value in table()["prefixes"]}


@st.composite
def simple(draw: st.DrawFn) -> str:
    """One unit with prefix and exponent: ``mmol``, ``m2``."""
    if draw(st.booleans()):
        symbol = draw(st.sampled_from(["", *PREFIXES])) + draw(st.sampled_from(METRIC))
    else:
        symbol = draw(st.sampled_from(ATOMS))
    return symbol + draw(st.sampled_from(["", "", "", "2", "-1", "+2"]))


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """Units joined by point, stroke and brackets, some annotated."""
    terms = draw(st.lists(simple(), min_size=1, max_size=4))
    text = draw(st.sampled_from(["", "/"])) + terms[0]
    for term in terms[1:]:
        text += draw(st.sampled_from([".", "/", "/("])) + term
        text += ")" if text.count("(") > text.count(")") else ""
        text += draw(st.sampled_from(["", "", "{creat}"]))
    return text


def read(text: str) -> Unit | None:
    """Read an expression; nothing if its factor is out of range or it is too long."""
    try:
        return parse_ucum(text)
    except WrongUnit:
        assert len(text) > LONGEST or "range" in refusal(text)
        return None


def refusal(text: str) -> str:
    with pytest.raises(WrongUnit) as caught:
        parse_ucum(text)
    return str(caught.value)


@given(text=expressions())
def test_a_unit_reads_as_itself_from_its_own_code(text: str):
    if unit := read(text):
        assert parse_ucum(unit.code) == unit


@given(
    one=expressions().filter(lambda text: text[0] != "/"),  # stands in front of the whole only
    other=expressions().filter(lambda text: text[0] != "/"),
)
def test_multiplying_adds_and_dividing_takes_away(one: str, other: str):
    left, right = read(one), read(other)
    product, quotient = read(f"({one}).({other})"), read(f"({one})/({other})")
    if not (left and right and product and quotient):
        return
    assert product.factor == pytest.approx(left.factor * right.factor)
    assert quotient.factor == pytest.approx(left.factor / right.factor)
    back = read(f"(({one})/({other})).({other})")
    assert back is None or back.dimension == left.dimension


@given(symbol=st.sampled_from(METRIC), pair=st.tuples(*[st.sampled_from(list(PREFIXES))] * 2))
def test_prefixes_only_scale(symbol: str, pair: tuple[str, str]):
    one, other = (f"{prefix}{symbol}" for prefix in pair)
    plain = parse_ucum(symbol)
    for prefix, unit in zip(pair, map(parse_ucum, (one, other)), strict=True):
        if unit.dimension == plain.dimension:
            assert unit.factor == pytest.approx(PREFIXES[prefix] * plain.factor)


LABORATORY = st.sampled_from(["g/L", "mg/dL", "mmol/L", "umol/L", "meq/L", "ng/mL", "pmol/dL"])


@given(
    value=st.floats(min_value=1e-6, max_value=1e6),
    units=st.tuples(LABORATORY, LABORATORY, LABORATORY),
    molar_mass=st.floats(min_value=1, max_value=1e5),
)
def test_the_way_over_a_third_unit_is_the_straight_way(
    value: float, units: tuple[str, str, str], molar_mass: float
):
    one, two, three = units
    straight = convert(value, unit=one, to=three, molar_mass=molar_mass, valence=2)
    over = convert(value, unit=one, to=two, molar_mass=molar_mass, valence=2)
    over = convert(over, unit=two, to=three, molar_mass=molar_mass, valence=2)
    assert over == pytest.approx(straight)


@given(molar_mass=st.floats(min_value=1, max_value=1e5))
def test_per_gram_and_per_mole_of_creatinine_go_there_and_back(molar_mass: float):
    there = conversion_factor("ug/g{creat}", to="umol/mol{creat}", molar_mass=molar_mass)
    back = conversion_factor("umol/mol{creat}", to="ug/g{creat}", molar_mass=molar_mass)
    assert there * back == pytest.approx(1)


PIECES = st.one_of(
    st.sampled_from("(){}[]./*^-+9mg µ%° \uff10²\u2009\x00"),
    st.sampled_from(["10", "99", "mol", "Cel", "[pH]", "x10", "{creat}", " creat", "per ", "1.73"]),
)


@given(pieces=st.lists(PIECES, max_size=60))
@settings(max_examples=400)
def test_no_text_does_worse_than_a_wrong_unit(pieces: list[str]):
    text = "".join(pieces)
    for reader in (parse, parse_ucum):
        line = "one line"
        try:
            assert 0 < reader(text).factor < float("inf")
        except WrongUnit as error:
            line = error.line()
        assert len(line.splitlines()) == 1
        assert len(line) < 1000


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000, "(" * 49 + "m" + ")" * 49 + "/" * 3, "m" * 100_000, "9" * 100_000,
        "10*" + "9" * 90, "m99" * 30, "Ym99.Ym99.Ym99", "/" * 100, "{" * 100, "{}" * 50,
        " " * 100_000, "1" * 99, "x" + " " * 98 + "1", "(10" * 33, "[" * 100, "µ" * 100,
        "10^" * 33, "a" * 50 + " " * 50, "mg/24" * 20, "°" * 100, "% " * 50, "٣" * 50,
        "mg " * 34, "mg per " * 15, "K/" * 60, "1,73/" * 19, "x10^" * 25, "per " * 25,
    ],
)  # fmt: skip
def test_hostile_texts_are_refused_at_once(text: str):
    start = time.perf_counter()
    with pytest.raises(WrongUnit):
        parse(text)
    with pytest.raises(WrongUnit):
        parse_ucum(text)
    assert time.perf_counter() - start < 1
