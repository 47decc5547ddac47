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
