"""Omega-3 index = EPA + DHA of red cells, zones at 4 and 8 %: Harris and von Schacky 2004."""

import math

import numpy as np
import pytest
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers.omega3_index import omega3_index_percent
from micronutrient.biomarkers.variation import sd_ln_of


def index(*labs: dict[str, object], **person: object):
    return assessed("epa_dha", *labs, **person)


def test_a_sum_with_gaps():
    found = omega3_index_percent(
        epa_percent=np.array([0.6, np.nan, 1]), dha_percent=np.array([4, 4, np.nan])
    )
    assert found[0] == pytest.approx(4.6)
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize(
    ("epa", "dha", "grade"), [(0.4, 3.5, "undesirable"), (0.6, 4.2, "intermediate"), (2, 6.5, "")]
)
def test_published_zones(lab, read, epa, dha, grade):
    found = read(lab("epa_rbc", epa, "%"), lab("dha_rbc", dha, "%"))
    assert next(one for one in found.readings if one.marker == "omega3_index").grade == grade


def test_it_is_computed_from_both_and_not_from_one():
    row, _ = index(row_of("epa_rbc", 0.5, "%"), row_of("dha_rbc", 3.5, "%"))
    found = shown(row)["omega3_index"]
    assert found.used_value == pytest.approx(4)
    sd = sd_ln_of(math.hypot(10, 5)) * math.hypot(0.5, 3.5) / 4
    assert math.log(found.used_high / found.used_low) == pytest.approx(2 * 1.645 * sd, rel=1e-3)
    row, refused = index(row_of("dha_rbc", 3.5, "%"))
    assert "omega3_index" not in shown(row)
    assert refused == []


def test_the_printed_index_stands():
    row, _ = index(
        row_of("epa_rbc", 0.5, "%"), row_of("dha_rbc", 3.5, "%"), row_of("omega3_index", 4.4, "%")
    )
    assert shown(row)["omega3_index"].value == 4.4
    assert shown(row)["omega3_index"].computed_from == ()
