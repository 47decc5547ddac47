"""Ferritin: iron stores, read through inflammation.

For one person, or a survey without CRP and AGP values, the cut-off is raised in inflammation
(`deficiency_cutoff`), as WHO advised in 2020. What inflammation explains is removed by regression
only across a whole survey.

Numbers: data/markers/ferritin.toml.
"""

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
    known = [
        _cutoff(age, bool(raised)) if np.isfinite(age) else np.nan
        for age, raised in zip(age_y, inflamed, strict=True)
    ]
    return np.array(known, dtype=np.float64)


def _cutoff(age_y: float, inflamed: bool) -> float:
    group = Group(sex=Sex.FEMALE, age_y=float(age_y), inflamed=inflamed)
    first = next(iter(applicable(marker("ferritin"), group)), None)
    limit = first.row.deficient_below if first else None
    return np.nan if limit is None else limit
