"""Rules that every file under data/markers keeps."""

import csv
import math
from itertools import pairwise
from pathlib import Path

import pytest

from micronutrient.biomarkers.cutoff_records import Scope
from micronutrient.biomarkers.cutoffs import HIGH_MEANS_DEFICIENT, LOW_MEANS_DEFICIENT
from micronutrient.biomarkers.marker import by_code, by_name, check_digit, marker, names
from micronutrient.biomarkers.records import Direction
from micronutrient.biomarkers.rules import rules
from micronutrient.datafiles import DATA, source
from micronutrient.sources import Checked
from micronutrient.units import conversion_factor, parse

CONTRACT = [
    "ferritin",
    "transferrin_saturation",
    "stfr",
    "haemoglobin",
    "mcv",
    "crp",
    "agp",
    "retinol",
    "rbp",
    "vitamin_d_25oh",
    "vitamin_b12_serum",
    "holotranscobalamin",
    "mma",
    "homocysteine",
    "folate_serum",
    "folate_rbc",
    "thiamin_serum",
    "thiamin_diphosphate_blood",
    "etkac",
    "egrac",
    "plp",
    "vitamin_c_plasma",
    "alpha_tocopherol",
    "zinc",
    "copper",
    "ceruloplasmin",
    "selenium_plasma",
    "magnesium_serum",
    "magnesium_rbc",
    "iodine_urine",
    "calcium_serum",
    "albumin",
    "pth",
    "phosphate_serum",
    "potassium_serum",
    "sodium_serum",
    "creatinine",
    "tsh",
    "omega3_index",
]


def read_in_2017() -> dict[str, dict[str, str]]:
    """Give the codes read in LOINC's chemistry list of October 2017, beside the shared list."""
    path = Path(__file__).with_name("loinc_2017.csv")
    with path.open(encoding="utf-8") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def nutrient_slugs() -> set[str]:
    text = (DATA / "nutrients_order.toml").read_text()
    return set(text.replace('"', " ").replace(",", " ").split())


def test_every_marker_of_the_contract_is_there():
    assert set(CONTRACT) <= set(names())


@pytest.mark.parametrize("slug", names())
def test_every_source_exists(slug):
    cited = marker(slug).sources
    assert cited
    for one in cited:
        assert source(one).title


def test_sources_of_the_common_rules_exist():
    assert source(rules().inflammation.source).title
    assert source(rules().trimesters.source).title


@pytest.mark.parametrize("slug", names())
def test_check_digits_are_right(slug):
    for entry in marker(slug).loinc:
        number, _, digit = entry.code.partition("-")
        assert check_digit(number) == int(digit), entry.code


def test_no_two_markers_share_a_name_or_a_code():
    assert len(by_name()) >= len(names())
    assert len(by_code()) >= 60


BLOOD_COUNT = {"3024-7", "4544-3", "6690-2", "777-3"}
"""Codes read in the map of MIMIC-IV, with their long names."""
RECALLED = {"75095-0", "75097-6"}


def test_codes_are_those_of_the_verified_lists(shared):
    lines = (shared / "knowledge/loinc.csv").read_text().splitlines()
    listed = {line.split(",")[1] for line in lines} | set(read_in_2017())
    recalled = {c.code for s in names() for c in marker(s).loinc if c.checked is Checked.RECALLED}
    assert recalled >= RECALLED
    assert set(by_code()) - listed == recalled | BLOOD_COUNT


def test_codes_read_in_the_list_of_2017_have_its_property():
    found = {entry.code: entry.property for slug in names() for entry in marker(slug).loinc}
    for code, row in read_in_2017().items():
        assert found[code] == row["property"], code


@pytest.mark.parametrize("slug", names())
def test_units_convert_into_the_canonical_one(slug):
    one = marker(slug)
    for unit in (one.unit, *one.other_units):
        factor = conversion_factor(
            unit, to=one.unit, molar_mass=one.molar_mass, valence=one.valence
        )
        assert factor > 0


@pytest.mark.parametrize("slug", names())
def test_canonical_units_are_ucum_and_plausible_ranges_are_ranges(slug):
    one = marker(slug)
    assert parse(one.unit).factor > 0
    lowest, highest = one.plausible
    assert -math.inf < lowest < highest < math.inf
    if one.log10_per_unit is None:
        assert lowest > 0 or (lowest == 0 and not one.speaks_for)
    else:
        assert one.log10_per_unit > 0


@pytest.mark.parametrize("slug", names())
def test_nutrients_are_known(slug):
    assert {one.nutrient for one in marker(slug).speaks_for} <= nutrient_slugs()


@pytest.mark.parametrize("slug", [s for s in names() if marker(s).cutoffs])
def test_one_table_is_preferred_and_all_limits_ascend_within_the_plausible_range(slug):
    one = marker(slug)
    assert sum(table.preferred for table in one.cutoffs) == 1
    lowest, highest = one.plausible
    for table in one.cutoffs:
        for row in table.rows:
            for order in (LOW_MEANS_DEFICIENT, HIGH_MEANS_DEFICIENT):
                limits = [v for name in order if (v := getattr(row, name)) is not None]
                assert all(a < b for a, b in pairwise([lowest, *limits, highest]))


@pytest.mark.parametrize("slug", [s for s in names() if marker(s).cutoffs])
def test_limits_run_the_way_the_marker_speaks(slug):
    one = marker(slug)
    reverse = {s.direction is Direction.HIGH_IS_DEFICIENT for s in one.speaks_for}
    for table in one.cutoffs:
        for row in table.rows:
            falling = any(getattr(row, name) is not None for name in LOW_MEANS_DEFICIENT)
            assert reverse <= {not falling}


def test_markers_that_judge_populations_only_have_no_personal_table():
    for slug in ("iodine_urine", "rbp"):
        assert marker(slug).never_classifies
        assert all(table.scope is Scope.POPULATION for table in marker(slug).cutoffs)


def test_what_nobody_looked_up_says_so():
    for slug in names():
        for table in marker(slug).cutoffs:
            if table.source in {"laboratory-conventions", "eflm-recalled"}:
                assert table.checked is Checked.RECALLED
