"""Totals of day 1 as printed in NHANES 2017-2018, DR1TOT_J, against FNDDS 2017-2018 as imported."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MACRONUTRIENTS = ("KCAL", "PROT", "CARB", "SUGR", "TFAT", "SFAT", "MFAT", "PFAT", "MOIS", "P182")


@pytest.fixture(scope="module")
def days(shared, tmp_path_factory):
    spec = importlib.util.spec_from_file_location("fndds_day", ROOT / "validation/fndds_day.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MICRONUTRIENT_HOME", str(tmp_path_factory.mktemp("home")))
        return {day.variable: day for day in script.agreements(shared)}


def test_published_totals_come_out_within_what_rounding_allows(days):
    assert len(days) == 48
    assert {day.people for day in days.values()} == {7483}
    assert {v: day.within_rounding for v, day in days.items() if day.within_rounding < 1} == {}


def test_published_totals_of_macronutrients_come_out_within_one_percent(days):
    assert min(days[variable].within_1_percent for variable in MACRONUTRIENTS) > 0.999
