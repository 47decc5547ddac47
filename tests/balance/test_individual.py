"""Intake against need and upper level: published probabilities, bounds, and what stays unknown.

Published: the magnesium example of the individual method (IOM 2000, p. 54).
"""

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.balance.amounts import Amount, NutrientIntake
from micronutrient.balance.individual import IntakeJudgement, judge
from micronutrient.balance.reasons import elsewhere_said, upper_said, why
from micronutrient.balance.references import STAND_INS
from micronutrient.person import DietPattern, Person, Sex
from micronutrient.reference.table import daily, find, nutrients_of

WOMAN = Person(sex=Sex.FEMALE, age_years=40, weight_kg=60)
NOTHING = Amount(lower=math.nan, mean=math.nan, upper=math.inf, supplement=0.0)


def eaten(
    nutrient: str,
    amount: float,
    *,
    upper: float | None = None,
    scope: float = 0.0,
    supplement: float = 0.0,
    days: int = 3,
    complete: bool = True,
) -> NutrientIntake:
    highest = amount if upper is None else upper
    return NutrientIntake(
        nutrient=nutrient,
        amount=Amount(
            lower=amount,
            mean=amount,
            upper=highest if complete else math.inf,
            supplement=supplement,
        ),
        in_scope=Amount(lower=scope, mean=scope, upper=scope, supplement=supplement),
        coverage=1.0 if upper is None else 0.5,
        days=days,
        complete=complete,
        energy_kcal=2000.0,
    )


def judged(
    intake: NutrientIntake, person: Person = WOMAN, publisher: str = "iom"
) -> IntakeJudgement:
    return judge(intake, person=person, publisher=publisher)


def test_published_magnesium_example_up_to_the_newer_within_person_variation() -> None:
    """Printed: 85 % adequate with a within-person SD of 85.9 mg; NHANES 2015-2018 gives its own."""
    judgement = judged(eaten("magnesium", 320.0))
    assert judgement.need is not None
    assert judgement.need.value.value == 265
    assert 1 - judgement.inadequate.at_most == pytest.approx(0.84, abs=0.03)


def test_what_is_known_in_full_has_one_probability() -> None:
    judgement = judged(eaten("zinc", 6.0))
    assert judgement.inadequate.at_least == pytest.approx(judgement.inadequate.at_most)
    assert judgement.belief.unknown == pytest.approx(0)


@given(st.floats(1, 20), st.floats(0, 20))
def test_a_gap_opens_the_bounds_and_never_moves_what_is_known(low: float, gap: float) -> None:
    known, open_ = judged(eaten("zinc", low)), judged(eaten("zinc", low, upper=low + gap))
    assert open_.inadequate.at_most == pytest.approx(known.inadequate.at_most)
    assert open_.inadequate.at_least <= known.inadequate.at_least + 1e-9
    assert open_.belief.unknown >= known.belief.unknown - 1e-9


def test_an_incomplete_record_shows_enough_but_never_too_little() -> None:
    assert judged(eaten("zinc", 1.0, complete=False)).belief.low == 0
    assert judged(eaten("zinc", 18.0, complete=False)).belief.adequate > 0.9


def test_below_an_adequate_intake_is_unknown_and_never_low() -> None:
    short = judged(eaten("potassium", 500.0))
    assert short.need is not None
    assert not short.need.settles
    assert short.belief.low == 0
    assert short.belief.unknown > 0.99
    assert judged(eaten("potassium", 9000.0)).belief.adequate > 0.99


def test_an_upper_level_counts_its_own_scope() -> None:
    carrots = judged(eaten("vitamin_a", 9000.0, scope=0.0))
    liver = judged(eaten("vitamin_a", 9000.0, scope=9000.0))
    assert carrots.belief.high == 0
    assert liver.belief.high > 0.9


def test_food_magnesium_never_exceeds_a_level_for_supplements() -> None:
    assert judged(eaten("magnesium", 900.0)).belief.high == 0
    assert judged(eaten("magnesium", 300.0, supplement=400.0)).belief.high == 1


def test_supplements_alone_are_judged_without_a_diet() -> None:
    intake = NutrientIntake(
        nutrient="zinc",
        amount=Amount(lower=math.nan, mean=math.nan, upper=math.inf, supplement=80.0),
        in_scope=NOTHING,
        coverage=math.nan,
        days=0,
        complete=True,
        energy_kcal=None,
    )
    judgement = judged(intake)
    assert judgement.belief.high == 1
    assert judgement.usual_low is None


def test_nothing_known_leaves_everything_open() -> None:
    intake = NutrientIntake(
        nutrient="zinc",
        amount=NOTHING,
        in_scope=NOTHING,
        coverage=math.nan,
        days=0,
        complete=True,
        energy_kcal=None,
    )
    assert judged(intake).belief.unknown == pytest.approx(1)


def test_one_day_says_less_than_many() -> None:
    one, many = judged(eaten("zinc", 9.0, days=1)), judged(eaten("zinc", 9.0, days=20))
    assert one.inadequate.at_most > many.inadequate.at_most
    assert one.usual_low is not None
    assert many.usual_low is not None
    assert one.usual_low.low < many.usual_low.low


def test_vegetarians_need_more_iron_and_smokers_more_vitamin_c() -> None:
    vegetarian = Person(
        sex=Sex.MALE, age_years=40, weight_kg=70, diet_pattern=DietPattern.VEGETARIAN, smoker=True
    )
    iron, plain = judged(eaten("iron", 9.0), vegetarian), judged(eaten("iron", 9.0))
    assert iron.need is not None
    assert iron.need.value.value == pytest.approx(6 * 1.8)
    assert [one.counted for one in iron.need.changes] == [True]
    assert plain.need is not None
    assert not plain.need.notes
    vitamin_c = judged(eaten("vitamin_c", 90.0), vegetarian).need
    assert vitamin_c is not None
    assert vitamin_c.value.value == 75 + 35


def test_where_a_publisher_sets_nothing_another_is_named() -> None:
    need = judged(eaten("epa_dha", 100.0)).need
    assert need is not None
    assert need.value.publisher == "efsa"


def test_retinol_equivalents_are_held_against_activity_equivalents_and_say_so() -> None:
    need = judged(eaten("vitamin_a", 600.0), publisher="efsa").need
    assert need is not None
    assert need.value.unit == "ug_re/d"
    assert any("never is more" in note for note in need.notes)


def test_an_upper_level_that_is_set_by_form_follows_the_form_taken() -> None:
    flushing = msgspec.structs.replace(
        eaten("niacin", 20.0, supplement=50.0), forms=("nicotinic_acid",)
    )
    assert judged(flushing, publisher="efsa").belief.high == 1
    mild = msgspec.structs.replace(flushing, forms=("nicotinamide",))
    assert judged(mild, publisher="efsa").belief.high == 0


def taken(nutrient: str, amount: float, *forms: str) -> NutrientIntake:
    """Give what a supplement holds, where nothing is known of the diet."""
    unknown = Amount(lower=math.nan, mean=math.nan, upper=math.inf, supplement=amount)
    return NutrientIntake(
        nutrient=nutrient,
        amount=unknown,
        in_scope=unknown,
        coverage=math.nan,
        days=0,
        complete=False,
        energy_kcal=None,
        forms=forms,
    )


def test_a_newer_upper_level_that_is_exceeded_decides_and_both_are_named() -> None:
    judgement = judged(eaten("vitamin_b6", 1.4, supplement=93.6))
    assert judgement.belief.high == pytest.approx(1)
    assert judgement.upper is not None
    assert judgement.overruled is not None
    assert (judgement.upper.publisher, judgement.upper.value) == ("efsa", 12)
    assert (judgement.overruled.publisher, judgement.overruled.value) == ("iom", 100)
    assert not judgement.exceeded_elsewhere
    told = why(judgement)
    assert "(UL, EFSA) 12 mg/d" in told
    assert "(UL, IOM) 100 mg/d is not exceeded, but is of 1998" in told
    assert (
        upper_said(judgement) == "95 mg/d against an upper level of 12 (EFSA 2023; IOM 1998: 100)"
    )


@pytest.mark.parametrize(("publisher", "level"), [("iom", 100), ("efsa", 12), ("harmonised", 25)])
def test_the_chosen_publishers_own_level_decides_where_it_is_exceeded(publisher, level) -> None:
    judgement = judged(taken("vitamin_b6", 120.0), publisher=publisher)
    assert judgement.upper is not None
    assert (judgement.upper.publisher, judgement.upper.value) == (publisher, level)
    assert judgement.overruled is None


def test_an_older_upper_level_is_named_on_the_first_line_and_does_not_decide() -> None:
    judgement = judged(taken("niacin", 500.0, "nicotinamide"), publisher="efsa")
    assert judgement.belief.high == 0
    assert [value.publisher for value in judgement.exceeded_elsewhere] == ["iom"]
    assert elsewhere_said(judgement) == "above the upper level of IOM 1998, 35"
    assert "(UL, IOM) 35 mg/d of 1998 is exceeded" in why(judgement)


@pytest.mark.parametrize(("nutrient", "amount"), [("manganese", 9.0), ("iron", 42.0)])
def test_a_safe_level_of_intake_is_named_and_does_not_decide(nutrient, amount) -> None:
    judgement = judged(taken(nutrient, amount))
    assert judgement.belief.high == 0
    assert judgement.overruled is None
    assert "safe level of EFSA" in elsewhere_said(judgement)
    assert "more is not known to be too much" in why(judgement)


def test_what_supplements_alone_reach_is_passed_with_the_first_bite() -> None:
    reached = judged(taken("iodine", 600.0))
    assert reached.reached_without_food
    assert reached.belief.high == 1
    assert "food comes on top" in why(reached)
    assert not judged(taken("iodine", 599.0)).belief.high
    assert not judged(taken("iodine", 601.0)).reached_without_food
    assert not judged(eaten("iodine", 0.0, supplement=600.0)).reached_without_food
    magnesium = judged(taken("magnesium", 250.0))
    assert magnesium.belief.high == 0, "food does not count toward this level"


LEVELS = [
    (nutrient, publisher)
    for publisher in STAND_INS
    for nutrient in nutrients_of(publisher)
    if find(WOMAN, nutrient=nutrient, kind="ul", publisher=publisher)
]


@pytest.mark.parametrize(("nutrient", "other"), LEVELS)
@given(times=st.floats(1.001, 50))
def test_nothing_above_a_newer_upper_level_is_called_adequate(nutrient, other, times) -> None:
    level = find(WOMAN, nutrient=nutrient, kind="ul", publisher=other)
    assert level is not None
    held = daily(level, person=WOMAN)
    assert held is not None
    for publisher in STAND_INS:
        judgement = judged(
            taken(nutrient, held.value * times, level.condition), publisher=publisher
        )
        chosen = judgement.overruled or judgement.upper
        assert chosen is not None
        assert chosen.publisher == publisher or not find(
            WOMAN, nutrient=nutrient, kind="ul", publisher=publisher
        )
        if level.edition >= chosen.edition and not level.safe_level:
            assert judgement.belief.high == 1
        else:
            assert judgement.belief.high == 1 or elsewhere_said(judgement)


def test_no_probability_comes_from_foods_without_a_value() -> None:
    nothing = msgspec.structs.replace(eaten("zinc", 0.0, upper=20.0), coverage=0.0)
    assert judged(nothing).p_inadequate is None


def test_few_days_of_a_skewed_nutrient_are_said_to_look_too_sure() -> None:
    assert judged(eaten("vitamin_b12", 4.0)).overstated
    assert "overstate" in why(judged(eaten("vitamin_b12", 4.0)))
    assert not judged(eaten("vitamin_b12", 4.0, days=7)).overstated
    assert not judged(eaten("vitamin_b12", 4.0, supplement=100.0)).overstated
    assert not judged(eaten("magnesium", 300.0)).overstated


def test_the_acceptable_range_follows_the_energy_and_decides_nothing() -> None:
    judgement = judged(eaten("fat", 150.0))
    low, high = judgement.acceptable
    assert (low.value, high.value) == pytest.approx((2000 * 0.20 / 9, 2000 * 0.35 / 9), rel=0.01)
    assert "acceptable range" in why(judgement).lower()
    assert judgement.belief.unknown == 1
    unknown_energy = msgspec.structs.replace(eaten("fat", 150.0), energy_kcal=None)
    assert judged(unknown_energy).acceptable == ()
