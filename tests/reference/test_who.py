# Printed in: WHO guidelines on sodium and on potassium intake for adults and children (2012).
"""What WHO recommends, as the loader gives it."""

import pytest

from micronutrient.person import Person, Sex
from micronutrient.reference.table import Kind, value_for


@pytest.mark.parametrize(
    ("nutrient", "kind", "printed", "unit"),
    [("sodium", Kind.CDRR, 2, "g/d"), ("potassium", Kind.AI, 3510, "mg/d")],
)
def test_published_guideline(nutrient: str, kind: Kind, printed: float, unit: str) -> None:
    person = Person(sex=Sex.MALE, age_years=50)
    given = value_for(person, nutrient=nutrient, kind=kind, publisher="who")
    assert (given.value, given.unit) == (printed, unit)
