"""Minerals, trace elements, electrolytes and fatty acids: printed limits, then what they may judge.

Each test names where its figures are printed.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.biomarkers.cutoff_records import Scope
from micronutrient.biomarkers.cutoffs import Group, applicable
from micronutrient.biomarkers.marker import find, marker, names
from micronutrient.biomarkers.records import Strength
from micronutrient.interactions import table as agents
from micronutrient.person import Maternity, Sex
from micronutrient.sources import Checked
from micronutrient.tasks.assess import assess
from micronutrient.units import conversion_factor


def other(reading, authority, year=None):
    """Give what another authority says beside a reading."""
    return next(
        one for one in reading.others if one.authority == authority and year in (None, one.year)
    )


def says(reading, authority, year):
    """Give what an authority says, whether it leads or stands beside."""
    if reading.authority == f"{authority} {year}":
        return reading.reading
    return other(reading, authority, year).reading


@pytest.mark.parametrize(
    ("who", "fasting", "time", "ug_dl"),
    [
        ({"sex": "female", "age_years": 40}, True, "08:00", 70),
        ({"sex": "female", "age_years": 40}, False, "10:00", 66),
        ({"sex": "female", "age_years": 40}, None, "15:00", 59),
        ({"sex": "male", "age_years": 40}, True, "08:00", 74),
        ({"sex": "male", "age_years": 40}, False, "10:00", 70),
        ({"sex": "male", "age_years": 40}, None, "15:00", 61),
        ({"sex": "male", "age_years": 65}, True, "08:00", 72),
        ({"sex": "male", "age_years": 80}, False, "10:00", 61),
        ({"sex": "male", "age_years": 80}, None, "15:00", 56),
        ({"sex": "female", "age_years": 6}, False, "10:00", 65),
        ({"sex": "male", "age_years": 6}, None, "15:00", 57),
        ({"sex": "female", "age_years": 30, "pregnancy_week": 10}, None, None, 56),
        ({"sex": "female", "age_years": 30, "pregnancy_week": 20}, None, None, 50),
    ],
)
def test_published_zinc_by_person_time_and_fasting(lab, read_one, who, fasting, time, ug_dl):
    """Hotz 2003 as quoted; children and pregnancy by IZiNCG."""

    def says(value):
        crp = lab("crp", 1, "mg/L")
        return read_one(lab("zinc", value, "ug/dL", fasting=fasting, time=time), crp, **who).reading

    assert says(ug_dl - 0.7) == "deficient"
    assert says(ug_dl + 0.7) == "adequate"


@pytest.mark.parametrize(
    ("value", "condition", "whose", "told"),
    [
        (250, "chronic_kidney_disease", ("KDIGO", 2012), "low"),
        (29, "chronic_kidney_disease", ("KDIGO", 2012), "deficient"),
        (501, "chronic_kidney_disease", ("KDIGO", 2012), "adequate"),
        (250, "chronic_kidney_disease", ("KDIGO", 2026), "low"),
        (99, "chronic_kidney_disease", ("NICE NG8", 2015), "deficient"),
        (99, "heart_failure", ("European Society of Cardiology", 2021), "deficient"),
        (299, "heart_failure", ("European Society of Cardiology", 2021), "adequate"),
        (29, "crohn_disease", ("European Crohn's and Colitis Organisation", 2015), "deficient"),
    ],
)
def test_published_ferritin_of_conditions(lab, read_one, value, condition, whose, told):
    """Rohr 2023 table 1; NICE NG8; KDIGO 2026 is recalled. Only for whom they are."""
    results = (lab("ferritin", value, "ug/L"), lab("crp", 1, "mg/L"))
    found = read_one(*results, sex="male", conditions=[condition])
    assert says(found, *whose) == told
    without = read_one(*results, sex="male")
    assert without.authority == "WHO 2020"
    assert whose not in {(one.authority, one.year) for one in without.others}


def test_published_aga_and_aafp_of_anaemia(lab, read_one):
    """AGA 2020: 45; AAFP 2013: 30, with inflammation 50 ug/L."""
    anaemic = {"conditions": ["anaemia"]}
    found = read_one(lab("ferritin", 44, "ug/L"), lab("crp", 1, "mg/L"), **anaemic)
    assert says(found, "American Gastroenterological Association", 2020) == "deficient"
    assert other(found, "American Academy of Family Physicians").reading == "adequate"
    inflamed = read_one(lab("ferritin", 49, "ug/L"), lab("crp", 9, "mg/L"), **anaemic)
    assert other(inflamed, "American Academy of Family Physicians").reading == "deficient"


def test_published_ecco_with_inflammation(lab, read_one):
    """ECCO 2015: up to 100 ug/L with inflammation."""
    results = (lab("ferritin", 99, "ug/L"), lab("crp", 30, "mg/L"))
    found = read_one(*results, conditions=["ulcerative_colitis"])
    assert says(found, "European Crohn's and Colitis Organisation", 2015) == "deficient"


def test_published_nice_red_cells(lab, read_one):
    """NICE NG8: reticulocyte haemoglobin below 29 pg, hypochromic red cells above 6 %."""
    kidney = {"conditions": ["chronic_kidney_disease"]}

    def says(*result):
        return other(read_one(lab(*result), **kidney), "NICE NG8").reading

    assert says("CHr", 28.9, "pg") == "deficient"
    assert says("CHr", 29, "pg") == "adequate"
    assert says("%HRC", 6.1, "%") == "deficient"
    assert says("%HRC", 5.9, "%") == "adequate"
    alone = read_one(lab("CHr", 20, "pg"))
    assert (alone.reading, alone.others) == ("unknown", ())


def test_a_low_filtration_rate_counts_as_kidney_disease(lab, read_one):
    found = read_one(lab("CHr", 28, "pg"), lab("creatinine", 300, "umol/L"))
    assert other(found, "NICE NG8").reading == "deficient"


def test_conditions_of_limits_are_agents():
    conditions = {c for slug in names() for t in marker(slug).cutoffs for c in t.conditions}
    assert {"chronic_kidney_disease", "heart_failure"} <= conditions <= set(agents.names())


def test_a_case_that_names_its_condition_gets_the_limits_for_it():
    """Dialysis is kidney disease: the class of what is named counts."""
    labs = [{"marker": "ferritin", "value": 250, "unit": "ug/L"}]
    case = {"person": {"sex": "male", "age_years": 60}, "labs": labs}

    def beside(**more):
        iron = next(one for one in assess({**case, **more}).nutrients if one.nutrient == "iron")
        return " ".join(other for row in iron.evidence for other in getattr(row, "others", ()))

    assert "KDIGO 2012: low" in beside(conditions=["haemodialysis"])
    assert "KDIGO" not in beside()


@pytest.mark.parametrize(
    ("sodium", "grade"),
    [(124, "profound"), (125, "moderate"), (129, "moderate"), (130, "mild"), (134, "mild")],
)
def test_published_hyponatraemia(lab, read_one, sodium, grade):
    """Spasovski 2014, as PMC5404708 table 2 reproduces it."""
    found = read_one(lab("sodium", sodium, "mmol/L"))
    assert found.grade == f"{grade} hyponatraemia"
    assert found.reading == "low"


@pytest.mark.parametrize(
    ("phosphate", "grade", "says"),
    [
        (0.29, "severe", "deficient"),
        (0.30, "moderate", "low"),
        (0.59, "moderate", "low"),
        (0.60, "mild", "low"),
        (0.79, "mild", "low"),
    ],
)
def test_published_hypophosphataemia(lab, read_one, phosphate, grade, says):
    """NHS Greater Glasgow and Clyde, May 2023."""
    found = read_one(lab("phosphate", phosphate, "mmol/L"))
    assert (found.grade, found.reading) == (f"{grade} hypophosphataemia", says)


@pytest.mark.parametrize(
    ("potassium", "grade", "says"),
    [
        (2.4, "severe", "deficient"),
        (2.5, "moderate", "low"),
        (2.9, "moderate", "low"),
        (3.0, "mild", "low"),
        (3.4, "mild", "low"),
    ],
)
def test_published_hypokalaemia(lab, read_one, potassium, grade, says):
    """RCEM Learning, disorders of potassium balance."""
    found = read_one(lab("potassium", potassium, "mmol/L"))
    assert (found.grade, found.reading) == (f"{grade} hypokalaemia", says)


@pytest.mark.parametrize(
    ("slug", "unit", "low", "high"),
    [
        ("copper", "ug/dL", 75, 153),
        ("copper", "ug/dL", 64, 132),
        ("copper", "ug/dL", 57, 129),
        ("zinc", "ug/dL", 64, 124),
        ("zinc_blood", "ug/L", 4686, 8585),
        ("manganese_blood", "ug/L", 4.73, 17.0),
        ("selenium_blood", "ug/L", 106, 185),
        ("molybdenum_serum", "ng/mL", 0.3, 2.0),
        ("fluoride_urine", "ug/L", 241, 1633),
    ],
)
def test_published_intervals(slug, unit, low, high):
    """Lin 2012; blood of 215 Sardinians; Mayo; Biol Trace Elem Res 2007. Printed in these units."""
    kind = marker(slug)
    factor = conversion_factor(unit, to=kind.unit, molar_mass=kind.molar_mass)
    ends = [(each.low, each.high) for each in kind.intervals]
    assert (pytest.approx(low * factor, rel=0.005), pytest.approx(high * factor, rel=0.005)) in ends


def test_published_magnesium_authorities_side_by_side(lab, read_one):
    """Costello 2016: 0.75; Rosanoff 2022 proposes 0.85 mmol/L."""
    found = read_one(lab("magnesium", 0.80, "mmol/L"))
    assert found.reading == "adequate"
    assert other(found, "proposed lower limit").reading == "low"
    assert not other(found, "proposed lower limit").agrees
    assert read_one(lab("magnesium", 0.74, "mmol/L")).reading == "deficient"


@pytest.mark.parametrize(
    ("slug", "unit", "value", "says"),
    [
        ("potassium_serum", "mmol/L", 6.5, "toxic"),
        ("potassium_serum", "mmol/L", 5.5, "high"),
        ("calcium_adjusted", "mmol/L", 1.89, "deficient"),
        ("calcium_adjusted", "mmol/L", 3.5, "toxic"),
        ("calcium_ionised", "mmol/L", 0.81, "deficient"),
        ("calcium_ionised", "mmol/L", 1.14, "low"),
        ("calcium_ionised", "mmol/L", 1.2, "adequate"),
        ("calcium_ionised", "mmol/L", 1.55, "toxic"),
        ("sodium_serum", "mmol/L", 160, "toxic"),
        ("copper_urine", "umol/d", 0.59, "unknown"),
        ("copper_urine", "umol/d", 0.6, "high"),
        ("copper_urine", "ug/d", 102, "toxic"),
        ("exchangeable_copper", "umol/L", 2.08, "toxic"),
        ("relative_exchangeable_copper", "%", 15.1, "high"),
        ("manganese_blood", "nmol/L", 361, "toxic"),
        ("chromium_blood", "ug/L", 7.1, "high"),
        ("cobalt_blood", "ug/L", 7.1, "high"),
        ("lead_blood", "ug/dL", 5, "high"),
        ("triene_tetraene_ratio", "1", 0.21, "deficient"),
        ("triene_tetraene_ratio", "1", 0.19, "adequate"),
        ("calcium_urine", "mg/d", 251, "high"),
        ("magnesium_urine", "mg/d", 24, "low"),
    ],
)
def test_published_limits(lab, read_one, slug, unit, value, says):
    """UKKA 2023; Society for Endocrinology 2016; MHRA 2010; AASLD; World J Hepatol 2023; CDC 2021;

    Liverpool; Le 2009; Hodgkinson and Pyrah as quoted; a survey of critical limits.
    """
    assert read_one(lab(slug, value, unit)).reading == says


def test_published_children(lab, read_one):
    """CDC 2021: 3.5 ug/dL from 1 to 5 years; EASL: 0.64 umol of copper a day."""
    child = {"sex": "male", "age_years": 3}
    assert read_one(lab("lead", 3.5, "ug/dL"), **child).reading == "high"
    assert read_one(lab("lead", 3.4, "ug/dL"), **child).reading == "unknown"
    assert read_one(lab("copper_urine", 0.64, "umol/d"), **child).reading == "high"


@pytest.mark.parametrize(
    ("slug", "printed", "authority", "says"),
    [
        ("sodium_urine", ("mmol/d", 88), "WHO, limit of intake", "high"),
        ("potassium_urine", ("mmol/d", 89), "WHO, target of intake", "low"),
        ("selenium_plasma", ("ug/L", 100), "full selenoprotein P", "low"),
        ("ceruloplasmin", ("mg/L", 49), "AASLD", "deficient"),
        ("triene_tetraene_ratio", ("1", 0.3), "Holman's classic limit", "adequate"),
        ("relative_exchangeable_copper", ("%", 19), "Medizin-Zentrum Dortmund", "high"),
    ],
)
def test_published_limits_that_are_shown_beside(lab, read_one, slug, printed, authority, says):
    """WHO 2012 (2 g of sodium, 3510 mg of potassium a day); AASLD; Holman; a laboratory."""
    unit, value = printed
    assert other(read_one(lab(slug, value, unit)), authority).reading == says


def test_published_iodine_of_populations():
    """WHO, UNICEF, ICCIDD 2007."""

    def limits(**who):
        (chosen,) = applicable(marker("iodine_urine"), Group(**who))
        assert chosen.table.scope is Scope.POPULATION
        return chosen.limits()

    woman = {"sex": Sex.FEMALE, "age_y": 30}
    assert limits(**woman) == {"deficient_below": 50, "low_below": 100, "high_from": 300}
    assert limits(**woman, maternity=Maternity.PREGNANT) == {"low_below": 150, "high_from": 500}
    assert limits(**woman, maternity=Maternity.LACTATING) == {"low_below": 100}
    assert limits(sex=Sex.MALE, age_y=1) == {"low_below": 100}


@pytest.mark.parametrize(
    "slug", ["iodine_urine", "iodine_urine_24h", "iodine_creatinine_urine", "thyroglobulin", "tsh"]
)
def test_iodine_of_one_person_is_never_graded(lab, read_one, slug):
    kind = marker(slug)
    for value in (kind.plausible[0] * 1.01, kind.plausible[1] * 0.99):
        found = read_one(lab(slug, value, kind.unit))
        assert (found.reading, found.bands) == ("unknown", ())


EXCESS_ONLY = {
    "manganese_blood": ("nmol/L", 100),
    "chromium_blood": ("nmol/L", 5),
    "cobalt_blood": ("nmol/L", 5),
    "lead_blood": ("ug/dL", 1),
    "copper_urine": ("umol/d", 0.2),
    "calcium_urine": ("mmol/d", 3),
}


@pytest.mark.parametrize("slug", sorted(EXCESS_ONLY))
def test_what_is_not_too_high_is_not_called_enough(lab, read_one, slug):
    unit, value = EXCESS_ONLY[slug]
    found = read_one(lab(slug, value, unit))
    assert found.reading == "unknown"
    assert "is not too high" in found.why
    assert "says nothing of too little" in found.why


def test_a_censored_value_of_a_marker_of_excess_may_be_both(lab, read_one):
    found = read_one(lab("cobalt_blood", 200, "nmol/L", comparator="<"))
    assert found.reading == "unknown"
    assert "censored" in found.why
    assert read_one(lab("cobalt_blood", 20, "nmol/L", comparator="<")).reading == "unknown"


WEAK = (
    "zinc_rbc", "zinc_blood", "zinc_leukocyte", "zinc_creatinine_urine", "copper_rbc",
    "selenium_rbc", "magnesium_rbc", "magnesium_leukocyte", "manganese_rbc", "chromium_blood",
    "chromium_serum", "molybdenum_serum", "fluoride_urine", "hepcidin", "platelets", "white_cells",
    "neutrophils", "haematocrit", "alkaline_phosphatase", "exchangeable_copper", "copper_urine",
    "reticulocyte_haemoglobin", "hypochromic_red_cells", "epa_rbc", "dha_rbc", "sodium_urine",
    "potassium_urine", "calcium_urine", "lead_blood", "cobalt_blood", "linoleic_acid_plasma",
)  # fmt: skip


@pytest.mark.parametrize("slug", WEAK)
def test_claims_without_validated_limits_never_lead_a_verdict(slug):
    assert {one.strength for one in marker(slug).speaks_for} <= {Strength.WEAK, Strength.CONTEXT}


def test_no_level_of_chromium_shows_deficiency():
    for slug in ("chromium_blood", "chromium_serum"):
        limits = [one for table in marker(slug).cutoffs for row in table.rows for one in [row]]
        assert all(row.deficient_below is None and row.low_below is None for row in limits)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ret-He", "reticulocyte_haemoglobin"),
        ("Hct", "haematocrit"),
        ("WBC", "white_cells"),
        ("ANC", "neutrophils"),
        ("fT4", "free_t4"),
        ("s-thyroglobulin", "thyroglobulin"),
        ("GPX3", "glutathione_peroxidase_plasma"),
        ("SELENOP", "selenoprotein_p"),
        ("RBC zinc", "zinc_rbc"),
        ("Pb", "lead_blood"),
        ("REC", "relative_exchangeable_copper"),
        ("ALP", "alkaline_phosphatase"),
        ("Mead acid/arachidonic acid", "triene_tetraene_ratio"),
        ("71386-7", "hepcidin"),
        ("5696-0", "molybdenum_blood"),
        ("14666-2", "copper_urine"),
        ("6874-2", "calcium_urine"),
    ],
)
def test_laboratories_names_and_codes_find_them(text, slug):
    assert find(text).slug == slug


def test_published_roche_receptor(lab, read_one):
    """Kolbe-Busch 2002: women up to 4.4, men up to 5.0 mg/L."""
    roche = lab("stfr", 4.5, "mg/L", assay="Roche Tina-quant")
    assert read_one(roche, sex="female").reading == "deficient"
    assert read_one(roche, sex="male").reading == "adequate"
    assert read_one(roche).checked is Checked.PRIMARY


@given(slug=st.sampled_from(names()))
def test_every_limit_and_interval_has_a_source_and_says_how_far_it_was_checked(slug):
    kind = marker(slug)
    for each in (*kind.cutoffs, *kind.intervals):
        assert each.source
        assert each.checked in Checked
    for each in kind.intervals:
        assert 0 <= each.low < each.high <= kind.plausible[1]
