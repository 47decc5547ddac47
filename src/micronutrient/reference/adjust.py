"""What one person needs more, or less, than the group that a value is printed for.

Two kinds of rules, in one form: what a publisher itself adds (smokers, vegetarians, girls who
menstruate early), and personal additions from other places of the literature (losses, growth,
training, operations, medicines), which are left out where nothing but the person is given. A rule
whose figure is established moves the value; any other is only shown.

Numbers: data/requirements/adjustments.toml (the publishers' own), data/requirements/personal.toml.
"""

import math
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TypeAlias

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.person import NO_UPPER_AGE_Y, Person
from micronutrient.reference.iron_losses import absorbed_share
from micronutrient.reference.rows import Kind
from micronutrient.reference.situation import Situation, words_of
from micronutrient.reference.table import ReferenceValue, find
from micronutrient.sources import Checked, least_checked

Span: TypeAlias = tuple[float, float]
_SETTLED = "neither_pregnant_nor_lactating"


class Counts(StrEnum):
    """Whether a rule moves the value, or is only shown beside it."""

    ESTABLISHED = "established"
    SHOWN = "shown"


class Way(StrEnum):
    """What the figure of a rule does to a value."""

    ADD = "add"
    FACTOR = "factor"
    INTAKE = "intake"
    INSTEAD = "instead"
    NO_FIGURE = "no_figure"


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: whom it is for, what it does to a value, and who says so.

    Attributes
    ----------
    publishers, kinds
        Whose values of which kinds it is for; no publisher means every one's.
    who, only, not_for, from_y, to_y
        It is for those of whom one word of `who` (none: everybody), all of `only` and none of
        `not_for` hold, of ages from `from_y` up to, not including, `to_y`.
    per, unless
        Amount that the size is multiplied by, and an amount that must not be known.
    add, factor, absorbed_add, intake, absorbed_intake, instead
        The size, at most one: a figure, or the ends of a range. See the head of the data file.
    base
        Group of the same table to whose value it is added: ``postmenopausal``.
    unit
        Of the size, and of the values it may be applied to.
    why
        In words, for the report.
    own
        Whether it is the publisher's own.
    """

    publishers: tuple[str, ...] = ()
    nutrient: str
    kinds: tuple[Kind, ...]
    who: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    from_y: float = 0.0
    to_y: float = NO_UPPER_AGE_Y
    per: str = ""
    unless: str = ""
    base: str = ""
    add: float | Span | None = None
    factor: float | Span | None = None
    absorbed_add: float | Span | None = None
    intake: float | Span | None = None
    absorbed_intake: float | Span | None = None
    instead: float | Span | None = None
    unit: str = ""
    counts: Counts
    why: str
    source: str
    checked: Checked
    own: bool = False

    def __post_init__(self) -> None:
        """Refuse a rule with two sizes, without a unit, or that counts without a figure."""
        given = [size for size in self._sizes() if size is not None]
        if len(given) > 1:
            raise ValueError("a rule has one size")
        if given and not self.unit:
            raise ValueError("a size has a unit")
        if self.counts is Counts.ESTABLISHED and not given:
            raise ValueError("what counts has a figure")
        if any(not 0 <= low <= high for low, high in map(_span, given)):
            raise ValueError("a range begins with its lower end, and nothing is negative")

    def _sizes(self) -> tuple[float | Span | None, ...]:
        absorbed = (self.absorbed_add, self.absorbed_intake)
        return (self.add, self.factor, self.intake, self.instead, *absorbed)

    @property
    def way(self) -> Way:
        """What its figure does to a value."""
        ways = {
            Way.ADD: (self.add, self.absorbed_add),
            Way.FACTOR: (self.factor,),
            Way.INTAKE: (self.intake, self.absorbed_intake),
            Way.INSTEAD: (self.instead,),
        }
        found = (way for way, sizes in ways.items() if any(one is not None for one in sizes))
        return next(found, Way.NO_FIGURE)

    @property
    def size(self) -> Span | None:
        """Its figure as a range, before any multiplication; None without one."""
        return next((_span(one) for one in self._sizes() if one is not None), None)

    @property
    def is_absorbed(self) -> bool:
        """Whether its figure is an absorbed amount."""
        return self.absorbed_add is not None or self.absorbed_intake is not None

    def fits(self, person: Person, *, known: Situation) -> bool:
        """Say whether it is for this person; what is not known does not fit."""
        words, amounts = known.words, known.amounts
        return (
            (not self.who or not words.isdisjoint(self.who))
            and words.issuperset(self.only)
            and words.isdisjoint(self.not_for)
            and self.from_y <= person.age_years < self.to_y
            and (not self.per or self.per in amounts)
            and self.unless not in amounts
        )


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it applies to one value of one person.

    Attributes
    ----------
    span
        Ends of its figure, in the value's unit or as a factor; None where there is none.
    counted
        Whether it moved the value, with the middle of the range.
    """

    rule: Adjustment
    span: Span | None
    counted: bool

    @property
    def middle(self) -> float:
        """The figure that counts; NaN without one."""
        return math.nan if self.span is None else sum(self.span) / 2


def _span(size: float | Span) -> Span:
    return size if isinstance(size, tuple) else (size, size)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    adjustments: tuple[Adjustment, ...]


@cache
def adjustments(name: str) -> tuple[Adjustment, ...]:
    """Give the rules of one file, ``adjustments`` (the publishers' own) or ``personal``."""
    rules = read_record(DATA / "requirements" / f"{name}.toml", _File).adjustments
    own = name == "adjustments"
    return tuple(msgspec.structs.replace(rule, own=own) for rule in rules)


@cache
def _of(nutrient: str) -> tuple[Adjustment, ...]:
    both = (*adjustments("adjustments"), *adjustments("personal"))
    return tuple(rule for rule in both if rule.nutrient == nutrient)


def rules_for(
    person: Person,
    *,
    nutrient: str,
    publisher: str,
    kind: Kind,
    situation: Situation | None = None,
) -> tuple[Adjustment, ...]:
    """List the rules for a value of this person.

    Parameters
    ----------
    person, nutrient, publisher, kind
        Whose value, of what, by whom and of which kind.
    situation
        What else is known; None leaves only what the publisher itself adds.
    """
    rules = _of(nutrient)
    if not rules:
        return ()
    known = situation or Situation(words=words_of(person))
    return tuple(
        rule
        for rule in rules
        if kind in rule.kinds
        and (rule.own or situation is not None)
        and (not rule.publishers or publisher in rule.publishers)
        and rule.fits(person, known=known)
    )


def base_value(
    value: ReferenceValue, *, person: Person, situation: Situation | None = None
) -> ReferenceValue:
    """Give the value that additions are made to: of those who do not menstruate, where a measured
    menstrual loss is added; else the same.
    """  # noqa: D205
    group = base_person(
        person, nutrient=value.nutrient, publisher=value.publisher, situation=situation
    )
    if group is person:
        return value
    found = find(group, nutrient=value.nutrient, kind=value.kind, publisher=value.publisher)
    return found if found is not None and found.unit == value.unit else value


def base_person(
    person: Person, *, nutrient: str, publisher: str, situation: Situation | None
) -> Person:
    """Give the person by whose group the value and its spread are chosen. See `base_value`."""
    if situation is None or "menstrual_iron_loss_mg_d" not in situation.amounts:
        return person
    found = rules_for(
        person, nutrient=nutrient, publisher=publisher, kind=Kind.EAR, situation=situation
    )
    if not any(rule.base for rule in found):
        return person
    return msgspec.structs.replace(person, menstruating=False)


def changes_for(
    value: ReferenceValue, *, person: Person, situation: Situation | None = None
) -> tuple[Change, ...]:
    """Give what moves a value, or is shown beside it, for this person.

    Parameters
    ----------
    value
        A value per day, as `base_value` gives it; rules in another unit are only shown.
    person, situation
        See `rules_for`.
    """
    found = rules_for(
        person,
        nutrient=value.nutrient,
        publisher=value.publisher,
        kind=value.kind,
        situation=situation,
    )
    if not found:
        return ()
    known = situation or Situation(words=words_of(person))
    changes = [_change(rule, value, person=person, known=known) for rule in found]
    reached = resized(value.value, changes)
    return tuple(one for one in changes if _tells(one, value=value, reached=reached))


def _change(rule: Adjustment, value: ReferenceValue, *, person: Person, known: Situation) -> Change:
    span = rule.size
    if span is not None and rule.per:
        span = _times(span, known.amounts[rule.per])
    if span is not None and rule.is_absorbed:
        share = _absorbed(value.publisher, person=person, known=known)
        span = None if share is None else _times(span, 1 / share)
    counts = rule.counts is Counts.ESTABLISHED and span is not None and rule.unit == value.unit
    return Change(rule=rule, span=span, counted=counts)


def _absorbed(publisher: str, *, person: Person, known: Situation) -> float | None:
    if _SETTLED not in known.words:
        return None
    found = absorbed_share(publisher, words=known.words, age_years=person.age_years)
    return None if found is None else found.percent / 100


def _times(span: Span, factor: float) -> Span:
    return span[0] * factor, span[1] * factor


def _tells(change: Change, *, value: ReferenceValue, reached: float) -> bool:
    """Leave out what adds nothing, and amounts in all that the value reaches already."""
    if change.span is None or change.rule.unit != value.unit:
        return True
    if change.rule.way is Way.INTAKE:
        return change.span[1] > reached
    return change.rule.way is not Way.ADD or change.span[1] > 0 or bool(change.rule.base)


def resized(value: float, changes: Iterable[Change]) -> float:
    """Give a value after everything that counts: what replaces it, then sums, then factors."""
    counted = [one for one in changes if one.counted]
    for one in counted:
        value = one.middle if one.rule.way is Way.INSTEAD else value
    value += sum(one.middle for one in counted if one.rule.way is Way.ADD)
    return value * factor_of(counted)


def factor_of(changes: Iterable[Change]) -> float:
    """Give by what a value, and the spread of the requirement with it, is multiplied."""
    return math.prod(one.middle for one in changes if one.counted and one.rule.way is Way.FACTOR)


def adjusted(
    value: ReferenceValue, *, person: Person, situation: Situation | None = None
) -> ReferenceValue:
    """Give an EAR or RDA as it is for this person, with the printed one beside it.

    Parameters
    ----------
    value
        A value per day, in the unit of the rules; any other comes back as it is.
    person, situation
        See `rules_for`.
    """
    base = base_value(value, person=person, situation=situation)
    changes = changes_for(base, person=person, situation=situation)
    counted = [one.rule for one in changes if one.counted]
    if not counted:
        return value
    return msgspec.structs.replace(
        value,
        value=resized(base.value, changes),
        printed=value.value,
        checked=least_checked((base.checked, *(rule.checked for rule in counted))),
    )
