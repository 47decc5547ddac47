"""The choice of the row for a person: birthdays, pregnancy, menopause, conditions, units."""

import pytest

from micronutrient.errors import NoReferenceValue, UnknownName
from micronutrient.person import Person, Sex
from micronutrient.reference.compare import side_by_side
from micronutrient.reference.table import daily, find, value_for


def woman(age, **more):
    return Person(sex=Sex.FEMALE, age_years=age, **more)


def man(age, **more):
    return Person(sex=Sex.MALE, age_years=age, **more)


@pytest.mark.parametrize(
    ("age", "ear"),
    [
        (0.99, None),
        (1, 500),
        (3.99, 500),
        (4, 800),
        (8.99, 800),
        (9, 1100),
        (18.99, 1100),
        (19, 800),
    ],
)
def test_a_birthday_belongs_to_the_older_group(age, ear):
    found = find(man(age), nutrient="calcium", kind="ear")
    assert (found.value if found else None) == ear


@pytest.mark.parametrize(("age", "ear"), [(50.99, 800), (51, 1000), (70.99, 1000), (71, 1000)])
def test_the_fifty_first_birthday(age, ear):
    assert value_for(woman(age), nutrient="calcium", kind="ear").value == ear


@pytest.mark.parametrize(("months", "ai"), [(5, 200), (5.9, 200), (6, 260), (11, 260)])
def test_ages_count_to_the_month(months, ai):
    assert value_for(man(months / 12), nutrient="calcium", kind="ai").value == ai


@pytest.mark.parametrize("age", [71, 90, 120])
def test_old_age_has_no_end(age):
    assert value_for(woman(age), nutrient="vitamin_d", kind="rda").value == 20


@pytest.mark.parametrize(
    ("age", "ear", "group"), [(12, 1000, "14"), (52, 800, "31"), (60, 800, "31")]
)
def test_pregnancy_outside_the_printed_ages_takes_the_nearest_group_and_says_so(age, ear, group):
    found = value_for(woman(age, pregnancy_week=20), nutrient="calcium", kind="ear")
    assert found.value == ear
    assert f"No pregnant group of this age is printed: female, {group}" in found.note


def test_pregnancy_where_nothing_separate_is_printed_takes_her_age_and_says_so():
    found = value_for(woman(30, pregnancy_week=20), nutrient="fat", kind="amdr_high")
    assert found.value == 35
    assert "No separate value for pregnant women is printed" in found.note


def test_a_pregnant_man_gets_no_value():
    assert find(man(30, pregnancy_week=20), nutrient="iron", kind="ear") is None


@pytest.mark.parametrize(
    ("person", "ear"),
    [
        (woman(40), 8.1),
        (woman(40, menstruating=True), 8.1),
        (woman(40, menstruating=False), 5),
        (woman(53), 5),
        (woman(53, menstruating=True), 8.1),
        (woman(53, menstruating=False), 5),
        (woman(16, menstruating=False), 7.9),
        (man(40), 6),
    ],
)
def test_menstruation_decides_on_iron(person, ear):
    assert value_for(person, nutrient="iron", kind="ear").value == ear


def test_an_early_menopause_is_told():
    found = value_for(woman(40, menstruating=False), nutrient="iron", kind="ear")
    assert found.condition == "postmenopausal"
    assert "The postmenopausal value is printed for female, 51 to 71 y" in found.note


def test_a_condition_can_be_named():
    found = value_for(woman(40), nutrient="iron", kind="rda", condition="postmenopausal")
    assert found.value == 8


def test_the_withdrawn_sodium_level_is_given_only_by_its_edition():
    assert find(man(30), nutrient="sodium", kind="ul") is None
    assert value_for(man(30), nutrient="sodium", kind="ul", edition=2005).value == 2.3
    assert value_for(man(30), nutrient="sodium", kind="ai").edition == 2019


def test_an_edition_that_does_not_exist_is_refused():
    with pytest.raises(NoReferenceValue):
        value_for(man(30), nutrient="sodium", kind="ai", edition=1999)


def test_a_refusal_names_what_the_publisher_does_set():
    with pytest.raises(NoReferenceValue) as refused:
        value_for(woman(34), nutrient="vitamin_c", kind="ai")
    line = refused.value.line()
    assert "iom sets no ai of vitamin_c for this person (female, 34 years)" in line
    assert "it does set: ear, rda, ul" in line


def test_a_refusal_names_the_conditions():
    with pytest.raises(NoReferenceValue, match="conditions: phytate_1200, phytate_300"):
        value_for(man(30), nutrient="zinc", kind="ear", publisher="efsa", condition="phytate_1")


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownName, match="unknown kind of reference value 'rdi'"):
        value_for(man(30), nutrient="zinc", kind="rdi")


def test_an_unknown_nutrient_is_refused():
    with pytest.raises(UnknownName, match="unknown nutrient 'vitamin_q'"):
        value_for(man(30), nutrient="vitamin_q", kind="ear")


def test_the_default_condition_of_the_table_holds():
    plain = value_for(man(30), nutrient="zinc", kind="ear", publisher="efsa")
    assert plain.condition == "phytate_600"
    low = value_for(man(30), nutrient="zinc", kind="ear", publisher="efsa", condition="phytate_300")
    assert low.value < plain.value


@pytest.mark.parametrize(("week", "condition"), [(13, 1), (14, 2), (27, 2), (28, 3)])
def test_the_week_of_pregnancy_decides_on_the_trimester(week, condition):
    found = value_for(
        woman(30, pregnancy_week=week), nutrient="protein", kind="ear", publisher="efsa"
    )
    assert found.condition == f"trimester_{condition}"


def test_protein_is_taken_per_kilogram_where_the_weight_is_known():
    assert value_for(man(30), nutrient="protein", kind="rda").unit == "g/d"
    assert value_for(man(30, weight_kg=80), nutrient="protein", kind="rda").unit == "g/kg/d"


def per_day(person, energy_kcal=None, **which):
    return daily(value_for(person, **which), person=person, energy_kcal=energy_kcal)


@pytest.mark.parametrize(
    ("nutrient", "kind", "value", "unit"),
    [
        ("copper", "ear", 0.7, "mg/d"),
        ("copper", "ul", 10, "mg/d"),
        ("phosphorus", "ul", 4000, "mg/d"),
        ("choline", "ul", 3500, "mg/d"),
        ("water", "ai", 3700, "g/d"),
        ("vitamin_c", "ear", 75, "mg/d"),
        ("folate", "ul", 1000, "ug/d"),
        ("chloride", "ai", 2300, "mg/d"),
    ],
)
def test_amounts_come_in_the_unit_of_the_nutrient(nutrient, kind, value, unit):
    got = per_day(man(30), nutrient=nutrient, kind=kind)
    assert got.value == pytest.approx(value, rel=1e-12)
    assert got.unit == unit


def test_amounts_per_kilogram_need_the_weight():
    lysine = per_day(man(30, weight_kg=70), nutrient="lysine", kind="ear")
    assert (lysine.value, lysine.unit) == (2170, "mg/d")
    assert per_day(man(30), nutrient="lysine", kind="ear") is None


def test_shares_of_energy_need_the_energy():
    high = per_day(man(30), nutrient="fat", kind="amdr_high", energy_kcal=1800)
    assert (high.value, high.unit) == (70, "g/d")
    assert per_day(man(30), nutrient="fat", kind="amdr_high") is None


def test_amounts_per_megajoule_need_the_energy():
    got = per_day(man(30), nutrient="thiamin", kind="ear", publisher="efsa", energy_kcal=2390.057)
    printed = value_for(man(30), nutrient="thiamin", kind="ear", publisher="efsa")
    assert (printed.unit, got.unit) == ("mg/MJ", "mg/d")
    assert got.value == pytest.approx(printed.value * 10, rel=1e-5)


def test_publishers_stand_side_by_side():
    found = side_by_side(woman(34), nutrient="vitamin_c", kinds=("ear", "rda"))
    kinds = [(value.kind.value, value.publisher) for value in found]
    assert ("ear", "iom") in kinds
    assert ("rda", "efsa") in kinds
    assert kinds == sorted(kinds)


def test_a_state_for_which_nothing_is_set_gets_nothing():
    from msgspec.structs import replace

    from micronutrient.person import Maternity
    from micronutrient.reference.lifestage import choose
    from micronutrient.reference.rows import values

    level = [row for row in values("fat", "iom") if row.kind == "amdr_high"]
    barred = [replace(row, not_for=(Maternity.PREGNANT,)) for row in level]
    assert choose(level, person=woman(30, pregnancy_week=9)).row.value == 35
    assert choose(barred, person=woman(30, pregnancy_week=9)) is None
    assert choose(barred, person=woman(30, lactating=True)).row.value == 35
