"""When a target is reached: against the solution on paper, and what an interval must be."""

import math

import numpy as np
import pytest

from micronutrient.homeostasis.model import model, names
from micronutrient.homeostasis.repletion import first_reached, repletion

TIME = np.linspace(0, 10, 11)


def test_a_store_that_decays_reaches_its_target_when_the_logarithm_says() -> None:
    found = repletion(model("doets_2013"), {"store_ug": 3000, "lost_share_per_d": 0.001})
    assert found.time == pytest.approx(math.log(10) / 0.001, abs=0.1)
    assert found.sampled == ()
    assert (found.low, found.high, found.share) == (None, None, None)


def test_a_concentration_that_rises_reaches_its_target_when_the_logarithm_says() -> None:
    settings = {"half_life_d": 20, "rise_nmol_l_per_ug_d": 1, "dose_ug_d": 40}
    end = 40 / (1 - 0.5 ** (56 / 20))
    expected = 20 * math.log2(end / (end - 20))
    assert repletion(model("barger_lux_1998"), settings).time == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("slug", names())
def test_the_interval_holds_the_published_figures_answer(slug: str) -> None:
    found = repletion(model(slug), {})
    assert found.low is not None
    assert found.time is not None
    assert found.low <= found.time <= (found.high or math.inf)
    assert found.sampled


def test_the_interval_is_the_same_every_time() -> None:
    one = model("green_1994")
    assert repletion(one, {}) == repletion(one, {})


def test_what_is_set_is_taken_as_known_and_narrows_the_interval() -> None:
    one = model("doets_2013")
    wide, narrow = repletion(one, {}), repletion(one, {"store_ug": 2500})
    assert narrow.sampled == ("lost_share_per_d",)
    assert narrow.time == wide.time
    assert narrow.high - narrow.low < wide.high - wide.low


def test_a_dose_that_never_suffices_says_so_and_where_it_ends() -> None:
    found = repletion(model("barger_lux_1998"), {"dose_ug_d": 5})
    assert found.time is None
    assert found.levelled
    assert found.says == "never, with these figures: it levels off at 36 nmol/L"
    assert found.share == 0


def test_some_of_the_sampled_figures_may_suffice() -> None:
    found = repletion(model("barger_lux_1998"), {"dose_ug_d": 20})
    assert 0 < found.share < 1
    assert found.high is None


def test_a_course_that_still_moves_at_the_horizon_is_not_called_never() -> None:
    found = repletion(model("doets_2013"), {"lost_share_per_d": 0.0005, "intake_ug_d": 1.2,
                                            "store_ug": 10000, "target_ug": 1000})  # fmt: skip
    assert found.time is None
    assert not found.levelled
    assert found.says.startswith("not within 14 600 d")


def test_at_the_target_from_the_beginning() -> None:
    found = repletion(model("barger_lux_1998"), {"baseline_nmol_l": 50})
    assert found.time == 0
    assert found.says.startswith("from the beginning")


def test_a_target_that_is_lost_again_is_said_not_to_last() -> None:
    found = repletion(model("efsa_2015"), {"intake_ug_re_d": 0, "liver_ug_g": 100})
    assert found.time == 0
    assert not found.lasts
    assert "it does not last, after 7 300 d it stands at" in found.says
    assert repletion(model("efsa_2015"), {"liver_ug_g": 100}).lasts


@pytest.mark.parametrize(
    ("curve", "falls", "when"),
    [
        (TIME, False, 4.5),
        (10 - TIME, True, 5.5),
        (TIME / 100, False, math.inf),
        (np.full(11, 4.5), False, 0),
        (np.full(11, np.nan), False, math.inf),
    ],
)
def test_the_first_time_at_the_target(curve: np.ndarray, falls: bool, when: float) -> None:
    got = first_reached(curve[np.newaxis], time=TIME, aim=np.array([4.5]), falls=falls)
    assert got[0] == pytest.approx(when)
