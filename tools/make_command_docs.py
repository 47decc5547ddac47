"""Write docs/commands.md: every command with its options, an example, and what that prints.

    python3 run.py python tools/make_command_docs.py

The examples are those of the commands' own help; each is run, so the page cannot promise what the
program does not do. It fails if an example does.
"""

import csv
import io
import os
import shlex
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from micronutrient.cli.main import app
from micronutrient.foods import composition

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "commands.md"
EXAMPLE = "Example: "
MOST_LINES = 30
START = "from micronutrient.cli.main import main; main()"
EXTRACT = ("fdc:168462", "fdc:173430")
HEAD = """\
# Commands

`micronutrient` answers on standard output. It ends with 0 when done, with 2 when the input is at
fault (one line on standard error for each fault), and with 1 for anything else.
`micronutrient --help` lists the commands, `micronutrient --version` prints the version, and
`--help` (`-h`) after a command explains it.

This page is written by `tools/make_command_docs.py`: what stands below the examples is what they
printed, cut after 30 lines. For `foods import` the download was an extract of two foods.
"""


def page() -> str:
    """Give the whole page."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    return "\n".join([HEAD, *(line for one in _leaves(root, "") for line in _section(*one))])


def _leaves(group: TyperGroup, name: str) -> Iterator[tuple[str, TyperCommand]]:
    for word, one in group.commands.items():
        called = f"{name} {word}".strip()
        if isinstance(one, TyperGroup):
            yield from _leaves(one, called)
        elif isinstance(one, TyperCommand):
            yield called, one


def _section(name: str, command: TyperCommand) -> Iterator[str]:
    explained, _, example = (command.help or "").partition(EXAMPLE)
    arguments = [one for one in command.params if isinstance(one, TyperArgument)]
    options = [one for one in command.params if isinstance(one, TyperOption)]
    yield f"## micronutrient {name}\n"
    yield f"{explained.strip()}\n"
    parameters: list[TyperArgument | TyperOption] = [*arguments, *options]
    rows = [(_shown(one), _help(one)) for one in parameters]
    yield "| | |"
    yield "| --- | --- |"
    yield from (f"| {shown} | {text} |" for shown, text in rows)
    yield f"\n```\n$ {example.strip()}\n{_printed(example.strip())}\n```\n"


def _shown(parameter: TyperArgument | TyperOption) -> str:
    if isinstance(parameter, TyperArgument):
        word = parameter.metavar or str(parameter.name).upper()
        return f"`{word}`" if parameter.required else f"`[{word}]`"
    names = (*parameter.opts, *parameter.secondary_opts)
    return ", ".join(f"`{name}`" for name in names)


def _help(parameter: TyperArgument | TyperOption) -> str:
    text = parameter.help or ""
    default = parameter.default
    if isinstance(parameter, TyperArgument) or default in {None, "", False}:
        return text
    return f"{text} Default: `{getattr(default, 'value', default)}`."


def _printed(example: str) -> str:
    """Run an example away from the user's own food tables, and give what it prints, cut short."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _write_extract(here / "FoodData_Central_sr_legacy_food_csv_2018-04.zip")
        (here / "examples").symlink_to(ROOT / "examples")
        ended = subprocess.run(
            [sys.executable, "-c", START, *shlex.split(example)[1:]],
            cwd=here,
            env={
                **os.environ,
                "MICRONUTRIENT_HOME": str(here / "store"),
                "COLUMNS": "80",
                "NO_COLOR": "1",
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if ended.returncode:
        sys.exit(f"{example}: {ended.stderr}")
    lines = ended.stdout.rstrip().splitlines()
    return "\n".join([*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines)


def _write_extract(path: Path) -> None:
    """Write a download of FoodData Central with a few foods of the core table in it."""
    core, known = composition.core(), composition.components()
    foods = [(one.partition(":")[2], core.index(one)) for one in EXTRACT]
    parts: dict[str, list[tuple[str, ...]]] = {
        "food": [("fdc_id", "data_type", "description", "food_category_id", "publication_date")]
        + [
            (code, "sr_legacy_food", core.descriptions[place], "11", "2019-04-01")
            for code, place in foods
        ],
        "nutrient": [("id", "name", "unit_name", "nutrient_nbr")]
        + [
            (str(one.usda_id), one.name, one.unit.upper(), str(one.usda_number))
            for one in known.values()
        ],
        "food_nutrient": [("id", "fdc_id", "nutrient_id", "amount")]
        + [
            (f"{code}{column}", code, str(known[slug].usda_id), f"{core.amounts[place, column]:g}")
            for code, place in foods
            for column, slug in enumerate(core.components)
            if core.amounts[place, column] == core.amounts[place, column]
        ],
    }
    parts["measure_unit"] = [("id", "name"), ("1000", "cup")]
    portion = "id fdc_id amount measure_unit_id portion_description modifier gram_weight"
    parts["food_portion"] = [tuple(portion.split())]
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in parts.items():
            text = io.StringIO()
            csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
            archive.writestr(f"{name}.csv", text.getvalue())


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
