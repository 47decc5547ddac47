"""How common each state is before anything is known, as printed and as computed from NHANES."""

import pytest

from micronutrient import nutrients
from micronutrient.balance.assumptions import model
from micronutrient.balance.prevalence import assumed, prevalence
from micronutrient.person import Person, Sex
from micronutrient.sources import Checked

WOMAN = Person(sex=Sex.FEMALE, age_years=34)


@pytest.mark.parametrize(("trimester", "printed"), [(1, 0.053), (2, 0.127), (3, 0.275)])
def test_published_iron_deficiency_in_pregnancy(trimester, printed):
    """Gupta and colleagues 2017, abstract: 5.3, 12.7 and 27.5 % by trimester."""
    expecting = Person(sex=Sex.FEMALE, age_years=30, pregnancy_week=20)
    found = prevalence("iron", expecting, trimester=trimester)
    assert found.shares[0] == pytest.approx(printed, abs=1e-3)
    assert found.checked is Checked.PRIMARY


@pytest.mark.parametrize(
    ("sex", "age", "printed"), [("female", 8, 0.038), ("male", 40, 0.086), ("female", 40, 0.082)]
)
def test_published_low_serum_zinc(sex, age, printed):
    """Hennigar and colleagues 2018, abstract: 3.8 % of children, 8.6 of males, 8.2 of females."""
    found = prevalence("zinc", Person(sex=Sex(sex), age_years=age))
    assert found.shares[0] == pytest.approx(printed, abs=1e-3)


def test_age_and_sex_decide():
    man = Person(sex=Sex.MALE, age_years=34)
    assert prevalence("iron", WOMAN).shares[0] > 5 * prevalence("iron", man).shares[0]


@pytest.mark.parametrize("nutrient", nutrients.names())
@pytest.mark.parametrize("age", [0.4, 5, 15, 34, 70, 119])
@pytest.mark.parametrize("sex", list(Sex))
def test_shares_make_a_whole_and_nothing_is_impossible(nutrient, age, sex):
    found = prevalence(nutrient, Person(sex=sex, age_years=age))
    assert sum(found.shares) == pytest.approx(1)
    assert min(found.shares) >= model().prevalence["least"] * 0.98
    assert found.who
    assert found.source


def test_what_nobody_counted_says_that_it_is_assumed():
    found = prevalence("thiamin", WOMAN)
    assert found == assumed()
    assert found.checked is Checked.RECALLED
    assert "assumed" in found.who


def test_a_state_that_was_not_counted_shares_its_neighbours_place():
    """Ferritin has no limit for *low*: it is split from *adequate* as where nobody counted."""
    found, base = prevalence("iron", WOMAN).shares, model().base()
    assert found[1] / found[2] == pytest.approx(base[1] / base[2], rel=0.02)
