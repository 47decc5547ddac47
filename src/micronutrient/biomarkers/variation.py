"""How much results of a marker scatter around a person's usual level.

What no study is on file for is assumed: data/biomarker_rules.toml.
"""

import math

from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules


def cv_within(marker: Marker) -> float:
    """Give the within-person coefficient of variation [%]."""
    known = marker.variation.cv_within if marker.variation else None
    return rules().variation.cv_within if known is None else known


def cv_analytical(marker: Marker) -> float:
    """Give the analytical coefficient of variation [%]."""
    known = marker.variation.cv_analytical if marker.variation else None
    return rules().variation.imprecision.of(cv_within(marker)) if known is None else known


def sd_ln(marker: Marker) -> float:
    """Give the standard deviation of ln value: analytical and within-person variation together."""
    return math.hypot(cv_within(marker), cv_analytical(marker)) / 100
