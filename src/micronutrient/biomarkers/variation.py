"""How far a result may lie from the person's usual level, by chance and the day alone.

Numbers: ``[variation]`` of each marker's file, else data/biomarker_rules.toml.
"""

import math

from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules


def sd_ln(marker: Marker) -> float:
    """Give the standard deviation of ln value: analytical and within-person variation together.

    What no study is on file for is taken from data/biomarker_rules.toml.
    """
    assumed, known = rules().variation, marker.variation
    within = known.cv_within if known else None
    analytical = known.cv_analytical if known else None
    return (
        math.hypot(
            assumed.cv_within if within is None else within,
            assumed.cv_analytical if analytical is None else analytical,
        )
        / 100
    )
