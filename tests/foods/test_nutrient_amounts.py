import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.foods import nutrient_amounts as room
from micronutrient.foods.composition import Composition, core
from micronutrient.foods.nutrient_amounts import group_upper, nutrient_amounts
from micronutrient.nutrients import Nutrient, NutrientGroup, Sum
from micronutrient.sources import Checked


def nutrient(slug: str, *food: dict[str, float], ul_food: tuple[dict[str, float], ...] = ()):
    return Nutrient(
        slug=slug,
        name=slug,
        group=NutrientGroup.VITAMIN,
        unit="mg",
        food=tuple(Sum(terms=tuple(way.items())) for way in food),
        ul_food=tuple(Sum(terms=tuple(way.items())) for way in ul_food),
        source="none",
        checked=Checked.RECALLED,
    )


KNOWN = {
    "niacin": nutrient("niacin", {"niacin": 1, "tryptophan": 1000 / 60}),
    "linoleic_acid": nutrient("linoleic_acid", {"la": 1}, {"la_undifferentiated": 1}),
    "folate": nutrient("folate", {"folate_dfe": 1}, ul_food=({"folic_acid": 1},)),
    "iodine": nutrient("iodine", {"iodine": 1}, ul_food=({"iodine": 1},)),
    "nothing": nutrient("nothing"),
}
NUTRIENTS = tuple(KNOWN)
COLUMNS = ("niacin", "tryptophan", "la", "la_undifferentiated", "folate_dfe", "folic_acid")


@pytest.fixture(autouse=True)
def _own_nutrients(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room.nutrients_room, "nutrient", KNOWN.__getitem__)


def one_food(*, group: str = "vegetables", **amounts: float) -> Composition:
    return Composition(
        title="test",
        version="1",
        ids=("x:1",),
        names=("food",),
        descriptions=("food",),
        groups=(group,),
        sources=("none",),
        components=COLUMNS,
        amounts=np.array([[amounts.get(slug, np.nan) for slug in COLUMNS]]),
        portions={},
    )


def test_a_sum_needs_all_its_parts():
    got = nutrient_amounts(one_food(niacin=2.0, tryptophan=0.06), NUTRIENTS)
    assert got.value[0, 0] == pytest.approx(3.0)
    assert got.known_part[0, 0] == pytest.approx(3.0)
    assert got.upper[0, 0] == pytest.approx(3.0)


def test_a_part_that_is_unknown_leaves_a_bound_below_and_above():
    got = nutrient_amounts(one_food(niacin=2.0), NUTRIENTS)
    bound = group_upper(["vegetables"], ["tryptophan"])[0, 0]
    assert np.isnan(got.value[0, 0])
    assert got.known_part[0, 0] == 2.0
    assert got.upper[0, 0] == pytest.approx(2.0 + bound * 1000 / 60)


def test_the_first_way_that_is_wholly_known_is_taken():
    first = nutrient_amounts(one_food(la=1.0, la_undifferentiated=1.5), NUTRIENTS)
    second = nutrient_amounts(one_food(la_undifferentiated=1.5), NUTRIENTS)
    assert (first.value[0, 1], second.value[0, 1]) == (1.0, 1.5)
    assert (first.known_part[0, 1], second.upper[0, 1]) == (1.0, 1.5)


def test_ul_scope_is_its_own_sum():
    got = nutrient_amounts(one_food(folate_dfe=100.0, folic_acid=20.0), NUTRIENTS)
    assert (got.value[0, 2], got.ul_value[0, 2]) == (100.0, 20.0)


def test_food_never_counts_where_the_upper_level_is_for_supplements_only():
    got = nutrient_amounts(one_food(), NUTRIENTS)
    assert (got.ul_value[0, 0], got.ul_known_part[0, 0], got.ul_upper[0, 0]) == (0, 0, 0)


def test_unknown_is_never_zero_and_has_no_bound_where_sr_has_no_value():
    got = nutrient_amounts(one_food(), NUTRIENTS)
    for column in (3, 4):
        assert np.isnan(got.value[0, column])
        assert np.isnan(got.upper[0, column])
        assert got.known_part[0, column] == 0.0
    assert np.isnan(got.ul_value[0, 3])


def test_a_group_that_is_none_of_srs_takes_the_bound_over_all_foods():
    got = group_upper(["", "vegetables"], ["iron", "iodine", "no_such"])
    assert got[0, 0] > got[1, 0] > 0
    assert np.isnan(got[:, 1:]).all()


@given(
    st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.floats(0, 100)), min_size=1, max_size=6)
)
def test_known_part_value_and_upper_stand_in_order(foods: list[dict[str, float]]):
    for amounts in foods:
        got = nutrient_amounts(one_food(**amounts), NUTRIENTS)
        known = np.isfinite(got.value)
        assert (got.known_part[known] == got.value[known]).all()
        assert (got.upper[known] == got.value[known]).all()
        bounded = np.isfinite(got.upper)
        assert (got.upper[bounded] >= got.known_part[bounded]).all()


def test_a_published_range_stands_in_for_what_the_table_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.undo()
    foods = core()
    chosen = foods.take([foods.names.index(name) for name in ("lentils, boiled", "broccoli, raw")])
    got = nutrient_amounts(chosen, ["phytate"])
    assert got.value[0, 0] == 189.5
    assert 0 < got.known_part[0, 0] < 189.5 < got.upper[0, 0]
    assert np.isnan(got.value[1, 0])
    assert (got.known_part[1, 0], got.upper[1, 0] > 0) == (0, True)
    measured = np.full_like(chosen.amounts, 3.0)
    own = nutrient_amounts(chosen.with_amounts(measured), ["phytate"])
    assert own.value.tolist() == own.known_part.tolist() == own.upper.tolist() == [[3.0], [3.0]]


def test_the_whole_core_table_is_added_up():
    got = nutrient_amounts(core(), NUTRIENTS)
    assert got.value.shape == (len(core()), len(NUTRIENTS))
    assert np.isfinite(got.value[:, 0]).mean() > 0.5
