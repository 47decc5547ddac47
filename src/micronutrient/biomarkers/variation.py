"""How far a result may lie from the person's usual level, by chance and the day alone.

Numbers: ``[variation]`` of each marker's file, else data/biomarker_rules.toml.
"""

import math

from micronutrient.biomarkers.marker import marker as by_slug
from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules


def sd_ln(marker: Marker) -> float:
    """Give the standard deviation of ln value: analytical and within-person variation together.

    What no study is on file for is taken from data/biomarker_rules.toml; for an index that may be
    negative, from its parts: it is the logarithm of a ratio of theirs.
    """
    if marker.log10_per_unit is not None and marker.combination and marker.variation is None:
        return math.hypot(*(sd_ln(by_slug(part)) for part in marker.combination.parts[0]))
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
