"""Whole cases of laboratory results, through `assess`, to one nutrient's row."""

from micronutrient.evidence import BiomarkerEvidence
from micronutrient.tasks.assess import assess
from micronutrient.verdict import NutrientVerdict


def row_of(marker: str, value: float, unit: str, **more: object) -> dict[str, object]:
    """Write one result."""
    return {"marker": marker, "value": value, "unit": unit, **more}


def assessed(
    nutrient: str, *labs: dict[str, object], **person: object
) -> tuple[NutrientVerdict, list[str]]:
    """Give the verdict on a nutrient, and what was not computed, each on one line."""
    who = {"sex": "female", "age_years": 34, **person}
    found = assess({"person": who, "labs": list(labs)})
    row = next(one for one in found.nutrients if one.nutrient == nutrient)
    return row, [f"{one.indicator}: {one.why}; {one.ask}" for one in found.not_computed]


def shown(row: NutrientVerdict) -> dict[str, BiomarkerEvidence]:
    """Give the laboratory evidence of a row by marker."""
    return {one.marker: one for one in row.evidence if isinstance(one, BiomarkerEvidence)}
