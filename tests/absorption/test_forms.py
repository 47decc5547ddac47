"""Forms: Wegmüller 2014, Recker 1985, Firoz & Graber 2001 (abstracts)."""

import math

import pytest

from micronutrient.absorption.forms import Taken, measured, measured_forms
from micronutrient.errors import UnknownName

NUTRIENTS = ("zinc", "calcium", "magnesium")


@pytest.mark.parametrize(
    ("form", "share", "low", "high"),
    [
        ("gluconate", 0.609, 0.506, 0.717),
        ("citrate", 0.613, 0.566, 0.710),
        ("oxide", 0.499, 0.409, 0.577),
    ],
)
def test_published_zinc_of_a_fasting_dose(form, share, low, high):
    (one,) = measured("zinc", form)
    assert (one.share, one.low, one.high) == (share, low, high)
    assert (one.taken, one.dose_mg) == (Taken.FASTING, 10)


@pytest.mark.parametrize(
    ("form", "taken", "share", "sd"),
    [
        ("citrate", Taken.FASTING, 0.243, 0.049),
        ("carbonate", Taken.FASTING, 0.225, 0.108),
        ("citrate", Taken.FASTING_WITHOUT_ACID, 0.452, 0.125),
        ("carbonate", Taken.FASTING_WITHOUT_ACID, 0.042, 0.021),
    ],
)
def test_published_calcium_with_and_without_acid(form, taken, share, sd):
    (one,) = (row for row in measured("calcium", form) if row.taken is taken)
    assert one.share == share
    assert one.high - share == pytest.approx(sd)
    assert share - one.low == pytest.approx(sd)


def test_published_magnesium_of_oxide():
    (one,) = measured("magnesium", "oxide")
    assert one.share == 0.04


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_a_form_has_a_share_or_says_what_was_found(nutrient):
    for one in measured_forms(nutrient):
        assert one.note or not math.isnan(one.share), one.form
        assert bool(one.spread) == (not math.isnan(one.low))
        assert math.isnan(one.low) or 0 < one.low < one.share < one.high < 1


def test_a_nutrient_without_forms_has_none():
    assert measured_forms("copper") == ()


def test_a_form_that_nobody_measured_is_refused_and_no_share_assumed():
    with pytest.raises(UnknownName, match=r"unknown form of zinc 'sulfate'.*assume no share"):
        measured("zinc", "sulfate")
