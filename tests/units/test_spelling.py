"""How laboratories print their units, and what those are in UCUM."""

import pytest

from micronutrient.errors import WrongUnit
from micronutrient.spelling import words
from micronutrient.ucum import knows, parse_ucum
from micronutrient.units import parse

SAME = {
    "ug/L": (
        "mcg/L | MCG/L | Mcg/l | µg/L | μg/L | Âµg/L | ug / L | \uff55\uff47\uff0f\uff2c | µg/L "
        "| µg·L⁻¹ | ug/L. | \ufeffug/L | µg\u202f/\u2009L | micrograms/litre | µg\xa0/\xa0L"
    ),
    "mg/dL": "mg% | mgm% | MG/DL | mg / dl | mg/100 mL | mg per 100ml | mg dL-1",
    "g/dL": "g% | gm/dL | gm% | G/DL | gms/dl",
    "m[iU]/L": "uIU/mL | µIU/mL | mcIU/mL | mIU/L | mUI/L",
    "10*9/L": (
        "10^3/uL | 10*3/uL | x10e9/L | X10E9/L | x10(9)/L | 10 9/L | E9/L | K/uL | k/µL | "
        "K/CUMM | thou/uL | Thousand/µL | thou/mm3 | Tsd./µl | 10³/mm³ | 10⁹/L | ×10⁹/l | "
        "10x3/uL | 10**9/L | giga/L | Gpt/l"
    ),
    "10*12/L": "M/uL | mill/mm3 | million/uL | Mio/µl | 10^6/uL | x10¹²/L | T/L | Tpt/l",
    "{cells}/uL": "cells/uL | cells/µL | /mm3 | /mm³ | per mm3 | cells/cumm | cells/cu mm | #/uL",
    "mm3": "cmm | cu mm | mm^3 | mm³ | uL",
    "meq/L": "meq/L | mEq/L | mval/L | mEq/l | MEQ/L",
    "U/L": "u/l | units/L | nmol/min/mL | µmol/min/L | mU/mL",
    "mg/d": "mg/24h | mg/24 h | mg/24 hrs | mg/24hr | mg/day | mg per day | mg/(24.h) | mg/24 Std",
    "umol/d": "µmol/24h | umol/24 h | µmol/Tag",
    "umol/mmol{creat}": (
        "umol/mmol creat | mmol/mol creatinine | mmol/mol Cr | µmol/mmol Kreatinin | mmol/mol "
        "(creatinine)"
    ),
    "ug/g{creat}": "ug/g creat | µg/gCr | ug/g Cr. | mcg/g creatinine | ug/g crea | ng/mg Cr",
    "nmol/g{Hb}": "nmol/gHb | nmol/g Hb | nmol/g haemoglobin | pmol/mg Hb",
    "U/g{Hb}": "U/g Hb | U/gHb | u/g hgb",
    "pmol/(10*8)": "pmol/10^8 cells | pmol/10⁸ cells | pmol/10*8 WBC | nmol/10^11 lymphocytes",
    "1": "ratio | index | fraction | INR | titre | score",
    "%": "% of total fatty acids | percent | vol% | % (w/w) | %{mol}",
    "[ppm]": "ppm | parts per million | Parts Per Million | mg/kg",
    "s": "sec | sec. | SEC | seconds",
    "mL/min/{1.73_m2}": (
        "mL/min/1.73m2 | ml/min/1.73 m² | mL/min/1,73 m^2 | ML/MIN/1.73M2 | mL/min/1.73"
    ),
    "mm[Hg]": "mmHg | mm Hg | torr",
    "mm/h": "mm/hr | mm/1h | mm / hour",
    "mosm/kg": "mOsm/kg | mosmol/kg | mOsm/kg H2O",
    "umol/L": "uM | µM | mcmol/L | uMol/L | µmol/l",
    "Cel": "°C | º C | ℃ | degC | deg C | degrees Celsius",
    "[degF]": "°F | degF | deg. F",
    "[pH]": "pH",
    "[arb'U]/mL": "AU/mL",
    "{cells}/[HPF]": "cells/HPF | /hpf | cells/hpf",
}


@pytest.mark.parametrize(
    ("code", "spelling"),
    [(code, text) for code, texts in SAME.items() for text in texts.split(" | ")],
)
def test_a_laboratory_spelling_is_read(code: str, spelling: str):
    got, expected = parse(spelling), parse_ucum(code)
    assert (got.dimension, got.special) == (expected.dimension, expected.special)
    assert got.factor == pytest.approx(expected.factor, rel=1e-12)
    assert parse_ucum(got.code).factor == got.factor


@pytest.mark.parametrize(
    ("written", "annotation"),
    [
        ("ug/g creat", "creat"), ("mmol/mol{creat}", "creat"), ("U/gHb", "Hb"),
        ("cells/uL", "cells"), ("mg/L FEU", "FEU"), ("pmol/10^8 cells", "cells"),
        ("mL/min/1.73m2", "1.73_m2"),
        ("nmol/L packed cells", "rbc"), ("mg/kg bw/d", "bw"), ("% saturation", "saturation"),
    ],
)  # fmt: skip
def test_what_it_is_counted_in_is_kept(written: str, annotation: str):
    assert parse(written).annotations == (annotation,)


@pytest.mark.parametrize(
    ("written", "meanings"),
    [
        ("M", "mol/L"), ("C", "Cel"), ("T", "tonne"), ("G/L", "giga"), ("Mg/dL", "milligram"),
        ("MG/dL", "milligram"), ("gr/dL", "grain"), ("ppt", "trillion"), ("Pg/mL", "picogram"),
        ("mL/min/1.5", "whole numbers"), ("2.5 mg", "whole numbers"), ("0,5mg", "whole numbers"),
    ],
)  # fmt: skip
def test_what_has_two_meanings_is_refused_with_both(written: str, meanings: str):
    with pytest.raises(WrongUnit, match=meanings):
        parse(written)


@pytest.mark.parametrize(
    "written", ["MG", "MG/L", "UG", "PG/ML", "NG/DL", "u/L", "mu/L", "pH", "U/ml"]
)
def test_codes_that_people_write_for_something_else_mean_what_people_mean(written: str):
    assert not parse(written).shadowed


def test_a_shadowed_code_is_still_ucum_where_nothing_else_fits():
    assert parse("mH").dimension == parse_ucum("mV.s/A").dimension
    assert parse("C/s") == parse_ucum("C/s")


def test_every_spelling_leads_to_a_unit():
    for code in words()["everyday"]:
        assert parse_ucum(code)
    for code in words()["prefixed"]:
        assert knows(code)
    for code in words()["common"]:
        assert parse(code).code == code


def test_no_spelling_stands_twice():
    for group in ("everyday", "prefixed", "annotations"):
        said = [name for names in words()[group].values() for name in names]
        assert sorted(said) == sorted(set(said))
