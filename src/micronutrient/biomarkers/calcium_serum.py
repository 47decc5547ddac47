"""Serum calcium: read as if albumin were usual, since half of it is bound to albumin.

Numbers: data/markers/calcium_serum.toml.
"""

from collections.abc import Sequence

from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.corrected import Corrected
from micronutrient.biomarkers.quality import Measured
from micronutrient.errors import DataFault
from micronutrient.person import Person
from micronutrient.wording import given


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
    if correction is None:
        raise DataFault("data/markers/calcium_serum.toml: no [correction]")
    if albumin is None:
        doubt = "not adjusted for albumin, which was not measured with it"
        return Corrected(value=calcium.value, doubt=doubt)
    if _censored(calcium) or _censored(albumin):
        doubt = "not adjusted for albumin, since a result beyond what can be measured is no number"
        return Corrected(value=calcium.value, doubt=doubt)
    usual = correction.coefficients["albumin_g_l"]
    per_g_l = correction.coefficients["per_g_l"]
    return Corrected(
        value=calcium.value + per_g_l * (usual - albumin.value),
        how=f"adjusted for albumin {given(albumin.value, digits=4)} g/L",
        checked=correction.checked,
    )


def _censored(measured: Measured) -> bool:
    return measured.result.comparator is not None
