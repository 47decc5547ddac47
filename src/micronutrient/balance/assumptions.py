"""The assumptions of the verdict's model, as data/balance/model.toml states them.

docs/model.md explains each; no other number enters the combination.
"""

from functools import cache

import msgspec
import numpy as np

from micronutrient.arrays import Floats
from micronutrient.datafiles import DATA, read_record
from micronutrient.states import STATES


class Intake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How intake informs about the body."""

    weight: float
    share_deficient: float
    share_toxic: float


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which probability on a word is used."""

    clear: float
    likely: float
    conflict: float


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; each field is a table of it."""

    source: str
    before_evidence: dict[str, float]
    prevalence: dict[str, float]
    intake: Intake
    marker_blur: dict[str, float]
    marker_unrelated: dict[str, float]
    marker_missed: dict[str, float]
    marker_spread: dict[str, float]
    risk_odds: dict[str, float]
    words: Words

    def base(self) -> Floats:
        """Give the probabilities of the five states where no survey counted them."""
        return np.array([self.before_evidence[state] for state in STATES])


@cache
def model() -> Model:
    """Read the model's assumptions."""
    return read_record(DATA / "balance" / "model.toml", Model)
