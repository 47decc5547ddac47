"""Iron of whole diets: how much haem and non-haem iron is absorbed, at a given ferritin.

- `absorbed_iron` chooses among the published equations that somebody has checked, and says which;
- `collings_2013` and `armah_2013` are the equations for non-haem iron, `hallberg_haem` for haem.

The shares of total iron that authorities assume are in `iron_classes`, meals in `iron_meal` and
`iron_monsen`, supplements in `iron_supplements`.

Numbers: data/absorption/iron.toml.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.absorption.method import Method, method
from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import ImplausibleValue
from micronutrient.sources import Checked, least_checked


class Modifier(StrEnum):
    """What a diet as a whole does to the absorption of non-haem iron."""

    INHIBITING = "inhibiting"
    STANDARD = "standard"
    ENHANCING = "enhancing"


class WholeDiet(StrEnum):
    """Equations for the non-haem iron of a whole diet."""

    COLLINGS_2013 = "collings_2013"
    ARMAH_2013 = "armah_2013"


def _unknown() -> Floats:
    return np.array(np.nan)


class IronDiet(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What diets hold in a day; shape ``(n,)`` each, or one value for all; NaN where not known.

    Attributes
    ----------
    haem_iron_mg_d, nonhaem_iron_mg_d
        Iron of foods, without supplements [mg/d].
    ascorbate_mg_d, phytate_mg_d, calcium_mg_d
        [mg/d]
    meat_fish_poultry_g_d
        [g/d], cooked.
    tea_cups_d
        Cups a day.

    Raises
    ------
    ImplausibleValue
        If an amount is below zero or infinite.
    """

    haem_iron_mg_d: Floats
    nonhaem_iron_mg_d: Floats
    ascorbate_mg_d: Floats = msgspec.field(default_factory=_unknown)
    phytate_mg_d: Floats = msgspec.field(default_factory=_unknown)
    meat_fish_poultry_g_d: Floats = msgspec.field(default_factory=_unknown)
    tea_cups_d: Floats = msgspec.field(default_factory=_unknown)
    calcium_mg_d: Floats = msgspec.field(default_factory=_unknown)

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            values = np.atleast_1d(getattr(self, name))
            wrong = (values < 0) | np.isinf(values)
            if wrong.any():
                first = int(np.argmax(wrong))
                raise ImplausibleValue(
                    f"{name}[{first}]",
                    f"{values[first]:g} is no amount in a diet",
                    allowed="zero and more",
                    advice="NaN where it is not known",
                )


class AbsorbedIron(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How much iron of diets is absorbed, and by whose word.

    Attributes
    ----------
    haem_mg_d, nonhaem_mg_d, absorbed_mg_d
        Absorbed [mg/d]: of the haem iron, of the other, together. Shape ``(n,)``; NaN where a part
        is not known.
    lowest_mg_d, highest_mg_d
        `absorbed_mg_d` if the diet inhibited, or enhanced, absorption as a whole; NaN where the
        method already reckons with what the diet holds.
    haem_share_absorbed, nonhaem_share_absorbed
        Between 0 and 1. Shape ``(n,)``, or one value for all.
    method, source, checked
        Which equation, where it is printed, and how far its figures were checked.
    assumption
        What had to be assumed, in words.
    """

    haem_mg_d: Floats
    nonhaem_mg_d: Floats
    absorbed_mg_d: Floats
    lowest_mg_d: Floats
    highest_mg_d: Floats
    haem_share_absorbed: Floats
    nonhaem_share_absorbed: Floats
    method: str
    source: str
    checked: Checked
    assumption: str


class Collings(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of Collings 2013."""

    intercept: float
    per_log_ferritin: float
    modifier: Mapping[Modifier, float]


class Armah(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of Armah 2013, on natural logarithms."""

    intercept: float
    ln_ferritin: float
    ln_ascorbate: float
    ln_meat_fish_poultry: float
    ln_tea: float
    ln_phytate: float
    ln_calcium: float
    ln_nonhaem_iron: float
    added: float


class HaemFlat(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One share for all haem iron [%]."""

    percent: float


class HallbergHaem(Method, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Coefficients of the haem iron of Hallberg and Hulthén 2000."""

    intercept: float
    per_log_ferritin: float


@cache
def collings() -> Collings:
    """Give the record of Collings 2013."""
    return method("iron", "collings_2013", Collings)


@cache
def armah() -> Armah:
    """Give the record of Armah 2013."""
    return method("iron", "armah_2013", Armah)


@cache
def haem_flat() -> HaemFlat:
    """Give the record of the share that is assumed for haem iron."""
    return method("iron", "haem_flat", HaemFlat)


@cache
def hallberg_haem_record() -> HallbergHaem:
    """Give the record of Hallberg and Hulthén's haem iron."""
    return method("iron", "hallberg_haem", HallbergHaem)


def collings_2013(ferritin_ug_l: Floats | float, *, diet: Modifier = Modifier.STANDARD) -> Floats:
    r"""Give the absorption of non-haem iron from a whole diet [%].

    .. math:: \log_{10} A = 1.82 - 0.73 \log_{10} ferritin + 0.11\, m

    with m = -1, 0 or 1 for a diet that inhibits, is usual, or enhances. The abstract does not say
    so: it is inferred from the range that it prints.

    Parameters
    ----------
    ferritin_ug_l
        Serum ferritin without inflammation [µg/L]; any shape; NaN where missing.
    diet
        What the diet as a whole does; the paper's limits between the three were not read.

    Raises
    ------
    OutsideDomain
        If ferritin is below 6 or above 80 µg/L.

    References
    ----------
    [collings-2013-iron-absorption] abstract.
    """
    record, ferritin = collings(), np.asarray(ferritin_ug_l, dtype=np.float64)
    record.require(ferritin_ug_l=ferritin)
    log_share = (
        record.intercept + record.per_log_ferritin * np.log10(ferritin) + record.modifier[diet]
    )
    return np.asarray(10.0**log_share)


def armah_2013(diet: IronDiet, *, ferritin_ug_l: Floats | float) -> Floats:
    r"""Give the absorption of non-haem iron from a whole diet of known composition [%].

    .. math:: \ln A = 6.294 - 0.709 \ln F + 0.119 \ln C + 0.006 \ln(M + 0.1)
        - 0.055 \ln(T + 0.1) - 0.247 \ln P - 0.137 \ln Ca - 0.083 \ln N

    with ferritin F, ascorbate C, meat, fish and poultry M, tea T, phytate P, calcium Ca and
    non-haem iron N. The coefficients are recalled, not read: `absorbed_iron` leaves the method off.

    Parameters
    ----------
    diet
        All its parts but the haem iron are used; NaN where one is missing.
    ferritin_ug_l
        [µg/L]; shape ``(n,)`` or one value.

    Raises
    ------
    OutsideDomain
        If a part lies where the logarithms end; those limits are this package's own.

    References
    ----------
    [armah-2013-nonhaem-iron]
    [armah-2015-us-diet] geometric means by it in the United States: men 2.6 %, women 5.6 %.
    """
    record, ferritin = armah(), np.asarray(ferritin_ug_l, dtype=np.float64)
    record.require(ferritin_ug_l=ferritin, **_used_by_armah(diet))
    return np.asarray(
        np.exp(
            record.intercept
            + record.ln_ferritin * np.log(ferritin)
            + record.ln_ascorbate * np.log(diet.ascorbate_mg_d)
            + record.ln_meat_fish_poultry * np.log(diet.meat_fish_poultry_g_d + record.added)
            + record.ln_tea * np.log(diet.tea_cups_d + record.added)
            + record.ln_phytate * np.log(diet.phytate_mg_d)
            + record.ln_calcium * np.log(diet.calcium_mg_d)
            + record.ln_nonhaem_iron * np.log(diet.nonhaem_iron_mg_d)
        )
    )


def hallberg_haem(ferritin_ug_l: Floats | float) -> Floats:
    r"""Give the absorption of haem iron, without calcium in the meal [%].

    .. math:: \log_{10} A = 1.9897 - 0.3092 \log_{10} ferritin

    Recalled, not read.

    Parameters
    ----------
    ferritin_ug_l
        [µg/L]; any shape; NaN where missing.

    Raises
    ------
    OutsideDomain
        If ferritin is below 10 or above 200 µg/L; those limits are this package's own.

    References
    ----------
    [hallberg-2000-iron-algorithm]
    """
    record, ferritin = hallberg_haem_record(), np.asarray(ferritin_ug_l, dtype=np.float64)
    record.require(ferritin_ug_l=ferritin)
    return np.asarray(10.0 ** (record.intercept + record.per_log_ferritin * np.log10(ferritin)))


def absorbed_iron(
    diet: IronDiet, *, ferritin_ug_l: Floats | float, by: WholeDiet | None = None
) -> AbsorbedIron:
    """Give the iron that is absorbed from diets, by the best equation that was checked.

    To judge a diet, not a person, give the ferritin at which the authority judges
    (`iron_classes.reference_ferritin_ug_l`: 15 µg/L for the IOM, 30 for EFSA), so that a diet is
    not called enough because its eater has run short, nor too little because stores are full. To
    say what one person absorbs, give his or her own.

    Compare diets with it, not a diet with a requirement: the authorities' requirements rest on 16
    to 18 % of all iron, and of a diet with a tenth of its iron as haem Collings 2013 gives 11 % at
    15 µg/L, 7 % at 30.

    Parameters
    ----------
    diet
        Haem and non-haem iron; the rest is needed by Armah 2013 alone.
    ferritin_ug_l
        Without inflammation [µg/L]; shape ``(n,)`` or one value; NaN gives NaN.
    by
        The equation for non-haem iron; None for the best one that is verified and has what it asks
        for in every diet. Haem iron is taken at 25 % in any case.

    Raises
    ------
    OutsideDomain
        If ferritin, or a part of the diet, lies outside what the equation was made for.

    References
    ----------
    [collings-2013-iron-absorption]
    [armah-2013-us-diet] for haem iron.
    """
    chosen = by or best_method(diet)
    lowest, middle, highest = map(np.atleast_1d, _nonhaem_percent(diet, ferritin_ug_l, chosen))
    record, haem = _record(chosen), haem_flat()
    haem_mg_d = np.atleast_1d(diet.haem_iron_mg_d) * haem.percent / 100
    nonhaem_mg_d = diet.nonhaem_iron_mg_d * middle / 100
    return AbsorbedIron(
        haem_mg_d=haem_mg_d,
        nonhaem_mg_d=nonhaem_mg_d,
        absorbed_mg_d=haem_mg_d + nonhaem_mg_d,
        lowest_mg_d=haem_mg_d + diet.nonhaem_iron_mg_d * lowest / 100,
        highest_mg_d=haem_mg_d + diet.nonhaem_iron_mg_d * highest / 100,
        haem_share_absorbed=np.atleast_1d(haem.percent / 100),
        nonhaem_share_absorbed=middle / 100,
        method=record.name,
        source=record.source,
        checked=least_checked((record.checked, haem.checked)),
        assumption=_assumed(chosen),
    )


def best_method(diet: IronDiet) -> WholeDiet:
    """Give the first equation that is verified and has what it asks for in every diet."""
    return next(
        one for one in _order() if _record(one).verified and _complete(_asked_by(one, diet))
    )


@cache
def _order() -> tuple[WholeDiet, ...]:
    order = read_toml(DATA / "absorption" / "iron.toml")["whole_diet"]["order"]
    return tuple(map(WholeDiet, order))


def _record(which: WholeDiet) -> Collings | Armah:
    return armah() if which is WholeDiet.ARMAH_2013 else collings()


def _asked_by(which: WholeDiet, diet: IronDiet) -> Mapping[str, Floats]:
    return _used_by_armah(diet) if which is WholeDiet.ARMAH_2013 else {}


def _used_by_armah(diet: IronDiet) -> dict[str, Floats]:
    used = (name for name in diet.__struct_fields__ if name != "haem_iron_mg_d")
    return {name: getattr(diet, name) for name in used}


def _complete(parts: Mapping[str, Floats]) -> bool:
    return not any(np.isnan(values).any() for values in parts.values())


def _nonhaem_percent(
    diet: IronDiet, ferritin_ug_l: Floats | float, which: WholeDiet
) -> tuple[Floats, Floats, Floats]:
    """Give the absorption [%] at the least, as estimated, and at the most."""
    if which is WholeDiet.ARMAH_2013:
        percent = armah_2013(diet, ferritin_ug_l=ferritin_ug_l)
        return np.full_like(percent, np.nan), percent, np.full_like(percent, np.nan)
    usual = collings_2013(ferritin_ug_l)
    by_kind = {kind: 10.0**step for kind, step in collings().modifier.items()}
    return usual * by_kind[Modifier.INHIBITING], usual, usual * by_kind[Modifier.ENHANCING]


def _assumed(which: WholeDiet) -> str:
    flat = f"haem iron is absorbed at {haem_flat().percent:g} %"
    if which is WholeDiet.ARMAH_2013:
        return f"{flat}; the coefficients for other iron are {armah().checked.meaning}"
    less, more = (
        f"{abs(10.0 ** collings().modifier[kind] - 1):.0%}".replace("%", " %")
        for kind in (Modifier.INHIBITING, Modifier.ENHANCING)
    )
    return (
        f"{flat}; the diet as a whole neither inhibits nor enhances the absorption of other iron: "
        f"if it did, {less} less or {more} more of that would be absorbed"
    )
