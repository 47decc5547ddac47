"""Short ways to write people and laboratory results."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from micronutrient.biomarkers.circumstances import Circumstances
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.readings import LabReadings, Reading
from micronutrient.case import LabResult
from micronutrient.person import Person


@pytest.fixture(scope="session")
def lab() -> Callable[..., LabResult]:
    def make(marker: str, value: float, unit: str, **more: Any) -> LabResult:
        row = {"marker": marker, "value": value, "unit": unit, **more}
        return msgspec.convert(row, LabResult)

    return make


@pytest.fixture(scope="session")
def person() -> Callable[..., Person]:
    def make(**fields: Any) -> Person:
        return msgspec.convert({"sex": "female", "age_years": 34, **fields}, Person)

    return make


@pytest.fixture(scope="session")
def read(person) -> Callable[..., LabReadings]:
    def run(*results: LabResult, conditions: Sequence[str] = (), **fields: Any) -> LabReadings:
        around = Circumstances(conditions=frozenset(conditions))
        return interpret(results, person=person(**fields), around=around)

    return run


@pytest.fixture(scope="session")
def read_one(read) -> Callable[..., Reading]:
    """Read several results, and give the reading of the first."""

    def run(*results: LabResult, **fields: Any) -> Reading:
        readings = read(*results, **fields)
        assert not readings.faults
        return readings.readings[0]

    return run
