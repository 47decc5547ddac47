"""Files that a user asks for: written as UTF-8, and never over a file that was read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from micronutrient.errors import InputFault

_ADVICE = "choose another file"


def refuse_overwriting(out: Path, *, read: Iterable[Path]) -> None:
    """Refuse to write over what is read; links and other spellings of the name are seen through.

    Raises
    ------
    InputFault
        If `out` is one of the files in `read`.
    """
    for one in read:
        try:
            same = out.samefile(one)
        except OSError:  # one of the two does not exist
            continue
        if same:
            found = "is read by this command, and would be overwritten"
            raise InputFault(str(out), found, advice=_ADVICE)


@contextmanager
def writing(out: Path) -> Iterator[IO[str]]:
    """Open a file to write text to.

    Raises
    ------
    InputFault
        If it cannot be written.
    """
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        found = f"cannot be written: {error.strerror}"
        raise InputFault(str(out), found, advice=_ADVICE) from error
