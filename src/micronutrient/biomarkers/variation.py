"""How much results of a marker scatter around a person's usual level, by chance and the day alone.

Numbers: ``[variation]`` of each marker's file, else data/biomarker_rules.toml.
"""

import math

from micronutrient.biomarkers.marker import marker as by_slug
from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules

_URINE = "urine"


def cv_within(marker: Marker) -> float:
    """Give the within-person coefficient of variation [%]."""
    known = marker.variation.cv_within if marker.variation else None
    if known is not None:
        return known
    assumed = rules().variation
    return assumed.cv_within_urine if _URINE in marker.specimens else assumed.cv_within


def cv_analytical(marker: Marker) -> float:
    """Give the analytical coefficient of variation [%]."""
    known = marker.variation.cv_analytical if marker.variation else None
    return rules().variation.imprecision.of(cv_within(marker)) if known is None else known


def sd_ln(marker: Marker) -> float:
    """Give the standard deviation of ln value: analytical and within-person variation together.

    For an index that may be negative it is that of its parts: it is the logarithm of a ratio of
    theirs.
    """
    if marker.log10_per_unit is not None and marker.combination and marker.variation is None:
        return math.hypot(*(sd_ln(by_slug(part)) for part in marker.combination.parts[0]))
    return sd_ln_of(math.hypot(cv_within(marker), cv_analytical(marker)))


def sd_ln_of(cv_percent: float) -> float:
    """Give the standard deviation of ln of what scatters log-normally by a CV [%].

    (ln(1 + CV²))^½, which for a small CV is the CV itself.
    """
    return math.sqrt(math.log1p((cv_percent / 100) ** 2))
