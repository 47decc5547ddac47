"""Nutrients: factors as printed by IOM 1998, 2000, 2001, 2011, EFSA 2022 and 2024; IUPAC 2021."""

import csv
import lzma
import re
from pathlib import Path

import pytest

from micronutrient.datafiles import DATA, read_toml, slugs, source
from micronutrient.errors import UnknownName
from micronutrient.nutrients import Form, Nutrient, find, find_form, names, nutrient
from micronutrient.units import intake_factor

SLUGS = [
    "vitamin_a", "thiamin", "riboflavin", "niacin", "pantothenic_acid", "vitamin_b6", "biotin",
    "folate", "vitamin_b12", "vitamin_c", "vitamin_d", "vitamin_e", "vitamin_k", "choline",
    "calcium", "magnesium", "phosphorus", "potassium", "sodium", "chloride", "iron", "zinc",
    "copper", "manganese", "selenium", "iodine", "chromium", "molybdenum", "fluoride",
    "linoleic_acid", "alpha_linolenic_acid", "epa_dha", "histidine", "isoleucine", "leucine",
    "lysine", "methionine_cysteine", "phenylalanine_tyrosine", "threonine", "tryptophan",
    "valine", "energy", "protein", "carbohydrate", "fibre", "fat", "saturated_fat", "alcohol",
    "water", "caffeine", "phytate", "arginine", "glutamine",
]  # fmt: skip

# Abridged standard atomic weights, IUPAC 2021.
WEIGHTS = {
    "H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Na": 22.990, "Mg": 24.305,
    "P": 30.974, "S": 32.06, "Cl": 35.45, "K": 39.098, "Ca": 40.078, "Cr": 51.996, "Mn": 54.938,
    "Fe": 55.845, "Co": 58.933, "Cu": 63.546, "Zn": 65.38, "Se": 78.971, "Mo": 95.95, "I": 126.90,
    "Sn": 118.71,
}  # fmt: skip

# Factors that are an activity or a convention, not a share of the mass.
BY_CONVENTION = {
    ("vitamin_a", "beta_carotene"): 0.5,
    ("niacin", "nicotinamide"): 1.0,
    ("folate", "folic_acid"): 1.7,
    ("folate", "calcium_l_methylfolate"): 1.7,
    ("vitamin_b12", "methylcobalamin"): 1.0,
    ("vitamin_b12", "hydroxocobalamin"): 1.0,
    ("vitamin_b12", "adenosylcobalamin"): 1.0,
    ("vitamin_d", "ergocalciferol"): 1.0,
    ("vitamin_d", "calcifediol"): 2.5,
    ("vitamin_k", "menaquinone_4"): 1.0,
    ("vitamin_k", "menaquinone_7"): 1.0,
}

RECORDS = [nutrient(slug) for slug in SLUGS]
FORMS = [(record, form) for record in RECORDS for form in record.forms]
MINERALS = [(record, form) for record, form in FORMS if record.group == "mineral"]


def atoms(formula: str) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in formula.split("."):
        times, rest = re.fullmatch(r"(\d*)(.*)", part).groups()  # type: ignore[union-attr]
        while "(" in rest:
            rest = re.sub(
                r"\(([^()]*)\)(\d*)", lambda found: found[1] * int(found[2] or 1), rest, count=1
            )
        for symbol, count in re.findall(r"([A-Z][a-z]?)(\d*)", rest):
            total[symbol] = total.get(symbol, 0) + int(times or 1) * int(count or 1)
    return total


def weigh(formula: str) -> float:
    return sum(WEIGHTS[symbol] * count for symbol, count in atoms(formula).items())


def name_of(case: object) -> str:
    return case.slug if isinstance(case, Nutrient | Form) else str(case)


def test_every_nutrient_of_the_contract_is_there_in_order():
    assert list(names()) == read_toml(DATA / "nutrients_order.toml")["order"]
    assert sorted(names()) == sorted(SLUGS)
    assert sorted(slugs("nutrients")) == sorted(SLUGS)


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_record_is_whole(record: Nutrient):
    assert record.name
    assert record.food, "every nutrient is computed from some component"
    assert record.usda
    assert record.forms or record.slug == "energy"
    assert source(record.source).title
    assert intake_factor(record.unit, record.unit) == 1
    for form in record.forms:
        assert source(form.source).title
        assert form.names


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_recipes_use_known_components(record: Nutrient):
    rows = read_toml(DATA / "foods" / "components.toml")["rows"]
    known = {slug for slug, *_ in rows}
    for way in (*record.food, *record.ul_food):
        assert {component for component, _ in way.terms} <= known
        assert all(factor > 0 for _, factor in way.terms)


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_recipe_ends_in_the_unit_of_the_nutrient(record: Nutrient):
    units = {slug: unit for slug, unit, *_ in read_toml(DATA / "foods" / "components.toml")["rows"]}
    plain = record.unit.partition("_")[0]
    component, factor = record.food[0].terms[0]
    assert factor == pytest.approx(intake_factor(units[component], plain))


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_molar_mass_is_that_of_the_formula(record: Nutrient):
    assert (record.formula is None) == (record.molar_mass is None)
    if record.formula:
        assert record.molar_mass == pytest.approx(weigh(record.formula), rel=1e-4)


@pytest.mark.parametrize(("record", "form"), FORMS, ids=name_of)
def test_form_weighs_what_its_formula_says(record: Nutrient, form: Form):
    if form.formula:
        assert form.molar_mass == pytest.approx(weigh(form.formula), rel=1e-4)


@pytest.mark.parametrize(("record", "form"), MINERALS, ids=name_of)
def test_mineral_share_is_the_ratio_of_masses(record: Nutrient, form: Form):
    assert form.label_per_mass == 1, "a label states the element"
    if form.formula is None:
        assert form.per_mass is None, "without a formula no share is known"
        return
    element = record.formula or ""
    share = atoms(form.formula)[element] * WEIGHTS[element] / weigh(form.formula)
    assert form.per_mass == pytest.approx(share, rel=1e-4)


@pytest.mark.parametrize(
    ("record", "form"),
    [(r, f) for r, f in FORMS if r.group == "vitamin" and f.formula and f.per_mass],
    ids=name_of,
)
def test_vitamin_share_is_molar_unless_it_is_an_activity(record: Nutrient, form: Form):
    if (record.slug, form.slug) in BY_CONVENTION:
        assert form.per_mass == BY_CONVENTION[record.slug, form.slug]
        return
    assert record.molar_mass
    assert form.molar_mass
    assert form.per_mass
    molecules = form.per_mass * form.molar_mass / record.molar_mass
    if form.slug.startswith("all_rac"):
        molecules *= 2  # half of the stereoisomers count
    assert molecules == pytest.approx(round(molecules), rel=0.01)
    assert round(molecules) >= 1


@pytest.mark.parametrize(("record", "form"), FORMS, ids=name_of)
def test_factors_lie_within_reason(record: Nutrient, form: Form):
    for factor in (form.per_mass, form.per_label_mass, form.ul_per_mass):
        assert factor is None or 0 < factor <= 2.5
    assert 0 <= form.ul_share <= 2.01


@pytest.mark.parametrize(
    ("nutrient_slug", "form", "per_iu"),
    [
        ("vitamin_a", "retinyl_palmitate", 0.3),
        ("vitamin_a", "beta_carotene", 0.3),
        ("vitamin_d", "cholecalciferol", 1 / 40),
        ("vitamin_d", "ergocalciferol", 1 / 40),
        ("vitamin_e", "rrr_alpha_tocopherol", 0.67),
        ("vitamin_e", "rrr_alpha_tocopheryl_acetate", 0.67),
        ("vitamin_e", "all_rac_alpha_tocopheryl_acetate", 0.45),
    ],
)
def test_published_international_units(nutrient_slug: str, form: str, per_iu: float):
    assert find_form(nutrient_slug, form).per_iu == pytest.approx(per_iu)


def test_published_folate_equivalents():
    folic_acid = nutrient("folate").forms[0]
    assert folic_acid.slug == "folic_acid"
    assert folic_acid.per_mass == 1.7
    assert folic_acid.per_mass_fasting == 2.0
    assert 1.7 * folic_acid.ul_share == pytest.approx(1.0)


def test_published_activity_of_food_components():
    retinol, carotene, *others = (f for _, f in nutrient("vitamin_a").food[1].terms)
    assert retinol == 1
    assert carotene == pytest.approx(1 / 12, rel=1e-5)
    assert others == pytest.approx([1 / 24, 1 / 24], rel=1e-5)
    terms = dict(nutrient("niacin").food[0].terms)
    assert terms["tryptophan"] == pytest.approx(1000 / 60, rel=1e-5)


@pytest.mark.parametrize(
    ("nutrient_slug", "form", "share"),
    [
        ("iron", "ferrous sulfate", 0.20),
        ("iron", "ferrous fumarate", 0.33),
        ("iron", "ferrous gluconate", 0.12),
        ("calcium", "calcium carbonate", 0.40),
        ("calcium", "calcium citrate", 0.21),
        ("calcium", "calcium lactate", 0.13),
        ("calcium", "calcium gluconate", 0.09),
        ("zinc", "zinc sulfate", 0.23),
        ("magnesium", "magnesium oxide", 0.60),
    ],
)
def test_published_elemental_share(nutrient_slug: str, form: str, share: float):
    assert find_form(nutrient_slug, form).per_mass == pytest.approx(share, abs=0.006)


def test_upper_levels_count_what_their_scope_says():
    assert nutrient("vitamin_a").ul_food[0].terms == (("retinol", 1.0),)
    assert nutrient("folate").ul_food[0].terms == (("folic_acid", 1.0),)
    assert nutrient("vitamin_e").ul_food[0].terms == (("vitamin_e_added", 1.0),)
    assert nutrient("magnesium").ul_food == ()
    assert nutrient("niacin").ul_food == ()
    assert nutrient("iron").ul_food == nutrient("iron").food
    assert find_form("vitamin_a", "beta-carotene").ul_share == 0
    assert find_form("vitamin_a", "retinyl palmitate").ul_share == 1
    synthetic = find_form("vitamin_e", "dl-alpha-tocopheryl acetate")
    assert synthetic.ul_share == pytest.approx(2, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Vitamin B9", "folate"),
        ("vitamin b-9", "folate"),
        ("Folic Acid", "folate"),
        ("cobalamin", "vitamin_b12"),
        ("B12", "vitamin_b12"),
        ("Vitamin B₁₂", "vitamin_b12"),
        ("vit D3", "vitamin_d"),
        ("Vit. D", "vitamin_d"),
        ("thiamine", "thiamin"),
        ("niacinamide", "niacin"),
        ("α-Tocopherol", "vitamin_e"),
        ("Fe", "iron"),
        ("VITC", "vitamin_c"),
        ("dietary fiber", "fibre"),
        ("EPA+DHA", "epa_dha"),
        ("vitamin_k", "vitamin_k"),
    ],
)
def test_find(name: str, slug: str):
    assert find(name) == slug


def test_unknown_nutrient_names_the_nearest():
    with pytest.raises(UnknownName) as fault:
        find("vitamin dd")
    assert any("D" in name or "vitamin_d" in name for name in fault.value.nearest)
    with pytest.raises(UnknownName):
        nutrient("zink")
    with pytest.raises(UnknownName):
        find("ALA")  # alpha-linolenic or alpha-lipoic acid: not guessed


@pytest.mark.parametrize(
    ("nutrient_slug", "name", "form"),
    [
        ("vitamin_a", "Vitamin A Palmitate", "retinyl_palmitate"),
        ("vitamin_b6", "P-5-P", "pyridoxal_5_phosphate"),
        ("folate", "L-5-MTHF", "calcium_l_methylfolate"),
        ("vitamin_e", "dl-α-tocopheryl acetate", "all_rac_alpha_tocopheryl_acetate"),
        ("vitamin_k", "MK-7", "menaquinone_7"),
        ("zinc", "picolinate", "zinc_picolinate"),
        ("iodine", "KI", "potassium_iodide"),
    ],
)
def test_find_form(nutrient_slug: str, name: str, form: str):
    assert find_form(nutrient_slug, name).slug == form


def test_unknown_form_names_the_nearest():
    with pytest.raises(UnknownName, match="retinyl"):
        find_form("vitamin_a", "retinil palmitat")
    with pytest.raises(UnknownName):
        find_form("vitamin_x", "retinol")


def folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def test_a_name_means_one_nutrient():
    owners: dict[str, set[str]] = {}
    for record in RECORDS:
        for name in (record.slug, record.name, *record.synonyms, *record.infoods):
            owners.setdefault(folded(name), set()).add(record.slug)
            assert find(name) == record.slug
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_form_name_means_one_form(record: Nutrient):
    assert len({form.slug for form in record.forms}) == len(record.forms)
    for form in record.forms:
        assert re.fullmatch(r"[a-z0-9_]+", form.slug)
        assert len(set(form.names)) == len(form.names)
        for name in (form.slug, *form.names):
            assert find_form(record.slug, name) is form


def test_published_usda_codes(shared: Path):
    path = shared / "data" / "usda" / "sr_legacy_fdc_csv" / "nutrient.csv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        published = {row["nutrient_nbr"]: int(row["id"]) for row in csv.DictReader(lines)}
    for record in RECORDS:
        for code in record.usda:
            assert published[code.number] == code.id, record.slug


def test_published_share_of_fish_and_flaxseed_oils(shared: Path):
    foods = {"42231": ("alpha_linolenic_acid", "flaxseed_oil", ("851",))}
    fish = ("629", "621")
    foods |= {
        "04589": ("epa_dha", "cod_liver_oil", fish),
        "04590": ("epa_dha", "herring_oil", fish),
        "04591": ("epa_dha", "menhaden_oil", fish),
        "04593": ("epa_dha", "salmon_oil", fish),
        "04594": ("epa_dha", "sardine_oil", fish),
    }
    path = shared / "data" / "usda" / "sr28_ascii" / "NUT_DATA.txt.xz"
    per_100_g: dict[str, float] = {}
    with lzma.open(path, "rt", encoding="latin-1", newline="") as lines:
        for food, number, value, *_ in csv.reader(lines, delimiter="^", quotechar="~"):
            if food in foods and number in foods[food][2]:
                per_100_g[food] = per_100_g.get(food, 0.0) + float(value)
    for food, (slug, form, _) in foods.items():
        assert find_form(slug, form).per_mass == pytest.approx(per_100_g[food] / 100, rel=1e-6)
