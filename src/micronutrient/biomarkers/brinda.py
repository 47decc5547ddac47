"""BRINDA: whose markers are adjusted for inflammation, by what, and from which values on.

For surveys; the equations are in `inflammation_survey`. Numbers: data/population/brinda.toml.
"""

from enum import StrEnum
from functools import cache

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.biomarkers.inflammation_survey import (
    InflammationCorrection,
    InflammationFloor,
    rank_correlation,
    remove_inflammation,
    weighted_percentile,
)
from micronutrient.biomarkers.marker import marker
from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import InputFault, NotIdentified, UnknownName
from micronutrient.matching import fold, nearest
from micronutrient.person import NO_UPPER_AGE_Y, Maternity, Sex
from micronutrient.sources import Checked


class Way(StrEnum):
    """By what a marker is adjusted in a group; data/population/brinda.toml explains the words."""

    BOTH = "both"
    AGP = "agp"
    IF_CORRELATED = "if_correlated"
    NONE = "none"


class PopulationGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of people that is adjusted as one.

    Attributes
    ----------
    slug, names
        Its name here, and others that are understood.
    sex, maternity, from_y, to_y
        Who belongs to it; age from `from_y` up to, not including, `to_y` [y].
    ln_crp_mg_l, ln_agp_g_l
        Where inflammation is held to begin, as printed; None where the survey itself says it.
    percentile
        Of the survey's CRP and AGP, where that is the reference.
    """

    slug: str
    names: tuple[str, ...] = ()
    sex: Sex | None = None
    maternity: Maternity | None = None
    from_y: float = 0
    to_y: float = NO_UPPER_AGE_Y
    ages_source: str = ""
    ln_crp_mg_l: float | None = None
    ln_agp_g_l: float | None = None
    percentile: float | None = None

    @property
    def needs_reference(self) -> bool:
        """Whether the user must say where inflammation begins."""
        return self.ln_crp_mg_l is None and self.percentile is None


class _Adjusted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Correlated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rho_below: float
    p_below: float


class _Unadjusted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    markers: tuple[str, ...]
    source: str
    checked: Checked


class Brinda(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    source: str
    checked: Checked
    groups: tuple[PopulationGroup, ...]
    adjusted: _Adjusted
    correlated: _Correlated
    unadjusted: _Unadjusted

    @property
    def markers(self) -> tuple[str, ...]:
        """The markers that the method knows how to adjust."""
        return tuple(row[0] for row in self.adjusted.rows)

    def way(self, slug: str, group: str) -> Way:
        """Give by what a marker is adjusted in a group."""
        (row,) = [row for row in self.adjusted.rows if row[0] == slug]
        return Way(row[self.adjusted.columns.index(group)])


class Correlation(msgspec.Struct, frozen=True, kw_only=True):
    """Spearman's rank correlation with CRP or AGP."""

    rho: float
    p_value: float


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One marker of one group, adjusted or left as it is.

    Attributes
    ----------
    corrected
        In the unit it came in; NaN where it cannot be said.
    by
        ``agp``, ``crp``; empty where the marker is left as it is, and then `why` says why.
    correction
        Slopes and how many they were fitted to; None where left as it is.
    correlations
        What decided whether zinc is adjusted.
    """

    corrected: Floats
    by: tuple[str, ...] = ()
    why: str = ""
    correction: InflammationCorrection | None = None
    correlations: dict[str, Correlation] = {}


class Inflammation(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """CRP [mg/L] and AGP [g/L] of the people of a group, what was measured, and their floor."""

    crp_mg_l: Floats | None = None
    agp_g_l: Floats | None = None
    floor: InflammationFloor

    def measured(self) -> dict[str, Floats]:
        """Give what was measured, AGP first."""
        both = {"agp": self.agp_g_l, "crp": self.crp_mg_l}
        return {name: values for name, values in both.items() if values is not None}


@cache
def brinda() -> Brinda:
    """Read the rules of the method."""
    return read_record(DATA / "population" / "brinda.toml", Brinda)


def population_group(text: str, *, where: str = "group") -> PopulationGroup:
    """Give a group by its slug or another name (``PSC``, ``women``).

    Raises
    ------
    UnknownName
        If there is no such group; names those there are.
    """
    for group in brinda().groups:
        if fold(text) in {fold(name) for name in (group.slug, *group.names)}:
            return group
    slugs = tuple(group.slug for group in brinda().groups)
    near = nearest(text, slugs)
    raise UnknownName(where, kind="population group", name=text, nearest=near or slugs)


def check_marker(slug: str) -> None:
    """Refuse a marker that the method does not know, or that needs no adjustment.

    Raises
    ------
    InputFault
        Names those that it knows.
    """
    known = brinda().markers
    if slug in known:
        return
    if slug in brinda().unadjusted.markers:
        found = f"{marker(slug).name} needs no adjustment for inflammation"
        allowed = ", ".join(known)
        raise InputFault(f"markers.{slug}", found, allowed=allowed, advice="leave it out here")
    advice = f"BRINDA knows {', '.join(known)}"
    near = nearest(slug, known)
    raise UnknownName("markers", kind="marker of BRINDA", name=slug, nearest=near, advice=advice)


def floor_of(
    group: PopulationGroup,
    *,
    crp_mg_l: Floats | None,
    agp_g_l: Floats | None,
    weights: Floats | None = None,
) -> InflammationFloor:
    """Give where inflammation begins for a group: as printed, or its own low percentile.

    Raises
    ------
    InputFault
        If the user must set it (group ``manual``).
    """
    if group.ln_crp_mg_l is not None:
        return InflammationFloor(ln_crp_mg_l=group.ln_crp_mg_l, ln_agp_g_l=group.ln_agp_g_l)
    if group.percentile is None:
        allowed = "crp_mg_l and agp_g_l, of what was measured"
        raise InputFault("reference", f"is missing for the group {group.slug}", allowed=allowed)

    def low(values: Floats | None) -> float | None:
        if values is None or group.percentile is None:
            return None
        return float(np.log(weighted_percentile(values, percent=group.percentile, weights=weights)))

    return InflammationFloor(ln_crp_mg_l=low(crp_mg_l), ln_agp_g_l=low(agp_g_l))


def adjust(
    slug: str,
    concentration: Floats,
    *,
    group: PopulationGroup,
    inflammation: Inflammation,
    weights: Floats | None = None,
    sign_constraint: bool = False,
) -> Adjustment:
    """Adjust one marker of one group for inflammation, as BRINDA does.

    Parameters
    ----------
    slug
        ``ferritin``, ``stfr``, ``rbp``, ``retinol`` or ``zinc``.
    concentration
        In any one unit; shape ``(n,)``; NaN where missing.
    group, inflammation
        Who they are, and their CRP and AGP.
    weights, sign_constraint
        What BRINDA's package lacks: see `remove_inflammation`. The constraint is the direction in
        which inflammation moves the marker, by its data file. Whether zinc is adjusted is decided
        without weights.

    Raises
    ------
    InputFault
        If the method does not know the marker.
    NotIdentified
        If the slopes cannot be found, or neither CRP nor AGP was measured.
    """
    check_marker(slug)
    by, why, correlations = _plan(slug, concentration, group=group, inflammation=inflammation)
    if not by:
        return Adjustment(corrected=concentration, why=why, correlations=correlations)
    effect = marker(slug).inflammation
    correction = remove_inflammation(
        concentration,
        crp_mg_l=inflammation.crp_mg_l if "crp" in by else None,
        agp_g_l=inflammation.agp_g_l if "agp" in by else None,
        floor=inflammation.floor,
        weights=weights,
        only=effect.moves if effect and sign_constraint else None,
    )
    return Adjustment(
        corrected=correction.corrected, by=by, correction=correction, correlations=correlations
    )


def _plan(
    slug: str, concentration: Floats, *, group: PopulationGroup, inflammation: Inflammation
) -> tuple[tuple[str, ...], str, dict[str, Correlation]]:
    """Give by what to adjust; if by nothing, why; and the correlations that decided it."""
    measured, name = inflammation.measured(), marker(slug).name
    way = brinda().way(slug, group.slug)
    if not measured and way is not Way.NONE:
        lacking = f"{name} cannot be adjusted: neither CRP nor AGP was measured"
        raise NotIdentified("", lacking, advice="leave it unadjusted only with a word on that")
    match way:
        case Way.NONE:
            return (), f"BRINDA does not adjust {name} in {group.slug}", {}
        case Way.AGP if "agp" not in measured:
            return (), f"BRINDA adjusts {name} by AGP only, and AGP was not measured", {}
        case Way.AGP:
            return ("agp",), "", {}
        case Way.BOTH:
            return tuple(measured), "", {}
    rule = brinda().correlated
    found = {one: _correlation(concentration, values) for one, values in measured.items()}
    if any(one.rho < rule.rho_below and one.p_value < rule.p_below for one in found.values()):
        return tuple(measured), "", found
    said = f"rank correlation below {rule.rho_below:g} with p below {rule.p_below:g}"
    return (), f"{name} is adjusted only where it falls with inflammation ({said})", found


def _correlation(concentration: Floats, inflammation: Floats) -> Correlation:
    rho, p_value = rank_correlation(concentration, inflammation)
    return Correlation(rho=rho, p_value=p_value)
