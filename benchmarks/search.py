"""Finding a food while somebody types: 8,000 foods, words begun, misspelt and in any order.

Usage: ``python benchmarks/search.py [table] [rounds]``; the table is what `foods import` takes, by
default SR Legacy from the folder that ``MICRONUTRIENT_SHARED`` names (default ``../shared``). It is
imported into a temporary store. Prints, for each query, the median of the search alone, as a
program that keeps the table does it, and the first answer; then the first search of all, which
loads the table, and whole processes. The search alone is to take less than 20 ms.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from micronutrient.foods import store
from micronutrient.foods.importing import import_tables
from micronutrient.foods.search import search

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
TABLE = SHARED / "data" / "usda" / "sr_legacy_fdc_csv"
AIM_MS = 20
ROUNDS = 21
QUERIES = (
    "spinach",
    "s",
    "chick bre",
    "raw spinach",
    "brocoli boild",
    "beans kidney canned low sodium",
    "yoghurt greek plain nonfat with strawberry",
    "qqqqqqqq",
)
RUN = "from micronutrient.cli.main import main; main()"


def main(table: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ[store.HOME_VARIABLE] = home
        print(f"import              {seconds(lambda: import_tables(table)):8.2f} s, once")
        slug = store.tables()[0].info.slug
        loading = seconds(lambda: search(store.load_searchable(slug), "spinach"))
        foods = store.load_searchable(slug)
        print(f"{slug}: {len(foods):,} foods; medians of {rounds}; aim {AIM_MS} ms")
        print(f"load, first search  {1000 * loading:8.1f} ms")
        for query in QUERIES:
            taken = [seconds(lambda text=query: search(foods, text)) for _ in range(rounds)]
            hits = search(foods, query, most=1)
            first = foods.names[hits[0].index] if hits else "nothing"
            print(f"{query[:18]:20}{1000 * median(taken):8.1f} ms  {first[:50]}")
        process(rounds)


def process(rounds: int) -> None:
    commands = {
        "import numpy": ["-c", "import numpy"],
        "foods search": ["-c", RUN, "foods", "search", "brocoli boild"],
    }
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": os.environ[store.HOME_VARIABLE]}
    compiled.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds // 2):
        for name, arguments in commands.items():
            spent = seconds(
                lambda given=arguments: subprocess.run(
                    [sys.executable, *given], check=True, stdout=subprocess.DEVNULL, env=compiled
                )
            )
            if turn:  # the first turn only compiles
                taken[name].append(spent)
    for name, spent in taken.items():
        print(f"process: {name:14}{1000 * median(spent):5.0f} ms")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE,
        int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS,
    )
