"""run.py: what it says when it is asked for what it cannot do."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(monkeypatch):
    found = runpy.run_path(str(ROOT / "run.py"))
    monkeypatch.setitem(found["main"].__globals__, "_set_up", lambda: 0)
    return found


def test_without_a_task_it_names_them(script, capsys):
    assert script["main"]([]) == 0
    usage = capsys.readouterr().out
    assert all(name in usage for name in script["TASKS"])


def test_a_command_that_is_not_there_is_one_line_and_not_a_traceback(script, capsys):
    assert script["main"](["no-such-command"]) == 1
    assert capsys.readouterr().err == (
        "run.py: neither a task nor a command of .venv: no-such-command\n"
    )


def test_the_example_of_the_demo_is_there(script):
    assert (ROOT / script["EXAMPLE"]).is_file()
