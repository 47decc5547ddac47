"""What was used as it stands although it can hardly be right: asked about, never dropped.

Numbers: data/intake/unlikely_dose.toml.
"""

from functools import cache

import msgspec

from micronutrient import nutrients, units
from micronutrient.balance.individual import IntakeJudgement
from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import WrongUnit
from micronutrient.intake.supplements import Dose
from micronutrient.tasks.eaten import Eaten
from micronutrient.verdict import Doubt
from micronutrient.wording import number, readable, unit

_LABEL_UNITS = ("mg", "ug", "IU")


class Unlikely(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many times the upper level, or the need, a dose must reach to be asked about."""

    times_upper_level: float
    times_need: float


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a dose is held against: how many times it is reached, of what, and from when to ask."""

    times: float
    what: str
    ask_from: float


def unlikely_doses(judgements: dict[str, IntakeJudgement], food: Eaten) -> tuple[Doubt, ...]:
    """Ask about the unit of every dose that is beyond any in use."""
    found = []
    for dose in food.supplements.doses:
        judged = judgements.get(dose.nutrient)
        held = _held(dose, judged) if judged else None
        if held is not None and held.times >= held.ask_from:
            found.append(_doubt(dose, held))
    return tuple(found)


def _held(dose: Dose, judged: IntakeJudgement) -> _Held | None:
    upper, need = judged.upper, judged.need
    if upper is not None and upper.kind == "ul" and upper.value and dose.in_ul_scope:
        what = f"the upper level of {number(upper.value)} {unit(upper.unit)}"
        times = dose.in_ul_scope / upper.value
        return _Held(times=times, what=what, ask_from=unlikely().times_upper_level)
    if need is not None and need.value.value:
        what = f"what a person needs, {number(need.value.value)} {unit(need.value.unit)}"
        times = dose.amount / need.value.value
        return _Held(times=times, what=what, ask_from=unlikely().times_need)
    return None


def _doubt(dose: Dose, held: _Held) -> Doubt:
    label = f"{number(dose.label_amount)} {unit(dose.label_unit)}"
    fitting = [word for word, times in _read_otherwise(dose, held) if times <= 1]
    nearer = [word for word, times in _read_otherwise(dose, held) if times < held.ask_from]
    words = " or ".join(unit(word) for word in (fitting or nearer))
    meant = f": was {words} meant?" if words else " and how often is it taken?"
    return Doubt(
        input=dose.place,
        why=f"{readable(dose.nutrient)} {label} in {dose.product!r} gives {number(held.times)} "
        f"times {held.what}; it is counted as it stands",
        ask=f"which unit stands on the label{meant}",
    )


def _read_otherwise(dose: Dose, held: _Held) -> list[tuple[str, float]]:
    """Give the other units that a label may bear, and how many times the dose would be reached."""
    read = []
    for word in _LABEL_UNITS:
        share = _share(dose, word)
        if share is not None and share < 1:
            read.append((word, held.times * share))
    return read


def _share(dose: Dose, word: str) -> float | None:
    """Give what the same number would be worth in another unit, as a share of the dose."""
    plain, _ = units.intake_unit(dose.label_unit)
    try:
        if word != "IU":
            return units.conversion_factor(word, to=plain)
        form = nutrients.nutrient(dose.nutrient).form(dose.form or "")
        if form is None or form.per_iu is None or form.per_mass is None:
            return None
        own, _ = units.intake_unit(dose.unit)
        return form.per_iu / (units.conversion_factor(plain, to=own) * form.per_mass)
    except WrongUnit:
        return None


@cache
def unlikely() -> Unlikely:
    """Read from which dose on the unit is asked about."""
    return read_record(DATA / "intake" / "unlikely_dose.toml", Unlikely)
