"""Counts as printed: selenoproteins in Kryukov 2003 (Science 300:1439, abstract), and others.

Molybdenum enzymes: Adv Nutr 2018;9:272 (abstract). Enzymes of vitamin B12: the Linus Pauling
Institute. Zinc proteins: Andreini 2006 (J Proteome Res 5:196, abstract).
"""

import re

import pytest

from micronutrient import nutrients
from micronutrient.datafiles import DATA, read_toml, slugs
from micronutrient.errors import NotIdentified, UnknownName
from micronutrient.interactions import symptoms
from micronutrient.mechanism import table
from micronutrient.mechanism.records import CountKind, Role
from micronutrient.sources import Checked

EC = re.compile(r"[1-7]\.\d+\.(\d+\.(\d+|-)|-\.-)")
GENE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)?")
UNIPROT = re.compile(r"[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d([A-Z][A-Z0-9]{2}\d){1,2}")
ENTRY = {
    "goa-human-2026": r"GO:\d{7}",
    "human-gem-1-19": r"MAR\d{5}",
    "enzyme-2001": "cofactor line|reaction",
    "enzyme-2025": "reaction",
    "textbook-recalled": "",
}


def genes(nutrient: str, *, role: Role | None = None, form: str = "") -> set[str]:
    rows = table.mechanism(nutrient).proteins
    return {one.gene for one in rows if role in (None, one.role) and form in one.cofactor_form}


def count(nutrient: str, of: str) -> float:
    (found,) = (one.count for one in table.counts(nutrient) if one.of == of)
    return found


def test_published_number_of_selenoproteins_and_all_are_in_the_table():
    assert count("selenium", "human proteins") == 25
    assert len(genes("selenium", form="selenocysteine")) == 25


def test_published_number_of_molybdenum_enzymes_and_the_fourth_has_two_genes():
    assert count("molybdenum", "human enzymes") == 4
    assert genes("molybdenum", role=Role.COFACTOR) == {"SUOX", "XDH", "AOX1", "MTARC1", "MTARC2"}


def test_published_number_of_vitamin_b12_enzymes():
    assert count("vitamin_b12", "enzymes of mammals") == 2
    assert genes("vitamin_b12", role=Role.COFACTOR) == {"MTR", "MMUT"}


def test_published_number_of_zinc_proteins():
    (one,) = (one for one in table.counts("zinc") if one.kind is CountKind.PUBLISHED)
    assert (one.count, one.checked) == (2800, Checked.PRIMARY)


def test_the_five_carboxylases_of_biotin_are_there():
    carboxylases = {"ACACA", "ACACB", "PC", "PCCA", "PCCB", "MCCC1", "MCCC2"}
    assert genes("biotin", role=Role.COFACTOR) == carboxylases


def test_a_popular_count_is_called_what_it_is():
    kinds = {one.count: one.kind for one in table.counts("magnesium")}
    assert kinds[300] is CountKind.TRADITION
    assert kinds[298] is CountKind.COUNTED


def test_there_are_more_than_a_thousand_rows_over_vitamins_minerals_fatty_and_amino_acids():
    rows = [one for slug in table.names() for one in table.mechanism(slug).proteins]
    assert len(rows) > 1000
    groups = {nutrients.nutrient(slug).group for slug in table.names()}
    assert {"vitamin", "mineral", "fatty_acid", "amino_acid"} <= groups
    assert len({one.gene for one in rows}) > 500


@pytest.mark.parametrize("slug", slugs("mechanism"))
def test_every_row_is_well_formed(slug):
    whole = table.mechanism(slug)
    for one in whole.proteins:
        assert not one.ec_number or EC.fullmatch(one.ec_number), one
        assert GENE.fullmatch(one.gene), one
        assert UNIPROT.fullmatch(one.uniprot), one
        assert one.protein, one
        assert one.cofactor_form, one
        assert re.fullmatch(ENTRY.get(one.source, ".+"), one.entry), one
        assert (one.source == "textbook-recalled") == (one.checked is Checked.RECALLED), one


@pytest.mark.parametrize("slug", slugs("mechanism"))
def test_every_pathway_has_proteins_a_system_and_no_protein_twice(slug):
    whole = table.mechanism(slug)
    names = [one.name for one in whole.pathways]
    assert len(set(names)) == len(names)
    assert any(one.main for one in whole.pathways)
    for one in whole.pathways:
        assert one.proteins, one.name
        assert one.systems, one.name
        assert len({protein.gene for protein in one.proteins}) == len(one.proteins), one.name


@pytest.mark.parametrize("slug", slugs("mechanism"))
def test_no_row_is_lost_between_file_and_pathways(slug):
    content = read_toml(DATA / "mechanism" / f"{slug}.toml")
    assert content["nutrient"] == slug
    assert len(content["proteins"]["rows"]) == len(table.mechanism(slug).proteins)


def test_a_gene_has_one_accession():
    found: dict[str, set[str]] = {}
    for slug in table.names():
        for one in table.mechanism(slug).proteins:
            found.setdefault(one.gene, set()).add(one.uniprot)
    assert {gene: ids for gene, ids in found.items() if len(ids) > 1} == {}


def test_every_tissue_belongs_to_a_system():
    tissues = {
        tissue
        for slug in table.names()
        for one in table.mechanism(slug).pathways
        for tissue in one.tissues
    }
    assert tissues == {tissue for parts in table.systems().values() for tissue in parts}


def test_every_symptom_has_a_place_in_known_systems_and_processes():
    processes = {one.process for slug in table.names() for one in table.mechanism(slug).pathways}
    assert set(table.places()) == set(symptoms.names())
    for place in table.places().values():
        assert set(place.systems) <= set(table.systems()), place.symptom
        assert set(place.processes) <= processes, place.symptom


def test_a_count_is_of_a_nutrient_with_a_table():
    counted = [one for slug in nutrients.names() for one in table.counts(slug)]
    assert {one.nutrient for one in counted} <= set(table.names())
    assert counted


@pytest.mark.parametrize("slug", ["chromium", "fluoride", "fibre"])
def test_a_nutrient_without_a_table_is_refused(slug):
    with pytest.raises(NotIdentified, match="no protein that needs"):
        table.mechanism(slug)


def test_an_unknown_nutrient_is_refused():
    with pytest.raises(UnknownName, match="magnesium"):
        table.mechanism("magnesum")


def test_a_part_holds_only_what_was_asked_for():
    whole = table.mechanism("magnesium")
    nervous = table.part(whole, system="nervous")
    assert nervous.pathways
    assert all("nervous system" in one.systems for one in nervous.pathways)
    energy = table.part(whole, pathway="Energy")
    assert {one.process for one in energy.pathways} == {"energy"}
    assert table.part(whole) == whole


@pytest.mark.parametrize("name", ["", "zz", "system"])
def test_a_system_that_is_none_or_several_is_refused(name):
    with pytest.raises(UnknownName):
        table.find_system(name)


def test_a_part_that_is_empty_is_refused_with_what_there_is():
    with pytest.raises(NotIdentified, match="'nervous system'"):
        table.part(table.mechanism("magnesium"), system="eyes")


def test_systems_hold_every_pathway():
    whole = table.mechanism("iron")
    grouped = table.by_system(whole)
    assert {one.name for found in grouped.values() for one in found} == {
        one.name for one in whole.pathways
    }
    assert list(grouped) == [name for name in table.systems() if name in grouped]
