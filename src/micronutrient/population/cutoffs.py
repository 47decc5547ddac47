"""Cut-offs of a whole survey: people of one age band and sex share a limit, so none is looped over.

The rules are those for one person, in `micronutrient.biomarkers.cutoffs`; tables that hold for
populations only are used here too.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from micronutrient.arrays import Bools, Floats, Indices
from micronutrient.biomarkers.cutoff_records import DayTime
from micronutrient.biomarkers.cutoffs import Chosen, Group, applicable
from micronutrient.biomarkers.records import Marker
from micronutrient.person import Maternity, Sex

SEXES = (Sex.FEMALE, Sex.MALE)
UNKNOWN_SEX = len(SEXES)
_DECIDES = ("deficient_below", "deficient_from")


class Sampling(msgspec.Struct, frozen=True, kw_only=True):
    """What all samples of a column share; see `Group`."""

    maternity: Maternity = Maternity.NONE
    fasting: bool | None = None
    day_time: DayTime | None = None
    assay: str = ""


class SurveyLimits(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The limit of deficiency of each person, in the marker's canonical unit.

    Attributes
    ----------
    limit
        NaN where what is known of a person does not settle it. Shape ``(n,)``.
    deficient_is_high
        True where high values mean deficiency.
    chosen
        Whose limits they are: every row that is used, once.
    """

    limit: Floats
    deficient_is_high: bool
    chosen: tuple[Chosen, ...]

    def deficient(self, values: Floats) -> Bools:
        """Whether each value is beyond its limit; False where either is unknown."""
        beyond = values >= self.limit if self.deficient_is_high else values < self.limit
        return np.asarray(beyond & self.known(values))

    def known(self, values: Floats) -> Bools:
        """Whether both value and limit are known."""
        return np.isfinite(values) & np.isfinite(self.limit)


def survey_limits(
    marker: Marker,
    *,
    age_y: Floats,
    sex: Indices,
    inflamed: Bools,
    ages: tuple[float, float],
    sampling: Sampling,
) -> SurveyLimits:
    """Give everybody's limit of deficiency.

    Where age or sex is not known, the limit is given if it is the same for all that they may be.

    Parameters
    ----------
    marker
        Whose cut-offs.
    age_y
        Age [y]; shape ``(n,)``; NaN where missing.
    sex
        Place in `SEXES`, or `UNKNOWN_SEX`; shape ``(n,)``.
    inflamed
        Whether the raised limits hold; shape ``(n,)``.
    ages
        Between which ages those lie whose age is missing [y]: from, and up to but not including.
    sampling
        What all samples share.
    """
    starts = _age_starts(marker)
    unknown_age = starts.size
    band = np.searchsorted(starts, age_y, side="right") - 1
    band = np.where(np.isnan(age_y), unknown_age, np.clip(band, 0, None))
    codes = (band * (UNKNOWN_SEX + 1) + sex) * 2 + inflamed
    distinct, place = np.unique(codes, return_inverse=True)
    found: list[tuple[float, Chosen | None, bool]] = []
    for code in distinct.tolist():
        rest, raised = divmod(code, 2)
        at_band, at_sex = divmod(rest, UNKNOWN_SEX + 1)
        bands = _bands(starts, ages) if at_band == unknown_age else [float(starts[at_band])]
        sexes = SEXES if at_sex == UNKNOWN_SEX else (SEXES[at_sex],)
        groups = [
            Group(
                sex=one,
                age_y=age,
                maternity=sampling.maternity,
                inflamed=bool(raised),
                fasting=sampling.fasting,
                day_time=sampling.day_time,
                assay=sampling.assay,
            )
            for one in sexes
            for age in bands
        ]
        found.append(_common(marker, groups))
    limit = np.array([one for one, _, _ in found])[place]
    rows = {id(one.row): one for _, one, _ in found if one is not None}
    high = any(high for _, _, high in found)
    return SurveyLimits(limit=limit, deficient_is_high=high, chosen=tuple(rows.values()))


def _age_starts(marker: Marker) -> Floats:
    """Give every age at which a limit may change."""
    rows = [row for table in marker.cutoffs for row in table.rows]
    return np.unique([0.0, *(age for row in rows for age in (row.from_y, row.to_y))])


def _bands(starts: Floats, ages: tuple[float, float]) -> list[float]:
    """Give an age of every band that a range of ages touches."""
    low, high = ages
    return [low, *(start for start in starts.tolist() if low < start < high)]


def _common(marker: Marker, groups: Sequence[Group]) -> tuple[float, Chosen | None, bool]:
    """Give the limit that all of these people share; NaN if they do not."""
    limits = [_limit(marker, group) for group in groups]
    first = limits[0]
    if first is None or any(one is None or one[0] != first[0] for one in limits):
        return float("nan"), None, first[2] if first else False
    return first


def _limit(marker: Marker, group: Group) -> tuple[float, Chosen, bool] | None:
    for chosen in applicable(marker, group):
        if chosen.table.applies:
            continue
        for name in _DECIDES:
            if (limit := chosen.limits().get(name)) is not None:
                return limit, chosen, name == "deficient_from"
    return None
