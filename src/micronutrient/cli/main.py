"""The command ``micronutrient``: it ends with 0 done, 2 the input is at fault, 1 anything else.

130 says that the user stopped it.
"""

import io
import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from micronutrient.cli import foods, lookup, mechanism, reference, simulate, survey
from micronutrient.cli.answer import as_json
from micronutrient.errors import Faults, InputFault, MicronutrientError
from micronutrient.outputs import refuse_overwriting, writing
from micronutrient.version import __version__

if TYPE_CHECKING:
    from micronutrient.verdict import Assessment

app = typer.Typer(
    name="micronutrient",
    help="Micronutrient balance: where each nutrient stands, how sure that is, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Schema(StrEnum):
    """What a JSON Schema can be had of."""

    CASE = "case"
    ASSESSMENT = "assessment"
    SURVEY = "survey"


_UsageError: Any = typer.BadParameter.__base__
"""What the command line raises for a wrong option; Typer has no public name for it."""


def main() -> None:
    """Run the command line and turn every fault into one line and an exit code."""
    _write_every_letter()
    try:
        code = app(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except InputFault as fault:
        _fail(fault.lines(), code=2)
    except MicronutrientError as error:
        _fail((str(error),), code=1)
    except _UsageError as error:
        _fail((" ".join(error.format_message().split()),), code=2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except (typer.Abort, KeyboardInterrupt):
        _fail(("stopped",), code=130)


def _name_file(fault: InputFault, file: str) -> None:
    """Let every fault of a file begin with the file's name; an option's fault has none."""
    for one in fault.faults if isinstance(fault, Faults) else (fault,):
        if one.where != "publisher" and not one.where.startswith(file):
            one.where = f"{file}: {one.where}"


def _write_every_letter() -> None:
    """Write UTF-8 to files and pipes, whatever the system's code page; never fail on a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _fail(lines: tuple[str, ...], *, code: int) -> None:
    for line in lines:
        sys.stderr.write(f"micronutrient: {line}\n")
    sys.exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"micronutrient {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Micronutrient balance: where each nutrient stands, how sure that is, and why."""


@app.command("assess")
def assess_command(  # noqa: PLR0913 (each is one option of the command line)
    case: Annotated[str, typer.Argument(help="A case in YAML or JSON; - reads standard input.")],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="text, json or html.")] = (
        Format.TEXT
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the HTML page to this file as well.")
    ] = None,
    publisher: Annotated[
        str,
        typer.Option("--publisher", help="Whose values come first: iom, efsa, harmonised, who."),
    ] = "iom",
    partial: Annotated[
        bool, typer.Option("--partial", help="Assess the good part of a faulty case.")
    ] = False,
    plain_intake: Annotated[
        bool,
        typer.Option(
            "--plain-intake",
            help="Requirements as published, without this person's own losses and conditions.",
        ),
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="The day of an old case."),
    ] = None,
) -> None:
    """Find out where every nutrient of one person stands.

    Example: micronutrient assess examples/vegetarian_woman_fatigue.yaml
    """
    from micronutrient.tasks.assess import assess_file

    for file in filter(None, (output, html)):
        refuse_overwriting(file, read=(Path(case),))
    try:
        assessment = assess_file(
            case,
            publisher=publisher,
            partial=partial,
            plain_intake=plain_intake,
            today=today.date() if today else None,
        )
    except InputFault as fault:
        _name_file(fault, case)
        raise
    page = _page(assessment, output_format, colour=output is None and _is_terminal())
    if html is not None:
        _write(_page(assessment, Format.HTML), html)
    _write(page, output)


@app.command("schema")
def schema_command(
    of: Annotated[Schema, typer.Argument(help="case, assessment or survey.")],
) -> None:
    """Print the JSON Schema of a case, of an assessment or of a survey's specification.

    Example: micronutrient schema case
    """
    from micronutrient.tasks.schema import assessment_schema, case_schema, survey_schema

    schemas = {
        Schema.CASE: case_schema,
        Schema.ASSESSMENT: assessment_schema,
        Schema.SURVEY: survey_schema,
    }
    typer.echo(as_json(schemas[of]()))


reference.register(app)
app.add_typer(foods.app)
app.add_typer(survey.app)
lookup.register(app)
mechanism.register(app)
simulate.register(app)


def _page(assessment: "Assessment", output_format: Format, *, colour: bool = False) -> str:
    if output_format is Format.JSON:
        return as_json(assessment) + "\n"
    if output_format is Format.HTML:
        from micronutrient.report import html

        return html.render(assessment)
    from micronutrient.report import text

    return text.render(assessment, colour=colour)


def _write(page: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(page)
        return
    with writing(output) as stream:
        stream.write(page)
    sys.stderr.write(f"micronutrient: wrote {output}\n")


def _is_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
