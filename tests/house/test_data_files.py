"""Every data file fits its record, and the contract's nutrients are all there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from micronutrient import nutrients, ucum, units
from micronutrient.absorption import (
    calcium,
    copper,
    iodine,
    iron_classes,
    magnesium,
    method,
    phosphorus,
    selenium,
    zinc,
)
from micronutrient.balance import assumptions, prevalence
from micronutrient.biomarkers import brinda, marker, rules
from micronutrient.datafiles import DATA, read_record, read_toml, slugs, source
from micronutrient.foods import (
    composition,
    cooking_yield,
    measures,
    nutrient_amounts,
    ranges,
    retention,
    vocabulary,
)
from micronutrient.foods.importers import cnf, fdc, fndds, limits
from micronutrient.homeostasis import model as homeostasis
from micronutrient.intake import meal_places, supplements, usual_individual
from micronutrient.interactions import alerts, symptoms, table
from micronutrient.mechanism import table as mechanisms
from micronutrient.person import Person, Sex
from micronutrient.reference import adjust, iron_losses, lifestage, rows, variation
from micronutrient.reference.situation import AMOUNTS, PERSONAL_WORDS
from micronutrient.reference.table import daily, value_for
from micronutrient.tasks import doubts

WOMAN = Person(sex=Sex.FEMALE, age_years=30)

FOLDERS: dict[str, Callable[[str], object]] = {
    "nutrients": nutrients.nutrient,
    "markers": marker.marker,
    "interactions": table.agent,
    "symptoms": symptoms.symptom,
    "alerts": alerts.rule,
    "homeostasis": homeostasis.model,
    "mechanism": mechanisms.mechanism,
    "sources": source,
}


def _group_table(name: str) -> Callable[[], object]:
    return lambda: nutrient_amounts._group_table(name)


def _label_units() -> object:
    return supplements._label_units()


def _food_groups() -> object:
    return fdc._groups()


def _energy_factors() -> object:
    water = value_for(WOMAN, nutrient="water", kind="ai")
    return daily(water, person=WOMAN)


def _own_rules() -> object:
    return adjust.adjustments("adjustments")


def _head(name: str) -> Callable[[], object]:
    return lambda: read_record(DATA / "foods" / name, composition.TableHead)


def _absorption(nutrient: str) -> Callable[[], object]:
    """Give a reader of every table of one nutrient's absorption; its tests fit the records."""
    return lambda: [
        method.method(nutrient, table, AnyMethod)
        for table in read_toml(DATA / "absorption" / f"{nutrient}.toml")
    ]


class AnyMethod(method.Method, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What every table of absorption has, whatever its equation adds."""


SINGLE: dict[str, Callable[[], object]] = {
    "absorption/calcium.toml": calcium.measured_foods,
    "absorption/copper.toml": copper.measured_shares,
    "absorption/epa_dha.toml": _absorption("epa_dha"),
    "absorption/folate.toml": _absorption("folate"),
    "absorption/iodine.toml": iodine.urinary_share,
    "absorption/iron.toml": iron_classes.classes,
    "absorption/magnesium.toml": magnesium.diet_shares,
    "absorption/niacin.toml": _absorption("niacin"),
    "absorption/phosphorus.toml": phosphorus.mixed_diet,
    "absorption/selenium.toml": selenium.tracer_shares,
    "absorption/vitamin_a.toml": _absorption("vitamin_a"),
    "absorption/vitamin_b12.toml": _absorption("vitamin_b12"),
    "absorption/vitamin_c.toml": _absorption("vitamin_c"),
    "absorption/vitamin_d.toml": _absorption("vitamin_d"),
    "absorption/vitamin_e.toml": _absorption("vitamin_e"),
    "absorption/vitamin_k.toml": _absorption("vitamin_k"),
    "absorption/zinc.toml": zinc.saturation,
    "balance/model.toml": assumptions.model,
    "balance/prevalence.toml": lambda: prevalence.prevalence("iron", WOMAN),
    "balance/prevalence_printed.toml": lambda: prevalence.prevalence("zinc", WOMAN),
    "biomarker_rules.toml": rules.rules,
    "foods/cnf.toml": cnf.publisher,
    "foods/components.toml": composition.components,
    "foods/core.csv": composition.core,
    "foods/core.toml": composition.core_head,
    "foods/core_portions.csv": composition.core,
    "foods/fdc.toml": fdc.publisher,
    "foods/fndds.toml": fndds.publisher,
    "foods/group_typical.csv": _group_table("group_typical.csv"),
    "foods/group_typical.toml": _head("group_typical.toml"),
    "foods/group_upper.csv": _group_table("group_upper.csv"),
    "foods/group_upper.toml": _head("group_upper.toml"),
    "foods/groups.toml": _food_groups,
    "foods/haem_iron.toml": lambda: ranges.range_table("haem_iron"),
    "foods/import.toml": limits.limits,
    "foods/meal_parts.toml": lambda: ranges.range_table("meal_parts", "eggs"),
    "foods/measures.toml": measures.measures,
    "foods/phytate.toml": lambda: ranges.range_table("phytate"),
    "foods/polyphenols.toml": lambda: ranges.range_table("polyphenols"),
    "foods/retention.toml": retention.rules,
    "foods/retention_factors.csv": retention.rules,
    "foods/search.toml": vocabulary.search_words,
    "foods/yields.csv": cooking_yield.yields,
    "foods/yields.toml": cooking_yield.rules,
    "intake/label_units.toml": _label_units,
    "intake/meals.toml": meal_places.rules,
    "intake/unlikely_dose.toml": doubts.unlikely,
    "intake/within_person_method.toml": lambda: usual_individual.widest_within_person(
        "zinc", WOMAN
    ),
    "intake/within_person_sd.toml": lambda: usual_individual.within_person_sd("iron", WOMAN),
    "mechanism_counts.toml": lambda: mechanisms.counts("zinc"),
    "mechanism_symptoms.toml": mechanisms.places,
    "mechanism_systems.toml": mechanisms.systems,
    "nutrients_order.toml": nutrients.names,
    "population/brinda.toml": brinda.brinda,
    "requirements/adjustments.toml": _own_rules,
    "requirements/energy_factors.toml": _energy_factors,
    "requirements/iron_losses.toml": iron_losses.iron_losses,
    "requirements/iron_percentiles.toml": variation.iron_table,
    "requirements/life_stages.toml": lambda: lifestage.menstruates(WOMAN),
    "requirements/personal.toml": lambda: adjust.adjustments("personal"),
    "requirements/variation.toml": variation.default,
    "ucum.toml": lambda: ucum.parse_ucum("mg/d"),
    "units.toml": lambda: units.parse("mcg/day"),
}
"""Files that stand alone, and what reads them; a new one gets its line here."""

# fmt: off
MARKERS = (
    "ferritin", "transferrin_saturation", "stfr", "haemoglobin", "mcv", "crp", "agp", "retinol",
    "rbp", "vitamin_d_25oh", "vitamin_b12_serum", "holotranscobalamin", "mma", "homocysteine",
    "folate_serum", "folate_rbc", "thiamin_serum", "thiamin_diphosphate_blood", "etkac", "egrac",
    "plp", "vitamin_c_plasma", "alpha_tocopherol", "zinc", "copper", "ceruloplasmin",
    "selenium_plasma", "magnesium_serum", "magnesium_rbc", "iodine_urine", "calcium_serum",
    "albumin", "pth", "phosphate_serum", "potassium_serum", "sodium_serum", "creatinine", "tsh",
    "omega3_index",
)
# fmt: on


def shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


@pytest.mark.parametrize(("folder", "slug"), [(f, s) for f in FOLDERS for s in slugs(f)])
def test_a_file_of_a_folder_fits_its_record(folder, slug):
    assert FOLDERS[folder](slug)


@pytest.mark.parametrize("publisher", rows.publishers())
def test_reference_tables_fit_their_record(publisher):
    for nutrient in rows.nutrients_of(publisher):
        assert nutrient in nutrients.names()
        assert rows.values(nutrient, publisher)


@pytest.mark.parametrize("name", sorted(SINGLE))
def test_a_single_file_fits_its_record(name):
    assert (DATA / name).is_file()
    assert SINGLE[name]() is not None


def test_every_data_file_is_read_by_something():
    known = {f"{folder}/{slug}.toml" for folder in FOLDERS for slug in slugs(folder)}
    tables = {f"reference/{p}/{n}.toml" for p in rows.publishers() for n in rows.nutrients_of(p)}
    files = {shown(path) for path in DATA.rglob("*") if path.is_file()}
    files = {name for name in files if not name.startswith(".") and "__pycache__" not in name}
    assert sorted(files - known - tables - set(SINGLE)) == []


def test_every_marker_of_the_contract_exists():
    assert set(MARKERS) <= set(marker.names())


def test_what_is_named_elsewhere_exists():
    known = set(nutrients.names())
    for one in map(marker.marker, marker.names()):
        assert {each.nutrient for each in one.speaks_for} <= known, one.slug
    for agent in map(table.agent, table.names()):
        rules_of = (*agent.effects, *agent.blocks)
        assert {name for rule in rules_of for name in rule.nutrients} <= known, agent.slug
        assert {name for effect in agent.effects for name in effect.markers} <= set(marker.names())
        assert set(agent.classes) <= set(table.names()), agent.slug
    for symptom in map(symptoms.symptom, symptoms.names()):
        assert {*symptom.deficiency, *symptom.excess} <= known, symptom.slug
    for alert in map(alerts.rule, alerts.codes()):
        assert set(alert.nutrients) <= known, alert.code


def test_what_an_adjustment_names_exists():
    words = {*PERSONAL_WORDS, *table.names(), *symptoms.names()}
    for rule in (*adjust.adjustments("adjustments"), *adjust.adjustments("personal")):
        assert rule.nutrient in nutrients.names()
        assert set(rule.publishers) <= set(rows.publishers())
        assert {*rule.who, *rule.only, *rule.not_for} <= words, rule.why
        assert {rule.per, rule.unless} - {""} <= AMOUNTS, rule.why


def test_components_that_nutrients_name_exist():
    known = set(composition.components())
    for one in map(nutrients.nutrient, nutrients.names()):
        terms = {slug for way in (*one.food, *one.ul_food) for slug, _ in way.terms}
        assert terms <= known, one.slug


@pytest.mark.parametrize("week", range(45))
def test_the_rooms_agree_when_a_trimester_begins(week):
    woman = Person(sex=Sex.FEMALE, age_years=30, pregnancy_week=week)
    assert lifestage.trimester(woman) == f"trimester_{rules.rules().trimesters.of(week)}"
