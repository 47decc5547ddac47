"""Chances in words: how likely a state was before any result, and what one more test would tell."""

from micronutrient.report import words
from micronutrient.states import TOO_LITTLE, TOO_MUCH
from micronutrient.verdict import NutrientVerdict, Probability
from micronutrient.wording import percent

_OF = 100
_SIDES = {
    "too little": TOO_LITTLE,
    "too much": TOO_MUCH,
}


def before_line(verdict: NutrientVerdict) -> str:
    """Say what was likely before any result; empty where no result decided."""
    if not verdict.by_result:
        return ""
    side = "too much" if verdict.status in TOO_MUCH else "too little"
    before = verdict.before
    people, now = (_share(one, side) for one in (before.people, before.probability))
    moved = f", {now} with this intake and these risks" if now != people else ""
    return f"Before any result: {side} in {people} ({before.who}){moved}."


def tests_line(verdict: NutrientVerdict) -> str:
    """List the tests that would help, the most telling first, and what that one would change."""
    first, *others = verdict.tests
    often = round(first.p_changes * _OF)
    told = f"{words.marker_name(first.marker)} (would change the word in "
    told += f"about {often} of {_OF} such people)" if often else f"fewer than 1 of {_OF})"
    return ", then ".join([told, *(words.marker_name(one.marker) for one in others)])


def _share(probability: Probability, side: str) -> str:
    return percent(sum(getattr(probability, state) for state in _SIDES[side]))
