"""Body iron: Cook JD et al. Blood 2003;101:3359 (means of the abstract); BOND iron review, table 4.

The review prints 2.28229 for 2.8229. Ferritin 100 µg/L with sTfR 5 mg/L must make 9.3 mg/kg, near
the printed mean of US men, 9.82 mg/kg.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.body_iron import body_iron_mg_kg
from micronutrient.biomarkers.variation import sd_ln_of
from micronutrient.errors import ImplausibleValue
from micronutrient.states import Status
from micronutrient.verdict import NutrientVerdict

RAMCO = {"assay": "Ramco ELISA"}
AMOUNTS = st.floats(0.5, 5000)


def iron(*labs: dict[str, object], **person: object) -> tuple[NutrientVerdict, list[str]]:
    return assessed("iron", *labs, **person)


def test_published_value_for_ferritin_100_and_receptor_5():
    assert body_iron_mg_kg(ferritin_ug_l=100, stfr_mg_l=5) == pytest.approx(9.3, abs=0.05)
    misprinted = -(math.log10(5000 / 100) - 2.28229) / 0.1207
    assert misprinted == pytest.approx(4.8, abs=0.05)


def test_published_zero_is_the_deficit_of_the_tissues(lab, read):
    """Zero lies where sTfR/ferritin is 10^2.8229 = 665; the review calls more than 500 depleted."""
    assert body_iron_mg_kg(ferritin_ug_l=10, stfr_mg_l=6.651) == pytest.approx(0, abs=0.01)
    for ferritin, grade in ((8.0, "deficient"), (11.0, "adequate"), (40.0, "adequate")):
        found = read(
            lab("ferritin", ferritin, "ug/L"),
            lab("stfr", 6.65, "mg/L", **RAMCO),
            lab("crp", 1, "mg/L"),
        )
        body = next(one for one in found.readings if one.marker == "body_iron")
        assert body.reading == grade


@given(AMOUNTS, AMOUNTS, st.floats(1.01, 10))
def test_more_ferritin_means_more_and_more_receptor_less(ferritin, stfr, factor):
    at = body_iron_mg_kg(ferritin_ug_l=ferritin, stfr_mg_l=stfr)
    step = math.log10(factor) / 0.1207
    assert body_iron_mg_kg(ferritin_ug_l=ferritin * factor, stfr_mg_l=stfr) - at == pytest.approx(
        step
    )
    assert at - body_iron_mg_kg(ferritin_ug_l=ferritin, stfr_mg_l=stfr * factor) == pytest.approx(
        step
    )


def test_a_survey_goes_in_and_comes_out_with_gaps_where_parts_are_missing():
    found = body_iron_mg_kg(
        ferritin_ug_l=np.array([100, np.nan, 10]), stfr_mg_l=np.array([5, 5, np.nan])
    )
    assert found[0] == pytest.approx(9.3, abs=0.05)
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("wrong", [0.0, -1.0])
def test_no_amount_is_zero_or_below(wrong):
    with pytest.raises(ImplausibleValue, match=r"stfr_mg_l\[1\].*NaN where it is missing"):
        body_iron_mg_kg(ferritin_ug_l=30.0, stfr_mg_l=np.array([5.0, wrong]))


def test_it_speaks_in_place_of_its_parts_and_says_from_what_it_was_computed():
    row, refused = iron(
        row_of("ferritin", 17, "ug/L"),
        row_of("stfr", 14, "mg/L", **RAMCO),
        row_of("crp", 1, "mg/L"),
    )
    rows = shown(row)
    body = rows["body_iron"]
    assert "computed from Ferritin 17 µg/L and Soluble transferrin receptor 14 mg/L" in body.why
    assert [(p.input, p.marker, p.value, p.unit) for p in body.computed_from] == [
        ("labs[0]", "ferritin", 17, "ug/L"),
        ("labs[1]", "stfr", 14, "mg/L"),
    ]
    assert body.reading is Status.DEFICIENT
    assert body.used_low < body.used_value < 0
    assert body.log_likelihood
    for part in ("ferritin", "stfr"):
        assert not rows[part].log_likelihood
        assert rows[part].replaced_by == "Body iron"
    assert row.status is Status.DEFICIENT
    assert any("Ferritin" in line for line in row.conflicts)
    assert refused == []


def test_ferritin_below_whos_limit_is_never_overruled():
    alone = [row_of("ferritin", 12, "ug/L"), row_of("crp", 1, "mg/L")]
    row, _ = iron(*alone, row_of("stfr", 2.2, "mg/L", **RAMCO))
    rows = shown(row)
    assert rows["body_iron"].reading is Status.ADEQUATE
    assert rows["body_iron"].replaced_by == "Ferritin"
    assert not rows["body_iron"].log_likelihood
    assert rows["ferritin"].log_likelihood
    assert row.status is Status.DEFICIENT


def test_the_interval_is_that_of_the_parts_variation():
    row, _ = iron(
        row_of("ferritin", 17, "ug/L"),
        row_of("stfr", 14, "mg/L", **RAMCO),
        row_of("crp", 1, "mg/L"),
    )
    body = shown(row)["body_iron"]
    parts = math.hypot(sd_ln_of(14.5), sd_ln_of(math.hypot(6.0, 3.0)))
    half = 1.645 * parts / math.log(10) / 0.1207
    assert body.used_high - body.used_low == pytest.approx(2 * half, rel=1e-4)


@pytest.mark.parametrize(
    ("labs", "person", "why"),
    [
        ([row_of("stfr", 14, "mg/L")], {}, "without the name of its assay"),
        ([row_of("stfr", 14, "mg/L", assay="Roche Tina-quant")], {}, "'Roche Tina-quant'"),
        (
            [row_of("stfr", 14, "mg/L", **RAMCO), row_of("crp", 5, "mg/L")],
            {},
            "inflammation (CRP 5 mg/L)",
        ),
        (
            [row_of("stfr", 14, "mg/L", **RAMCO), row_of("agp", 1.1, "g/L")],
            {},
            "inflammation (AGP 1.1 g/L)",
        ),
        ([row_of("stfr", 14, "mg/L", comparator=">", **RAMCO)], {}, "only as a bound"),
        ([row_of("stfr", 14, "mg/L", date="2026-05-01", **RAMCO)], {}, "more than 7 days apart"),
        ([row_of("stfr", 14, "mg/L", **RAMCO)], {"age_years": 0.9}, "from 1 years of age"),
    ],
)
def test_outside_its_domain_it_refuses_and_the_parts_speak(labs, person, why):
    row, refused = iron(row_of("ferritin", 10, "ug/L", date="2026-03-02"), *labs, **person)
    rows = shown(row)
    assert "body_iron" not in rows
    assert any(line.startswith("body_iron") and why in line for line in refused)
    assert rows["ferritin"].log_likelihood
    assert not rows["ferritin"].replaced_by


def test_a_negative_result_that_the_laboratory_reports_stands_and_nothing_is_computed():
    row, _ = iron(
        row_of("body iron", -2.5, "mg/kg"),
        row_of("ferritin", 17, "ug/L"),
        row_of("stfr", 4, "mg/L", **RAMCO),
        row_of("crp", 1, "mg/L"),
    )
    body = shown(row)["body_iron"]
    assert body.value == -2.5
    assert body.computed_from == ()
    assert body.reading is Status.DEFICIENT
    assert shown(row)["ferritin"].replaced_by == "Body iron"


def test_ferritin_of_a_later_month_is_not_replaced_by_an_old_indicator():
    row, _ = iron(
        row_of("body iron", 8, "mg/kg", date="2025-01-10"),
        row_of("ferritin", 9, "ug/L", date="2026-03-02"),
        row_of("crp", 1, "mg/L", date="2026-03-02"),
    )
    rows = shown(row)
    assert rows["ferritin"].log_likelihood
    assert not rows["ferritin"].replaced_by
