"""Write what the README's examples print below them: the demo, shortened, and the Python snippet.

python3 run.py python tools/make_readme_output.py
"""

import contextlib
import io
import re
from pathlib import Path

from micronutrient import assess_file
from micronutrient.report.text import render

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
EXAMPLE = ROOT / "examples" / "vegetarian_woman_fatigue.yaml"
SHOWN_IN_FULL = "Iron"
FEW = 3


def page() -> str:
    """Give the README with its printed parts renewed."""
    text = README.read_text(encoding="utf-8")
    text = _between(text, "demo", _demo())
    snippet = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert snippet is not None
    return _between(text, "output", _run(snippet[1]))


def _between(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n```text\n{content.rstrip()}\n```\n{end}{after}"


def _demo() -> str:
    """Keep the head, the first alert, one nutrient with its reasons and the rows of the others."""
    lines = render(assess_file(str(EXAMPLE))).splitlines()
    alert = lines.index("SEE FIRST")
    second = next(i for i in range(alert + 2, len(lines)) if lines[i].startswith("!"))
    rows = next(i for i in range(second, len(lines)) if lines[i].startswith("DEFICIENT"))
    stop = next(i for i in range(rows, len(lines)) if lines[i].startswith("The strip"))
    return "\n".join([*lines[:second], "…", "", *_short(lines[rows - 1 : stop]), "…"])


def _short(lines: list[str]) -> list[str]:
    kept: list[str] = []
    full = adequate = False
    count = 0
    for line in lines:
        if line.startswith(("▼", "▲", "●")):
            full = SHOWN_IN_FULL in line
            count += adequate
        elif line and not line.startswith(" "):
            adequate = line == "ADEQUATE"
            full = False
        elif not full and line.startswith("   ") and "def|low" not in line:
            continue
        if count <= FEW:
            kept.append(line)
    return kept


def _run(snippet: str) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(snippet, "README.md", "exec"), {})  # the README's own lines
    return said.getvalue()


def main() -> None:
    """Write the README anew."""
    README.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
