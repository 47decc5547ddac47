"""Codes of other systems have the form, and the check digit, that their system gives them."""

import re
from collections import defaultdict

import pytest

from micronutrient.biomarkers import marker as markers
from micronutrient.foods import composition
from micronutrient.interactions import table as agents
from micronutrient.nutrients import names, nutrient

ATC = re.compile(r"[ABCDGHJLMNPRSV](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?")
ICD10 = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
# fmt: off
VERHOEFF_PRODUCT = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321",
    "6598710432", "7659821043", "8765932104", "9876543210",
)
VERHOEFF_TURN = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901",
    "2793806415", "7046913258",
)
# fmt: on


def luhn(number: str) -> int:
    """Give the LOINC check digit: from the right every other digit doubled, as digits summed."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = str(int(digit) * (2 if place % 2 == 0 else 1))
        total += sum(map(int, doubled))
    return (10 - total % 10) % 10


def verhoeff(number: str) -> bool:
    """Whether a SNOMED CT identifier's check digit is right."""
    state = 0
    for place, digit in enumerate(reversed(number)):
        state = int(VERHOEFF_PRODUCT[state][int(VERHOEFF_TURN[place % 8][int(digit)])])
    return state == 0


def agent_codes(system: str) -> list[tuple[str, str]]:
    records = (agents.agent(slug) for slug in agents.names())
    return [(one.slug, code) for one in records for code in getattr(one, system)]


def test_published_check_digits():
    """LOINC's own example (Users' Guide): 2951-2 is sodium; SNOMED CT: 404684003 is a finding."""
    assert luhn("2951") == 2
    assert verhoeff("404684003")
    assert not verhoeff("404684030")


def test_loinc_codes_have_their_check_digit_and_one_marker():
    owners = defaultdict(set)
    for slug in markers.names():
        for entry in markers.marker(slug).loinc:
            number, hyphen, digit = entry.code.partition("-")
            assert hyphen, entry.code
            assert number.isdigit(), entry.code
            assert luhn(number) == int(digit), f"{slug}: {entry.code}"
            assert markers.check_digit(number) == int(digit)
            owners[entry.code].add(slug)
    assert {code: found for code, found in owners.items() if len(found) > 1} == {}
    assert len(owners) > 30


@pytest.mark.parametrize(("system", "form"), [("atc", ATC), ("icd10", ICD10)])
def test_atc_and_icd_codes_have_the_right_form(system, form):
    found = agent_codes(system)
    assert [entry for entry in found if not form.fullmatch(entry[1])] == []
    assert len(found) > 20


def test_rxnorm_codes_are_numbers():
    assert [one for one in agent_codes("rxnorm") if not re.fullmatch(r"\d{1,8}", one[1])] == []


def test_snomed_codes_have_their_check_digit():
    found = agent_codes("snomed")
    assert [one for one in found if not re.fullmatch(r"\d{6,18}", one[1])] == []
    assert [one for one in found if not verhoeff(one[1])] == []


@pytest.mark.parametrize("system", ["atc", "icd10", "rxnorm", "snomed"])
def test_a_code_names_one_agent(system):
    owners = defaultdict(set)
    for slug, code in agent_codes(system):
        owners[code].add(slug)
    assert {code: found for code, found in owners.items() if len(found) > 1} == {}


def test_usda_number_and_id_are_different_things():
    known = {(one.usda_number, one.usda_id) for one in composition.components().values()}
    numbers = {number for number, _ in known}
    for record in map(nutrient, names()):
        for code in record.usda:
            assert (code.number, code.id) in known or code.number not in numbers, record.slug
