"""Niacin: what the body gets from free and bound niacin, and from tryptophan.

Numbers: data/absorption/niacin.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.amounts import amount
from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class Bound(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Share of the bound niacin of cereals that becomes available."""

    available_share: float


class Convention(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tryptophan that counts as 1 mg niacin [mg]."""

    tryptophan_mg: float


class Measured(Convention, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as it was measured: mean, and the range of people [mg]."""

    fewest_mg: float
    most_mg: float


class NiacinFromTryptophan(msgspec.Struct, frozen=True, kw_only=True):
    """Niacin made of tryptophan [mg/d]: as is agreed, as measured, and of people at the ends."""

    agreed_mg_d: Floats
    measured_mg_d: Floats
    least_mg_d: Floats
    most_mg_d: Floats


def available_niacin(
    free_niacin_mg_d: Floats | float, *, bound_niacin_mg_d: Floats | float
) -> Floats:
    """Give preformed niacin that becomes available [mg/d]: the free, and 30 % of the bound.

    Parameters
    ----------
    free_niacin_mg_d
        Niacin of meat, fish, pulses, supplements, and what was added to flour [mg/d].
    bound_niacin_mg_d
        Niacin of mature cereals that were not treated with alkali [mg/d]. Any shapes that
        broadcast; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [iom-1998-b-vitamins-choline] p. 128: bound niacin is only about 30 % available.
    """
    free = amount(free_niacin_mg_d, name="free_niacin_mg_d")
    bound = amount(bound_niacin_mg_d, name="bound_niacin_mg_d")
    return np.asarray(free + _bound().available_share * bound)


def niacin_from_tryptophan(tryptophan_mg_d: Floats | float) -> NiacinFromTryptophan:
    """Give the niacin that the body makes of tryptophan, with the spread between people.

    Parameters
    ----------
    tryptophan_mg_d
        Tryptophan eaten [mg/d]; any shape; NaN where missing.

    Raises
    ------
    ImplausibleValue
        If an amount is negative.

    References
    ----------
    [iom-1998-b-vitamins-choline] p. 128: 60 mg are taken for 1 mg.
    [goldsmith-1961-tryptophan] abstract: mean 55.8 mg, people from 34 to 86 mg.
    """
    eaten = amount(tryptophan_mg_d, name="tryptophan_mg_d")
    measured = _measured()
    return NiacinFromTryptophan(
        agreed_mg_d=np.asarray(eaten / _convention().tryptophan_mg),
        measured_mg_d=np.asarray(eaten / measured.tryptophan_mg),
        least_mg_d=np.asarray(eaten / measured.most_mg),
        most_mg_d=np.asarray(eaten / measured.fewest_mg),
    )


@cache
def _bound() -> Bound:
    return method("niacin", "bound", Bound)


@cache
def _convention() -> Convention:
    return method("niacin", "convention", Convention)


@cache
def _measured() -> Measured:
    return method("niacin", "measured", Measured)
