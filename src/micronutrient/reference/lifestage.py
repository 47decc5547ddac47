"""Which printed row is for this person: age, pregnancy, menstruation, conditions.

Numbers: data/requirements/life_stages.toml.
"""

from collections.abc import Sequence
from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import DataFault
from micronutrient.person import Maternity, Person, Sex
from micronutrient.reference.rows import ReferenceRow
from micronutrient.sources import Checked

PREMENOPAUSAL, POSTMENOPAUSAL = "premenopausal", "postmenopausal"
_MENOPAUSE = frozenset((PREMENOPAUSAL, POSTMENOPAUSAL))
_AGE_TOLERANCE_Y = 1e-6


class Choice(msgspec.Struct, frozen=True):
    """The row that was chosen, and what a reader must know of the choice."""

    row: ReferenceRow
    notes: tuple[str, ...] = ()


class _LifeStages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    menstruating_from_y: float
    menstruating_to_y: float
    second_trimester_week: int
    third_trimester_week: int
    source: str
    checked: Checked


@cache
def _life_stages() -> _LifeStages:
    return read_record(DATA / "requirements" / "life_stages.toml", _LifeStages)


def menstruates(person: Person) -> bool:
    """Say whether a person menstruates: as she says, else as usual for sex and age."""
    if person.sex != Sex.FEMALE:
        return False
    if person.menstruating is not None:
        return person.menstruating
    stages = _life_stages()
    return stages.menstruating_from_y <= person.age_years < stages.menstruating_to_y


def menstruates_early(person: Person) -> bool:
    """Say whether a girl is known to menstruate before the age at which tables assume it."""
    said = person.sex == Sex.FEMALE and person.menstruating is True
    young = person.age_years < _life_stages().menstruating_from_y
    return said and young and person.maternity is Maternity.NONE


def trimester(person: Person) -> str:
    """Give the slug of the trimester of pregnancy, or an empty string."""
    week, stages = person.pregnancy_week, _life_stages()
    if week is None:
        return ""
    passed = (stages.second_trimester_week, stages.third_trimester_week)
    return f"trimester_{1 + sum(week >= start for start in passed)}"


def choose(
    rows: Sequence[ReferenceRow], *, person: Person, condition: str | None = None
) -> Choice | None:
    """Choose among rows of one kind and edition the one for this person, or None.

    Parameters
    ----------
    rows
        Rows of one nutrient, publisher, kind and edition.
    person
        Whom it is for. A birthday belongs to the older group.
    condition
        Slug; None takes what follows from the person or is the table's default.
    """
    pool, notes = _of_her_state([row for row in rows if row.sex.holds(person.sex)], person)
    fitting = [row for row in pool if _of_age(row, person)]
    if not fitting and pool and pool[0].maternity is not Maternity.NONE:
        fitting = _nearest(pool, person)
        notes += (f"no {pool[0].maternity} group of this age is printed: {fitting[0].group}",)
    fitting, told = _of_menopause(fitting, pool, person, condition)
    fitting = _prefer_unit(_of_condition(fitting, person, condition), person)
    if len(fitting) > 1:
        first = fitting[0]
        raise DataFault(
            f"reference/{first.publisher}/{first.nutrient}.toml: {len(fitting)} rows of "
            f"{first.kind} are for {first.group}"
        )
    return Choice(fitting[0], notes + told) if fitting else None


def _of_her_state(
    rows: list[ReferenceRow], person: Person
) -> tuple[list[ReferenceRow], tuple[str, ...]]:
    state = person.maternity
    printed = [row for row in rows if row.maternity is state]
    if printed or state is Maternity.NONE or person.sex != Sex.FEMALE:
        return printed, ()
    others = [row for row in rows if row.maternity is Maternity.NONE and state not in row.not_for]
    return others, (f"no separate value for {state} women is printed: that of her age stands",)


def _of_age(row: ReferenceRow, person: Person) -> bool:
    return row.from_y <= person.age_years + _AGE_TOLERANCE_Y < row.to_y


def _nearest(rows: list[ReferenceRow], person: Person) -> list[ReferenceRow]:
    def years_away(row: ReferenceRow) -> float:
        return max(row.from_y - person.age_years, person.age_years - row.to_y, 0.0)

    least = min(years_away(row) for row in rows)
    return [row for row in rows if years_away(row) == least]


def _of_menopause(
    fitting: list[ReferenceRow],
    pool: list[ReferenceRow],
    person: Person,
    condition: str | None,
) -> tuple[list[ReferenceRow], tuple[str, ...]]:
    if not any(row.condition in _MENOPAUSE for row in fitting):
        return fitting, ()
    usual = PREMENOPAUSAL if menstruates(person) else POSTMENOPAUSAL
    wanted = condition if condition in _MENOPAUSE else usual
    here = [row for row in fitting if row.condition == wanted]
    if here:
        return here, ()
    elsewhere = [row for row in pool if row.condition == wanted]
    if not elsewhere:
        return fitting, (f"no {wanted} group is printed: that of her age stands",)
    found = _nearest(elsewhere, person)
    return found, (f"the {wanted} value is printed for {found[0].group}",)


def _of_condition(
    rows: list[ReferenceRow], person: Person, condition: str | None
) -> list[ReferenceRow]:
    present = {row.condition for row in rows}
    if present <= {""} or (len(present) == 1 and present <= _MENOPAUSE):
        return rows
    if condition is not None:
        return [row for row in rows if row.condition == condition]
    for wanted in (trimester(person), *(row.default_condition for row in rows), ""):
        if wanted in present:
            return [row for row in rows if row.condition == wanted]
    return rows if len(present) == 1 else []


def _prefer_unit(rows: list[ReferenceRow], person: Person) -> list[ReferenceRow]:
    per_body = [row for row in rows if "/kg/" in row.unit]
    fixed = [row for row in rows if "/kg/" not in row.unit]
    if not per_body or not fixed:
        return rows
    return fixed if person.weight_kg is None else per_body
