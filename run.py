"""Set the project up and run it, with Python alone: ``python3 run.py demo`` and ``run.py test``.

The first call makes a virtual environment in ``.venv`` and installs the exact versions of
constraints.txt, checked by their hashes; later calls start at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "set-up-with"
OLDEST = (3, 11)

EXAMPLE = "examples/vegetarian_woman_fatigue.yaml"
PAGE = "assessment.html"

TASKS = {
    "demo": [["micronutrient", "assess", EXAMPLE, "--html", PAGE]],
    "test": [["pytest", "-n", "auto"]],
    "check": [
        ["ruff", "format", "--check"],
        ["ruff", "check"],
        ["mypy"],
        ["lint-imports"],
    ],
}


def main(arguments: list[str]) -> int:
    """Run one task, or any command of the environment; set it up first where needed."""
    if sys.version_info < OLDEST:
        return _stop(f"needs Python 3.11 or later, and this is {sys.version.split()[0]}")
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(f"usage: python3 run.py {{{','.join(TASKS)}}} or any command, such as micronutrient")
        return 0
    failed = _set_up()
    if failed:
        return failed
    name, *rest = arguments
    commands = [[*command, *rest] for command in TASKS.get(name, [[name]])]
    for command in commands:
        program = shutil.which(command[0], path=str(BIN))
        if program is None:
            return _stop(f"neither a task nor a command of .venv: {command[0]}")
        code = subprocess.call([program, *command[1:]], cwd=ROOT)
        if code:
            return code
    return 0


def _set_up() -> int:
    wanted = hashlib.sha256(
        (ROOT / "constraints.txt").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    ).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return 0
    print("Setting up .venv, once: about a minute ...", file=sys.stderr, flush=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    if subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        return _stop("Python's venv module is missing; on Debian: apt-get install python3-venv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    steps = [
        [*pip, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", "constraints.txt"],
        [*pip, "--no-deps", "--no-build-isolation", "-e", "."],
    ]
    for step in steps:
        if subprocess.call(step, cwd=ROOT):
            return _stop("the packages could not be installed; is the network reachable?")
    STAMP.write_text(wanted)
    return 0


def _stop(why: str) -> int:
    print(f"run.py: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
