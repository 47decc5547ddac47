# Printed in: EFSA's opinions on dietary reference values (2010 to 2019) and on tolerable upper
# intake levels (2000 to 2025); each table's own document is its `source` in data/reference/efsa.
"""EFSA's reference values, read straight from their files."""

from typing import Any

import pytest

from micronutrient.datafiles import slugs, source
from micronutrient.errors import NoReferenceValue
from micronutrient.person import Person, Sex
from micronutrient.reference.table import Kind, ReferenceValue, Scope, find, value_for, values

NUTRIENTS = slugs("reference", "efsa")
WITHOUT_REQUIREMENT = ("caffeine",)


def printed_value(
    nutrient: str,
    kind: str,
    *,
    sex: str = "female",
    age: float = 30,
    maternity: str = "none",
    **choice: Any,
) -> ReferenceValue:
    person = Person(
        sex=Sex(sex),
        age_years=age,
        pregnancy_week=20 if maternity == "pregnant" else None,
        lactating=maternity == "lactating",
    )
    return value_for(person, nutrient=nutrient, kind=kind, publisher="efsa", **choice)


def value(nutrient: str, kind: str, **person: Any) -> float:
    return printed_value(nutrient, kind, **person).value


@pytest.mark.parametrize(
    ("nutrient", "kind", "sex", "age", "printed"),
    [
        ("vitamin_a", "ear", "male", 40, 570),
        ("vitamin_a", "ear", "female", 40, 490),
        ("vitamin_a", "rda", "male", 40, 750),
        ("vitamin_a", "rda", "female", 40, 650),
        ("vitamin_a", "rda", "male", 0.75, 250),
        ("thiamin", "ear", "male", 40, 0.072),
        ("thiamin", "rda", "female", 8, 0.1),
        ("riboflavin", "ear", "female", 40, 1.3),
        ("riboflavin", "rda", "female", 40, 1.6),
        ("niacin", "ear", "male", 40, 1.3),
        ("niacin", "rda", "male", 40, 1.6),
        ("pantothenic_acid", "ai", "female", 40, 5),
        ("vitamin_b6", "ear", "male", 40, 1.5),
        ("vitamin_b6", "rda", "female", 40, 1.6),
        ("vitamin_b6", "ai", "female", 0.75, 0.3),
        ("biotin", "ai", "male", 40, 40),
        ("folate", "ear", "female", 40, 250),
        ("folate", "rda", "female", 40, 330),
        ("vitamin_b12", "ai", "female", 40, 4),
        ("vitamin_c", "ear", "male", 40, 90),
        ("vitamin_c", "ear", "female", 40, 80),
        ("vitamin_c", "rda", "male", 40, 110),
        ("vitamin_c", "rda", "female", 40, 95),
        ("vitamin_d", "ai", "male", 80, 15),
        ("vitamin_d", "ai", "male", 0.75, 10),
        ("vitamin_e", "ai", "male", 40, 13),
        ("vitamin_e", "ai", "female", 40, 11),
        ("vitamin_k", "ai", "female", 40, 70),
        ("choline", "ai", "female", 40, 400),
        ("calcium", "rda", "female", 24, 1000),
        ("calcium", "rda", "female", 25, 950),
        ("calcium", "ear", "female", 24.9, 860),
        ("calcium", "ai", "male", 0.75, 280),
        ("magnesium", "ai", "male", 40, 350),
        ("magnesium", "ai", "female", 2, 170),
        ("phosphorus", "ai", "female", 40, 550),
        ("potassium", "ai", "male", 40, 3500),
        ("sodium", "ai", "male", 40, 2),
        ("sodium", "ai", "male", 8, 1.7),
        ("chloride", "ai", "female", 40, 3.1),
        ("iron", "ear", "male", 40, 6),
        ("iron", "rda", "male", 40, 11),
        ("iron", "rda", "female", 13, 13),
        ("iron", "rda", "female", 11.5, 11),
        ("copper", "ai", "male", 40, 1.6),
        ("manganese", "ai", "male", 40, 3),
        ("selenium", "ai", "male", 40, 70),
        ("iodine", "ai", "female", 40, 150),
        ("molybdenum", "ai", "female", 40, 65),
        ("fluoride", "ai", "male", 40, 3.4),
        ("linoleic_acid", "ai", "female", 40, 4),
        ("alpha_linolenic_acid", "ai", "female", 40, 0.5),
        ("epa_dha", "ai", "male", 40, 250),
        ("carbohydrate", "amdr_low", "male", 40, 45),
        ("carbohydrate", "amdr_high", "male", 40, 60),
        ("fat", "amdr_low", "male", 3, 35),
        ("fat", "amdr_high", "male", 40, 35),
        ("fat", "ai", "male", 0.75, 40),
        ("fibre", "ai", "male", 40, 25),
        ("water", "ai", "male", 40, 2.5),
        ("water", "ai", "female", 40, 2.0),
        ("protein", "ear", "male", 40, 0.66),
        ("protein", "rda", "female", 70, 0.83),
        ("protein", "rda", "male", 0.5, 1.31),
    ],
)
def test_published_requirement(
    nutrient: str, kind: str, sex: str, age: float, printed: float
) -> None:
    assert value(nutrient, kind, sex=sex, age=age) == printed


@pytest.mark.parametrize(
    ("nutrient", "kind", "maternity", "printed"),
    [
        ("vitamin_a", "rda", "pregnant", 700),
        ("vitamin_a", "rda", "lactating", 1300),
        ("folate", "ai", "pregnant", 600),
        ("folate", "ear", "lactating", 380),
        ("folate", "rda", "lactating", 500),
        ("vitamin_c", "rda", "pregnant", 105),
        ("vitamin_c", "rda", "lactating", 155),
        ("vitamin_b12", "ai", "pregnant", 4.5),
        ("vitamin_b12", "ai", "lactating", 5),
        ("choline", "ai", "pregnant", 480),
        ("choline", "ai", "lactating", 520),
        ("iodine", "ai", "pregnant", 200),
        ("iron", "rda", "pregnant", 16),
        ("potassium", "ai", "lactating", 4000),
        ("selenium", "ai", "lactating", 85),
        ("copper", "ai", "pregnant", 1.5),
        ("water", "ai", "pregnant", 2.3),
        ("water", "ai", "lactating", 2.7),
        ("caffeine", "ul", "pregnant", 200),
    ],
)
def test_published_pregnancy_and_lactation(
    nutrient: str, kind: str, maternity: str, printed: float
) -> None:
    assert value(nutrient, kind, maternity=maternity) == printed


@pytest.mark.parametrize(
    ("nutrient", "age", "printed"),
    [
        ("vitamin_a", 40, 3000),
        ("vitamin_a", 16, 2600),
        ("vitamin_a", 0.75, 600),
        ("vitamin_b6", 40, 12),
        ("vitamin_b6", 16, 10.7),
        ("vitamin_b6", 5, 4.5),
        ("folate", 40, 1000),
        ("folate", 12, 600),
        ("vitamin_d", 40, 100),
        ("vitamin_d", 10.9, 50),
        ("vitamin_d", 0.75, 35),
        ("vitamin_e", 40, 300),
        ("vitamin_e", 12, 220),
        ("calcium", 40, 2500),
        ("magnesium", 40, 250),
        ("iron", 40, 40),
        ("iron", 16, 35),
        ("iron", 2, 10),
        ("iron", 0.75, 5),
        ("zinc", 40, 25),
        ("zinc", 2, 7),
        ("copper", 40, 5),
        ("manganese", 40, 8),
        ("selenium", 40, 255),
        ("selenium", 8, 130),
        ("iodine", 40, 600),
        ("molybdenum", 40, 600),
        ("fluoride", 40, 3.3),
        ("fluoride", 6, 2.0),
        ("caffeine", 40, 400),
    ],
)
def test_published_upper_level(nutrient: str, age: float, printed: float) -> None:
    assert value(nutrient, "ul", age=age) == printed


@pytest.mark.parametrize(
    ("phytate", "men", "women"),
    [(300, 7.5, 6.2), (600, 9.3, 7.6), (900, 11, 8.9), (1200, 12.7, 10.2)],
)
def test_published_zinc_by_phytate(phytate: int, men: float, women: float) -> None:
    condition = f"phytate_{phytate}"
    assert value("zinc", "ear", sex="male", condition=condition) == men
    assert value("zinc", "ear", condition=condition) == women
    pri = value("zinc", "rda", condition=condition)
    assert value("zinc", "rda", condition=condition, maternity="pregnant") == pytest.approx(
        pri + 1.6
    )
    assert value("zinc", "rda", condition=condition, maternity="lactating") == pytest.approx(
        pri + 2.9
    )


def test_zinc_without_a_known_phytate_intake_is_read_at_600_mg() -> None:
    assert value("zinc", "rda", sex="male") == 11.7
    assert value("zinc", "rda", sex="male", age=12, condition="phytate_1200") == 10.7


@pytest.mark.parametrize(
    ("age", "condition", "printed"),
    [
        (30, "premenopausal", 16),
        (30, "postmenopausal", 11),
        (54, "premenopausal", 16),
        (54, None, 11),
        (50.9, None, 16),
    ],
)
def test_published_iron_of_women(age: float, condition: str | None, printed: float) -> None:
    assert value("iron", "rda", age=age, condition=condition) == printed


def test_published_niacin_upper_levels_differ_by_form() -> None:
    assert value("niacin", "ul", condition="nicotinamide") == 900
    assert value("niacin", "ul", condition="nicotinic_acid") == 10
    assert value("niacin", "ul") == 900


@pytest.mark.parametrize(
    ("trimester_week", "ear", "pri"), [(5, 0.52, 1), (20, 7.2, 9), (35, 23, 28)]
)
def test_published_additions_of_protein_in_pregnancy(
    trimester_week: int, ear: float, pri: float
) -> None:
    person = Person(sex=Sex.FEMALE, age_years=30, pregnancy_week=trimester_week)
    for kind, base, addition in (("ear", 0.66, ear), ("rda", 0.83, pri)):
        given = value_for(person, nutrient="protein", kind=kind, publisher="efsa")
        assert (given.value - base) * 58.5 == pytest.approx(addition, abs=0.03)


@pytest.mark.parametrize(
    ("sex", "age", "condition", "printed"),
    [
        ("male", 25, None, 11.2),
        ("female", 75, None, 7.7),
        ("male", 25, "pal_2_0", 14),
        ("female", 12, "pal_1_8", 9.4),
        ("male", 2, None, 4.3),
        ("female", 0.6, None, 2.4),
    ],
)
def test_published_energy(sex: str, age: float, condition: str | None, printed: float) -> None:
    assert value("energy", "ear", sex=sex, age=age, condition=condition) == printed


def test_a_superseded_edition_answers_only_when_asked_for() -> None:
    assert value("fluoride", "ul", age=40) == 3.3
    assert value("fluoride", "ul", age=40, edition=2006) == 7


@pytest.mark.parametrize(
    ("nutrient", "scope"),
    [
        ("vitamin_a", Scope.PREFORMED_ONLY),
        ("folate", Scope.FOLIC_ACID_ONLY),
        ("magnesium", Scope.SUPPLEMENTS_AND_FORTIFICANTS),
        ("niacin", Scope.SUPPLEMENTS_AND_FORTIFICANTS),
        ("vitamin_e", Scope.TOTAL),
        ("iron", Scope.TOTAL),
    ],
)
def test_upper_level_keeps_its_scope(nutrient: str, scope: Scope) -> None:
    assert printed_value(nutrient, "ul").scope is scope


def test_iron_of_infants_counts_only_what_is_added() -> None:
    given = printed_value("iron", "ul", age=0.75)
    assert given.scope is Scope.SUPPLEMENTS_AND_FORTIFICANTS


@pytest.mark.parametrize("nutrient", ["iron", "manganese"])
def test_a_safe_level_is_called_by_its_name(nutrient: str) -> None:
    assert "Safe level of intake, not an upper level" in printed_value(nutrient, "ul").note


@pytest.mark.parametrize("nutrient", ["vitamin_c", "vitamin_k", "phosphorus", "sodium"])
def test_what_has_no_upper_level_is_refused_not_made_up(nutrient: str) -> None:
    with pytest.raises(NoReferenceValue):
        printed_value(nutrient, "ul")


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_average_requirement_lies_below_the_population_reference_intake(nutrient: str) -> None:
    groups: dict[Kind, dict[str, float]] = {Kind.EAR: {}, Kind.RDA: {}}
    for row in values(nutrient, "efsa"):
        groups.get(row.kind, {})[row.group] = row.value
    for group in groups[Kind.EAR].keys() & groups[Kind.RDA].keys():
        assert groups[Kind.EAR][group] < groups[Kind.RDA][group], group


@pytest.mark.parametrize("nutrient", [n for n in NUTRIENTS if n not in WITHOUT_REQUIREMENT])
@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [2, 3, 5, 8, 12, 16, 18, 24, 25, 50, 51, 79])
def test_every_age_from_two_years_has_one_requirement(nutrient: str, sex: str, age: float) -> None:
    person = Person(sex=Sex(sex), age_years=age)
    kinds = (Kind.EAR, Kind.RDA, Kind.AI, Kind.AMDR_LOW)
    found = [find(person, nutrient=nutrient, kind=kind, publisher="efsa") for kind in kinds]
    assert any(found)
    assert not (found[1] and found[2]), "a PRI and an AI for one group"


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_rows_name_a_source_that_exists_and_are_sound(nutrient: str) -> None:
    for row in values(nutrient, "efsa"):
        assert source(row.source).year == row.edition
        assert 0 <= row.from_y < row.to_y <= 131
        assert row.value > 0
        assert row.maternity == "none" or row.sex == "female"


@pytest.mark.parametrize("nutrient", [n for n in NUTRIENTS if n != "caffeine"])
def test_upper_levels_rise_with_age(nutrient: str) -> None:
    people = [Person(sex=Sex.FEMALE, age_years=age) for age in (2, 5, 8, 12, 16, 40)]
    found = [find(p, nutrient=nutrient, kind="ul", publisher="efsa") for p in people]
    levels = [level.value for level in found if level]
    assert levels == sorted(levels)
