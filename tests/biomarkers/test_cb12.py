"""cB12: Fedosov SN et al. 2015 (form, and deficiency below -0.5: abstract); Fedosov 2010 (normal at
about 0: abstract); medians of 1143 healthy Swiss: BMC Geriatr 2015, doi 10.1186/s12877-015-0060-x.
"""

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.biomarkers.cases import assessed, row_of, shown

from micronutrient.biomarkers import quality
from micronutrient.biomarkers.cb12 import cb12
from micronutrient.biomarkers.marker import find, marker
from micronutrient.biomarkers.variation import sd_ln_of
from micronutrient.states import Status

AMOUNT = st.floats(0.05, 3000)
DEFICIENT = (
    row_of("holotranscobalamin", 30, "pmol/L"),
    row_of("vitamin_b12_serum", 190, "pmol/L"),
    row_of("mma", 900, "nmol/L"),
    row_of("homocysteine", 24, "umol/L"),
)
PARTS = ("holotranscobalamin", "vitamin_b12_serum", "mma", "homocysteine")


def b12(*labs: dict[str, object], **person: object):
    return assessed("vitamin_b12", *labs, **person)


@pytest.mark.parametrize(
    ("age", "b12_pmol_l", "holotc", "homocysteine", "mma"),
    [(65, 237, 52, 12, 0.207), (75, 228, 54.6, 15, 0.221), (84, 231, 52, 16, 0.244)],
)
def test_published_medians_of_healthy_elders_are_normal(age, b12_pmol_l, holotc, homocysteine, mma):
    found = cb12(
        holotc_pmol_l=holotc,
        b12_pmol_l=b12_pmol_l,
        mma_umol_l=mma,
        homocysteine_umol_l=homocysteine,
        age_y=age,
    )
    assert found == pytest.approx(0, abs=0.12)


@pytest.mark.parametrize(
    ("value", "state", "grade"),
    [
        (-2.6, "deficient", "probable deficiency"),
        (-2.5, "deficient", "possible deficiency"),
        (-1.5, "deficient", "low vitamin B12, mostly without signs"),
        (-0.51, "deficient", "low vitamin B12, mostly without signs"),
        (-0.5, "adequate", ""),
        (1.49, "adequate", ""),
        (1.5, "high", "raised"),
    ],
)
def test_published_bands(lab, read_one, value, state, grade):
    found = read_one(lab("cB12", value, "1"))
    assert (found.reading, found.grade) == (state, grade)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.floats(18, 100))
def test_tenfold_more_of_a_part_moves_it_by_one(holotc, total, mma, homocysteine, age):
    def at(*factors: float) -> float:
        a, b, c, d = factors
        return float(
            cb12(
                holotc_pmol_l=holotc * a,
                b12_pmol_l=total * b,
                mma_umol_l=mma * c,
                homocysteine_umol_l=homocysteine * d,
                age_y=age,
            )
        )

    start = at(1, 1, 1, 1)
    assert at(10, 1, 1, 1) - start == pytest.approx(1)
    assert at(1, 10, 1, 1) - start == pytest.approx(1)
    assert at(1, 1, 10, 1) - start == pytest.approx(-1)
    assert at(1, 1, 1, 10) - start == pytest.approx(-1)


def test_an_old_person_is_allowed_lower_markers():
    same = {
        "holotc_pmol_l": 60.0,
        "b12_pmol_l": 300.0,
        "mma_umol_l": 0.2,
        "homocysteine_umol_l": 10.0,
    }
    found = cb12(**same, age_y=np.array([20, 50, 80, np.nan]))
    assert found[0] < found[1] < found[2]
    assert np.isnan(found[3])


def test_it_speaks_in_place_of_its_four_parts_and_propagates_their_variation():
    row, refused = b12(*DEFICIENT)
    rows = shown(row)
    found = rows["cb12"]
    assert refused == []
    assert row.status is Status.DEFICIENT
    assert found.used_value < -0.5
    assert [part.marker for part in found.computed_from] == list(PARTS)
    assert "computed from Holotranscobalamin 30 pmol/L" in found.why
    assert [slug for slug in PARTS if rows[slug].log_likelihood] == []
    cvs = [math.hypot(10, 5), math.hypot(5.77, 6.1), math.hypot(7.2, 3.6), math.hypot(7.4, 3.7)]
    half = 1.645 * math.hypot(*map(sd_ln_of, cvs)) / math.log(10)
    assert found.used_high - found.used_low == pytest.approx(2 * half, rel=1e-4)


def test_homocysteine_still_speaks_for_folate():
    row, _ = assessed("folate", *DEFICIENT)
    assert not shown(row)["homocysteine"].replaced_by


def test_what_a_guideline_calls_confirmed_is_not_overruled():
    row, _ = b12(
        row_of("holotranscobalamin", 24, "pmol/L"),
        row_of("vitamin_b12_serum", 500, "pmol/L"),
        row_of("mma", 150, "nmol/L"),
        row_of("homocysteine", 7, "umol/L"),
    )
    rows = shown(row)
    assert rows["cb12"].reading is Status.ADEQUATE
    assert rows["cb12"].replaced_by == "Holotranscobalamin"
    assert rows["holotranscobalamin"].log_likelihood


@pytest.mark.parametrize(
    ("more", "person", "why"),
    [
        ([], {"age_years": 17.9}, "from 18 years of age"),
        ([], {"pregnancy_week": 20}, "pregnancy"),
        ([row_of("creatinine", 2.0, "mg/dL")], {}, "failing kidney"),
        ([row_of("folate_serum", 4, "nmol/L")], {}, "raises homocysteine"),
        ([row_of("folate_serum", 2, "nmol/L", comparator="<")], {}, "raises homocysteine"),
    ],
)
def test_outside_its_domain_it_refuses_and_the_parts_speak(more, person, why):
    row, refused = b12(*DEFICIENT, *more, **person)
    assert "cb12" not in shown(row)
    assert [line for line in refused if line.startswith("cb12") and why in line]
    assert not shown(row)["mma"].replaced_by


def test_with_enough_folate_it_is_computed():
    row, _ = b12(*DEFICIENT, row_of("folate_serum", 25, "nmol/L"))
    assert "cb12" in shown(row)


def test_three_markers_are_not_enough():
    row, refused = b12(*DEFICIENT[:3])
    assert "cb12" not in shown(row)
    assert refused == []


def test_folate_is_read_with_all_that_is_known_of_its_sample(monkeypatch):
    limit = marker("folate_serum").cutoffs[0]
    row = msgspec.structs.replace(limit.rows[0], fasting=False, deficient_below=20, low_below=25)
    table = msgspec.structs.replace(limit, rows=(row, *limit.rows))
    fed = msgspec.structs.replace(marker("folate_serum"), cutoffs=(table,))
    monkeypatch.setattr(
        quality, "find", lambda name, **more: fed if name == "folate_serum" else find(name, **more)
    )
    for fasting, refused in ((True, False), (False, True)):
        _, lines = b12(*DEFICIENT, row_of("folate_serum", 15, "nmol/L", fasting=fasting))
        assert bool(lines) is refused


def test_a_sample_that_was_separated_late_is_refused_and_its_parts_speak():
    late = {**DEFICIENT[3], "note": "delayed separation"}
    row, refused = b12(*DEFICIENT[:3], late)
    assert shown(row)["homocysteine"].reading is Status.UNINTERPRETABLE
    assert "cb12" not in shown(row)
    assert refused[0].startswith("cb12: the cells were separated late, which moves Homocysteine")
    assert "separated within the hour" in refused[0]
