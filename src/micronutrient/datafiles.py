"""The one door to the package's own data files: TOML read into frozen records.

Every fault of a file is a `DataFault` that names the file: data of this package are checked by the
tests, so a user never sees one unless a file was changed by hand.
"""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from micronutrient.errors import DataFault
from micronutrient.sources import Source

DATA = Path(__file__).parent / "data"

Record = TypeVar("Record")


def read_record(path: Path, kind: type[Record], *, slug_field: str = "") -> Record:
    """Read one TOML file into one record.

    Parameters
    ----------
    path
        The file.
    kind
        The record type; unknown fields are refused where the type forbids them.
    slug_field
        If given, the record's field of that name is filled with the file's stem.

    Raises
    ------
    DataFault
        If the file is not TOML or does not fit the record.
    """
    content = read_toml(path)
    if slug_field:
        content[slug_field] = path.stem
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        raise DataFault(f"{path.relative_to(DATA)}: {error}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read one TOML file of the package's data."""
    import rtoml

    try:
        content: dict[str, Any] = rtoml.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFault(f"{path}: {error}") from error
    return content


@cache
def slugs(*folders: str) -> tuple[str, ...]:
    """List the slugs that a data folder holds, in alphabetical order."""
    return tuple(sorted(path.stem for path in DATA.joinpath(*folders).glob("*.toml")))


@cache
def source(slug: str) -> Source:
    """Give one source by its slug.

    Raises
    ------
    DataFault
        If ``data/sources/<slug>.toml`` is missing or faulty.
    """
    return read_record(DATA / "sources" / f"{slug}.toml", Source, slug_field="slug")
