"""Total iron: the share of it that studies found by ferritin, and that authorities assume.

- `total_diet_by_ferritin`: men and women by ferritin, 15 to 60 µg/L (Fairweather-Tait 2017);
- `dainty_2014`: the survey before it;
- `bioavailability_class`: what WHO and FAO, EFSA and the IOM reckon with;
- `reference_ferritin_ug_l`: at which ferritin an authority judges a diet.

Numbers: data/absorption/iron.toml.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, Range, method
from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import NoReferenceValue
from micronutrient.sources import Checked


class IronGroup(StrEnum):
    """Adults whose iron losses differ."""

    MEN = "men"
    PREMENOPAUSAL = "premenopausal"
    POSTMENOPAUSAL = "postmenopausal"


class Authority(StrEnum):
    """Who assumes a share of dietary iron."""

    WHO_FAO = "who_fao"
    EFSA = "efsa"
    IOM = "iom"


class Bioavailability(msgspec.Struct, frozen=True, kw_only=True):
    """The share of dietary iron that an authority assumes to be absorbed.

    Attributes
    ----------
    authority, diet, said_of
        Whose, its name here, and for whom or what in words.
    percent
        Of total iron [%].
    source, checked
        Where it is printed, and how far that was checked.
    """

    authority: Authority
    diet: str
    percent: float
    source: str
    checked: Checked
    said_of: str


class ByFerritin(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Printed pairs of ferritin [µg/L] and absorption [%], by group."""

    points: Mapping[IronGroup, tuple[tuple[float, float], ...]]


class _Reference(msgspec.Struct, frozen=True, kw_only=True):
    authority: Authority
    ferritin_ug_l: float


@cache
def fairweather_tait() -> ByFerritin:
    """Give the record of Fairweather-Tait 2017."""
    return method("iron", "fairweather_tait_2017", ByFerritin)


@cache
def dainty() -> ByFerritin:
    """Give the record of Dainty 2014."""
    return method("iron", "dainty_2014", ByFerritin)


def total_diet_by_ferritin(ferritin_ug_l: Floats | float, *, group: IronGroup) -> Floats:
    """Give the share of all dietary iron that adults absorb at a ferritin [%].

    Estimated by the authors from intake, ferritin and requirements of surveys in the United Kingdom
    and Ireland, not measured; it holds for diets like theirs. EFSA took its 16 and 18 % from it.

    Parameters
    ----------
    ferritin_ug_l
        Without inflammation [µg/L]; any shape; NaN where missing. Between the printed values,
        linear in ln ferritin.
    group
        Whose.

    Raises
    ------
    OutsideDomain
        If ferritin is below 15 or above 60 µg/L.

    References
    ----------
    [fairweather-tait-2017-iron-bioavailability] abstract.
    """
    return _interpolated(fairweather_tait(), ferritin_ug_l, group)


def dainty_2014(ferritin_ug_l: Floats | float, *, group: IronGroup) -> Floats:
    """Give the share of all dietary iron that adults absorb at a ferritin [%], survey of 2000.

    Parameters
    ----------
    ferritin_ug_l
        [µg/L]; any shape; NaN where missing. Between the two printed values, linear in ln ferritin.
    group
        Men or women before menopause.

    Raises
    ------
    OutsideDomain
        If ferritin is not between the two printed values: 45 to 85 in men, 38 to 45 in women.
    NoReferenceValue
        For women after menopause, who were not studied.

    References
    ----------
    [dainty-2014-iron-bioavailability] abstract.
    """
    return _interpolated(dainty(), ferritin_ug_l, group)


def bioavailability_class(authority: Authority, *, diet: str) -> Bioavailability:
    """Give the share of dietary iron that an authority assumes for a kind of diet, or of people.

    Parameters
    ----------
    authority
        Whose.
    diet
        ``low``, ``moderate``, ``good``, ``high`` (WHO and FAO, who tell them by the percentage);
        ``men``, ``premenopausal``, ``postmenopausal``, ``under_12_y``, ``12_to_17_y`` (EFSA);
        ``omnivore``, ``vegetarian``, ``infants_7_12_months`` (IOM).

    Raises
    ------
    NoReferenceValue
        If the authority has no such class; names those that it has.

    References
    ----------
    [who-fao-2004-vitamin-mineral-requirements]
    [efsa-2015-iron] abstract.
    [iom-2001-vitamin-a-vitamin-k-trace-elements] p. 574, table 9-6.
    """
    of_authority = [one for one in classes() if one.authority is authority]
    for one in of_authority:
        if one.diet == diet:
            return one
    raise NoReferenceValue(
        "diet",
        f"{authority} has no class {diet!r} of iron bioavailability",
        allowed=", ".join(one.diet for one in of_authority),
    )


def reference_ferritin_ug_l(authority: Authority) -> float:
    """Give the ferritin at which an authority judges whether a diet holds enough iron [µg/L].

    Raises
    ------
    NoReferenceValue
        If the authority names none: WHO and FAO reckon with classes of diets alone.

    References
    ----------
    [efsa-2015-iron] abstract.
    [iom-2001-vitamin-a-vitamin-k-trace-elements] recalled.
    """
    table = msgspec.convert(_rows("reference_ferritin"), tuple[_Reference, ...])
    for one in table:
        if one.authority is authority:
            return one.ferritin_ug_l
    raise NoReferenceValue(
        "authority",
        f"{authority} names no ferritin at which a diet is judged",
        allowed=", ".join(one.authority for one in table),
        advice="bioavailability_class gives its shares",
    )


@cache
def classes() -> tuple[Bioavailability, ...]:
    """List every share that is on file, in the order of the file."""
    return msgspec.convert(_rows("bioavailability"), tuple[Bioavailability, ...])


def _rows(table: str) -> list[dict[str, object]]:
    content = read_toml(DATA / "absorption" / "iron.toml")[table]
    return [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]


def _interpolated(record: ByFerritin, ferritin_ug_l: Floats | float, group: IronGroup) -> Floats:
    points = record.points.get(group)
    if points is None:
        raise NoReferenceValue(
            "group",
            f"{record.name} did not study the group {group}",
            allowed=", ".join(record.points),
            advice=record.instead,
        )
    printed, percent = np.array(points, dtype=np.float64).T
    ferritin = np.asarray(ferritin_ug_l, dtype=np.float64)
    span = Range(from_=printed[0], to=printed[-1], unit="ug/L")
    msgspec.structs.replace(record, domain={"ferritin_ug_l": span}).require(ferritin_ug_l=ferritin)
    return np.asarray(np.interp(np.log(ferritin), np.log(printed), percent))
