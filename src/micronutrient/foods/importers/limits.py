"""How much an import opens at most.

Numbers: data/foods/import.toml.
"""

from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sizes above which a file is refused unread; rows between two commits."""

    max_files: int
    max_unpacked_bytes: int
    max_ratio: int
    ratio_from_bytes: int
    max_sheet_bytes: int
    max_sheet_rows: int
    max_sheet_columns: int
    max_sheet_cells: int
    max_amount: float
    max_code_digits: int
    chunk_rows: int
    most_faults: int


@cache
def limits() -> Limits:
    """Give the limits."""
    return read_record(DATA / "foods" / "import.toml", Limits)
