"""How much results of a marker scatter around a person's usual level."""

import math

from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules


def sd_ln(marker: Marker) -> float:
    """Give the standard deviation of ln value: analytical and within-person variation together.

    What no study is on file for is taken from data/biomarker_rules.toml.
    """
    assumed, known = rules().variation, marker.variation
    within = known.cv_within if known and known.cv_within is not None else assumed.cv_within
    analytical = known.cv_analytical if known else None
    if analytical is None:
        analytical = assumed.analytical_per_within * within
    return math.hypot(within, analytical) / 100
