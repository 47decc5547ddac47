"""How a requirement is distributed among people like this one, and what an intake risks.

Most requirements are taken as normal around the EAR, with the coefficients of `variation`. That of
iron is skewed: its printed percentiles are interpolated, normal scores against the logarithm.
What one person needs more or less than the group is in `adjust`.

Numbers: data/requirements/*.toml.
"""

import math
from functools import cache
from typing import overload

import msgspec
import numpy as np

from micronutrient import normal
from micronutrient.arrays import Floats
from micronutrient.errors import ImplausibleValue, NotIdentified
from micronutrient.person import Maternity, Person, Sex
from micronutrient.reference.adjust import (
    Change,
    Way,
    base_person,
    base_value,
    changes_for,
    factor_of,
    resized,
)
from micronutrient.reference.lifestage import POSTMENOPAUSAL, PREMENOPAUSAL, menstruates
from micronutrient.reference.situation import Situation
from micronutrient.reference.table import Kind, ReferenceValue, daily, find
from micronutrient.reference.variation import (
    IronGroup,
    coefficient,
    default,
    from_rda,
    iron_group,
    iron_table,
)
from micronutrient.sources import Checked, least_checked

_NODES = 64
_MEDIAN = 50.0


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """The distribution of a requirement among people like this one.

    Attributes
    ----------
    nutrient, unit
        Slug; unit of all amounts, per day.
    ear
        Median requirement, after adjustments.
    sd
        Standard deviation; None where the distribution is skewed.
    percentiles
        Pairs of percent and requirement, ascending; empty where the distribution is normal.
    changes
        What moved the requirement for this person, or is shown beside it, each with its source.
    reference
        The printed EAR of the person's group, as printed.
    printed
        The same per day, in `unit`.
    basis
        Where the spread comes from, in words.
    source, checked
        Of the spread; `checked` is the weakest of EAR, spread and what moved it.
    """

    nutrient: str
    unit: str
    ear: float
    sd: float | None
    percentiles: tuple[tuple[float, float], ...] = ()
    changes: tuple[Change, ...] = ()
    reference: ReferenceValue
    printed: float
    basis: str
    source: str
    checked: Checked

    @property
    def cv(self) -> float | None:
        """Standard deviation as a fraction of the median; None where skewed."""
        return None if self.sd is None else self.sd / self.ear


class _Spread(msgspec.Struct, frozen=True, kw_only=True):
    sd: float | None = None
    percentiles: tuple[tuple[float, float], ...] = ()
    basis: str
    source: str
    checked: Checked


def requirement_for(
    person: Person,
    *,
    nutrient: str,
    publisher: str = "iom",
    energy_kcal: float | None = None,
    condition: str | None = None,
    situation: Situation | None = None,
) -> Requirement | None:
    """Give the distribution of the requirement of a nutrient, adjusted to this person.

    Parameters
    ----------
    person
        Age, sex, pregnancy, menstruation choose the EAR; smoking and diet adjust it.
    nutrient, publisher, condition
        Slugs; see `table.value_for`.
    energy_kcal
        Energy intake [kcal/d], for requirements per megajoule.
    situation
        What else moves the requirement; None takes only what the publisher itself adds.

    Returns
    -------
    Requirement or None
        None where the publisher sets no EAR (an AI is none); where an EAR per kilogram or per
        megajoule cannot be turned into an amount because weight or energy is not known; and for
        energy, whose intake follows its requirement.
    """
    if nutrient == "energy":
        return None
    own = find(person, nutrient=nutrient, kind=Kind.EAR, publisher=publisher, condition=condition)
    printed = daily(own, person=person, energy_kcal=energy_kcal) if own else None
    if own is None or printed is None:
        return None
    group = base_person(person, nutrient=nutrient, publisher=publisher, situation=situation)
    ear = base_value(printed, person=person, situation=situation)
    changes = changes_for(ear, person=person, situation=situation)
    spread = _replaced(ear, changes, person, situation) or _spread(group, ear, energy_kcal)
    counted = [one for one in changes if one.counted]
    only_resize = [one for one in counted if one.rule.way is not Way.INSTEAD]
    return Requirement(
        nutrient=nutrient,
        unit=ear.unit,
        ear=resized(ear.value, counted),
        sd=None if spread.sd is None else spread.sd * factor_of(counted),
        percentiles=tuple((p, resized(value, only_resize)) for p, value in spread.percentiles),
        changes=changes,
        reference=own,
        printed=printed.value,
        basis=spread.basis,
        source=spread.source,
        checked=least_checked(
            (ear.checked, spread.checked, *(one.rule.checked for one in counted))
        ),
    )


def _replaced(
    ear: ReferenceValue,
    changes: tuple[Change, ...],
    person: Person,
    situation: Situation | None,
) -> _Spread | None:
    """Give the spread that follows from an EAR and an RDA in place of the printed ones."""
    instead = next((one for one in changes if one.counted and one.rule.way is Way.INSTEAD), None)
    rda = find(person, nutrient=ear.nutrient, kind=Kind.RDA, publisher=ear.publisher)
    if instead is None or rda is None:
        return None
    allowances = changes_for(rda, person=person, situation=situation)
    allowance = next((one for one in allowances if one.rule.way is Way.INSTEAD), None)
    if allowance is None:
        return None
    replace = msgspec.structs.replace
    return _from_rda(
        replace(ear, value=instead.middle, condition=instead.rule.who[0]),
        replace(rda, value=allowance.middle, checked=allowance.rule.checked),
    )


def _spread(person: Person, ear: ReferenceValue, energy_kcal: float | None) -> _Spread:
    if ear.nutrient == "iron":
        skewed = _iron_spread(person, ear)
        if skewed is not None:
            return skewed
    stated = coefficient(ear.publisher, ear.nutrient)
    if stated is not None:
        return _from_cv(ear, stated.cv_percent, stated.why, stated.source, stated.checked)
    rda = find(
        person,
        nutrient=ear.nutrient,
        kind=Kind.RDA,
        publisher=ear.publisher,
        condition=ear.condition or None,
    )
    amount = daily(rda, person=person, energy_kcal=energy_kcal) if rda else None
    if amount is not None and amount.unit == ear.unit and amount.value > ear.value:
        return _from_rda(ear, amount)
    assumed = default()
    why = f"no coefficient of this publisher: {assumed.why}"
    return _from_cv(ear, assumed.cv_percent, why, assumed.source, assumed.checked)


def _from_cv(
    ear: ReferenceValue, cv_percent: float, why: str, source: str, checked: Checked
) -> _Spread:
    basis = f"normal, coefficient of variation {cv_percent:g} %"
    return _Spread(
        sd=ear.value * cv_percent / 100,
        basis=f"{basis} ({why})" if why else basis,
        source=source,
        checked=checked,
    )


def _from_rda(ear: ReferenceValue, rda: ReferenceValue) -> _Spread:
    rule = from_rda(ear.publisher, ear.nutrient, ear.condition)
    score = _score(rule.percentile)
    basis = f"{rule.shape}, from {rda.value:g} {rda.unit} which covers {rule.percentile:g} %"
    checked = least_checked((rule.checked, rda.checked))
    if rule.shape == "normal":
        sd = (rda.value - ear.value) / score
        return _Spread(sd=sd, basis=basis, source=rule.source, checked=checked)
    sigma = math.log(rda.value / ear.value) / score
    percentiles = tuple(
        (p, ear.value * math.exp(sigma * _score(p))) for p in iron_table().percentiles
    )
    return _Spread(percentiles=percentiles, basis=basis, source=rule.source, checked=checked)


def _iron_spread(person: Person, ear: ReferenceValue) -> _Spread | None:
    """Give the printed percentiles; scaled for a publisher who sets a median and nothing else."""
    table, group = iron_table(), _iron_group(person)
    printed = ear.publisher == table.publisher
    alone = find(person, nutrient="iron", kind=Kind.RDA, publisher=ear.publisher) is None
    if group is None or not (printed or alone):
        return None
    values = dict(zip(table.percentiles, group.requirements, strict=True))
    scale = 1.0 if printed else ear.value / values[_MEDIAN]
    basis = f"skewed, printed percentiles of {group.group}"
    return _Spread(
        percentiles=tuple((p, value * scale) for p, value in values.items()),
        basis=basis if printed else f"{basis}, scaled to this median",
        source=table.source,
        checked=group.checked,
    )


def _iron_group(person: Person) -> IronGroup | None:
    if person.maternity is not Maternity.NONE:
        return None
    condition = ""
    rows = iron_table().rows
    if person.sex == Sex.FEMALE and person.age_years >= min(r.from_y for r in rows if r.condition):
        condition = PREMENOPAUSAL if menstruates(person) else POSTMENOPAUSAL
    return iron_group(sex=person.sex, age_years=person.age_years, condition=condition)


@overload
def probability_below_requirement(
    usual_mean: float, *, usual_sd: float, requirement: Requirement
) -> float: ...
@overload
def probability_below_requirement(
    usual_mean: Floats, *, usual_sd: Floats | float, requirement: Requirement
) -> Floats: ...
def probability_below_requirement(
    usual_mean: float | Floats, *, usual_sd: float | Floats, requirement: Requirement
) -> float | Floats:
    r"""Give the probability that a usual intake is below this person's requirement.

    Normal requirement, with the median and standard deviation of the requirement :math:`m, s`:

    .. math:: P = \Phi\left(\frac{m - \bar y}{\sqrt{s^2 + s_u^2}}\right)

    Skewed requirement: the risk at each possible usual intake, integrated over a normal
    distribution of it by Gauss-Hermite quadrature.

    Parameters
    ----------
    usual_mean
        Estimate of the usual intake, in the requirement's unit. A number, or shape ``(n,)``.
    usual_sd
        How uncertain it is: within-person standard deviation / √days; may be 0.
    requirement
        As `requirement_for` gives it.

    Returns
    -------
    float or array
        NaN where an intake or its standard deviation is NaN.

    Raises
    ------
    ImplausibleValue
        If a standard deviation is negative.

    References
    ----------
    [iom-2000-dietary-assessment] p. 54 and appendix B.
    """
    mean, sd = np.asarray(usual_mean, float), np.asarray(usual_sd, float)
    if (sd < 0).any():
        raise ImplausibleValue("usual_sd", f"{sd.min():g}", allowed="zero or more")
    if requirement.sd is not None:
        scale = np.hypot(requirement.sd, sd)
        risk = normal.below_each((requirement.ear - mean) / scale)
    else:
        points, weights = _quadrature()
        intakes = mean[..., None] + sd[..., None] * points
        risk = probability_of_inadequacy(intakes, requirement=requirement) @ weights
    return float(risk) if np.ndim(risk) == 0 else risk


def probability_of_inadequacy(usual_intakes: Floats, *, requirement: Requirement) -> Floats:
    """Give the risk that each of these usual intakes does not meet the requirement.

    This is the probability approach: its mean over a population's usual intakes is the share of
    people whose intake is inadequate, also where the requirement is skewed.

    Parameters
    ----------
    usual_intakes
        Usual intakes in the requirement's unit, any shape; NaN stays NaN.
    requirement
        As `requirement_for` gives it. Beyond the printed percentiles the outermost slope goes on.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] table 14-1, p. 571.
    """
    intakes = np.asarray(usual_intakes, float)
    if requirement.sd is not None:
        return normal.below_each((requirement.ear - intakes) / requirement.sd)
    percents, values = zip(*requirement.percentiles, strict=True)
    scores, logs = np.array([_score(p) for p in percents]), np.log(values)
    with np.errstate(divide="ignore"):
        x = np.log(np.where(intakes < 0, 0.0, intakes))
    score = np.interp(x, logs, scores)
    low, high = np.diff(scores)[[0, -1]] / np.diff(logs)[[0, -1]]
    score = np.where(x < logs[0], scores[0] + low * (x - logs[0]), score)
    score = np.where(x > logs[-1], scores[-1] + high * (x - logs[-1]), score)
    return normal.below_each(-score)


def tabulated_risk(usual_intakes: Floats, *, requirement: Requirement) -> Floats:
    """Give the risk of each usual intake as the IOM tabulates it, in fourteen steps.

    Raises
    ------
    NotIdentified
        If the requirement has no printed percentiles.

    References
    ----------
    [iom-2001-vitamin-a-vitamin-k-trace-elements] table 14-1, p. 571.
    """
    table = iron_table()
    if tuple(p for p, _ in requirement.percentiles) != table.percentiles:
        raise NotIdentified(
            "requirement",
            f"no percentiles of {requirement.nutrient} are printed",
            advice="use probability_of_inadequacy",
        )
    intakes = np.asarray(usual_intakes, float)
    step = np.searchsorted([value for _, value in requirement.percentiles], intakes)
    return np.where(np.isnan(intakes), np.nan, np.array(table.risks)[step])


def _score(percent: float) -> float:
    return normal.quantile(percent / 100)


@cache
def _quadrature() -> tuple[Floats, Floats]:
    points, weights = np.polynomial.hermite.hermgauss(_NODES)
    return points * math.sqrt(2.0), weights / math.sqrt(math.pi)
