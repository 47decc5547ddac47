"""Faults of a sample that its results show together: EDTA in the tube, fat in the serum."""

import pytest

from micronutrient.biomarkers.follow_up import series
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.records import Moves
from micronutrient.biomarkers.rules import rules
from micronutrient.datafiles import source
from micronutrient.tasks.assess import assess

SPOILT = {
    "potassium_serum": (8.1, "mmol/L"),
    "calcium_serum": (1.1, "mmol/L"),
    "magnesium_serum": (0.42, "mmol/L"),
    "zinc": (4.0, "umol/L"),
}


@pytest.fixture
def spoilt(lab, read):
    """Read the results of a sample with EDTA in it, some of them changed or left out (None)."""

    def run(*more, **changed):
        results = SPOILT | changed
        rows = [lab(slug, *one) for slug, one in results.items() if one is not None]
        found = read(*rows, *more)
        assert not found.faults
        assert not found.quarantined
        return found

    return run


def states(found) -> dict[str, str]:
    return {one.marker: str(one.reading) for one in found.readings}


def test_edta_closes_what_it_could_have_made(spoilt):
    found = spoilt()
    assert set(states(found).values()) == {"uninterpretable"}
    assert found.findings == {"edta_contamination"}
    calcium = next(one for one in found.readings if one.marker == "calcium_serum")
    assert "EDTA" in calcium.why
    assert "potassium serum 8.1 mmol/L" in calcium.why
    assert "new sample" in calcium.repeat
    assert calcium.source == "cornes-2008-edta"


@pytest.mark.parametrize(
    "changed",
    [
        {"potassium_serum": (5.9, "mmol/L")},
        {"calcium_serum": (2.0, "mmol/L")},
        {"magnesium_serum": (0.6, "mmol/L")},
        {"magnesium_serum": None},
        {"potassium_serum": None},
        {"zinc": (10.7, "umol/L")},
    ],
)
def test_what_lacks_one_sign_is_read(spoilt, changed):
    found = spoilt(**changed)
    assert "uninterpretable" not in states(found).values()
    assert not found.findings


def test_alkaline_phosphatase_does_for_magnesium(spoilt):
    found = spoilt(magnesium_serum=None, alkaline_phosphatase=(24, "U/L"))
    assert states(found)["calcium_serum"] == "uninterpretable"
    usual = spoilt(magnesium_serum=None, alkaline_phosphatase=(25, "U/L"))
    assert states(usual)["calcium_serum"] == "deficient"


def test_units_of_the_laboratory_do_not_matter(spoilt):
    assert spoilt(calcium_serum=(4.4, "mg/dL")).findings == {"edta_contamination"}


def test_a_second_sample_of_the_day_that_is_in_order_stays_so(lab, spoilt):
    found = spoilt(lab("potassium_serum", 4.2, "mmol/L"), lab("calcium_serum", 2.4, "mmol/L"))
    used = {one.marker: one for one in found.readings if one.used}
    assert used["potassium_serum"].value == 4.2
    assert used["calcium_serum"].reading == "adequate"
    assert states(found)["zinc"] == "uninterpretable"


def test_samples_of_other_days_and_times_are_other_samples(lab, read):
    def sample(slug, **when):
        return lab(slug, *SPOILT[slug], **when)

    first, later = {"date": "2026-03-01"}, {"date": "2026-03-02"}
    potassium, rest = "potassium_serum", ("calcium_serum", "magnesium_serum")
    apart = read(sample(potassium, **first), *(sample(one, **later) for one in rest))
    assert not apart.findings
    undated = read(sample(potassium), *(sample(one, **later) for one in rest))
    assert undated.findings
    early, late = {**first, "time": "08:00"}, {**first, "time": "16:00"}
    assert not read(sample(potassium, **early), *(sample(one, **late) for one in rest)).findings
    assert read(sample(potassium, **early), *(sample(one, **first) for one in rest)).findings


@pytest.mark.parametrize(("sign", "found"), [(">", True), ("<", False)])
def test_a_censored_result_counts_only_where_it_surely_lies_within_the_bounds(
    lab, read, sign, found
):
    rows = [lab(slug, *one) for slug, one in SPOILT.items() if slug != "potassium_serum"]
    potassium = lab("potassium_serum", 10, "mmol/L", comparator=sign)
    assert bool(read(potassium, *rows).findings) is found


def test_an_old_spoilt_sample_is_no_finding_of_today(lab, read):
    old = [lab(slug, *one, date="2026-01-05") for slug, one in SPOILT.items()]
    new = [
        lab(slug, value, "mmol/L" if slug != "zinc" else "umol/L", date="2026-02-05")
        for slug, value in [
            ("potassium_serum", 4.3),
            ("calcium_serum", 2.4),
            ("magnesium_serum", 0.85),
            ("zinc", 13.0),
        ]
    ]
    found = read(*old, *new)
    assert not found.findings
    assert {one.reading for one in found.readings if one.used} == {"adequate"}


def test_what_edta_may_have_made_is_still_alerted_and_asks_for_a_new_sample():
    labs = [{"marker": m, "value": v, "unit": u} for m, (v, u) in SPOILT.items()]
    found = assess({"person": {"sex": "male", "age_years": 28}, "labs": labs})
    raised = {one.code for one in found.alerts}
    assert {"result_of_a_spoilt_sample", "severe_hyperkalaemia", "severe_hypocalcaemia"} <= raised
    assert any("edta_contamination" in one.agents for one in found.blocked)


def test_a_change_to_or_from_a_spoilt_sample_cannot_be_read(lab, read):
    before = lab("potassium_serum", 3.2, "mmol/L", date="2026-01-05")
    found = read(before, *(lab(slug, *one, date="2026-02-05") for slug, one in SPOILT.items()))
    (potassium,) = series(found.readings)
    assert "EDTA" in potassium.from_previous.hidden


@pytest.mark.parametrize(
    ("triglycerides", "osmolality", "reading"),
    [
        ((10, "mmol/L"), None, "uninterpretable"),
        ((10, "mmol/L"), 286, "uninterpretable"),
        ((10, "mmol/L"), 275, "uninterpretable"),
        ((10, "mmol/L"), 274, "low"),
        ((886, "mg/dL"), None, "uninterpretable"),
        ((9.9, "mmol/L"), 286, "low"),
        (None, 286, "low"),
    ],
)
def test_fat_feigns_a_low_sodium_unless_osmolality_is_low_too(
    lab, read_one, triglycerides, osmolality, reading
):
    rows = [lab("triglycerides", *triglycerides)] if triglycerides else []
    rows += [lab("osmolality_serum", osmolality, "mosm/kg")] if osmolality else []
    sodium = read_one(lab("sodium_serum", 128, "mmol/L"), *rows)
    assert sodium.reading == reading
    assert ("direct electrode" in sodium.repeat) is (reading == "uninterpretable")


def test_fat_does_not_feign_a_high_sodium(lab, read_one):
    fat = lab("triglycerides", 30, "mmol/L")
    assert read_one(lab("sodium_serum", 150, "mmol/L"), fat).reading == "high"


@pytest.mark.parametrize("pattern", rules().sample_patterns, ids=lambda one: one.fault)
def test_patterns_name_known_faults_and_markers_in_their_own_units(pattern):
    assert pattern.fault in rules().sample_faults
    assert "{results}" in pattern.cause
    assert source(pattern.source)
    for sign in pattern.signs:
        assert sign.unit == marker(sign.marker).unit
        assert (sign.at_least is None) is not (sign.below is None)
    for slug in pattern.markers:
        assert marker(slug).sample_faults.get(pattern.fault, Moves.NONE) is not Moves.NONE
