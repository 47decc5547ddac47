"""Runs the command line as a user would, inside this process."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from micronutrient.cli.main import main


class Answer(NamedTuple):
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Run ``micronutrient ARGUMENTS``."""

    def call(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["micronutrient", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        written = capsys.readouterr()
        return Answer(int(end.value.code or 0), written.out, written.err)

    return call
