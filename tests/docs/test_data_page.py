"""docs/data.md says how far the figures of today were checked."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("count", ROOT / "tools" / "count_checked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_current(tool: ModuleType) -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    shown = page.partition(tool.START)[2].partition(tool.END)[0].strip()
    assert shown == tool.table().strip(), "run tools/count_checked.py"


def test_each_row_counts_under_its_own_word_else_that_of_its_table(tool: ModuleType) -> None:
    content = {
        "checked": "primary",
        "forms": [{"slug": "a"}, {"slug": "b", "checked": "recalled"}],
        "cutoffs": [
            {
                "checked": "secondary",
                "rows": [{"low_below": 1}, {"low_below": 2, "checked": "recalled"}],
            }
        ],
        "tables": [{"columns": ["kind", "checked"], "rows": [["ear", "primary"]]}],
    }
    assert sorted(tool.statements(content)) == [
        "primary",
        "primary",
        "recalled",
        "recalled",
        "secondary",
    ]
