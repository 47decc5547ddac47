"""Every model file is whole, and a run takes only figures that it may."""

import numpy as np
import pytest

from micronutrient.errors import OutsideDomain, UnknownName
from micronutrient.homeostasis.equations import EQUATIONS
from micronutrient.homeostasis.model import figures, model, names
from micronutrient.homeostasis.solver import courses
from micronutrient.nutrients import names as nutrients
from micronutrient.sources import Checked
from micronutrient.units import parse


def test_every_model_has_its_data_and_its_equations() -> None:
    assert set(names()) == set(EQUATIONS)


@pytest.mark.parametrize("slug", names())
def test_a_model_names_a_known_nutrient_and_its_species(slug: str) -> None:
    one = model(slug)
    assert one.nutrient in nutrients()
    assert one.species == "human"


@pytest.mark.parametrize("slug", names())
def test_every_unit_can_be_read(slug: str) -> None:
    one = model(slug)
    for part in (*one.parameters.values(), *one.states.values(), *one.curves.values()):
        assert parse(part.unit)
    assert parse(one.time_unit)


@pytest.mark.parametrize("slug", names())
def test_the_flows_of_equations_and_data_are_the_same(slug: str) -> None:
    one = model(slug)
    pools = {name: np.ones(1) for name in one.states}
    assert set(EQUATIONS[slug](pools, figures(one, {}))) == set(one.flows)


@pytest.mark.parametrize("slug", names())
def test_every_parameter_is_used(slug: str) -> None:
    """A parameter changes the flows, the beginning, what is measured, or the target."""
    one = model(slug)
    used = {one.target.at}
    used |= {n for s in one.states.values() for n in s.start}
    used |= {n for c in one.curves.values() for n in c.divided_by}
    pools = {name: np.full(1, 1000.0) for name in one.states}
    middle = {name: (part.from_ + 2 * part.to) / 3 for name, part in one.parameters.items()}
    given = figures(one, middle)
    before = EQUATIONS[slug](pools, given)
    for name in set(one.parameters) - used:
        other = EQUATIONS[slug](pools, given | {name: given[name] * 1.5 + 0.1})
        assert any(not np.array_equal(other[flow], before[flow]) for flow in before), name


@pytest.mark.parametrize("slug", names())
def test_values_lie_in_their_ranges(slug: str) -> None:
    for name, part in model(slug).parameters.items():
        assert part.from_ <= part.value <= part.to, name
        assert (part.low is None) == (part.high is None), name
        if part.low is not None and part.high is not None:
            assert part.from_ <= part.low <= part.value <= part.high <= part.to, name
            assert part.low < part.high, name


@pytest.mark.parametrize("slug", names())
def test_a_fit_of_ours_is_never_called_read(slug: str) -> None:
    parts = model(slug).parameters
    for name, part in parts.items():
        assert bool(part.source) == (part.checked is not None), name
        assert part.fitted == (part.source == "micronutrient-homeostasis-fits"), name
        assert not part.fitted or part.checked is Checked.RECALLED, name


def test_what_is_set_replaces_the_value_for_each_person() -> None:
    given = figures(model("doets_2013"), {"store_ug": np.array([1000.0, 2000.0])})
    assert given["store_ug"].tolist() == [1000, 2000]
    assert given["intake_ug_d"].tolist() == [0, 0]


def test_a_missing_figure_gives_a_missing_course() -> None:
    one = model("doets_2013")
    given = figures(one, {"store_ug": np.array([1000.0, np.nan])})
    found = courses(one, given, time=np.linspace(0, 10, 3))
    assert np.isfinite(found.pools["store"][0]).all()
    assert np.isnan(found.pools["store"][1]).all()
    assert np.isnan(found.mass_error[1])


def test_an_unknown_parameter_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="nearest are 'intake_ug_d'"):
        figures(model("doets_2013"), {"intake_ug": 2})


@pytest.mark.parametrize("value", [39.9, 200.1, np.inf])
def test_a_value_outside_its_range_is_refused_with_what_to_do(value: float) -> None:
    with pytest.raises(OutsideDomain) as refused:
        figures(model("barger_lux_1998"), {"weight_kg": value})
    assert str(refused.value) == (
        f"weight_kg: {value:g} is outside what Barger-Lux 1998, with the half-life of Jones 2014 "
        "studied; allowed: 40 to 200 kg; measure 25(OH)D again three months after the dose began"
    )


def test_both_ends_of_a_range_may_be_set() -> None:
    given = figures(model("barger_lux_1998"), {"weight_kg": np.array([40.0, 200.0])})
    assert given["weight_kg"].tolist() == [40, 200]


def test_an_unknown_model_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="collings_2013"):
        model("collings 2014")
