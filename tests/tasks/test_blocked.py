"""What may not be advised stands in the assessment, and only what concerns this case."""

from typing import Any

from micronutrient.report import barred, html, text
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment, Blocked

MAN = {"sex": "male", "age_years": 70, "weight_kg": 80, "height_cm": 178}
LOW_FERRITIN = {"marker": "ferritin", "value": 8, "unit": "ug/L"}


def found(**fields: Any) -> Assessment:
    return assess({"person": MAN, **fields})


def of(assessment: Assessment, nutrient: str) -> list[Blocked]:
    return [one for one in assessment.blocked if nutrient in one.nutrients]


def test_a_medicine_bars_what_it_makes_dangerous():
    (one,) = of(found(medications=["lisinopril 10 mg"]), "potassium")
    assert one.agents == ("lisinopril",)
    assert "potassium" in barred.line(one).casefold()
    assert "Exception: The prescriber" in barred.line(one)


def test_two_medicines_of_one_class_are_one_row():
    (one,) = of(found(medications=["lisinopril", "losartan"]), "potassium")
    assert one.agents == ("lisinopril", "losartan")


def test_a_healthy_man_reads_of_no_block():
    assessment = found()
    assert assessment.blocked == ()
    assert barred.TITLE.upper() not in text.render(assessment)
    assert barred.TITLE not in html.render(assessment)


def test_iron_is_named_where_it_is_low_and_crp_is_missing():
    (one,) = of(found(labs=[LOW_FERRITIN]), "iron")
    assert one.is_gap
    assert one.because == ("CRP not known",)


def test_iron_is_not_named_where_both_are_known():
    crp = {"marker": "crp", "value": 1, "unit": "mg/L"}
    assert of(found(labs=[LOW_FERRITIN, crp]), "iron") == []


def test_iron_is_named_where_it_is_taken_without_a_test():
    product = {"name": "iron", "nutrient": "iron", "amount": 14, "unit": "mg", "times_per_day": 1}
    assert [one.is_gap for one in of(found(supplements=[product]), "iron")] == [True]


def folic_acid(amount_ug: float) -> dict[str, Any]:
    return {
        "name": "folic acid",
        "nutrient": "folate",
        "form": "folic_acid",
        "amount": amount_ug,
        "unit": "ug",
        "times_per_day": 1,
    }


def test_folic_acid_is_named_above_400_ug_only():
    assert of(found(supplements=[folic_acid(400)]), "folate") == []
    (one,) = of(found(supplements=[folic_acid(401)]), "folate")
    assert one.agents == ("b12_status_not_known",)


def test_creatinine_alone_bars_potassium():
    creatinine = {"marker": "creatinine", "value": 450, "unit": "umol/L"}
    (one,) = of(found(labs=[creatinine]), "potassium")
    assert one.agents == ("very_low_filtration_rate",)
    assert "estimated filtration rate" in one.because[0]


def test_both_reports_show_it_with_its_source():
    assessment = found(medications=["warfarin"])
    assert barred.TITLE.upper() in text.render(assessment)
    assert barred.TITLE in html.render(assessment)
    assert {one.source for one in assessment.blocked} <= set(assessment.sources)
