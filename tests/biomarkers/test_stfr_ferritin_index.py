"""sTfR / log10 ferritin: BOND iron review 2018, table 4 (Access assay: below 1, above 2)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.stfr_ferritin_index import stfr_ferritin_index
from micronutrient.biomarkers.variation import sd_ln_of


def test_published_form():
    assert stfr_ferritin_index(ferritin_ug_l=100, stfr_mg_l=3) == pytest.approx(1.5)
    assert stfr_ferritin_index(ferritin_ug_l=10, stfr_mg_l=3) == pytest.approx(3)


@pytest.mark.parametrize(
    ("stfr", "state", "grade"),
    [
        (1.9, "adequate", ""),
        (2.0, "low", "not told apart"),
        (4.0, "deficient", "iron deficiency, alone or with chronic disease"),
    ],
)
def test_published_limits_hold_for_their_assay_only(lab, read, stfr, state, grade):
    ferritin = lab("ferritin", 100, "ug/L")
    by = {
        assay: next(
            one
            for one in read(ferritin, lab("stfr", stfr, "mg/L", assay=assay)).readings
            if one.marker == "stfr_ferritin_index"
        )
        for assay in ("Beckman Coulter Access", "R&D Systems", "Roche")
    }
    assert by["Beckman Coulter Access"].reading == by["R&D Systems"].reading == state
    assert by["Beckman Coulter Access"].grade == grade
    assert by["Roche"].reading == "unknown"
    assert "no authority on file sets limits for this person" in by["Roche"].why


@given(st.floats(1.5, 5000), st.floats(0.5, 100), st.floats(1.01, 10))
def test_it_rises_with_the_receptor_and_falls_with_ferritin(ferritin, stfr, factor):
    at = stfr_ferritin_index(ferritin_ug_l=ferritin, stfr_mg_l=stfr)
    more = stfr_ferritin_index(ferritin_ug_l=ferritin, stfr_mg_l=stfr * factor)
    assert more == pytest.approx(at * factor)
    assert stfr_ferritin_index(ferritin_ug_l=ferritin * factor, stfr_mg_l=stfr) < at


def test_at_one_microgram_it_is_not_defined():
    found = stfr_ferritin_index(ferritin_ug_l=np.array([0.9, 1, 1.01, np.nan]), stfr_mg_l=5.0)
    assert np.isnan(found).tolist() == [True, True, False, True]


@pytest.mark.parametrize(("ferritin", "refuses"), [(1.0, True), (1.1, False)])
def test_a_case_with_so_little_ferritin_is_told_to_read_ferritin(ferritin, refuses):
    row, refused = assessed(
        "iron", row_of("ferritin", ferritin, "ug/L"), row_of("stfr", 20, "mg/L", assay="Access")
    )
    assert ("stfr_ferritin_index" not in shown(row)) == refuses
    assert any("read ferritin alone" in line for line in refused) == refuses


def test_it_is_shown_beside_its_parts_and_never_counts_with_them():
    parts = [row_of("ferritin", 90, "ug/L"), row_of("crp", 20, "mg/L")]
    row, _ = assessed("iron", *parts, row_of("stfr", 4.5, "mg/L", assay="Access"))
    rows = shown(row)
    assert rows["stfr_ferritin_index"].reading == "deficient"
    assert not rows["stfr_ferritin_index"].log_likelihood
    assert rows["ferritin"].log_likelihood
    assert not rows["stfr"].log_likelihood  # no authority on file sets limits for this assay


def test_its_variation_is_that_of_the_receptor_and_of_ferritins_logarithm(lab, read):
    found = read(lab("ferritin", 30, "ug/L"), lab("stfr", 4, "mg/L", assay="Access"))
    index = next(one for one in found.readings if one.marker == "stfr_ferritin_index")
    expected = math.hypot(sd_ln_of(math.hypot(6, 3)), sd_ln_of(14.5) / math.log(30))
    assert index.sd_ln == pytest.approx(expected, rel=1e-4)
