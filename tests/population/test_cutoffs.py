"""Cut-offs of a survey: everybody gets the limit that they would get alone."""

import numpy as np
import pytest

from micronutrient.biomarkers.cutoffs import Group, applicable
from micronutrient.biomarkers.ferritin import deficiency_cutoff
from micronutrient.biomarkers.marker import marker
from micronutrient.population.cutoffs import SEXES, UNKNOWN_SEX, Sampling, survey_limits

ALL_AGES = (0.0, 131.0)


def limits(slug, *, age_y, sex, inflamed=None, ages=ALL_AGES, **sampling):
    age = np.array(age_y, dtype=float)
    return survey_limits(
        marker(slug),
        age_y=age,
        sex=np.array(sex),
        inflamed=np.zeros(age.size, bool) if inflamed is None else np.array(inflamed),
        ages=ages,
        sampling=Sampling(**sampling),
    )


@pytest.mark.parametrize("slug", ["ferritin", "retinol", "rbp", "zinc", "stfr"])
def test_a_survey_gets_what_each_of_its_people_would_get(slug):
    rng = np.random.default_rng(3)
    age, sex, inflamed = rng.uniform(0, 99, 200), rng.integers(0, 2, 200), rng.random(200) < 0.5
    got = limits(slug, age_y=age, sex=sex, inflamed=inflamed).limit
    for place in range(200):
        group = Group(sex=SEXES[sex[place]], age_y=age[place], inflamed=bool(inflamed[place]))
        alone = applicable(marker(slug), group)
        first = next((one.limits() for one in alone if not one.table.applies), {})
        expected = first.get("deficient_below", first.get("deficient_from", np.nan))
        assert np.array_equal(got[place], expected, equal_nan=True)


def test_ferritin_agrees_with_its_own_function():
    age, inflamed = np.array([0.7, 4.99, 5, 30]), np.array([True, False, True, False])
    got = limits("ferritin", age_y=age, sex=[0] * 4, inflamed=inflamed).limit
    assert got.tolist() == deficiency_cutoff(age_y=age, inflamed=inflamed).tolist()


def test_an_unknown_age_gets_the_limit_that_holds_for_the_whole_group():
    got = limits("ferritin", age_y=[np.nan], sex=[UNKNOWN_SEX], ages=(0.5, 5)).limit
    assert got.tolist() == [12]
    assert np.isnan(limits("ferritin", age_y=[np.nan], sex=[0], ages=(0.5, 50)).limit).all()


def test_an_unknown_sex_gets_a_limit_only_where_both_sexes_share_it():
    got = limits("zinc", age_y=[4, 30], sex=[UNKNOWN_SEX] * 2).limit
    assert np.array_equal(got, [9.9, np.nan], equal_nan=True)


def test_time_of_day_and_fasting_choose_the_limit_of_zinc():
    assert limits("zinc", age_y=[30], sex=[0], day_time="afternoon").limit.tolist() == [9.0]
    assert limits("zinc", age_y=[30], sex=[0], fasting=True).limit.tolist() == [10.7]


def test_high_transferrin_receptor_is_deficient():
    got = limits("stfr", age_y=[3, 3, 3], sex=[0, 0, 0], assay="ramco")
    assert got.deficient_is_high
    assert got.deficient(np.array([8.2, 8.3, np.nan])).tolist() == [False, True, False]


def test_a_value_or_limit_that_is_missing_is_never_judged():
    got = limits("retinol", age_y=[0.2, 3, 3], sex=[0, 0, 0])
    values = np.array([0.1, np.nan, 0.1])
    assert got.known(values).tolist() == [False, False, True]
    assert got.deficient(values).tolist() == [False, False, True]
