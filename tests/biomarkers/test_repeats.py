"""Two results of one marker: the latest, and of one day the one that must not be missed."""

import pytest


@pytest.mark.parametrize("order", [(2.4, 4.4), (4.4, 2.4)])
@pytest.mark.parametrize("day", ["2026-03-01", None])
def test_of_two_results_of_a_day_the_dangerous_one_is_used_and_the_other_named(
    lab, read, order, day
):
    more = {} if day is None else {"date": day}
    found = read(*(lab("potassium_serum", value, "mmol/L", **more) for value in order))
    (used,) = [one for one in found.readings if one.used]
    assert used.value == 2.4
    assert any("4.4 mmol/L" in note and "which is right" in note for note in used.notes)


def test_the_latest_result_is_used_however_harmless(lab, read):
    found = read(
        lab("potassium_serum", 2.4, "mmol/L", date="2026-03-01"),
        lab("potassium_serum", 4.4, "mmol/L", date="2026-03-08"),
    )
    (used,) = [one for one in found.readings if one.used]
    assert used.value == 4.4
    assert not used.notes


def test_a_contradiction_is_asked_about_and_both_results_are_kept(lab, read):
    found = read(
        lab("ferritin", 8, "ug/L", date="2026-03-01"),
        lab("zinc", 12, "umol/L", date="2026-03-01"),
        lab("ferritin", 80, "ug/L", date="2026-03-01"),
    )
    (doubt,) = found.doubts
    assert doubt.input == "labs[0]"
    assert doubt.ask == "which is right: labs[0] and labs[2]?"
    assert "8 µg/L (deficient)" in doubt.why
    assert "80 µg/L (adequate)" in doubt.why
    assert len(found.readings) == 3


def test_two_values_too_far_apart_contradict_although_they_read_the_same(lab, read):
    near = read(lab("crp", 40, "mg/L"), lab("crp", 42, "mg/L"))
    far = read(lab("crp", 3, "mg/L"), lab("crp", 42, "mg/L"))
    assert near.doubts == ()
    assert len(far.doubts) == 1


@pytest.mark.parametrize("order", [(12, 20), (20, 12)])
def test_the_result_that_is_said_to_be_used_is_the_one_in_use(lab, read, order):
    found = read(*(lab("zinc", value, "umol/L") for value in order))
    (used,) = [one for one in found.readings if one.used]
    (doubt,) = found.doubts
    assert f"and {used.value:g} µmol/L (adequate) is used" in doubt.why


def test_results_of_other_days_do_not_contradict(lab, read):
    rows = (lab("ferritin", v, "ug/L", date=f"2026-03-0{d}") for d, v in ((1, 8), (2, 80)))
    assert read(*rows).doubts == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_sample_that_cannot_be_read_gives_way_to_one_that_can(lab, read, order):
    both = (lab("potassium", 6.8, "mmol/L", note="haemolysed"), lab("potassium", 4.4, "mmol/L"))
    found = read(*(both[place] for place in order))
    (used,) = [one for one in found.readings if one.used]
    assert used.value == 4.4
