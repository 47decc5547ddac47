"""Kynurenine to tryptophan: Badawy AA-B, Guillemin G. Int J Tryptophan Res 2019;12."""

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.kynurenine_tryptophan import kynurenine_tryptophan_umol_mmol


def test_micromoles_a_millimole_with_gaps():
    found = kynurenine_tryptophan_umol_mmol(
        kynurenine_umol_l=np.array([1.8, 2.0, np.nan]), tryptophan_umol_l=np.array([60, np.nan, 60])
    )
    assert found[0] == pytest.approx(30)
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("kynurenine", [0.6, 1.8, 25])
def test_it_is_shown_and_never_judges_a_nutrient(kynurenine):
    labs = [row_of("kynurenine", kynurenine, "umol/L"), row_of("tryptophan_plasma", 60, "umol/L")]
    row, _ = assessed("tryptophan", *labs)
    found = shown(row)["kynurenine_tryptophan"]
    assert found.used_value == pytest.approx(kynurenine / 0.06)
    assert found.bands == ()
    assert not found.log_likelihood
    assert "immune activation" in found.why
    assert row.status == "unknown"
    for nutrient in ("niacin", "vitamin_b6"):
        assert "kynurenine_tryptophan" not in shown(assessed(nutrient, *labs)[0])
