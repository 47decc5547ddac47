"""What a case's agents do, and what is not recognised."""

from typing import Any

import msgspec
import pytest

from micronutrient.case import Case
from micronutrient.interactions.conditions import Facts
from micronutrient.interactions.screen import (
    Screening,
    interferences,
    present,
    screen,
    with_measured,
)

WOMAN = {"sex": "female", "age_years": 34, "weight_kg": 62, "height_cm": 168}


def case(*, person: dict[str, Any] | None = None, **fields: Any) -> Case:
    return msgspec.convert({"person": {**WOMAN, **(person or {})}, **fields}, Case)


def agents(screening: Screening) -> frozenset[str]:
    return screening.facts.agents


def test_metformin_lowers_b12():
    screening = screen(case(medications=["atc:A10BA02"]))
    (row,) = screening.found
    assert (row.agent, row.nutrient, row.direction) == ("metformin", "vitamin_b12", "lowers")
    (risk,) = screening.risks_of("vitamin_b12")
    assert (risk.grade, risk.evidence.direction) == ("moderate", "lowers")


def test_a_need_that_rises_is_no_risk_a_second_time():
    """The reference table already holds the need of a pregnant woman."""
    screening = screen(case(person={"pregnancy_week": 12}))
    assert "pregnancy" in agents(screening)
    assert {row.nutrient for row in screening.found} >= {"folate", "iron", "iodine"}
    assert screening.risks == ()


def test_what_is_not_recognised_is_kept_in_its_place():
    screening = screen(
        case(
            conditions=["coeliac disease", "zzz qqq"],
            medications=["omeprazole", "metfromin"],
            symptoms=["fatigeu"],
        )
    )
    kept = {(row.input, row.text): row.nearest for row in screening.unrecognised}
    assert set(kept) == {
        ("conditions[1]", "zzz qqq"),
        ("medications[1]", "metfromin"),
        ("symptoms[0]", "fatigeu"),
    }
    assert kept["medications[1]", "metfromin"][0] == "Metformin"
    assert "Fatigue" in kept["symptoms[0]", "fatigeu"]


def test_a_symptom_among_the_conditions_is_still_read():
    screening = screen(case(conditions=["chronic diarrhoea"], symptoms=["pernicious anemia"]))
    assert screening.facts.symptoms == {"diarrhoea"}
    assert agents(screening) == {"pernicious_anaemia"}
    assert screening.unrecognised == ()


@pytest.mark.parametrize(
    ("person", "context", "agent"),
    [
        ({"lactating": True}, {}, "lactation"),
        ({"smoker": True}, {}, "smoking"),
        ({"diet_pattern": "vegan"}, {}, "vegan_diet"),
        ({"diet_pattern": "vegetarian"}, {}, "vegetarian_diet"),
        ({}, {"alcohol_g_day": 40.1}, "high_alcohol_intake"),
        ({"sex": "male"}, {"alcohol_g_day": 60.1}, "high_alcohol_intake"),
        ({"weight_kg": 90}, {}, "obesity"),
    ],
)
def test_facts_of_the_person_count_as_agents(
    person: dict[str, Any], context: dict[str, Any], agent: str
):
    assert agent in agents(screen(case(person=person, context=context)))


@pytest.mark.parametrize(
    ("person", "context"),
    [
        ({"smoker": None}, {}),
        ({"smoker": False}, {}),
        ({"diet_pattern": "omnivore"}, {}),
        ({}, {"alcohol_g_day": 40.0}),
        ({"sex": "male"}, {"alcohol_g_day": 60.0}),
        ({"weight_kg": 90, "height_cm": None}, {}),
        ({"weight_kg": 90, "age_years": 15}, {}),
    ],
)
def test_what_is_not_known_or_not_past_the_limit_does_not_count(
    person: dict[str, Any], context: dict[str, Any]
):
    assert agents(screen(case(person=person, context=context))) == frozenset()


def test_the_same_agent_said_twice_counts_once():
    once = screen(case(person={"smoker": True}))
    twice = screen(case(person={"smoker": True}, conditions=["smoker", "icd10:Z72.0"]))
    assert once.found == twice.found


def test_a_dose_of_zinc_acts_on_copper_only_above_the_limit():
    over = screen(case(), measured=Facts(supplements={"zinc": 40.1}))
    at = screen(case(), measured=Facts(supplements={"zinc": 40.0}))
    assert [row.nutrient for row in over.found] == ["copper"]
    assert at.found == ()


def test_rows_come_most_severe_first_and_risks_strongest_first():
    screening = screen(
        case(medications=["furosemide", "lisinopril"], conditions=["gastric bypass"])
    )
    order = ["critical", "high", "moderate", "low"]
    severities = [order.index(row.severity) for row in screening.found]
    grades = [["strong", "moderate", "weak"].index(risk.grade) for risk in screening.risks]
    assert severities == sorted(severities)
    assert grades == sorted(grades)


def test_spacing_is_said_in_the_action():
    rows = screen(case(medications=["levothyroxine"])).found
    assert any(row.action.endswith("Keep 4 h apart.") for row in rows)


def test_symptoms_raise_questions_and_no_risk():
    screening = screen(case(symptoms=["glossitis"]))
    (question,) = screening.questions
    assert "vitamin_b12" in question.deficiency
    assert screening.risks == ()


def test_measured_facts_do_not_wipe_each_other():
    screening = screen(case(), measured=Facts(supplements={"zinc": 50.0}))
    facts = with_measured(screening, Facts(markers={"copper": (9.0, "deficient")})).facts
    assert facts.supplements == {"zinc": 50.0}
    assert facts.markers == {"copper": (9.0, "deficient")}


@pytest.mark.parametrize(
    ("markers", "way"),
    [
        (("tsh", "pth", "ferritin"), "falsely low"),
        (("vitamin_d_25oh", "vitamin_b12_serum", "folate_serum", "folate_rbc"), "falsely high"),
    ],
)
def test_biotin_stands_beside_the_immunoassays_it_disturbs(markers: tuple[str, ...], way: str):
    over = interferences(screen(case(), measured=Facts(supplements={"biotin": 5000.0})))
    at = interferences(screen(case(), measured=Facts(supplements={"biotin": 4999.0})))
    for marker in markers:
        (found,) = over[marker]
        assert found.name == "High-dose biotin"
        assert way in found.effect.why
    assert at == {}


def test_an_interference_shared_by_class_and_member_is_said_once():
    both = screen(case(conditions=["CKD", "CKD stage 4"]))
    assert len(interferences(both)["mma"]) == 1


def test_a_thyroid_disease_without_biotin_disturbs_no_result():
    assert interferences(screen(case(conditions=["hypothyroidism"]))) == {}


def test_what_is_present_before_anything_is_measured_has_its_classes_and_symptoms():
    found = present(
        case(
            person={"smoker": True, "blood_donations_per_year": 1},
            medications=["drospirenone ethinylestradiol"],
            conditions=["gastric bypass"],
            symptoms=["heavy periods"],
        )
    )
    assert found >= {"smoking", "blood_donation", "heavy_menstruation", "bariatric_surgery"}
    assert "combined_oral_contraceptive" in found


def test_no_donation_is_no_blood_donor():
    assert "blood_donation" not in present(case(person={"blood_donations_per_year": 0}))
    assert present(case()) == frozenset()
