"""Every row of the shared tables of interactions and hard blocks has its answer here.

The words of those tables are put into ours below; where one of their rows says something that this
package says in another place (at a marker), that place is named.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from micronutrient.biomarkers.marker import marker
from micronutrient.interactions import table
from micronutrient.interactions.records import Agent, Covers, Direction, Effect

LOWERS = {Direction.LOWERS, Direction.BLOCKS}
RAISES = {Direction.RAISES}
APART = {Direction.KEEP_APART}
HARMED = {Direction.HARMED_BY}
NEED = {Direction.RAISES_NEED}
ASSAY = {Direction.INTERFERES_WITH_ASSAY}

AGENTS = {
    "calcium-supplement-or-dairy": ("calcium_supplement",),
    "vitamin-c-or-meat-with-meal": ("vitamin_c_with_meals",),
    "tea-coffee-eggs-milk-phytate": ("tea_or_coffee_with_meals", "phytate_rich_diet"),
    "zinc-50-mg-d-or-more-from-supplements-ul-40-mg-d-total-chron": ("zinc_high_dose",),
    "iron-high-dose": ("iron_supplement",),
    "copper-deficiency": ("copper_deficiency",),
    "folic-acid-1-mg-d": ("folic_acid_high_dose",),
    "magnesium-deficiency": ("magnesium_deficiency",),
    "vitamin-d": ("vitamin_d_supplement",),
    "preformed-vitamin-a-excess": ("preformed_vitamin_a_high_dose",),
    "zinc-deficiency": ("zinc_deficiency",),
    "riboflavin-deficiency": ("riboflavin_deficiency",),
    "iodine-repletion-in-severe-selenium-deficiency": ("iodine_without_selenium",),
    "vitamin-e-high-dose-400-iu-d": ("vitamin_e_high_dose",),
    "glucose-carbohydrate-load-after-starvation": ("refeeding_risk",),
    "sodium-high-intake": ("high_sodium_intake",),
    "molybdenum-excess": ("molybdenum_excess",),
    "magnesium-supplement": ("magnesium_supplement",),
    "haemolysed-sample": ("haemolysed_sample",),
    "intrinsic-factor-antibodies": ("pernicious_anaemia",),
    "k-edta-tube-contamination": ("edta_contamination",),
    "vitamin-c-high-dose": ("vitamin_c_high_dose",),
    # blocks
    "zinc-supplement-40-mg-d": ("zinc_high_dose",),
    "vitamin-b6-supplement": ("vitamin_b6_excess",),
    "selenium-supplement": ("selenium_excess",),
    "biotin-5-mg-d": ("biotin_high_dose",),
    "edta-contamination-or-haemolysis": ("edta_contamination", "haemolysed_sample"),
    "bariatric-bpdds": ("biliopancreatic_diversion",),
    "bariatric-sleeve": ("sleeve_gastrectomy",),
    "refeeding": ("refeeding_risk",),
    "thalassaemia": ("thalassaemia", "transfusion_dependent_thalassaemia"),
    "stones": ("kidney_stones", "calcium_oxalate_stones"),
    "sickle": ("sickle_cell_disease",),
}
"""Agents of the shared tables that bear no code, or a code that several of ours share."""

BY_FINDING = {
    ("any-adult", "iron"): "high_iron_stores",
    ("any-adult", "preformed vitamin A"): "high_retinol",
    ("any-adult", "vitamin D"): "high_25oh_vitamin_d",
    ("any-adult", "folic acid alone > 400 ug"): "low_vitamin_b12",
}
"""Blocks for any adult, and the finding that raises them here."""

TOO_BROAD = {
    *("D56", "D57", "E83.0", "E83.5", "E87.8", "K86.8", "Z72.4", "A06AG01"),
    *("N18.3",),
}
"""Codes that mean more than the agent that they are given for: they name none of ours alone."""

ELSEWHERE = {
    *("levothyroxine", "levothyroxine absorption", "tetracycline", "bisphosphonate"),
    *("penicillamine", "retinoids", "tetracyclines", "warfarin/vitamin K balance"),
    *("other oral drugs", "food", "bismuth", "aluminium", "green tea extract"),
    *("thyroid", "bone", "coenzyme Q10", "carnitine", "bicarbonate", "oxalate"),
    *("calcium stone risk", "thyroglobulin", "troponin false LOW", "bilirubin"),
    *("OCP method only)", "fT4", "zinc, iron variable"),
}
"""What is no nutrient and no marker of this package; the sentences name it where it matters."""

NUTRIENTS: dict[str, tuple[str, ...]] = {
    **{name: (name.casefold().replace(" ", "_"),) for name in ("vitamin A", "vitamin B12")},
    **{f"vitamin {one}": (f"vitamin_{one.casefold()}",) for one in ("B6", "C", "D", "E", "K")},
    **{
        name: (name,)
        for name in (
            *("calcium", "iron", "magnesium", "potassium", "zinc", "folate", "copper", "sodium"),
            *("selenium", "iodine", "niacin", "biotin", "protein", "choline", "riboflavin"),
        )
    },
    "phosphate": ("phosphorus",),
    "thiamine": ("thiamin",),
    "preformed vitamin A": ("vitamin_a",),
    "retinol": ("vitamin_a",),
    "beta-carotene": ("vitamin_a",),
    "vitamin A low": ("vitamin_a",),
    "vitamin A low OR high": ("vitamin_a",),
    "fat-soluble vitamins": ("vitamin_a", "vitamin_d", "vitamin_e", "vitamin_k"),
    "calcium (carbonate form)": ("calcium",),
    "calcium (IV)": ("calcium",),
    "vitamin K (newborn)": ("vitamin_k",),
    "vitamin K low": ("vitamin_k",),
    "niacin >= 1 g/d": ("niacin",),
    "niacin (supplements)": ("niacin",),
    "vitamin E >= 400 IU": ("vitamin_e",),
    "vitamin E high dose": ("vitamin_e",),
    "fish oil > 3 g": ("epa_dha",),
    "omega-3 > 3 g": ("epa_dha",),
    "DHA": ("epa_dha",),
    "n-3": ("epa_dha",),
    "25OHD": ("vitamin_d",),
    "iron (non-haem)": ("iron",),
    "iron may be high": ("iron",),
    "iron binding": ("iron",),
    "folinic acid": ("folate",),
    "B12": ("vitamin_b12",),
    "vitamin B12 (metformin)": (),
    "B6": ("vitamin_b6",),
    "MMA": ("vitamin_b12",),
    "homocysteine": ("vitamin_b12",),
    "selenium lost": ("selenium",),
    "magnesium retained": ("magnesium",),
    "vitamin C high dose": ("vitamin_c",),
    "EGRAC invalid": ("riboflavin",),
    "copper and manganese retained": ("copper", "manganese"),
    "zinc (very high zinc lowers Mg)": ("zinc",),
    "biotin (assay)": ("biotin",),
    "phenylalanine": ("phenylalanine_tyrosine",),
    # laboratory interferences
    "TSH": ("iodine",),
    "PTH": ("iron", "iodine"),
    "ferritin": ("iron",),
    "folate false HIGH": ("folate",),
    "RBC folate leak (serum folate)": ("folate",),
    "potassium high": ("potassium",),
    "calcium, magnesium, zinc, ALP low": ("calcium", "magnesium", "zinc"),
    "total calcium false LOW (gadodiamide, gadoversetamide": ("calcium",),
    "urinary iodine": ("iodine",),
    "point-of-care glucose, creatinine, bilirubin, occult blood": ("vitamin_c",),
}

DIRECTIONS: dict[str, set[Direction]] = {
    "lowers": LOWERS | APART,
    "lowers absorption": LOWERS | APART,
    "lowers absorption (weaker)": LOWERS,
    "lowers (weak)": LOWERS,
    "lowers PLP": LOWERS,
    "lowers activation": LOWERS,
    "lowers with abuse": LOWERS,
    "lowers plasma": LOWERS,
    "lower intake": LOWERS,
    "lower levels": LOWERS,
    "low intake": LOWERS,
    "low RBP release": LOWERS,
    "functional iron-deficient anaemia": LOWERS,
    "refractory hypocalcaemia and hypokalaemia": LOWERS,
    "precipitates Wernicke or refeeding syndrome": LOWERS,
    "fall on refeeding": LOWERS,
    "raises urinary loss": LOWERS,
    "deficit": LOWERS,
    "deficit; assay may be false normal": LOWERS,
    "deficit; retinol and beta-carotene hepatotoxic": LOWERS | HARMED,
    "deficit; K high with RAAS": LOWERS,
    "deficit if off substitute; folate may be high": LOWERS | HARMED,
    "losses": LOWERS,
    "inactivates": LOWERS,
    "antagonises": LOWERS,
    "antagonist": LOWERS,
    "response delayed": LOWERS,
    "drug lowers B6": LOWERS,
    "lowers; folic acid lowers drug level": LOWERS,
    "lowers; folic acid may lower drug level": LOWERS,
    "Mg and K fall": LOWERS,
    "bone loss; B12 -13% at 6 mo": LOWERS,
    "phosphate raised, calcium lowered": LOWERS | RAISES,
    "raises": RAISES,
    "raises absorption": RAISES,
    "raises calcium": RAISES | HARMED,
    "retains": RAISES,
    "retained (raise)": RAISES | ASSAY,
    "phosphate and Mg rise slightly": RAISES | LOWERS,
    "excess; UIC uninterpretable": RAISES,
    "hypothyroidism, hypercalcaemia": RAISES | HARMED,
    "overload": RAISES | HARMED,
    "iron overload; others low": RAISES | LOWERS | HARMED,
    "mixed": LOWERS | RAISES,
    "worsens": HARMED,
    "masks anaemia while neuropathy progresses": ASSAY,
    "may harm": HARMED,
    "additive": RAISES | HARMED,
    "additive toxicity": HARMED,
    "toxicity raised": HARMED,
    "toxicity rises without them": LOWERS,
    "raises chelatable iron": HARMED,
    "hypercalcaemia risk": HARMED,
    "low levels raise toxicity": HARMED,
    "high calcium raises toxicity": HARMED,
    "sodium restriction or dehydration raises lithium": HARMED,
    "intracranial hypertension": HARMED,
    "bleeding": HARMED,
    "hypocalcaemia": HARMED,
    "drug effect may fall": HARMED,
    "B6 lowers drug effect": HARMED,
    "precipitation": HARMED,
    "vitamin C raises oxalate": HARMED | APART,
    "haemolysis; test invalid": HARMED | ASSAY,
    "excess iodine harms": HARMED | ASSAY,
    "INR may rise; LT4 falls": LOWERS,
    "drug absorption falls": APART,
    "drug absorption falls (fasted)": APART,
    "iron lowers drug absorption": APART,
    "each lowers the other": APART | LOWERS,
    "needs rise": NEED,
    "need": NEED,
    "needs rise; retinol teratogenic": NEED | HARMED,
    "C need +35 mg/d (IOM, recalled); beta-carotene harm": NEED | HARMED,
    "homocysteine up": NEED | LOWERS,
    "false results": ASSAY,
    "lower serum level": ASSAY | LOWERS,
    "raise serum level": ASSAY | RAISES,
    "assay": ASSAY,
    "false": ASSAY,
    "false high": ASSAY,
    "false normal": ASSAY,
    "false high (true load)": ASSAY,
}

WITHOUT_DIRECTION = {(one, "selenium") for one in ("hypothyroid", "hashimoto", "graves")}
"""Nutrients that a row names beside others, and of which it says nothing."""

INFLAMED = {
    "ferritin": "ferritin",
    "iron": "iron_serum",
    "zinc": "zinc",
    "retinol": "retinol",
    "25OHD": "vitamin_d_25oh",
    "selenium": "selenium_plasma",
}
"""The row on inflammation is said at each marker."""


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "knowledge" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def codes_of(row: dict[str, str]) -> Iterator[str]:
    for system in ("atc", "rxnorm", "icd10", "snomed"):
        if system == "rxnorm" and "NOT rxnorm" in row["code_checked"]:
            continue
        for code in filter(None, row[system].split(";")):
            if code not in TOO_BROAD:
                yield f"{system}:{code}"


def agents_of(row: dict[str, str]) -> list[Agent]:
    slug = row["slug"].partition("--")[0]
    named = AGENTS.get(slug)
    if named is not None:
        return [table.agent(one) for one in named]
    found = {one for code in codes_of(row) for one in table.find_all(code)}
    return [table.agent(one) for one in sorted(found)]


def effects_of(row: dict[str, str]) -> list[Effect]:
    return [effect for agent in agents_of(row) for effect in agent.effects]


def nutrients_of(text: str) -> Iterator[str]:
    """Read the cell's words into our nutrients; a word that nobody has mapped is a fault."""
    for part in text.split(";"):
        word = part.strip()
        if word not in ELSEWHERE:
            yield from NUTRIENTS[word]


def test_every_agent_is_recognised_by_each_of_its_codes(shared: Path):
    missing = [
        (row["slug"], code)
        for name in ("interactions.csv", "hard_blocks.csv")
        for row in rows(shared, name)
        for code in codes_of(row)
        if not table.find_all(code)
    ]
    assert missing == []


def test_every_agent_is_recognised_by_its_name(shared: Path):
    """By the first name that the shared table gives it, without what stands in brackets."""
    missing = []
    for row in rows(shared, "interactions.csv"):
        if row["kind"] != "drug-nutrient":
            continue
        if not {one.slug for one in agents_of(row)} & set(table.find_all(row["agent"])):
            missing.append((row["slug"], row["agent"]))
    assert missing == []


def test_every_effect_is_here_with_its_direction(shared: Path):
    missing = []
    for row in rows(shared, "interactions.csv"):
        if row["direction"] in {"none", "acute phase"}:
            continue
        allowed = DIRECTIONS[row["direction"]]
        effects, agent = effects_of(row), row["slug"].partition("--")[0]
        for nutrient in nutrients_of(row["nutrient"]):
            if (agent, nutrient) in WITHOUT_DIRECTION:
                continue
            if not any(nutrient in e.nutrients and e.direction in allowed for e in effects):
                missing.append((agent, nutrient, row["direction"]))
    assert missing == []


@pytest.mark.parametrize("slug", sorted(INFLAMED.values()))
def test_inflammation_is_told_at_the_marker(slug: str):
    assert marker(slug).inflammation is not None


BLOCKS: dict[str, dict[Covers, tuple[str, ...]]] = {
    "iron (all oral forms, iron multivitamins); vitamin C supplements": {
        Covers.SUPPLEMENT: ("iron", "vitamin_c")
    },
    "iron; vitamin C without chelation": {Covers.SUPPLEMENT: ("iron", "vitamin_c")},
    "iron": {Covers.SUPPLEMENT: ("iron",)},
    "copper; copper-containing multivitamins; liver, shellfish advice": {
        Covers.SUPPLEMENT: ("copper",),
        Covers.FOOD: ("copper",),
    },
    "copper; manganese": {Covers.SUPPLEMENT: ("copper", "manganese")},
    "preformed vitamin A (retinol, retinyl esters)": {
        Covers.SUPPLEMENT: ("vitamin_a",),
        Covers.FOOD: ("vitamin_a",),
    },
    "magnesium salts; aluminium antacids; citrate with aluminium": {
        Covers.SUPPLEMENT: ("magnesium",)
    },
    "potassium supplements; salt substitutes": {Covers.SUPPLEMENT: ("potassium",)},
    "potassium supplements; salt substitutes; high-K diet change": {
        Covers.SUPPLEMENT: ("potassium",),
        Covers.DIET_CHANGE: ("potassium",),
    },
    "potassium supplements": {Covers.SUPPLEMENT: ("potassium",)},
    "vitamin C > 100 mg/d": {Covers.SUPPLEMENT: ("vitamin_c",)},
    "phosphate supplements; sodium phosphate laxatives/enemas": {
        Covers.SUPPLEMENT: ("phosphorus",)
    },
    "preformed vitamin A": {Covers.SUPPLEMENT: ("vitamin_a",)},
    "preformed vitamin A above RDA": {Covers.SUPPLEMENT: ("vitamin_a",)},
    "preformed vitamin A > 3000 ug RAE/d": {Covers.SUPPLEMENT: ("vitamin_a",)},
    "preformed vitamin A > 3000 ug RAE/d; any retinol supplement > 700 ug; "
    "liver and liver products": {
        Covers.SUPPLEMENT: ("vitamin_a",),
        Covers.FOOD: ("vitamin_a",),
    },
    "high-dose preformed vitamin A; high-dose beta-carotene": {Covers.SUPPLEMENT: ("vitamin_a",)},
    "high-dose preformed vitamin A; niacin gram doses": {
        Covers.SUPPLEMENT: ("vitamin_a", "niacin")
    },
    "beta-carotene supplements": {Covers.SUPPLEMENT: ("vitamin_a",)},
    "vitamin D; calcium; vitamin A high dose": {
        Covers.SUPPLEMENT: ("vitamin_d", "calcium", "vitamin_a")
    },
    "vitamin D 50000 IU doses; calcium supplements": {Covers.SUPPLEMENT: ("vitamin_d", "calcium")},
    "vitamin D bolus; calcium supplements": {Covers.SUPPLEMENT: ("vitamin_d", "calcium")},
    "vitamin D": {Covers.SUPPLEMENT: ("vitamin_d",)},
    "vitamin D3 high dose; calcium": {Covers.SUPPLEMENT: ("vitamin_d", "calcium")},
    "calcium and vitamin D high dose; IV calcium": {Covers.SUPPLEMENT: ("vitamin_d", "calcium")},
    "vitamin K supplements (K1, MK-7, natto); abrupt leafy-green plans; vitamin E >= 400 IU": {
        Covers.SUPPLEMENT: ("vitamin_k", "vitamin_e"),
        Covers.DIET_CHANGE: ("vitamin_k",),
    },
    "folic acid, folinic acid, methylfolate supplements": {Covers.SUPPLEMENT: ("folate",)},
    "folic acid": {Covers.SUPPLEMENT: ("folate",)},
    "folic acid alone > 400 ug": {Covers.SUPPLEMENT: ("folate",)},
    "glucose, dextrose, rapid refeeding before thiamine": {Covers.ORDER: ("thiamin",)},
    "vitamin C IV or > 1 g/d oral": {Covers.SUPPLEMENT: ("vitamin_c",)},
    "vitamin C >= 1 g/d": {Covers.SUPPLEMENT: ("vitamin_c",)},
    "kelp; iodine > 150 ug/d supplement (never > 500 ug)": {Covers.SUPPLEMENT: ("iodine",)},
    "iodine supplements; kelp": {Covers.SUPPLEMENT: ("iodine",)},
    "sodium restriction; salt-free plan; iodine above RDA": {
        Covers.DIET_CHANGE: ("sodium",),
        Covers.SUPPLEMENT: ("iodine",),
    },
    "vitamin B6 supplements > 2 mg": {Covers.SUPPLEMENT: ("vitamin_b6",)},
    "IV calcium": {Covers.ORDER: ("calcium",)},
    "start of antiresorptive": {Covers.MEDICINE_START: ("calcium", "vitamin_d")},
    "zinc": {Covers.SUPPLEMENT: ("zinc",)},
    "vitamin B6": {Covers.SUPPLEMENT: ("vitamin_b6",)},
    "selenium": {Covers.SUPPLEMENT: ("selenium",)},
    "phenylalanine, aspartame-containing supplements": {
        Covers.SUPPLEMENT: ("phenylalanine_tyrosine",)
    },
    "niacin >= 500 mg/d; red yeast rice": {Covers.SUPPLEMENT: ("niacin",)},
    "vitamin C": {Covers.SUPPLEMENT: ("vitamin_c",)},
    "all electrolyte and mineral advice": {
        Covers.SUPPLEMENT: ("potassium", "magnesium", "zinc"),
        Covers.DIET_CHANGE: ("potassium",),
    },
}

INTERPRETATION = (
    "any streptavidin immunoassay result (TSH, PTH, ferritin, troponin, B12, folate, 25OHD)"
)
"""A block on reading a result, not on a nutrient: here an effect on the measurement."""


def test_every_hard_block_is_here(shared: Path):
    missing = []
    for row in rows(shared, "hard_blocks.csv"):
        what, slug = row["nutrient_or_form"], row["slug"].partition("--")[0]
        if what == INTERPRETATION:
            assert any(effect.direction in ASSAY for effect in effects_of(row))
            continue
        finding = BY_FINDING.get((slug, what))
        agents = [table.agent(finding)] if finding else agents_of(row)
        rules = [rule for agent in agents for rule in agent.blocks]
        for covers, nutrients in BLOCKS[what].items():
            missing += [
                (slug, covers.value, nutrient)
                for nutrient in nutrients
                if not any(nutrient in r.nutrients and covers in r.covers for r in rules)
            ]
    assert missing == []
