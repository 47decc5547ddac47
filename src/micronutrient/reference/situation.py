"""What, beside age and sex, moves this person's requirements: words that hold, and amounts.

A word is the slug of an agent or a symptom (``burns``, ``heavy_menstruation``), or one of those
that a person's own fields give: ``female``, ``male``, ``smoker``, ``vegetarian``,
``menstruating_before_14``, ``menstruates``, ``neither_pregnant_nor_lactating``. What is not known
does not hold.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import msgspec

from micronutrient.person import DietPattern, Maternity, Person, Sex
from micronutrient.reference.iron_losses import (
    basal_iron_loss_mg_d,
    iron_losses,
    menstrual_iron_loss_mg_d,
)
from micronutrient.reference.lifestage import menstruates, menstruates_early

PERSONAL_WORDS = frozenset(
    (
        "female",
        "male",
        "smoker",
        "vegetarian",
        "menstruating_before_14",
        "menstruates",
        "neither_pregnant_nor_lactating",
    )
)
"""Words that a person's own fields give; every other is the slug of an agent or a symptom."""
AMOUNTS = frozenset(
    (
        "blood_donations_per_year",
        "menstrual_iron_loss_mg_d",
        "basal_iron_loss_mg_d",
        "iron_loss_mg_d",
        "energy_mj_d",
        "protein_g_d",
        "sweat_l_d",
    )
)
"""Amounts that an adjustment may ask for."""


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a person that moves requirements.

    Attributes
    ----------
    words
        What holds.
    amounts
        What is known in figures, by the names of `AMOUNTS`; what is not known is absent.
    """

    words: frozenset[str]
    amounts: Mapping[str, float] = {}


def situation(
    person: Person,
    *,
    present: AbstractSet[str] = frozenset(),
    amounts: Mapping[str, float] | None = None,
) -> Situation:
    """Put together what is known of a person that moves requirements.

    Parameters
    ----------
    person
        Its own fields give words (`words_of`), and the losses of blood and iron.
    present
        Slugs of agents, their classes and symptoms that are present.
    amounts
        What else is known: energy [MJ/d], protein [g/d] and sweat [L/d], by their names in
        `AMOUNTS`.
    """
    known = dict(amounts or {})
    if person.blood_donations_per_year is not None:
        known["blood_donations_per_year"] = person.blood_donations_per_year
    return Situation(words=words_of(person) | present, amounts={**known, **_iron_lost(person)})


def words_of(person: Person) -> frozenset[str]:
    """Give the words that a person's own fields say."""
    settled = person.maternity is Maternity.NONE
    holds = {
        "smoker": person.smoker is True,
        "vegetarian": person.diet_pattern in (DietPattern.VEGETARIAN, DietPattern.VEGAN),
        "menstruating_before_14": menstruates_early(person),
        "menstruates": settled and menstruates(person),
        "neither_pregnant_nor_lactating": settled,
    }
    return frozenset(word for word, true in holds.items() if true) | {person.sex.value}


def _iron_lost(person: Person) -> dict[str, float]:
    """Give basal and menstrual losses of iron [mg/d], and their sum, as far as they are known."""
    if person.maternity is not Maternity.NONE:
        return {}
    lost: dict[str, float] = {}
    measured = person.menstrual_loss_ml
    if measured is not None and person.sex is Sex.FEMALE and person.menstruating is not False:
        lost["menstrual_iron_loss_mg_d"] = float(menstrual_iron_loss_mg_d(measured))
    basal, weight = iron_losses().basal, person.weight_kg
    if weight is None or person.age_years < basal.from_y:
        return lost
    if basal.from_kg <= weight <= basal.to_kg:
        lost["basal_iron_loss_mg_d"] = float(basal_iron_loss_mg_d(weight))
        if "menstrual_iron_loss_mg_d" in lost or not menstruates(person):
            lost["iron_loss_mg_d"] = sum(lost.values())
    return lost
