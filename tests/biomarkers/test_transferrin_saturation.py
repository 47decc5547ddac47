"""Saturation = iron / TIBC: 24 of 60 µmol/L are 40 % (state examination, Poland, autumn 2008)."""

import math

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.transferrin_saturation import (
    binding_capacity_umol_l,
    saturation_percent,
)
from micronutrient.biomarkers.variation import sd_ln_of
from micronutrient.states import Status

IRON = row_of("iron_serum", 6, "umol/L", fasting=True)


def iron(*labs: dict[str, object], **person: object):
    return assessed("iron", *labs, **person)


def test_published_saturation():
    assert saturation_percent(iron_umol_l=24, tibc_umol_l=60) == pytest.approx(40)


def test_two_atoms_of_iron_bind_to_a_molecule_of_transferrin():
    grams_a_mole = 79570
    assert binding_capacity_umol_l(1.0) == pytest.approx(2e6 / grams_a_mole, rel=2e-3)


def test_a_survey_goes_in_and_comes_out():
    found = saturation_percent(
        iron_umol_l=np.array([6, np.nan, 30]), tibc_umol_l=np.array([60, 60, np.nan])
    )
    assert found[0] == pytest.approx(10)
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        (row_of("tibc", 75, "umol/L"), 8.0),
        (row_of("TIBC", 419, "ug/dL"), 8.0),
        (row_of("transferrin", 3.0, "g/L"), 600 / (25.1 * 3)),
        (row_of("transferrin", 300, "mg/dL"), 600 / (25.1 * 3)),
    ],
)
def test_it_is_computed_where_the_laboratory_did_not_report_it(partner, expected):
    row, refused = iron(IRON, partner)
    found = shown(row)["transferrin_saturation"]
    assert found.used_value == pytest.approx(expected, rel=1e-3)
    assert found.reading is Status.DEFICIENT
    assert found.log_likelihood
    assert "computed from Iron, serum 6 µmol/L and" in found.why
    assert refused == []


def test_the_binding_capacity_is_preferred_to_transferrin():
    row, _ = iron(IRON, row_of("transferrin", 2.0, "g/L"), row_of("tibc", 75, "umol/L"))
    found = shown(row)["transferrin_saturation"]
    assert [part.marker for part in found.computed_from] == ["iron_serum", "tibc"]


def test_transferrin_serves_where_the_binding_capacity_is_of_another_month():
    row, refused = iron(
        row_of("iron_serum", 6, "umol/L", date="2026-03-02"),
        row_of("tibc", 75, "umol/L", date="2025-03-02"),
        row_of("transferrin", 3.0, "g/L", date="2026-03-03"),
    )
    found = shown(row)["transferrin_saturation"]
    assert [part.marker for part in found.computed_from] == ["iron_serum", "transferrin"]
    assert refused == []


def test_what_the_laboratory_reported_stands():
    row, _ = iron(IRON, row_of("tibc", 75, "umol/L"), row_of("TSAT", 21, "%"))
    found = [one for one in row.evidence if getattr(one, "marker", "") == "transferrin_saturation"]
    assert [(one.value, one.computed_from) for one in found] == [(21, ())]


def test_a_later_day_is_computed_beside_what_was_reported_earlier():
    row, _ = iron(
        row_of("TSAT", 21, "%", date="2025-01-02"),
        row_of("iron_serum", 6, "umol/L", date="2026-03-02"),
        row_of("tibc", 75, "umol/L", date="2026-03-02"),
    )
    found = shown(row)["transferrin_saturation"]
    assert (found.used_value, found.date) == (pytest.approx(8), "2026-03-02")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (row_of("tibc", 75, "umol/L", date="2026-05-02"), "more than 7 days apart"),
        (row_of("tibc", 200, "umol/L", comparator=">"), "only as a bound"),
    ],
)
def test_parts_that_cannot_be_combined_are_named(more, why):
    row, refused = iron(row_of("iron_serum", 6, "umol/L", date="2026-03-02"), more)
    assert "transferrin_saturation" not in shown(row)
    assert len(refused) == 1
    assert why in refused[0]
    assert "\n" not in refused[0]


def test_a_binding_capacity_that_was_never_measured_is_not_said_to_lie_days_apart():
    _, refused = iron(IRON, row_of("transferrin", 2.5, "g/L", comparator="<"))
    (line,) = refused
    assert "Transferrin" in line
    assert "only as a bound" in line
    assert "days apart" not in line


def test_more_iron_than_can_be_bound_is_not_believed():
    row, refused = iron(row_of("iron_serum", 90, "umol/L"), row_of("tibc", 40, "umol/L"))
    assert "transferrin_saturation" not in shown(row)
    assert "cannot be true" in refused[0]


def test_a_sample_that_was_not_fasting_says_so_and_one_that_is_haemolysed_is_refused():
    row, _ = iron({**IRON, "fasting": False}, row_of("tibc", 75, "umol/L"))
    assert "not taken fasting" in shown(row)["transferrin_saturation"].why
    row, refused = iron(
        row_of("iron_serum", 60, "umol/L", note="haemolysed"), row_of("tibc", 75, "umol/L")
    )
    assert "transferrin_saturation" not in shown(row)
    assert "haemolysed, which moves Iron, serum; repeat with a sample" in refused[0]


def test_its_variation_is_that_of_both_parts(lab, read):
    found = read(lab("iron_serum", 6, "umol/L"), lab("tibc", 75, "umol/L"))
    one = next(r for r in found.readings if r.marker == "transferrin_saturation")
    assert one.sd_ln == pytest.approx(
        math.hypot(sd_ln_of(math.hypot(27.3, 0.67)), sd_ln_of(4.8)), rel=1e-4
    )
