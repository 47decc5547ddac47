"""Values that the IOM and NASEM printed: summary tables, reprinted in NASEM 2019, appendix J.

The amino acids, the protein RDA per kilogram and the distribution ranges stand in IOM 2005; the
sodium and potassium values of 2005 in IOM 2005 (electrolytes); vitamin D of 1997 in IOM 1997.
"""

import pytest

from micronutrient.person import Person, Sex
from micronutrient.reference.table import nutrients_of, value_for

# Life stages: infant, child, male, female, pregnant, lactating; then the first year of age.
AGE = {"i0": 0.2, "i7": 0.7, "c1": 2, "c4": 6} | {
    f"{sex}{first}": middle
    for sex in "mfpl"
    for first, middle in ((9, 11), (14, 16), (19, 25), (31, 40), (51, 60), (71, 80))
}


def somebody(stage, **more):
    return Person(
        sex=Sex.MALE if stage[0] == "m" else Sex.FEMALE,
        age_years=AGE[stage],
        pregnancy_week=20 if stage[0] == "p" else None,
        lactating=stage[0] == "l",
        **more,
    )


PRINTED = """
vitamin_a ug_rae/d ear c1 210 m9 445 f9 420 m14 630 f14 485 m31 625 f19 500 p14 530 l31 900
vitamin_a ug_rae/d rda c4 400 m19 900 f71 700 p19 770 l14 1200
vitamin_a ug_rae/d ai i0 400 i7 500
vitamin_a ug_rae/d ul i0 600 c1 600 c4 900 m9 1700 f14 2800 p31 3000
vitamin_c mg/d ear c1 13 c4 22 m14 63 f14 56 m51 75 f31 60 p19 70 l19 100
vitamin_c mg/d rda c1 15 m9 45 f14 65 m19 90 f19 75 p14 80 p31 85 l19 120
vitamin_c mg/d ai i0 40 i7 50
vitamin_c mg/d ul c1 400 c4 650 f9 1200 m14 1800 m71 2000
vitamin_d ug/d ear c1 10 m71 10 p19 10
vitamin_d ug/d rda c1 15 f51 15 f71 20 m71 20 l31 15
vitamin_d ug/d ai i0 10 i7 10
vitamin_d ug/d ul i0 25 i7 38 c1 63 c4 75 m9 100 p19 100
vitamin_e mg/d ear c1 5 m9 9 f19 12 l14 16
vitamin_e mg/d rda c4 7 f9 11 m31 15 l19 19
vitamin_e mg/d ul c1 200 m9 600 f14 800 m19 1000
vitamin_k ug/d ai i0 2 i7 2.5 c1 30 c4 55 m14 75 m19 120 f31 90 p14 75
thiamin mg/d ear c1 0.4 m9 0.7 m19 1 f14 0.9 p19 1.2
thiamin mg/d rda c4 0.6 m31 1.2 f14 1 f19 1.1 l31 1.4
thiamin mg/d ai i0 0.2 i7 0.3
riboflavin mg/d ear c1 0.4 m19 1.1 f19 0.9 p19 1.2 l19 1.3
riboflavin mg/d rda m14 1.3 f14 1 f51 1.1 p14 1.4 l19 1.6
riboflavin mg/d ai i0 0.3
niacin mg_ne/d ear c1 5 m9 9 m19 12 f19 11 p19 14 l19 13
niacin mg_ne/d rda c4 8 m14 16 f14 14 p31 18 l31 17
niacin mg_ne/d ai i7 4
niacin mg/d ai i0 2
niacin mg/d ul c1 10 c4 15 m9 20 f14 30 m19 35
vitamin_b6 mg/d ear c1 0.4 f14 1 m31 1.1 m51 1.4 f51 1.3 p19 1.6
vitamin_b6 mg/d rda m9 1 f14 1.2 m19 1.3 m51 1.7 f71 1.5 l19 2
vitamin_b6 mg/d ul c1 30 m9 60 f19 100
folate ug_dfe/d ear c1 120 m14 330 f19 320 p19 520 l19 450
folate ug_dfe/d rda c4 200 m9 300 f31 400 p14 600 l31 500
folate ug_dfe/d ai i0 65 i7 80
folate ug/d ul c1 300 m14 800 f19 1000
vitamin_b12 ug/d ear c1 0.7 m9 1.5 m19 2 p19 2.2 l14 2.4
vitamin_b12 ug/d rda c4 1.2 f9 1.8 m71 2.4 p31 2.6 l19 2.8
vitamin_b12 ug/d ai i0 0.4 i7 0.5
pantothenic_acid mg/d ai i0 1.7 i7 1.8 c1 2 c4 3 m9 4 f14 5 p19 6 l19 7
biotin ug/d ai i0 5 c1 8 c4 12 m9 20 f14 25 m19 30 l31 35
choline mg/d ai i0 125 c4 250 f9 375 m14 550 f14 400 f31 425 p19 450 l14 550
choline g/d ul c1 1 c4 1 m9 2 f14 3 m19 3.5
calcium mg/d ear c1 500 c4 800 m9 1100 m51 800 f51 1000 m71 1000 p14 1000
calcium mg/d rda c1 700 f9 1300 m31 1000 f51 1200 m51 1000 m71 1200 l14 1300
calcium mg/d ai i0 200 i7 260
calcium mg/d ul i0 1000 i7 1500 c1 2500 m9 3000 f19 2500 f51 2000 p14 3000
magnesium mg/d ear c1 65 m9 200 m14 340 m19 330 m31 350 f19 255 f31 265 p14 335 p19 290
magnesium mg/d rda c4 130 m14 410 f14 360 m19 400 f31 320 p19 350 p31 360
magnesium mg/d ul c1 65 c4 110 m9 350 f71 350
phosphorus mg/d ear c1 380 c4 405 f9 1055 m19 580 p14 1055
phosphorus mg/d rda c1 460 m14 1250 f31 700 l14 1250
phosphorus g/d ul c1 3 m9 4 m51 4 m71 3 p19 3.5 l19 4
potassium mg/d ai i0 400 i7 860 c1 2000 m9 2500 f9 2300 m14 3000 m51 3400 f31 2600
potassium mg/d ai p14 2600 p19 2900 l14 2500 l31 2800
sodium mg/d ai i0 110 i7 370 c1 800 c4 1000 m9 1200 f71 1500 p31 1500
sodium mg/d cdrr c1 1200 c4 1500 f9 1800 m14 2300 m71 2300 l19 2300
chloride g/d ai i0 0.18 i7 0.57 c1 1.5 m51 2 f71 1.8 p19 2.3
chloride g/d ul c1 2.3 c4 2.9 m9 3.4 f31 3.6
iron mg/d ear i7 6.9 c1 3 c4 4.1 m9 5.9 f9 5.7 m14 7.7 f14 7.9 m19 6 f31 8.1 f51 5 p14 23 p19 22
iron mg/d ear l14 7 l31 6.5
iron mg/d rda i7 11 c1 7 c4 10 m14 11 f14 15 m31 8 f19 18 f71 8 p31 27 l14 10 l19 9
iron mg/d ai i0 0.27
iron mg/d ul i0 40 m9 40 f14 45 p19 45
zinc mg/d ear i7 2.5 c1 2.5 c4 4 m14 8.5 f14 7.3 m19 9.4 f31 6.8 p14 10.5 l14 10.9 l31 10.4
zinc mg/d rda i7 3 c4 5 m14 11 f14 9 f19 8 p19 11 l14 13
zinc mg/d ai i0 2
zinc mg/d ul i0 4 i7 5 c1 7 c4 12 m9 23 f14 34 m19 40
copper ug/d ear c1 260 m9 540 f14 685 m19 700 p19 800 l19 1000
copper ug/d rda c4 440 f14 890 m31 900 p14 1000 l31 1300
copper ug/d ai i0 200 i7 220
copper ug/d ul c1 1000 c4 3000 f9 5000 m14 8000 f71 10000
manganese mg/d ai i0 0.003 i7 0.6 c1 1.2 m9 1.9 f14 1.6 m19 2.3 f31 1.8 p19 2 l19 2.6
manganese mg/d ul c1 2 m9 6 f19 11
selenium ug/d ear c1 17 c4 23 m9 35 f31 45 p19 49 l31 59
selenium ug/d rda c1 20 m9 40 f14 55 p14 60 l19 70
selenium ug/d ai i0 15 i7 20
selenium ug/d ul i0 45 i7 60 c1 90 m9 280 f14 400
iodine ug/d ear c1 65 m9 73 f14 95 p19 160 l19 209
iodine ug/d rda c4 90 f9 120 m31 150 p14 220 l31 290
iodine ug/d ai i0 110 i7 130
iodine ug/d ul c1 200 c4 300 m14 900 f19 1100
chromium ug/d ai i0 0.2 i7 5.5 c1 11 m9 25 f9 21 f14 24 m51 30 f71 20 p14 29 l19 45
molybdenum ug/d ear c1 13 m9 26 f14 33 m19 34 p19 40 l14 35 l19 36
molybdenum ug/d rda c4 22 m14 43 f31 45 p19 50
molybdenum ug/d ai i0 2
molybdenum ug/d ul c1 300 c4 600 f9 1100 m14 1700 m19 2000
fluoride mg/d ai i0 0.01 i7 0.5 c1 0.7 c4 1 m9 2 f14 3 m19 4 f31 3
fluoride mg/d ul i0 0.7 i7 0.9 c1 1.3 c4 2.2 m9 10
water L/d ai i0 0.7 i7 0.8 c1 1.3 c4 1.7 f9 2.1 m14 3.3 m19 3.7 f31 2.7 p19 3 l19 3.8
carbohydrate g/d ear c1 100 m71 100 p14 135 l31 160
carbohydrate g/d rda c4 130 f19 130 p19 175 l19 210
carbohydrate g/d ai i0 60 i7 95
carbohydrate %E amdr_low c1 45 f19 45
carbohydrate %E amdr_high c1 65 m71 65
fibre g/d ai c1 19 c4 25 m9 31 f9 26 m31 38 f31 25 m51 30 f71 21 p19 28 l19 29
fat g/d ai i0 31 i7 30
fat %E amdr_low c1 30 c4 25 f14 25 m19 20
fat %E amdr_high c1 40 m14 35 f71 35
linoleic_acid g/d ai i0 4.4 c1 7 m14 16 f14 11 m19 17 f51 11 p19 13
linoleic_acid %E amdr_low f19 5
alpha_linolenic_acid g/d ai i0 0.5 c1 0.7 f9 1 m19 1.6 f31 1.1 p31 1.4 l31 1.3
alpha_linolenic_acid %E amdr_high m19 1.2
protein g/d rda i7 11 c1 13 c4 19 m9 34 m14 52 f14 46 m31 56 f71 46 p19 71 l19 71
protein g/d ai i0 9.1
protein %E amdr_low c1 5 c4 10 f31 10
protein %E amdr_high c1 20 m14 30 f31 35
histidine mg/kg/d ear m31 11
histidine mg/kg/d rda f31 14
histidine mg/kg/d ai i0 36
isoleucine mg/kg/d ear m31 15
isoleucine mg/kg/d rda f31 19
isoleucine mg/kg/d ai i0 88
leucine mg/kg/d ear m31 34
leucine mg/kg/d rda f31 42
leucine mg/kg/d ai i0 156
lysine mg/kg/d ear m31 31
lysine mg/kg/d rda f31 38
lysine mg/kg/d ai i0 107
methionine_cysteine mg/kg/d ear m31 15
methionine_cysteine mg/kg/d rda f31 19
methionine_cysteine mg/kg/d ai i0 59
phenylalanine_tyrosine mg/kg/d ear m31 27
phenylalanine_tyrosine mg/kg/d rda f31 33
phenylalanine_tyrosine mg/kg/d ai i0 135
threonine mg/kg/d ear m31 16
threonine mg/kg/d rda f31 20
threonine mg/kg/d ai i0 73
tryptophan mg/kg/d ear m31 4
tryptophan mg/kg/d rda f31 5
tryptophan mg/kg/d ai i0 28
valine mg/kg/d ear m31 19
valine mg/kg/d rda f31 24
valine mg/kg/d ai i0 87
"""


def rows():
    for line in PRINTED.strip().splitlines():
        nutrient, unit, kind, *pairs = line.split()
        for stage, value in zip(pairs[::2], pairs[1::2], strict=True):
            yield nutrient, kind, stage, float(value), unit


@pytest.mark.parametrize(("nutrient", "kind", "stage", "value", "unit"), list(rows()))
def test_published_value(nutrient, kind, stage, value, unit):
    got = value_for(somebody(stage), nutrient=nutrient, kind=kind)
    assert (got.value, got.unit) == (value, unit)


def test_every_nutrient_is_pinned_by_three_printed_values():
    pinned = [nutrient for nutrient, *_ in rows()]
    assert [n for n in nutrients_of("iom") if pinned.count(n) < 3] == []


@pytest.mark.parametrize(
    ("nutrient", "scope"),
    [
        ("magnesium", "supplements_only"),
        ("niacin", "supplements_and_fortificants"),
        ("vitamin_e", "supplements_and_fortificants"),
        ("folate", "folic_acid_only"),
        ("vitamin_a", "preformed_only"),
        ("vitamin_c", "total"),
        ("vitamin_d", "total"),
        ("vitamin_b6", "total"),
        ("calcium", "total"),
        ("fluoride", "total"),
        ("iron", "total"),
        ("zinc", "total"),
    ],
)
def test_published_scope_of_the_upper_level(nutrient, scope):
    assert value_for(somebody("f31"), nutrient=nutrient, kind="ul").scope == scope


@pytest.mark.parametrize(
    "nutrient",
    [
        "vitamin_k", "thiamin", "riboflavin", "vitamin_b12", "pantothenic_acid", "biotin",
        "chromium", "potassium",
    ],
)  # fmt: skip
def test_published_lack_of_an_upper_level(nutrient):
    from micronutrient.reference.table import find

    assert find(somebody("m31"), nutrient=nutrient, kind="ul") is None


@pytest.mark.parametrize(
    ("nutrient", "kind", "edition", "stage", "value", "unit"),
    [
        ("sodium", "ai", 2005, "m51", 1.3, "g/d"),
        ("sodium", "ai", 2005, "f71", 1.2, "g/d"),
        ("sodium", "ul", 2005, "m19", 2.3, "g/d"),
        ("sodium", "ul", 2005, "c4", 1.9, "g/d"),
        ("potassium", "ai", 2005, "m19", 4.7, "g/d"),
        ("potassium", "ai", 2005, "l19", 5.1, "g/d"),
        ("vitamin_d", "ul", 1997, "c1", 50, "ug/d"),
        ("vitamin_d", "ul", 1997, "i7", 25, "ug/d"),
    ],
)
def test_published_value_of_an_older_edition(nutrient, kind, edition, stage, value, unit):
    got = value_for(somebody(stage), nutrient=nutrient, kind=kind, edition=edition)
    assert (got.value, got.unit, got.edition) == (value, unit, edition)


def test_published_protein_allowance_of_adults_per_kilogram():
    got = value_for(somebody("f31", weight_kg=40), nutrient="protein", kind="rda")
    assert (got.value, got.unit) == (0.8, "g/kg/d")


@pytest.mark.parametrize(
    ("stage", "value"),
    [("i7", 1.2), ("c1", 1.05), ("c4", 0.95), ("m9", 0.95), ("f14", 0.85), ("p19", 1.1)],
)
def test_recorded_protein_allowance_per_kilogram(stage, value):
    got = value_for(somebody(stage, weight_kg=40), nutrient="protein", kind="rda")
    assert (got.value, got.checked) == (value, "recalled")


def test_recorded_amino_acid_requirement_of_children_is_shown_as_not_looked_up():
    got = value_for(somebody("c1"), nutrient="lysine", kind="ear")
    assert (got.value, got.checked) == (45, "recalled")
