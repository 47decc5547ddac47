"""Which agent a text or a code names."""

import pytest

from micronutrient.errors import UnknownName
from micronutrient.interactions import symptoms, table
from micronutrient.interactions.conditions import Facts
from micronutrient.interactions.records import Direction


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("metformin", "metformin"),
        ("Metformin hydrochloride", "metformin"),
        ("atc:A10BA02", "metformin"),
        ("ATC: a10ba02", "metformin"),
        ("rxnorm:6809", "metformin"),
        ("icd10:K90.0", "coeliac_disease"),
        ("icd10:K900", "coeliac_disease"),
        ("snomed:396331005", "coeliac_disease"),
        ("omeprazole 20 mg daily", "omeprazole"),
        ("Tabl. OMEPRAZOLE, 20mg", "omeprazole"),
        ("PPI", "proton_pump_inhibitor"),
        ("celiac disease", "coeliac_disease"),
        ("hemochromatosis", "haemochromatosis"),
        ("CF", "cystic_fibrosis"),
        ("levodopa/carbidopa 100/25", "levodopa_carbidopa"),
        ("levodopa", "levodopa"),
        ("type 2 diabetes mellitus without complications", "type_2_diabetes"),
        ("thalassaemia trait", "thalassaemia_trait"),
        ("coeliac", "coeliac_disease"),
        ("Lipitor 20 mg", "atorvastatin"),
    ],
)
def test_finds(text: str, slug: str):
    assert table.find(text) == slug


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("atc:A02BC", "proton_pump_inhibitor"),
        ("atc:A02BC08", "proton_pump_inhibitor"),
        ("atc:C09AA04", "ace_inhibitor"),
        ("atc:C03BA04", "chlortalidone"),
        ("icd10:E11.65", "type_2_diabetes"),
        ("icd10:N18.9", "chronic_kidney_disease"),
        ("icd10:N18.31", "chronic_kidney_disease"),
        ("icd10:N18.32", "ckd_stage_3b"),
    ],
)
def test_a_code_no_agent_bears_is_read_as_its_longest_known_beginning(code: str, slug: str):
    assert table.find(code) == slug


@pytest.mark.parametrize(
    "code",
    [
        *("rxnorm:68", "snomed:39633100", "atc:A02", "atc:", "atc:Z99", "atc:M01AX05"),
        *("icd10:E83.51", "icd10:D56.3", "icd10:D57.3", "icd10:Z72.4"),
    ],
)
def test_a_code_that_is_only_near_names_nothing(code: str):
    assert table.find(code) is None


def test_a_broader_code_is_answered_with_what_lies_below_it():
    assert "proton_pump_inhibitor" in table.nearest("atc:A02BC")
    assert table.nearest("atc:A10BA") == ("metformin",)


@pytest.mark.parametrize(
    "text",
    [
        "no metformin",
        "not pregnant",
        "never smoker",
        "ex-smoker",
        "family history of coeliac disease",
        "metformin stopped in 2019",
        "allergy to sulfasalazine",
        "non-alcoholic fatty liver",
        "hearing aids",
        "metformine-like",
        "hydroxyzine",
    ],
)
def test_what_is_denied_or_only_similar_names_nothing(text: str):
    assert table.find(text) is None


def test_a_misspelt_name_is_not_guessed_but_shown():
    assert table.find("metfromin") is None
    assert table.nearest("metfromin")[0] == "Metformin"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("furosemid", "Furosemide"),
        ("metforminn 500 mg", "Metformin"),
        ("warfarine", "Warfarin"),
        ("pantoprasole", "Pantoprazole"),
        ("atrophic", "Chronic atrophic gastritis"),
    ],
)
def test_the_name_that_is_meant_comes_first(text: str, name: str):
    assert table.find(text) is None
    assert table.nearest(text)[0] == name


@pytest.mark.parametrize("text", ["Eliquis", "zzz qqq", "dupilumab", "drops", ""])
def test_what_is_like_nothing_has_no_nearest(text: str):
    assert table.nearest(text) == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("kidney stones", "kidney_stones"),
        ("calcium oxalate kidney stones", "calcium_oxalate_stones"),
        ("uric acid stones", "other_kidney_stones"),
        ("beta thalassaemia", "thalassaemia"),
        ("thalassaemia major", "transfusion_dependent_thalassaemia"),
        ("iron overload", "iron_overload_unspecified"),
        ("oral contraceptive", "oral_contraceptive"),
        ("nodular goitre", "thyroid_disease"),
        ("trying to conceive", "preconception"),
        ("chronic pancreatitis", "chronic_pancreatitis"),
        ("plant based diet", "vegetarian_diet"),
    ],
)
def test_a_general_name_is_not_narrowed(text: str, slug: str):
    assert table.find(text) == slug


def test_nearest_names_each_thing_once():
    names = table.nearest("pantoprasole")
    assert names[0] == "Pantoprazole"
    assert len({table.find(name) for name in names}) == len(names)


def test_a_combination_names_both():
    assert table.find_all("lisinopril/hydrochlorothiazide 10 mg/12.5 mg") == (
        "lisinopril",
        "hydrochlorothiazide",
    )


def test_a_member_has_its_class_s_effects_after_its_own():
    phenytoin = table.agent("phenytoin")
    assert phenytoin.effects[0].nutrients == ("folate",)
    assert ("vitamin_d",) in [effect.nutrients for effect in phenytoin.effects]


def test_classes_of_classes_are_counted():
    found = table.with_classes({"lisinopril"})
    assert found == {"lisinopril", "ace_inhibitor", "renin_angiotensin_blocker"}


def test_unknown_agent_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="Metformin"):
        table.agent("metformn")


def test_published_metformin_lowers_b12():
    """BMJ 2010;340:c2181, abstract: -19 % (-24 to -14) after 4.3 years."""
    (effect,) = table.agent("metformin").effects
    assert effect.nutrients == ("vitamin_b12",)
    assert effect.direction == Direction.LOWERS
    assert (effect.change, effect.interval, effect.after_y) == (-0.19, (-0.24, -0.14), 4.3)


def test_an_implied_agent_can_imply_another():
    thin = Facts(person={"age_years": 40.0, "bmi_kg_m2": 17.0})
    assert table.present(thin) == ("thiamin_store_at_risk", "underweight_adult")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("fatigue", "fatigue"),
        ("always tired since spring", "fatigue"),
        ("numb feet", "paraesthesia"),
        ("paresthesia", "paraesthesia"),
        ("ankle edema", "oedema"),
        ("double vision", "ophthalmoplegia"),
    ],
)
def test_symptoms_are_found(text: str, slug: str):
    assert symptoms.find_all(text) == (slug,)
