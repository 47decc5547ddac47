"""Average requirements of vitamin A: EFSA 2015, abstract; IOM 2001, p. 114 and its EARs."""

import pytest
from tests.homeostasis.following import at_rest

IOM = {"lost_share_per_d": 0.005, "stored_share": 0.4, "whole_to_liver": 1.1, "liver_g_per_kg": 30}


@pytest.mark.parametrize(("weight", "printed"), [(68.1, 570), (58.5, 490)])
def test_published_requirement_of_efsa_keeps_the_liver_at_20_ug_g(
    weight: float, printed: float
) -> None:
    rest = at_rest("efsa_2015", "liver", intake_ug_re_d=printed, weight_kg=weight)
    assert rest == pytest.approx(20, rel=0.005)


@pytest.mark.parametrize(("weight", "printed"), [(76, 625), (61, 500)])
def test_published_requirement_of_the_iom_keeps_the_liver_at_20_ug_g(
    weight: float, printed: float
) -> None:
    rest = at_rest("efsa_2015", "liver", intake_ug_re_d=printed, weight_kg=weight, **IOM)
    assert rest == pytest.approx(20, rel=0.01)


def test_the_liver_starts_where_it_is_set() -> None:
    assert at_rest("efsa_2015", "liver", after=1e-6, liver_ug_g=7) == pytest.approx(7)
