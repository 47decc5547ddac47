"""For every block in the data there is a case in which it stands and one in which it does not."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.interactions import table
from micronutrient.interactions.blocks import Advice, Block, blocks, forbids
from micronutrient.interactions.conditions import Condition, Facts
from micronutrient.interactions.records import BlockRule, Covers, Kind

Parts = dict[str, dict[str, Any]]
EVERY = [(slug, rule) for slug in table.names() for rule in table.agent(slug).blocks]
NAMES = [f"{slug}-{place}" for place, (slug, _) in enumerate(EVERY)]
KNOWN = {
    leaf.unknown: (1.0, "adequate")
    for slug in table.names()
    if (when := table.agent(slug).when) is not None
    for leaf in when.leaves()
    if leaf.unknown
}


def value_within(condition: Condition) -> float:
    """Give a value that a leaf's bounds admit."""
    low = condition.at_least if condition.at_least is not None else condition.above
    high = condition.at_most if condition.at_most is not None else condition.below
    if low is None and high is None:
        return 1.0
    if low is None:
        return high / 2  # type: ignore[operator]
    return (low + high) / 2 if high is not None else low * 1.5 + 1


def facts_for(condition: Condition) -> list[tuple[str, str, Any]]:
    """Give facts, as (field, key, value), that make a condition hold."""
    if condition.none_of:
        return []
    members = (*condition.all_of, *condition.some_of[: condition.count], *condition.any_of[:1])
    if members:
        return [fact for member in members for fact in facts_for(member)]
    return list(leaf_facts(condition))


def leaf_facts(leaf: Condition) -> Iterator[tuple[str, str, Any]]:
    value = value_within(leaf)
    for field, key, fact in (
        ("agents", leaf.agent, None),
        ("symptoms", leaf.symptom, None),
        ("markers", leaf.marker, (value, (*leaf.state, "unknown")[0])),
        ("over_ul", leaf.over_ul, value),
        ("supplements", leaf.supplement, value),
        ("person", leaf.person, leaf.words[0] if leaf.words else value if leaf.bounded else True),
    ):
        if key:
            yield field, key, fact


def case(*found: tuple[str, str, Any]) -> Facts:
    parts: Parts = {}
    for field, key, value in found:
        parts.setdefault(field, {})[key] = value
    named = {name: frozenset(parts.pop(name, {})) for name in ("agents", "symptoms")}
    return Facts(**named, **parts)  # type: ignore[arg-type]


def case_of(slug: str, rule: BlockRule) -> Facts:
    one = table.agent(slug)
    if one.kind is Kind.GAP:
        return Facts()
    conditions = [c for c in (rule.when, one.when if one.kind is Kind.FINDING else None) if c]
    found = [fact for condition in conditions for fact in facts_for(condition)]
    return case(("agents", slug, None), *found)


def stands(slug: str, rule: BlockRule, facts: Facts) -> bool:
    return any(block.agent == slug and block.rule == rule for block in blocks(facts))


@pytest.mark.parametrize(("slug", "rule"), EVERY, ids=NAMES)
def test_there_is_a_case_in_which_it_stands(slug: str, rule: BlockRule):
    assert stands(slug, rule, case_of(slug, rule))


@pytest.mark.parametrize(("slug", "rule"), EVERY, ids=NAMES)
def test_there_is_a_case_in_which_it_does_not(slug: str, rule: BlockRule):
    assert not stands(slug, rule, Facts(markers=KNOWN))


def advice_against(rule: BlockRule) -> Iterator[Advice]:
    for nutrient in rule.nutrients:
        for covers in rule.covers:
            yield Advice(
                nutrient=nutrient,
                covers=covers,
                form=rule.forms[0] if rule.forms else None,
                amount_per_day=None if rule.above is None else rule.above * 1.01,
                food=rule.foods[0] if covers is Covers.FOOD and rule.foods else "",
            )


@pytest.mark.parametrize(("slug", "rule"), EVERY, ids=NAMES)
def test_no_advice_passes_the_block_that_forbids_it(slug: str, rule: BlockRule):
    facts = case_of(slug, rule)
    for advice in advice_against(rule):
        assert rule in [block.rule for block in forbids(advice, facts=facts)]


@pytest.mark.parametrize(("slug", "rule"), EVERY, ids=NAMES)
def test_what_a_block_does_not_name_passes_it(slug: str, rule: BlockRule):
    block = Block(agent=slug, rule=rule)
    for advice in advice_against(rule):
        assert not block.forbids(msgspec.structs.replace(advice, nutrient="chromium"))
        if rule.above is not None:
            assert not block.forbids(msgspec.structs.replace(advice, amount_per_day=rule.above))
        for form in rule.not_forms:
            assert not block.forbids(msgspec.structs.replace(advice, form=form))


def test_iron_needs_ferritin_and_crp():
    iron = Advice(nutrient="iron")
    for known in ({}, {"ferritin": (9.0, "deficient")}, {"crp": (2.0, "adequate")}):
        (block,) = forbids(iron, facts=Facts(markers=known))
        assert block.is_gap
    both = {"ferritin": (9.0, "deficient"), "crp": (2.0, "adequate")}
    assert forbids(iron, facts=Facts(markers=both)) == ()


def test_a_result_that_cannot_be_read_counts_as_not_known():
    markers = {"ferritin": (90.0, "uninterpretable"), "crp": (40.0, "high")}
    (block,) = forbids(Advice(nutrient="iron"), facts=Facts(markers=markers))
    assert block.because == ("ferritin not known",)


@pytest.mark.parametrize(("amount", "blocked"), [(680.0, False), (680.1, True), (None, True)])
def test_folate_waits_for_b12_above_400_ug_of_folic_acid(amount: float | None, blocked: bool):
    advice = Advice(nutrient="folate", amount_per_day=amount)
    assert bool(forbids(advice, facts=Facts())) is blocked
    known = Facts(markers={"mma": (0.2, "adequate")})
    assert forbids(advice, facts=known) == ()
    low = Facts(markers={"mma": (0.9, "deficient")})
    assert bool(forbids(advice, facts=low)) is blocked


def test_a_low_filtration_rate_is_enough_without_a_diagnosis():
    def barred(rate: float) -> set[str]:
        facts = Facts(person={"egfr_ml_min": rate})
        return {n for block in blocks(facts) if not block.is_gap for n in block.rule.nutrients}

    assert barred(45.0) == set()
    assert barred(44.9) == {"vitamin_a", "vitamin_c", "phosphorus"}
    assert barred(29.9) == {"vitamin_a", "vitamin_c", "phosphorus", "potassium", "magnesium"}


@pytest.mark.parametrize(
    ("agent", "known", "blocked"),
    [
        ("chronic_kidney_disease", (), True),
        ("chronic_kidney_disease", ("potassium_serum",), True),
        ("chronic_kidney_disease", ("potassium_serum", "creatinine"), False),
        ("ckd_stage_3b", ("potassium_serum",), False),
        ("ckd_stage_3b", ("creatinine",), True),
        ("ckd_stage_4", ("potassium_serum", "creatinine"), True),
    ],
)
def test_potassium_in_kidney_disease(agent: str, known: tuple[str, ...], blocked: bool):
    """It waits for potassium and stage; from stage 4 on it is barred whatever they say."""
    facts = Facts(agents=frozenset({agent}), markers=dict.fromkeys(known, (4.5, "adequate")))
    assert bool(forbids(Advice(nutrient="potassium"), facts=facts)) is blocked


def test_thiamin_comes_first_after_bariatric_surgery_with_vomiting():
    order = Advice(nutrient="thiamin", covers=Covers.ORDER)
    surgery = Facts(agents=frozenset({"sleeve_gastrectomy"}))
    assert forbids(order, facts=surgery) == ()
    vomits = msgspec.structs.replace(surgery, symptoms=frozenset({"vomiting"}))
    assert forbids(order, facts=vomits)


@pytest.mark.parametrize(
    ("food", "blocked"),
    [("Cod liver oil, capsules", True), ("", True), ("Cod, baked", False), ("Carrots", False)],
)
def test_a_food_is_known_by_whole_words(food: str, blocked: bool):
    facts = Facts(agents=frozenset({"ckd_stage_4"}))
    advice = Advice(nutrient="vitamin_a", covers=Covers.FOOD, food=food)
    assert bool(forbids(advice, facts=facts)) is blocked


def test_a_neonate_on_ceftriaxone_gets_no_calcium_into_the_vein():
    def barred(age_years: float) -> bool:
        facts = Facts(agents=frozenset({"ceftriaxone"}), person={"age_years": age_years})
        return bool(forbids(Advice(nutrient="calcium", covers=Covers.ORDER), facts=facts))

    assert barred(28 / 365)
    assert not barred(0.09)


def gaps_in(known: set[str]) -> set[str]:
    facts = Facts(markers=dict.fromkeys(known, (1.0, "adequate")))
    return {block.agent for block in blocks(facts) if block.is_gap}


@given(known=st.sets(st.sampled_from(sorted(KNOWN))), more=st.sets(st.sampled_from(sorted(KNOWN))))
def test_measuring_more_never_adds_a_gap(known: set[str], more: set[str]):
    assert gaps_in(known | more) <= gaps_in(known)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.sampled_from(EVERY))
def test_a_higher_dose_never_passes_where_a_lower_one_is_barred(
    one: float, other: float, owned: tuple[str, BlockRule]
):
    block = Block(agent=owned[0], rule=owned[1])
    advice = Advice(nutrient=owned[1].nutrients[0], covers=owned[1].covers[0])
    low, high = (
        block.forbids(msgspec.structs.replace(advice, amount_per_day=amount))
        for amount in sorted((one, other))
    )
    assert high or not low
