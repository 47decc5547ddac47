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


@pytest.mark.parametrize(
    ("values", "asked"),
    [((0.3, 1.3), False), ((5, 7), True), ((-1.5, -7), True)],
)
def test_values_of_an_index_are_compared_by_the_ratio_behind_it(lab, read, values, asked):
    """By 0.28 ln for 1 mg/kg of body iron, and not by the logarithm of the index itself."""
    found = read(*(lab("body_iron", value, "mg/kg") for value in values))
    assert len({one.reading for one in found.readings}) == 1
    assert bool(found.doubts) is asked


@pytest.mark.parametrize(("times", "asked"), [(1.48, False), (1.50, True)])
def test_a_day_is_held_to_the_same_limit_as_a_change(lab, read, times, asked):
    """Ferritin varies by 14.5 %: 1.96 times the root of two of that, 0.40 in ln."""
    found = read(lab("ferritin", 60, "ug/L"), lab("ferritin", 60 * times, "ug/L"))
    assert bool(found.doubts) is asked


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
