"""The task behind `micronutrient simulate`: settings, lengths, and what an answer holds."""

import math

import pytest

from micronutrient.datafiles import slugs
from micronutrient.errors import ImplausibleValue, InputFault, OutsideDomain, UnknownName
from micronutrient.homeostasis.model import names
from micronutrient.sources import Checked
from micronutrient.tasks.simulate import all_models, documents, lasting, simulate


def test_all_models_are_listed_with_their_grade() -> None:
    listed = {one.model: one for one in all_models()}
    assert set(listed) == set(slugs("homeostasis"))
    assert listed["icrp_1989"].checked is Checked.RECALLED
    assert listed["efsa_2015"].checked is Checked.PRIMARY


@pytest.mark.parametrize("slug", names())
def test_an_answer_is_whole(slug: str) -> None:
    found = simulate(slug)
    assert set(found.states) == set(found.units) == set(found.labels)
    assert all(len(curve) == len(found.time) for curve in found.states.values())
    assert all(math.isfinite(value) for curve in found.states.values() for value in curve)
    assert found.time[0] == 0
    assert found.checks.mass_error < 1e-9
    assert found.checks.steps == len(found.time) - 1
    assert set(found.measured) <= set(found.states)
    cited = {one.source for one in found.sources}
    assert found.source in cited
    assert {part.source for part in found.parameters.values()} - {""} <= cited
    assert {one.slug for one in documents(found)} == cited


def test_what_is_set_is_shown_as_set_and_not_varied() -> None:
    found = simulate("barger_lux_1998", settings=["half_life_d = 20", "dose_ug_d=40"])
    part = found.parameters["half_life_d"]
    assert (part.value, part.is_set, part.low, part.high) == (20, True, None, None)
    assert found.replete.sampled == ("rise_nmol_l_per_ug_d",)


def test_the_length_of_the_course_does_not_change_when_the_target_is_reached() -> None:
    short, long = simulate("icrp_1989", until=10), simulate("icrp_1989", until=1000)
    assert short.replete == long.replete
    assert (short.time[-1], long.time[-1]) == (10, 1000)
    assert (short.checks.steps, long.checks.steps) == (10, 200)


def test_figures_that_nobody_looked_up_and_fits_of_ours_are_named() -> None:
    assert "blood_half_life_d" in simulate("icrp_1989").checks.recalled
    checks = simulate("blanchard_1997").checks
    assert "renal_power" in checks.fitted
    assert checks.recalled == ()


def test_leaving_the_range_that_was_studied_is_told_with_when() -> None:
    found = simulate("collings_2013", settings=["supplement_share=0.146"], until=365)
    when = found.checks.extrapolated["ferritin"]
    before = found.states["ferritin"][found.time.index(when) - 1]
    assert before <= 80 < found.states["ferritin"][found.time.index(when)]
    assert simulate("collings_2013", until=60).checks.extrapolated == {}


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        (["dose_ug_d"], InputFault, r"^--set dose_ug_d: there is no ="),
        (["dose_ug_d=much"], ImplausibleValue, r"^--set dose_ug_d: 'much' is not a number"),
        (["dose_ug_d=nan"], ImplausibleValue, "not a number"),
        (["dose_ug_d=inf"], ImplausibleValue, "not a number"),
        (["dose_ug_d=1", "dose_ug_d=2"], InputFault, "set twice"),
        (["dose=1"], UnknownName, "^--set: unknown parameter.*nearest are 'dose_ug_d'"),
        (["dose_ug_d=251"], OutsideDomain, r"^--set dose_ug_d: 251 is outside.*0 to 250 ug/d"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    settings: list[str], error: type[InputFault], says: str
) -> None:
    with pytest.raises(error, match=says) as refused:
        simulate("barger_lux_1998", settings=settings)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("until", [0, -1, math.nan, math.inf, 40001])
def test_a_course_has_a_length(until: float) -> None:
    with pytest.raises(ImplausibleValue, match=r"^--until: "):
        simulate("doets_2013", until=until)


def test_a_course_that_runs_out_of_stores_is_refused() -> None:
    empty = ["dose_mg_d=0", "replaced_by_diet=0", "ferritin_ug_l=6"]
    with pytest.raises(OutsideDomain, match="--until"):
        simulate("collings_2013", settings=empty)
    assert simulate("collings_2013", settings=empty, until=30).replete.time is None


@pytest.mark.parametrize(
    ("time", "written"), [(1631, "1 631 d (4.5 years)"), (729, "729 d"), (0.5, "0.5 d")]
)
def test_long_times_are_written_in_years_as_well(time: float, written: str) -> None:
    assert lasting(time, "d") == written
