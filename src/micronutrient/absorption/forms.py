"""What studies measured of the forms of a supplement: oxide, citrate, gluconate.

A share belongs to the dose and the stomach that it was measured with; it is not scaled to another
dose here, since uptake saturates. A form of which no share was printed is listed all the same, with
what was found in words.

Numbers: data/absorption/<nutrient>.toml, the tables ``forms``.
"""

from enum import StrEnum
from functools import cache
from math import nan

import msgspec

from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import DataFault, UnknownName
from micronutrient.matching import nearest_code
from micronutrient.sources import Checked


class Taken(StrEnum):
    """How the dose was taken."""

    FASTING = "fasting"
    FASTING_WITHOUT_ACID = "fasting_without_acid"
    WITH_FOOD = "with_food"
    WITH_FOOD_WITHOUT_ACID = "with_food_without_acid"
    NOT_STATED = "not_stated"


class FormAbsorption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one study found of one form.

    Attributes
    ----------
    form
        The salt: ``citrate``.
    taken
        With food or without, with acid in the stomach or without.
    share
        Share of the dose that was absorbed [1]; NaN where none was printed.
    low, high, spread
        Its spread [1], and what kind of spread that is; NaN and empty where none was printed.
    dose_mg
        Dose of the element [mg]; NaN where it was not read.
    people
        Whom it was measured in, in words.
    source, checked
        Where it is printed, and how far that was checked.
    note
        What was found where no share was printed, or what else a reader should know.
    """

    form: str
    taken: Taken
    people: str
    source: str
    checked: Checked
    share: float = nan
    low: float = nan
    high: float = nan
    spread: str = ""
    dose_mg: float = nan
    note: str = ""


@cache
def measured_forms(nutrient: str) -> tuple[FormAbsorption, ...]:
    """List what was measured of every form of a nutrient; empty if nothing is on file.

    Raises
    ------
    DataFault
        If the nutrient's file is missing or does not fit the record.
    """
    rows = read_toml(DATA / "absorption" / f"{nutrient}.toml").get("forms", [])
    try:
        return tuple(msgspec.convert(rows, list[FormAbsorption]))
    except msgspec.ValidationError as error:
        raise DataFault(f"absorption/{nutrient}.toml, forms: {error}") from error


def measured(nutrient: str, form: str) -> tuple[FormAbsorption, ...]:
    """Give what each study found of one form, in the order of the file.

    Raises
    ------
    UnknownName
        If no study of the form is on file; names the nearest forms that are.
    """
    rows = measured_forms(nutrient)
    found = tuple(row for row in rows if row.form == form)
    if not found:
        known = list(dict.fromkeys(row.form for row in rows))
        raise UnknownName(
            "form",
            kind=f"form of {nutrient}",
            name=form,
            nearest=nearest_code(form, known),
            advice="no study of its absorption is on file: say so, and assume no share",
        )
    return found
