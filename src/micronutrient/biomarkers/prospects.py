"""Which markers could still be measured for a person, and how each would be read.

Left out is what could not be read now (inflammation), what judges no person, and what the body
holds constant.
"""

from collections.abc import Collection
from functools import cache

import msgspec

from micronutrient.biomarkers.bench import group_of
from micronutrient.biomarkers.circumstances import Circumstances
from micronutrient.biomarkers.cutoffs import Group, applicable, scale
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.readings import LabReadings
from micronutrient.biomarkers.records import Marker, Strength
from micronutrient.biomarkers.variation import sd_ln
from micronutrient.person import Person
from micronutrient.states import Band

_FIRM = (Strength.STRONG, Strength.MODERATE)


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """A marker that was not measured, as it would be read in this person.

    Attributes
    ----------
    marker, strength
        Its slug, and how well it tracks the nutrient.
    bands, sd_ln
        As in a reading.
    """

    marker: str
    strength: Strength
    bands: tuple[Band, ...]
    sd_ln: float


def prospects(nutrient: str, *, group: Group, measured: Collection[str]) -> tuple[Prospect, ...]:
    """Give the markers that could still show where a nutrient stands, the strongest first.

    Parameters
    ----------
    nutrient
        Slug.
    group
        Whom they would be read in (see `group_now`).
    measured
        Slugs of the markers that were measured already.
    """
    found = [
        Prospect(marker=slug, strength=strength, bands=held.bands, sd_ln=sd_ln(marker(slug)))
        for strength, slug in _firm().get(nutrient, ())
        if slug not in measured
        and not _unreadable(marker(slug), group)
        and (held := scale(applicable(marker(slug), group), plausible=marker(slug).plausible))
    ]
    return tuple(sorted(found, key=lambda one: _FIRM.index(one.strength)))


def group_now(person: Person, labs: LabReadings, *, around: Circumstances) -> Group:
    """Give what would decide the limits of a further sample, taken now."""
    return group_of(
        person,
        inflamed=labs.inflamed,
        crp_mg_l=labs.crp_mg_l,
        egfr=labs.egfr_ml_min,
        conditions=around.conditions,
    )


@cache
def _firm() -> dict[str, tuple[tuple[Strength, str], ...]]:
    """List, by nutrient, the markers that can move a verdict and that laboratories report."""
    found: dict[str, tuple[tuple[Strength, str], ...]] = {}
    for one in map(marker, names()):
        if one.combination and not one.combination.reported:
            continue
        for speaks in one.speaks_for:
            useful = speaks.strength in _FIRM and not speaks.regulated
            if useful and not one.never_classifies:
                own = found.get(speaks.nutrient, ())
                found[speaks.nutrient] = (*own, (speaks.strength, one.slug))
    return found


def _unreadable(one: Marker, group: Group) -> bool:
    effect, crp = one.inflammation, group.crp_mg_l
    limit = effect.unreadable_above_crp_mg_l if effect else None
    return limit is not None and crp is not None and crp > limit
