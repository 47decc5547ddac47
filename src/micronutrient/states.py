"""The states of a nutrient in one person, in words, and the bands that a marker's limits make."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Status(StrEnum):
    """Where one nutrient stands in one person.

    *Deficient* and *toxic* are states of the body and need a laboratory result; intake alone gives
    *low* or *high*.
    """

    DEFICIENT = "deficient"
    LOW = "low"
    ADEQUATE = "adequate"
    HIGH = "high"
    TOXIC = "toxic"
    UNINTERPRETABLE = "uninterpretable"
    UNKNOWN = "unknown"


STATES = (Status.DEFICIENT, Status.LOW, Status.ADEQUATE, Status.HIGH, Status.TOXIC)
"""The five states that carry a probability, from too little to too much."""

TOO_LITTLE = frozenset({Status.DEFICIENT, Status.LOW})
TOO_MUCH = frozenset({Status.HIGH, Status.TOXIC})


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """One band of a marker's cut-offs: from `lower` up to, not including, `upper`."""

    state: Status
    lower: float
    upper: float


def rises_when_short(bands: Sequence[Band]) -> bool:
    """Whether high values of a marker mean too little of the nutrient, by its bands in order."""
    return bool(bands) and bands[-1].state in TOO_LITTLE
