"""Phosphorus: most of it is absorbed, less from seeds, more from additives.

- `absorbed_phosphorus`: mixed diets; `absorbed_by_origin`: ranges for plants, animals, additives.
- `phytate_phosphorus`: what of a diet's phosphorus is phytate's.
- `serum_phosphate`: what serum holds of what is absorbed, with normal kidneys.

Numbers: data/absorption/phosphorus.toml.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats


class MixedDiet(Method, frozen=True, kw_only=True):
    """Share absorbed of mixed diets, and what studies found [1]."""

    share: float
    low_share: float
    high_share: float


class SerumCurve(Method, frozen=True, kw_only=True):
    """Serum phosphate by absorbed phosphorus: a steep rise to a plateau, then a slow one."""

    linear_mmol_l: float
    plateau_mmol_l: float
    rate: float
    phosphorus_g_mol: float


class OriginShares(Method, frozen=True, kw_only=True):
    """Least and most that is absorbed [1] by origin."""

    plant_low: float
    plant_high: float
    animal_low: float
    animal_high: float
    additive_low: float
    additive_high: float


class PhytateMolecule(Method, frozen=True, kw_only=True):
    """Phosphorus in phytic acid."""

    atoms: int
    phosphorus_g_mol: float
    phytate_g_mol: float


class AbsorbedPhosphorus(msgspec.Struct, frozen=True, kw_only=True):
    """Phosphorus absorbed in a day, least and most [mg/d]."""

    low_mg_d: Floats
    high_mg_d: Floats


class MixedDietPhosphorus(AbsorbedPhosphorus, frozen=True, kw_only=True):
    """Phosphorus absorbed of a mixed diet [mg/d], with least and most."""

    absorbed_mg_d: Floats


@cache
def mixed_diet() -> MixedDiet:
    """Give the shares of mixed diets and their source."""
    return method("phosphorus", "iom_1997", MixedDiet)


@cache
def serum_curve() -> SerumCurve:
    """Give the curve of serum phosphate and its source."""
    return method("phosphorus", "serum", SerumCurve)


@cache
def origin_shares() -> OriginShares:
    """Give the shares by origin and their source."""
    return method("phosphorus", "origin", OriginShares)


@cache
def phytate_molecule() -> PhytateMolecule:
    """Give what phytic acid is made of."""
    return method("phosphorus", "phytate", PhytateMolecule)


def absorbed_phosphorus(phosphorus_mg_d: Floats) -> MixedDietPhosphorus:
    """Give what is absorbed of a mixed diet's phosphorus.

    Parameters
    ----------
    phosphorus_mg_d
        Usual intake [mg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an intake is negative.

    References
    ----------
    [iom-1997-calcium-phosphorus-magnesium-vitamin-d-fluoride] Table 5-6, p. 173.
    """
    shares = mixed_diet()
    shares.require(phosphorus_mg_d=phosphorus_mg_d)
    return MixedDietPhosphorus(
        absorbed_mg_d=np.asarray(shares.share * phosphorus_mg_d),
        low_mg_d=np.asarray(shares.low_share * phosphorus_mg_d),
        high_mg_d=np.asarray(shares.high_share * phosphorus_mg_d),
    )


def absorbed_by_origin(
    *, plant_mg_d: Floats, animal_mg_d: Floats, additive_mg_d: Floats
) -> AbsorbedPhosphorus:
    """Give the least and the most that is absorbed of phosphorus whose origin is known.

    Parameters
    ----------
    plant_mg_d, animal_mg_d, additive_mg_d
        Phosphorus from plants, from animals and from phosphate additives [mg/d]. NaN in any of
        them gives NaN.

    Raises
    ------
    OutsideDomain
        If an amount is negative.

    References
    ----------
    [rrt-2017-phosphorus] Table 1.
    [st-jules-2017-phosphorus] Additives are not absorbed in full.
    """
    shares = origin_shares()
    shares.require(plant_mg_d=plant_mg_d, animal_mg_d=animal_mg_d, additive_mg_d=additive_mg_d)
    low = (shares.plant_low, shares.animal_low, shares.additive_low)
    high = (shares.plant_high, shares.animal_high, shares.additive_high)
    amounts = (plant_mg_d, animal_mg_d, additive_mg_d)
    return AbsorbedPhosphorus(
        low_mg_d=np.asarray(sum(a * b for a, b in zip(low, amounts, strict=True))),
        high_mg_d=np.asarray(sum(a * b for a, b in zip(high, amounts, strict=True))),
    )


def phytate_phosphorus(phytate_mg: Floats) -> Floats:
    """Give the phosphorus [mg] that an amount of phytate holds.

    Parameters
    ----------
    phytate_mg
        Phytate as phytic acid [mg]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an amount is negative.

    References
    ----------
    [iupac-2021-atomic-weights]
    """
    molecule = phytate_molecule()
    molecule.require(phytate_mg=phytate_mg)
    share = molecule.atoms * molecule.phosphorus_g_mol / molecule.phytate_g_mol
    return np.asarray(share * phytate_mg)


def serum_phosphate(absorbed_mg_d: Floats) -> Floats:
    r"""Give the serum phosphate [mmol/L] that an absorbed amount of phosphorus maintains.

    .. math:: 0.00765\,x + 0.8194\,(1 - e^{-0.2635 x})

    with x in mmol/d.

    Parameters
    ----------
    absorbed_mg_d
        Phosphorus absorbed [mg/d] by an adult with normal kidneys; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an amount is outside the range of the method.

    References
    ----------
    [iom-1997-calcium-phosphorus-magnesium-vitamin-d-fluoride] Figure 5-1.
    """
    curve = serum_curve()
    curve.require(absorbed_mg_d=absorbed_mg_d)
    absorbed = absorbed_mg_d / curve.phosphorus_g_mol
    rise = curve.plateau_mmol_l * -np.expm1(-curve.rate * absorbed)
    return np.asarray(curve.linear_mmol_l * absorbed + rise)
