"""Each marker over time: what is compared, what cannot be, and what must be said beside it."""

import datetime as dt
import time

import pytest

from micronutrient.biomarkers.follow_up import falls, series
from micronutrient.series import MarkerSeries, Moved

JANUARY, MARCH, JULY = "2026-01-12", "2026-03-23", "2026-07-06"


@pytest.fixture
def follow(lab, read):
    """Give the series of results ``(marker, value, unit, date, more)``."""

    def run(*rows, **person) -> dict[str, MarkerSeries]:
        results = [lab(m, v, u, date=d, **(more[0] if more else {})) for m, v, u, d, *more in rows]
        return {one.marker: one for one in series(read(*results, **person).readings)}

    return run


def ferritin(value, date, **more):
    return ("ferritin", value, "ug/L", date, more)


def crp(value, date, **more):
    return ("crp", value, "mg/L", date, more)


def test_results_in_any_order_are_followed_from_the_oldest(follow):
    found = follow(ferritin(31, JULY), ferritin(6, JANUARY), ferritin(20, MARCH))["ferritin"]
    assert [point.value for point in found.points] == [6, 20, 31]
    assert (found.from_previous.since, found.from_previous.days) == (MARCH, 105)
    assert (found.from_first.since, found.from_first.until) == (JANUARY, JULY)
    assert found.from_first.moved is Moved.ROSE
    assert found.from_first.percent == pytest.approx(416.7, abs=0.1)


def test_one_day_is_no_series_and_results_of_a_day_are_no_change(follow):
    assert follow(ferritin(6, JANUARY), ferritin(60, JANUARY)) == {}
    found = follow(ferritin(20, JANUARY), ferritin(6, MARCH), ferritin(60, MARCH))["ferritin"]
    assert [point.value for point in found.points] == [20, 6]
    assert any("60 µg/L" in note for note in found.notes)


def test_results_without_a_date_are_named_and_left_out(follow, lab, read):
    rows = [lab("ferritin", 9, "ug/L"), lab("ferritin", 20, "ug/L", date=JULY)]
    assert series(read(*rows).readings) == ()
    rows.append(lab("ferritin", 8, "ug/L", date=JANUARY))
    (found,) = series(read(*rows).readings)
    assert len(found.points) == 2
    assert any("without a date: one result" in note for note in found.notes)


def test_different_units_are_converted_first(follow):
    found = follow(("haemoglobin", 12.2, "g/dL", JANUARY), ("haemoglobin", 122, "g/L", JULY))[
        "haemoglobin"
    ]
    assert found.from_previous.percent == pytest.approx(0)
    assert found.from_previous.moved is Moved.NO_CHANGE
    assert any("12.2 g/dL" in note for note in found.notes)


def test_haemoglobin_is_compared_as_at_sea_level(follow):
    rows = (("haemoglobin", 150, "g/L", JANUARY), ("haemoglobin", 160, "g/L", JULY))
    high = follow(*rows, altitude_m=3500)["haemoglobin"]
    low = follow(*rows)["haemoglobin"]
    assert high.points[0].value < 150
    assert high.from_previous.percent > low.from_previous.percent


def test_calcium_is_compared_adjusted_and_says_if_one_could_not_be(follow):
    def calcium(*albumins):
        rows = [("calcium_serum", v, "mmol/L", d) for v, d in ((2.0, JANUARY), (2.3, JULY))]
        return follow(*rows, *(("albumin", a, "g/L", d) for a, d in albumins))["calcium_serum"]

    both = calcium((28, JANUARY), (42, JULY))
    assert [point.value for point in both.points] == pytest.approx([2.24, 2.26])
    assert both.from_previous.moved is Moved.NO_CHANGE
    assert not both.from_previous.doubts
    one = calcium((28, JANUARY))
    assert any("corrected" in doubt for doubt in one.from_previous.doubts)


def test_a_marker_that_inflammation_makes_unreadable_gives_no_change(follow):
    found = follow(
        ("zinc", 12.5, "umol/L", JANUARY),
        ("zinc", 8.1, "umol/L", JULY),
        crp(1, JANUARY),
        crp(40, JULY),
    )["zinc"]
    assert found.from_previous.moved is Moved.UNREADABLE
    assert found.from_previous.by_classical is Moved.UNREADABLE
    assert "cannot be read" in found.from_previous.why
    assert "repeat when CRP is below 20 mg/L" in found.from_previous.why


@pytest.mark.parametrize(
    ("values", "crps", "expected"),
    [
        ((58, 31), (18, 1), Moved.UNREADABLE),  # inflammation went: ferritin falls by itself
        ((31, 58), (1, 18), Moved.UNREADABLE),  # inflammation came: it rises by itself
        ((58, 20), (1, 18), Moved.FELL),  # against what inflammation does
        ((20, 58), (18, 1), Moved.ROSE),
        ((58, 31), (1, 1), Moved.FELL),
        ((58, 31), (18, 18), Moved.FELL),
    ],
)
def test_inflammation_that_came_or_went_explains_only_its_own_direction(
    follow, values, crps, expected
):
    rows = [ferritin(v, d) for v, d in zip(values, (JANUARY, JULY), strict=True)]
    rows += [crp(v, d) for v, d in zip(crps, (JANUARY, JULY), strict=True)]
    assert follow(*rows)["ferritin"].from_previous.moved is expected


def test_inflammation_at_both_dates_or_unknown_is_said(follow):
    rows = (ferritin(58, JANUARY), ferritin(20, JULY))
    (doubt,) = follow(*rows)["ferritin"].from_previous.doubts
    assert "CRP is not known for 2026-01-12 and 2026-07-06" in doubt
    (doubt,) = follow(*rows, crp(9, JANUARY), crp(9, JULY))["ferritin"].from_previous.doubts
    assert "at both dates" in doubt
    assert not follow(*rows, crp(1, JANUARY), crp(1, JULY))["ferritin"].from_previous.doubts


def test_another_assay_or_specimen_may_have_made_the_change(follow):
    found = follow(
        ("vitamin_d_25oh", 34, "nmol/L", JANUARY, {"assay": "immunoassay", "specimen": "serum"}),
        ("vitamin_d_25oh", 61, "nmol/L", JULY, {"assay": "LC-MS/MS", "specimen": "plasma"}),
    )["vitamin_d_25oh"]
    said = " ".join(found.from_previous.doubts)
    assert "two assays (immunoassay, then LC-MS/MS): the change may be the method's" in said
    assert "two specimens (serum, then plasma)" in said
    same = {"assay": "Immunoassay"}
    found = follow(
        ("vitamin_d_25oh", 34, "nmol/L", JANUARY, same),
        ("vitamin_d_25oh", 61, "nmol/L", JULY, {"assay": "immunoassay"}),
    )["vitamin_d_25oh"]
    assert not any("assays" in doubt for doubt in found.from_previous.doubts)


def test_a_haemolysed_sample_gives_no_change(follow):
    rows = (
        ("potassium_serum", 5.9, "mmol/L", JANUARY, {"note": "haemolysed"}),
        ("potassium_serum", 4.2, "mmol/L", "2026-01-14"),
    )
    found = follow(*rows)["potassium_serum"]
    assert found.from_previous.moved is Moved.UNREADABLE
    assert "the sample is haemolysed (2026-01-12)" in found.from_previous.why


@pytest.mark.parametrize(
    ("note", "cause"),
    [
        ("delayed separation", "the cells were separated late (2026-01-12)"),
        ("EDTA contamination", "contaminated with EDTA from another tube (2026-01-12)"),
    ],
)
def test_any_fault_of_a_sample_that_moves_the_marker_gives_no_change(follow, note, cause):
    rows = (
        ("potassium_serum", 5.2, "mmol/L", JANUARY, {"note": note}),
        ("potassium_serum", 4.2, "mmol/L", "2026-01-14"),
    )
    found = follow(*rows)["potassium_serum"].from_previous
    assert found.moved is Moved.UNREADABLE
    assert cause in found.why


def test_a_result_below_the_limit_of_measurement_is_a_bound(follow):
    found = follow(ferritin(12, JANUARY), ferritin(10, JULY, comparator="<"))["ferritin"]
    assert found.from_previous.moved is Moved.OPEN
    assert found.from_previous.percent is None
    assert found.from_previous.percent_at_most == pytest.approx(-16.7, abs=0.1)


def test_a_marker_without_a_study_says_what_is_assumed(follow):
    found = follow(("plp", 40, "nmol/L", JANUARY), ("plp", 30, "nmol/L", JULY))["plp"]
    assert any("10 % is assumed" in doubt for doubt in found.from_previous.doubts)


def test_limits_that_differ_between_the_dates_are_kept_with_each_result(follow):
    found = follow(ferritin(58, JANUARY), ferritin(31, JULY), crp(18, JANUARY), crp(1, JULY))
    first, last = found["ferritin"].points
    assert (first.bands[0].upper, last.bands[0].upper) == (70, 15)
    assert any("limits differ" in note for note in found["ferritin"].notes)


@pytest.fixture
def fallen(lab, read):
    """Give the falls of phosphate results ``(value, date, more)``."""

    def run(*rows):
        results = [lab("phosphate_serum", v, "mmol/L", date=d, **more) for v, d, more in rows]
        return falls(read(*results).readings).get("phosphate_serum", ())

    return run


def test_falls_are_told_with_their_days(fallen):
    rows = ((1.1, "2026-03-01", {}), (0.7, "2026-03-04", {}), (0.9, "2026-03-06", {}))
    found = {(one.days, one.ago): round(one.percent, 1) for one in fallen(*rows)}
    assert found == {(3, 2): 36.4, (5, 0): 18.2}


def test_a_fall_that_ended_long_ago_is_told_no_more(fallen):
    rows = ((1.1, "2026-03-01", {}), (0.7, "2026-03-04", {}))
    assert [one.ago for one in fallen(*rows, (1.1, "2026-04-04", {}))] == [31]
    assert not fallen(*rows, (1.1, "2026-04-05", {}))


def test_a_bound_gives_the_least_fall_and_a_haemolysed_baseline_none(fallen):
    (one,) = fallen((1.0, "2026-03-01", {}), (0.3, "2026-03-03", {"comparator": "<"}))
    assert one.percent == pytest.approx(70)
    assert one.said == "1 to <0.3 mmol/L"
    assert not fallen((1.0, "2026-03-01", {"note": "haemolysed"}), (0.5, "2026-03-03", {}))
    assert not fallen((1.0, "2026-03-01", {"comparator": "<"}), (0.5, "2026-03-03", {}))


@pytest.mark.parametrize(
    ("marker", "values", "notes", "seen"),
    [
        ("potassium_serum", (6.2, 4.2), ("EDTA contamination", ""), False),
        ("potassium_serum", (6.2, 4.2), ("separated late, old sample", ""), False),
        ("potassium_serum", (6.2, 4.2), ("", "old sample"), True),
        ("magnesium_serum", (0.8, 0.4), ("", "EDTA contamination"), False),
        ("magnesium_serum", (0.8, 0.4), ("EDTA contamination", ""), True),
        ("magnesium_serum", (0.8, 0.4), ("lipaemic", "lipaemic"), True),
    ],
)
def test_no_fall_is_told_that_a_fault_of_a_sample_could_have_made(
    lab, read, marker, values, notes, seen
):
    rows = [
        lab(marker, value, "mmol/L", date=date, note=note or None)
        for value, date, note in zip(values, ("2026-03-01", "2026-03-03"), notes, strict=True)
    ]
    assert bool(falls(read(*rows).readings)) is seen


def test_two_thousand_results_are_followed_while_somebody_waits(lab, read):
    start = dt.date(2000, 1, 1)
    rows = [
        lab("potassium_serum", 4 + n % 7 / 10, "mmol/L", date=str(start + dt.timedelta(days=n)))
        for n in range(2000)
    ]
    readings = read(*rows).readings
    begun = time.perf_counter()
    (found,) = series(readings)
    fallen = falls(readings)
    assert len(found.points) == 2000
    assert fallen["potassium_serum"]
    assert time.perf_counter() - begun < 2
