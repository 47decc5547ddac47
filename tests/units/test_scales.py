"""Units that are not counted in equal steps from zero: fixed points, and the way back.

Water freezes at 0 °C = 32 °F = 0 °Ré = 273.15 K and boils at 100 °C = 212 °F = 80 °Ré.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import ImplausibleValue, WrongUnit
from micronutrient.ucum import table
from micronutrient.units import conversion_factor, convert

READINGS = st.floats(min_value=0.01, max_value=60)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (0, "Cel", "K", 273.15),
        (0, "Cel", "[degF]", 32),
        (100, "Cel", "[degF]", 212),
        (98.6, "°F", "°C", 37),
        (80, "[degRe]", "Cel", 100),
        (-40, "Cel", "[degF]", -40),
        (491.67, "[degR]", "Cel", 0),
        (37_000, "mCel", "Cel", 37),
        (7.4, "[pH]", "nmol/L", 39.81),
        (100, "nmol/L", "pH", 7),
        (20, "dB", "1", 100),
        (1, "Np", "1", math.e),
        (2, "B[W]", "W", 100),
        (2, "B[SPL]", "Pa", 2e-4),
        (60, "dB[mV]", "V", 1),
        (100, "%[slope]", "deg", 45),
        (100, "[p'diop]", "deg", 45),
        (8, "bit_s", "1", 256),
        (2, "[hp'_C]", "1", 1e-4),
        (3, "[m/s2/Hz^(1/2)]", "m2/s4/Hz", 9),
    ],
)
def test_published_fixed_points(value: float, unit: str, to: str, expected: float):
    assert convert(value, unit=unit, to=to) == pytest.approx(expected, rel=1e-4, abs=1e-9)


@given(value=READINGS, row=st.sampled_from(table()["special"]))
def test_there_and_back(value: float, row: list[object]):
    symbol, unit = str(row[0]), str(row[5])
    there = convert(value, unit=symbol, to=unit)
    assert convert(there, unit=unit, to=symbol) == pytest.approx(value, rel=1e-6)
    assert convert(value, unit=symbol, to=symbol) == value


def test_arrays_keep_what_is_missing():
    got = convert(np.array([0.0, np.nan, 37.0]), unit="Cel", to="[degF]")
    np.testing.assert_allclose(got, [32, np.nan, 98.6])


@pytest.mark.parametrize(
    ("value", "unit", "to"),
    [(-300, "Cel", "K"), (-1, "K", "Cel"), (0, "mol/L", "[pH]"), (1e6, "[pH]", "mol/L"),
     (math.inf, "[pH]", "mol/L")],
)  # fmt: skip
def test_what_cannot_be_is_refused(value: float, unit: str, to: str):
    with pytest.raises(ImplausibleValue):
        convert(value, unit=unit, to=to)


@pytest.mark.parametrize(("unit", "to"), [("Cel", "K"), ("nmol/L", "[pH]"), ("Cel", "[degF]")])
def test_no_factor_leads_to_degrees(unit: str, to: str):
    with pytest.raises(WrongUnit, match="equal steps"):
        conversion_factor(unit, to=to)


def test_degrees_measure_nothing_but_temperature():
    with pytest.raises(WrongUnit, match="temperature"):
        convert(37, unit="Cel", to="mg/dL")
