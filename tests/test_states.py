"""The sets of states that the rest of the package names."""

from micronutrient.states import SILENT, STATES, TOO_LITTLE, TOO_MUCH, Status


def test_every_state_is_too_little_adequate_too_much_or_silent_and_only_one_of_them():
    parts = (TOO_LITTLE, {Status.ADEQUATE}, TOO_MUCH, SILENT)
    assert sum(map(len, parts)) == len(Status)
    assert frozenset().union(*parts) == frozenset(Status)


def test_the_states_that_carry_a_probability_are_those_that_are_not_silent():
    assert frozenset(STATES) == frozenset(Status) - SILENT
