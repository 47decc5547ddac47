"""Limits of vitamin markers as printed; each file under data/markers says where, and how checked.

IOM 1998 (doi:10.17226/6015) pp. 126, 155; Nixon, Clin Chim Acta 1990;192:89; Supakul, J Clin Med
2020;9:2335; Fain, Eur J Intern Med 2003;14:419; Am J Clin Nutr 2018;108:997; the laboratories'
pages named in the files.
"""

import pytest

from micronutrient.biomarkers.marker import find, marker
from micronutrient.biomarkers.quality import check

ADULT = {"age_years": 40}


def just_beside(limit: float) -> tuple[float, float]:
    return limit * 0.99, limit * 1.01


@pytest.mark.parametrize(
    ("slug", "printed", "unit", "below", "above"),
    [
        ("n1_methylnicotinamide_urine", 5.8, "umol/d", "deficient", "low"),
        ("n1_methylnicotinamide_urine", 17.5, "umol/d", "low", "adequate"),
        ("pyridone_urine", 1.2, "mg/d", "deficient", "adequate"),
        ("thiamin_urine", 27, "ug/g{creat}", "deficient", "adequate"),
        ("transketolase_erythrocyte", 0.6, "U/g{Hb}", "deficient", "adequate"),
        ("fad_blood", 174, "nmol/L", "low", "adequate"),
        ("fad_blood", 137, "ug/L", "low", "adequate"),
        ("riboflavin_rbc", 170, "nmol/L", "deficient", "adequate"),
        ("plp", 20, "nmol/L", "deficient", "low"),
        ("plp", 30, "nmol/L", "low", "adequate"),
        ("pyridoxate_urine", 3, "umol/d", "low", "adequate"),
        ("xanthurenate_urine_load", 65, "umol/d", "adequate", "low"),
        ("mma_urine", 1.45, "umol/mmol{creat}", "adequate", "low"),
        ("mma_urine", 5.75, "mmol/mol{creat}", "low", "deficient"),
        ("vitamin_c_plasma", 3.0, "mg/dL", "adequate", "high"),
        ("phylloquinone", 0.10, "ng/mL", "low", "adequate"),
        ("choline_plasma", 7.6, "umol/L", "deficient", "adequate"),
        ("carnitine_free", 20, "umol/L", "deficient", "adequate"),
        ("beta_carotene", 250, "ug/dL", "adequate", "high"),
        ("carnitine_acyl_free_ratio", 0.4, "1", "adequate", "low"),
    ],
)
def test_published_limit_of_the_table_in_use(  # noqa: PLR0917
    lab, read_one, slug, printed, unit, below, above
):
    readings = [read_one(lab(slug, value, unit), **ADULT) for value in just_beside(printed)]
    assert [one.reading for one in readings] == [below, above]


@pytest.mark.parametrize(
    ("slug", "authority", "value", "unit", "expected"),
    [
        ("etkac", "Nixon and colleagues", 1.18, "1", "deficient"),
        ("etkac", "Nixon and colleagues", 1.16, "1", "adequate"),
        ("etkac", "teaching table of the TPP effect", 1.18, "1", "low"),
        ("etkac", "thiamin restriction study", 1.15, "1", "low"),
        ("egrac", "UK National Diet and Nutrition Survey", 1.31, "1", "deficient"),
        ("retinol", "Mayo Clinic Laboratories", 9.9, "ug/dL", "deficient"),
        ("retinol", "Mayo Clinic Laboratories", 121, "ug/dL", "high"),
        ("n1_methylnicotinamide_urine", "LabPLUS", 8.9, "umol/d", "low"),
        ("vitamin_c_plasma", "Fain and colleagues", 1.9, "mg/L", "deficient"),
        ("vitamin_c_plasma", "Fain and colleagues", 4.9, "mg/L", "low"),
        ("folate_serum", "ESPEN", 9.9, "nmol/L", "deficient"),
        ("folate_rbc", "ESPEN", 341, "nmol/L", "adequate"),
        ("folate_rbc", "CDC (Pfeiffer and colleagues)", 304, "nmol/L", "deficient"),
        ("folate_serum", "CDC (Pfeiffer and colleagues)", 6.9, "nmol/L", "deficient"),
        ("phenylalanine_plasma", "European guideline on phenylketonuria", 601, "umol/L", "high"),
        ("homocysteine", "Harrington", 21, "umol/L", "deficient"),
        ("mma", "patients with confirmed deficiency", 341, "nmol/L", "deficient"),
        ("citrulline_plasma", "Crenn and colleagues, short bowel", 19, "umol/L", "low"),
        ("citrulline_plasma", "Crenn and colleagues, villous atrophy", 9.9, "umol/L", "deficient"),
    ],
)
def test_published_limit_shown_beside(  # noqa: PLR0917
    lab, read_one, slug, authority, value, unit, expected
):
    found = read_one(lab(slug, value, unit), lab("crp", 1, "mg/L"), **ADULT)
    said = {other.authority: other.reading for other in found.others}
    assert said[authority] == expected


def test_published_homocysteine_of_men_in_the_united_states(lab, read_one):
    found = read_one(lab("homocysteine", 11.5, "umol/L"), sex="male", age_years=40)
    said = {other.authority: other.reading for other in found.others}
    assert found.reading == "adequate"
    assert said["NHANES III (Selhub and colleagues)"] == "low"


def test_published_bath_limits_are_for_its_method_only(lab, read_one):
    found = read_one(lab("vitamin_b12_serum", 160, "ng/L"), **ADULT)
    beside = {other.authority: other for other in found.others}
    assert found.reading == "deficient"
    assert beside["Royal United Hospitals Bath"].reading == "low"
    assert beside["Royal United Hospitals Bath"].applies


@pytest.mark.parametrize(
    ("week", "mg_g", "expected"),
    [
        (None, 0.49, "deficient"),
        (None, 1.0, "low"),
        (None, 4.4, "high"),
        (8, 0.55, "low"),
        (20, 0.55, "deficient"),
        (20, 1.9, "low"),
        (32, 2.4, "low"),
        (32, 6.4, "adequate"),
    ],
)
def test_published_methylnicotinamide_by_trimester(lab, read_one, week, mg_g, expected):
    row = lab("n1_methylnicotinamide_creatinine", mg_g, "mg/g{creat}")
    assert read_one(row, pregnancy_week=week).reading == expected


@pytest.mark.parametrize(
    ("percent", "fasting", "expected"),
    [(4, True, "unknown"), (9.9, True, "unknown"), (10.1, True, "high"), (12, None, "unknown"),
     (12, False, "unknown")],
)  # fmt: skip
def test_published_retinyl_esters_are_read_only_fasting(lab, read_one, percent, fasting, expected):
    row = lab("retinyl_esters", percent, "%", fasting=fasting)
    assert read_one(row).reading == expected


@pytest.mark.parametrize(
    ("slug", "low", "high", "unit"),
    [
        ("thiamin_diphosphate_haemoglobin", 246.2, 561.1, "ng/g{Hb}"),
        ("fad_blood", 137, 370, "ug/L"),
        ("biotin_serum", 221, 3004, "pg/mL"),
        ("vitamin_d_1_25oh", 18, 78, "pg/mL"),
        ("beta_carotene", 3, 91, "ug/dL"),
        ("gamma_tocopherol", 0.7, 4.9, "mg/L"),
        ("alpha_tocopherol", 5.9, 19.4, "mg/L"),
        ("phylloquinone", 0.10, 2.20, "ng/mL"),
        ("phylloquinone", 0.21, 3.07, "ng/mL"),
        ("riboflavin_plasma", 1, 19, "ug/L"),
        ("retinol", 0.30, 1.20, "mg/L"),
        ("retinyl_palmitate", 0, 0.10, "mg/L"),
        ("mma_urine", 0.52, 5.75, "mmol/mol{creat}"),
        ("kynurenine_plasma", 1.0, 3.3, "umol/L"),
        ("tryptophan_plasma", 40, 90, "umol/L"),
        ("vitamin_b12_serum", 168, 553, "pmol/L"),
        ("vitamin_b12_serum", 202, 641, "pmol/L"),
        ("vitamin_b12_serum", 211, 551, "pmol/L"),
        ("plp", 23, 223, "nmol/L"),
        ("lactate_blood", 0.5, 2.2, "mmol/L"),
        ("retinol", 0.20, 0.50, "mg/L"),
        ("retinol", 0.26, 0.70, "mg/L"),
        ("alpha_tocopherol", 5.5, 13.6, "mg/L"),
        ("alpha_tocopherol", 5.0, 13.2, "mg/L"),
        ("alpha_tocopherol", 7.0, 25.1, "mg/L"),
        ("alpha_tocopherol", 9.0, 29.0, "mg/L"),
        ("valine_plasma", 140, 350, "umol/L"),
        ("valine_plasma", 110, 300, "umol/L"),
        ("phenylalanine_plasma", 30, 80, "umol/L"),
        ("glutamine_plasma", 410, 960, "umol/L"),
        ("homocysteine", 5.9, 15.3, "umol/L"),
        ("homocysteine", 3.3, 7.2, "umol/L"),
        ("mma", 0.10, 0.40, "umol/L"),
        ("mma", 0.12, 0.46, "umol/L"),
        ("mma", 0.10, 1.25, "umol/L"),
        ("plp_blood", 35.2, 110.1, "nmol/L"),
        ("pyruvate_blood", 0.030, 0.107, "mmol/L"),
        ("pyruvate_blood", 0.08, 0.16, "mmol/L"),
    ],
)
def test_published_reference_interval(lab, slug, low, high, unit):
    one = marker(slug)

    def canonical(value: float) -> float:
        made = check(lab(slug, value, unit), marker=one, index=0)
        return made.value

    near = [
        (interval.low, interval.high)
        for interval in one.intervals
        if interval.high == pytest.approx(canonical(high), rel=0.02)
    ]
    expected = 0 if low == 0 else canonical(low)
    assert any(found == pytest.approx(expected, rel=0.03) for found, _ in near)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("TPP effect", "etkac"),
        ("FAD effect", "egrac"),
        ("prealbumin", "transthyretin"),
        ("vitamin B7", "biotin_serum"),
        ("3-HIVA", "hydroxyisovalerate_urine"),
        ("FIGLU", "formiminoglutamate_urine"),
        ("vitamin K1", "phylloquinone"),
        ("DCP", "pivka2"),
        ("loinc:14338-8", "transthyretin"),
        ("loinc:32554-8", "thiamin_diphosphate_blood"),
        ("loinc:2093-3", "cholesterol_total"),
        ("loinc:76485-2", "crp"),
        ("Trp", "tryptophan_plasma"),
    ],
)
def test_a_laboratorys_name_or_code_finds_its_marker(text, slug):
    assert find(text).slug == slug


def test_b12_is_high_where_no_supplement_explains_it_and_the_doubt_is_told(lab, read_one):
    found = read_one(lab("vitamin_b12_serum", 1200, "pg/mL"), **ADULT)
    assert found.reading == "high"
    assert found.checked == "recalled"


@pytest.mark.parametrize(
    "slug", ["biotin_serum", "vitamin_d_1_25oh", "niacin_plasma", "osteocalcin"]
)
@pytest.mark.parametrize("share", [0.001, 0.1, 0.9])
def test_what_shows_no_status_is_shown_and_never_graded(lab, read_one, slug, share):
    one = marker(slug)
    value = one.plausible[0] + share * (one.plausible[1] - one.plausible[0])
    found = read_one(lab(slug, value, one.unit), **ADULT)
    assert found.reading == "unknown"
    assert one.never_classifies in found.why


@pytest.mark.parametrize(
    ("age_years", "sex", "shown", "hidden"),
    [(0.5, "male", "110 to 300", "140 to 350"), (40, "female", "140 to 350", "110 to 300")],
)
def test_an_interval_is_shown_to_whom_it_was_measured_for(
    lab, read_one, age_years, sex, shown, hidden
):
    found = read_one(lab("valine_plasma", 120, "umol/L"), age_years=age_years, sex=sex)
    assert found.reading == "unknown"
    assert shown in found.why
    assert hidden not in found.why


def test_an_interval_of_the_other_sex_is_not_shown(lab, read_one):
    found = read_one(lab("betaine_plasma", 22, "umol/L"), sex="female", age_years=40)
    assert "usual in women" in found.why
    assert "usual in men" not in found.why


@pytest.mark.parametrize(("age_y", "count"), [(39.99, 1), (40, 1), (59.99, 1), (60, 1), (10, 0)])
def test_the_fortieth_and_sixtieth_birthday_part_the_intervals_of_tocopherol(age_y, count):
    found = marker("gamma_tocopherol").intervals_for(sex="female", age_y=age_y)
    assert len(found) == count


def test_high_vitamin_e_is_shown_beside_and_does_not_judge(lab, read_one):
    found = read_one(lab("alpha_tocopherol", 65, "umol/L"), **ADULT)
    assert found.reading == "adequate"
    assert {other.reading for other in found.others} >= {"high"}
