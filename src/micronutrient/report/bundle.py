"""Essential amino acids that share a word, told as one: one row, one card, nothing in the chart.

A bundle is as sure as the least sure of its nutrients.
"""

from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

import msgspec

from micronutrient import nutrients
from micronutrient.report import words
from micronutrient.states import Status
from micronutrient.verdict import NutrientVerdict
from micronutrient.wording import percent

_QUIET = frozenset({Status.ADEQUATE, Status.UNKNOWN})


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """Amino acids with one word, judged by intake alone."""

    status: Status
    verdicts: tuple[NutrientVerdict, ...]

    @property
    def nutrient(self) -> str:
        """Name the place of the bundle on a page."""
        return f"amino-acids-{self.status}"

    @property
    def name(self) -> str:
        """Say what is bundled, and how many."""
        return f"Essential amino acids ({len(self.verdicts)})"

    @property
    def weakest(self) -> NutrientVerdict:
        """Give the verdict that is least sure."""
        return min(self.verdicts, key=lambda verdict: words.share_of(verdict) or 0.0)

    @property
    def share(self) -> float | None:
        """Give the probability of the word for the least sure."""
        return words.share_of(self.weakest)

    @property
    def sure(self) -> str:
        """Say how sure all are: ``at least 92 %, clear``."""
        if self.share is None:
            return ""
        said = percent(self.share)
        least = f"at least {said}" if said[0].isdigit() else f"{said} each"
        return f"{least}, {self.weakest.confidence.clarity}"

    @property
    def listed(self) -> str:
        """Name its nutrients; nothing if they are all that there are."""
        names = [verdict.name for verdict in self.verdicts]
        return "" if len(names) == len(_amino_acids()) else ", ".join(names)


Entry: TypeAlias = NutrientVerdict | Bundle


@cache
def _amino_acids() -> frozenset[str]:
    group = nutrients.NutrientGroup.AMINO_ACID
    return frozenset(slug for slug in nutrients.names() if nutrients.nutrient(slug).group is group)


def _can_join(verdict: NutrientVerdict) -> bool:
    alone = words.markers_of(verdict) or verdict.conflicts
    return verdict.nutrient in _amino_acids() and not alone


def bundled(verdicts: Iterable[NutrientVerdict]) -> list[Entry]:
    """Join amino acids that share a word; a bundle stands where its last nutrient stood."""
    given = list(verdicts)
    found: list[Entry] = []
    for verdict in given:
        alike = [v for v in given if _can_join(v) and v.status is verdict.status]
        if verdict not in alike or len(alike) == 1:
            found.append(verdict)
        elif verdict is alike[-1]:
            found.append(Bundle(status=verdict.status, verdicts=tuple(alike)))
    return found


def is_drawn(verdict: NutrientVerdict) -> bool:
    """Whether a chart has to show this nutrient by itself."""
    return not (_can_join(verdict) and verdict.status in _QUIET)
