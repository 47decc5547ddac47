"""Serum calcium: read as if albumin were usual, since half of it is bound to albumin.

Numbers: data/markers/calcium_serum.toml.
"""

from collections.abc import Sequence

from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.corrected import Corrected
from micronutrient.biomarkers.quality import Measured
from micronutrient.person import Person


def adjust_for_albumin(
    calcium: Measured, *, person: Person, measured: Sequence[Measured]
) -> Corrected:
    """Give calcium [mmol/L] adjusted for the albumin of the same days.

    Adjusted = total + 0.02 × (40 − albumin [g/L]). Without albumin, or with a censored result, the
    total stands and says so.

    References
    ----------
    [walsh-2016-hypercalcaemia]
    """
    del person
    albumin = beside(measured, slug="albumin", date=calcium.result.date)
    correction = calcium.marker.correction
    if correction is None or albumin is None or _censored(calcium) or _censored(albumin):
        return Corrected(
            value=calcium.value, doubt="not adjusted for albumin, which was not measured with it"
        )
    usual = correction.coefficients["albumin_g_l"]
    per_g_l = correction.coefficients["per_g_l"]
    return Corrected(
        value=calcium.value + per_g_l * (usual - albumin.value),
        how=f"adjusted for albumin {albumin.value:g} g/L",
        checked=correction.checked,
    )


def _censored(measured: Measured) -> bool:
    return measured.result.comparator is not None
