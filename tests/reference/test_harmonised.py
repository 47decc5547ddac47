# Printed in: Allen, Carriquiry, Murphy 2020, Adv Nutr 11(3):469-483, tables 2 (H-AR) and 6 (H-UL).
"""The harmonised average requirements and upper levels, read straight from their files."""

import pytest

from micronutrient.datafiles import slugs, source
from micronutrient.person import Person, Sex
from micronutrient.reference import table

NUTRIENTS = slugs("reference", "harmonised")
AGES = (0.75, 2, 5, 8, 12, 16, 20, 40, 60, 80)


def values(
    nutrient: str,
    kind: str = "ear",
    *,
    sex: str = "female",
    age: float = 30,
    maternity: str = "none",
    condition: str = "",
    publisher: str = "harmonised",
) -> list[float]:
    """Every printed row that is for such a person: exactly one, or none."""
    return [
        row.value
        for row in table.values(nutrient, publisher)
        if row.kind == kind
        and row.sex in (sex, "both")
        and row.from_y <= age < row.to_y
        and row.maternity == maternity
        and row.condition == condition
    ]


@pytest.mark.parametrize(
    ("nutrient", "sex", "age", "printed"),
    [
        ("protein", "male", 0.75, 1.12),
        ("protein", "male", 40, 0.66),
        ("vitamin_a", "male", 40, 570),
        ("vitamin_c", "female", 40, 80),
        ("vitamin_d", "male", 2, 10),
        ("vitamin_e", "male", 40, 12),
        ("thiamin", "female", 40, 0.9),
        ("riboflavin", "male", 16, 1.4),
        ("niacin", "male", 40, 12),
        ("vitamin_b6", "male", 40, 1.5),
        ("folate", "female", 8, 160),
        ("vitamin_b12", "female", 12, 1.5),
        ("pantothenic_acid", "male", 40, 4),
        ("biotin", "male", 2, 16),
        ("choline", "female", 40, 320),
        ("calcium", "female", 20, 860),
        ("phosphorus", "male", 16, 1055),
        ("copper", "male", 16, 685),
        ("magnesium", "male", 20, 330),
        ("magnesium", "male", 40, 350),
        ("magnesium", "female", 40, 265),
        ("selenium", "female", 40, 45),
        ("iodine", "female", 12, 73),
        ("manganese", "female", 40, 2.4),
    ],
)
def test_published_average_requirement(nutrient: str, sex: str, age: float, printed: float) -> None:
    assert values(nutrient, sex=sex, age=age) == [printed]


@pytest.mark.parametrize(
    ("nutrient", "maternity", "printed"),
    [
        ("folate", "pregnant", 520),
        ("vitamin_a", "lactating", 1020),
        ("vitamin_c", "lactating", 145),
        ("magnesium", "pregnant", 290),
        ("iodine", "pregnant", 160),
    ],
)
def test_published_pregnancy_and_lactation(nutrient: str, maternity: str, printed: float) -> None:
    assert values(nutrient, maternity=maternity) == [printed]


@pytest.mark.parametrize(
    ("nutrient", "age", "printed"),
    [
        ("vitamin_a", 5, [1100]),
        ("vitamin_a", 40, [3000]),
        ("vitamin_a", 60, []),
        ("vitamin_c", 12, [1200]),
        ("vitamin_d", 0.75, [38]),
        ("vitamin_e", 8, [160]),
        ("niacin", 40, [10]),
        ("vitamin_b6", 40, [25]),
        ("folate", 16, [800]),
        ("choline", 40, [3500]),
        ("calcium", 0.75, [1500]),
        ("calcium", 2, [2500]),
        ("calcium", 40, [2500]),
        ("calcium", 60, [2000]),
        ("phosphorus", 80, [3]),
        ("copper", 40, [5]),
        ("molybdenum", 40, [0.6]),
        ("magnesium", 2, []),
        ("magnesium", 5, [250]),
        ("iron", 0.75, [40]),
        ("zinc", 40, [25]),
    ],
)
def test_published_upper_level(nutrient: str, age: float, printed: list[float]) -> None:
    assert values(nutrient, "ul", age=age) == printed


@pytest.mark.parametrize(
    ("absorption", "men", "women"), [("high", 6, 7), ("moderate", 9.6, 11.2), ("low", 19.2, 22.4)]
)
def test_published_iron_by_absorption(absorption: str, men: float, women: float) -> None:
    condition = f"absorption_{absorption}"
    assert values("iron", sex="male", condition=condition) == [men]
    assert values("iron", condition=condition) == [women]


def test_published_zinc_by_diet() -> None:
    diets = ("refined", "semi_refined", "semi_unrefined", "unrefined")
    women = [values("zinc", condition=f"diet_{diet}") for diet in diets]
    assert women == [[6.2], [7.6], [8.9], [10.2]]
    assert values("zinc", age=5) == [4.6]


@pytest.mark.parametrize(
    ("nutrient", "unit"),
    [("copper", {"ug/d", "mg/d"}), ("phosphorus", {"mg/d", "g/d"}), ("biotin", {"ug/d"})],
)
def test_units_stand_as_printed(nutrient: str, unit: set[str]) -> None:
    assert {row.unit for row in table.values(nutrient, "harmonised")} == unit


@pytest.mark.parametrize(
    "nutrient", ["vitamin_a", "riboflavin", "vitamin_b6", "folate", "vitamin_c", "calcium"]
)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_average_requirement_taken_from_efsa_is_efsas(nutrient: str, sex: str) -> None:
    for age in AGES[1:]:
        efsa = values(nutrient, sex=sex, age=age, publisher="efsa")
        assert values(nutrient, sex=sex, age=age) == efsa


@pytest.mark.parametrize("nutrient", ["biotin", "choline", "pantothenic_acid", "fluoride"])
def test_average_requirement_without_an_ar_is_80_percent_of_efsas_ai(nutrient: str) -> None:
    for age in AGES[1:]:
        (adequate,) = values(nutrient, "ai", sex="male", age=age, publisher="efsa")
        assert values(nutrient, sex="male", age=age) == [pytest.approx(0.8 * adequate)]


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_every_group_has_an_average_requirement(nutrient: str) -> None:
    condition = {"iron": "absorption_moderate", "zinc": "diet_semi_refined"}.get(nutrient, "")
    for sex in ("female", "male"):
        for age in AGES[1:]:
            found = values(nutrient, sex=sex, age=age, condition=condition)
            assert len(found or values(nutrient, sex=sex, age=age)) == 1, (nutrient, sex, age)


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_rows_name_their_source(nutrient: str) -> None:
    for row in table.values(nutrient, "harmonised"):
        assert source(row.source).doi == "10.1093/advances/nmz096"
        assert row.edition == 2020
        assert 0 <= row.from_y < row.to_y <= 131


@pytest.mark.parametrize(("nutrient", "printed"), [("iron", 11.2), ("zinc", 7.6), ("folate", 250)])
def test_a_person_of_unknown_diet_gets_the_middle_value(nutrient: str, printed: float) -> None:
    person = Person(sex=Sex.FEMALE, age_years=30)
    given = table.value_for(person, nutrient=nutrient, kind="ear", publisher="harmonised")
    assert given.value == printed
