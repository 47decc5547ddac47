"""Our within-person SDs beside an earlier computation and IOM 2000, tables B-2 and B-5."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def compare():
    return load(ROOT / "validation" / "within_person_sd.py")


def of(found, column):
    return np.array([pair[column] for groups in found.values() for pair in groups.values()])


def test_agrees_with_another_computation_from_nhanes_2013_2018(shared, compare):
    # Two of its three survey cycles are ours; single outliers (liver) move the smaller groups.
    found = compare.ratios(shared, source="NHANES_2013_2018")
    ratios = of(found, 0)
    assert len(found) == 26
    assert np.median(ratios) == pytest.approx(1, abs=0.02)
    assert np.mean(np.abs(np.log(ratios)) < np.log(1.15)) > 0.95
    assert ratios.min() > 0.65
    assert ratios.max() < 1.2


@pytest.mark.parametrize(("source", "near"), [("IOM_B2", 0.75), ("IOM_B5", 0.98)])
def test_coefficients_of_variation_are_near_those_of_1994_1996(shared, compare, source, near):
    ratios = of(compare.ratios(shared, source=source), 1)
    assert np.median(ratios) == pytest.approx(1, abs=0.1)
    assert np.mean(np.abs(np.log(ratios)) < np.log(1.25)) > near


def test_published_magnesium_cv_of_women(shared, compare):
    # Table B-2: women 19-50, SD 85.9 mg, CV 38 %.
    _, cv = compare.ratios(shared, source="IOM_B2")["magnesium"]["F 19-50"]
    assert cv == pytest.approx(1, abs=0.1)


def test_the_script_gives_the_shipped_table(shared):
    script = load(ROOT / "tools" / "estimate_within_person_sd.py")
    survey = script.read_survey(shared)
    shipped = script.TARGET.read_text(encoding="utf-8").splitlines()
    assert script.rows(survey) == [line for line in shipped if line.startswith("  [")]


def test_within_and_between_are_recovered():
    script = load(ROOT / "tools" / "estimate_within_person_sd.py")
    rng = np.random.default_rng(3)
    usual = rng.normal(100, 20, 40_000)
    one, two = (usual + rng.normal(shift, 30, usual.size) for shift in (0, -5))
    got = script.variation(one, two, rng.uniform(1, 2, usual.size))
    assert got.sd_within == pytest.approx(30, rel=0.02)
    assert got.sd_between == pytest.approx(20, rel=0.03)
    assert got.mean == pytest.approx(97.5, rel=0.01)
