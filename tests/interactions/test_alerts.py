"""Each alert is raised, and is not raised just beside its border."""

from typing import Any

import msgspec
import pytest

from micronutrient.interactions import alerts
from micronutrient.interactions.conditions import Facts, Fallen
from micronutrient.verdict import Urgency

ADULT = {"age_years": 40.0, "sex": "female", "pregnant": False}


def facts(**fields: Any) -> Facts:
    named = {name: frozenset(fields.pop(name, ())) for name in ("agents", "symptoms")}
    person = {**ADULT, **fields.pop("person", {})}
    return Facts(**named, person=person, **fields)


def marker(slug: str, value: float, state: str = "unknown") -> dict[str, tuple[float, str]]:
    return {slug: (value, state)}


def fall(slug: str, percent: float, *, days: int = 3) -> dict[str, tuple[Fallen, ...]]:
    return {slug: (Fallen(percent, days, 0, "in words"),)}


BORDERS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "hyponatraemia_with_signs",
        {"symptoms": {"confusion"}, "markers": marker("sodium_serum", 129, "low")},
        {"symptoms": {"confusion"}, "markers": marker("sodium_serum", 130, "low")},
    ),
    (
        "hypokalaemia_with_signs",
        {"symptoms": {"palpitations"}, "markers": marker("potassium_serum", 2.9, "low")},
        {"symptoms": {"fatigue"}, "markers": marker("potassium_serum", 2.9, "low")},
    ),
    (
        "biotin_in_laboratory_tests",
        {"supplements": {"biotin": 5000.0}},
        {"supplements": {"biotin": 4999.0}},
    ),
    (
        "bleeding_with_low_vitamin_k",
        {"symptoms": {"bruising"}, "markers": marker("pivka2", 25, "deficient")},
        {"symptoms": {"bruising"}, "markers": marker("pivka2", 1, "adequate")},
    ),
    (
        "suspected_wilson_disease",
        {"markers": marker("copper_urine", 1.7, "toxic") | marker("ceruloplasmin", 30, "low")},
        {"markers": marker("copper_urine", 1.5, "high") | marker("ceruloplasmin", 30, "low")},
    ),
    (
        "copper_deficiency_with_neurological_signs",
        {"symptoms": {"ataxia"}, "markers": marker("copper", 5, "deficient")},
        {
            "symptoms": {"ataxia"},
            "markers": marker("copper", 5, "deficient") | marker("copper_urine", 3.1, "toxic"),
        },
    ),
    (
        "very_high_niacin",
        {"supplements": {"niacin": 1000.0}},
        {"supplements": {"niacin": 999.0}},
    ),
    (
        "iron_overdose",
        {"markers": marker("iron_serum", 89.6)},
        {"markers": marker("iron_serum", 89.6), "agents": {"iron_infusion"}},
    ),
    (
        "manganese_retention",
        {"agents": {"cholestasis"}, "markers": marker("manganese_blood", 400, "high")},
        {"agents": {"cholestasis"}, "markers": marker("manganese_blood", 300, "unknown")},
    ),
    (
        "suspected_hypervitaminosis_a",
        {"markers": marker("retinyl_esters", 25, "high"), "symptoms": {"headache", "dry_skin"}},
        {"markers": marker("retinyl_esters", 8, "unknown"), "symptoms": {"headache", "dry_skin"}},
    ),
    (
        "vitamin_c_in_iron_overload",
        {"agents": {"haemochromatosis"}, "supplements": {"vitamin_c": 1.0}},
        {"agents": {"haemochromatosis"}},
    ),
    (
        "vitamin_b6_with_signs_of_neuropathy",
        {"over_ul": {"vitamin_b6": 1.01}, "symptoms": {"paraesthesia"}},
        {"over_ul": {"vitamin_b6": 1.0}, "symptoms": {"paraesthesia"}},
    ),
    (
        "vitamin_b6_with_signs_of_neuropathy",
        {"supplements": {"vitamin_b6": 12.1}, "symptoms": {"paraesthesia"}},
        {"supplements": {"vitamin_b6": 12.0}, "symptoms": {"paraesthesia"}},
    ),
    *(
        (
            "suspected_wernicke",
            {"agents": {"sleeve_gastrectomy"}, "symptoms": {"vomiting", sign}},
            {"agents": {"hyperemesis_gravidarum"}, "symptoms": {"vomiting", sign}},
        )
        for sign in ("confusion", "memory_loss", "ataxia", "ophthalmoplegia")
    ),
    (
        "suspected_wernicke",
        {"agents": {"bariatric_surgery"}, "symptoms": {"ataxia"}},
        {"agents": {"bariatric_surgery"}, "symptoms": {"vomiting", "weight_loss"}},
    ),
    (
        "suspected_wernicke",
        {"agents": {"anorexia_nervosa"}, "symptoms": {"ataxia", "confusion"}},
        {"agents": {"anorexia_nervosa"}, "symptoms": {"memory_loss", "confusion"}},
    ),
    *(
        (
            "copper_deficiency_with_neurological_signs",
            {"symptoms": {sign}, "markers": marker("copper", 7.0, "deficient")},
            {"symptoms": {sign}, "markers": marker("copper", 9.0, "low")},
        )
        for sign in ("ataxia", "paraesthesia", "muscle_weakness")
    ),
    (
        "copper_deficiency_with_neurological_signs",
        {"symptoms": {"ataxia"}, "markers": marker("copper", 7.0, "deficient")},
        {
            "symptoms": {"ataxia"},
            "markers": marker("copper", 7.0, "deficient"),
            "agents": {"wilson_disease"},
        },
    ),
    (
        "severe_hyponatraemia",
        {"markers": marker("sodium_serum", 124.9)},
        {"markers": marker("sodium_serum", 125.0)},
    ),
    (
        "severe_hypernatraemia",
        {"markers": marker("sodium_serum", 155.1)},
        {"markers": marker("sodium_serum", 155.0)},
    ),
    (
        "beta_carotene_in_smokers",
        {"person": {"smoker": True}, "supplements": {"beta_carotene": 20.0}},
        {"person": {"smoker": True}, "supplements": {"beta_carotene": 19.9}},
    ),
    (
        "beta_carotene_in_smokers",
        {"agents": {"asbestos_exposure"}, "supplements": {"beta_carotene": 20.0}},
        {"supplements": {"beta_carotene": 20.0}},
    ),
    (
        "suspected_wernicke",
        {"agents": {"alcohol_use_disorder"}, "symptoms": {"ataxia", "confusion"}},
        {"agents": {"alcohol_use_disorder"}, "symptoms": {"ataxia"}},
    ),
    (
        "suspected_wernicke",
        {"symptoms": {"vomiting", "ophthalmoplegia", "confusion"}},
        {"symptoms": {"vomiting", "confusion"}},
    ),
    (
        "suspected_wernicke",
        {"agents": {"gastric_bypass"}, "symptoms": {"ataxia"}},
        {"agents": {"type_2_diabetes"}, "symptoms": {"ophthalmoplegia", "ataxia"}},
    ),
    (
        "suspected_wernicke",
        {"person": {"bmi_kg_m2": 18.4}, "symptoms": {"ataxia", "memory_loss"}},
        {"person": {"bmi_kg_m2": 18.5}, "symptoms": {"ataxia", "memory_loss"}},
    ),
    (
        "suspected_wernicke",
        {"person": {"alcohol_g_day": 90.0, "bmi_kg_m2": 17.0}, "symptoms": {"confusion"}},
        {"person": {"alcohol_g_day": 90.0, "bmi_kg_m2": 22.0}, "symptoms": {"confusion"}},
    ),
    *(
        (
            "refeeding_syndrome",
            {"agents": {"refeeding_risk"}, "falls": fall(slug, 10.0, days=5)},
            {"agents": {"refeeding_risk"}, "falls": fall(slug, 10.0, days=6)},
        )
        for slug in ("phosphate_serum", "potassium_serum", "magnesium_serum")
    ),
    (
        "refeeding_syndrome",
        {"agents": {"anorexia_nervosa"}, "falls": fall("phosphate_serum", 10.0)},
        {"agents": {"anorexia_nervosa"}, "falls": fall("phosphate_serum", 9.9)},
    ),
    (
        "refeeding_syndrome",
        {"symptoms": {"weight_loss"}, "falls": fall("potassium_serum", 25.0)},
        {"symptoms": {"vomiting"}, "falls": fall("potassium_serum", 25.0)},
    ),
    (
        "refeeding_syndrome",
        {
            "falls": fall("phosphate_serum", 30.0),
            "markers": marker("phosphate_serum", 0.6, "low"),
        },
        {
            "falls": fall("phosphate_serum", 30.0),
            "markers": marker("phosphate_serum", 0.9, "adequate"),
        },
    ),
    ("refeeding_risk", {"person": {"bmi_kg_m2": 15.9}}, {"person": {"bmi_kg_m2": 16.0}}),
    (
        "refeeding_risk",
        {"person": {"bmi_kg_m2": 18.4}, "agents": {"alcohol_use_disorder"}},
        {"person": {"bmi_kg_m2": 18.5}, "agents": {"alcohol_use_disorder"}},
    ),
    (
        "refeeding_risk",
        {"symptoms": {"weight_loss"}, "markers": marker("phosphate_serum", 0.6, "low")},
        {"symptoms": {"weight_loss"}, "markers": marker("phosphate_serum", 0.9, "adequate")},
    ),
    (
        "severe_hypokalaemia",
        {"markers": marker("potassium_serum", 2.49)},
        {"markers": marker("potassium_serum", 2.5)},
    ),
    (
        "severe_hyperkalaemia",
        {"markers": marker("potassium_serum", 6.5)},
        {"markers": marker("potassium_serum", 6.49)},
    ),
    (
        "moderate_hyperkalaemia",
        {"markers": marker("potassium_serum", 6.0)},
        {"markers": marker("potassium_serum", 5.99)},
    ),
    (
        "low_potassium_or_magnesium_with_digoxin",
        {"agents": {"digoxin"}, "markers": marker("potassium_serum", 3.2, "low")},
        {"agents": {"digoxin"}, "markers": marker("potassium_serum", 4.0, "adequate")},
    ),
    (
        "severe_hypocalcaemia",
        {"markers": marker("calcium_adjusted", 1.89)},
        {"markers": marker("calcium_adjusted", 1.9)},
    ),
    (
        "severe_hypercalcaemia",
        {"markers": marker("calcium_serum", 3.01)},
        {"markers": marker("calcium_serum", 3.0)},
    ),
    (
        "severe_hypomagnesaemia",
        {"markers": marker("magnesium_serum", 0.49)},
        {"markers": marker("magnesium_serum", 0.5)},
    ),
    (
        "severe_hypermagnesaemia",
        {"markers": marker("magnesium_serum", 2.01)},
        {"markers": marker("magnesium_serum", 2.0)},
    ),
    (
        "severe_hypophosphataemia",
        {"markers": marker("phosphate_serum", 0.29)},
        {"markers": marker("phosphate_serum", 0.31)},
    ),
    (
        "severe_anaemia",
        {"markers": marker("haemoglobin", 79.9)},
        {"markers": marker("haemoglobin", 80.0)},
    ),
    (
        "severe_anaemia",
        {"markers": marker("haemoglobin", 69.9), "person": {"pregnant": True}},
        {"markers": marker("haemoglobin", 70.0), "person": {"pregnant": True}},
    ),
    (
        "severe_anaemia",
        {"markers": marker("haemoglobin", 75.0), "person": {"age_years": 5.0}},
        {"markers": marker("haemoglobin", 75.0), "person": {"age_years": 4.9}},
    ),
    (
        "suspected_hypervitaminosis_a",
        {"over_ul": {"vitamin_a": 1.1}, "symptoms": {"headache", "dry_skin"}},
        {"over_ul": {"vitamin_a": 1.1}, "symptoms": {"headache"}},
    ),
    ("very_high_vitamin_a", {"over_ul": {"vitamin_a": 5.0}}, {"over_ul": {"vitamin_a": 4.9}}),
    (
        "suspected_vitamin_d_toxicity",
        {"markers": marker("vitamin_d_25oh", 375.1)},
        {"markers": marker("vitamin_d_25oh", 375.0)},
    ),
    (
        "suspected_vitamin_d_toxicity",
        {"over_ul": {"vitamin_d": 2.0}, "markers": marker("calcium_adjusted", 2.8, "high")},
        {"over_ul": {"vitamin_d": 2.0}, "markers": marker("calcium_adjusted", 2.4, "adequate")},
    ),
    (
        "iron_overload",
        {"markers": marker("ferritin", 201) | marker("transferrin_saturation", 46)},
        {"markers": marker("ferritin", 200) | marker("transferrin_saturation", 46)},
    ),
    (
        "iron_overload",
        {
            "markers": marker("ferritin", 301) | marker("transferrin_saturation", 51),
            "person": {"sex": "male"},
        },
        {
            "markers": marker("ferritin", 301) | marker("transferrin_saturation", 50),
            "person": {"sex": "male"},
        },
    ),
    (
        "iron_in_haemochromatosis",
        {"agents": {"haemochromatosis"}, "supplements": {"iron": 14.0}},
        {"agents": {"haemochromatosis"}, "supplements": {"iron": 0.0}},
    ),
    (
        "copper_deficiency_from_zinc",
        {"supplements": {"zinc": 50.0}, "markers": marker("copper", 8.0, "deficient")},
        {"supplements": {"zinc": 40.0}, "markers": marker("copper", 8.0, "deficient")},
    ),
    (
        "copper_deficiency_from_zinc",
        {"over_ul": {"zinc": 1.5}, "symptoms": {"ataxia"}},
        {"over_ul": {"zinc": 1.5}, "symptoms": {"ataxia"}, "agents": {"wilson_disease"}},
    ),
    (
        "b12_deficiency_with_neurological_signs",
        {"markers": marker("vitamin_b12_serum", 100, "deficient"), "symptoms": {"paraesthesia"}},
        {"markers": marker("vitamin_b12_serum", 100, "deficient"), "symptoms": {"fatigue"}},
    ),
    (
        "b12_deficiency_with_neurological_signs",
        {"agents": {"nitrous_oxide"}, "symptoms": {"ataxia"}},
        {"markers": marker("vitamin_b12_serum", 400, "adequate"), "symptoms": {"ataxia"}},
    ),
    (
        "folate_may_mask_b12",
        {
            "supplements": {"folate": 680.0},
            "markers": marker("vitamin_b12_serum", 120, "deficient"),
        },
        {"supplements": {"folate": 680.0}, "markers": marker("vitamin_b12_serum", 400, "adequate")},
    ),
    (
        "folate_may_mask_b12",
        {"over_ul": {"folate": 1.1}},
        {"over_ul": {"folate": 1.1}, "markers": marker("vitamin_b12_serum", 400, "adequate")},
    ),
    (
        "retinol_in_pregnancy",
        {"person": {"pregnant": True}, "supplements": {"vitamin_a": 700.1}},
        {"person": {"pregnant": True}, "supplements": {"vitamin_a": 700.0}},
    ),
    (
        "retinol_in_pregnancy",
        {"person": {"pregnant": True}, "over_ul": {"vitamin_a": 1.1}},
        {"over_ul": {"vitamin_a": 1.1}},
    ),
    (
        "vitamin_a_with_retinoid",
        {"agents": {"isotretinoin"}, "supplements": {"vitamin_a": 400.0}},
        {"agents": {"isotretinoin"}},
    ),
    (
        "selenosis",
        {"over_ul": {"selenium": 1.2}, "symptoms": {"hair_loss"}},
        {"over_ul": {"selenium": 1.0}, "symptoms": {"hair_loss"}},
    ),
    (
        "iodine_excess",
        {"supplements": {"iodine": 500.1}},
        {"supplements": {"iodine": 500.0}},
    ),
    (
        "iodine_excess",
        {"over_ul": {"iodine": 1.1}, "agents": {"hashimoto_thyroiditis"}},
        {"over_ul": {"iodine": 1.1}},
    ),
    ("upper_level_exceeded", {"over_ul": {"niacin": 1.01}}, {"over_ul": {"niacin": 1.0}}),
    (
        "potassium_with_raas_or_ckd",
        {"agents": {"ramipril"}, "supplements": {"potassium": 99.0}},
        {"agents": {"ramipril"}},
    ),
    (
        "potassium_with_raas_or_ckd",
        {"agents": {"potassium_chloride", "ckd_stage_4"}},
        {"agents": {"potassium_chloride"}},
    ),
    (
        "vitamin_k_warfarin",
        {"agents": {"warfarin"}, "supplements": {"vitamin_k": 45.0}},
        {"agents": {"warfarin"}, "supplements": {"vitamin_e": 179.0}},
    ),
    (
        "vitamin_d_or_calcium_in_hypercalcaemia",
        {"supplements": {"vitamin_d": 10.0}, "markers": marker("calcium_adjusted", 2.61)},
        {"supplements": {"vitamin_d": 10.0}, "markers": marker("calcium_adjusted", 2.6)},
    ),
    (
        "magnesium_in_kidney_failure",
        {"agents": {"dialysis"}, "supplements": {"magnesium": 100.0}},
        {"agents": {"ckd_stage_3b"}, "supplements": {"magnesium": 100.0}},
    ),
    (
        "copper_in_wilson_disease",
        {"agents": {"wilson_disease"}, "supplements": {"copper": 1.0}},
        {"agents": {"wilson_disease"}},
    ),
    (
        "vitamin_c_in_g6pd_deficiency",
        {"agents": {"g6pd_deficiency"}, "supplements": {"vitamin_c": 1000.1}},
        {"agents": {"g6pd_deficiency"}, "supplements": {"vitamin_c": 1000.0}},
    ),
    (
        "suspected_scurvy",
        {"symptoms": {"bleeding_gums"}, "markers": marker("vitamin_c_plasma", 5, "deficient")},
        {"symptoms": {"bleeding_gums"}, "markers": marker("vitamin_c_plasma", 20, "low")},
    ),
    (
        "eye_signs_with_low_retinol",
        {"symptoms": {"night_blindness"}, "markers": marker("retinol", 0.5, "deficient")},
        {"symptoms": {"night_blindness"}},
    ),
    (
        "suspected_pellagra",
        {"symptoms": {"photosensitive_rash", "diarrhoea"}},
        {"symptoms": {"photosensitive_rash"}},
    ),
    (
        "suspected_pellagra",
        {"symptoms": {"photosensitive_rash"}, "agents": {"isoniazid"}},
        {"symptoms": {"diarrhoea"}, "agents": {"isoniazid"}},
    ),
    (
        "suspected_scurvy",
        {"symptoms": {"bleeding_gums", "bruising"}, "agents": {"restrictive_eating"}},
        {
            "symptoms": {"bleeding_gums", "bruising"},
            "agents": {"restrictive_eating"},
            "markers": marker("vitamin_c_plasma", 60.0, "adequate"),
        },
    ),
    (
        "suspected_scurvy",
        {"symptoms": {"bleeding_gums", "petechiae"}, "agents": {"alcohol_use_disorder"}},
        {"symptoms": {"bleeding_gums", "petechiae"}},
    ),
    (
        "suspected_hypervitaminosis_a",
        {"markers": marker("retinol", 8.9, "toxic") | marker("calcium_adjusted", 3.2, "toxic")},
        {"markers": marker("retinol", 8.9, "toxic") | marker("calcium_adjusted", 2.4, "adequate")},
    ),
    (
        "suspected_hypervitaminosis_a",
        {"markers": marker("retinol", 2.81) | marker("calcium_serum", 3.2, "toxic")},
        {"markers": marker("retinol", 2.8) | marker("calcium_serum", 3.2, "toxic")},
    ),
    (
        "refeeding_risk",
        {"symptoms": {"weight_loss", "vomiting"}, "agents": {"sleeve_gastrectomy"}},
        {"symptoms": {"weight_loss", "vomiting"}},
    ),
    (
        "b12_deficiency_in_infant",
        {
            "person": {"age_years": 0.4},
            "agents": {"breastfed_by_vegan_mother"},
            "symptoms": {"developmental_delay"},
        },
        {"person": {"age_years": 0.4}, "agents": {"breastfed_by_vegan_mother"}},
    ),
    (
        "b12_deficiency_in_infant",
        {
            "person": {"age_years": 1.9},
            "markers": marker("vitamin_b12_serum", 42, "deficient"),
            "symptoms": {"pallor"},
        },
        {
            "person": {"age_years": 2.0},
            "markers": marker("vitamin_b12_serum", 42, "deficient"),
            "symptoms": {"pallor"},
        },
    ),
    *(
        (
            "suspected_wet_beriberi",
            {"symptoms": {"oedema", "breathlessness"}, "agents": {agent}},
            {"symptoms": {"oedema", "breathlessness"}, "agents": {"heart_failure"}},
        )
        for agent in ("alcohol_use_disorder", "hyperemesis_gravidarum", "gastric_bypass")
    ),
    (
        "iron_overdose",
        {"supplements": {"iron": 300.0, "iron_per_kg": 20.0}},
        {"supplements": {"iron": 300.0, "iron_per_kg": 19.9}},
    ),
    (
        "fluoride_overdose",
        {"supplements": {"fluoride_per_kg": 5.0}},
        {"supplements": {"fluoride_per_kg": 4.9}},
    ),
    (
        "very_high_zinc",
        {"supplements": {"zinc": 150.0}},
        {"supplements": {"zinc": 149.9}},
    ),
    (
        "very_high_zinc",
        {"supplements": {"zinc": 150.0}},
        {"supplements": {"zinc": 150.0}, "agents": {"wilson_disease"}},
    ),
    *(
        (
            "low_calcium_or_magnesium_with_signs",
            {"symptoms": {sign}, "markers": marker(slug, 1.0, "low")},
            {"symptoms": {sign}, "markers": marker(slug, 2.3, "adequate")},
        )
        for sign in ("tetany", "seizures", "prolonged_qt")
        for slug in ("calcium_adjusted", "magnesium_serum")
    ),
    (
        "high_calcium_with_digoxin",
        {"agents": {"digoxin"}, "markers": marker("calcium_adjusted", 2.7, "high")},
        {"agents": {"digoxin"}, "markers": marker("calcium_adjusted", 2.5, "adequate")},
    ),
    (
        "manganese_retention",
        {"agents": {"cholestasis"}, "supplements": {"manganese": 2.0}},
        {"supplements": {"manganese": 2.0}},
    ),
    (
        "manganese_retention",
        {"agents": {"parenteral_nutrition"}, "symptoms": {"parkinsonism"}},
        {"agents": {"parenteral_nutrition"}, "symptoms": {"fatigue"}},
    ),
    (
        "phosphate_laxative_in_kidney_disease",
        {"agents": {"sodium_phosphate", "ckd_stage_4"}},
        {"agents": {"sodium_phosphate"}},
    ),
    (
        "phosphate_laxative_in_kidney_disease",
        {"agents": {"sodium_phosphate"}, "person": {"egfr_ml_min": 44.0}},
        {"agents": {"sodium_phosphate"}, "person": {"egfr_ml_min": 46.0}},
    ),
    (
        "magnesium_in_kidney_failure",
        {"agents": {"magnesium_hydroxide"}, "person": {"egfr_ml_min": 29.9}},
        {"agents": {"magnesium_hydroxide"}, "person": {"egfr_ml_min": 30.0}},
    ),
    (
        "potassium_with_raas_or_ckd",
        {"agents": {"potassium_chloride"}, "person": {"egfr_ml_min": 44.9}},
        {"agents": {"potassium_chloride"}, "person": {"egfr_ml_min": 45.0}},
    ),
    (
        "vitamin_d_or_calcium_in_hypercalcaemia",
        {"agents": {"calcium_carbonate_antacid"}, "markers": marker("calcium_adjusted", 2.61)},
        {"agents": {"calcium_carbonate_antacid"}, "markers": marker("calcium_adjusted", 2.6)},
    ),
    (
        "folic_acid_with_fluoropyrimidine",
        {"agents": {"capecitabine"}, "supplements": {"folate": 340.0}},
        {"agents": {"capecitabine"}},
    ),
    (
        "lithium_with_salt_loss",
        {"agents": {"lithium"}, "symptoms": {"diarrhoea"}},
        {"agents": {"lithium"}, "symptoms": {"constipation"}},
    ),
    (
        "vitamin_k_for_newborn",
        {"agents": {"carbamazepine"}, "person": {"pregnant": True}},
        {"agents": {"carbamazepine"}},
    ),
    (
        "vitamin_b6_with_levodopa",
        {"agents": {"levodopa"}, "supplements": {"vitamin_b6": 2.1}},
        {"agents": {"levodopa_carbidopa"}, "supplements": {"vitamin_b6": 2.1}},
    ),
    (
        "result_of_a_spoilt_sample",
        {"agents": {"edta_contamination"}},
        {"agents": {"haemochromatosis"}},
    ),
    (
        "moderate_hypophosphataemia",
        {"markers": marker("phosphate_serum", 0.59)},
        {"markers": marker("phosphate_serum", 0.60)},
    ),
    (
        "moderate_hypophosphataemia",
        {"markers": marker("phosphate_serum", 0.31)},
        {"markers": marker("phosphate_serum", 0.30)},
    ),
    (
        "moderate_hypophosphataemia",
        {"markers": marker("phosphate_serum", 0.5), "person": {"age_years": 18.0}},
        {"markers": marker("phosphate_serum", 0.5), "person": {"age_years": 17.9}},
    ),
    (
        "very_high_thyrotropin",
        {"markers": marker("tsh", 10.1)},
        {"markers": marker("tsh", 10.0)},
    ),
    *(
        (
            "two_anaemias_at_once",
            {"markers": marker("ferritin", 4, "deficient") | marker(slug, 1, "deficient")},
            {"markers": marker("ferritin", 4, "deficient") | marker(slug, 1, "low")},
        )
        for slug in ("vitamin_b12_serum", "holotranscobalamin", "mma", "folate_serum", "folate_rbc")
    ),
    (
        "two_anaemias_at_once",
        {"markers": marker("ferritin", 4, "deficient") | marker("mma", 1, "deficient")},
        {"markers": marker("ferritin", 4, "low") | marker("mma", 1, "deficient")},
    ),
    (
        "vitamin_e_deficiency_with_neurological_signs",
        {"markers": marker("alpha_tocopherol", 1, "deficient"), "symptoms": {"ataxia"}},
        {"markers": marker("alpha_tocopherol", 14, "low"), "symptoms": {"ataxia"}},
    ),
    (
        "vitamin_e_deficiency_with_neurological_signs",
        {"markers": marker("alpha_tocopherol", 1, "deficient"), "symptoms": {"visual_loss"}},
        {"markers": marker("alpha_tocopherol", 1, "deficient"), "symptoms": {"fatigue"}},
    ),
    *(
        (
            "low_calcium_without_raised_pth",
            {"markers": marker(slug, 1.0, "low") | marker("pth", 6.8)},
            {"markers": marker(slug, 1.0, "low") | marker("pth", 6.9)},
        )
        for slug in ("calcium_adjusted", "calcium_ionised")
    ),
    *(
        (
            "high_calcium_with_low_pth",
            {"markers": marker(slug, 3.0, "high") | marker("pth", 3.9)},
            {"markers": marker(slug, 3.0, "high") | marker("pth", 4.0)},
        )
        for slug in ("calcium_adjusted", "calcium_serum", "calcium_ionised")
    ),
    ("selenium_poisoning", {"over_ul": {"selenium": 10.1}}, {"over_ul": {"selenium": 10.0}}),
    (
        "refeeding_risk",
        {"agents": {"hyperemesis_gravidarum"}, "symptoms": {"weight_loss"}},
        {"agents": {"hyperemesis_gravidarum"}, "symptoms": {"vomiting"}},
    ),
    (
        "eye_signs_with_low_retinol",
        {"markers": marker("retinol", 0.2, "deficient"), "symptoms": {"visual_loss"}},
        {"markers": marker("retinol", 0.8, "low"), "symptoms": {"visual_loss"}},
    ),
    *(
        (
            "low_calcium_or_magnesium_with_signs",
            {"markers": marker(slug, 2.09), "symptoms": {"seizures"}},
            {"markers": marker(slug, 2.10), "symptoms": {"seizures"}},
        )
        for slug in ("calcium_serum", "calcium_adjusted")
    ),
]


def raised(given: Facts) -> list[str]:
    return [alert.code for alert in alerts.evaluate(given)]


@pytest.mark.parametrize(("code", "inside", "outside"), BORDERS)
def test_alert_at_its_border(code: str, inside: dict[str, Any], outside: dict[str, Any]):
    assert code in raised(facts(**inside))
    assert code not in raised(facts(**outside))


def test_every_alert_has_a_border_test():
    assert {code for code, _, _ in BORDERS} == set(alerts.codes())


def test_nothing_known_raises_nothing():
    assert alerts.evaluate(Facts()) == ()
    assert alerts.evaluate(facts()) == ()


def test_urgent_comes_first():
    found = alerts.evaluate(
        facts(
            over_ul={"niacin": 2.0},
            markers=marker("potassium_serum", 7.0),
            agents={"warfarin"},
            supplements={"vitamin_k": 45.0},
        )
    )
    order = list(Urgency)
    ranks = [order.index(alert.urgency) for alert in found]
    assert ranks == sorted(ranks)
    assert found[0].code == "severe_hyperkalaemia"


def test_the_upper_level_alert_names_its_nutrients():
    (alert,) = alerts.evaluate(facts(over_ul={"niacin": 2.0, "zinc": 0.9, "magnesium": 1.2}))
    assert alert.nutrients == ("niacin", "magnesium")
    assert "niacin 2 times the upper level" in alert.why


def test_time_critical_alerts_are_urgent():
    for code in ("suspected_wernicke", "refeeding_risk", "potassium_with_raas_or_ckd"):
        assert alerts.rule(code).urgency == Urgency.URGENT


def test_published_wernicke_criteria_two_of_four():
    """Caine 1997, as in PMC5708199 table 1: in people who drink, two of four signs."""
    signs = ["weight_loss", "ophthalmoplegia", "ataxia", "confusion"]
    for first in signs:
        assert "suspected_wernicke" not in raised(
            facts(agents={"alcohol_use_disorder"}, symptoms={first})
        )
        for second in set(signs) - {first}:
            given = facts(agents={"alcohol_use_disorder"}, symptoms={first, second})
            assert "suspected_wernicke" in raised(given)


def test_an_alert_bears_the_title_of_its_file():
    (alert,) = alerts.evaluate(facts(agents={"warfarin"}, supplements={"vitamin_k": 45.0}))
    assert alert.title == "Vitamin K and warfarin"


def test_an_alert_without_a_title_is_called_by_its_code(monkeypatch: pytest.MonkeyPatch):
    bare = msgspec.structs.replace(alerts.rule("folate_may_mask_b12"), title="")
    monkeypatch.setattr(alerts, "rule", lambda _: bare)
    monkeypatch.setattr(alerts, "codes", lambda: ("folate_may_mask_b12",))
    (alert,) = alerts.evaluate(facts(over_ul={"folate": 1.1}))
    assert alert.title == "Folate may mask B12"


@pytest.mark.parametrize(
    "code",
    [
        "severe_hypercalcaemia",
        "suspected_vitamin_d_toxicity",
        "vitamin_d_or_calcium_in_hypercalcaemia",
    ],
)
def test_high_calcium_bars_supplements_and_leaves_food(code: str):
    action = alerts.rule(code).action.casefold()
    assert "supplement" in action
    assert "calcium from food" in action
