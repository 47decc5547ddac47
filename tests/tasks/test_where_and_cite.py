"""Where things stand and who says so."""

import pytest

from micronutrient.datafiles import DATA, slugs
from micronutrient.errors import UnknownName
from micronutrient.sources import Checked
from micronutrient.tasks.cite import cite
from micronutrient.tasks.where import about, things, where


def test_one_slug_is_the_nutrient_and_the_marker_of_it():
    assert [one.kind for one in things("zinc")] == ["nutrient", "marker"]


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("ascorbic acid", "nutrient", "vitamin_c"),
        ("loinc:2276-4", "marker", "ferritin"),
        ("atc:A10BA02", "agent", "metformin"),
        ("iom", "publisher", "iom"),
        ("iom-2011-calcium-vitamin-d", "source", "iom-2011-calcium-vitamin-d"),
    ],
)
def test_names_and_codes_find_their_thing(name, kind, slug):
    assert (kind, slug) in [(one.kind, one.slug) for one in things(name)]


def test_unknown_names_the_nearest():
    with pytest.raises(UnknownName) as fault:
        things("ferritine")
    assert "ferritin" in fault.value.nearest


def test_files_that_bear_the_name_come_first_and_exist():
    files = where("iron")
    paths = [file.path for file in files]
    assert len(paths) == len(set(paths))
    assert all((DATA.parent / path).is_file() for path in paths)
    assert "data/reference/iom/iron.toml" in paths
    assert "data/requirements/iron_percentiles.toml" in paths
    naming = [file.what.endswith(", names it") for file in files]
    assert naming == sorted(naming)


def test_a_file_that_does_not_name_it_is_left_out():
    assert "data/reference/iom/zinc.toml" not in [file.path for file in about("iron")]


def test_a_source_lists_the_files_that_cite_it():
    (one,) = cite("iom-2011-calcium-vitamin-d")
    assert "data/reference/iom/calcium.toml" in one.files
    assert one.doi == "10.17226/13050"


def test_a_marker_cites_its_cutoffs_and_its_codes():
    assert {"who-2020-ferritin", "loinc-2017"} <= {one.source for one in cite("ferritin")}


def test_a_medicine_brings_the_sources_of_its_class():
    own = {one.source for one in cite("omeprazole")}
    assert {one.source for one in cite("proton_pump_inhibitor")} >= own
    assert len(own) > 1


def test_an_agent_does_not_cite_what_is_said_of_others():
    files = {path for one in cite("omeprazole") for path in one.files}
    assert "data/interactions/lansoprazole.toml" not in files


def test_the_least_checked_figure_counts():
    assert Checked.SECONDARY in {one.checked for one in cite("iron")}
    assert all(one.checked for one in cite("iron"))


@pytest.mark.parametrize("folder", ["nutrients", "markers", "symptoms", "alerts"])
def test_everything_cites_something(folder):
    assert all(cite(slug) for slug in slugs(folder))


def test_rows_that_name_their_own_source_are_cited():
    found = {one.source: one for one in cite("magnesium")}
    one = found["fiorentini-2021-magnesium"]
    assert "data/mechanism/magnesium.toml" in one.files
    assert one.checked is Checked.SECONDARY
    (own,) = cite("human-gem-1-19")
    assert "data/mechanism/zinc.toml" in own.files
