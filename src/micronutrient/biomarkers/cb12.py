"""cB12: vitamin B12 status from four markers at once, allowing for age.

Domain: adults, all four markers, no failing kidney (it retains two of them), no pregnancy, and
enough folate: without it homocysteine rises for another reason. The published indicators for two
or three markers are not offered.

Numbers: data/markers/cb12.toml.
"""

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.bench import lay_out
from micronutrient.biomarkers.companions import Companions, beside
from micronutrient.biomarkers.indicator import (
    Amounts,
    Indicator,
    Refusal,
    Setting,
    amounts,
    coefficients,
)
from micronutrient.biomarkers.quality import Measured
from micronutrient.person import Person
from micronutrient.states import TOO_LITTLE

_FOLATE = ("folate_serum", "folate_rbc")


def cb12(
    *,
    holotc_pmol_l: Floats | float,
    b12_pmol_l: Floats | float,
    mma_umol_l: Floats | float,
    homocysteine_umol_l: Floats | float,
    age_y: Floats | float,
) -> Floats:
    r"""Give the combined indicator of vitamin B12 status, on a scale in log10.

    .. math::

        \log_{10}\frac{holoTC \cdot B_{12}}{MMA \cdot Hcy} - \frac{3.79}{1 + (age/230)^{2.6}}

    Parameters
    ----------
    holotc_pmol_l, b12_pmol_l
        Holotranscobalamin and total vitamin B12 [pmol/L]; any shape; NaN where missing.
    mma_umol_l, homocysteine_umol_l
        Methylmalonic acid and total homocysteine [µmol/L].
    age_y
        Age [y]; the equation was made with adults.

    Raises
    ------
    ImplausibleValue
        If an amount or an age is zero or below.

    References
    ----------
    [fedosov-2015-cb12]; [fedosov-2010-wellness]
    """
    holotc, b12, mma, homocysteine, age = amounts(
        holotc_pmol_l=holotc_pmol_l,
        b12_pmol_l=b12_pmol_l,
        mma_umol_l=mma_umol_l,
        homocysteine_umol_l=homocysteine_umol_l,
        age_y=age_y,
    )
    c = coefficients("cb12")
    usual = c["in_youth"] / (1 + (age / c["age_scale_y"]) ** c["age_power"])
    return np.asarray(np.log10(holotc * b12 / (mma * homocysteine)) - usual)


def _value(parts: Amounts, person: Person) -> float:
    return float(
        cb12(
            holotc_pmol_l=parts["holotranscobalamin"],
            b12_pmol_l=parts["vitamin_b12_serum"],
            mma_umol_l=parts["mma"],
            homocysteine_umol_l=parts["homocysteine"],
            age_y=person.age_years,
        )
    )


def _refuses(_parts: Amounts, first: Measured, setting: Setting) -> Refusal | None:
    """Refuse where folate reads too little."""
    for slug in _FOLATE:
        folate = beside(setting.measured, slug=slug, date=first.result.date)
        if folate is not None and _too_little(folate, setting):
            return Refusal(
                why=f"{folate.marker.name} reads too little, which raises homocysteine by itself",
                ask="read methylmalonic acid and holotranscobalamin, or measure again with "
                "enough folate",
            )
    return None


def _too_little(folate: Measured, setting: Setting) -> bool:
    around, measured = setting.around, Companions(setting.measured)
    bench = lay_out(folate, person=setting.person, measured=measured, around=around)
    return bench.reads(bench.scale) in TOO_LITTLE


INDICATOR = Indicator(value=_value, refuses=_refuses)
"""How a case's results are combined."""
