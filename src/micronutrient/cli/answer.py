"""How a command writes its answer: as lines of text, or as JSON."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


FormatOption: TypeAlias = Annotated[Format, typer.Option("--format", help="text or json.")]


def write(answer: object, lines: Iterable[str], output_format: Format) -> None:
    """Write an answer as JSON, or the lines that say it."""
    if output_format is Format.JSON:
        typer.echo(as_json(answer))
        return
    for line in lines:
        typer.echo(line)


def as_json(answer: object) -> str:
    """Give an answer as indented JSON."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()
