"""RBP:TTR up to 0.36: J Nutr 2002;132:3687; up to 0.37, median 0.47: CCLM 2002;40:1301."""

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.rbp_ttr import rbp_to_transthyretin


def vitamin_a(*labs: dict[str, object], **person: object):
    return assessed("vitamin_a", *labs, **person)


def test_published_limit_and_the_other_authors_beside_it(lab, read_one):
    assert read_one(lab("rbp_ttr", 0.359, "1")).reading == "low"
    found = read_one(lab("rbp_ttr", 0.365, "1"))
    assert found.reading == "adequate"
    assert [(one.reading, one.agrees) for one in found.others] == [("low", False)]


def test_usual_amounts_make_about_the_median_of_healthy_adults():
    found = rbp_to_transthyretin(rbp_umol_l=2.4, transthyretin_mg_l=280)
    assert found == pytest.approx(0.47, abs=0.01)


def test_arrays_and_gaps():
    found = rbp_to_transthyretin(rbp_umol_l=np.array([2.0, np.nan]), transthyretin_mg_l=275.0)
    assert found[0] == pytest.approx(0.4)
    assert np.isnan(found[1])


def test_it_never_leads_a_verdict_by_itself():
    row, _ = vitamin_a(row_of("rbp", 1.0, "umol/L"), row_of("transthyretin", 280, "mg/L"))
    assert shown(row)["rbp_ttr"].reading == "low"
    assert shown(row)["rbp_ttr"].strength == "weak"
    assert row.status == "unknown"


def test_with_a_failing_kidney_it_refuses():
    row, refused = vitamin_a(
        row_of("rbp", 1.0, "umol/L"),
        row_of("transthyretin", 280, "mg/L"),
        row_of("creatinine", 3, "mg/dL"),
    )
    assert "rbp_ttr" not in shown(row)
    assert "failing kidney" in refused[0]


def test_masses_are_converted(lab, read):
    found = read(lab("rbp", 50.4, "mg/L"), lab("transthyretin", 28, "mg/dL"))
    ratio = next(one for one in found.readings if one.marker == "rbp_ttr")
    assert ratio.used_value == pytest.approx(0.4714, abs=1e-3)
