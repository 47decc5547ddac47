"""Which laboratory results move the verdict on a nutrient, and by how much."""

from micronutrient.arrays import Floats
from micronutrient.balance import levels
from micronutrient.biomarkers.readings import Reading
from micronutrient.biomarkers.records import Strength
from micronutrient.states import SILENT, TOO_LITTLE, Status, rises_when_short
from micronutrient.wording import number, unit

_FIRM = frozenset({Strength.STRONG, Strength.MODERATE})
_GRADES = _FIRM | {Strength.WEAK}


def speaks(reading: Reading, nutrient: str) -> bool:
    """Whether a result moves the verdict on a nutrient: by itself, not through an indicator."""
    return reads(reading, nutrient) and not reading.replaced_by


def reads(reading: Reading, nutrient: str) -> bool:
    """Whether a result says anything that could move the verdict on a nutrient.

    What the body holds constant (serum calcium, potassium) speaks only where it has failed to: a
    normal result says nothing of how much is eaten or stored.
    """
    graded = bool(reading.bands) and reading.strength_for(nutrient) in _GRADES
    kept_normal = reading.regulated_for(nutrient) and reading.reading is Status.ADEQUATE
    return graded and reading.reading not in SILENT and not kept_normal


def unreadable(reading: Reading, nutrient: str) -> bool:
    """Whether a result was measured to decide on a nutrient, and cannot be read.

    A weak one never decides, so that nothing is lost where it cannot be read.
    """
    return is_firm(reading, nutrient) and reading.reading is Status.UNINTERPRETABLE


def is_firm(reading: Reading, nutrient: str) -> bool:
    """Whether a result may decide a verdict: it tracks the body well enough."""
    return reading.strength_for(nutrient) in _FIRM


def likelihood(reading: Reading, nutrient: str, base: Floats) -> Floats:
    """Give the likelihood of a reading in each of the five states. See `levels.likelihood`."""
    return levels.likelihood(
        reading.ratio_value,
        marker=levels.Marker(
            bands=reading.ratio_bands,
            sd_ln=reading.sd_ln,
            strength=reading.strength_for(nutrient) or Strength.CONTEXT,
        ),
        base=base,
        comparator=reading.comparator,
    )


def said(reading: Reading) -> str:
    """Say a result and how it reads: ``Ferritin 12 µg/L reads deficient``."""
    sign = reading.comparator or ""
    value = f"{reading.label} {sign}{number(reading.value)} {unit(reading.unit)}"
    raised = reading.reading in TOO_LITTLE and rises_when_short(reading.bands)
    return f"{value} {'is raised and ' if raised else ''}reads {reading.reading}"
