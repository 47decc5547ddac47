"""How common each state is in people like this one, before anything is known of the person.

Three tables are asked in turn: shares that publications print, shares computed from a survey's
laboratory files, and one assumed spread for every nutrient that nobody has measured so.

Numbers: data/balance/prevalence_printed.toml, prevalence.toml (written by
tools/estimate_prevalence.py), and ``before_evidence`` of model.toml.
"""

import math
from functools import cache, lru_cache
from typing import Any

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.balance.assumptions import Model, model
from micronutrient.balance.levels import home
from micronutrient.datafiles import DATA, read_record, read_toml
from micronutrient.person import NO_UPPER_AGE_Y, Maternity, Person
from micronutrient.sources import Checked
from micronutrient.states import STATES, Status
from micronutrient.wording import readable

Shares = tuple[float, float, float, float, float]
_MIDDLE = STATES.index(Status.ADEQUATE)
_ANY_SEX = "both"
_PEOPLE = {_ANY_SEX: "people", "male": "males", "female": "females"}
_ASSUMED = "assumed for people of every age: no survey of this nutrient is on file"


class Prevalence(msgspec.Struct, frozen=True, kw_only=True):
    """How common each state is in people like this one.

    Attributes
    ----------
    shares
        Of deficient, low, adequate, high, toxic; they sum to 1, and none is zero.
    who
        Whom they were counted in, or that they are assumed.
    source, checked
        Who says so.
    """

    shares: Shares
    who: str
    source: str
    checked: Checked

    @property
    def array(self) -> Floats:
        """The shares as an array, shape ``(5,)``."""
        return np.array(self.shares)


class _Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares of one group. A state that is None was counted with the next towards adequate."""

    nutrient: str
    who: str
    source: str
    checked: Checked
    sex: str = _ANY_SEX
    from_y: float = 0
    to_y: float = NO_UPPER_AGE_Y
    maternity: Maternity | None = None
    trimester: int | None = None
    deficient: float | None = None
    low: float | None = None
    adequate: float | None = None
    high: float | None = None
    toxic: float | None = None

    def counted(self) -> Floats:
        """Give the shares, NaN where a state was not counted by itself; shape ``(5,)``."""
        return np.array(
            [math.nan if (share := getattr(self, s)) is None else share for s in STATES]
        )

    def fits(self, person: Person, trimester: int | None) -> bool:
        """Whether a person belongs to the group; a row that asks for no pregnancy takes any."""
        return (
            self.sex in (_ANY_SEX, person.sex)
            and self.from_y <= person.age_years < self.to_y
            and self.maternity in (None, person.maternity)
            and self.trimester in (None, trimester)
        )


class _Printed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: tuple[_Row, ...]


def prevalence(
    nutrient: str,
    person: Person,
    *,
    trimester: int | None = None,
    assumptions: Model | None = None,
) -> Prevalence:
    """Give how common each state of a nutrient is in people of this age and sex.

    Parameters
    ----------
    nutrient
        Slug.
    person
        Sex, age and pregnancy count; everything else acts as a risk.
    trimester
        Of pregnancy; None if not pregnant, or not known.
    assumptions
        The model; the package's own by default.
    """
    chosen = assumptions or model()
    rows = (*_printed(), *_surveyed())
    own = (row for row in rows if row.nutrient == nutrient and row.fits(person, trimester))
    found = next(own, None)
    if found is None:
        return assumed(chosen)
    return _filled(found, tuple(chosen.base().tolist()), chosen.prevalence["least"])


def assumed(assumptions: Model | None = None) -> Prevalence:
    """Give what is held of a nutrient that no survey on file has measured."""
    chosen = assumptions or model()
    a, b, c, d, e = chosen.base().tolist()
    return Prevalence(
        shares=(a, b, c, d, e), who=_ASSUMED, source=chosen.source, checked=Checked.RECALLED
    )


@lru_cache(maxsize=1024)
def _filled(row: _Row, base: tuple[float, ...], least: float) -> Prevalence:
    """Split what a row counts together as `base` is split, and hold no state impossible."""
    shares = np.maximum(_split(row.counted(), np.array(base)), least)
    a, b, c, d, e = (shares / shares.sum()).tolist()
    return Prevalence(shares=(a, b, c, d, e), who=row.who, source=row.source, checked=row.checked)


def _split(counted: Floats, base: Floats) -> Floats:
    """Split each counted share among the states that were counted with it."""
    if math.isnan(counted[_MIDDLE]):
        counted[_MIDDLE] = 1 - np.nansum(counted)
    places = frozenset(np.flatnonzero(~np.isnan(counted)).tolist())
    homes = np.array([home(state, places) for state in range(len(STATES))])
    together = np.array([base[homes == one].sum() for one in homes])
    return np.asarray(counted[homes] * base / together)


@cache
def _printed() -> tuple[_Row, ...]:
    return read_record(DATA / "balance" / "prevalence_printed.toml", _Printed).rows


@cache
def _surveyed() -> tuple[_Row, ...]:
    content = read_toml(DATA / "balance" / "prevalence.toml")
    return tuple(
        _row(dict(zip(content["columns"], cells, strict=True)), content)
        for cells in content["rows"]
    )


def _row(cells: dict[str, Any], content: dict[str, Any]) -> _Row:
    shares = {state: None if math.isnan(cells[state]) else cells[state] for state in STATES}
    sex, from_y, to_y = cells["sex"], cells["from_y"], cells["to_y"]
    ages = f"{from_y} to {to_y - 1} years" if to_y < NO_UPPER_AGE_Y else f"{from_y} years and older"
    counted = f"{cells['n']:,} {_PEOPLE[sex]} of {ages}, by {readable(cells['marker'])}"
    return _Row(
        nutrient=cells["nutrient"],
        who=f"{counted}, NHANES {cells['years']}",
        source=content["source"],
        checked=Checked(content["checked"]),
        sex=sex,
        from_y=from_y,
        to_y=to_y,
        **shares,
    )
