"""IOM 2000, Applications in Dietary Assessment: table B-2 (magnesium), note to table B-5."""

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import ImplausibleValue
from micronutrient.intake.usual_individual import (
    UPPER_LEVEL,
    Scale,
    WithinPerson,
    usual_intake,
    widest_within_person,
    within_person_sd,
)
from micronutrient.normal import quantile
from micronutrient.person import Person, Sex
from micronutrient.sources import Checked

WOMAN = Person(sex=Sex.FEMALE, age_years=34)
NEVER_MEASURED = ("phytate",)


def within(sd=1.0, *, cv=0.3, ln_sd=0.3, scale=Scale.NORMAL, relative=False):
    return WithinPerson(
        nutrient="x",
        like="x",
        n=1,
        mean=sd / cv,
        sd=sd,
        cv=cv,
        ln_sd=ln_sd,
        relative=relative,
        scale=scale,
        why="",
        source="x",
        checked=Checked.RECALLED,
    )


def phi(z):
    return math.erfc(-z / math.sqrt(2)) / 2


def test_published_magnesium_example():
    # EAR 265 mg, SD of requirements 26.5; three days with a mean of 320; within-person SD 85.9.
    usual = usual_intake(320, days=3, within=within(85.9))
    assert usual.sd == pytest.approx(85.9 / math.sqrt(3))
    intakes, weights = usual.points()
    adequate = sum(w * phi((x - 265) / 26.5) for x, w in zip(intakes, weights, strict=True))
    assert adequate == pytest.approx(phi(55 / math.hypot(26.5, 85.9 / math.sqrt(3))), abs=2e-4)
    assert 0.83 < adequate < 0.85


def test_recorded_within_person_sd_of_magnesium():
    got = within_person_sd("magnesium", WOMAN)
    assert (got.n, got.sd, got.scale, got.source) == (
        2091,
        95.83,
        Scale.NORMAL,
        "nhanes-2015-2018-within-person",
    )


@pytest.mark.parametrize("nutrient", ["vitamin_a", "vitamin_b12", "vitamin_c", "vitamin_d"])
def test_skewed_nutrients_are_judged_on_the_log_scale(nutrient):
    got = within_person_sd(nutrient, WOMAN)
    assert got.cv > 0.6
    assert got.scale is Scale.LOG
    usual = usual_intake(got.mean, days=3, within=got)
    assert 0 < usual.low < got.mean < usual.high < math.inf


def test_episodic_nutrients_take_the_log_sd_from_the_cv():
    got = within_person_sd("epa_dha", WOMAN)
    assert got.ln_sd == pytest.approx(math.sqrt(math.log1p(got.cv**2)))


def test_amino_acids_vary_as_protein_and_say_so():
    got = within_person_sd("leucine", WOMAN)
    assert (got.like, got.relative) == ("protein", True)
    assert "protein" in got.why
    assert usual_intake(4000, days=4, within=got).sd == pytest.approx(4000 * got.cv / 2)


def test_what_nobody_measured_is_none_and_the_widest_can_stand_in():
    for nutrient in NEVER_MEASURED:
        assert within_person_sd(nutrient, WOMAN) is None
    widest = widest_within_person("phytate", WOMAN)
    assert widest.nutrient == "phytate"
    assert "not measured" in widest.why
    for other in ("magnesium", "vitamin_a", "vitamin_b12"):
        assert widest.ln_sd >= within_person_sd(other, WOMAN).ln_sd


def test_every_other_nutrient_has_a_figure_at_every_age():
    without = {*NEVER_MEASURED, "alcohol", "caffeine"}
    for age in (0.3, 0.999, 1, 3.99, 4, 9, 14, 19, 51, 119):
        for sex in Sex:
            person = Person(sex=sex, age_years=age)
            for nutrient in read_toml(DATA / "nutrients_order.toml")["order"]:
                if nutrient not in without:
                    assert within_person_sd(nutrient, person) is not None, (nutrient, age, sex)


def test_a_birthday_belongs_to_the_older_group():
    younger = within_person_sd("iron", Person(sex=Sex.MALE, age_years=18.99))
    older = within_person_sd("iron", Person(sex=Sex.MALE, age_years=19))
    assert (younger.n, older.n) == (585, 1958)


def test_pregnancy_takes_the_figures_of_other_women():
    pregnant = Person(sex=Sex.FEMALE, age_years=34, pregnancy_week=20)
    assert within_person_sd("iron", pregnant) == within_person_sd("iron", WOMAN)


def test_what_counts_toward_the_upper_level_varies_by_itself():
    assert within_person_sd("vitamin_a", WOMAN, part=UPPER_LEVEL).mean == 377.1
    iron = within_person_sd("iron", WOMAN)
    assert within_person_sd("iron", WOMAN, part=UPPER_LEVEL) == iron


amounts = st.floats(0.01, 1e5)
kinds = st.sampled_from([within(50, cv=0.4), within(50, cv=0.9, ln_sd=0.8, scale=Scale.LOG)])


@given(amounts, st.integers(1, 60), kinds, st.floats(0, 1e4))
def test_more_days_narrow_the_interval_and_supplements_shift_it(food, days, kind, constant):
    few = usual_intake(food, days=days, within=kind)
    more = usual_intake(food, days=4 * days, within=kind)
    shifted = usual_intake(food, days=days, within=kind, constant=constant)
    assert few.low <= few.high
    assert more.high - more.low < few.high - few.low
    assert shifted.high - shifted.low == pytest.approx(few.high - few.low, rel=1e-6, abs=1e-6)
    assert shifted.low >= constant
    assert shifted.below(constant) == 0


@given(amounts, st.integers(1, 30), kinds)
def test_the_interval_holds_what_it_says(food, days, kind):
    usual = usual_intake(food, days=days, within=kind)
    assert usual.below(usual.high) == pytest.approx(0.95, abs=1e-9)
    assert usual.above(usual.high) == pytest.approx(0.05, abs=1e-9)
    if usual.low > 0:
        assert usual.below(usual.low) == pytest.approx(0.05, abs=1e-9)
    intakes, weights = usual.points()
    assert weights.sum() == pytest.approx(1)
    assert weights[intakes <= usual.high].sum() == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize("days", [1, 2, 3, 7])
def test_the_interval_covers_the_usual_intake_as_often_as_it_says(days):
    rng = np.random.default_rng(7)
    sigma, people = 0.7, 4000
    kind = within(1, cv=0.8, ln_sd=sigma, scale=Scale.LOG)
    usual = rng.lognormal(3, 0.4, people)
    eaten = usual[:, None] * rng.lognormal(-(sigma**2) / 2, sigma, (people, days))
    got = [usual_intake(float(mean), days=days, within=kind) for mean in eaten.mean(axis=1)]
    covered = np.mean([u.low < t < u.high for u, t in zip(got, usual, strict=True)])
    assert covered == pytest.approx(0.90, abs=0.03)


def test_an_intake_below_a_limit_is_never_more_likely_above_it():
    for days in (1, 3, 7):
        usual = usual_intake(9, days=days, within=within(3, cv=0.9, ln_sd=0.8, scale=Scale.LOG))
        assert usual.below(9) == pytest.approx(0.5)
        assert usual.below(9.1) > 0.5


def test_none_at_all_is_no_better_than_a_trace():
    skewed = within(3, cv=0.9, ln_sd=0.8, scale=Scale.LOG)
    none, trace = (usual_intake(food, days=4, within=skewed) for food in (0.0, 0.01))
    assert none.below(1) >= trace.below(1) > 0.99
    assert none.high <= trace.high


@pytest.mark.parametrize(
    ("food", "kind"), [(5.0, None), (math.nan, within()), (0.0, within(relative=True))]
)
def test_unknown_stays_unknown_but_for_what_supplements_give(food, kind):
    usual = usual_intake(food, days=3, within=kind, constant=2.0)
    assert usual.scale is Scale.UNKNOWN
    assert usual.low == 2.0
    assert math.isnan(usual.high)
    assert math.isnan(usual.below(10))
    assert math.isnan(usual.above(10))
    assert np.isnan(usual.points()[0]).all()
    assert usual.why


def test_impossible_records_are_refused():
    for food, days in ((-1.0, 3), (5.0, 0)):
        with pytest.raises(ImplausibleValue):
            usual_intake(food, days=days, within=within())


def test_another_interval_can_be_asked_for():
    wide = usual_intake(10, days=1, within=within(1), interval=0.95)
    assert wide.high == pytest.approx(10 + quantile(0.975))


def test_records_are_plain():
    usual = usual_intake(10, days=2, within=within(1))
    assert msgspec.json.decode(msgspec.json.encode(usual), type=type(usual)) == usual
