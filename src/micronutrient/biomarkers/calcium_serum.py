"""Serum calcium: read as if albumin were usual, since half of it is bound to albumin.

Ionised calcium is what the body holds constant: where it was measured it is the better result. The
adjustment holds for an albumin that is not very low and a kidney that does not fail.

Numbers: data/markers/calcium_serum.toml.
"""

from collections.abc import Sequence

from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.corrected import Corrected
from micronutrient.biomarkers.kidney import egfr_at, is_reduced
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Correction, Moves
from micronutrient.errors import DataFault
from micronutrient.person import Person
from micronutrient.wording import as_printed


def adjust_for_albumin(
    calcium: Measured, *, person: Person, measured: Sequence[Measured]
) -> Corrected:
    """Give calcium [mmol/L] adjusted for the albumin of the same days.

    Adjusted = total + 0.02 × (40 − albumin [g/L]). Without albumin, with a censored result, and
    outside the domain (albumin below 20 g/L, eGFR reduced) the total stands and says so; with so
    little albumin a low total cannot be read.

    References
    ----------
    [walsh-2016-hypercalcaemia]; [lian-2018-calcium] on kidney disease.
    """
    albumin = beside(measured, slug="albumin", date=calcium.result.date)
    correction = _correction(calcium)
    doubt = _refusal(calcium, albumin, person=person, measured=measured)
    if doubt or albumin is None:
        return Corrected(
            value=calcium.value,
            doubt=f"not adjusted for albumin, {doubt}",
            moved=Moves.FALLS if _too_low(albumin, correction) else Moves.NONE,
        )
    usual = correction.coefficients["albumin_g_l"]
    per_g_l = correction.coefficients["per_g_l"]
    unsure = albumin.value < correction.coefficients["albumin_sure_from_g_l"]
    return Corrected(
        value=calcium.value + per_g_l * (usual - albumin.value),
        how=f"adjusted for albumin {as_printed(albumin.value)} g/L",
        doubt="with so low an albumin the adjustment is unsure: measure ionised calcium"
        if unsure
        else "",
        checked=correction.checked,
    )


def _refusal(
    calcium: Measured,
    albumin: Measured | None,
    *,
    person: Person,
    measured: Sequence[Measured],
) -> str:
    """Say why calcium cannot be adjusted; empty if it can."""
    if albumin is None:
        return "which was not measured with it"
    if _censored(calcium) or _censored(albumin):
        return "since a result beyond what can be measured is no number"
    if _too_low(albumin, _correction(calcium)):
        least = _correction(calcium).coefficients["albumin_from_g_l"]
        return f"which is below {least:g} g/L, where no adjustment holds: measure ionised calcium"
    if is_reduced(egfr_at(measured, person=person, date=calcium.result.date)):
        return "since with a failing kidney the total does better: measure ionised calcium"
    return ""


def _too_low(albumin: Measured | None, correction: Correction) -> bool:
    """Whether albumin is known to be so low that no adjustment holds."""
    return albumin is not None and albumin.at_most < correction.coefficients["albumin_from_g_l"]


def _correction(calcium: Measured) -> Correction:
    correction = calcium.marker.correction
    if correction is None:
        raise DataFault("data/markers/calcium_serum.toml: no [correction]")
    return correction


def _censored(measured: Measured) -> bool:
    return measured.result.comparator is not None
