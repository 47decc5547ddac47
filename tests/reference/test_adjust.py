"""What one person needs more or less. Printed: IOM 2001, pp. 340, 480 and 573-574 (iron, zinc).

Also: IOM 2000 (vitamin C of smokers); EFSA 2016 (thiamin) and 2014 (niacin); J Nutr 2001;131:1777
(vitamin B6 by protein); WHO 2017 (zinc in diarrhoea); Ann Sports Med Res 2016;3:1063 (sweat);
ASMBS 2016; KDOQI 2020; J Burn Care Res 2012;33:678 (burns); Endocrine Society 2011 (vitamin D).
"""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.person import DietPattern, Person, Sex
from micronutrient.reference.adjust import (
    Adjustment,
    Counts,
    Way,
    adjusted,
    adjustments,
    base_value,
    changes_for,
)
from micronutrient.reference.requirement import requirement_for
from micronutrient.reference.rows import Kind, nutrients_of, publishers
from micronutrient.reference.situation import situation
from micronutrient.reference.table import value_for

PERSONAL = adjustments("personal")
OWN = adjustments("adjustments")
EAR_RDA, ALL = ("ear", "rda"), ("ear", "rda", "ai")
OTHERS = ("efsa", "harmonised", "who")
PILL = "combined_oral_contraceptive"
BYPASS = {"gastric_bypass", "bariatric_surgery"}
NOT_EFSA = ("iom", "harmonised", "who")

# fmt: off
PRINTED = [
    ("vitamin_c", ("iom",), "smoker", EAR_RDA, "add", 35, 35, "established"),
    ("iron", ("iom",), "vegetarian", EAR_RDA, "factor", 1.8, 1.8, "established"),
    ("iron", ("iom",), "menstruating_before_14", EAR_RDA, "add", 2.5, 2.5, "established"),
    ("iron", (), "blood_donations_per_year", EAR_RDA, "add", 0.6, 0.7, "established"),
    ("iron", ("iom",), "menstrual_iron_loss_mg_d", EAR_RDA, "add", 1, 1, "established"),
    ("iron", ("iom",), "iron_loss_mg_d", EAR_RDA, "intake", 1, 1, "shown"),
    ("iron", ("iom",), "oral_contraceptive", ("ear",), "instead", 6.4, 6.4, "established"),
    ("iron", ("iom",), "oral_contraceptive", ("ear",), "instead", 6.9, 6.9, "established"),
    ("iron", ("iom",), "oral_contraceptive", ("rda",), "instead", 10.9, 10.9, "established"),
    ("iron", ("iom",), "oral_contraceptive", ("rda",), "instead", 11.4, 11.4, "established"),
    ("iron", (), "intense_exercise", EAR_RDA, "add", 0.3, 0.7, "established"),
    ("iron", ("iom",), "growth_spurt", EAR_RDA, "add", 2.9, 2.9, "established"),
    ("iron", OTHERS, "growth_spurt", EAR_RDA, "add", 2.9, 2.9, "shown"),
    ("iron", ("iom",), "growth_spurt", EAR_RDA, "add", 1.1, 1.1, "established"),
    ("iron", OTHERS, "growth_spurt", EAR_RDA, "add", 1.1, 1.1, "shown"),
    ("iron", OTHERS, "vegetarian", EAR_RDA, "factor", 1.8, 1.8, "shown"),
    ("zinc", ("iom",), "vegetarian", EAR_RDA, "factor", 1, 1.5, "shown"),
    ("zinc", (), "diarrhoea", ALL, "add", 20, 20, "shown"),
    ("zinc", (), "diarrhoea", ALL, "add", 10, 10, "shown"),
    ("vitamin_c", OTHERS, "smoker", EAR_RDA, "add", 35, 35, "shown"),
    ("thiamin", NOT_EFSA, "energy_mj_d", ("ear",), "intake", 0.072, 0.072, "shown"),
    ("thiamin", NOT_EFSA, "energy_mj_d", ("rda",), "intake", 0.1, 0.1, "shown"),
    ("niacin", NOT_EFSA, "energy_mj_d", ("ear",), "intake", 1.3, 1.3, "shown"),
    ("niacin", NOT_EFSA, "energy_mj_d", ("rda",), "intake", 1.6, 1.6, "shown"),
    ("vitamin_b6", (), "protein_g_d", ("ear",), "intake", 0.015, 0.015, "shown"),
    ("vitamin_b6", (), "protein_g_d", ("rda",), "intake", 0.018, 0.018, "shown"),
    ("sodium", (), "sweat_l_d", ALL, "add", 704, 1136, "shown"),
    ("potassium", (), "sweat_l_d", ALL, "add", 117, 585, "shown"),
    ("calcium", (), "sweat_l_d", ALL, "add", 6, 40, "shown"),
    ("magnesium", (), "sweat_l_d", ALL, "add", 2.4, 18, "shown"),
    ("vitamin_d", (), "obesity", ALL, "factor", 2, 3, "shown"),
    ("vitamin_d", (), "enzyme_inducing_antiepileptic", ALL, "factor", 2, 3, "shown"),
    ("vitamin_b6", (), "isoniazid", ALL, "intake", 10, 10, "shown"),
    ("vitamin_c", (), "dialysis", ALL, "intake", 75, 90, "shown"),
    ("vitamin_b6", (), "dialysis", ALL, "intake", 10, 10, "shown"),
    ("zinc", (), "burns", ALL, "intake", 50, 50, "shown"),
    ("vitamin_c", (), "burns", ALL, "intake", 1000, 1000, "shown"),
    ("copper", (), "burns", ALL, "intake", 4.23, 4.23, "shown"),
    ("thiamin", (), "bariatric_surgery", ALL, "intake", 12, 12, "shown"),
    ("vitamin_b12", (), "bariatric_surgery", ALL, "intake", 350, 500, "shown"),
    ("iron", (), "bariatric_surgery", ALL, "intake", 18, 60, "shown"),
    ("calcium", (), "bariatric_surgery", ALL, "intake", 1200, 2400, "shown"),
    ("vitamin_d", (), "bariatric_surgery", ALL, "intake", 75, 75, "shown"),
    ("vitamin_a", (), "bariatric_surgery", ALL, "intake", 1500, 3000, "shown"),
    ("vitamin_e", (), "bariatric_surgery", ALL, "intake", 15, 15, "shown"),
    ("vitamin_k", (), "bariatric_surgery", ALL, "intake", 90, 120, "shown"),
    ("zinc", (), "bariatric_surgery", ALL, "intake", 8, 22, "shown"),
    ("copper", (), "bariatric_surgery", ALL, "intake", 1, 2, "shown"),
]
# fmt: on
NO_FIGURE = {
    ("iron", "haemochromatosis"),
    ("iron", "blood_donation"),
    ("iron", "menstrual_iron_loss_mg_d"),
    ("iron", "heavy_menstruation"),
    ("iron", "oral_contraceptive"),
    ("iron", "oestrogen_therapy"),
    ("zinc", "diarrhoea"),
    ("zinc", "high_alcohol_intake"),
    ("thiamin", "high_alcohol_intake"),
    ("folate", "high_alcohol_intake"),
    ("magnesium", "high_alcohol_intake"),
    ("folate", "dialysis"),
    ("folate", "bariatric_surgery"),
    ("selenium", "burns"),
}


def woman(age=34.0, **more):
    return Person(sex=Sex.FEMALE, age_years=age, **more)


def man(age=34.0, **more):
    return Person(sex=Sex.MALE, age_years=age, **more)


def need(person, *present, nutrient="iron", publisher="iom", **amounts):
    around = situation(person, present=frozenset(present), amounts=amounts)
    return requirement_for(person, nutrient=nutrient, publisher=publisher, situation=around)


def recommended(person, *present, publisher="iom"):
    around = situation(person, present=frozenset(present))
    printed = value_for(person, nutrient="iron", kind="rda", publisher=publisher)
    return adjusted(printed, person=person, situation=around)


def key(rule: Adjustment) -> str:
    return rule.who[0] if rule.who else rule.per


def test_published_figures_row_by_row():
    rows = [
        (one.nutrient, one.publishers, key(one), tuple(map(str, one.kinds)), one.way.value,
         *one.size, one.counts.value)
        for one in (*OWN, *PERSONAL) if one.size is not None
    ]  # fmt: skip
    assert rows == PRINTED


def test_rows_without_a_figure_are_only_shown():
    rows = [one for one in (*OWN, *PERSONAL) if one.size is None]
    assert {(one.nutrient, key(one)) for one in rows} == NO_FIGURE
    assert {one.counts for one in rows} == {Counts.SHOWN}


def test_only_the_publishers_own_rules_count_without_a_situation():
    assert [one.own for one in (*OWN, *PERSONAL)] == [True] * len(OWN) + [False] * len(PERSONAL)
    person = woman(blood_donations_per_year=2, smoker=True, diet_pattern=DietPattern.VEGAN)
    assert [c.rule.own for c in requirement_for(person, nutrient="iron").changes] == [True]


@pytest.mark.parametrize("publisher", publishers())
def test_where_nothing_is_known_the_printed_value_stands(publisher):
    for person in (man(weight_kg=70), woman(60, weight_kg=60), man(3), woman(25, lactating=True)):
        for nutrient in nutrients_of(publisher):
            plain = requirement_for(person, nutrient=nutrient, publisher=publisher)
            personal = need(person, nutrient=nutrient, publisher=publisher)
            assert (plain is None) == (personal is None)
            if plain and personal:
                assert (personal.ear, personal.sd) == (plain.ear, plain.sd)
                assert personal.percentiles == plain.percentiles


def test_published_blood_donor_needs_3_to_4_mg_more():
    donor = need(man(blood_donations_per_year=1))
    assert donor.ear == pytest.approx(6 + 0.65 / 0.18)
    (change,) = donor.changes
    assert change.span == pytest.approx((0.6 / 0.18, 0.7 / 0.18))
    assert 3 <= change.span[0] <= change.span[1] <= 4


def test_published_iron_rises_in_proportion_to_the_blood_that_is_given():
    one, three = (need(man(blood_donations_per_year=n)).ear - 6 for n in (1, 3))
    assert three == pytest.approx(3 * one)
    assert need(man(blood_donations_per_year=0)).changes == ()


def test_blood_taken_against_an_overload_is_not_to_be_replaced():
    (told,) = need(man(blood_donations_per_year=6), "haemochromatosis").changes
    assert (told.counted, told.span) == (False, None)


def test_published_oral_contraceptive():
    user = need(woman(), PILL)
    assert (user.ear, user.printed, user.reference.value) == (6.4, 8.1, 8.1)
    percentiles = dict(user.percentiles)
    assert percentiles[50] == pytest.approx(6.4)
    assert percentiles[97.5] == pytest.approx(10.9)
    assert recommended(woman(), PILL).value == 10.9
    assert need(woman(16), PILL).ear == 6.9
    assert recommended(woman(16), PILL).value == 11.4


def test_the_contraceptives_figures_follow_from_60_percent_less_menstrual_loss():
    # basal loss: the printed percentiles after menopause; menstrual loss: lognormal, median
    # 0.507 mg/d, sigma 0.778, with which it gives the printed percentiles before menopause
    import numpy as np

    rng = np.random.default_rng(1)
    basal = (2.2291 + 0.29465 * rng.normal(size=400_000)) ** 2
    lost = np.exp(np.log(0.507) + 0.778 * rng.normal(size=400_000)) / 0.18
    user = dict(need(woman(), PILL).percentiles)
    for share, printed in ((1.0, dict(need(woman()).percentiles)), (0.4, user)):
        percents = [10, 50, 90, 97.5]
        got = np.percentile(basal + share * lost, percents)
        assert got == pytest.approx([printed[p] for p in percents], abs=0.25)


@pytest.mark.parametrize(
    "person",
    [
        woman(52),
        woman(menstruating=False),
        woman(pregnancy_week=20),
        woman(lactating=True),
        woman(12),
    ],
)
def test_a_contraceptive_changes_nothing_where_nobody_menstruates(person):
    assert need(person, PILL).changes == ()


def test_a_measured_loss_goes_before_what_a_contraceptive_does():
    person = woman(menstrual_loss_ml=30)
    assert need(person, PILL).ear == need(person).ear


def test_published_menstrual_loss_is_added_to_what_is_needed_without():
    lost = 80 * 0.135 * 3.39 / 28
    heavy = need(woman(menstrual_loss_ml=80))
    assert heavy.ear == pytest.approx(5 + lost / 0.18)
    assert heavy.printed == 8.1
    after_menopause = dict(need(woman(60)).percentiles)
    for percent, value in heavy.percentiles:
        assert value == pytest.approx(after_menopause[percent] + lost / 0.18)
    assert recommended(woman(menstrual_loss_ml=80)).value == pytest.approx(8 + lost / 0.18)
    assert recommended(woman(menstrual_loss_ml=80)).printed == 18


def test_a_usual_measured_loss_comes_near_the_printed_requirement():
    # the IOM's median loss is about 31 mL a cycle
    assert need(woman(menstrual_loss_ml=31)).ear == pytest.approx(8.1, abs=0.35)


@pytest.mark.parametrize(("age", "counts"), [(18.9, False), (19, True), (50, True)])
def test_a_measured_loss_counts_from_19_years(age, counts):
    (change,) = need(woman(age, menstrual_loss_ml=80)).changes
    assert change.counted is counts


def test_heavy_periods_are_told_until_they_are_measured():
    (told,) = need(woman(), "heavy_menstruation").changes
    assert (told.counted, told.span) == (False, None)
    measured = need(woman(menstrual_loss_ml=100), "heavy_menstruation")
    assert [one.counted for one in measured.changes] == [True]


def test_published_hard_training_raises_basal_losses_by_30_to_70_percent():
    runner = need(man(weight_kg=77.4), "intense_exercise")
    (change, *_) = runner.changes
    assert change.span == pytest.approx((6.02 * 0.3, 6.02 * 0.7), abs=0.01)
    assert runner.ear == pytest.approx(6 + 6.02 / 2, abs=0.01)


def test_hard_training_is_not_counted_without_a_weight():
    assert need(man(), "intense_exercise").changes == ()


@pytest.mark.parametrize(("make", "more"), [(man, 2.9), (woman, 1.1)])
def test_published_growth_spurt(make, more):
    person = make(13)
    assert need(person, "growth_spurt").ear == pytest.approx(need(person).ear + more)
    assert need(make(19), "growth_spurt").changes == ()
    (shown,) = need(person, "growth_spurt", publisher="efsa").changes
    assert shown.counted is False


def test_sums_come_before_factors_as_what_is_absorbed_less_is_all_of_it():
    person = woman(blood_donations_per_year=1, diet_pattern=DietPattern.VEGAN)
    assert need(person).ear == pytest.approx((8.1 + 0.65 / 0.18) * 1.8)
    assert need(person).ear == pytest.approx(8.1 * 1.8 + 0.65 / 0.10)


def test_efsa_takes_its_own_share_absorbed():
    donor = need(man(blood_donations_per_year=1), publisher="efsa")
    assert donor.ear == pytest.approx(6 + 0.65 / 0.16)
    donor = need(woman(blood_donations_per_year=1), publisher="efsa")
    assert donor.ear == pytest.approx(7 + 0.65 / 0.18)


@pytest.mark.parametrize("publisher", ["harmonised"])
def test_an_absorbed_amount_is_only_shown_where_no_share_absorbed_is_named(publisher):
    (change,) = need(man(blood_donations_per_year=1), publisher=publisher).changes
    assert (change.counted, change.span) == (False, None)


@pytest.mark.parametrize("person", [woman(pregnancy_week=20), woman(lactating=True)])
def test_an_absorbed_amount_is_only_shown_in_pregnancy_and_lactation(person):
    donor = msgspec.structs.replace(person, blood_donations_per_year=1)
    (change,) = need(donor).changes
    assert (change.counted, change.span) == (False, None)
    assert need(donor).ear == need(person).ear


def test_a_smoker_by_any_name_is_one_smoker():
    by_field = need(man(smoker=True), nutrient="vitamin_c")
    by_name = need(man(), "smoking", nutrient="vitamin_c")
    both = need(man(smoker=True), "smoking", nutrient="vitamin_c")
    assert by_field.ear == by_name.ear == both.ear == 110


def test_what_another_publisher_adds_is_shown_and_not_counted():
    (change,) = need(man(smoker=True), nutrient="vitamin_c", publisher="efsa").changes
    assert (change.counted, change.span) == (False, (35, 35))
    zinc = need(woman(diet_pattern=DietPattern.VEGETARIAN), nutrient="zinc")
    assert (zinc.ear, [one.span for one in zinc.changes]) == (6.8, [(1, 1.5)])
    assert need(woman(diet_pattern=DietPattern.VEGAN), nutrient="zinc", publisher="efsa").ear == 7.6


def test_published_thiamin_by_energy_is_shown_once_it_is_more_than_the_value():
    assert need(man(), nutrient="thiamin", energy_mj_d=13.8).changes == ()
    (change,) = need(man(), nutrient="thiamin", energy_mj_d=16.0).changes
    assert change.span == pytest.approx((1.152, 1.152))
    assert change.counted is False


def test_published_vitamin_b6_by_protein():
    assert need(woman(), nutrient="vitamin_b6", protein_g_d=70.0).changes == ()
    (change,) = need(woman(), nutrient="vitamin_b6", protein_g_d=100.0).changes
    assert change.span == pytest.approx((1.5, 1.5))


@pytest.mark.parametrize(
    ("age", "amount"), [(0.49, 10), (0.5, 20), (4.99, 20), (5, None), (40, None)]
)
def test_published_zinc_in_a_childs_diarrhoea(age, amount):
    person = man(age)
    kind = "ai" if age < 0.5 else "ear"
    zinc = value_for(person, nutrient="zinc", kind=kind)
    around = situation(person, present=frozenset({"diarrhoea"}))
    (change,) = changes_for(zinc, person=person, situation=around)
    assert change.span == (None if amount is None else (amount, amount))
    assert change.counted is False


def test_published_sodium_of_sweat_by_the_litre():
    person = man()
    sodium = value_for(person, nutrient="sodium", kind="ai")
    around = situation(person, amounts={"sweat_l_d": 2.0})
    (change,) = changes_for(sodium, person=person, situation=around)
    assert change.span == pytest.approx((2 * 30.6 * 22.99, 2 * 49.4 * 22.99), rel=1e-3)


@pytest.mark.parametrize(
    ("present", "nutrient"),
    [
        ({"burns"}, "zinc"),
        ({"burns"}, "copper"),
        ({"burns"}, "selenium"),
        ({"dialysis"}, "vitamin_c"),
        (BYPASS, "vitamin_b12"),
        (BYPASS, "thiamin"),
        ({"obesity"}, "vitamin_d"),
        ({"glucocorticoid"}, "vitamin_d"),
        ({"isoniazid"}, "vitamin_b6"),
        ({"high_alcohol_intake"}, "thiamin"),
        ({"short_bowel_syndrome"}, "zinc"),
        ({"oestrogen_therapy"}, "iron"),
    ],
)
def test_what_a_clinician_decides_is_shown_and_moves_nothing(present, nutrient):
    person = woman(55, weight_kg=60)
    got, plain = need(person, *present, nutrient=nutrient), need(person, nutrient=nutrient)
    told = [one for one in got.changes if set(one.rule.who) & present]
    assert [one.counted for one in told] == [False]
    assert got.ear == plain.ear


WORDS = sorted({word for rule in PERSONAL for word in rule.who} - {"oral_contraceptive", PILL})


@given(
    present=st.frozensets(st.sampled_from(WORDS), max_size=5),
    donations=st.none() | st.floats(0, 6),
    female=st.booleans(),
    age=st.floats(9, 80),
    weight=st.none() | st.floats(30, 150),
)
def test_nothing_but_a_contraceptive_lowers_a_need(present, donations, female, age, weight):
    make = woman if female else man
    person = make(age, blood_donations_per_year=donations, weight_kg=weight)
    for publisher in ("iom", "efsa", "harmonised"):
        for nutrient in ("iron", "zinc", "vitamin_c", "vitamin_d"):
            plain = requirement_for(person, nutrient=nutrient, publisher=publisher)
            got = need(person, *present, nutrient=nutrient, publisher=publisher)
            if plain is not None:
                assert got.ear >= plain.ear - 1e-12
                lower = need(person, *present, PILL, nutrient=nutrient, publisher=publisher)
                assert lower.ear <= got.ear + 1e-12


@given(lost=st.floats(0, 500), more=st.floats(1, 100))
def test_whoever_bleeds_more_needs_more_iron(lost, more):
    less = need(woman(menstrual_loss_ml=lost))
    assert need(woman(menstrual_loss_ml=lost + more)).ear > less.ear
    assert [value for _, value in less.percentiles] == sorted(v for _, v in less.percentiles)


def test_the_printed_value_is_kept_beside_the_personal_one():
    printed = value_for(man(), nutrient="iron", kind="rda")
    assert adjusted(printed, person=man()) == printed
    donor = man(blood_donations_per_year=1)
    got = adjusted(printed, person=donor, situation=situation(donor))
    assert (got.printed, got.value) == (8, pytest.approx(8 + 0.65 / 0.18))
    assert base_value(printed, person=donor, situation=situation(donor)) == printed


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"add": 1.0, "factor": 2.0, "unit": "mg/d"}, "one size"),
        ({"add": 1.0}, "has a unit"),
        ({}, "has a figure"),
        ({"add": (2.0, 1.0), "unit": "mg/d"}, "lower end"),
        ({"factor": -1.0, "unit": "mg/d"}, "negative"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(fields, complaint):
    rest = {"nutrient": "iron", "kinds": (Kind.EAR,), "counts": Counts.ESTABLISHED}
    with pytest.raises(ValueError, match=complaint):
        Adjustment(**rest, **fields, why="x", source="x", checked="primary")


def test_every_way_is_used():
    assert {rule.way for rule in (*OWN, *PERSONAL)} == set(Way)
