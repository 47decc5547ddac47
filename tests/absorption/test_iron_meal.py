"""Hallberg and Hulthén 2000, abstract of Am J Clin Nutr 71:1147: the wheat roll, 22.1 % at 40 %.

The factors could not be read; what holds them here is their arithmetic and what they must do.
"""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from micronutrient.absorption.iron import hallberg_haem
from micronutrient.absorption.iron_meal import (
    IronMeal,
    ascorbate_factor,
    at_common_ferritin,
    calcium_factor,
    cook,
    egg_factor,
    hallberg_hulthen,
    hallberg_hulthen_2000,
    meat_factor,
    nonhaem_factor,
    phytate_factor,
    phytate_phosphorus_mg,
    polyphenol_factor,
    soya_factor,
)
from micronutrient.errors import OutsideDomain

MG_PHYTATE = 660.04 / (6 * 30.974)
"""Of phytate, with 1 mg of phosphorus."""


def meal(**parts: float) -> IronMeal:
    amounts = dict.fromkeys(IronMeal.__struct_fields__, 0.0) | {"nonhaem_iron_mg": 4.0} | parts
    return IronMeal(**{name: np.atleast_1d(float(value)) for name, value in amounts.items()})


def percent(eaten: IronMeal, *, reference: float = 40.0) -> float:
    got = hallberg_hulthen_2000(eaten, ferritin_ug_l=40.0, reference_dose_percent=reference)
    return got.nonhaem_percent.item()


def test_published_absorption_from_the_wheat_roll():
    assert percent(meal()) == pytest.approx(22.1)
    assert percent(meal(), reference=20.0) == pytest.approx(22.1 / 2)


def test_recalled_arithmetic_of_the_factors():
    assert_allclose(phytate_phosphorus_mg(1000.0), 281.6, atol=0.1)
    assert_allclose(phytate_factor(np.array([25, 250]) * MG_PHYTATE), [0.376, 0.191], atol=5e-4)
    restored = ascorbate_factor(50.0, phytate_mg=np.array([0, 25]) * MG_PHYTATE)
    assert_allclose(restored, [1.50, 1.96], atol=5e-3)
    tannic = polyphenol_factor(np.array([5.0, 25, 100]), ascorbate_mg=0.0, meat_fish_g=0.0)
    assert_allclose(tannic, [0.785, 0.275, 0.104], atol=5e-4)
    calcium = calcium_factor(np.array([0.0, 40, 165, 300]))
    assert_allclose(calcium, [1, 0.978, 0.535, 0.435], atol=5e-4)
    assert_allclose(meat_factor(100.0, phytate_mg=np.array([0, 100]) * MG_PHYTATE), [1.628, 2.0048])
    assert_allclose(egg_factor(np.array([1.0, 2])), [0.73, 0.46])
    assert_allclose(soya_factor(np.array([10.0, 20])), [0.78, 0.56])


def test_a_meal_without_anything_leaves_the_absorption_as_it_is():
    assert nonhaem_factor(meal()) == 1


@given(st.floats(0, 2000), st.floats(0, 500), st.floats(0, 300), st.floats(0, 1000))
def test_inhibitors_leave_a_share_and_enhancers_add(phytate, tannic, meat, calcium):
    assert 0 < phytate_factor(phytate) <= 1
    assert 0 < polyphenol_factor(tannic, ascorbate_mg=0.0, meat_fish_g=meat) <= 1
    assert 0 < calcium_factor(calcium) <= 1
    assert meat_factor(meat, phytate_mg=phytate) >= 1


@given(st.floats(0, 500), st.floats(10, 2000))
def test_ascorbate_does_more_where_there_is_phytate(ascorbate, phytate):
    plain = ascorbate_factor(ascorbate, phytate_mg=0.0)
    assert ascorbate_factor(ascorbate, phytate_mg=phytate) > plain >= 1


def test_every_factor_stays_above_zero_to_the_end_of_its_range():
    ends = hallberg_hulthen().domain
    assert egg_factor(ends["eggs"].to) > 0.3
    assert soya_factor(ends["soya_protein_g"].to) > 0.3


def test_haem_iron_follows_ferritin_and_calcium_alone():
    rich = meal(haem_iron_mg=2.0, phytate_mg=500.0, polyphenols_mg=100.0, calcium_mg=165.0)
    got = hallberg_hulthen_2000(rich, ferritin_ug_l=15.0, reference_dose_percent=40.0)
    assert_allclose(got.haem_percent, hallberg_haem(15.0) * calcium_factor(165.0))
    assert_allclose(got.absorbed_mg, (4.0 * got.nonhaem_percent + 2.0 * got.haem_percent) / 100)


def test_a_missing_part_leaves_a_gap_only_where_it_counts():
    got = hallberg_hulthen_2000(
        meal(haem_iron_mg=1.0, phytate_mg=np.nan), ferritin_ug_l=40.0, reference_dose_percent=40.0
    )
    assert np.isnan(got.nonhaem_percent).all()
    assert np.isnan(got.absorbed_mg).all()
    assert_allclose(got.haem_percent, hallberg_haem(40.0))


@pytest.mark.parametrize("part", IronMeal.__struct_fields__)
def test_amounts_that_no_meal_holds_are_refused(part):
    over = hallberg_hulthen().domain[part].to + 1
    for wrong in (-1.0, over):
        with pytest.raises(OutsideDomain, match=rf"{part}: .*Hallberg.*use monsen_1978"):
            percent(msgspec.structs.replace(meal(), **{part: np.array([wrong])}))


def test_absorption_is_brought_to_the_common_ferritin():
    got = at_common_ferritin(np.array([10.0, 10.0, np.nan]), ferritin_ug_l=np.array([40.0, 20, 20]))
    assert_allclose(got, [10.0, 5.0, np.nan])
    with pytest.raises(OutsideDomain, match=r"Cook 1991.*10 to 200"):
        at_common_ferritin(10.0, ferritin_ug_l=5.0)


def test_it_says_that_nobody_has_read_it():
    assert not hallberg_hulthen().verified
    assert not cook().verified
