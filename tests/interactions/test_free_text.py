"""What people write of conditions and symptoms, and what it must not be taken for."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from micronutrient.case import Case
from micronutrient.interactions import alerts, symptoms, table
from micronutrient.interactions.screen import Screening, screen


def case(**fields: Any) -> Case:
    return msgspec.convert({"person": {"sex": "female", "age_years": 40}, **fields}, Case)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("sleeve gastrectomy 3 months ago", {"sleeve_gastrectomy"}),
        ("kidney transplant 6 y", {"kidney_transplant"}),
        ("renal transplantation 2011", {"kidney_transplant"}),
        ("chronic allograft nephropathy", {"chronic_kidney_disease"}),
        (
            "exclusively breastfed, vegan mother",
            {"exclusively_breastfed", "breastfed_by_vegan_mother"},
        ),
        ("exclusively breastfed, mother vegan", {"breastfed_by_vegan_mother"}),
        ("edentulous, denture user", {"denture_user"}),
        ("zinc-containing denture adhesive", {"zinc_high_dose"}),
        ("Barrett oesophagus", {"gastro_oesophageal_reflux"}),
        ("Barrett's esophagus", {"gastro_oesophageal_reflux"}),
        ("partial colectomy", {"colectomy"}),
        ("restrictive eating", {"restrictive_eating"}),
        ("lactose intolerance since childhood", {"lactose_intolerance"}),
        ("planning pregnancy", {"preconception"}),
        ("diabetes type 1", {"type_1_diabetes"}),
        ("iron deficiency anemia", {"iron_deficiency_anaemia"}),
        ("nursing mother", {"lactation"}),
    ],
)
def test_a_condition_is_recognised(text: str, slugs: set[str]):
    assert slugs <= set(table.find_all(text))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("vomiting 4 weeks", "vomiting"),
        ("60 lb weight loss", "weight_loss"),
        ("60 lb loss", "weight_loss"),
        ("unsteady gait", "ataxia"),
        ("bilateral nystagmus", "ophthalmoplegia"),
        ("perioral paraesthesia", "tetany"),
        ("perioral and acral paraesthesia", "paraesthesia"),
        ("impaired position and vibration sense", "paraesthesia"),
        ("prolonged QT", "prolonged_qt"),
        ("gingival swelling", "bleeding_gums"),
        ("large ecchymoses", "bruising"),
        ("hypotonia", "muscle_weakness"),
        ("developmental delay", "developmental_delay"),
        ("short-term memory deficit", "memory_loss"),
    ],
)
def test_a_symptom_is_recognised(text: str, slug: str):
    assert slug in symptoms.find_all(text)


@pytest.mark.parametrize(
    "text",
    [
        *("no alcohol", "never smoked", "ex-smoker", "smoked until 2010", "no dialysis"),
        *("family history of haemochromatosis", "mother has haemochromatosis"),
        *("brother on dialysis", "sister has coeliac disease", "parent with thalassaemia"),
        *("awaiting kidney transplant", "scheduled for gastric bypass"),
        *("coeliac disease excluded", "coeliac disease ruled out", "pregnancy test negative"),
        *("coeliac disease: none", "coeliac disease: neg", "atrophic gastritis absent"),
        *("metformin intolerance", "took metformin until 2020", "warfarin stopped"),
        *("no weight loss, no bariatric surgery", "alcohol-free", "not pregnant"),
        *("chronic urticaria", "hypertension", "glucose intolerance"),
    ],
)
def test_what_is_denied_or_somebody_else_s_is_not_recognised(text: str):
    assert table.find_all(text) == ()


@pytest.mark.parametrize("text", ["no vomiting", "denies vomiting, diarrhoea", "no weight loss"])
def test_a_symptom_that_is_denied_is_not_recognised(text: str):
    assert symptoms.find_all(text) == ()


def test_a_text_may_name_a_condition_and_a_symptom():
    screening = screen(case(conditions=["partial colectomy, intermittent diarrhoea"]))
    assert screening.facts.agents == {"colectomy"}
    assert screening.facts.symptoms == {"diarrhoea"}


def test_a_symptom_behind_a_denial_is_not_read_beside_a_condition():
    screening = screen(case(conditions=["coeliac disease, no vomiting, diarrhoea"]))
    assert screening.facts.symptoms == frozenset()


def test_a_medicine_s_text_is_not_searched_for_symptoms():
    screening = screen(case(medications=["omeprazole, for vomiting"]))
    assert screening.facts.symptoms == frozenset()


def test_what_is_not_recognised_stays_listed():
    screening = screen(case(conditions=["chronic urticaria", "mother has haemochromatosis"]))
    assert [one.input for one in screening.unrecognised] == ["conditions[0]", "conditions[1]"]


SEEN = {
    "V01": {"denture_user", "muscle_weakness", "paraesthesia", "ataxia"},
    "V03": {"kidney_transplant", "chronic_kidney_disease", "bumetanide", "potassium_chloride"},
    "V04": {"paraesthesia"},
    "V07": {"restrictive_eating", "bleeding_gums", "bruising", "breathlessness"},
    "V08": {"sleeve_gastrectomy", "memory_loss", "ataxia", "ophthalmoplegia"},
    "V10": {"colectomy", "diarrhoea", "omeprazole", "paraesthesia", "prolonged_qt"},
    "V12": {
        *("exclusively_breastfed", "breastfed_by_vegan_mother", "muscle_weakness", "pallor"),
        "developmental_delay",
    },
    "V13": set(),
    "V15": {"diarrhoea", "hair_loss", "brittle_nails", "fatigue"},
}
"""What each of the shared vignettes names."""

UNKNOWN = {
    "labetalol",
    "chronic urticaria",
    "no weight loss, no GI surgery",
    "hepatosplenomegaly",
}
"""Texts of theirs that name nothing that acts on a nutrient here."""


def screened(vignette: dict[str, Any]) -> Screening:
    fields = {"conditions": "conditions", "medications": "drugs", "symptoms": "signs"}
    return screen(case(**{ours: vignette[theirs] for ours, theirs in fields.items()}))


def test_the_shared_vignettes_are_read(shared: Path):
    text = (shared / "checks" / "vignettes" / "vignettes.json").read_text(encoding="utf-8")
    for vignette in json.loads(text):
        screening = screened(vignette)
        found = screening.facts.agents | screening.facts.symptoms
        assert SEEN[vignette["id"]] <= found, vignette["id"]
        assert {one.text for one in screening.unrecognised} <= UNKNOWN, vignette["id"]


@pytest.mark.parametrize(
    ("conditions", "signs", "code"),
    [
        (
            ["sleeve gastrectomy 3 months ago"],
            ["unsteady gait", "bilateral nystagmus"],
            "suspected_wernicke",
        ),
        (
            ["sleeve gastrectomy 3 months ago"],
            ["vomiting 4 weeks", "60 lb weight loss"],
            "refeeding_risk",
        ),
        (["restrictive eating"], ["gingival swelling", "ecchymoses"], "suspected_scurvy"),
    ],
)
def test_free_text_raises_the_alert(conditions: list[str], signs: list[str], code: str):
    screening = screen(case(conditions=conditions, symptoms=signs))
    assert code in {alert.code for alert in alerts.evaluate(screening.facts)}
