"""The range that a publication studied is kept, and the refusal says what to do."""

import msgspec
import numpy as np
import pytest

from micronutrient.absorption.method import Method, Range
from micronutrient.errors import OutsideDomain
from micronutrient.sources import Checked

ONE = Method(
    name="Somebody 2013",
    source="textbook-recalled",
    checked=Checked.RECALLED,
    people="58 adults",
    domain={"ferritin_ug_l": Range(from_=6, to=80, unit="ug/L")},
    instead="use another",
)


def test_both_ends_of_the_range_are_inside():
    ONE.require(ferritin_ug_l=np.array([6.0, 80.0]))


def test_a_missing_value_passes_and_is_not_inside():
    ONE.require(ferritin_ug_l=np.nan)
    assert ONE.within("ferritin_ug_l", np.array([np.nan, 7])).tolist() == [False, True]


@pytest.mark.parametrize("value", [5.99, 80.01, np.inf, -1.0])
def test_a_value_outside_is_refused_in_one_line_that_names_what_to_use(value: float):
    with pytest.raises(OutsideDomain) as refused:
        ONE.require(ferritin_ug_l=np.array([10.0, value]))
    assert str(refused.value) == (
        f"ferritin_ug_l[1]: {value:g} is outside what Somebody 2013 studied; "
        "allowed: 6 to 80 ug/L; use another"
    )


def test_an_argument_without_a_range_must_be_finite():
    with pytest.raises(OutsideDomain, match=r"allowed: a finite number"):
        ONE.require(meat_g=np.inf)


def test_what_nobody_has_read_is_not_verified():
    assert not ONE.verified
    read = (Checked.PRIMARY, Checked.SECONDARY)
    assert all(msgspec.structs.replace(ONE, checked=grade).verified for grade in read)
