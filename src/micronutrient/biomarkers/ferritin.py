"""Ferritin: iron stores, read through inflammation.

For one person, or a survey without CRP and AGP values, the cut-off is raised in inflammation
(`deficiency_cutoff`), as WHO advised in 2020. What inflammation explains is removed by regression
only across a whole survey.

Numbers: data/markers/ferritin.toml.
"""

from functools import cache

import numpy as np

from micronutrient.arrays import Bools, Floats
from micronutrient.biomarkers.cutoffs import Group, applicable
from micronutrient.biomarkers.marker import marker
from micronutrient.person import Sex


def deficiency_cutoff(*, age_y: Floats, inflamed: Bools) -> Floats:
    """Give WHO's ferritin limit [ug/L] below which iron is deficient.

    Parameters
    ----------
    age_y
        Age [y]; shape ``(n,)``; NaN where missing.
    inflamed
        CRP or AGP raised; shape ``(n,)``.

    Returns
    -------
    Floats
        Of people who are not pregnant; shape ``(n,)``; NaN where age is missing.

    References
    ----------
    [who-2020-ferritin] Table 1.
    """
    starts = _first_birthdays()
    by_age = np.array([[_cutoff(age, raised) for age in starts] for raised in (False, True)])
    group = np.searchsorted(starts, age_y, side="right") - 1
    limits: Floats = by_age[np.asarray(inflamed, dtype=np.intp), np.maximum(group, 0)]
    return np.where(np.isnan(age_y) | (group < 0), np.nan, limits)


@cache
def _first_birthdays() -> Floats:
    """Give every age at which an authority's limits may change."""
    rows = [row for table in marker("ferritin").cutoffs for row in table.rows]
    starts = np.unique([age for row in rows for age in (row.from_y, row.to_y)])
    starts.setflags(write=False)
    return starts


@cache
def _cutoff(age_y: float, inflamed: bool) -> float:
    group = Group(sex=Sex.FEMALE, age_y=float(age_y), inflamed=inflamed)
    first = next(iter(applicable(marker("ferritin"), group)), None)
    limit = first.row.deficient_below if first else None
    return np.nan if limit is None else limit
