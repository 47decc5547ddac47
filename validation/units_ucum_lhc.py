"""Units against `@lhncbc/ucum-lhc`, the JavaScript library behind the ucum.nlm.nih.gov validator.

Usage: ``npm install --prefix FOLDER @lhncbc/ucum-lhc``, then
``python validation/units_ucum_lhc.py FOLDER``. Needs ``node``. Prints agreements and differences
on UCUM's functional tests, on every unit of its table and on what laboratories print.
"""

import json
import subprocess
import sys
from pathlib import Path

from units_suite import Answers, compare, validity

SCRIPT = """
const folder = process.argv[1];
const ucum = require(folder + '/node_modules/@lhncbc/ucum-lhc').UcumLhcUtils.getInstance();
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const converted = asked.pairs.map(([value, unit, to]) => {
  const got = ucum.convertUnitTo(unit, value, to);
  return got.status === 'succeeded' ? got.toVal : null;
});
const read = asked.units.map((unit) => ucum.validateUnitString(unit).status === 'valid');
console.log(JSON.stringify({ converted, read }));
"""
INSTALL = "install it with: npm install --prefix FOLDER @lhncbc/ucum-lhc"


class Library:
    """The library in one folder, asked through ``node``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def version(self) -> str:
        """Give the version of the library."""
        package = self.folder / "node_modules" / "@lhncbc" / "ucum-lhc" / "package.json"
        return str(json.loads(package.read_text(encoding="utf-8"))["version"])

    def convert(self, pairs: list[tuple[float, str, str]]) -> Answers:
        """Convert with the library."""
        answers: Answers = self._ask(pairs=pairs)["converted"]
        return answers

    def reads(self, units: list[str]) -> list[bool]:
        """Say which units it takes for UCUM."""
        read: list[bool] = self._ask(units=units)["read"]
        return read

    def _ask(self, **asked: object) -> dict[str, list[object]]:
        question = json.dumps({"pairs": [], "units": [], **asked})
        command = ["node", "-e", SCRIPT, str(self.folder)]
        done = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
        answer: dict[str, list[object]] = json.loads(done.stdout.splitlines()[-1])
        return answer


def main() -> int:
    if len(sys.argv) != 2:
        print(f"give the folder of the library; {INSTALL}", file=sys.stderr)
        return 2
    library = Library(Path(sys.argv[1]))
    try:
        print(f"@lhncbc/ucum-lhc {library.version()}")
    except OSError:
        print(f"no @lhncbc/ucum-lhc in {library.folder}; {INSTALL}", file=sys.stderr)
        return 2
    compare("ucum-lhc", library.reads([unit for unit, _ in validity()]), library.convert)
    return 0


if __name__ == "__main__":
    sys.exit(main())
