"""Portions: the weight of ``2 tbsp`` or ``1 medium`` of a food.

Weights hold for every food. Volumes hold only where the food's table weighs a volume of it: a
tablespoon of honey is found from the cup of honey, never from the density of something else.

Numbers: data/foods/measures.toml and the household measures of each table.
"""

from micronutrient.errors import InputFault
from micronutrient.foods.composition import Composition, Portion
from micronutrient.foods.measures import measure_words, measures


def grams_of(
    composition: Composition, food: int, *, amount: float, measure: str, where: str = ""
) -> float:
    """Give the weight of an amount of a household measure of one food [g].

    Parameters
    ----------
    composition, food
        The table, and the position of the food in it.
    amount
        How many of the measure.
    measure
        ``cup``, ``tbsp``, ``medium``, ``slice``, ``oz``, ``cup, chopped`` ...
    where
        What the message of a fault begins with: ``diet[3].measure``.

    Raises
    ------
    InputFault
        If the table does not weigh this measure of this food, or weighs several that the word may
        mean; lists the food's measures.

    References
    ----------
    [nist-2004-sp-430]
    """
    typed = measure_words(measure)
    portions = composition.portions.get(food, ())
    if typed in measures().grams:
        return amount * measures().grams[typed]
    found = _matching(typed, portions)
    if found and _agree(found):
        return amount * found[0].grams / found[0].amount
    if not found:
        found = _volumes(typed, portions)
        if found and _agree([_per_cup(portion) for portion in found]):
            return amount * measures().cups[_head(typed)] * _per_cup(found[0]).grams
    raise _fault(composition, food, measure=measure, where=where, several=bool(found))


def measures_of(composition: Composition, food: int) -> tuple[str, ...]:
    """List the household measures of one food with their weights: ``1 cup (30 g)``."""
    return tuple(
        f"{portion.amount:g} {portion.measure} ({portion.grams:g} g)"
        for portion in composition.portions.get(food, ())
    )


def _matching(typed: str, portions: tuple[Portion, ...]) -> list[Portion]:
    if not typed:
        return []
    exact = [p for p in portions if measure_words(p.measure) == typed]
    if exact:
        return exact[:1]
    begins = [p for p in portions if measure_words(p.measure).startswith(f"{typed},")]
    if begins:
        return begins
    words = _words(typed)
    return [p for p in portions if words <= _words(p.measure)]


def _volumes(typed: str, portions: tuple[Portion, ...]) -> list[Portion]:
    """Give the portions that weigh a volume, with the qualifier typed; plain ones first."""
    if _head(typed) not in measures().cups:
        return []
    volumes = [p for p in portions if _head(p.measure) in measures().cups]
    words = _words(_qualifier(typed))
    if words:
        return [p for p in volumes if words <= _words(_qualifier(p.measure))]
    plain = [p for p in volumes if not _qualifier(p.measure)]
    return plain[:1] or volumes


def _per_cup(portion: Portion) -> Portion:
    cups = portion.amount * measures().cups[_head(portion.measure)]
    return Portion("cup", 1.0, portion.grams / cups)


def _agree(portions: list[Portion]) -> bool:
    """Tell whether it makes no difference which of several portions is meant."""
    return len({round(portion.grams / portion.amount, 6) for portion in portions}) == 1


def _head(measure: str) -> str:
    return measure_words(measure).split(", ")[0]


def _qualifier(measure: str) -> str:
    return ", ".join(measure_words(measure).split(", ")[1:])


def _words(text: str) -> set[str]:
    return set(text.replace(",", " ").split())


def _fault(
    composition: Composition, food: int, *, measure: str, where: str, several: bool
) -> InputFault:
    name = composition.names[food]
    listed = measures_of(composition, food)
    why = "may mean several measures of" if several else "is no measure of"
    return InputFault(
        where,
        f"{measure!r} {why} {name!r}",
        allowed=", ".join([*listed, *measures().grams]),
        advice="give grams, or name the measure in full" if listed else "give grams",
    )
