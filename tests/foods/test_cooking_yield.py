"""What foods weigh after cooking, as estimated from SR Legacy; 2.73 for lentils is also Bognár's.

Bognár 2002 (BFE-R-02-03), quoted for dried pulses: lentils 2.73, beans 2.50, peas 2.45.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from micronutrient.datafiles import DATA
from micronutrient.errors import UnknownName
from micronutrient.foods.composition import core
from micronutrient.foods.cooking_yield import (
    cooking_yield,
    is_liquid,
    liquid_is_eaten,
    rules,
    yields,
)
from micronutrient.foods.retention import rules as retention_rules

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MICRONUTRIENT_SHARED", ROOT.parent / "shared"))


def found(name: str, method: str):
    return cooking_yield(core(), core().names.index(name), method=method)


def test_published_yield_of_lentils_is_met():
    assert found("lentils, dry", "boiled").factor == pytest.approx(2.73, abs=0.005)


def test_published_yield_of_beans_lies_within_the_range():
    beans = found("kidney beans, dry", "boiled")
    assert beans.low < 2.50 < beans.high


def test_meat_loses_weight_and_pulses_gain_it():
    assert found("beef topside, lean, raw", "roasted").factor < 1
    assert found("kidney beans, dry", "boiled").factor > 2


@pytest.mark.parametrize(
    ("name", "method"), [("spinach, raw", "boiled"), ("butter, salted", "fried")]
)
def test_what_has_no_figure_has_none(name: str, method: str):
    assert found(name, method) is None


def test_a_food_that_is_cooked_by_name_has_none():
    cooked = next(i for i, name in enumerate(core().names) if name.startswith("lentils, boiled"))
    assert cooking_yield(core(), cooked, method="boiled") is None


def test_an_unknown_method_is_refused_with_the_methods():
    with pytest.raises(UnknownName, match="boiled, steamed"):
        found("lentils, dry", "sous-vide")


def test_every_row_names_a_family_and_a_method_and_orders_its_figures():
    families = {row[0] for row in retention_rules().families}
    for (family, method), row in yields().items():
        assert family in families
        assert method in retention_rules().methods
        assert 0 < row.low <= row.factor <= row.high
        assert row.way in {"weighed", "protein"}
        assert row.foods >= 2
    assert set(rules().liquid_eaten) <= set(retention_rules().methods)


def test_water_is_a_liquid_and_a_watermelon_is_none():
    names = core().names
    assert is_liquid(core(), names.index("vegetable broth"))
    assert not is_liquid(core(), next(i for i, n in enumerate(names) if n.startswith("watermelon")))
    assert not is_liquid(core(), names.index("butter, salted"))


def test_the_liquid_of_a_stew_is_eaten():
    assert liquid_is_eaten("braised")
    assert not liquid_is_eaten("boiled")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the shared folder: {SHARED} is not there")
def test_the_tool_writes_what_is_on_file(tmp_path: Path):
    file = DATA / "foods" / "yields.csv"
    before = file.read_bytes()
    environment = os.environ | {"MICRONUTRIENT_SHARED": str(SHARED)}
    script = (
        "import sys, pathlib; sys.path.insert(0, 'tools'); import estimate_yields as tool; "
        "import make_core_foods; write = make_core_foods.write; "
        f"out = pathlib.Path({str(tmp_path)!r}) / 'yields.csv'; make_core_foods.ROOT = out.parent; "
        "tool.write = lambda path, head, body: write(out, head=head, body=body); tool.main()"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
    assert (tmp_path / "yields.csv").read_bytes() == before
