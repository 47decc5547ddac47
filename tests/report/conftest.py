"""Assessments to draw: every example, and one case whose texts are hostile."""

from functools import cache
from pathlib import Path

import pytest

from micronutrient.tasks.assess import assess, assess_file
from micronutrient.verdict import Assessment

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".yaml", ".json"})
HOSTILE = {
    "title": "<script>fetch('http://evil.test/title')</script> \x1b[31mred\x1b[0m \u202eturned",
    "person": {"sex": "female", "age_years": 34, "weight_kg": 62},
    "conditions": ["<img src=http://evil.test/condition.png>", "x" * 400],
    "symptoms": ["</style><style>@import 'http://evil.test/style.css';</style>"],
    "medications": ["<a href='javascript:alert(1)'>metformin-like</a>"],
    "recipes": {
        "<img src=http://evil.test/food.png onerror=alert(1)>": {
            "ingredients": [{"food": "fdc:168462", "grams": 100}]
        },
        "ほうれん草のおひたし" * 12: {"ingredients": [{"food": "fdc:168462", "grams": 100}]},
    },
    "diet": [
        {
            "day": "2026-03-01",
            "food": "<img src=http://evil.test/food.png onerror=alert(1)>",
            "grams": 200,
        },
        {"day": "2026-03-02", "food": "ほうれん草のおひたし" * 12, "grams": 200},
    ],
    "supplements": [
        {
            "name": '"><svg onload=alert(1)>',
            "nutrient": "vitamin_a",
            "form": "retinyl_palmitate",
            "amount": 25000,
            "unit": "[IU]",
        }
    ],
    "labs": [{"marker": "ferritin", "value": 9, "unit": "ug/L"}],
}


@cache
def example(file: Path) -> Assessment:
    return assess_file(str(file))


@cache
def hostile_assessment() -> Assessment:
    return assess(HOSTILE)


@pytest.fixture(params=[*FILES, None], ids=lambda file: file.stem if file else "hostile")
def assessment(request: pytest.FixtureRequest) -> Assessment:
    """Each example, and the hostile case."""
    return hostile_assessment() if request.param is None else example(request.param)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def from_example(request: pytest.FixtureRequest) -> Assessment:
    """Each example."""
    return example(request.param)


@pytest.fixture
def hostile() -> Assessment:
    """A case that tries to reach out of the report."""
    return hostile_assessment()


@pytest.fixture
def shelf() -> Assessment:
    """Supplements past several upper levels."""
    return example(EXAMPLES / "supplement_shelf.yaml")


@pytest.fixture
def inflamed() -> Assessment:
    """Laboratory results of which one was set aside and several cannot be read."""
    return example(EXAMPLES / "labs_only_inflamed.yaml")
