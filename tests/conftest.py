"""What every test may ask for."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True, scope="session")
def a_fixed_day() -> Iterator[None]:
    """Let every test run on one day, so that no answer depends on the calendar."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("micronutrient.slips.today", lambda: dt.date(2026, 11, 22))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared public data; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
    if not (folder / "data").is_dir():
        pytest.skip(f"no shared data at {folder}; set MICRONUTRIENT_SHARED to its folder")
    return folder
