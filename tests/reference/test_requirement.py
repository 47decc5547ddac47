"""The distribution of requirements.

Printed: IOM 2001, table 14-1 (p. 571); IOM 2000, dietary assessment, p. 54 (magnesium); IOM 2001,
pp. 340 and 574 (iron of girls and vegetarians); IOM 2000, vitamin C of smokers.
"""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.errors import ImplausibleValue, NotIdentified
from micronutrient.person import DietPattern, Person, Sex
from micronutrient.reference.adjust import adjusted
from micronutrient.reference.requirement import (
    probability_below_requirement,
    probability_of_inadequacy,
    requirement_for,
    tabulated_risk,
)
from micronutrient.reference.rows import nutrients_of, publishers
from micronutrient.reference.table import daily, find, value_for
from micronutrient.reference.variation import coefficient, iron_table


def woman(age=34, **more):
    return Person(sex=Sex.FEMALE, age_years=age, **more)


def man(age=34, **more):
    return Person(sex=Sex.MALE, age_years=age, **more)


# Table 14-1: upper bound of each bin of usual iron intake, women in it of 1,000, printed risk.
WOMEN = [1, 1, 3, 10, 15, 20, 23, 27, 50, 150, 200, 175, 125, 200]
RISK = [1.0, 0.96, 0.93, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15, 0.08, 0.04, 0.0]
BOUNDS = [4.42, 4.88, 5.45, 6.22, 6.87, 7.46, 8.07, 8.76, 9.63, 10.82, 13.05, 15.49, 18.23]


def table_14_1():
    inside = [4.0, *(0.5 * (a + b) for a, b in itertools.pairwise(BOUNDS)), 20.0]
    return np.repeat(inside, WOMEN)


def test_published_risks_of_menstruating_women():
    iron = requirement_for(woman(), nutrient="iron")
    got = tabulated_risk(np.unique(table_14_1()), requirement=iron)
    assert got.tolist() == RISK


def test_published_full_probability_example():
    iron = requirement_for(woman(), nutrient="iron")
    share = tabulated_risk(table_14_1(), requirement=iron).mean()
    assert 0.165 <= share <= 0.167


def test_published_cut_point_example_finds_73_of_1000():
    assert np.count_nonzero(table_14_1() < 8.07) == 73


def test_the_interpolated_risks_agree_with_the_table():
    iron = requirement_for(woman(), nutrient="iron")
    share = probability_of_inadequacy(table_14_1(), requirement=iron).mean()
    assert share == pytest.approx(0.166, abs=0.002)


def test_published_percentiles_are_met():
    iron = requirement_for(woman(), nutrient="iron")
    percents, values = np.array(iron.percentiles).T
    got = probability_of_inadequacy(values, requirement=iron)
    assert got == pytest.approx(1 - percents / 100, abs=1e-12)


@pytest.mark.parametrize(
    ("person", "percent", "printed_mg"),
    [
        (Person(sex=Sex.MALE, age_years=0.8), 97.5, 10.78),
        (Person(sex=Sex.MALE, age_years=2), 50, 3.01),
        (Person(sex=Sex.FEMALE, age_years=6), 97.5, 9.52),
        (man(11), 97.5, 7.91),
        (man(16), 50, 7.69),
        (man(40), 90, 7.59),
        (woman(11), 97.5, 8.34),
        (woman(16), 80, 10.03),
        (woman(16), 95, 13.08),
        (woman(30), 97.5, 18.23),
        (woman(60), 97.5, 7.88),
        (woman(40, menstruating=False), 50, 4.97),
        (woman(53, menstruating=True), 50, 8.07),
    ],
)
def test_published_percentile_of_the_iron_requirement(person, percent, printed_mg):
    iron = requirement_for(person, nutrient="iron")
    assert dict(iron.percentiles)[percent] == printed_mg


def test_printed_percentiles_ascend_and_their_median_is_the_printed_requirement():
    for group in iron_table().rows:
        assert list(group.requirements) == sorted(group.requirements)
        if group.population == "mixed":
            continue
        sex = Sex.MALE if group.sex == "male" else Sex.FEMALE
        person = Person(sex=sex, age_years=group.from_y)
        median = dict(zip(iron_table().percentiles, group.requirements, strict=True))[50]
        ear = value_for(person, nutrient="iron", kind="ear").value
        assert median == pytest.approx(ear, abs=0.051)


def test_mens_percentiles_follow_the_printed_equation():
    # p. 340: 0.014 mg/kg/d, square root of weight normal (8.8, 0.84), 18 percent absorbed
    from statistics import NormalDist

    for percent, value in requirement_for(man(), nutrient="iron").percentiles:
        root = 8.8 + 0.84 * NormalDist().inv_cdf(percent / 100)
        assert 0.014 * root**2 / 0.18 == pytest.approx(value, abs=0.011)


def test_published_magnesium_example():
    # Woman of 31 to 50 years: EAR 265, SD 26.5; three days, mean 320, within-person SD 85.9
    magnesium = requirement_for(woman(40), nutrient="magnesium")
    assert (magnesium.ear, magnesium.sd) == (265, 26.5)
    p = probability_below_requirement(320.0, usual_sd=85.9 / math.sqrt(3), requirement=magnesium)
    assert 0.83 <= 1 - p <= 0.85
    p = probability_below_requirement(377.0, usual_sd=85.9 / math.sqrt(3), requirement=magnesium)
    assert 1 - p == pytest.approx(0.975, abs=0.003)


@pytest.mark.parametrize(
    ("nutrient", "cv"),
    [("vitamin_a", 0.20), ("niacin", 0.15), ("iodine", 0.20), ("copper", 0.15), ("zinc", 0.10),
     ("vitamin_c", 0.10), ("carbohydrate", 0.15), ("molybdenum", 0.15)],
)  # fmt: skip
def test_published_coefficient_of_variation(nutrient, cv):
    assert requirement_for(man(), nutrient=nutrient).cv == pytest.approx(cv)


def test_the_printed_allowance_follows_from_requirement_and_coefficient():
    # RDA = EAR + 2 SD, rounded; iodine is rounded up to the nearest 50 µg
    for nutrient in set(nutrients_of("iom")) - {"iodine", "protein"}:
        stated = coefficient("iom", nutrient)
        person = man(weight_kg=70)
        ear, rda = (find(person, nutrient=nutrient, kind=kind) for kind in ("ear", "rda"))
        if stated and ear and rda and ear.value > 10:
            assert rda.value == pytest.approx(ear.value * (1 + stated.cv_percent / 50), rel=0.05)


def test_calcium_and_vitamin_d_vary_as_their_allowance_says():
    calcium = requirement_for(man(), nutrient="calcium")
    assert calcium.sd == pytest.approx(200 / 1.96, rel=1e-3)
    assert "which covers 97.5 %" in calcium.basis
    assert requirement_for(man(), nutrient="vitamin_d").sd == pytest.approx(5 / 1.96, rel=1e-3)


def test_published_adjustment_of_smokers():
    smoker = requirement_for(man(smoker=True), nutrient="vitamin_c")
    assert (smoker.ear, smoker.sd, smoker.reference.value) == (110, 7.5, 75)
    assert [one.rule.who[0] for one in smoker.changes] == ["smoker"]
    rda = value_for(woman(smoker=True), nutrient="vitamin_c", kind="rda")
    assert adjusted(rda, person=woman(smoker=True)).value == 110
    assert requirement_for(man(), nutrient="vitamin_c").changes == ()
    assert requirement_for(man(smoker=True), nutrient="vitamin_c", publisher="efsa").changes == ()


@pytest.mark.parametrize("pattern", [DietPattern.VEGETARIAN, DietPattern.VEGAN])
def test_published_adjustment_of_vegetarians(pattern):
    iron = requirement_for(woman(diet_pattern=pattern), nutrient="iron")
    assert iron.ear == pytest.approx(8.1 * 1.8)
    assert dict(iron.percentiles)[97.5] == pytest.approx(18.23 * 1.8)
    assert requirement_for(
        woman(diet_pattern=DietPattern.PESCATARIAN), nutrient="iron"
    ).ear == pytest.approx(8.1)


def test_published_adjustment_of_girls_who_menstruate_early():
    assert requirement_for(woman(12, menstruating=True), nutrient="iron").ear == pytest.approx(8.2)
    assert requirement_for(woman(12), nutrient="iron").ear == pytest.approx(5.7)


def test_no_requirement_where_only_an_adequate_intake_is_set():
    assert requirement_for(man(), nutrient="potassium") is None
    assert requirement_for(man(0.2), nutrient="iron") is None


def test_no_requirement_per_kilogram_without_the_weight():
    assert requirement_for(man(), nutrient="protein") is None
    protein = requirement_for(man(weight_kg=70), nutrient="protein")
    assert (protein.ear, protein.unit) == (pytest.approx(46.2), "g/d")


def test_a_skewed_requirement_of_another_publisher():
    iron = requirement_for(woman(), nutrient="iron", publisher="efsa")
    assert iron.sd is None
    printed = value_for(woman(), nutrient="iron", kind="rda", publisher="efsa").value
    risk = probability_of_inadequacy(np.array([iron.ear, printed]), requirement=iron)
    assert risk == pytest.approx([0.5, 0.05], abs=1e-3)


def test_a_median_alone_takes_the_printed_shape():
    iron = requirement_for(woman(), nutrient="iron", publisher="harmonised")
    assert dict(iron.percentiles)[50] == pytest.approx(iron.ear)
    assert "scaled to this median" in iron.basis


def test_every_requirement_has_a_spread_and_a_source():
    from micronutrient.datafiles import source

    people = [man(weight_kg=70), woman(weight_kg=60), woman(25, pregnancy_week=30, weight_kg=65)]
    for publisher in publishers():
        for nutrient in nutrients_of(publisher):
            for person in people:
                got = requirement_for(
                    person, nutrient=nutrient, publisher=publisher, energy_kcal=2200
                )
                ear = find(person, nutrient=nutrient, kind="ear", publisher=publisher)
                assert (got is None) == (ear is None or nutrient == "energy")
                if got:
                    assert (got.sd or 0) > 0 or len(got.percentiles) == 13
                    assert source(got.source).title


MEANS = st.floats(min_value=0.5, max_value=60)


@given(mean=MEANS, sd=st.floats(min_value=0, max_value=8))
def test_a_higher_intake_never_has_a_higher_risk(mean, sd):
    for nutrient in ("iron", "zinc"):
        need = requirement_for(woman(), nutrient=nutrient)
        low = probability_below_requirement(mean, usual_sd=sd, requirement=need)
        high = probability_below_requirement(mean + 1, usual_sd=sd, requirement=need)
        assert 0 <= high <= low + 1e-12
        assert low <= 1


@given(mean=st.floats(min_value=4, max_value=20), sd=st.floats(min_value=0.2, max_value=3))
def test_the_quadrature_agrees_with_a_fine_sum(mean, sd):
    iron = requirement_for(woman(), nutrient="iron")
    z = np.linspace(-8, 8, 4001)
    weights = np.exp(-0.5 * z**2)
    risk = probability_of_inadequacy(mean + sd * z, requirement=iron)
    wanted = risk @ weights / weights.sum()
    got = probability_below_requirement(mean, usual_sd=sd, requirement=iron)
    assert got == pytest.approx(wanted, abs=5e-4)


@pytest.mark.parametrize("nutrient", ["iron", "zinc"])
def test_people_together_as_one_by_one(nutrient):
    need = requirement_for(woman(), nutrient=nutrient)
    means, sds = np.linspace(2, 30, 700), np.linspace(0, 4, 700)
    together = probability_below_requirement(means, usual_sd=sds, requirement=need)
    alone = [
        probability_below_requirement(float(mean), usual_sd=float(sd), requirement=need)
        for mean, sd in zip(means, sds, strict=True)
    ]
    assert together == pytest.approx(alone, abs=1e-12)


@pytest.mark.parametrize("nutrient", ["iron", "zinc"])
def test_an_unknown_intake_stays_unknown(nutrient):
    need = requirement_for(woman(), nutrient=nutrient)
    assert math.isnan(probability_below_requirement(math.nan, usual_sd=0.0, requirement=need))
    risks = probability_of_inadequacy(np.array([np.nan, 0.0, 500.0]), requirement=need)
    assert math.isnan(risks[0])
    assert risks[1:] == pytest.approx([1, 0], abs=1e-9)


def test_a_negative_spread_is_refused():
    zinc = requirement_for(man(), nutrient="zinc")
    with pytest.raises(ImplausibleValue, match="usual_sd"):
        probability_below_requirement(9.0, usual_sd=-1.0, requirement=zinc)


def test_the_tabulated_risk_is_refused_where_nothing_is_tabulated():
    zinc = requirement_for(man(), nutrient="zinc")
    with pytest.raises(NotIdentified, match="no percentiles of zinc are printed"):
        tabulated_risk(np.array([9.0]), requirement=zinc)


def test_units_are_those_of_the_nutrient():
    copper = requirement_for(man(), nutrient="copper")
    assert (copper.ear, copper.unit) == (pytest.approx(0.7), "mg/d")
    printed = value_for(man(), nutrient="copper", kind="ear")
    assert daily(printed, person=man()).value == copper.ear
