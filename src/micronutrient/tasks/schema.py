"""The JSON Schemas of what goes in and what comes out."""

from typing import Any

import msgspec

from micronutrient.case import Case
from micronutrient.population.biomarkers_spec import BiomarkersSpec
from micronutrient.verdict import Assessment


def case_schema() -> dict[str, Any]:
    """Give the JSON Schema of a case, in every form in which a case is read."""
    schema = msgspec.json.schema(Case)
    recipes = schema["$defs"]["Case"]["properties"]["recipes"]
    ingredients = schema["$defs"]["Recipe"]["properties"]["ingredients"]
    recipes["additionalProperties"] = {"anyOf": [recipes["additionalProperties"], ingredients]}
    return _dialect(schema)


def assessment_schema() -> dict[str, Any]:
    """Give the JSON Schema of an assessment."""
    return _dialect(msgspec.json.schema(Assessment))


def survey_schema() -> dict[str, Any]:
    """Give the JSON Schema of the specification of a survey of markers."""
    return _dialect(msgspec.json.schema(BiomarkersSpec))


def _dialect(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
