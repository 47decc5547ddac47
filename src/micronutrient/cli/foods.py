"""``micronutrient foods``: find a food, show what it holds, import a publisher's table."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write

if TYPE_CHECKING:
    from micronutrient.foods.importing import Imported, Notify
    from micronutrient.tasks.foods import FoundFood, ShownComponent, ShownFood

app = typer.Typer(
    name="foods",
    help="Find a food, show what it holds, import a publisher's food table.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


_Table = Annotated[
    str | None, typer.Option(help="One table only: core, or a table that was imported.")
]


@app.command("search")
def search_command(
    text: Annotated[list[str], typer.Argument(help="Words, in any order: spinach raw.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 10,
    output_format: FormatOption = Format.TEXT,
    table: _Table = None,
) -> None:
    """Find foods by words; misspellings and word order are forgiven.

    Example: micronutrient foods search spinach raw
    """
    from micronutrient.tasks import foods

    found = foods.search(" ".join(text), limit=limit, table=table)
    write(found, _found_lines(found), output_format)


@app.command("show")
def show_command(
    food: Annotated[
        str, typer.Argument(metavar="FOOD", help="An id such as fdc:168462, or its name.")
    ],
    *,
    output_format: FormatOption = Format.TEXT,
    table: _Table = None,
) -> None:
    """Show what a food holds per 100 g, and its household measures.

    Example: micronutrient foods show fdc:168462
    """
    from micronutrient.tasks import foods

    shown = foods.show(food, table=table)
    write(shown, _shown_lines(shown), output_format)


@app.command("import")
def import_command(
    path: Annotated[
        Path,
        typer.Argument(
            help="FoodData Central's CSV zip or folder, an FNDDS nutrient values workbook, or the "
            "folder of the Canadian Nutrient File."
        ),
    ],
    *,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """Import a publisher's food table into the local store.

    An import that was stopped goes on where it stopped when the command is given again.

    Example: micronutrient foods import FoodData_Central_sr_legacy_food_csv_2018-04.zip
    """
    from micronutrient.tasks import foods

    with _progress() as notify:
        imported = foods.import_foods(path, notify=notify)
    write(imported, _imported_lines(imported), output_format)


@contextmanager
def _progress() -> Iterator["Notify"]:
    """Show how far an import is: a bar on a terminal, plain percentages otherwise."""
    if not sys.stderr.isatty():
        yield _Percentages()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def notify(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=1.0)
            bar.update(tasks[what], completed=share)

        yield notify


class _Percentages:
    """Writes a line to standard error for every tenth that is done."""

    def __init__(self) -> None:
        self._told: dict[str, int] = {}

    def __call__(self, what: str, share: float) -> None:
        tenth = int(share * 10) * 10
        if tenth > self._told.get(what, -1):
            self._told[what] = tenth
            typer.echo(f"{what}: {tenth} %", err=True)


def _found_lines(found: tuple["FoundFood", ...]) -> Iterator[str]:
    if not found:
        yield "No food answers to these words."
    widest = max((len(food.id) for food in found), default=0)
    for food in found:
        yield f"{food.id:<{widest}}  {food.name}  [{food.table}]"


def _shown_lines(food: "ShownFood") -> Iterator[str]:
    from micronutrient.wording import given

    yield f"{food.name}  ({food.id})"
    if food.description != food.name:
        yield food.description
    yield f"{food.title}, {food.version}  [{food.source}]"
    yield ""
    yield "Per 100 g edible portion; – where the table has no value:"
    for row in food.components:
        value = "–" if row.per_100_g is None else given(row.per_100_g, digits=6)
        yield f"  {row.name:<42} {value:>10} {row.unit}{_range(row)}"
    if food.measures:
        yield ""
        yield "Household measures:"
    for measure in food.measures:
        amount, grams = given(measure.amount, digits=6), given(measure.grams, digits=6)
        yield f"  {amount} {measure.measure}: {grams} g"


def _range(row: "ShownComponent") -> str:
    from micronutrient.wording import given

    if row.lower is None or row.upper is None:
        return ""
    if row.lower == row.upper:
        return f"  [{row.source}]"
    ends = f"{given(row.lower, digits=3)} to {given(row.upper, digits=3)}"
    return f"  (published for such foods: {ends})  [{row.source}]"


def _imported_lines(imported: list["Imported"]) -> Iterator[str]:
    for one in imported:
        resumed = f", {one.rows_resumed:,} of them before" if one.rows_resumed else ""
        yield f"{one.title}: {one.rows:,} rows read{resumed}."
        for table in one.tables:
            yield (
                f"  {table.info.slug}: {table.foods:,} foods, {table.amounts:,} amounts of "
                f"{len(table.components)} components, {table.measures:,} household measures."
            )
            for why, counts in table.not_used.items():
                yield f"  not used: {sum(counts.values()):,} rows ({why}: {_listed(counts)})."
            for component, counts in table.filled.items():
                for column, count in counts.items():
                    yield f"  {component}: {count:,} foods filled from column {column}."
        yield f"  Terms: {one.tables[0].info.reuse}."


def _listed(counts: dict[str, int]) -> str:
    names = list(counts)
    few = 3
    return ", ".join(names[:few]) + (f" and {len(names) - few} more" if len(names) > few else "")
