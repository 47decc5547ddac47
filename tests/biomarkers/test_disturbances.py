"""What makes a result unreadable or weaker, and what it leaves standing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.circumstances import Circumstances, Confounder
from micronutrient.biomarkers.cutoffs import could_have_made
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.records import Moves, Strength, Then
from micronutrient.biomarkers.rules import rules
from micronutrient.datafiles import source
from micronutrient.sources import Checked
from micronutrient.states import STATES, Band, Status

FIVE = tuple(Band(state=state, lower=place, upper=place + 1) for place, state in enumerate(STATES))
SIDES = {"deficient": 0, "low": 0, "adequate": 1, "high": 2, "toxic": 2}


@pytest.fixture
def around(person):
    """Read one result with what moves it in this person."""

    def run(*results, confounders=(), **fields):
        known = {
            key: fields.pop(key) for key in list(fields) if key in Circumstances.__annotations__
        }
        circumstances = Circumstances(confounders=confounders, **known)
        return interpret(results, person=person(**fields), around=circumstances).readings[0]

    return run


def moved(slug: str, moves: str, then: str, **more: object) -> tuple[Confounder, ...]:
    one = Confounder(
        marker=slug,
        cause="A tablet: it disturbs the test",
        action="Ask the laboratory.",
        moves=Moves(moves),
        then=Then(then),
        repeat="repeat after a week without it",
        source="textbook-recalled",
        checked=Checked.RECALLED,
        **more,  # type: ignore[arg-type]
    )
    return (one,)


@given(state=st.sampled_from(STATES), moves=st.sampled_from(list(Moves)))
def test_what_moves_a_marker_hides_only_what_lies_on_the_other_side(state, moves):
    side = SIDES[state]
    expected = {
        Moves.RISES: side > 0,
        Moves.FALLS: side < 2,
        Moves.EITHER: True,
        Moves.NONE: False,
    }
    assert could_have_made(moves, state, FIVE) is expected[moves]


def test_a_marker_without_a_band_of_excess_shows_that_there_is_enough_although_it_falls():
    assert not could_have_made(Moves.FALLS, Status.ADEQUATE, FIVE[:3])
    assert could_have_made(Moves.FALLS, Status.LOW, FIVE[:3])


def test_where_high_means_deficient_a_rise_feigns_deficiency(lab, around):
    high = around(
        lab("mma", 500, "nmol/L"), confounders=moved("mma", "rises", "weaker"), age_years=50
    )
    normal = around(
        lab("mma", 100, "nmol/L"), confounders=moved("mma", "rises", "weaker"), age_years=50
    )
    assert high.strength_for("vitamin_b12") is Strength.MODERATE
    assert normal.strength_for("vitamin_b12") is Strength.STRONG


@pytest.mark.parametrize(("value", "reading"), [(8, "uninterpretable"), (400, "high")])
def test_a_test_that_reads_falsely_low_still_shows_excess(lab, around, value, reading):
    found = around(
        lab("ferritin", value, "ug/L"), confounders=moved("ferritin", "falls", "unreadable")
    )
    assert found.reading == reading
    said = " ".join((found.why, *found.notes))
    assert "it disturbs the test" in said
    assert ("stands in spite of it" in said) is (reading == "high")


def test_an_unreadable_result_says_why_who_says_so_and_when_to_repeat(lab, around):
    found = around(lab("ferritin", 8, "ug/L"), confounders=moved("ferritin", "falls", "unreadable"))
    assert found.repeat == "repeat after a week without it"
    assert found.repeat in found.why
    assert (found.source, found.checked) == ("textbook-recalled", "recalled")
    assert found.others == ()
    assert found.grade == ""


def test_two_reasons_are_both_told(lab, around):
    found = around(
        lab("zinc", 12, "umol/L", note="haemolysed", hours_since_dose=2),
        confounders=moved("zinc", "rises", "unreadable"),
    )
    assert found.reading == "uninterpretable"
    for reason in ("haemolysed", "2 hours after a dose", "disturbs the test"):
        assert reason in found.why
    assert found.repeat.count("repeat") == 3


def test_an_assay_that_is_spared_is_read(lab, around):
    tablet = moved("vitamin_d_25oh", "rises", "unreadable", spares=("LC-MS",))
    for assay, reading in ((None, "uninterpretable"), ("lc ms/ms", "adequate")):
        row = lab("vitamin_d_25oh", 80, "nmol/L", assay=assay)
        assert around(row, confounders=tablet).reading == reading


@pytest.mark.parametrize(
    ("value", "strength"), [(120, Strength.MODERATE), (200, Strength.WEAK), (430, "moderate")]
)
def test_what_even_the_greatest_change_would_leave_stands(lab, around, value, strength):
    found = around(
        lab("vitamin_b12_serum", value, "pmol/L"),
        confounders=moved("vitamin_b12_serum", "falls", "weaker", reckoned=-0.4),
    )
    assert found.strength_for("vitamin_b12") == strength
    assert found.bands
    assert found.reading == {120: "deficient", 200: "low", 430: "adequate"}[value]


def test_a_note_changes_nothing_but_is_told(lab, around):
    plain = around(lab("zinc", 9, "umol/L"))
    found = around(lab("zinc", 9, "umol/L"), confounders=moved("zinc", "falls", "note"))
    assert (found.reading, found.speaks_for) == (plain.reading, plain.speaks_for)
    assert any("Ask the laboratory" in note for note in found.notes)


def test_another_marker_is_not_touched(lab, around):
    found = around(lab("zinc", 9, "umol/L"), confounders=moved("copper", "falls", "unreadable"))
    assert found == around(lab("zinc", 9, "umol/L"))


@pytest.mark.parametrize("slug", [slug for slug in names() if marker(slug).recent_dose])
def test_a_sample_taken_soon_after_a_dose_shows_the_dose(lab, around, slug):
    kind, effect = marker(slug), marker(slug).recent_dose
    assert effect is not None
    assert source(effect.source).title
    top = kind.plausible[0] if effect.moves is Moves.FALLS else kind.plausible[1]
    at = lab(slug, top, kind.unit, hours_since_dose=effect.hours)
    before = lab(slug, top, kind.unit, hours_since_dose=effect.hours - 0.5)
    assert "hours after a dose" not in " ".join((around(at).why, *around(at).notes))
    soon = around(before)
    assert "hours after a dose" in " ".join((soon.why, *soon.notes))
    if soon.bands and effect.then is Then.UNREADABLE:
        assert soon.reading == "uninterpretable"
        assert soon.repeat == f"repeat at least {effect.hours:g} hours after the last dose"


def test_a_low_value_soon_after_a_dose_still_shows_a_lack(lab, around):
    assert around(lab("zinc", 6, "umol/L", hours_since_dose=1)).reading == "deficient"


def test_a_supplement_of_unknown_hour_is_asked_about(lab, around):
    zinc = lab("zinc", 14, "umol/L")
    taken = around(zinc, supplemented=frozenset({"zinc"}))
    assert any("how long before" in note for note in taken.notes)
    assert not around(zinc, supplemented=frozenset({"iron"})).notes
    known = lab("zinc", 14, "umol/L", hours_since_dose=30)
    assert not around(known, supplemented=frozenset({"zinc"})).notes


@pytest.mark.parametrize(
    ("result", "note", "reading"),
    [
        (("potassium_serum", 6.8, "mmol/L"), "delayed separation", "uninterpretable"),
        (("potassium_serum", 6.8, "mmol/L"), "no delayed separation", "toxic"),
        (("potassium_serum", 2.2, "mmol/L"), "K-EDTA contamination suspected", "deficient"),
        (("zinc", 6.0, "umol/L"), "EDTA contamination", "uninterpretable"),
        (("calcium_serum", 1.7, "mmol/L"), "contaminated with EDTA", "uninterpretable"),
        (("homocysteine", 25, "umol/L"), "old sample", "uninterpretable"),
        (("vitamin_c_plasma", 5, "umol/L"), "cells not separated for 6 h", "uninterpretable"),
        (("alpha_tocopherol", 30, "umol/L"), "lipaemic", "uninterpretable"),
        (("alpha_tocopherol", 8, "umol/L"), "lipaemic", "deficient"),
    ],
)
def test_faults_of_a_sample(lab, around, result, note, reading):
    found = around(lab(*result, note=note))
    assert found.reading == reading
    assert found.repeat.startswith("repeat") is (reading == "uninterpretable")


@pytest.mark.parametrize("slug", names())
def test_sample_faults_of_a_marker_are_known_ones(slug):
    assert set(marker(slug).sample_faults) <= set(rules().sample_faults)


@pytest.mark.parametrize(
    ("crp", "agp", "strength", "stage"),
    [
        (2, 0.6, "moderate", ""),
        (2, 1.6, "weak", "late convalescence"),
        (8, 0.6, "moderate", "early: "),
        (8, 1.6, "moderate", "early convalescence"),
    ],
)
def test_inflammation_shown_by_agp_alone_weakens_what_it_still_lowers(
    lab, read, crp, agp, strength, stage
):
    found = read(lab("retinol", 0.6, "umol/L"), lab("crp", crp, "mg/L"), lab("agp", agp, "g/L"))
    retinol = found.readings[0]
    assert retinol.reading == "deficient"
    assert retinol.strength_for("vitamin_a") == strength
    assert stage in found.inflammation
    assert ("late" in " ".join(retinol.notes)) is (stage == "late convalescence")
    assert ("early" in found.inflammation) is stage.startswith("early")


def test_a_stated_kidney_disease_stands_in_for_a_rate_that_is_not_known(lab, around):
    stated = around(lab("mma", 500, "nmol/L"), kidney_disease="Dialysis", age_years=60)
    assert stated.reading is Status.UNINTERPRETABLE
    assert "cannot be read: Dialysis" in stated.why
    known = around(
        lab("mma", 500, "nmol/L"),
        lab("creatinine", 60, "umol/L"),
        kidney_disease="Chronic kidney disease",
        age_years=60,
    )
    assert known.strength_for("vitamin_b12") is Strength.STRONG


@pytest.mark.parametrize(("date", "old"), [("2025-03-01", False), ("2025-02-28", True)])
def test_an_old_result_may_no_longer_hold(lab, around, date, old):
    found = around(lab("ferritin", 40, "ug/L", date=date), today=dt.date(2026, 3, 1))
    assert any("366 days ago" in note for note in found.notes) is old


def test_without_a_day_nothing_is_old(lab, around):
    assert not any(
        "days ago" in note for note in around(lab("zinc", 12, "umol/L", date="1999-01-01")).notes
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"time": "15:00"}, "afternoon"),
        ({"time": "08:00"}, "fasting is not known"),
        ({"time": "08:00", "fasting": True}, ""),
    ],
)
def test_what_of_the_sample_may_explain_a_low_saturation_is_told(lab, around, row, said):
    found = around(lab("TSAT", 12, "%", **row))
    told = [note for note in found.notes if "afternoon" in note or "fasting" in note]
    assert (said in told[0]) if said else not told


@pytest.mark.parametrize(
    ("value", "fasting", "strength"),
    [(60, False, "weak"), (60, True, "moderate"), (60, None, "moderate"), (12, False, "moderate")],
)
def test_a_saturation_after_a_meal_counts_less_unless_it_is_low_all_the_same(
    lab, around, value, fasting, strength
):
    found = around(lab("TSAT", value, "%", fasting=fasting))
    assert found.strength_for("iron") == strength
    assert any("repeat fasting" in note for note in found.notes) is (strength == "weak")


@pytest.mark.parametrize(
    ("retinol", "strength", "stands"), [(6.9, "weak", False), (7.1, "moderate", True)]
)
def test_a_retinol_that_twice_the_usual_does_not_explain_stands_beside_weak_kidneys(
    lab, read, retinol, strength, stands
):
    found = read(lab("retinol", retinol, "umol/L"), lab("creatinine", 450, "umol/L"))
    one = found.readings[0]
    assert one.reading == "high"
    assert one.strength_for("vitamin_a") == strength
    assert ("stands in spite" in " ".join(one.notes)) is stands
