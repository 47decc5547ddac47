"""Inflammation: whether a person is inflamed, and whether a marker can be read in spite of it.

For one person there are two rules, both data: WHO's raised ferritin limits (rows with ``inflamed``
in data/markers/ferritin.toml), and a CRP above which a marker cannot be read, by Duncan 2012
(``[inflammation]`` in each marker's file). Regression of a marker on CRP and AGP answers another
question, that of a survey (`inflammation_survey`).
"""

import datetime as dt
import math
from collections.abc import Sequence

import msgspec

from micronutrient.biomarkers.companions import beside, days_apart
from micronutrient.biomarkers.cutoffs import could_have_made
from micronutrient.biomarkers.quality import Measured
from micronutrient.biomarkers.records import Inflammation, Moves
from micronutrient.biomarkers.rules import rules
from micronutrient.states import TOO_MUCH, Band, Status

_SHOWN_BY = frozenset({"crp", "agp"})


class InflammationState(msgspec.Struct, frozen=True, kw_only=True):
    """What CRP and AGP say of the time of one sample.

    Attributes
    ----------
    crp_at_least, crp_at_most
        Bounds of CRP [mg/L]; they differ for a censored result; None if not measured.
    agp_at_least, agp_at_most
        The same for AGP [g/L].
    """

    crp_at_least: float | None = None
    crp_at_most: float | None = None
    agp_at_least: float | None = None
    agp_at_most: float | None = None

    @property
    def inflamed(self) -> bool | None:
        """Whether CRP or AGP is raised; None if neither is known well enough."""
        raised = self._raised()
        if any(raised):
            return True
        return False if False in raised else None

    @property
    def early(self) -> bool:
        """Whether CRP is raised and AGP not yet: the first days of inflammation."""
        return self._raised() == (True, False)

    @property
    def both(self) -> bool:
        """Whether CRP and AGP are raised: inflammation at its height, or early convalescence."""
        return self._raised() == (True, True)

    @property
    def late(self) -> bool:
        """Whether AGP is raised and CRP no more: late convalescence."""
        return self._raised() == (False, True)

    def _raised(self) -> tuple[bool | None, bool | None]:
        limits = rules().inflammation
        return (
            _reaches(self.crp_at_least, self.crp_at_most, limits.crp_mg_l),
            _reaches(self.agp_at_least, self.agp_at_most, limits.agp_g_l),
        )

    def crp_above(self, limit: float) -> bool | None:
        """Whether CRP is above a limit [mg/L]; None if not known well enough."""
        if self.crp_at_least is None or self.crp_at_most is None:
            return None
        if self.crp_at_least > limit:
            return True
        return False if self.crp_at_most <= limit else None

    def __str__(self) -> str:
        """Say what was measured: ``CRP 34.9 mg/L, AGP 4 g/L``."""
        parts = [
            _said("CRP", self.crp_at_least, self.crp_at_most, "mg/L"),
            _said("AGP", self.agp_at_least, self.agp_at_most, "g/L"),
        ]
        return ", ".join(part for part in parts if part) or "CRP and AGP not measured"


def state_at(measured: Sequence[Measured], *, date: dt.date | None) -> InflammationState:
    """Give what CRP and AGP of a case say of a date: those nearest to it, or undated."""
    crp = beside(measured, slug="crp", date=date)
    agp = beside(measured, slug="agp", date=date)
    return InflammationState(
        crp_at_least=crp.at_least if crp else None,
        crp_at_most=crp.at_most if crp else None,
        agp_at_least=agp.at_least if agp else None,
        agp_at_most=agp.at_most if agp else None,
    )


def told(measured: Sequence[Measured], *, date: dt.date | None) -> str:
    """Say what CRP and AGP show at a date, and which lie too far from any result to be used."""
    most = rules().beside.days
    read = [each.result.date for each in measured if each.marker.slug not in _SHOWN_BY]
    far = [
        f"{each.marker.slug.upper()} of {each.result.date} lies more than {most} days from the "
        "latest result, none lies beside it, and it is not used: are both dates right?"
        for each in measured
        if each.marker.slug in _SHOWN_BY
        and all(days_apart(each.result.date, other) > most for other in (date, *read))
    ]
    state = state_at(measured, date=date)
    stage = "early: CRP rises before AGP" if state.early else ""
    stage = "early convalescence: CRP and AGP are both raised" if state.both else stage
    stage = "late convalescence: AGP stays raised after CRP" if state.late else stage
    return "; ".join(filter(None, [str(state), stage, *far]))


def is_unreadable(effect: Inflammation, state: InflammationState) -> bool:
    """Whether CRP is so high that what this marker shows may be its doing alone."""
    limit = effect.unreadable_above_crp_mg_l
    return limit is not None and state.crp_above(limit) is True


def doubt(
    reading: Status,
    *,
    effect: Inflammation | None,
    state: InflammationState,
    bands: Sequence[Band],
) -> str:
    """Say what stays open where CRP is not known, and inflammation could have made the reading."""
    if effect is None or not could_have_made(effect.moves, reading, bands):
        return ""
    if effect.moves is Moves.FALLS and reading is Status.ADEQUATE:
        return ""
    limit = effect.unreadable_above_crp_mg_l
    if limit is not None and state.crp_above(limit) is None:
        return f"not readable if CRP is above {limit:g} mg/L, and CRP is not known: measure it"
    if state.inflamed is None and reading in TOO_MUCH and effect.moves is Moves.RISES:
        return "inflammation raises this marker, and CRP is not known: measure it"
    return ""


def repeat_advice(effect: Inflammation) -> str:
    """Say when to measure again."""
    return f"repeat when CRP is below {effect.unreadable_above_crp_mg_l:g} mg/L"


def _reaches(at_least: float | None, at_most: float | None, limit: float) -> bool | None:
    if at_least is None or at_most is None:
        return None
    if at_least >= limit:
        return True
    return False if at_most <= limit else None


def _said(name: str, at_least: float | None, at_most: float | None, unit: str) -> str:
    if at_least is None or at_most is None:
        return ""
    if math.isinf(at_most):
        return f"{name} above {at_least:g} {unit}"
    below = "below " if at_least < at_most else ""
    return f"{name} {below}{at_most:g} {unit}"
