"""Daily totals with bounds: what is known of an intake, and between which limits the rest lies.

A food without a value for a nutrient never counts as zero: it leaves `lower` as it is, and widens
`upper` by the highest plausible value of its food group.
"""

import datetime as dt
from typing import Protocol

import msgspec
import numpy as np

from micronutrient.arrays import Floats, Indices
from micronutrient.intake.dishes import NO_RETENTION
from micronutrient.intake.records import EatenFoods

GRAMS = 100.0
"""Food tables hold amounts per 100 g of the edible part."""


class Amounts(Protocol):
    """Nutrients of foods per 100 g. All arrays have the shape ``(foods, nutrients)``.

    `value` is NaN where unknown; `known_part` is what is certain (no NaN); `upper` equals `value`
    where that is known exactly, and is NaN where no bound is known. Of a published range `value`
    lies between the two. The names with ``ul`` are the part that counts toward the upper level.
    """

    @property
    def value(self) -> Floats:
        """What is known in full."""

    @property
    def known_part(self) -> Floats:
        """What it is at least."""

    @property
    def upper(self) -> Floats:
        """What it is at most."""

    @property
    def ul_value(self) -> Floats:
        """What is known in full, of what counts toward the upper level."""

    @property
    def ul_known_part(self) -> Floats:
        """What it is at least, of what counts toward the upper level."""

    @property
    def ul_upper(self) -> Floats:
        """What it is at most, of what counts toward the upper level."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What one food contributes: per day, and as a share of the known total."""

    label: str
    amount: float
    share: float


class IntakeTotals(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Intake from food, per day, in each nutrient's unit.

    Without any recorded food all means are NaN: nothing is known, which is not nothing eaten.

    Attributes
    ----------
    days
        The recorded days.
    mean
        The best single figure: the known total, with each unknown value at what is `typical` of its
        food group. Where no typical values are given it is the known total itself, equal to
        `lower`: the centre of a wide interval would be a guess, so a verdict has to rest on the
        interval. Shape ``(nutrients,)``.
    lower, upper
        Unknown values at nothing, and at the highest plausible value of the food's group. `upper`
        is NaN where an unknown value has no known bound.
    coverage
        Share of the eaten weight whose food has a value for the nutrient. Every gram counts: water
        and other drinks without energy are included.
    by_day, by_day_upper
        `lower` and `upper` of each day. Shape ``(days, nutrients)``.
    ul_lower, ul_mean, ul_upper
        The same for the part that counts toward the upper level, in its unit.
    ul_by_day
        `ul_lower` of each day.
    labels, by_label
        Foods by the name they were recorded under, and the known amount each gives per day. Shape
        ``(labels, nutrients)``.
    """

    days: tuple[dt.date, ...]
    mean: Floats
    lower: Floats
    upper: Floats
    coverage: Floats
    by_day: Floats
    by_day_upper: Floats
    ul_lower: Floats
    ul_mean: Floats
    ul_upper: Floats
    ul_by_day: Floats
    labels: tuple[str, ...]
    by_label: Floats

    def top(self, nutrient: int, *, most: int = 5) -> tuple[Share, ...]:
        """Give the foods that contribute most to one nutrient (column), greatest first."""
        amounts = self.by_label[:, nutrient]
        total = float(amounts.sum())
        order = np.argsort(-amounts, kind="stable")[:most]
        return tuple(
            Share(label=self.labels[i], amount=float(amounts[i]), share=float(amounts[i]) / total)
            for i in order
            if amounts[i] > 0
        )


def totals(
    eaten: EatenFoods,
    amounts: Amounts,
    *,
    typical: Floats | None = None,
    ul_typical: Floats | None = None,
) -> IntakeTotals:
    """Add up a person's foods to daily intake, with bounds.

    Parameters
    ----------
    eaten
        Foods as eaten; where an element has retention factors, they scale value and bounds. A
        factor that is NaN leaves between nothing and everything.
    amounts
        What the foods hold.
    typical, ul_typical
        What is typical of a food's group, per 100 g: counts in `mean` where a value is unknown.
        Shape ``(foods, nutrients)``; NaN where nothing is typical.
    """
    rows = _Rows(eaten, amounts.value.shape[1])
    lower, upper = rows.of(amounts.known_part, unknown=0.0), rows.of(amounts.upper, unknown=1.0)
    ul_lower = rows.of(amounts.ul_known_part, unknown=0.0)
    ul_upper = rows.of(amounts.ul_upper, unknown=1.0)
    middle = lower + rows.gap(amounts.value, amounts.known_part, typical)
    ul_middle = ul_lower + rows.gap(amounts.ul_value, amounts.ul_known_part, ul_typical)
    labels, by_label = rows.by_label(lower)
    return IntakeTotals(
        days=eaten.days,
        mean=rows.mean(middle),
        lower=rows.mean(lower),
        upper=rows.mean(upper),
        coverage=rows.coverage(amounts.value),
        by_day=rows.by_day(lower),
        by_day_upper=rows.by_day(upper),
        ul_lower=rows.mean(ul_lower),
        ul_mean=rows.mean(ul_middle),
        ul_upper=rows.mean(ul_upper),
        ul_by_day=rows.by_day(ul_lower),
        labels=labels,
        by_label=by_label,
    )


def totals_many(
    amounts: Floats, *, person_day: Indices, food: Indices, grams: Floats, person_days: int
) -> Floats:
    """Add up the foods of a survey: many people's days at once.

    Parameters
    ----------
    amounts
        Per 100 g; a NaN makes the totals of who ate that food NaN. For bounds call it with the
        known parts, and with the upper ones. Shape ``(foods, nutrients)``.
    person_day, food, grams
        One element a record: position among the person-days, row in `amounts`, weight [g]. Fastest
        where `person_day` ascends.
    person_days
        How many person-days there are; one without records is zero.

    Returns
    -------
    Floats
        Shape ``(person_days, nutrients)``.
    """
    from scipy.sparse import csr_array

    shape = (person_days, amounts.shape[0])
    weights = grams / GRAMS
    if np.all(person_day[1:] >= person_day[:-1]):
        starts = np.searchsorted(person_day, np.arange(person_days + 1)).astype(np.int32)
        eaten = csr_array((weights, food.astype(np.int32, copy=False), starts), shape=shape)
    else:
        eaten = csr_array((weights, (person_day, food)), shape=shape)
    return np.asarray(eaten @ amounts)


class _Rows:
    """The elements of a record, as weights on the food table."""

    def __init__(self, eaten: EatenFoods, nutrients: int) -> None:
        self.eaten = eaten
        self.days = len(eaten.days)
        self.factors = np.ones((len(eaten), nutrients))
        cooked = eaten.retention != NO_RETENTION
        if cooked.any():
            self.factors[cooked] = eaten.factors[eaten.retention[cooked]]

    def of(self, amounts: Floats, *, unknown: float) -> Floats:
        """Give what each element holds; an unknown factor counts as `unknown`."""
        factors = np.where(np.isnan(self.factors), unknown, self.factors)
        held: Floats = self.eaten.grams[:, None] / GRAMS * factors * amounts[self.eaten.food]
        return held

    def gap(self, value: Floats, known: Floats, typical: Floats | None) -> Floats:
        """Give how far the best figure (a value, or what is typical) lies above the known part."""
        best = value if typical is None else np.where(np.isnan(value), typical, value)
        beyond = np.maximum(np.nan_to_num(best - known, nan=0.0), 0.0)
        return self.of(beyond, unknown=1.0)

    def by_day(self, held: Floats) -> Floats:
        """Add up the elements of each day."""
        summed = np.zeros((self.days, held.shape[1]))
        np.add.at(summed, self.eaten.day, held)
        return summed

    def mean(self, held: Floats) -> Floats:
        """Average over the days; NaN without any food."""
        if not len(self.eaten):
            return np.full(held.shape[1], np.nan)
        mean: Floats = held.sum(axis=0) / self.days
        return mean

    def coverage(self, value: Floats) -> Floats:
        """Give the share of the weight whose value, retention included, is known."""
        eaten_g = self.eaten.grams.sum()
        if not eaten_g:
            return np.full(value.shape[1], np.nan)
        known = np.isfinite(value[self.eaten.food]) & np.isfinite(self.factors)
        share: Floats = self.eaten.grams @ known / eaten_g
        return share

    def by_label(self, held: Floats) -> tuple[tuple[str, ...], Floats]:
        """Add up the elements of each recorded name, per day."""
        labels = tuple(dict.fromkeys(self.eaten.labels[i] for i in self.eaten.record))
        position = {label: i for i, label in enumerate(labels)}
        which = np.array([position[self.eaten.labels[i]] for i in self.eaten.record], np.intp)
        summed = np.zeros((len(labels), held.shape[1]))
        np.add.at(summed, which, held)
        return labels, summed / max(self.days, 1)
