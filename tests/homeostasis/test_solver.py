"""Nothing is lost or gained, and both ways of solving give one answer."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micronutrient.arrays import Floats
from micronutrient.errors import OutsideDomain
from micronutrient.homeostasis.equations import EQUATIONS
from micronutrient.homeostasis.model import Model, figures, model, names
from micronutrient.homeostasis.solver import courses, require_contents, shown

LINEAR = [slug for slug in names() if model(slug).linear]


def drawn(one: Model, shares: list[float]) -> dict[str, float]:
    """Give every parameter a value between the ends of its range."""
    parts = zip(one.parameters.items(), shares, strict=False)
    return {name: part.from_ + share * (part.to - part.from_) for (name, part), share in parts}


def quadrature(one: Model, given: dict[str, Floats], time: Floats, pools: dict[str, Floats]):
    """Give what entered less what left between two times, by Simpson's rule on the flows."""
    flows = EQUATIONS[one.slug](pools, {n: v[:, np.newaxis] for n, v in given.items()})
    width = (time[1] - time[0]) / 3
    weights = np.full(len(time), 2.0) * width
    weights[1:-1:2], weights[0], weights[-1] = 4 * width, width, width
    net = 0.0
    for name, flow in one.flows.items():
        amount = np.broadcast_to(flows[name], (1, len(time))) @ weights
        net += amount * ((flow.from_ == "") - (flow.to == ""))
    return net


@pytest.mark.parametrize("slug", names())
@given(shares=st.lists(st.floats(0.05, 0.95), min_size=20, max_size=20))
@settings(max_examples=15)
def test_contents_change_by_what_enters_and_leaves(slug: str, shares: list[float]) -> None:
    """Counted twice: by the solver's own ledger, and from the flows along the course."""
    one = model(slug)
    values = figures(one, drawn(one, shares))
    time = np.linspace(0, 2, 2001)
    found = courses(one, values, time=time)
    assert found.mass_error[0] < 1e-9
    total = sum(found.pools.values())
    handled = total[0, 0] + found.entered[0, -1]
    change = total[0, -1] - total[0, 0]
    assert change == pytest.approx(
        quadrature(one, values, time, found.pools)[0], abs=1e-5 * handled
    )


@pytest.mark.parametrize("slug", LINEAR)
@given(shares=st.lists(st.floats(0, 1), min_size=20, max_size=20))
@settings(max_examples=10)
def test_the_exponential_equals_scipys_integrator(slug: str, shares: list[float]) -> None:
    one = model(slug)
    values = figures(one, drawn(one, shares))
    time = np.linspace(0, 30, 31)
    ours = courses(one, values, time=time).pools
    theirs = courses(msgspec.structs.replace(one, linear=False), values, time=time).pools
    for name, curve in ours.items():
        scale = max(np.abs(each).max() for each in ours.values())
        np.testing.assert_allclose(curve, theirs[name], rtol=1e-5, atol=1e-6 * scale + 1e-9)


@pytest.mark.parametrize("slug", LINEAR)
def test_a_model_that_says_linear_is_linear(slug: str) -> None:
    one = model(slug)
    values, equations = figures(one, {}), EQUATIONS[slug]
    nothing, some = ({n: np.full(1, x) for n in one.states} for x in (0.0, 7.0))
    twice = {name: 2 * content for name, content in some.items()}
    base, once, doubled = (equations(pools, values) for pools in (nothing, some, twice))
    for name in one.flows:
        assert doubled[name] - base[name] == pytest.approx(2 * (once[name] - base[name]))


def test_people_do_not_see_each_other() -> None:
    one, time = model("collings_2013"), np.linspace(0, 50, 6)
    together = figures(one, {"ferritin_ug_l": np.array([8.0, 40.0]), "dose_mg_d": [60.0, 0.0]})
    both = courses(one, together, time=time).pools["stores"]
    for row, (ferritin, dose) in enumerate([(8.0, 60.0), (40.0, 0.0)]):
        alone = figures(one, {"ferritin_ug_l": ferritin, "dose_mg_d": dose})
        expected = courses(one, alone, time=time).pools["stores"][0]
        np.testing.assert_allclose(both[row], expected, rtol=1e-6)


def test_what_is_measured_is_the_pool_divided() -> None:
    one = model("collings_2013")
    values = figures(one, {})
    got = shown(one, values, courses(one, values, time=np.linspace(0, 10, 3)))
    np.testing.assert_allclose(got["ferritin"] * 9, got["stores"])
    assert got["ferritin"][0, 0] == pytest.approx(10)


def test_a_store_below_nothing_is_refused_with_when() -> None:
    one = model("collings_2013")
    values = figures(one, {"dose_mg_d": 0, "replaced_by_diet": 0, "ferritin_ug_l": 6})
    found = courses(one, values, time=np.linspace(0, 100, 101))
    with pytest.raises(OutsideDomain, match=r"^stores: .* nothing left of it after 4\d d.*--until"):
        require_contents(one, found)
    require_contents(one, courses(one, values, time=np.linspace(0, 39, 40)))


def test_a_linear_model_wants_equal_steps() -> None:
    one = model("doets_2013")
    with pytest.raises(ValueError, match="equal steps"):
        courses(one, figures(one), time=np.array([0.0, 1.0, 3.0]))
