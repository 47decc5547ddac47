"""Printed: haem percent of iron in cooked beef (62) and tuna (18), Reeves 2017, table 1."""

import numpy as np
import pytest

from micronutrient.arrays import Bounds
from micronutrient.foods.absorption_factors import AbsorptionFactors, absorption_factors
from micronutrient.foods.composition import core


@pytest.fixture(scope="module")
def factors() -> AbsorptionFactors:
    return absorption_factors(core())


def at(bounds: Bounds, name: str) -> tuple[float, float, float]:
    i = core().names.index(name)
    return float(bounds.lower[i]), float(bounds.mean[i]), float(bounds.upper[i])


@pytest.mark.parametrize(
    ("name", "printed_percent"),
    [("beef topside, lean, roasted", 62), ("tuna, light, canned in oil", 18)],
)
def test_published_haem_iron(factors: AbsorptionFactors, name: str, printed_percent: float):
    iron_mg = float(core().component("iron")[core().names.index(name)])
    assert at(factors.haem_iron_mg, name)[1] == pytest.approx(iron_mg * printed_percent / 100)


def test_haem_and_other_iron_add_up(factors: AbsorptionFactors):
    iron_mg = core().component("iron")
    known = np.isfinite(iron_mg)
    whole = factors.haem_iron_mg.mean + factors.nonhaem_iron_mg.mean
    np.testing.assert_allclose(whole[known], iron_mg[known], rtol=1e-12)
    least_haem = factors.haem_iron_mg.lower + factors.nonhaem_iron_mg.upper
    np.testing.assert_allclose(least_haem[known], iron_mg[known], rtol=1e-9, atol=1e-12)


def test_ends_stand_in_order_and_nothing_is_negative(factors: AbsorptionFactors):
    for name, bounds in factors.by_name().items():
        bounded = np.isfinite(bounds.upper)
        assert (bounds.lower >= 0).all(), name
        assert (bounds.lower <= bounds.mean).all(), name
        assert (bounds.mean[bounded] <= bounds.upper[bounded]).all(), name
        assert bounds.lower.shape == (len(core()),), name


def test_only_polyphenols_lack_a_bound(factors: AbsorptionFactors):
    without = {n for n, b in factors.by_name().items() if np.isnan(b.upper).any()}
    assert without == {"polyphenol_mg"}


@pytest.mark.parametrize(
    ("factor", "name", "amount"),
    [
        ("meat_fish_poultry_g", "pork chop, lean, grilled", 100),
        ("meat_fish_poultry_g", "cod, Atlantic, cooked", 100),
        ("meat_fish_poultry_g", "cheddar cheese", 0),
        ("eggs", "egg, hard-boiled", 2),
        ("eggs", "milk, whole, unfortified", 0),
        ("soya_protein_g", "tofu, soft", 7.17),
        ("soya_protein_g", "lentils, boiled", 0),
        ("haem_iron_mg", "lentils, boiled", 0),
        ("ascorbate_mg", "orange, raw", 53.2),
        ("alcohol_g", "tap water", 0),
        ("tea_cups", "coffee, brewed", 0),
    ],
)
def test_what_a_plain_food_is_has_one_figure(
    factors: AbsorptionFactors, factor: str, name: str, amount: float
):
    lower, mean, upper = at(factors.by_name()[factor], name)
    assert lower == mean == upper == pytest.approx(amount)


def test_a_gap_of_the_table_is_bounded_by_its_group(factors: AbsorptionFactors):
    name = "naan"
    assert np.isnan(core().component("vitamin_c")[core().names.index(name)])
    lower, mean, upper = at(factors.ascorbate_mg, name)
    assert lower == 0 <= mean <= upper
    assert upper > 0
