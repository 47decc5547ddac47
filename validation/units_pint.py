"""Units against pint, with ucumvert to read UCUM.

Usage: ``python validation/units_pint.py [PYTHON]``, PYTHON being an interpreter that has both
(``pip install pint ucumvert``); left out, the one that runs this. Prints agreements and differences
on UCUM's functional tests, on every unit of its table, and, for pint alone, on what laboratories
print.
"""

import json
import subprocess
import sys

from units_suite import Answers, compare, validity

SCRIPT = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pint, ucumvert
ucum = ucumvert.PintUcumRegistry()
asked = json.load(sys.stdin)

def unit(text):
    try:
        read = ucum.from_ucum(text)
    except Exception:
        read = ucum.parse_expression(text)
    return read if hasattr(read, "magnitude") else ucum.Quantity(1, str(read))

def converted(value, text, to):
    try:
        one, other = unit(text), unit(to)
        if not one._is_multiplicative or not other._is_multiplicative:
            return float(ucum.Quantity(value, str(one.units)).to(str(other.units)).magnitude)
        one, other = one.to_base_units(), other.to_base_units()
        if dict(one.dimensionality) != dict(other.dimensionality):
            return None
        return float(value * one.magnitude / other.magnitude)
    except Exception:
        return None

def read(text):
    try:
        ucum.from_ucum(text)
    except Exception:
        return False
    return True

print(json.dumps({
    "versions": f"pint {pint.__version__}, ucumvert {ucumvert.__version__}",
    "converted": [converted(*pair) for pair in asked["pairs"]],
    "read": [read(unit) for unit in asked["units"]],
}))
"""
INSTALL = "pint and ucumvert are missing; install them with: pip install pint ucumvert"


class Library:
    """Both libraries, asked through an interpreter that has them."""

    def __init__(self, python: str) -> None:
        self.python = python

    def versions(self) -> str:
        """Give the versions of both."""
        return str(self._ask()["versions"])

    def convert(self, pairs: list[tuple[float, str, str]]) -> Answers:
        """Convert with pint."""
        answers: Answers = self._ask(pairs=pairs)["converted"]
        return answers

    def reads(self, units: list[str]) -> list[bool]:
        """Say which units ucumvert takes for UCUM."""
        read: list[bool] = self._ask(units=units)["read"]
        return read

    def _ask(self, **asked: object) -> dict[str, object]:
        question = json.dumps({"pairs": [], "units": [], **asked})
        command = [self.python, "-c", SCRIPT]
        done = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
        answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return answer


def main() -> int:
    library = Library(sys.argv[1] if len(sys.argv) > 1 else sys.executable)
    try:
        print(library.versions())
    except (OSError, subprocess.CalledProcessError):
        print(INSTALL, file=sys.stderr)
        return 2
    compare("pint", library.reads([unit for unit, _ in validity()]), library.convert)
    return 0


if __name__ == "__main__":
    sys.exit(main())
