"""Iron of one meal by Monsen: classes of 1978, and the same with a curve, of 1982.

Both follow the stores of women: none, 250 mg, 500 mg. The figures are recalled, not read.

Numbers: data/absorption/iron.toml.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.errors import OutsideDomain
from micronutrient.sources import Checked


class Availability(StrEnum):
    """How available the non-haem iron of a meal is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class MonsenIron(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Absorption from meals [%].

    Attributes
    ----------
    nonhaem_percent
        Of non-haem iron. Shape ``(n,)``.
    haem_percent
        Of haem iron.
    source, checked
        Where it is printed, and how far that was checked.
    """

    nonhaem_percent: Floats
    haem_percent: float
    source: str
    checked: Checked


class Monsen(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Percentages by stores, and the amounts that divide the classes."""

    stores_mg: tuple[float, ...]
    haem: tuple[float, ...]
    low: tuple[float, ...]
    medium: tuple[float, ...]
    high: tuple[float, ...]
    meat_g: Mapping[str, float]
    ascorbate_mg: Mapping[str, float]


class MonsenBalintfy(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The curve by stores, and where it ends."""

    stores_mg: tuple[float, ...]
    base: tuple[float, ...]
    slope: tuple[float, ...]
    cap: tuple[float, ...]
    scale: float
    full_at: float


@cache
def monsen() -> Monsen:
    """Give the record of Monsen 1978."""
    return method("iron", "monsen_1978", Monsen)


@cache
def monsen_balintfy() -> MonsenBalintfy:
    """Give the record of Monsen and Balintfy 1982."""
    return method("iron", "monsen_balintfy_1982", MonsenBalintfy)


def availability(
    *, meat_fish_poultry_g: Floats | float, ascorbate_mg: Floats | float
) -> npt.NDArray[np.str_]:
    """Give the class of each meal: ``low``, ``medium``, ``high``, or empty where not known.

    High: more than 90 g meat, fish or poultry, or more than 75 mg ascorbate, or 30 to 90 g and 25
    to 75 mg together. Medium: 30 to 90 g, or 25 to 75 mg. Low: neither.

    Parameters
    ----------
    meat_fish_poultry_g
        Lean, raw [g]; shape ``(n,)`` or one value.
    ascorbate_mg
        [mg]; shape ``(n,)`` or one value.

    Raises
    ------
    OutsideDomain
        If an amount is below zero, or more than a meal holds.

    References
    ----------
    [monsen-1978-available-iron] recalled.
    """
    record = monsen()
    record.require(meat_fish_poultry_g=meat_fish_poultry_g, ascorbate_mg=ascorbate_mg)
    meat, ascorbate = np.broadcast_arrays(
        np.atleast_1d(meat_fish_poultry_g), np.atleast_1d(ascorbate_mg)
    )
    points = _points(meat, record.meat_g) + _points(ascorbate, record.ascorbate_mg)
    words = np.array(list(Availability))[np.minimum(points, 2)]
    return np.where(np.isnan(meat) | np.isnan(ascorbate), "", words)


def monsen_1978(
    *, meat_fish_poultry_g: Floats | float, ascorbate_mg: Floats | float, stores_mg: float
) -> MonsenIron:
    """Give the absorption from meals by availability class and iron stores.

    Parameters
    ----------
    meat_fish_poultry_g, ascorbate_mg
        As `availability` takes them; NaN in one gives NaN.
    stores_mg
        Iron stores of the eater: 0, 250 or 500 mg.

    Raises
    ------
    OutsideDomain
        If the stores are others, or as `availability` does.

    References
    ----------
    [monsen-1978-available-iron] recalled.
    """
    record = monsen()
    column = _column(record, record.stores_mg, stores_mg)
    found = availability(meat_fish_poultry_g=meat_fish_poultry_g, ascorbate_mg=ascorbate_mg)
    by_class = [record.low[column], record.medium[column], record.high[column]]
    percent = np.select([found == word for word in Availability], by_class, default=np.nan)
    return _answer(record, percent, column)


def monsen_balintfy_1982(
    *, meat_fish_poultry_g: Floats | float, ascorbate_mg: Floats | float, stores_mg: float
) -> MonsenIron:
    r"""Give the absorption from meals by the sum of enhancers, EF = g meat + mg ascorbate.

    .. math:: A = a + b \ln\frac{EF + 100}{100}, \quad EF \le 75

    and the cap above; a and b by stores: 5 and 26.8 (none), 4 and 14.3 (250 mg), 3 and 8.93
    (500 mg).

    Parameters
    ----------
    meat_fish_poultry_g, ascorbate_mg
        In the meal [g cooked], [mg]; shape ``(n,)`` or one value; NaN in one gives NaN.
    stores_mg
        Iron stores of the eater: 0, 250 or 500 mg.

    Raises
    ------
    OutsideDomain
        If the stores are others, or an amount is below zero or more than a meal holds.

    References
    ----------
    [monsen-1982-bioavailability] recalled.
    """
    record = monsen_balintfy()
    record.require(meat_fish_poultry_g=meat_fish_poultry_g, ascorbate_mg=ascorbate_mg)
    column = _column(record, record.stores_mg, stores_mg)
    enhancers = np.atleast_1d(np.add(meat_fish_poultry_g, ascorbate_mg, dtype=np.float64))
    curve = record.base[column] + record.slope[column] * np.log1p(enhancers / record.scale)
    percent = np.where(enhancers > record.full_at, record.cap[column], curve)
    return _answer(record, percent, column)


def _points(amount: Floats, borders: Mapping[str, float]) -> npt.NDArray[np.int64]:
    """Give 0 below the middle class, 1 in it, 2 above."""
    medium, high = amount >= borders["medium_from"], amount > borders["high_above"]
    return medium.astype(np.int64) + high.astype(np.int64)


def _column(record: Method, known: tuple[float, ...], stores_mg: float) -> int:
    if stores_mg not in known:
        raise OutsideDomain(
            "stores_mg",
            f"{record.name} has no figures for stores of {stores_mg:g} mg",
            allowed=", ".join(f"{one:g}" for one in known),
            advice=record.instead,
        )
    return known.index(stores_mg)


def _answer(record: Method, percent: Floats, column: int) -> MonsenIron:
    return MonsenIron(
        nonhaem_percent=percent,
        haem_percent=monsen().haem[column],
        source=record.source,
        checked=record.checked,
    )
