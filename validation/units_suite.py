"""What units are compared on: UCUM's functional tests, its table, and what laboratories print.

Used by units_pint.py and units_ucum_lhc.py, which ask other programs the same questions.
"""

import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from micronutrient.errors import InputFault
from micronutrient.ucum import parse_ucum, table
from micronutrient.units import convert

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
SUITE = SHARED / "data" / "standards" / "UcumFunctionalTests.xml"

LABORATORY = {
    "ug/L": "mcg/L, µg/L, μg/L, ug / L, µg·L⁻¹, UG/L",
    "mg/dL": "mg%, MG/DL, mg/100 mL, mg/dl",
    "g/dL": "gm/dL, g%, G/DL, gm%",
    "m[iU]/L": "uIU/mL, µIU/mL, mIU/L, mcIU/mL",
    "[iU]/L": "IU/L, I.U./L, UI/L",
    "10*9/L": "10^3/uL, 10*3/uL, x10e9/L, x10^9/L, 10⁹/L, K/uL, thou/uL, 10E9/L, thou/mm3",
    "10*12/L": "M/uL, 10^6/uL, mill/mm3, T/L",
    "{cells}/uL": "cells/uL, /mm3, /mm³, cells/cumm",
    "meq/L": "mEq/L, mval/L, MEQ/L",
    "U/L": "u/l, units/L, nmol/min/mL, mU/mL",
    "mg/d": "mg/24h, mg/24 h, mg/day, mg/24 hrs",
    "umol/d": "µmol/24h, umol/day",
    "mmol/mol{creat}": "mmol/mol creatinine, umol/mmol creat, mmol/mol Cr",
    "ug/g{creat}": "ug/g creat, µg/gCr, mcg/g creatinine",
    "nmol/g{Hb}": "nmol/gHb, nmol/g Hb",
    "U/g{Hb}": "U/g Hb, U/gHb",
    "pmol/10*8": "pmol/10^8 cells",
    "[ppm]": "ppm, parts per million",
    "s": "sec, seconds",
    "mL/min/{1.73_m2}": "mL/min/1.73m2, mL/min/1.73 m²",
    "mm[Hg]": "mmHg, mm Hg",
    "mm/h": "mm/hr, mm/1h",
    "mosm/kg": "mOsm/kg, mosmol/kg",
    "umol/L": "µM, umol/l, mcmol/L",
    "Cel": "°C, degC",
    "[pH]": "pH",
    "kg/m2": "kg/m², kg/m^2",
    "1": "ratio, index",
    "%": "percent",
}

Questions = dict[str, list[list[str]]]
Answers = list[float | None]
"""For each pair of units, the number of the second in one of the first; nothing if refused."""

Ask = Callable[[list[tuple[float, str, str]]], Answers]


def validity() -> list[tuple[str, bool]]:
    """Give the units of the suite, and whether each is valid."""
    cases = ET.parse(SUITE).getroot().iterfind("./validation/case")
    return [(case.get("unit", ""), case.get("valid") == "true") for case in cases]


def conversions() -> list[tuple[float, str, str, str]]:
    """Give value, unit, other unit and printed outcome of the suite's conversions."""
    cases = ET.parse(SUITE).getroot().iterfind("./conversion/case")
    keys = ("srcUnit", "dstUnit", "outcome")
    return [(float(case.attrib["value"]), *(case.attrib[key] for key in keys)) for case in cases]  # type: ignore[misc]


def spellings() -> list[tuple[str, str]]:
    """Give what laboratories print, and what it is in UCUM."""
    return [(said, code) for code, line in LABORATORY.items() for said in line.split(", ")]


def table_pairs() -> list[tuple[str, str]]:
    """Give every unit of the table and the unit that defines it."""
    return [(symbol, unit) for symbol, _, _, unit in table()["atoms"]]


def reads(text: str) -> bool:
    """Say whether this package takes a text for strict UCUM."""
    try:
        parse_ucum(text)
    except InputFault:
        return False
    return True


def everyday(value: float, unit: str, to: str) -> float | None:
    """Convert with this package, units as people write them."""
    try:
        return float(convert(value, unit=unit, to=to))
    except InputFault:
        return None


def strict(value: float, unit: str, to: str) -> float | None:
    """Convert with this package, units in strict UCUM."""
    source, target = parse_ucum(unit), parse_ucum(to)
    return value * source.factor / target.factor if source.dimension == target.dimension else None


def compare(name: str, theirs_reads: list[bool], ask: Ask) -> None:
    """Print agreements and differences with another program."""
    _compare_validity(name, theirs_reads)
    _compare_conversions(name, ask)
    _compare_table(name, ask)
    compare_spellings(name, ask)


def _compare_validity(name: str, theirs_reads: list[bool]) -> None:
    cases = validity()
    right = sum(reads(unit) is valid for unit, valid in cases)
    theirs = sum(read is valid for read, (_, valid) in zip(theirs_reads, cases, strict=True))
    print(f"valid or not: {len(cases)} units; right here {right}, {name} {theirs}")
    for read, (unit, valid) in zip(theirs_reads, cases, strict=True):
        if read is not valid or reads(unit) is not valid:
            said = "valid" if valid else "invalid"
            print(f"  {unit!r} is {said}; here {reads(unit)}, {name} {read}")


def _compare_conversions(name: str, ask: Ask) -> None:
    cases = conversions()
    pairs = [(value, unit, to) for value, unit, to, _ in cases]
    for who, answers in (("here", [strict(*pair) for pair in pairs]), (name, ask(pairs))):
        right = [_is(got, case[3]) for got, case in zip(answers, cases, strict=True)]
        print(f"conversions: {len(cases)}; right {who} {sum(right)}")
        for good, got, case in zip(right, answers, cases, strict=True):
            if not good:
                print(f"  {case[0]} {case[1]} in {case[2]} is {case[3]}; {who} {got}")


def _compare_table(name: str, ask: Ask) -> None:
    pairs = [(1.0, unit, to) for unit, to in table_pairs()]
    both = list(zip(pairs, [strict(*pair) for pair in pairs], ask(pairs), strict=True))
    same = [pair for pair, here, there in both if here and there and _near(here, there)]
    print(f"the table: {len(pairs)} units in the unit that defines them; equal {len(same)}")
    for pair, here, there in both:
        if pair not in same:
            print(f"  {pair[1]} in {pair[2]}: here {here}, {name} {there}")


def compare_spellings(name: str, ask: Ask) -> None:
    """Print how many laboratory spellings each reads as meant, refuses, or reads otherwise."""
    said = spellings()
    pairs = [(1.0, written, code) for written, code in said if code not in {"Cel", "[pH]"}]
    pairs += [(7.0, written, code) for written, code in said if code in {"Cel", "[pH]"}]
    for who, answers in (("here", [everyday(*pair) for pair in pairs]), (name, ask(pairs))):
        meant = [got is not None and _near(got, value)
                 for got, (value, _, _) in zip(answers, pairs, strict=True)]  # fmt: skip
        refused = [pair[1] for got, pair in zip(answers, pairs, strict=True) if got is None]
        print(f"laboratory spellings: {len(pairs)}; {who} as meant {sum(meant)}, "
              f"refused {len(refused)}")  # fmt: skip
        otherwise = [
            f"{pair[1]} = {got:g} {pair[2]}"
            for got, good, pair in zip(answers, meant, pairs, strict=True)
            if got is not None and not good
        ]
        if otherwise:
            print(f"  read otherwise: {'; '.join(otherwise)}")
        if refused:
            print(f"  refused: {', '.join(refused)}")


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * abs(other)


def _is(got: float | None, printed: str) -> bool:
    """Whether a number is the printed one, to the digits that are printed."""
    if got is None:
        return False
    last_digit = 10.0 ** int(Decimal(printed).as_tuple().exponent)
    return abs(got - float(printed)) <= 0.5 * last_digit + 1e-13 * abs(got)
