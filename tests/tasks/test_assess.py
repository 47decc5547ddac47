"""An assessment as a whole: the laws that hold whatever the case."""

import json
import math
import random
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micronutrient import nutrients, safeload
from micronutrient.cli.main import main
from micronutrient.errors import InputFault
from micronutrient.evidence import IntakeEvidence
from micronutrient.intake.usual_individual import within_person_sd
from micronutrient.person import Person, Sex
from micronutrient.states import STATES, Status
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment, NutrientVerdict

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PUBLISHERS = ("iom", "efsa", "harmonised")
WOMAN = {"sex": "female", "age_years": 34, "weight_kg": 62}
OPEN = {Status.UNKNOWN, Status.UNINTERPRETABLE}
SETTINGS = settings(max_examples=30)


def example_case(stem: str) -> dict[str, Any]:
    data = safeload.load(str(EXAMPLES / f"{stem}.yaml"))
    assert isinstance(data, dict)
    return data


VEGETARIAN = example_case("vegetarian_woman_fatigue")
CHILD = example_case("child_6_years")
SHELF = example_case("supplement_shelf")
INFLAMED = example_case("labs_only_inflamed")
FOODS = [row for case in (VEGETARIAN, CHILD, SHELF) for row in case["diet"]]
LABS = [row for case in (VEGETARIAN, SHELF, INFLAMED) for row in case["labs"]]
PRODUCTS = [*SHELF["supplements"], *VEGETARIAN["supplements"]]
RECIPES = VEGETARIAN["recipes"]


def rows_of(found: Assessment) -> dict[str, NutrientVerdict]:
    return {row.nutrient: row for row in found.nutrients}


def verdict(case: dict[str, Any], nutrient: str, *, publisher: str = "iom") -> NutrientVerdict:
    return rows_of(assess(case, publisher=publisher))[nutrient]


def intake(row: NutrientVerdict) -> IntakeEvidence:
    (found,) = [e for e in row.evidence if isinstance(e, IntakeEvidence)]
    return found


people = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male"]),
        "age_years": st.sampled_from([0.7, 3, 8, 13, 16, 25, 45, 60, 80]),
        "weight_kg": st.sampled_from([None, 62]),
        "smoker": st.sampled_from([None, True]),
        "diet_pattern": st.sampled_from([None, "omnivore", "vegan"]),
    }
)
cases = st.fixed_dictionaries(
    {
        "person": people,
        "diet": st.lists(st.sampled_from(FOODS), max_size=8),
        "recipes": st.just(RECIPES),
        "diet_complete": st.booleans(),
        "supplements": st.lists(st.sampled_from(PRODUCTS), max_size=3),
        "labs": st.lists(st.sampled_from(LABS), max_size=5),
    }
)
diets = st.fixed_dictionaries(
    {
        "person": people,
        "diet": st.lists(st.sampled_from(FOODS), min_size=1, max_size=8),
        "recipes": st.just(RECIPES),
    }
)


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_every_nutrient_has_one_row_whose_probabilities_make_a_whole(
    case: dict[str, Any], publisher: str
) -> None:
    found = assess(case, publisher=publisher)
    assert [row.nutrient for row in found.nutrients] == list(nutrients.names())
    for row in found.nutrients:
        if row.probability is None:
            assert row.status in OPEN, row.nutrient
            continue
        assert row.status not in OPEN, row.nutrient
        shares = [getattr(row.probability, state) for state in (*STATES, "unknown")]
        assert min(shares) >= -1e-12, row.nutrient
        assert sum(shares) == pytest.approx(1), row.nutrient


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_the_answer_fits_its_schema(case: dict[str, Any], publisher: str) -> None:
    answer = msgspec.json.decode(msgspec.json.encode(assess(case, publisher=publisher)))
    jsonschema.validate(answer, msgspec.json.schema(Assessment))


def test_the_printed_schemas_are_those_the_cases_and_answers_are_held_against(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for word, instance in (("case", VEGETARIAN), ("assessment", assess(VEGETARIAN))):
        monkeypatch.setattr("sys.argv", ["micronutrient", "schema", word])
        with pytest.raises(SystemExit):
            main()
        schema = json.loads(capsys.readouterr().out)
        jsonschema.validate(json.loads(msgspec.json.encode(instance)), schema)


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_intake_alone_is_never_deficiency_or_harm(case: dict[str, Any], publisher: str) -> None:
    for row in assess({**case, "labs": []}, publisher=publisher).nutrients:
        assert row.status not in {Status.DEFICIENT, Status.TOXIC}, row.nutrient
        if row.probability is not None:
            assert row.probability.deficient == row.probability.toxic == 0, row.nutrient


def test_a_small_meal_without_a_value_does_not_meet_an_intake_that_follows_energy() -> None:
    """EFSA's adequate intake of alpha-linolenic acid is a share of energy; hummus has no value."""
    row = {"day": "2026-03-07", "food": "hummus", "amount": 4, "measure": "tbsp"}
    found = assess({"person": {"sex": "female", "age_years": 13}, "diet": [row]}, publisher="efsa")
    status = {one.nutrient: one.status for one in found.nutrients}
    assert status["alpha_linolenic_acid"] is Status.UNKNOWN


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_what_no_food_has_a_value_for_is_never_adequate(
    case: dict[str, Any], publisher: str
) -> None:
    bare = {**case, "labs": [], "supplements": []}
    for row in assess(bare, publisher=publisher).nutrients:
        eaten = [e for e in row.evidence if isinstance(e, IntakeEvidence)]
        if not any(e.coverage for e in eaten):
            bounded = any(e.high is not None for e in eaten)
            assert row.status in ({Status.LOW, *OPEN} if bounded else OPEN), row.nutrient


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_an_incomplete_record_never_shows_too_little(case: dict[str, Any], publisher: str) -> None:
    open_record = {**case, "labs": [], "diet_complete": False}
    for row in assess(open_record, publisher=publisher).nutrients:
        assert row.status is not Status.LOW, row.nutrient
        assert row.probability is None or row.probability.low == 0, row.nutrient


@given(case=cases, publisher=st.sampled_from(PUBLISHERS))
@SETTINGS
def test_an_intake_below_an_adequate_intake_is_never_too_little(
    case: dict[str, Any], publisher: str
) -> None:
    for row in assess({**case, "labs": []}, publisher=publisher).nutrients:
        needs = [e.requirement for e in row.evidence if isinstance(e, IntakeEvidence)]
        if any(need is None or need.kind == "ai" for need in needs):
            assert row.status is not Status.LOW, row.nutrient
            assert row.probability is None or row.probability.low == 0, row.nutrient


@given(case=cases, product=st.sampled_from(PRODUCTS))
@SETTINGS
def test_one_more_supplement_never_lowers_an_intake(
    case: dict[str, Any], product: dict[str, Any]
) -> None:
    one_more = {**case, "supplements": [*case["supplements"], product]}
    before, after = rows_of(assess(case)), rows_of(assess(one_more))
    for slug, row in before.items():
        if not any(isinstance(e, IntakeEvidence) for e in row.evidence):
            continue
        old, new = intake(row), intake(after[slug])
        assert (new.mean or 0) >= (old.mean or 0) - 1e-9, slug
        assert new.low >= old.low - 1e-9, slug
        assert (new.p_inadequate_high or 0) <= (old.p_inadequate_high or 0) + 1e-9, slug
        assert (new.p_above_ul or 0) >= (old.p_above_ul or 0) - 1e-9, slug


@given(case=diets, data=st.data())
@SETTINGS
def test_without_one_of_its_foods_a_day_never_looks_better_supplied(
    case: dict[str, Any], data: st.DataObject
) -> None:
    """On the IOM's requirements, of which none follows the energy eaten."""
    diet = case["diet"]
    gone = data.draw(st.integers(0, len(diet) - 1))
    left = [row for i, row in enumerate(diet) if i != gone]
    if {row["day"] for row in left} == {row["day"] for row in diet}:
        no_better(case, {**case, "diet": left})


def no_better(fuller: dict[str, Any], poorer: dict[str, Any]) -> None:
    before, after = rows_of(assess(fuller)), rows_of(assess(poorer))
    for slug, row in before.items():
        old, new = intake(row), intake(after[slug])
        if old.requirement is None or old.requirement.publisher != "iom":
            continue
        assert new.low <= old.low + 1e-9, slug
        if new.low <= 0 < old.low:
            continue  # see test_none_at_all_is_no_better_than_a_trace
        if old.coverage and not new.coverage:
            continue  # no food that is left has a value: nothing is claimed
        for bound in ("p_inadequate_low", "p_inadequate_high"):
            assert getattr(new, bound) >= getattr(old, bound) - 1e-9, (slug, bound)
        share, now = row.probability, after[slug].probability
        assert share is None or now is None or now.low >= share.low - 1e-9, slug


def test_where_no_food_that_is_left_has_a_value_nothing_is_claimed() -> None:
    bread = {"day": "2026-03-03", "food": "wholewheat bread", "grams": 60}
    soup = {"day": "2026-03-03", "food": "minestrone soup", "grams": 360}
    child = {"sex": "female", "age_years": 3}
    both, alone = ({"person": child, "diet": diet} for diet in ([bread, soup], [soup]))
    assert verdict(both, "vitamin_d").status is Status.LOW
    assert verdict(alone, "vitamin_d").status is Status.UNKNOWN
    assert intake(verdict(alone, "vitamin_d")).p_inadequate is None
    no_better(both, alone)


@pytest.mark.parametrize("nutrient", ["vitamin_a", "vitamin_b12", "vitamin_c", "vitamin_d"])
def test_none_at_all_is_no_better_than_a_trace(nutrient: str) -> None:
    sugar = {"day": "2026-03-01", "food": "white sugar", "grams": 100}
    trace = [
        {"day": "2026-03-01", "food": "milk, 2% fat, vitamins A and D added", "grams": 10},
        {"day": "2026-03-01", "food": "apple, raw, with skin", "grams": 10},
    ]
    none = intake(verdict({"person": WOMAN, "diet": [sugar]}, nutrient))
    some = intake(verdict({"person": WOMAN, "diet": [sugar, *trace]}, nutrient))
    assert none.p_inadequate is not None
    assert some.p_inadequate is not None
    assert none.p_inadequate >= some.p_inadequate - 1e-9


def same(one: Assessment, other: Assessment) -> None:
    for row, twin in zip(one.nutrients, other.nutrients, strict=True):
        assert row.status == twin.status, row.nutrient
        assert (row.probability is None) == (twin.probability is None), row.nutrient
        if row.probability is not None:
            for state in (*STATES, "unknown"):
                share, also = getattr(row.probability, state), getattr(twin.probability, state)
                assert share == pytest.approx(also, abs=1e-9), (row.nutrient, state)
    assert {a.code for a in one.alerts} == {a.code for a in other.alerts}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_and_of_days_is_irrelevant(seed: int) -> None:
    mixed = {**VEGETARIAN}
    for field in ("diet", "labs", "supplements", "symptoms"):
        mixed[field] = random.Random(seed).sample(VEGETARIAN[field], len(VEGETARIAN[field]))
    same(assess(VEGETARIAN), assess(mixed))


def test_the_dates_of_the_days_are_irrelevant_as_long_as_they_differ() -> None:
    later = {"2026-03-02": "2026-03-07", "2026-03-03": "2026-03-02", "2026-03-07": "2026-03-03"}
    moved = [{**row, "day": later[row["day"]]} for row in VEGETARIAN["diet"]]
    same(assess(VEGETARIAN), assess({**VEGETARIAN, "diet": moved}))


def test_magnesium_by_the_individual_method_of_the_iom() -> None:
    """Three days of 320 mg against an EAR of 265: the equation, with the survey's SD."""
    person = Person(sex=Sex.FEMALE, age_years=40)
    within = within_person_sd("magnesium", person)
    assert within is not None
    per_100_g = intake(
        verdict(
            {
                "person": {"sex": "female", "age_years": 40},
                "diet": [{"day": "2026-03-01", "food": "almonds", "grams": 100}],
            },
            "magnesium",
        )
    ).mean
    assert per_100_g is not None
    grams = 320 / per_100_g * 100
    days = [{"day": f"2026-03-0{i}", "food": "almonds", "grams": grams} for i in (1, 2, 3)]
    found = intake(
        verdict({"person": {"sex": "female", "age_years": 40}, "diet": days}, "magnesium")
    )
    assert found.requirement is not None
    assert (found.requirement.kind, found.requirement.value) == ("ear", 265)
    assert found.mean == pytest.approx(320)
    z = (320 - 265) / math.sqrt((0.1 * 265) ** 2 + within.sd**2 / 3)
    assert found.p_inadequate == pytest.approx(0.5 * math.erfc(z / math.sqrt(2)), abs=2e-3)


def test_nothing_known_is_unknown_throughout() -> None:
    found = assess({"person": WOMAN})
    assert {row.status for row in found.nutrients} == {Status.UNKNOWN}
    assert found.alerts == ()


def test_a_single_day_leaves_a_wider_interval_than_three_like_it() -> None:
    day = [{"food": "wholewheat bread", "grams": 200}, {"food": "almonds", "grams": 60}]
    one = [{"day": "2026-03-01", **row} for row in day]
    three = [{"day": f"2026-03-0{i}", **row} for row in day for i in (1, 2, 3)]
    wide, narrow = (
        intake(verdict({"person": WOMAN, "diet": diet}, "magnesium")) for diet in (one, three)
    )
    assert wide.mean == pytest.approx(narrow.mean)
    assert wide.usual_low is not None
    assert narrow.usual_low is not None
    assert wide.usual_low < narrow.usual_low


def test_an_unknown_publisher_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputFault, match="iom"):
        assess({"person": WOMAN}, publisher="nobody")
