"""Supplements: what a label says, as nutrients and as what counts toward their upper levels.

A label's amount may be

- in an activity unit (``ug RAE``, ``mcg DFE``, ``mg NE``): the nutrient's own unit;
- in international units, worth what the form says: 1 IU of retinol is 0.3 µg RAE;
- a weight: of the form as labels usually state it (of folic acid, of the element, of the vitamin in
  a salt), or of the whole compound if the row says ``basis: compound``;
- an amount of substance (``mmol``, ``meq``), by the molar mass.

Folic acid without food is worth more folate than with it. Upper levels count some forms only, and
in a unit of their own (folic acid by weight, all-rac tocopherol in full).

Numbers: data/nutrients/<slug>.toml, data/intake/label_units.toml.
"""

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np

from micronutrient import nutrients, units
from micronutrient.arrays import Floats
from micronutrient.case import AmountBasis, Content, Supplement
from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import InputFault, WrongUnit
from micronutrient.matching import fold
from micronutrient.nutrients import Form, Nutrient


class Dose(msgspec.Struct, frozen=True, kw_only=True):
    """One nutrient of one product, per day.

    Attributes
    ----------
    product
        The product's name.
    place
        Where it stands in the case: ``supplements[0]``.
    nutrient, form
        Slugs; form None where the nutrient has none.
    amount, unit
        What it is worth per day, in the nutrient's unit.
    in_ul_scope
        What counts toward the upper level per day, in the upper level's own unit.
    assumed
        What the label did not say; empty if it said all.
    label_amount, label_unit
        As the label prints them, per unit taken.
    """

    product: str
    place: str
    nutrient: str
    form: str | None
    amount: float
    unit: str
    in_ul_scope: float
    assumed: str
    label_amount: float
    label_unit: str


class SupplementIntake(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What all products give per day.

    Attributes
    ----------
    nutrients
        Slugs, in the order of reports.
    amount, ul_amount
        Per day in the nutrient's unit, and what counts toward the upper level in that level's
        unit; 0 where no product holds the nutrient. Shape ``(nutrients,)``.
    doses
        Each nutrient of each product.
    """

    nutrients: tuple[str, ...]
    amount: Floats
    ul_amount: Floats
    doses: tuple[Dose, ...]

    def of(self, nutrient: str) -> tuple[Dose, ...]:
        """Give what each product holds of one nutrient, greatest first."""
        held = [dose for dose in self.doses if dose.nutrient == nutrient]
        return tuple(sorted(held, key=lambda dose: -dose.amount))


class _LabelUnits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    activity: dict[str, str]
    valence: dict[str, int]


def supplement_intake(
    supplements: Sequence[Supplement], *, positions: Sequence[int] | None = None
) -> tuple[SupplementIntake, tuple[InputFault, ...]]:
    """Add up what supplements give per day, and name every fault.

    Parameters
    ----------
    supplements
        Products taken.
    positions
        The place of each in the user's file, for messages; counted from 0 if not given.

    Returns
    -------
    SupplementIntake
        What could be read.
    tuple of InputFault
        Every fault, with its place: ``supplements[0].unit``, ``supplements[2].contents[1].form``.
    """
    doses: list[Dose] = []
    faults: list[InputFault] = []
    numbers = positions if positions is not None else range(len(supplements))
    for number, product in zip(numbers, supplements, strict=True):
        for place, content in _contents(product, f"supplements[{number}]"):
            try:
                doses.append(_dose(content, product=product, place=place))
            except InputFault as fault:
                faults.append(fault)
    return _added(tuple(doses)), tuple(faults)


def _contents(product: Supplement, place: str) -> list[tuple[str, Content]]:
    rows = [(f"{place}.contents[{i}]", content) for i, content in enumerate(product.contents)]
    if product.nutrient is None or product.amount is None or product.unit is None:
        return rows
    single = Content(
        nutrient=product.nutrient,
        amount=product.amount,
        unit=product.unit,
        form=product.form,
        basis=product.basis,
    )
    return [(place, single), *rows]


def _dose(content: Content, *, product: Supplement, place: str) -> Dose:
    at = f"{place}.nutrient"
    try:
        nutrient = nutrients.nutrient(nutrients.find(content.nutrient))
        at = f"{place}.form"
        form = _form(nutrient, content.form, called=content.nutrient)
        at = f"{place}.unit"
        worth = _worth(content, nutrient, form)
        in_scope = _in_ul_scope(worth, content, form)
    except InputFault as fault:
        fault.at(at)
        raise
    return Dose(
        product=product.name,
        place=place,
        nutrient=nutrient.slug,
        form=form.slug if form else None,
        amount=worth * _fasting(product, form) * product.times_per_day,
        unit=nutrient.unit,
        in_ul_scope=in_scope * product.times_per_day,
        assumed=_assumed(content, form),
        label_amount=content.amount,
        label_unit=content.unit,
    )


def _form(nutrient: Nutrient, name: str | None, *, called: str) -> Form | None:
    """Give the form that a label names, in words of its own or in what it calls the nutrient."""
    if name is not None:
        return nutrients.find_form(nutrient.slug, name)
    words = fold(called)
    meant = (form for form in nutrient.forms if words in map(fold, (form.slug, *form.names)))
    return next(meant, nutrient.forms[0] if nutrient.forms else None)


def _assumed(content: Content, form: Form | None) -> str:
    if form is None or content.form is not None:
        return ""
    named = fold(content.nutrient) in map(fold, (form.slug, *form.names))
    return "" if named else f"form not named: taken as {form.slug}"


def _fasting(product: Supplement, form: Form | None) -> float:
    if product.with_food or not form or not form.per_mass or form.per_mass_fasting is None:
        return 1.0
    return form.per_mass_fasting / form.per_mass


def _worth(content: Content, nutrient: Nutrient, form: Form | None) -> float:
    """Give what one unit taken is worth, with food, in the nutrient's unit."""
    plain, qualifier = units.intake_unit(content.unit)
    if _is_iu(content.unit):
        return content.amount * units.conversion_factor(plain, to="[IU]") * _per_iu(nutrient, form)
    if qualifier and _label_units().activity.get(qualifier) != nutrient.slug:
        raise WrongUnit(
            "",
            f"{content.unit!r} does not measure {nutrient.slug}",
            allowed=f"a weight such as {units.intake_unit(nutrient.unit)[0]}, or {nutrient.unit}",
        )
    compound = content.basis == AmountBasis.COMPOUND
    weight = content.amount * units.conversion_factor(
        plain,
        to=units.intake_unit(nutrient.unit)[0],
        molar_mass=form.molar_mass if form and compound else nutrient.molar_mass,
        valence=_label_units().valence.get(nutrient.slug),
    )
    return weight if qualifier or form is None else weight * _per_mass(form, compound=compound)


def _per_iu(nutrient: Nutrient, form: Form | None) -> float:
    if form is None or form.per_iu is None:
        known = [form.slug for form in nutrient.forms if form.per_iu is not None]
        raise WrongUnit(
            "",
            f"no international unit is defined for {form.slug if form else nutrient.slug}",
            allowed=f"IU of {', '.join(known)}; or a weight" if known else "a weight",
        )
    return form.per_iu


def _per_mass(form: Form, *, compound: bool) -> float:
    factor = form.per_mass if compound else form.per_label_mass
    if factor is None:
        found = f"what a weight of {form.slug} holds differs between products"
        raise WrongUnit("", found, advice="give the amount of the nutrient itself")
    return factor


def _in_ul_scope(worth: float, content: Content, form: Form | None) -> float:
    """Give what of one unit taken counts toward the upper level, in that level's unit."""
    if form is None:
        return worth
    if form.in_ul_scope and form.ul_per_iu is not None and _is_iu(content.unit):
        iu = units.conversion_factor(units.intake_unit(content.unit)[0], to="[IU]")
        return content.amount * iu * form.ul_per_iu
    return worth * form.ul_share


def _is_iu(unit: str) -> bool:
    return units.parse(units.intake_unit(unit)[0]).dimension == units.parse("[IU]").dimension


def _added(doses: tuple[Dose, ...]) -> SupplementIntake:
    slugs = nutrients.names()
    position = {slug: i for i, slug in enumerate(slugs)}
    amount, ul_amount = np.zeros(len(slugs)), np.zeros(len(slugs))
    for dose in doses:
        amount[position[dose.nutrient]] += dose.amount
        ul_amount[position[dose.nutrient]] += dose.in_ul_scope
    return SupplementIntake(nutrients=slugs, amount=amount, ul_amount=ul_amount, doses=doses)


@cache
def _label_units() -> _LabelUnits:
    return read_record(DATA / "intake" / "label_units.toml", _LabelUnits)
