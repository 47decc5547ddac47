"""What the lack of one nutrient explains does not count against another."""

import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient import nutrients
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.records import Strength

RAISED = ("homocysteine", 41, "umol/L")
B12_LACKING = ("mma", 3600, "nmol/L")
FOLATE_LACKING = ("folate_serum", 3.0, "nmol/L")
ENOUGH_FOLATE = ("folate_serum", 25, "nmol/L")


@pytest.fixture
def speaks(lab, read_one):
    """Give how well the first of some results speaks for a nutrient."""

    def run(nutrient, first, *others, **fields):
        results = [lab(*one[:3], **(one[3] if len(one) > 3 else {})) for one in (first, *others)]
        return read_one(*results, **fields).strength_for(nutrient)

    return run


def test_alone_it_speaks_for_both(speaks):
    assert speaks("folate", RAISED) is Strength.WEAK
    assert speaks("vitamin_b12", RAISED) is Strength.WEAK


def test_a_lack_of_b12_explains_it_away_for_folate_only(speaks):
    assert speaks("folate", RAISED, B12_LACKING) is Strength.CONTEXT
    assert speaks("vitamin_b12", RAISED, B12_LACKING) is Strength.WEAK


def test_a_lack_of_folate_explains_it_away_for_b12_only(speaks):
    assert speaks("vitamin_b12", RAISED, FOLATE_LACKING) is Strength.CONTEXT
    assert speaks("folate", RAISED, FOLATE_LACKING) is Strength.WEAK


def test_where_both_are_lacking_it_tells_neither(speaks):
    for nutrient in ("folate", "vitamin_b12"):
        assert speaks(nutrient, RAISED, B12_LACKING, FOLATE_LACKING) is Strength.CONTEXT


@pytest.mark.parametrize(
    "other",
    [
        ("mma", 300, "nmol/L"),
        ("mma", 150, "nmol/L"),
        ("vitamin_b12_serum", 209, "pmol/L"),
        ("plp", 5, "nmol/L"),
    ],
)
def test_what_is_only_low_or_speaks_for_another_nutrient_explains_nothing(speaks, other):
    assert speaks("folate", RAISED, other) is Strength.WEAK


def test_a_lack_that_another_firm_result_contradicts_explains_nothing(speaks):
    low, enough = ("vitamin_b12_serum", 100, "pmol/L"), ("mma", 150, "nmol/L")
    assert speaks("folate", RAISED, low) is Strength.CONTEXT
    assert speaks("folate", RAISED, low, enough) is Strength.WEAK


def test_a_result_of_other_days_explains_nothing(speaks):
    first, later = {"date": "2026-01-05"}, {"date": "2026-02-05"}
    assert speaks("folate", (*RAISED, first), (*B12_LACKING, later)) is Strength.WEAK
    assert speaks("folate", (*RAISED, first), (*B12_LACKING, first)) is Strength.CONTEXT


def test_an_indicator_made_from_it_does_not_explain_it(speaks):
    assert speaks("folate", RAISED, ("cb12", -3, "1")) is Strength.WEAK


def test_an_adequate_result_still_speaks(speaks):
    assert speaks("folate", ("homocysteine", 8, "umol/L"), B12_LACKING) is Strength.WEAK


def test_a_failing_kidney_closes_it_before_anything_is_explained(lab, read_one):
    found = read_one(lab("homocysteine", 25, "umol/L"), lab("creatinine", 300, "umol/L"))
    assert found.reading == "uninterpretable"


def test_a_lack_of_b12_leaves_folate_to_folate_itself():
    raised, lacking = row_of(*RAISED), row_of(*B12_LACKING)
    alone, _ = assessed("folate", raised)
    explained, _ = assessed("folate", raised, lacking)
    assert alone.status == "unknown"
    assert explained.status == "unknown"
    assert "does not count for folate" in shown(explained)["homocysteine"].why
    with_folate, _ = assessed("folate", raised, lacking, row_of(*ENOUGH_FOLATE))
    without, _ = assessed("folate", lacking, row_of(*ENOUGH_FOLATE))
    assert with_folate.probability == without.probability
    assert not with_folate.conflicts


def test_b12_is_found_lacking_as_surely_with_and_without_a_lack_of_folate():
    row, _ = assessed("vitamin_b12", *(row_of(*one) for one in (RAISED, B12_LACKING)))
    both, _ = assessed(
        "vitamin_b12", *(row_of(*one) for one in (RAISED, B12_LACKING, FOLATE_LACKING))
    )
    assert (row.status, both.status) == ("deficient", "deficient")


@pytest.mark.parametrize("slug", [one for one in names() if marker(one).explained])
def test_a_marker_is_explained_among_nutrients_that_it_speaks_for(slug):
    spoken_for = {one.nutrient for one in marker(slug).speaks_for}
    for one in marker(slug).explained:
        assert {one.nutrient, one.by} <= spoken_for <= set(nutrients.names())
        assert one.nutrient != one.by
