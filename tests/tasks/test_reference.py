"""Reference values for a person and as printed: printed in IOM 2001 (iron)."""

import msgspec
import pytest

from micronutrient.errors import Faults, ImplausibleValue, InputFault, NoReferenceValue
from micronutrient.person import DietPattern, Person, Sex
from micronutrient.tasks import reference

WOMAN = Person(sex=Sex.FEMALE, age_years=30)


def test_published_vegetarians_need_1_8_times_the_iron():
    vegan = msgspec.structs.replace(WOMAN, diet_pattern=DietPattern.VEGAN)
    found = reference.for_person("iron", person=vegan, kind="rda")
    assert found.values[0].value == pytest.approx(18 * 1.8)


def test_all_publishers_are_those_of_the_data():
    found = reference.for_person("sodium", person=WOMAN, publisher="all")
    assert set(found.publishers) == {"efsa", "harmonised", "iom", "who"}
    assert {value.publisher for value in found.values} == {"efsa", "iom", "who"}
    assert {one.slug for one in found.sources} == {value.source for value in found.values}


def test_printed_keeps_the_printed_order_and_superseded_editions():
    rows = reference.printed("sodium").rows
    assert any(row.superseded_by for row in rows)
    assert {row.publisher for row in rows} == {"iom"}


def test_one_kind_only():
    assert {row.kind for row in reference.printed("iron", kind="ul").rows} == {"ul"}


def test_nothing_said_is_nobody():
    assert reference.person_of({"sex": None, "age_years": None}) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"age_years": 3.0}, InputFault),
        ({"smoker": True}, Faults),
        ({"sex": "male", "age_years": 30.0, "lactating": True}, InputFault),
        ({"sex": "male", "age_years": 30.0, "pregnancy_week": 0}, InputFault),
        ({"sex": "male", "age_years": float("nan")}, ImplausibleValue),
    ],
)
def test_half_a_person_is_refused(said, kind):
    with pytest.raises(kind):
        reference.person_of(said)


def test_not_menstruating_goes_with_male():
    assert reference.person_of({"sex": "male", "age_years": 30, "menstruating": False})


def test_what_nobody_sets_is_told():
    with pytest.raises(NoReferenceValue, match="no publisher sets a value of phytate"):
        reference.for_person("phytate", person=WOMAN, publisher="all")
