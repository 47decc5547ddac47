import pytest

from micronutrient.report import html, text
from micronutrient.report.chart import draw
from micronutrient.report.overview import arrange
from micronutrient.report.steps import next_steps
from micronutrient.report.words import markers_of, value_of
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment

FERRITIN = {"marker": "ferritin", "value": 8, "unit": "ug/L"}
HAEMOGLOBIN = {"marker": "haemoglobin", "value": 109, "unit": "g/L"}
B12 = {"marker": "vitamin_b12", "value": 110, "unit": "pmol/L"}
CRP = {"marker": "crp", "value": 40, "unit": "mg/L"}
ZINC = {"marker": "zinc", "value": 9, "unit": "umol/L"}
IRON_LINE = "Iron: deficient (ferritin 8 µg/L): to be acted on."


def teen(*labs: dict[str, object], **more: object) -> Assessment:
    person = {"sex": "female", "age_years": 15, "weight_kg": 52}
    return assess({"person": person, "labs": list(labs), **more})


def place(steps: tuple[str, ...], begin: str) -> int:
    return next(i for i, step in enumerate(steps) if step.startswith(begin))


def said(assessment: Assessment) -> str:
    return " ".join(text.render(assessment).split())


def test_what_is_deficient_comes_after_the_alerts_and_before_all_else():
    found = teen(FERRITIN, HAEMOGLOBIN, B12, symptoms=["fatigue", "tingling in feet"])
    steps = next_steps(found)
    first = len(found.alerts)
    assert first
    assert steps[first] == IRON_LINE
    assert steps[first + 1].startswith("Vitamin B12: deficient (vitamin B12 110 pmol/L)")
    assert place(steps, "Vitamin B12") < place(steps, "Ask about")


def test_by_laboratory_then_by_intake_then_measure_then_ask(shelf: Assessment):
    steps = next_steps(shelf)
    begins = ("Copper: def", "By laboratory", "By intake alone", "Measure, in this", "Ask about")
    order = [place(steps, begin) for begin in begins]
    assert order == sorted(order)
    assert "zinc high (zinc 152 µg/dL = 23.25 µmol/L)" in steps[order[1]]


def test_when_to_repeat_is_said_once():
    found = teen(CRP, ZINC)
    assert said(found).casefold().count("repeat when crp is below 20 mg/l") == 1


def test_a_unit_spelt_otherwise_is_no_conversion():
    found = teen({"marker": "ferritin", "value": 48, "unit": "µg/l"})
    assert "48 µg/L =" not in said(found)
    assert "48 µg/l" not in said(found)


def test_a_converted_value_stands_in_text_summary_and_chart():
    found = teen({"marker": "vitamin_b12", "value": 30, "unit": "ng/mL"})
    value = "30 ng/mL = 22130 pmol/L"
    verdict = next(v for v in found.nutrients if v.nutrient == "vitamin_b12")
    assert value_of(markers_of(verdict)[0]) == value
    assert value in said(found)
    page = html.render(found).replace("\xa0", " ")
    assert value in page[page.index('class="summary"') : page.index('id="balance"')]
    rows = [row for part in draw(arrange(found)).parts for row in part.rows]
    (line,) = next(row.lines for row in rows if row.name == "Vitamin B12")
    assert line.text.endswith(f" {value}")
    assert line.text.startswith("Vitamin B12, ")


def test_a_symptom_names_only_what_is_low_or_high_in_this_person():
    found = teen(FERRITIN, symptoms=["fatigue", "night blindness"])
    fatigue, blindness = found.questions
    assert (fatigue.symptom, fatigue.low, fatigue.high) == ("fatigue", ("iron",), ())
    assert (blindness.low, blindness.high) == ((), ())
    told = said(found)
    assert "Fatigue, among other causes, may come with too little iron (low or def" in told
    assert "Night blindness: no nutrient that it may come with is shown to be low" in told
    assert all(one.source in found.sources for one in found.questions)
    page = html.render(found)
    assert page.count("Fatigue, among other causes, may come with") == 1


@pytest.mark.parametrize("known", [True, False])
def test_forms_not_named_are_told_in_one_line_with_their_nutrients(known: bool):
    form = {"form": "phylloquinone"} if known else {}
    contents = [
        {"nutrient": "vitamin_k", "amount": 75, "unit": "ug", **form},
        {"nutrient": "iron", "amount": 10, "unit": "mg"},
    ]
    found = teen(supplements=[{"name": n, "contents": contents} for n in ("One", "Two")])
    lines = [line for line in found.method if "not named" in line]
    assert len(lines) == 1
    assert lines[0].count("iron ferrous fumarate") == 1
    assert ("vitamin K phylloquinone" in lines[0]) is not known
