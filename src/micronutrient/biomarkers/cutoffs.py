"""Cut-offs: which authority's row holds for this person and sample, and the bands it makes.

The preferred table comes first; where it has no row for the person the next of the file that has
one stands in; tables that complete fill the limits it leaves blank. Nothing else is ever combined.
"""

from collections.abc import Mapping, Sequence

import msgspec

from micronutrient.biomarkers.cutoff_records import Cutoffs, DayTime, Row, Scope
from micronutrient.biomarkers.records import Marker, Moves
from micronutrient.case import Comparator
from micronutrient.matching import fold
from micronutrient.person import Maternity, Sex
from micronutrient.sources import Checked, least_checked
from micronutrient.states import TOO_LITTLE, TOO_MUCH, Band, Status

LOW_MEANS_DEFICIENT = ("deficient_below", "low_below", "high_from", "toxic_from")
HIGH_MEANS_DEFICIENT = ("low_from", "deficient_from")
_ABOVE = {
    "low_below": Status.ADEQUATE,
    "high_from": Status.HIGH,
    "toxic_from": Status.TOXIC,
    "low_from": Status.LOW,
    "deficient_from": Status.DEFICIENT,
}


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """What decides which row holds: the person, the sample, and what was measured beside it.

    ``crp_mg_l`` is the CRP that is surely reached [mg/L]; None if not measured. ``conditions`` are
    those that the person is known to have.
    """

    sex: Sex
    age_y: float
    maternity: Maternity = Maternity.NONE
    trimester: int | None = None
    inflamed: bool | None = None
    crp_mg_l: float | None = None
    fasting: bool | None = None
    day_time: DayTime | None = None
    assay: str = ""
    conditions: frozenset[str] = frozenset()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """One authority's table, and its row that holds."""

    table: Cutoffs
    row: Row

    @property
    def checked(self) -> Checked:
        """How far the row was checked."""
        return self.row.checked or self.table.checked

    def limits(self) -> dict[str, float]:
        """Give the limits that the row sets, in order of the scale."""
        names = (*LOW_MEANS_DEFICIENT, *HIGH_MEANS_DEFICIENT)
        found = {name: getattr(self.row, name) for name in names}
        return {name: limit for name, limit in found.items() if limit is not None}


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """One limit, and whose it is."""

    name: str
    value: float
    by: Chosen


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """The limits that hold for one result, and the bands they make.

    Attributes
    ----------
    main
        The authority in use.
    limits
        In ascending order; `main`'s own and those that complete it.
    bands
        From the lowest to the highest plausible value, without gaps.
    """

    main: Chosen
    limits: tuple[Limit, ...]
    bands: tuple[Band, ...]

    def around(self, state: Status) -> tuple[Limit, ...]:
        """Give the limits between which a state lies."""
        edges = {edge for band in self.bands if band.state == state for edge in _edges(band)}
        return tuple(limit for limit in self.limits if limit.value in edges)

    def decisive(self, state: Status) -> Limit | None:
        """Give the limit that makes a value this state: the one towards *adequate*."""
        near = self.around(state)
        falling = any(limit.name in LOW_MEANS_DEFICIENT for limit in near)
        towards_top = falling and state in TOO_LITTLE
        return None if not near else near[-1] if towards_top else near[0]

    def checked(self, state: Status) -> Checked:
        """How far the limits around a state were checked."""
        return least_checked(limit.by.checked for limit in self.around(state))


def fits(row: Row, group: Group) -> bool:
    """Whether a row holds for a person and sample; what is not known does not fit."""
    asked = (
        (row.sex, group.sex),
        (row.maternity, group.maternity),
        (row.trimester, group.trimester),
        (row.inflamed, bool(group.inflamed)),
        (row.fasting, group.fasting),
        (row.day_time, group.day_time),
    )
    return (
        row.from_y <= group.age_y < row.to_y
        and all(wanted is None or wanted == found for wanted, found in asked)
        and _crp_fits(row, group)
        and (row.assay is None or fold(row.assay) in fold(group.assay))
    )


def is_meant(table: Cutoffs, group: Group) -> bool:
    """Whether a table is for this person: for everybody, or for a condition that is known."""
    return not table.conditions or not group.conditions.isdisjoint(table.conditions)


def applicable(marker: Marker, group: Group) -> tuple[Chosen, ...]:
    """Give every authority's row for a person: leading tables, the preferred, then the others."""
    meant = (one for one in marker.cutoffs if is_meant(one, group))
    tables = sorted(meant, key=lambda table: (not table.leads, not table.preferred))
    rows = ((table, next((r for r in table.rows if fits(r, group)), None)) for table in tables)
    return tuple(Chosen(table=table, row=row) for table, row in rows if row is not None)


def scale(chosen: Sequence[Chosen], *, plausible: tuple[float, float]) -> Scale | None:
    """Give the limits in use and their bands; None if no authority sets a limit for the person."""
    personal = [one for one in chosen if one.table.scope is Scope.PERSON]
    usable = (
        one for one in personal if one.limits() and (one.table.leads or not one.table.applies)
    )
    main = next(usable, None)
    if main is None:
        return None
    held = {name: Limit(name=name, value=v, by=main) for name, v in main.limits().items()}
    for other in personal:
        if other.table.completes and other is not main:
            _complete(held, other)
    limits = tuple(sorted(held.values(), key=lambda limit: limit.value))
    return Scale(main=main, limits=limits, bands=bands(held, plausible=plausible))


def bands(limits: Mapping[str, Limit], *, plausible: tuple[float, float]) -> tuple[Band, ...]:
    """Cut the plausible range at the limits; empty if there are none."""
    order = [name for name in _order(limits) if name in limits]
    if not order:
        return ()
    state = _lowest(order)
    lower, found = plausible[0], []
    for name in order:
        found.append(Band(state=state, lower=lower, upper=limits[name].value))
        lower, state = limits[name].value, _above(name, order)
    found.append(Band(state=state, lower=lower, upper=plausible[1]))
    return tuple(found)


def reading(value: float, *, bands: Sequence[Band], comparator: Comparator | None) -> Status:
    """Give the state of a value, or of everything that a censored value may be.

    A censored value that may be deficient or low is *low*, one that may be high or toxic is *high*;
    one that may lie on both sides of *adequate* is *unknown*. Without bands it is *unknown*, and
    so is a value that is not too high where there is no limit of too little.
    """
    if not bands:
        return Status.UNKNOWN
    found = _state(value, bands=bands, comparator=comparator)
    return Status.UNKNOWN if found is Status.ADEQUATE and shows_excess_only(bands) else found


def shows_excess_only(bands: Sequence[Band]) -> bool:
    """Whether the limits say what is too much and nothing of what is enough."""
    states = {band.state for band in bands}
    return bool(states) and not states & TOO_LITTLE


def could_have_made(moves: Moves, reading: Status, bands: Sequence[Band]) -> bool:
    """Whether something that moves a marker could have made a reading by itself.

    It could where the true value, which lies on the other side, may belong to a band of another
    meaning: too little, adequate, or too much.
    """
    sides = [side_of(band.state) for band in bands]
    places = [place for place, side in enumerate(sides) if side == side_of(reading)]
    if not places or moves is Moves.NONE:
        return False
    from_below, from_above = places[0] > 0, places[-1] < len(sides) - 1
    if moves is Moves.EITHER:
        return from_below or from_above
    return from_below if moves is Moves.RISES else from_above


def side_of(state: Status) -> str:
    """Give what a state means: too little, too much, or itself."""
    if state in TOO_LITTLE:
        return "too little"
    return "too much" if state in TOO_MUCH else str(state)


def _state(value: float, *, bands: Sequence[Band], comparator: Comparator | None) -> Status:
    if comparator is None:
        found = next((band for band in bands if value < band.upper), bands[-1])
        return found.state
    states = {band.state for band in bands if _touches(band, value, comparator)}
    if len(states) == 1:
        return states.pop()
    if states and states <= TOO_LITTLE:
        return Status.LOW
    return Status.HIGH if states and states <= TOO_MUCH else Status.UNKNOWN


def _touches(band: Band, value: float, comparator: Comparator) -> bool:
    match comparator:
        case Comparator.BELOW:
            return band.lower < value
        case Comparator.AT_MOST:
            return band.lower <= value
        case _:
            return band.upper > value


def _complete(held: dict[str, Limit], other: Chosen) -> None:
    """Fill in another authority's limits where none stands and the order is kept."""
    order = _order(held)
    for name, value in other.limits().items():
        if name in held or name not in order:
            continue
        place = order.index(name)
        below = [held[n].value for n in order[:place] if n in held]
        above = [held[n].value for n in order[place + 1 :] if n in held]
        if all(v < value for v in below) and all(value < v for v in above):
            held[name] = Limit(name=name, value=value, by=other)


def _order(limits: Mapping[str, Limit]) -> tuple[str, ...]:
    falling = any(name in LOW_MEANS_DEFICIENT for name in limits)
    return LOW_MEANS_DEFICIENT if falling else HIGH_MEANS_DEFICIENT


def _lowest(order: Sequence[str]) -> Status:
    first = {"deficient_below": Status.DEFICIENT, "low_below": Status.LOW}
    return first.get(order[0], Status.ADEQUATE)


def _above(name: str, order: Sequence[str]) -> Status:
    if name == "deficient_below":
        return Status.LOW if "low_below" in order else Status.ADEQUATE
    return _ABOVE[name]


def _crp_fits(row: Row, group: Group) -> bool:
    if row.crp_above_mg_l is None:
        return True
    return group.crp_mg_l is not None and group.crp_mg_l > row.crp_above_mg_l


def _edges(band: Band) -> tuple[float, float]:
    return band.lower, band.upper
