"""BRINDA's rules, and the answers of its R package (0.1.5, R 4.2.2) for its own sample.

The numbers were obtained by validation/brinda.R, which calls the package for each population group
with AGP and CRP, with AGP alone and with CRP alone; MANUAL with 0.2 mg/L CRP and 1.4 g/L AGP. Here
stand the slopes on AGP and CRP and the mean of the adjusted values, with six digits.
"""

import csv
import math

import numpy as np
import pytest

from micronutrient.biomarkers.brinda import (
    Inflammation,
    adjust,
    brinda,
    check_marker,
    floor_of,
    population_group,
)
from micronutrient.biomarkers.inflammation_survey import InflammationFloor
from micronutrient.errors import InputFault, NotIdentified, UnknownName

NAMES = {"rbp": "rbp", "retinol": "sr", "ferritin": "sf", "stfr": "stfr", "zinc": "zinc"}
OUTPUT = NAMES | {"zinc": "zn"}

# Group, what was measured, marker: slope on AGP, slope on CRP, mean of the adjusted values.
FERRITIN = (0.0281414, 0.12931)
FERRITIN_AGP, FERRITIN_CRP = (0.322417, None), (None, 0.134657)
RBP, RBP_AGP, RBP_CRP = (0.0125674, -0.0849577), (-0.180774, None), (None, -0.08257)
RETINOL = (0.112168, -0.0779003)
RETINOL_AGP, RETINOL_CRP = (-0.0651125, None), (None, -0.0565888)
STFR, STFR_AGP, STFR_CRP = (0.349804, -0.00583271), (0.33653, None), (None, 0.0606286)
NONE = (None, None)
ANSWERS = [
    ("PSC", "both", "rbp", RBP, 1.15424),
    ("PSC", "both", "retinol", RETINOL, 1.22868),
    ("PSC", "both", "ferritin", FERRITIN, 34.6429),
    ("PSC", "both", "stfr", STFR_AGP, 7.75487),
    ("PSC", "both", "zinc", NONE, 614.437),
    ("PSC", "agp", "rbp", RBP_AGP, 1.03888),
    ("PSC", "agp", "retinol", RETINOL_AGP, 1.11419),
    ("PSC", "agp", "ferritin", FERRITIN_AGP, 41.855),
    ("PSC", "agp", "stfr", STFR_AGP, 7.75487),
    ("PSC", "crp", "rbp", RBP_CRP, 1.15576),
    ("PSC", "crp", "retinol", RETINOL_CRP, 1.24386),
    ("PSC", "crp", "ferritin", FERRITIN_CRP, 34.7686),
    ("PSC", "crp", "stfr", NONE, 9.78905),
    ("WRA", "both", "rbp", NONE, 0.931351),
    ("WRA", "both", "retinol", NONE, 1.0702),
    ("WRA", "both", "ferritin", FERRITIN, 36.4534),
    ("WRA", "both", "stfr", STFR_AGP, 7.50951),
    ("WRA", "both", "zinc", NONE, 614.437),
    ("WRA", "agp", "ferritin", FERRITIN_AGP, 40.6326),
    ("WRA", "agp", "stfr", STFR_AGP, 7.50951),
    ("WRA", "crp", "ferritin", FERRITIN_CRP, 36.7618),
    ("WRA", "crp", "stfr", NONE, 9.78905),
    ("OTHER", "both", "rbp", RBP, 1.10796),
    ("OTHER", "both", "retinol", RETINOL, 1.16541),
    ("OTHER", "both", "ferritin", FERRITIN, 36.6467),
    ("OTHER", "both", "stfr", STFR, 7.37376),
    ("OTHER", "agp", "ferritin", FERRITIN_AGP, 39.8383),
    ("OTHER", "agp", "stfr", STFR_AGP, 7.35102),
    ("OTHER", "crp", "ferritin", FERRITIN_CRP, 37.0316),
    ("OTHER", "crp", "stfr", STFR_CRP, 8.42496),
    ("MANUAL", "both", "rbp", RBP, 1.10414),
    ("MANUAL", "both", "retinol", RETINOL, 1.24605),
    ("MANUAL", "both", "ferritin", FERRITIN, 38.1071),
    ("MANUAL", "both", "stfr", STFR, 9.45311),
    ("MANUAL", "agp", "ferritin", FERRITIN_AGP, 50.3183),
    ("MANUAL", "crp", "ferritin", FERRITIN_CRP, 37.7791),
    ("MANUAL", "crp", "stfr", STFR_CRP, 8.49683),
]


def number(cell):
    return math.nan if cell in {"", "NA"} else float(cell)


def table(path):
    with path.open() as stream:
        rows = list(csv.DictReader(stream))
    return {name: np.array([number(row[name]) for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def sample(shared):
    return table(shared / "checks" / "brinda" / "input_sample_data.csv")


def inflammation_of(columns, group, which="both"):
    crp = columns["crp"] if which != "agp" else None
    agp = columns["agp"] if which != "crp" else None
    manual = InflammationFloor(ln_crp_mg_l=math.log(0.2), ln_agp_g_l=math.log(1.4))
    floor = manual if group.slug == "manual" else floor_of(group, crp_mg_l=crp, agp_g_l=agp)
    return Inflammation(crp_mg_l=crp, agp_g_l=agp, floor=floor)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "which", "slug", "slopes", "mean"), ANSWERS)
def test_published_answers_of_the_r_package(sample, name, which, slug, slopes, mean):
    group = population_group(name)
    got = adjust(
        slug, sample[NAMES[slug]], group=group, inflammation=inflammation_of(sample, group, which)
    )
    assert float(np.nanmean(got.corrected)) == pytest.approx(mean, rel=6e-6)
    for column, expected in zip(("agp", "crp"), slopes, strict=True):
        assert (column in got.by) == (expected is not None)
        if expected is not None:
            assert got.correction.slopes[column].slope == pytest.approx(expected, rel=6e-6)


@pytest.mark.shared
def test_published_answer_for_preschool_children_agrees_to_the_last_digit(sample, shared):
    theirs = table(shared / "checks" / "brinda" / "output_PSC.csv")
    group = population_group("preschool_children")
    inflammation = inflammation_of(sample, group)
    for slug, name in OUTPUT.items():
        got = adjust(slug, sample[NAMES[slug]], group=group, inflammation=inflammation)
        np.testing.assert_allclose(got.corrected, theirs[f"{name}_adj"], rtol=1e-13)
        for term, column in (("beta1", "agp"), ("beta2", "crp")):
            if column in got.by:
                one = got.correction.slopes[column]
                found = (one.slope, one.standard_error, one.p_value)
                ends = ("", "_se", "_P_value")
                expected = [theirs[f"{name}_{term}{end}"][0] for end in ends]
                np.testing.assert_allclose(found, expected, rtol=1e-12)
        for column, found in got.correlations.items():
            expected = [theirs[f"zn_{column}_{end}"][0] for end in ("cor", "P_value")]
            np.testing.assert_allclose((found.rho, found.p_value), expected, rtol=1e-12)


@pytest.mark.shared
def test_published_ferritin_of_preschool_children_falls_from_52_657_to_34_643(sample):
    group = population_group("PSC")
    got = adjust("ferritin", sample["sf"], group=group, inflammation=inflammation_of(sample, group))
    assert round(float(np.nanmean(sample["sf"])), 3) == 52.657
    assert round(float(np.nanmean(got.corrected)), 3) == 34.643


@pytest.mark.shared
def test_published_reference_values_of_other_groups_are_the_tenth_percentiles(sample):
    floor = floor_of(population_group("other"), crp_mg_l=sample["crp"], agp_g_l=sample["agp"])
    assert floor.ln_agp_g_l == pytest.approx(-0.70117935225720962, rel=1e-14)
    assert floor.ln_crp_mg_l == pytest.approx(-1.7719568419318752, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "ln_agp", "ln_crp"), [("WRA", -0.63, -1.83), ("PSC", -0.52, -2.26)]
)
def test_published_reference_values(name, ln_agp, ln_crp):
    floor = floor_of(population_group(name), crp_mg_l=None, agp_g_l=None)
    assert (floor.ln_agp_g_l, floor.ln_crp_mg_l) == (ln_agp, ln_crp)


def test_published_limits_of_zinc():
    assert (brinda().correlated.rho_below, brinda().correlated.p_below) == (-0.1, 0.1)


def zinc_survey(slope, *, people=200):
    rng = np.random.default_rng(5)
    columns = {"crp": rng.lognormal(0, 1, people), "agp": rng.lognormal(0, 0.3, people)}
    return columns | {"zinc": 12 * columns["crp"] ** slope * rng.lognormal(0, 0.1, people)}


@pytest.mark.parametrize("name", ["PSC", "OTHER", "MANUAL"])
def test_zinc_that_falls_with_inflammation_is_adjusted(name):
    columns, group = zinc_survey(-0.1), population_group(name)
    got = adjust("zinc", columns["zinc"], group=group, inflammation=inflammation_of(columns, group))
    assert got.by == ("agp", "crp")
    assert got.correlations["crp"].rho < -0.1
    assert np.mean(got.corrected) > np.mean(columns["zinc"])


@pytest.mark.parametrize(("name", "slope"), [("PSC", 0.1), ("PSC", 0.0), ("WRA", -0.1)])
def test_other_zinc_is_left_as_it_is_and_says_why(name, slope):
    columns, group = zinc_survey(slope), population_group(name)
    got = adjust("zinc", columns["zinc"], group=group, inflammation=inflammation_of(columns, group))
    assert got.by == ()
    assert got.why
    assert got.corrected.tolist() == columns["zinc"].tolist()


@pytest.mark.parametrize(
    "text", ["preschool_children", "PSC", "psc", "Preschool-age children", "preschool children"]
)
def test_a_group_answers_to_its_names(text):
    assert population_group(text).slug == "preschool_children"


def test_an_unknown_group_names_those_there_are():
    with pytest.raises(UnknownName, match="preschool_children"):
        population_group("xyz")


def test_the_manual_group_needs_reference_values():
    with pytest.raises(InputFault, match="is missing"):
        floor_of(population_group("manual"), crp_mg_l=None, agp_g_l=None)


def test_markers_that_need_no_adjustment_are_told_from_unknown_ones():
    with pytest.raises(InputFault, match="needs no adjustment"):
        check_marker("folate_rbc")
    with pytest.raises(UnknownName, match="BRINDA knows"):
        check_marker("copper")


def test_zinc_of_two_people_is_refused():
    columns = {name: np.array([1.0, 2.0]) for name in ("zinc", "crp", "agp")}
    group = population_group("PSC")
    with pytest.raises(NotIdentified, match="2 people"):
        adjust("zinc", columns["zinc"], group=group, inflammation=inflammation_of(columns, group))


def test_every_group_says_what_it_does_with_every_marker():
    for slug in brinda().markers:
        assert [brinda().way(slug, group.slug) for group in brinda().groups]


@pytest.mark.parametrize("slug", ["ferritin", "stfr", "rbp", "zinc"])
def test_without_crp_and_agp_nothing_is_adjusted_in_silence(slug):
    children = population_group("PSC")
    nothing = Inflammation(floor=floor_of(children, crp_mg_l=None, agp_g_l=None))
    values = np.array([10.0, 20.0, 30.0, 40.0])
    with pytest.raises(NotIdentified, match="neither CRP nor AGP was measured"):
        adjust(slug, values, group=children, inflammation=nothing)


def test_what_brinda_leaves_alone_needs_no_crp():
    women = population_group("WRA")
    nothing = Inflammation(floor=floor_of(women, crp_mg_l=None, agp_g_l=None))
    done = adjust("rbp", np.array([1.0, 2.0]), group=women, inflammation=nothing)
    assert done.corrected.tolist() == [1, 2]
    assert "BRINDA does not adjust" in done.why
