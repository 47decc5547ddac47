"""The published schemas hold for what is read and written."""

import jsonschema
import pytest

from micronutrient.casefile import parse_case
from micronutrient.tasks.schema import assessment_schema, case_schema

PERSON = {"sex": "female", "age_years": 34}
ROW = {"food": "lentils, raw", "grams": 80}


@pytest.mark.parametrize("recipe", [[ROW], {"ingredients": [ROW], "cooked_grams": 300}])
def test_both_forms_of_a_recipe_fit_the_schema_and_are_read(recipe: object) -> None:
    case = {"person": PERSON, "recipes": {"soup": recipe}}
    jsonschema.validate(case, case_schema())
    assert parse_case(case).faults == ()


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"person": {"sex": "x", "age_years": 3}},
        {"person": PERSON, "diet": [{"food": "x", "grams": 1}]},
        {"person": PERSON, "recipes": {"soup": []}},
        {"person": PERSON, "extra": 1},
    ],
)
def test_what_the_schema_refuses_is_refused_when_read(case: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(case, case_schema())
    assert parse_case(case).faults


def test_the_schemas_are_schemas() -> None:
    for schema in (case_schema(), assessment_schema()):
        jsonschema.Draft202012Validator.check_schema(schema)
