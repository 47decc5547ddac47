"""What no advice may pass."""

import pytest

from micronutrient.interactions.blocks import Block, blocks
from micronutrient.interactions.conditions import Facts


def forbidden(
    facts: Facts, nutrient: str, *, form: str | None = None, amount: float | None = None
) -> bool:
    return any(
        block.forbids_supplement(nutrient, form=form, amount_per_day=amount)
        for block in of_agents(facts)
    )


def of_agents(facts: Facts) -> list[Block]:
    """Leave out what only asks for something that is not known."""
    return [block for block in blocks(facts) if not block.is_gap]


def of(*agents: str, **fields: object) -> Facts:
    return Facts(agents=frozenset(agents), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agent", "nutrient"),
    [
        ("haemochromatosis", "iron"),
        ("haemochromatosis", "vitamin_c"),
        ("thalassaemia", "iron"),
        ("wilson_disease", "copper"),
        ("cholestasis", "manganese"),
        ("ckd_stage_4", "potassium"),
        ("ckd_stage_4", "magnesium"),
        ("ckd_stage_3b", "phosphorus"),
        ("dialysis", "vitamin_a"),
        ("hyperkalaemia", "potassium"),
        ("spironolactone", "potassium"),
        ("lisinopril", "potassium"),
        ("losartan", "potassium"),
        ("trimethoprim", "potassium"),
        ("tacrolimus", "potassium"),
        ("isotretinoin", "vitamin_a"),
        ("hypercalcaemia", "vitamin_d"),
        ("hypercalcaemia", "calcium"),
        ("warfarin", "vitamin_k"),
        ("capecitabine", "folate"),
        ("methotrexate", "folate"),
        ("levodopa", "vitamin_b6"),
        ("g6pd_deficiency", "vitamin_c"),
        ("amiodarone", "iodine"),
        ("deferoxamine", "vitamin_c"),
    ],
)
def test_hard_block(agent: str, nutrient: str):
    assert forbidden(of(agent), nutrient)
    assert not forbidden(of(), nutrient)


def test_retinol_in_pregnancy_is_blocked_above_its_amount_and_carotene_is_not():
    pregnant = of(person={"pregnant": True})
    assert forbidden(pregnant, "vitamin_a", form="retinyl_palmitate", amount=700.1)
    assert not forbidden(pregnant, "vitamin_a", form="retinyl_palmitate", amount=700.0)
    assert not forbidden(pregnant, "vitamin_a", form="beta_carotene", amount=5000.0)
    assert forbidden(pregnant, "vitamin_a")


def test_liver_in_pregnancy_is_a_block_on_food():
    foods = {food for block in blocks(of("pregnancy")) for food in block.rule.foods}
    assert "liver" in foods


def test_smokers_are_barred_from_beta_carotene_and_not_from_retinol():
    smoker = of(person={"smoker": True})
    assert forbidden(smoker, "vitamin_a", form="beta_carotene")
    assert not forbidden(smoker, "vitamin_a", form="retinyl_palmitate")


def test_levodopa_with_carbidopa_bars_nothing():
    assert of_agents(of("levodopa_carbidopa")) == []


@pytest.mark.parametrize(
    ("saturation", "ferritin", "blocked"),
    [(45.1, 300.1, True), (45.0, 300.1, False), (45.1, 300.0, False), (50.1, 20.0, True)],
)
def test_iron_is_barred_by_high_stores(
    saturation: float,
    ferritin: float,
    blocked: bool,
):
    facts = of(
        markers={
            "transferrin_saturation": (saturation, "high"),
            "ferritin": (ferritin, "high"),
        }
    )
    assert forbidden(facts, "iron") is blocked


@pytest.mark.parametrize(("level", "blocked"), [(49.9, True), (50.0, False)])
def test_a_bone_medicine_waits_for_vitamin_d(level: float, blocked: bool):
    facts = of("alendronic_acid", markers={"vitamin_d_25oh": (level, "low")})
    covered = [cover for block in blocks(facts) for cover in block.rule.covers]
    assert ("medicine_start" in covered) is blocked


def test_a_block_by_finding_names_its_facts():
    (block,) = of_agents(of(markers={"potassium_serum": (5.1, "high")}))
    assert block.agent == "high_serum_potassium"
    assert block.because == ("potassium serum 5.1 mmol/L",)


def test_the_most_urgent_come_first():
    order = ["immediate", "urgent", "routine"]
    found = blocks(of("kidney_stones", "ckd_stage_4", "haemochromatosis", "hyperthyroidism"))
    ranks = [order.index(block.rule.urgency) for block in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_thiamin_comes_before_glucose():
    for agent in ("anorexia_nervosa", "refeeding_risk", "hyperemesis_gravidarum"):
        assert any("order" in block.rule.covers for block in blocks(of(agent)))
    assert not forbidden(of("anorexia_nervosa"), "thiamin")
