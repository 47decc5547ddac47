"""Iron of supplements: what 60 mg gives by schedule, with a meal, and in other forms.

Absorption falls on the day after a dose, since the dose raises hepcidin. What was measured is held
here as printed; nothing is carried over to other doses or fuller stores.

Numbers: data/absorption/iron.toml.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import UnknownName
from micronutrient.matching import nearest
from micronutrient.sources import Checked


class Schedule(StrEnum):
    """When the doses are taken."""

    DAILY = "daily"
    TWICE_DAILY = "twice_daily"
    CONSECUTIVE_DAYS = "consecutive_days"
    ALTERNATE_DAYS = "alternate_days"


class SupplementIron(msgspec.Struct, frozen=True, kw_only=True):
    """What doses of a supplement gave.

    Attributes
    ----------
    doses
        How many.
    percent
        Mean absorption of each dose in turn [%]; of all of them, where there is one figure.
    absorbed_mg
        Iron absorbed of each dose in turn [mg], as printed; of all of them together, where there is
        one figure.
    total_mg
        Of all doses together [mg].
    method, source, checked
        Whose measurement, where it is printed, and how far that was checked.
    """

    doses: int
    percent: tuple[float, ...]
    absorbed_mg: tuple[float, ...]
    total_mg: float
    method: str
    source: str
    checked: Checked


class RelativeBioavailability(msgspec.Struct, frozen=True, kw_only=True):
    """Absorption of a form of iron relative to ferrous sulphate.

    Attributes
    ----------
    form
        As data/nutrients/iron.toml names it, where it is there.
    lowest, highest
        The means on file, as a ratio; NaN where no such end is stated.
    how
        In what it was measured.
    source, checked
        Where it is printed, and how far that was checked.
    """

    form: str
    lowest: float
    highest: float
    how: str
    source: str
    checked: Checked


class Moretti(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Absorption dose by dose."""

    percent: Mapping[Schedule, tuple[float, ...]]
    absorbed_mg: Mapping[Schedule, tuple[float, ...]]


class Stoffel(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Mean absorption of a course of doses."""

    doses: int
    percent: Mapping[Schedule, float]
    absorbed_mg: Mapping[Schedule, float]


class CookReddy(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Absorption with water and with a meal [%]."""

    with_water: Mapping[str, float]
    with_meal: Mapping[str, float]


@cache
def moretti() -> Moretti:
    """Give the record of Moretti 2015."""
    return method("iron", "moretti_2015", Moretti)


@cache
def stoffel() -> Stoffel:
    """Give the record of Stoffel 2017."""
    return method("iron", "stoffel_2017", Stoffel)


@cache
def cook_reddy() -> CookReddy:
    """Give the record of Cook and Reddy 1995."""
    return method("iron", "cook_1995", CookReddy)


def supplement_iron(
    schedule: Schedule, *, dose_mg: float, ferritin_ug_l: Floats | float
) -> SupplementIron:
    """Give what 60 mg iron as ferrous sulphate, taken fasting, gave depleted women.

    ``daily``: two consecutive days; ``twice_daily``: morning, afternoon, next morning (Moretti
    2015). ``consecutive_days``, ``alternate_days``: 14 doses, in 14 or 28 days (Stoffel 2017). Two
    mornings gave 22.6 mg, and with an afternoon between them 23.6 mg: it adds little.

    Parameters
    ----------
    schedule
        When the doses are taken.
    dose_mg
        Elemental iron a dose [mg]: 60.
    ferritin_ug_l
        Of whoever takes it [µg/L]; NaN, where missing, is let pass.

    Raises
    ------
    OutsideDomain
        If the dose is another, or ferritin above 20 µg/L (25 for the 14 doses).

    References
    ----------
    [moretti-2015-iron-supplements] table 2.
    [stoffel-2017-iron-schedules] as reported.
    [stoffel-2019-iron-alternate-days] with anaemia: 40 to 50 % more after a day's pause.
    """
    if schedule in moretti().percent:
        by_dose = moretti()
        by_dose.require(dose_mg=dose_mg, ferritin_ug_l=ferritin_ug_l)
        percent, absorbed = by_dose.percent[schedule], by_dose.absorbed_mg[schedule]
        return _answer(by_dose, len(percent), percent, absorbed)
    course = stoffel()
    course.require(dose_mg=dose_mg, ferritin_ug_l=ferritin_ug_l)
    return _answer(
        course, course.doses, (course.percent[schedule],), (course.absorbed_mg[schedule],)
    )


def with_meal_ratio() -> tuple[float, float]:
    """Give the absorption with a meal of rice over that with water: daily doses, weekly doses.

    References
    ----------
    [cook-1995-weekly-iron] abstract.
    """
    record = cook_reddy()
    daily, weekly = (record.with_meal[one] / record.with_water[one] for one in record.with_water)
    return daily, weekly


def relative_bioavailability(form: str) -> RelativeBioavailability:
    """Give the absorption of a form of iron relative to ferrous sulphate, where it is on file.

    Most were measured with food, in amounts of fortification: `how` says in what. Ferrous
    gluconate is not on file, since no measurement of it was found.

    Parameters
    ----------
    form
        Slug of the form: ``ferrous_fumarate``, ``carbonyl_iron``.

    Raises
    ------
    UnknownName
        If nothing is on file for the form; names the nearest.

    References
    ----------
    [ejcn-2011-ferrous-fumarate]
    [bovell-benjamin-2000-bisglycinate]
    [heinrich-1979-oral-iron]
    [hoppe-2006-elemental-iron]
    [iron-polymaltose-1984]
    [zimmermann-2010-ferric-pyrophosphate]
    """
    known = forms()
    if form in known:
        return known[form]
    raise UnknownName(
        "form",
        kind="form of iron with a measured relative bioavailability",
        name=form,
        nearest=nearest(form, known),
        advice=f"on file are {', '.join(known)}",
    )


@cache
def forms() -> Mapping[str, RelativeBioavailability]:
    """Give every form on file, by its slug."""
    table = read_toml(DATA / "absorption" / "iron.toml")["forms"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return {one.form: one for one in msgspec.convert(rows, tuple[RelativeBioavailability, ...])}


def _answer(
    record: Method, doses: int, percent: tuple[float, ...], absorbed_mg: tuple[float, ...]
) -> SupplementIron:
    return SupplementIron(
        doses=doses,
        percent=percent,
        absorbed_mg=absorbed_mg,
        total_mg=sum(absorbed_mg),
        method=record.name,
        source=record.source,
        checked=record.checked,
    )
