"""An assessment against what this person needs: a case of each kind, and the switch against it.

Printed: IOM 2001, pp. 573-574 (iron of donors, runners and users of contraceptives).
"""

import datetime as dt
from typing import Any

import pytest

from micronutrient.evidence import IntakeEvidence
from micronutrient.report import html, text
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment

TODAY = dt.date(2026, 6, 3)
DIET = [
    {"day": "2026-06-01", "food": "wholewheat bread", "grams": 250},
    {"day": "2026-06-01", "food": "lentils, boiled", "grams": 150},
    {"day": "2026-06-02", "food": "wholewheat bread", "grams": 200},
    {"day": "2026-06-02", "food": "chicken breast, roasted, no skin", "grams": 150},
]
WOMAN = {"sex": "female", "age_years": 34.0, "weight_kg": 62.0, "height_cm": 168.0}
MAN = {"sex": "male", "age_years": 34.0, "weight_kg": 77.4, "height_cm": 180.0}


def case(person: dict[str, object], **more: object) -> dict[str, Any]:
    return {"person": person, "diet": DIET, **more}


def assessed(data: dict[str, Any], **options: Any) -> Assessment:
    return assess(data, today=TODAY, **options)


def intake(found: Assessment, nutrient: str) -> IntakeEvidence:
    verdict = next(one for one in found.nutrients if one.nutrient == nutrient)
    return next(one for one in verdict.evidence if isinstance(one, IntakeEvidence))


COUNTED = [
    (case({**MAN, "blood_donations_per_year": 2}), "iron", 6 + 2 * 0.65 / 0.18, 6),
    (case(MAN, conditions=["endurance athlete"]), "iron", 6 + 0.5 * 1.0836 / 0.18, 6),
    (case({**MAN, "age_years": 13.0}, conditions=["growth spurt"]), "iron", 8.8, 5.9),
    (case(WOMAN, medications=["combined contraceptive pill"]), "iron", 6.4, 8.1),
    (case({**WOMAN, "menstrual_loss_ml": 80.0}), "iron", 5 + 80 * 0.0163446 / 0.18, 8.1),
    (case({**WOMAN, "diet_pattern": "vegan"}), "iron", 8.1 * 1.8, 8.1),
    (case({**MAN, "smoker": True}), "vitamin_c", 110, 75),
    (case(MAN, conditions=["smoker"]), "vitamin_c", 110, 75),
]
SHOWN = [
    (case(WOMAN, symptoms=["heavy periods"]), "iron", "menstrual_loss_ml"),
    (case(MAN, conditions=["blood donor"]), "iron", "how many are given is not known"),
    (case({**WOMAN, "diet_pattern": "vegetarian"}), "zinc", "as much as 50 percent"),
    (case(MAN, conditions=["icd10:T30.0"]), "copper", "major burns"),
    (case(MAN, conditions=["haemodialysis"]), "vitamin_b6", "haemodialysis"),
    (case(MAN, conditions=["gastric bypass"]), "vitamin_b12", "after bariatric surgery"),
    (case({**MAN, "weight_kg": 110.0}), "vitamin_d", "obesity"),
    (case(MAN, medications=["atc:N03AB02"]), "vitamin_d", "with such a medicine"),
    (case(MAN, medications=["isoniazid"]), "vitamin_b6", "isoniazid"),
    (case(MAN, context={"alcohol_g_day": 61.0}), "thiamin", "harmful drinking"),
    (case(MAN, context={"sweat_l_day": 2.0}), "sodium", "litre of sweat"),
    (case({**MAN, "age_years": 2.0, "weight_kg": 12.0, "height_cm": 87.0},
          symptoms=["diarrhoea"]), "zinc", "child with diarrhoea"),
    (case(MAN, conditions=["short bowel syndrome"]), "zinc", "each kg of stool"),
    (case({**MAN, "weight_kg": 95.0}), "iron", "basal loss by body weight"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "nutrient", "personal", "printed"), COUNTED)
def test_both_figures_stand_in_the_evidence(data, nutrient, personal, printed):
    found = intake(assessed(data), nutrient)
    assert found.requirement is not None
    assert found.requirement.value == pytest.approx(personal, rel=1e-4)
    assert found.requirement.printed == printed
    assert any(change.counted and change.size for change in found.changes)
    assert f"for this person, {printed:g} printed" in found.why


@pytest.mark.parametrize(("data", "nutrient", "words"), SHOWN)
def test_what_is_only_shown_moves_nothing(data, nutrient, words):
    found = intake(assessed(data), nutrient)
    told = [change for change in found.changes if words in change.why]
    assert [change.counted for change in told] == [False]
    assert found.requirement is not None
    if not any(change.counted for change in found.changes):
        assert found.requirement.printed is None
        assert "printed" not in found.why


@pytest.mark.parametrize("data", [row[0] for row in (*COUNTED, *SHOWN)])
def test_every_change_has_its_source_among_those_of_the_answer(data):
    found = assessed(data)
    for verdict in found.nutrients:
        for row in verdict.evidence:
            if isinstance(row, IntakeEvidence):
                assert {change.source for change in row.changes} <= found.sources.keys()


@pytest.mark.parametrize(("data", "nutrient"), [(row[0], row[1]) for row in (*COUNTED, *SHOWN)])
def test_plain_intake_keeps_only_what_the_publisher_adds(data, nutrient):
    plain = assessed(data, plain_intake=True)
    assert all(change.own for change in intake(plain, nutrient).changes)
    assert any("as published" in line for line in plain.method)


@pytest.mark.parametrize(("place", "words"), [(0, "moved by"), (5, ""), (6, "")])
def test_the_method_says_that_requirements_were_moved(place, words):
    said = [line for line in assessed(COUNTED[place][0]).method if "Requirements:" in line]
    assert [words in line for line in said] == ([True] if words else [])


def test_plain_intake_still_knows_smokers_and_vegetarians():
    data = case({**WOMAN, "smoker": True, "diet_pattern": "vegan", "blood_donations_per_year": 1})
    plain = assessed(data, plain_intake=True)
    assert intake(plain, "vitamin_c").requirement.value == 95
    assert intake(plain, "iron").requirement.value == pytest.approx(14.58)


def test_a_higher_need_makes_too_little_more_probable():
    data = case({**WOMAN, "blood_donations_per_year": 3})
    personal, plain = (
        intake(assessed(data, plain_intake=plain), "iron").p_inadequate for plain in (False, True)
    )
    assert personal > plain + 0.1


def test_the_recommended_intake_moves_with_the_requirement():
    found = intake(assessed(case({**MAN, "blood_donations_per_year": 1})), "iron").recommended
    assert (found.value, found.printed) == (pytest.approx(8 + 0.65 / 0.18), 8)


def test_a_requirement_above_the_upper_level_is_told():
    bled = case({**WOMAN, "menstrual_loss_ml": 500.0, "blood_donations_per_year": 6})
    assert "a prescriber's decision" in intake(assessed(bled), "iron").why
    assert "a prescriber's decision" not in intake(assessed(case(WOMAN)), "iron").why


def test_where_nothing_moves_a_need_nothing_is_said_of_it():
    found = assessed(case({"sex": "male", "age_years": 34.0, "weight_kg": 70.0}))
    assert intake(found, "iron").changes == ()
    assert "for this person" not in text.render(found)


def test_the_reports_say_both_figures_the_reason_and_what_was_not_counted():
    data = case(
        {**WOMAN, "blood_donations_per_year": 2, "diet_pattern": "vegetarian"},
        symptoms=["heavy periods"],
        context={"sweat_l_day": 1.0},
    )
    found = assessed(data)
    lines = " ".join(text.render(found).split())
    page = " ".join(html.render(found).split())
    for written in (lines, page):
        assert "for this person, 8.1 printed" in written
        assert "Counted for this person, +7.22 (6.67 to 7.78) mg/d: Each unit of" in written
        assert "Counted for this person, × 1.8:" in written
        assert "Shown, not counted: Heavy periods" in written
        assert "Shown, not counted, × 1 to 1.5:" in written
    assert "Shown, not counted, +704 to 1 136 mg/d: Trained men lost" in page.replace("\xa0", " ")
    assert "holmes-2016-sweat" in found.sources


@pytest.mark.parametrize("publisher", ["efsa", "harmonised", "who"])
def test_every_publisher_has_the_changes_that_are_not_its_own(publisher):
    found = intake(assessed(case({**MAN, "smoker": True}), publisher=publisher), "vitamin_c")
    assert found.requirement.publisher in {"efsa", "harmonised", "iom"}
    assert [change.own for change in found.changes] == [found.requirement.publisher == "iom"]


def test_a_mans_menstrual_loss_and_one_of_nobody_who_menstruates_are_refused():
    from micronutrient.errors import InputFault

    with pytest.raises(InputFault, match="is male"):
        assessed(case({**MAN, "menstrual_loss_ml": 30.0}))
    with pytest.raises(InputFault, match="does not menstruate, and loses 30 mL"):
        assessed(case({**WOMAN, "menstruating": False, "menstrual_loss_ml": 30.0}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("menstrual_loss_ml", -1),
        ("menstrual_loss_ml", 1001),
        ("blood_donations_per_year", -1),
        ("blood_donations_per_year", 27),
    ],
)
def test_amounts_beyond_their_limits_are_refused(field, value):
    from micronutrient.errors import InputFault

    with pytest.raises(InputFault, match=f"person.{field}: is {value}"):
        assessed(case({**WOMAN, field: value}))
