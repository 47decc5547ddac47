"""Several ways to one answer, timed by turns in one process."""

import time
from collections.abc import Callable, Mapping
from statistics import median

RUNS = 5


def report(ways: Mapping[str, Callable[[], object]], task: str) -> None:
    """Print the median seconds of each way, and its ratio to the first way's."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - start)
    medians = {name: median(taken) for name, taken in seconds.items()}
    base = next(iter(medians.values()))
    print(f"{task}; medians of {RUNS}")
    for name, middle in medians.items():
        print(f"{name:26} {middle:8.3f} s {middle / base:7.2f}x")
