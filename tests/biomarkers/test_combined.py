"""What holds for every combined indicator, in its file and in a case."""

import datetime as dt
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.balance import findings
from micronutrient.biomarkers.combined import INDICATORS, derive, propagated_sd_ln
from micronutrient.biomarkers.indicator import coefficients
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.quality import Measured, check
from micronutrient.biomarkers.records import Strength
from micronutrient.biomarkers.variation import sd_ln_of
from micronutrient.case import LabResult
from micronutrient.errors import DataFault
from micronutrient.evidence import BiomarkerEvidence
from micronutrient.person import Person, Sex
from micronutrient.tasks.assess import assess
from micronutrient.units import conversion_factor

PERSON = Person(sex=Sex.FEMALE, age_years=40)
ORDER = tuple(Strength)
USUAL = {
    "alpha_tocopherol": 25.0,
    "cholesterol_total": 5.0,
    "triglycerides": 1.2,
    "ferritin": 60.0,
    "stfr": 5.0,
    "holotranscobalamin": 60.0,
    "vitamin_b12_serum": 300.0,
    "mma": 200.0,
    "homocysteine": 10.0,
    "copper": 15.0,
    "ceruloplasmin": 250.0,
    "kynurenine_plasma": 1.8,
    "tryptophan_plasma": 60.0,
    "epa_rbc": 1.5,
    "dha_rbc": 7.5,
    "rbp": 2.0,
    "transthyretin": 260.0,
    "iron_serum": 16.0,
    "tibc": 60.0,
    "transferrin": 2.5,
}
"""A well-fed woman's amounts, in the canonical units."""
ASSAY = {"stfr": "Ramco"}


HIGH_BIOTIN = {"name": "biotin", "nutrient": "biotin", "amount": 10, "unit": "mg"}


def strength(slug: str, nutrient: str) -> int:
    found = (one.strength for one in marker(slug).speaks_for if one.nutrient == nutrient)
    return ORDER.index(next(found, Strength.CONTEXT))


def result(slug: str, *, times: float = 1.0) -> LabResult:
    return LabResult(
        marker=slug, value=USUAL[slug] * times, unit=marker(slug).unit, assay=ASSAY.get(slug)
    )


def accepted(*results: LabResult) -> list[Measured]:
    found = [check(one, marker=marker(one.marker), index=i) for i, one in enumerate(results)]
    return [one for one in found if isinstance(one, Measured)]


def test_every_file_with_a_combination_has_its_equation_and_the_other_way_round():
    assert {slug for slug in names() if marker(slug).combination} == set(INDICATORS)
    with pytest.raises(DataFault, match="no \\[combination\\]"):
        coefficients("ferritin")


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_parts_exist_and_convert_and_every_way_begins_alike(slug):
    stated = marker(slug).combination
    for way in stated.parts:
        for part, unit in way.items():
            kind = marker(part)
            assert conversion_factor(kind.unit, to=unit, molar_mass=kind.molar_mass) > 0
    assert len({next(iter(way)) for way in stated.parts}) == 1
    assert not stated.assays or stated.assay_of in stated.parts[0]


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_an_indicator_is_no_weaker_than_what_it_silences(slug):
    for speaks in marker(slug).speaks_for:
        for part in marker(slug).replaces:
            assert strength(slug, speaks.nutrient) <= strength(part, speaks.nutrient)
            assert slug not in marker(part).replaces
    assert set(marker(slug).yields_to) <= set(marker(slug).replaces)


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_what_could_speak_stands_for_all_of_its_parts_that_could(slug):
    parts = {part for way in marker(slug).combination.parts for part in way}
    for speaks in marker(slug).speaks_for:
        if speaks.strength is Strength.CONTEXT:
            continue
        able = {one for one in parts if strength(one, speaks.nutrient) < len(ORDER) - 1}
        assert able <= set(marker(slug).replaces)


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_usual_amounts_of_its_parts_make_an_indicator_of_health(slug):
    for way in marker(slug).combination.parts:
        derived = derive(accepted(*map(result, way)), person=PERSON).found
        computed = next(one for one in derived if one.marker.slug == slug)
        assert computed.computed is not None
        assert computed.computed.sd_ln > 0
        assert computed.index == 0
        readings = interpret(list(map(result, way)), person=PERSON).readings
        reading = next(one for one in readings if one.marker == slug)
        assert reading.reading in {"adequate", "unknown"}


def test_the_variation_of_a_plain_ratio_is_that_of_its_parts_together():
    found = propagated_sd_ln("body_iron", {"ferritin": 60, "stfr": 5}, person=PERSON)
    assert found == pytest.approx(math.hypot(sd_ln_of(14.5), sd_ln_of(math.hypot(6, 3))), rel=1e-5)


@given(
    times=st.dictionaries(st.sampled_from(sorted(USUAL)), st.floats(0.2, 5), min_size=1),
    nutrient=st.sampled_from(
        ["iron", "vitamin_b12", "vitamin_e", "vitamin_a", "epa_dha", "copper"]
    ),
)
def test_no_measurement_ever_counts_twice(times, nutrient):
    labs = interpret([result(slug, times=times.get(slug, 1.0)) for slug in USUAL], person=PERSON)
    readings = labs.speaking_for(nutrient)
    verdict = findings.find(nutrient, judgement=None, readings=readings)
    rows = {one.marker: one for one in verdict.evidence}
    speaking = {slug for slug, row in rows.items() if row.log_likelihood}
    for slug in speaking:
        parts = {part.marker for part in rows[slug].computed_from}
        assert not parts & speaking
        assert not set(marker(slug).replaces) & speaking
    shared = [
        {part.marker for part in rows[slug].computed_from}
        for slug in speaking
        if rows[slug].computed_from
    ]
    assert all(one.isdisjoint(other) for one, other in pairwise(shared))
    for row in rows.values():
        assert not (row.replaced_by and row.log_likelihood)


def test_of_two_days_each_is_computed_and_the_later_is_used():
    days = {"2026-01-10": (16, 64), "2026-03-10": (6, 75)}
    results = [
        LabResult(marker=slug, value=value, unit="umol/L", date=dt.date.fromisoformat(day))
        for day, values in days.items()
        for slug, value in zip(("iron_serum", "tibc"), values, strict=True)
    ]
    readings = interpret(results, person=PERSON).readings
    found = [one for one in readings if one.marker == "transferrin_saturation"]
    assert {(str(one.date), round(one.used_value), one.used) for one in found} == {
        ("2026-01-10", 25, False),
        ("2026-03-10", 8, True),
    }


def test_refusals_are_one_line_each_and_say_what_would_do():
    person = Person(sex=Sex.FEMALE, age_years=17, pregnancy_week=20)
    found = derive(accepted(*(result(slug) for slug in USUAL)), person=person)
    assert [one.indicator for one in found.refused] == ["cb12"]
    for one in found.refused:
        assert one.why
        assert one.ask
        assert "\n" not in one.why + one.ask


def test_an_indicator_is_not_proposed_as_a_test_unless_laboratories_report_it():
    found = assess({"person": {"sex": "female", "age_years": 34}})
    proposed = {slug for row in found.missing for slug in row.would_help}
    assert not proposed & {"body_iron", "cb12", "alpha_tocopherol_lipids", "rbp_ttr"}
    assert "omega3_index" in proposed


@pytest.mark.parametrize("slug", ["body_iron", "cb12"])
def test_a_reported_index_varies_as_a_computed_one(slug):
    way = marker(slug).combination.parts[0]
    readings = interpret(list(map(result, way)), person=PERSON).readings
    computed = next(one for one in readings if one.marker == slug)
    printed = LabResult(marker=slug, value=0.1, unit=marker(slug).unit)
    reported = interpret([printed], person=PERSON).readings[0]
    assert reported.computed_from == ()
    assert reported.sd_ln == pytest.approx(computed.sd_ln, rel=1e-5)


def test_what_disturbs_a_part_disturbs_the_indicator():
    labs = [{"marker": slug, "value": USUAL[slug], "unit": marker(slug).unit} for slug in USUAL]
    case = {"person": {"sex": "female", "age_years": 34}, "labs": labs}
    found = assess({**case, "supplements": [HIGH_BIOTIN]})
    rows = [
        row for one in found.nutrients for row in one.evidence if isinstance(row, BiomarkerEvidence)
    ]
    why = {row.marker: row.why for row in rows}
    assert "biotin" in why["vitamin_b12_serum"]
    assert "biotin" in why["cb12"]
    assert "biotin" not in why["mma"]
