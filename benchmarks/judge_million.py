"""One million people × 30 nutrients held against EARs and upper levels in one call.

Usage: ``python benchmarks/judge_million.py [people]``. Beside it, what the memory itself takes:
reading the intakes once, and the plain comparisons in numpy, which make the same three masks but
count nothing. Prints medians of five runs.
"""

import sys
from collections.abc import Callable

import numpy as np
from by_turns import report

from micronutrient.reference.cutpoint import judge_population

NUTRIENTS = 30


def main(people: int) -> None:
    rng = np.random.default_rng(1)
    intakes = rng.lognormal(0, 0.5, (people, NUTRIENTS))
    intakes[rng.random(intakes.shape, np.float32) < 0.02] = np.nan
    ears, uls = rng.uniform(0.5, 1.5, NUTRIENTS), rng.uniform(2, 4, NUTRIENTS)
    ways: dict[str, Callable[[], object]] = {
        "read the intakes once": intakes.sum,
        "numpy, three masks": lambda: (intakes < ears, intakes > uls, np.isnan(intakes)),
        "numpy, masks and shares": lambda: plain(intakes, ears, uls),
        "ours": lambda: judge_population(intakes, ears=ears, uls=uls),
    }
    got, (below, above) = judge_population(intakes, ears=ears, uls=uls), plain(intakes, ears, uls)
    np.testing.assert_allclose(got.share_below, below, rtol=1e-12)
    np.testing.assert_allclose(got.share_above, above, rtol=1e-12)
    size = f"{people:,} people, {NUTRIENTS} nutrients, {intakes.nbytes / 1e6:.0f} MB"
    report(ways, f"{size}; shares agree with numpy's")


def plain(intakes: np.ndarray, ears: np.ndarray, uls: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = (~np.isnan(intakes)).sum(axis=0)
    return (intakes < ears).sum(axis=0) / known, (intakes > uls).sum(axis=0) / known


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
