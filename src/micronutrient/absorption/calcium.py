"""Calcium: the larger the load, the smaller the share that is absorbed.

- `absorption_from_load`: one meal; `absorption_from_food`: one meal's calcium from one food.
- `absorption_from_intake`: a usual day; `absorption_later`: the same woman years later.

IOM 2011 has no share absorbed in its requirement for adults, which comes from balance: these
figures compare diets, foods and salts, and do not correct an intake before it is judged.
Supplements by salt: `micronutrient.absorption.forms`.

Numbers: data/absorption/calcium.toml.
"""

from functools import cache
from typing import Any

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Bools, Floats
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import UnknownName
from micronutrient.matching import nearest_code
from micronutrient.sources import Checked


class LoadLine(Method, frozen=True, kw_only=True):
    """Share absorbed [1] of a load, straight over the logarithm of the load [mg]."""

    intercept: float
    per_ln_mg: float


class IntakeCurve(Method, frozen=True, kw_only=True):
    """Share absorbed [1] at one usual intake [mg/d], and what age and the menopause take away."""

    at_mg_d: float
    share: float
    per_year: float
    at_menopause: float


class FoodShare(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one food: a serving's calcium [mg], and the share absorbed [1]."""

    food: str
    calcium_mg: float
    share: float
    source: str
    checked: Checked


@cache
def load_line() -> LoadLine:
    """Give the line over the load, its range and source."""
    return method("calcium", "heaney_1990", LoadLine)


@cache
def intake_curve() -> IntakeCurve:
    """Give the curve over the usual intake, its range and source."""
    return method("calcium", "heaney_1989", IntakeCurve)


@cache
def measured_foods() -> dict[str, FoodShare]:
    """Give every food whose absorption was measured, by its name."""
    content = read_toml(DATA / "absorption" / "calcium.toml")
    rows = [row for table in ("foods", "fortified_foods") for row in _rows(content[table])]
    return {row.food: row for row in rows}


def _rows(table: dict[str, Any]) -> list[FoodShare]:
    graded = {"source": table["source"], "checked": table["checked"]}
    rows = [{**dict(zip(table["columns"], row, strict=True)), **graded} for row in table["rows"]]
    return msgspec.convert(rows, list[FoodShare])


def absorption_from_load(calcium_mg: Floats) -> Floats:
    """Give the share of one meal's calcium that is absorbed [1].

    Parameters
    ----------
    calcium_mg
        Calcium of the meal [mg], salts included; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If a load is outside the studied ones.

    References
    ----------
    [heaney-1990-calcium]
    """
    line = load_line()
    line.require(calcium_mg=calcium_mg)
    return line.intercept + line.per_ln_mg * np.log(calcium_mg)


def absorption_from_food(food: str, *, calcium_mg: Floats) -> Floats:
    """Give the share of calcium absorbed from a serving of one food [1].

    The share that was measured, changed as the load equation changes from the serving's calcium to
    this one's: the ratio of the food to milk at the same load stays.

    Parameters
    ----------
    food
        Name in data/absorption/calcium.toml: ``kale``.
    calcium_mg
        Calcium of the serving [mg]; NaN gives NaN.

    Raises
    ------
    UnknownName
        If the food was not measured; names the nearest that were.
    OutsideDomain
        If a load is outside the studied ones.

    References
    ----------
    [bourassa-2022-calcium] Table 1.
    [curr-osteoporos-rep-2017-calcium] Table 1.
    """
    measured = measured_foods().get(food)
    if measured is None:
        raise UnknownName(
            "food",
            kind="food with measured calcium absorption",
            name=food,
            nearest=nearest_code(food, list(measured_foods())),
            advice="use micronutrient.absorption.calcium.absorption_from_load",
        )
    printed = np.array(measured.calcium_mg)
    index = measured.share / absorption_from_load(printed)
    return np.asarray(index * absorption_from_load(calcium_mg))


def absorption_from_intake(calcium_mg_d: Floats) -> Floats:
    """Give the mean share of a usual day's calcium that is absorbed [1].

    It falls with the square root of the intake, from what was printed for 200 mg/d.

    Parameters
    ----------
    calcium_mg_d
        Usual intake [mg/d]; NaN gives NaN.

    Raises
    ------
    OutsideDomain
        If an intake is outside the studied ones.

    References
    ----------
    [heaney-1989-calcium]
    """
    curve = intake_curve()
    curve.require(calcium_mg_d=calcium_mg_d)
    return np.asarray(curve.share * np.sqrt(curve.at_mg_d / calcium_mg_d))


def absorption_later(share: Floats, *, years_y: Floats, menopause: Bools) -> Floats:
    """Give the share absorbed [1] by the same woman on the same diet, years later.

    Parameters
    ----------
    share
        Share absorbed now [1]; NaN gives NaN.
    years_y
        Years from now; NaN gives NaN.
    menopause
        Whether she passes the menopause in these years.

    Raises
    ------
    OutsideDomain
        If the years are more than the study followed, or the share would leave 0 to 1.

    References
    ----------
    [heaney-1989-calcium]
    """
    curve = intake_curve()
    curve.require(share=share, years_y=years_y)
    later = share + curve.per_year * years_y + curve.at_menopause * np.asarray(menopause)
    curve.require(share=later)
    return np.asarray(later)
