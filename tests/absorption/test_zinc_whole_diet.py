"""Zinc of whole diets: Beiseigel & Hunt, FASEB J 2005;19(4):A456 (the abstract's two equations)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from micronutrient.absorption.zinc_whole_diet import Diet, whole_diet_absorption
from micronutrient.errors import OutsideDomain


def diet(zinc=11.0, phytate=500.0, calcium=1000.0, iron=15.0, energy=2500.0) -> Diet:
    given = (zinc, phytate, calcium, iron, energy)
    zinc, phytate, calcium, iron, energy = (np.asarray(one, dtype=float) for one in given)
    return Diet(
        zinc_mg_d=zinc,
        phytate_mg_d=phytate,
        calcium_mg_d=calcium,
        iron_mg_d=iron,
        energy_kcal_d=energy,
    )


def logit(share):
    return np.log(share / (1 - share))


@pytest.mark.parametrize(
    ("change", "share_by", "amount_by"),
    [
        ({"phytate": 1500}, -0.258, -0.192),
        ({"calcium": 2000}, 0.373, 0.166),
        ({"zinc": 12}, -0.535 * np.log(12 / 11), 0.0709),
        ({"iron": 10}, -0.273 * np.log(10 / 15), -0.301 * np.log(10 / 15)),
    ],
)
def test_published_slopes(change, share_by, amount_by):
    before, after = whole_diet_absorption(diet()), whole_diet_absorption(diet(**change))
    assert logit(after.share) - logit(before.share) == pytest.approx(share_by)
    assert np.log(after.absorbed_mg / before.absorbed_mg) == pytest.approx(amount_by)


def test_published_constants():
    got = whole_diet_absorption(diet())
    assert logit(got.share) == pytest.approx(
        1.06 - 0.258 * 0.5 - 0.535 * np.log(11) + 0.373 - 0.273 * np.log(15)
    )
    assert np.log(got.absorbed_mg) == pytest.approx(
        1.16 - 0.192 * 0.5 + 0.0709 * 11 + 0.166 - 0.301 * np.log(15)
    )


def test_published_range_holds_a_usual_diet():
    got = whole_diet_absorption(diet())
    assert 0.14 < got.share < 0.49
    assert 1.7 < got.absorbed_mg < 6.0


def test_half_the_diet_on_half_the_energy_is_the_same_diet():
    whole, half = (whole_diet_absorption(one) for one in (diet(), diet(5.5, 250, 500, 7.5, 1250)))
    assert_allclose([half.share, half.absorbed_mg], [whole.share, whole.absorbed_mg])


@pytest.mark.parametrize("field", ["zinc", "phytate", "calcium", "iron", "energy"])
def test_whatever_is_missing_makes_the_answer_missing(field):
    got = whole_diet_absorption(diet(**{field: [np.nan]}))
    assert np.isnan([got.share, got.absorbed_mg]).all()


@pytest.mark.parametrize("change", [{"zinc": 3.3}, {"phytate": 100}, {"calcium": 2101}, {"iron": 5},
                                    {"zinc": 20, "phytate": 200}])  # fmt: skip
def test_diets_beyond_the_studied_ones_are_refused(change):
    with pytest.raises(OutsideDomain, match="absorbed_zinc"):
        whole_diet_absorption(diet(**change))
