"""Kidney function from creatinine: says how far markers that the kidney clears can be read.

Numbers: ``[correction]`` of data/markers/creatinine.toml.
"""

import datetime as dt
from collections.abc import Sequence

from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Correction
from micronutrient.errors import DataFault
from micronutrient.person import Person, Sex
from micronutrient.units import convert

CHRONIC = "chronic_kidney_disease"
"""The condition that a reduced filtration rate stands for."""


def egfr_ml_min(creatinine_mg_dl: float, *, sex: Sex, age_y: float) -> float:
    r"""Estimate the glomerular filtration rate [mL/min/1.73 m²] of an adult.

    .. math:: 142 \min(S/\kappa, 1)^\alpha \max(S/\kappa, 1)^{-1.200} 0.9938^{age}\,(1.012)

    with the last factor for women.

    Parameters
    ----------
    creatinine_mg_dl
        Serum creatinine [mg/dL].
    sex, age_y
        The equation holds for adults.

    References
    ----------
    [inker-2021-ckd-epi]
    """
    c = _equation().coefficients
    ratio = creatinine_mg_dl / c[f"kappa_{sex}"]
    below, above = min(ratio, 1.0) ** c[f"alpha_{sex}"], max(ratio, 1.0) ** c["above"]
    of_women = c["female"] if sex is Sex.FEMALE else 1.0
    return float(c["factor"] * below * above * c["per_year"] ** age_y * of_women)


def egfr_at(measured: Sequence[Measured], *, person: Person, date: dt.date | None) -> float | None:
    """Give the estimated filtration rate at a date; None without creatinine, or under age."""
    creatinine = beside(measured, slug="creatinine", date=date)
    if creatinine is None or person.age_years < _equation().coefficients["from_y"]:
        return None
    kind = creatinine.marker
    mg_dl = convert(creatinine.value, unit=kind.unit, to="mg/dL", molar_mass=kind.molar_mass)
    return egfr_ml_min(mg_dl, sex=person.sex, age_y=person.age_years)


def is_reduced(egfr: float | None) -> bool:
    """Whether a filtration rate counts as reduced; not if it is not known."""
    return egfr is not None and egfr < _equation().coefficients["reduced_below"]


def kidney_conditions(egfr: float | None) -> frozenset[str]:
    """Give the slug of the condition that a reduced filtration rate stands for, or none."""
    return frozenset({CHRONIC}) if is_reduced(egfr) else frozenset()


def failing(egfr: float | None, *, stated: str) -> str:
    """Say why the kidney counts as failing: the rate, or a stated disease without one; else "".

    Parameters
    ----------
    egfr
        Filtration rate [mL/min/1.73 m²], or None.
    stated
        Name of the kidney disease that is stated; empty without.
    """
    if is_reduced(egfr):
        return f"kidney filtration (eGFR) {egfr:.0f} mL/min/1.73 m²"
    return stated if egfr is None else ""


def _equation() -> Correction:
    equation = marker("creatinine").correction
    if equation is None:
        raise DataFault("data/markers/creatinine.toml: no [correction]")
    return equation
