"""What a body loses of iron each day, and the diet that replaces it: the factorial method.

Basal losses follow body weight, menstrual losses the blood lost in a cycle; a share of the diet's
iron is absorbed.

Numbers: data/requirements/iron_losses.toml.

References
----------
[iom-2001-vitamin-a-vitamin-k-trace-elements] pp. 335 and 340.
"""

from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import ImplausibleValue, OutsideDomain
from micronutrient.sources import Checked

if TYPE_CHECKING:
    from micronutrient.arrays import Floats


class _Basal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    mg_kg_d: float
    from_kg: float
    to_kg: float
    from_y: float
    source: str
    checked: Checked


class _Menstrual(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    haemoglobin_g_ml: float
    iron_mg_g: float
    cycle_d: float
    source: str
    checked: Checked


class Absorbed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The share of dietary iron that a publisher takes to be absorbed.

    Attributes
    ----------
    only
        Words that must hold of the person.
    """

    publisher: str
    only: tuple[str, ...]
    from_y: float
    percent: float
    source: str
    checked: Checked


class _Absorbed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    columns: tuple[str, ...]
    rows: tuple[Absorbed, ...]


class IronLosses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The constants of the method, each with its source."""

    basal: _Basal
    menstrual: _Menstrual
    absorbed: _Absorbed


@cache
def iron_losses() -> IronLosses:
    """Give the constants of the method."""
    return read_record(DATA / "requirements" / "iron_losses.toml", IronLosses)


def basal_iron_loss_mg_d(weight_kg: "Floats | float") -> "Floats":
    """Give the iron that an adult loses without bleeding [mg/d]: 0.014 mg for each kg.

    Parameters
    ----------
    weight_kg
        Body weight [kg], any shape; NaN stays NaN.

    Raises
    ------
    OutsideDomain
        If a weight lies outside the printed percentiles of requirements.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 340, equation 1.
    """
    import numpy as np

    basal, weights = iron_losses().basal, np.asarray(weight_kg, float)
    outside = (weights < basal.from_kg) | (weights > basal.to_kg)
    if outside.any():
        raise OutsideDomain(
            "weight_kg",
            f"{weights[outside][0]:g} kg lies outside the weights that the method was made for",
            allowed=f"{basal.from_kg:g} to {basal.to_kg:g} kg",
            advice="the printed requirement of the group stands: requirement.requirement_for",
        )
    loss: Floats = weights * basal.mg_kg_d
    return loss


def menstrual_iron_loss_mg_d(menstrual_loss_ml: "Floats | float") -> "Floats":
    """Give the iron lost with menstruation, spread over the cycle [mg/d].

    mL × 0.135 g/mL of haemoglobin × 3.39 mg/g of iron / 28 days.

    Parameters
    ----------
    menstrual_loss_ml
        Blood lost in a cycle [mL], any shape; NaN stays NaN.

    Raises
    ------
    ImplausibleValue
        If a loss is negative.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 335.
    """
    import numpy as np

    lost, menses = np.asarray(menstrual_loss_ml, float), iron_losses().menstrual
    if (lost < 0).any():
        found = f"{lost[lost < 0][0]:g}"
        raise ImplausibleValue("menstrual_loss_ml", found, allowed="zero or more")
    loss: Floats = lost * menses.haemoglobin_g_ml * menses.iron_mg_g / menses.cycle_d
    return loss


def iron_requirement_mg_d(
    weight_kg: "Floats | float", *, menstrual_loss_ml: "Floats | float", absorbed_percent: float
) -> "Floats":
    """Give the dietary iron that replaces what an adult of known weight loses [mg/d].

    It is a single figure: how basal losses vary at one weight was never measured. Neither for
    children, who grow, nor for pregnancy and lactation.

    Parameters
    ----------
    weight_kg, menstrual_loss_ml
        See `basal_iron_loss_mg_d` and `menstrual_iron_loss_mg_d`; 0 mL without menstruation. Shapes
        that broadcast; NaN in one gives NaN.
    absorbed_percent
        Share of dietary iron that is absorbed [%]: 18 in a mixed diet, 10 in a vegetarian one.

    Raises
    ------
    OutsideDomain, ImplausibleValue
        As the two functions do; and if the share is not above 0 and up to 100 %.
    """
    if not 0 < absorbed_percent <= 100:  # noqa: PLR2004 (per cent)
        found = f"{absorbed_percent:g}"
        raise ImplausibleValue("absorbed_percent", found, allowed="above 0, up to 100")
    lost = basal_iron_loss_mg_d(weight_kg) + menstrual_iron_loss_mg_d(menstrual_loss_ml)
    needed: Floats = lost / (absorbed_percent / 100)
    return needed


def absorbed_share(publisher: str, *, words: AbstractSet[str], age_years: float) -> Absorbed | None:
    """Give the share of dietary iron that a publisher takes to be absorbed, or None.

    Parameters
    ----------
    publisher
        Slug.
    words
        What holds of the person: the words of `micronutrient.reference.situation`.
    age_years
        Age [y].
    """
    fitting = (
        row
        for row in iron_losses().absorbed.rows
        if row.publisher == publisher and words >= set(row.only) and age_years >= row.from_y
    )
    return next(fitting, None)
