"""All publishers side by side."""

from collections.abc import Iterable

from micronutrient.person import Person
from micronutrient.reference.table import Kind, ReferenceValue, find, publishers


def side_by_side(
    person: Person, *, nutrient: str, kinds: Iterable[Kind | str] = tuple(Kind)
) -> tuple[ReferenceValue, ...]:
    """Give what each publisher sets for a person, kind by kind, publisher by publisher."""
    found = (
        find(person, nutrient=nutrient, kind=kind, publisher=publisher)
        for kind in kinds
        for publisher in publishers()
    )
    return tuple(value for value in found if value is not None)
