"""How long a person waits: whole processes, beside the time that importing numpy alone takes.

Usage: ``python benchmarks/start_up.py [case] [rounds]``. The commands take turns, so that a busy
machine slows all of them alike; compiled bytecode is ready, as it is from the second start on.
Prints medians and their ratio to ``python -c "import numpy"``, with the ratio that is aimed at.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "examples" / "vegetarian_woman_fatigue.yaml"
ROUNDS = 11
RUN = "from micronutrient.cli.main import main; main()"
BASE = 'python -c "import numpy"'


def main(case: str, rounds: int) -> None:
    commands = {
        BASE: ["-c", "import numpy"],
        "micronutrient --help": ["-c", RUN, "--help"],
        "micronutrient markers ferritin": ["-c", RUN, "markers", "ferritin"],
        "micronutrient assess CASE": ["-c", RUN, "assess", case],
        "  the same, --format json": ["-c", RUN, "assess", case, "--format", "json"],
        "  the same, --format html": ["-c", RUN, "assess", case, "--format", "html"],
    }
    aims = {"micronutrient --help": 1.5, "micronutrient assess CASE": 4.0}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        compiled = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        compiled.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(rounds + 1):
            for name, arguments in commands.items():
                seconds = process(arguments, compiled)
                if turn:  # the first turn only compiles
                    taken[name].append(seconds)
    base = median(taken[BASE])
    print(f"{Path(case).name}; medians of {rounds} whole processes, by turns")
    for name, seconds in taken.items():
        middle = median(seconds)
        aim = f"   aim {aims[name]:.1f}x" if name in aims else ""
        print(f"{name:32}{middle:7.3f} s {middle / base:6.2f}x{aim}")


def process(arguments: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else str(CASE),
        int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS,
    )
