"""Every reference table of every publisher: laws that hold of all of them."""

from collections import defaultdict
from itertools import pairwise, product

import pytest

from micronutrient.datafiles import DATA, source
from micronutrient.errors import UnknownName
from micronutrient.person import Maternity, Person, Sex
from micronutrient.reference.rows import Kind, nutrients_of, publishers, values
from micronutrient.reference.table import find

TABLES = [
    (publisher, nutrient) for publisher in publishers() for nutrient in nutrients_of(publisher)
]
AGES = (0.2, 0.5, 0.9, 1, 3, 4, 7, 9, 11, 13.9, 14, 16, 18, 19, 25, 31, 45, 51, 60, 71, 90)


def people():
    for age, sex in product(AGES, Sex):
        yield Person(sex=sex, age_years=age, weight_kg=60)
    for age in (16, 18, 25, 40):
        yield Person(sex=Sex.FEMALE, age_years=age, pregnancy_week=30)
        yield Person(sex=Sex.FEMALE, age_years=age, lactating=True)


def both(publisher, nutrient, kinds):
    """Give everybody for whom both kinds are set in one unit, with the two."""
    for person in people():
        one, other = (
            find(person, nutrient=nutrient, kind=kind, publisher=publisher) for kind in kinds
        )
        if one and other and one.unit == other.unit:
            yield person, one, other


def spans(publisher, nutrient, *, by_condition):
    found = defaultdict(set)
    for row in values(nutrient, publisher):
        for sex in Sex:
            if row.sex.holds(sex):
                key = (row.kind, row.edition, row.unit, bool(row.superseded_by), sex, row.maternity)
                found[(*key, row.condition) if by_condition else key].add((row.from_y, row.to_y))
    return {key: sorted(ages) for key, ages in found.items()}


def test_the_publishers_are_at_hand():
    assert {"iom"} <= set(publishers())
    assert len(nutrients_of("iom")) == 45


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_the_table_loads_and_names_its_sources(publisher, nutrient):
    rows = values(nutrient, publisher)
    assert rows
    assert {row.nutrient for row in rows} == {nutrient}
    for row in rows:
        assert source(row.source).title
        assert row.value > 0
        assert 0 <= row.from_y < row.to_y
        assert not row.superseded_by or source(row.superseded_by).title
        assert row.maternity is Maternity.NONE or row.sex.value == "female"


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_ages_do_not_overlap(publisher, nutrient):
    for key, ages in spans(publisher, nutrient, by_condition=True).items():
        for (_, end), (start, _) in pairwise(ages):
            assert start >= end, key


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_ages_leave_no_gap(publisher, nutrient):
    for key, ages in spans(publisher, nutrient, by_condition=False).items():
        reached = ages[0][1]
        for start, end in ages[1:]:
            assert start <= reached, key
            reached = max(reached, end)


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_every_person_gets_one_value_or_none(publisher, nutrient):
    kinds = {row.kind for row in values(nutrient, publisher)}
    for person, kind in product(people(), kinds):
        found = find(person, nutrient=nutrient, kind=kind, publisher=publisher)
        assert found is None or found.kind is kind


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_the_allowance_is_never_below_the_average_requirement(publisher, nutrient):
    for person, ear, rda in both(publisher, nutrient, (Kind.EAR, Kind.RDA)):
        assert rda.value >= ear.value, person


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_an_upper_level_of_the_whole_intake_is_not_below_the_allowance(publisher, nutrient):
    for person, rda, ul in both(publisher, nutrient, (Kind.RDA, Kind.UL)):
        if ul.scope == "total":
            assert ul.value >= rda.value, person


@pytest.mark.parametrize(("publisher", "nutrient"), TABLES)
def test_the_lower_bound_of_a_range_is_below_the_upper(publisher, nutrient):
    for person, low, high in both(publisher, nutrient, (Kind.AMDR_LOW, Kind.AMDR_HIGH)):
        assert low.value < high.value, person


def test_slugs_are_those_of_the_nutrients():
    from micronutrient.datafiles import read_toml

    known = set(read_toml(DATA / "nutrients_order.toml")["order"])
    assert {nutrient for _, nutrient in TABLES} <= known


def test_an_unknown_publisher_is_refused():
    with pytest.raises(UnknownName, match="unknown publisher 'iow'"):
        values("iron", "iow")


def test_a_nutrient_of_which_the_publisher_says_nothing_has_no_rows():
    assert values("glutamine", "iom") == ()
