"""What a symptom has in common with nutrients is asked, and never said."""

import re
from pathlib import Path

import pytest

from micronutrient.errors import InputFault, NotIdentified, UnknownName
from micronutrient.interactions import symptoms
from micronutrient.mechanism import table
from micronutrient.tasks import mechanism

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WOMAN = str(EXAMPLES / "vegetarian_woman_fatigue.yaml")
SAID = re.compile(r"diagnos|caus|because|due to|explains|is behind|deficiency of", re.IGNORECASE)


def test_every_nutrient_with_a_table_is_listed_once():
    listed = mechanism.all_nutrients()
    assert [one.slug for one in listed] == list(table.names())
    assert all(one.rows >= one.genes >= 1 for one in listed)


@pytest.mark.parametrize("name", ["magnesium", "Mg", "Magnesium"])
def test_a_nutrient_answers_to_its_names(name):
    shown = mechanism.show(name)
    assert shown.nutrient == "magnesium"
    assert {one.slug for one in shown.sources} >= {one.source for one in shown.counts}


def test_a_system_narrows_it_down():
    whole, part = mechanism.show("calcium"), mechanism.show("calcium", system="muscles")
    assert [one.system for one in part.systems] == ["muscles"]
    assert 0 < part.rows < whole.rows


def test_what_is_not_there_is_refused():
    with pytest.raises(UnknownName):
        mechanism.show("unobtainium")
    with pytest.raises(NotIdentified):
        mechanism.show("chromium")
    with pytest.raises(UnknownName, match="for example"):
        mechanism.around("qqqq")
    with pytest.raises(InputFault):
        mechanism.around("fatigue", case="no_such_case.yaml")


@pytest.mark.parametrize("slug", symptoms.names())
def test_without_a_case_a_symptom_asks_about_its_own_list(slug):
    symptom = symptoms.symptom(slug)
    asked = mechanism.around(slug)
    assert [one.nutrient for one in asked.questions] == [*symptom.deficiency, *symptom.excess]
    assert all(one.named and one.status is None for one in asked.questions)
    assert not asked.apart


@pytest.mark.parametrize("slug", symptoms.names())
def test_no_diagnosis_is_ever_said(slug):
    asked = mechanism.around(slug)
    for one in asked.questions:
        assert "?" in one.asked
        assert not SAID.search(one.asked)
    assert asked.caution.startswith("Questions to examine, no diagnosis")


def test_with_a_case_only_what_is_low_or_high_in_this_person_is_asked():
    asked = mechanism.around("tired", case=WOMAN)
    assert asked.symptom == "fatigue"
    by = {one.nutrient: one for one in asked.questions}
    assert by["iron"].named
    assert by["iron"].status == "deficient"
    assert by["iron"].pathways
    assert not by["vitamin_c"].named
    assert "not on the list" in by["vitamin_c"].asked
    assert "vitamin_b6" in asked.apart
    assert all("?" in one.asked and not SAID.search(one.asked) for one in asked.questions)
    named = [one.named for one in asked.questions]
    assert named == sorted(named, reverse=True)


def test_too_much_is_asked_about_only_where_the_symptom_names_it():
    asked = mechanism.around("paraesthesia", case=WOMAN)
    (one,) = (one for one in asked.questions if one.nutrient == "vitamin_b6")
    assert (one.side, one.named, one.pathways) == ("high", True, ())
    assert "too much" in one.asked
