"""All publishers side by side."""

from collections.abc import Iterable, Sequence

from micronutrient.person import Person
from micronutrient.reference.rows import Kind, publishers
from micronutrient.reference.table import ReferenceValue, find


def side_by_side(
    person: Person,
    *,
    nutrient: str,
    kinds: Iterable[Kind | str] = tuple(Kind),
    among: Sequence[str] | None = None,
    condition: str | None = None,
) -> tuple[ReferenceValue, ...]:
    """Give what each publisher sets for a person, kind by kind, publisher by publisher.

    Parameters
    ----------
    person, nutrient, condition
        See `table.value_for`.
    kinds
        Kinds of value, in the order of the answer.
    among
        Publishers, in the order of the answer; None takes all.
    """
    found = (
        find(person, nutrient=nutrient, kind=kind, publisher=publisher, condition=condition)
        for kind in kinds
        for publisher in (publishers() if among is None else among)
    )
    return tuple(value for value in found if value is not None)
