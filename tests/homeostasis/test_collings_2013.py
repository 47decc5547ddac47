"""Printed by Collings 2013 and Vaucher 2012 (abstracts), Moretti 2015 (table 2), IOM 2001."""

import numpy as np
import pytest
from tests.homeostasis.following import at_rest, follow

from micronutrient.homeostasis import collings_2013
from micronutrient.homeostasis.model import figures, model


def flows(ferritin: float, **settings: float) -> dict[str, float]:
    given = figures(model("collings_2013"), settings)
    pools = {"stores": ferritin * given["stores_mg_per_ug_l"]}
    return {name: flow.item() for name, flow in collings_2013.flows(pools, given).items()}


def test_published_range_of_absorption_of_the_diet() -> None:
    """Collings 2013: 23.0 % at a ferritin of 6 with enhancers, 2.1 % at 80 with inhibitors."""
    best = flows(6, ferritin_ug_l=6, diet_change=0)["diet"]
    worst = flows(80, ferritin_ug_l=6, diet_change=-2)["diet"]
    assert 23.0 * worst / best == pytest.approx(2.1, abs=0.05)


@pytest.mark.parametrize(("share", "printed_mg"), [(0.229, 13.8), (0.146, 8.8)])
def test_published_absorption_of_60_mg(share: float, printed_mg: float) -> None:
    got = flows(15, dose_mg_d=60, supplement_share=share)["supplement"]
    assert got == pytest.approx(printed_mg, abs=0.07)


def test_published_rise_of_ferritin_in_a_trial_of_twelve_weeks() -> None:
    """Vaucher 2012: 80 mg/d, 11.4 µg/L more than with placebo, to which the share is fitted."""
    time, doses = np.linspace(0, 84, 3), np.array([80.0, 0.0])
    ends = follow("collings_2013", time=time, dose_mg_d=doses, ferritin_ug_l=22)["ferritin"][:, -1]
    assert ends[0] - ends[1] == pytest.approx(11.4, abs=0.05)


def test_published_basal_loss() -> None:
    """IOM 2001, p. 340: 0.014 mg/kg; its median man (77.4 kg) loses 1.08 mg/d."""
    assert flows(30, weight_kg=77.44)["basal"] == pytest.approx(1.08, abs=0.005)


def test_without_supplements_ferritin_stays_where_it_was() -> None:
    rest = follow("collings_2013", time=np.linspace(0, 3650, 5), dose_mg_d=0, ferritin_ug_l=17)
    assert rest["ferritin"] == pytest.approx(17)


def test_stores_come_to_rest_where_absorption_balances_losses() -> None:
    settings = {"dose_mg_d": 0.0, "replaced_by_diet": 0.8, "ferritin_ug_l": 40.0}
    rest = at_rest("collings_2013", "ferritin", **settings)[0]
    found = flows(rest, **settings)
    assert rest == pytest.approx(40 * 0.8 ** (1 / 0.73))
    assert found["diet"] == pytest.approx(found["basal"] + found["menstrual"], rel=1e-6)


def test_inflammation_and_heavy_periods_slow_the_filling() -> None:
    time = np.array([0.0, 60])
    left, lost = np.array([1, 0.5, 1]), np.array([0.51, 0.51, 3])
    grown = follow("collings_2013", time=time, left_by_inflammation=left, menstrual_mg_d=lost)
    ends = grown["ferritin"][:, -1]
    assert ends[0] > ends[1]
    assert ends[0] > ends[2]


def test_above_the_ferritin_that_was_studied_a_supplement_gives_less() -> None:
    assert flows(6)["supplement"] == flows(20)["supplement"] > flows(21)["supplement"]
