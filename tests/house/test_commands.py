"""Every command and option stands in the documentation, with an example and what it prints."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest
import typer

from micronutrient.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = {
    "assess",
    "schema",
    "reference",
    "foods search",
    "foods show",
    "foods import",
    "markers",
    "interactions",
    "cite",
    "where",
    "simulate",
}


def leaves(command: Any, name: str = "") -> list[tuple[str, Any]]:
    """Give every command that does something, with the words that call it."""
    inner = getattr(command, "commands", {}).items()
    if not inner:
        return [(name, command)]
    return [leaf for word, one in inner for leaf in leaves(one, f"{name} {word}".strip())]


COMMANDS = leaves(typer.main.get_command(app))


def documents() -> str:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


def test_the_commands_of_the_contract_are_there():
    assert {name for name, _ in COMMANDS} >= CONTRACT


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_a_command_and_its_options_are_documented(name, command):
    text = documents()
    assert f"micronutrient {name}" in text
    options = [option for one in command.params for option in (*one.opts, *one.secondary_opts)]
    silent = [one for one in options if one.startswith("--") and f"`{one}" not in text]
    assert silent == []
    assert all(getattr(one, "help", "") for one in command.params)


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_a_command_has_an_example(name, command):
    assert f"Example: micronutrient {name}" in (command.help or "")


def test_the_page_of_commands_is_what_its_script_writes(monkeypatch):
    path = ROOT / "tools" / "make_command_docs.py"
    spec = importlib.util.spec_from_file_location("make_command_docs", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src")]))
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert script.page() == written, "run: python3 run.py python tools/make_command_docs.py"
