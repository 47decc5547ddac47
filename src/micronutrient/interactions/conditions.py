"""When a rule applies: a small language for data files, and the facts it is held against.

A condition is a TOML table with one subject. Groups hold conditions; leaves ask for one fact::

    when = { all_of = [
        { agent = "alcohol_use_disorder" },
        { count = 2, some_of = [{ symptom = "ataxia" }, { symptom = "confusion" }] },
    ] }
    when = { marker = "potassium_serum", below = 2.5, unit = "mmol/L" }
    when = { fall = "phosphate_serum", at_least = 20, unit = "%", within_days = 5 }

    when = { unknown = "ferritin" }

What is not known does not hold. Under ``none_of`` it therefore counts as absent: a rule that asks
for the absence of a fact fires when that fact is unknown, which is the cautious side. ``unknown``
asks for the absence itself: a marker that was not measured, or whose result cannot be read.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from micronutrient.wording import given, readable, unit

ANY_NUTRIENT = "*"
FORMS_COUNTED = {"beta_carotene": "mg/d"}
"""Forms of a nutrient whose amount from supplements is a fact of its own, and its unit."""
PER_WEIGHT = {"iron_per_kg": "mg/kg/d", "fluoride_per_kg": "mg/kg/d"}
"""Amounts from supplements for each kg of body weight, where that decides on poisoning."""
_PERSON = {
    "age_years": "age",
    "alcohol_g_day": "alcohol",
    "blood_donations_per_year": "blood donations a year",
    "bmi_kg_m2": "body mass index",
    "egfr_ml_min": "estimated filtration rate",
}
"""Facts of a person whose slug ends in a unit."""
_UNREAD = frozenset({"", "uninterpretable"})
"""States in which a marker says nothing; empty where it was not measured."""


class Fallen(NamedTuple):
    """How far [%] a marker fell, between how many days, how many days ago, and in words."""

    percent: float
    days: int
    ago: int
    said: str


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one case, as plain values, so that every room can contribute.

    Attributes
    ----------
    agents, symptoms
        Slugs of this room's tables.
    settled
        Whether the agents that are present by their condition are among them already.
    markers
        Marker slug to (value in the marker's own unit, its state as a word of
        `micronutrient.verdict.Status`); quarantined results are left out.
    over_ul
        Nutrient slug to its intake in scope divided by the upper level.
    supplements
        Nutrient slug to its daily amount from supplements, in the nutrient's own unit; beside the
        nutrients `FORMS_COUNTED` and `PER_WEIGHT`, each in the unit that stands there.
    falls
        Marker slug to every fall from one day to a later one.
    person
        ``sex``, ``age_years``, ``pregnant``, ``pregnancy_week``, ``lactating``, ``smoker``,
        ``diet_pattern``, ``bmi_kg_m2``, ``alcohol_g_day``, ``blood_donations_per_year``,
        ``egfr_ml_min`` (per 1.73 m²); None or absent where not known.
    """

    agents: frozenset[str] = frozenset()
    settled: bool = False
    symptoms: frozenset[str] = frozenset()
    markers: dict[str, tuple[float, str]] = {}
    over_ul: dict[str, float] = {}
    supplements: dict[str, float] = {}
    falls: dict[str, tuple[Fallen, ...]] = {}
    person: dict[str, float | str | bool | None] = {}


class Reason(NamedTuple):
    """One fact that made a condition hold, in words, and the nutrient it is about (or empty)."""

    text: str
    nutrient: str = ""


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One condition: exactly one subject, with bounds or words where the subject has a value.

    Attributes
    ----------
    all_of, any_of, none_of, some_of
        Groups; `some_of` needs `count` of its members.
    agent, symptom
        Present among the facts.
    marker, over_ul, supplement, person
        A value; `over_ul` may be ``*`` for any nutrient. `person` without bounds or words asks
        whether it is true.
    fall, within_days
        A marker that fell by a bounded share (``%``) of its earlier value, between two results no
        more than so many days apart, of which the later is no older than that beside the latest
        result of the case.
    unknown
        A marker of which no readable result is known.
    state, words
        The marker's state, or the person's word, is one of these.
    above, at_least, below, at_most
        Bounds on the value, in `unit`.
    """

    all_of: "tuple[Condition, ...]" = ()
    any_of: "tuple[Condition, ...]" = ()
    none_of: "tuple[Condition, ...]" = ()
    some_of: "tuple[Condition, ...]" = ()
    count: int = 0
    agent: str = ""
    symptom: str = ""
    marker: str = ""
    over_ul: str = ""
    supplement: str = ""
    person: str = ""
    fall: str = ""
    within_days: int = 0
    unknown: str = ""
    state: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a condition without a subject, with several, or with a bound that has no unit."""
        if len(self._subjects()) != 1:
            raise ValueError(f"a condition has one subject, this one {len(self._subjects())}")
        if bool(self.some_of) != (self.count > 0):
            raise ValueError("some_of and count stand together")
        if (self.marker or self.supplement) and self.bounded and not self.unit:
            raise ValueError(f"the bound on {self.marker or self.supplement} has no unit")
        if (self.marker or self.over_ul or self.supplement) and not (self.bounded or self.state):
            raise ValueError("a value needs a bound or a state")
        if bool(self.fall) != (self.within_days > 0):
            raise ValueError("fall and within_days stand together")
        if self.fall and not (self.bounded and self.unit == "%"):
            raise ValueError(f"the fall of {self.fall} needs a bound in %")

    def _subjects(self) -> list[object]:
        groups = (self.all_of, self.any_of, self.none_of, self.some_of)
        leaves = (
            self.agent,
            self.symptom,
            self.marker,
            self.over_ul,
            self.supplement,
            self.person,
            self.fall,
            self.unknown,
        )
        return [subject for subject in (*groups, *leaves) if subject]

    @property
    def bounded(self) -> bool:
        """Whether a number is asked for."""
        bounds = (self.above, self.at_least, self.below, self.at_most)
        return any(bound is not None for bound in bounds)

    def admits(self, value: float) -> bool:
        """Say whether a value lies within every bound; NaN lies within none."""
        return (
            value == value  # noqa: PLR0124
            and (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
        )

    def leaves(self) -> "Iterable[Condition]":
        """Give every condition without members, for checks of the data."""
        members = (*self.all_of, *self.any_of, *self.none_of, *self.some_of)
        if not members:
            yield self
        for member in members:
            yield from member.leaves()


def matched(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    """Give the facts that make a condition hold, or None where it does not hold.

    Parameters
    ----------
    condition
        The condition.
    facts
        What is known; agents should include the classes they belong to.

    Returns
    -------
    tuple of Reason or None
        Empty where it holds by the absence of facts.
    """
    if condition.all_of:
        return _all(condition.all_of, facts)
    if condition.any_of:
        return _some(condition.any_of, facts, count=1)
    if condition.some_of:
        return _some(condition.some_of, facts, count=condition.count)
    if condition.none_of:
        return () if _some(condition.none_of, facts, count=1) is None else None
    return _leaf(condition, facts)


def holds(condition: Condition | None, facts: Facts) -> bool:
    """Say whether a condition holds; no condition always does."""
    return condition is None or matched(condition, facts) is not None


def _all(members: tuple[Condition, ...], facts: Facts) -> tuple[Reason, ...] | None:
    parts = [matched(member, facts) for member in members]
    known = [part for part in parts if part is not None]
    return _joined(known) if len(known) == len(parts) else None


def _some(members: tuple[Condition, ...], facts: Facts, *, count: int) -> tuple[Reason, ...] | None:
    known = [part for member in members if (part := matched(member, facts)) is not None]
    return _joined(known) if len(known) >= count else None


def _joined(parts: list[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reason for part in parts for reason in part))


def _leaf(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    if condition.agent:
        return _named(condition.agent, facts.agents)
    if condition.symptom:
        return _named(condition.symptom, facts.symptoms)
    if condition.person:
        return _person(condition, facts)
    if condition.over_ul or condition.supplement:
        return _amount(condition, facts)
    return _laboratory(condition, facts)


def _laboratory(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    if condition.fall:
        return _fall(condition, facts)
    return _unknown(condition, facts) if condition.unknown else _marker(condition, facts)


def _named(slug: str, present: frozenset[str]) -> tuple[Reason, ...] | None:
    return (Reason(readable(slug)),) if slug in present else None


def _marker(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    if condition.marker not in facts.markers:
        return None
    value, state = facts.markers[condition.marker]
    if condition.state and state not in condition.state:
        return None
    if condition.bounded and not condition.admits(value):
        return None
    shown = (
        f"{given(value, digits=3)} {unit(condition.unit)}".rstrip() if condition.bounded else state
    )
    return (Reason(f"{readable(condition.marker)} {shown}"),)


def _fall(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    """Give the deepest fall that a condition asks for."""
    found = [
        one
        for one in facts.falls.get(condition.fall, ())
        if max(one.days, one.ago) <= condition.within_days and condition.admits(one.percent)
    ]
    if not found:
        return None
    worst = max(found)
    days = "1 day" if worst.days == 1 else f"{worst.days} days"
    name = readable(condition.fall)
    return (Reason(f"{name} fell by {worst.percent:.0f} % in {days} ({worst.said})"),)


def _unknown(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    _, state = facts.markers.get(condition.unknown, (0.0, ""))
    return (Reason(f"{readable(condition.unknown)} not known"),) if state in _UNREAD else None


def _person(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    value = facts.person.get(condition.person)
    name = _PERSON.get(condition.person, readable(condition.person))
    if condition.words:
        return (Reason(f"{name} {value}"),) if value in condition.words else None
    if not condition.bounded:
        return (Reason(name),) if value is True else None
    if value is None or isinstance(value, str) or not condition.admits(value):
        return None
    return (Reason(f"{name} {given(value, digits=3)} {unit(condition.unit)}".rstrip()),)


def _amount(condition: Condition, facts: Facts) -> tuple[Reason, ...] | None:
    """Read an amount from supplements, or a ratio to the upper level, of one or any nutrient."""
    name = condition.over_ul or condition.supplement
    table = facts.over_ul if condition.over_ul else facts.supplements
    asked = table if name == ANY_NUTRIENT else {name: table[name]} if name in table else {}
    tail = (
        "times the upper level" if condition.over_ul else f"{unit(condition.unit)} from supplements"
    )
    reasons = tuple(
        Reason(f"{readable(nutrient)} {given(value, digits=3)} {tail}", nutrient)
        for nutrient, value in asked.items()
        if condition.admits(value)
    )
    return reasons or None
