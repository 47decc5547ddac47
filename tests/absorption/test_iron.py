"""Collings 2013, abstract of Am J Clin Nutr 98:65-81: at ferritin 80 to 6 µg/L, 2.1 to 23.0 %.

Haem iron at 25 %: abstract of FASEB J 2013;27:358.5. Armah 2013 and the haem iron of Hallberg and
Hulthén 2000: no printed value was read, so their tests hold the arithmetic of recalled figures.
"""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption import iron
from micronutrient.absorption.iron import (
    IronDiet,
    Modifier,
    WholeDiet,
    absorbed_iron,
    armah_2013,
    best_method,
    collings_2013,
    hallberg_haem,
)
from micronutrient.errors import ImplausibleValue, OutsideDomain
from micronutrient.sources import Checked

FERRITIN = st.floats(6, 80)
WHOLE = {
    "haem_iron_mg_d": 1.0,
    "nonhaem_iron_mg_d": 14.0,
    "ascorbate_mg_d": 90.0,
    "phytate_mg_d": 800.0,
    "meat_fish_poultry_g_d": 100.0,
    "tea_cups_d": 0.0,
    "calcium_mg_d": 900.0,
}


def diet(**parts: object) -> IronDiet:
    return IronDiet(**{name: np.atleast_1d(float(value)) for name, value in parts.items()})


def whole(**changed: float) -> IronDiet:
    return diet(**(WHOLE | changed))


@pytest.fixture
def armah_verified(monkeypatch):
    """Armah 2013 as if somebody had read its coefficients."""
    read = msgspec.structs.replace(iron.armah(), checked=Checked.SECONDARY)
    monkeypatch.setattr(iron, "armah", lambda: read)


@pytest.mark.parametrize(
    ("ferritin_ug_l", "kind", "printed_percent"),
    [(80, Modifier.INHIBITING, 2.1), (6, Modifier.ENHANCING, 23.0)],
)
def test_published_range_of_collings(ferritin_ug_l, kind, printed_percent):
    assert collings_2013(ferritin_ug_l, diet=kind) == pytest.approx(printed_percent, abs=0.05)


def test_published_intercept_slope_and_modifier_of_collings():
    """1.82, -0.73 and 0.11, each found again from the answers."""
    log_at = {kind: np.log10(collings_2013(10.0, diet=kind)) for kind in Modifier}
    assert log_at[Modifier.STANDARD] == pytest.approx(1.82 - 0.73)
    assert log_at[Modifier.ENHANCING] - log_at[Modifier.STANDARD] == pytest.approx(0.11)
    assert log_at[Modifier.STANDARD] - log_at[Modifier.INHIBITING] == pytest.approx(0.11)


def test_published_share_of_haem_iron():
    assert absorbed_iron(whole(), ferritin_ug_l=15.0).haem_share_absorbed == 0.25


@given(FERRITIN, st.floats(1.001, 1.5))
def test_fuller_stores_absorb_less(ferritin, factor):
    if ferritin * factor <= 80:
        assert collings_2013(ferritin * factor) < collings_2013(ferritin)


@pytest.mark.parametrize("ferritin", [5.9, 80.1, -1.0, 0.0])
def test_collings_holds_for_ferritin_of_6_to_80_and_names_what_to_use_beyond(ferritin):
    with pytest.raises(OutsideDomain, match=r"Collings 2013.*6 to 80 ug/L.*bioavailability_class"):
        collings_2013(np.array([30.0, ferritin]))


def test_recalled_arithmetic_of_armah():
    got = armah_2013(whole(), ferritin_ug_l=np.array([15.0, 50.0]))
    assert_allclose(got, [9.60, 4.09], atol=0.005)


@pytest.mark.parametrize(
    ("part", "more", "sign"),
    [
        ("ascorbate_mg_d", 180.0, 1),
        ("meat_fish_poultry_g_d", 200.0, 1),
        ("tea_cups_d", 2.0, -1),
        ("phytate_mg_d", 1600.0, -1),
        ("calcium_mg_d", 1800.0, -1),
        ("nonhaem_iron_mg_d", 28.0, -1),
    ],
)
def test_each_part_of_armah_works_the_way_it_is_known_to(part, more, sign):
    change = armah_2013(whole(**{part: more}), ferritin_ug_l=15.0) - armah_2013(
        whole(), ferritin_ug_l=15.0
    )
    assert np.sign(change) == sign


def test_armah_refuses_where_its_logarithms_end():
    with pytest.raises(OutsideDomain, match=r"phytate_mg_d: 0 is outside.*collings_2013"):
        armah_2013(whole(phytate_mg_d=0), ferritin_ug_l=15.0)


def test_armah_stays_below_all_that_is_eaten_at_the_most_favourable_ends():
    ends = iron.armah().domain
    best = diet(
        haem_iron_mg_d=0,
        nonhaem_iron_mg_d=ends["nonhaem_iron_mg_d"].from_,
        ascorbate_mg_d=ends["ascorbate_mg_d"].to,
        phytate_mg_d=ends["phytate_mg_d"].from_,
        meat_fish_poultry_g_d=ends["meat_fish_poultry_g_d"].to,
        tea_cups_d=ends["tea_cups_d"].from_,
        calcium_mg_d=ends["calcium_mg_d"].from_,
    )
    assert armah_2013(best, ferritin_ug_l=ends["ferritin_ug_l"].from_) < 100


def test_recalled_arithmetic_of_haem_iron():
    assert_allclose(hallberg_haem(np.array([15.0, 40.0, 100.0])), [42.3, 31.2, 23.5], atol=0.05)
    with pytest.raises(OutsideDomain, match=r"10 to 200 ug/L"):
        hallberg_haem(9.0)


def test_what_nobody_has_read_is_off_unless_named():
    assert best_method(whole()) is WholeDiet.COLLINGS_2013
    got = absorbed_iron(whole(), ferritin_ug_l=15.0)
    assert (got.method, got.checked) == ("Collings 2013", Checked.PRIMARY)
    named = absorbed_iron(whole(), ferritin_ug_l=15.0, by=WholeDiet.ARMAH_2013)
    assert (named.method, named.checked) == ("Armah 2013", Checked.RECALLED)
    assert "not yet looked up" in named.assumption
    assert named.nonhaem_share_absorbed == armah_2013(whole(), ferritin_ug_l=15.0) / 100
    assert np.isnan(named.lowest_mg_d).all()
    assert np.isnan(named.highest_mg_d).all()


@pytest.mark.usefixtures("armah_verified")
def test_once_it_is_read_the_fuller_equation_is_used_where_every_diet_has_what_it_asks_for():
    assert best_method(whole()) is WholeDiet.ARMAH_2013
    assert best_method(whole(phytate_mg_d=np.nan)) is WholeDiet.COLLINGS_2013
    assert best_method(whole(haem_iron_mg_d=np.nan)) is WholeDiet.ARMAH_2013


def test_the_parts_add_up_and_the_bounds_are_those_of_the_three_kinds_of_diet():
    got = absorbed_iron(whole(), ferritin_ug_l=30.0)
    assert_allclose(got.haem_mg_d, 0.25)
    assert_allclose(got.nonhaem_mg_d, 14 * collings_2013(30.0) / 100)
    assert_allclose(got.absorbed_mg_d, got.haem_mg_d + got.nonhaem_mg_d)
    for bound, kind in (
        (got.lowest_mg_d, Modifier.INHIBITING),
        (got.highest_mg_d, Modifier.ENHANCING),
    ):
        assert_allclose(bound, 0.25 + 14 * collings_2013(30.0, diet=kind) / 100)
    assert "22 % less or 29 % more" in got.assumption


def test_many_diets_go_in_and_come_out_with_gaps_where_iron_or_ferritin_is_missing():
    diets = IronDiet(
        haem_iron_mg_d=np.array([1.0, np.nan, 0.0, 1.0]),
        nonhaem_iron_mg_d=np.array([10.0, 10.0, np.nan, 10.0]),
    )
    got = absorbed_iron(diets, ferritin_ug_l=np.array([15.0, 15.0, 15.0, np.nan]))
    assert np.isnan(got.absorbed_mg_d).tolist() == [False, True, True, True]
    assert got.haem_mg_d[2] == 0
    assert got.nonhaem_mg_d[1] == got.nonhaem_mg_d[0]


@given(st.floats(0, 30), st.floats(0, 60), FERRITIN)
def test_never_more_than_was_eaten(haem, nonhaem, ferritin):
    eaten = diet(haem_iron_mg_d=haem, nonhaem_iron_mg_d=nonhaem)
    got = absorbed_iron(eaten, ferritin_ug_l=ferritin)
    assert 0 <= got.lowest_mg_d <= got.absorbed_mg_d <= got.highest_mg_d <= haem + nonhaem


def test_a_thousand_diets_at_once_are_a_thousand_diets_one_by_one():
    rng = np.random.default_rng(1)
    haem, nonhaem, ferritin = (rng.uniform(*span, 1000) for span in ((0, 3), (3, 30), (6, 80)))
    many = absorbed_iron(
        IronDiet(haem_iron_mg_d=haem, nonhaem_iron_mg_d=nonhaem), ferritin_ug_l=ferritin
    ).absorbed_mg_d
    one_by_one = [
        absorbed_iron(diet(haem_iron_mg_d=h, nonhaem_iron_mg_d=n), ferritin_ug_l=f).absorbed_mg_d[0]
        for h, n, f in zip(haem, nonhaem, ferritin, strict=True)
    ]
    assert_allclose(many, one_by_one, rtol=1e-14)


@pytest.mark.parametrize("wrong", [-0.1, np.inf])
def test_no_diet_holds_less_than_nothing_or_without_end(wrong):
    with pytest.raises(ImplausibleValue, match=r"calcium_mg_d\[0\].*NaN where it is not known"):
        whole(calcium_mg_d=wrong)
