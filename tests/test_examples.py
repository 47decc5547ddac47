"""The examples: each is read whole, and says what a dietitian expects of it, in words."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from micronutrient import nutrients, safeload
from micronutrient.case import Case
from micronutrient.evidence import BiomarkerEvidence, IntakeEvidence
from micronutrient.states import Status
from micronutrient.tasks.assess import assess_file
from micronutrient.verdict import Assessment

FOLDER = Path(__file__).resolve().parents[1] / "examples"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".yaml", ".json"})
PUBLISHERS = ("iom", "efsa", "harmonised")

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

EXPECTED = {
    "vegetarian_woman_fatigue": {
        "deficient": "iron vitamin_b12",
        "low": "vitamin_d",
        "adequate": "thiamin riboflavin niacin folate calcium phosphorus zinc copper protein",
        "high": "vitamin_b6",
        "unknown": "iodine biotin chloride choline molybdenum chromium",
    },
    "old_man_metformin_ppi": {
        "deficient": "vitamin_b12 vitamin_d magnesium",
        "low": "potassium vitamin_e zinc",
        "adequate": "iron folate thiamin niacin selenium phosphorus",
        "unknown": "iodine vitamin_k choline fibre",
    },
    "pregnant_woman": {
        "low": "vitamin_d calcium thiamin",
        "adequate low": "iron",
        "adequate": "folate biotin vitamin_c vitamin_e vitamin_b12 selenium niacin",
        "high": "vitamin_a",
        "unknown": "iodine choline potassium",
    },
    "supplement_shelf": {
        "deficient low": "copper",
        "adequate": "folate vitamin_b12 vitamin_c vitamin_e iodine iron calcium protein",
        "high": "vitamin_a niacin vitamin_b6 vitamin_d magnesium zinc selenium",
    },
    "child_6_years": {
        "deficient": "iron",
        "low": "vitamin_d vitamin_e",
        "adequate": "thiamin riboflavin niacin vitamin_b12 phosphorus selenium protein",
        "unknown": "iodine vitamin_k choline fibre potassium",
    },
    "family_cook": {
        "low": "vitamin_d vitamin_e calcium magnesium",
        "adequate": "thiamin niacin phosphorus iron protein lysine",
        "unknown": "iodine vitamin_k choline potassium",
    },
    "labs_only_inflamed": {
        "deficient low": "iron",
        "adequate": "folate vitamin_b12 magnesium",
        "uninterpretable": "zinc selenium vitamin_a vitamin_c vitamin_d copper",
        "unknown": "thiamin calcium vitamin_e iodine protein energy",
    },
    "diet_only_vegan": {
        "low": "vitamin_b12 vitamin_d calcium",
        "adequate": "vitamin_a vitamin_c folate thiamin magnesium copper zinc fibre protein",
        "unknown": "iodine choline epa_dha",
    },
    "incomplete_record": {
        "adequate": "niacin vitamin_b12 riboflavin phosphorus selenium zinc iron protein",
        "high": "sodium",
        "unknown": "vitamin_c vitamin_d calcium magnesium vitamin_e folate iodine",
    },
    "warfarin_and_kidney": {
        "low": "vitamin_e zinc calcium",
        "adequate": "thiamin riboflavin niacin phosphorus",
        "unknown": "iodine choline biotin",
        "adequate unknown": "folate sodium",
    },
    "follow_up_iron": {
        "adequate": "iron vitamin_d vitamin_b12",
        "unknown": "zinc folate iodine calcium energy protein",
    },
}
ALERTS = {
    "vegetarian_woman_fatigue": {
        "b12_deficiency_with_neurological_signs",
        "folate_may_mask_b12",
        "two_anaemias_at_once",
        "upper_level_exceeded",
        "vitamin_b6_with_signs_of_neuropathy",
    },
    "pregnant_woman": {"retinol_in_pregnancy", "upper_level_exceeded"},
    "supplement_shelf": {
        "copper_deficiency_from_zinc",
        "copper_deficiency_with_neurological_signs",
        "selenosis",
        "upper_level_exceeded",
        "vitamin_b6_with_signs_of_neuropathy",
    },
    "warfarin_and_kidney": {"potassium_with_raas_or_ckd"},
}


@cache
def assessment(stem: str, publisher: str = "iom") -> Assessment:
    (file,) = [path for path in FILES if path.stem == stem]
    return assess_file(str(file), publisher=publisher)


def statuses(found: Assessment) -> dict[str, str]:
    return {row.nutrient: str(row.status) for row in found.nutrients}


def schema_of(kind: type) -> dict[str, Any]:
    return msgspec.json.schema(kind)


def test_there_are_examples_of_every_kind_in_both_formats() -> None:
    assert len(FILES) >= 8
    assert {file.stem for file in FILES} == set(EXPECTED)
    assert {file.suffix for file in FILES} == {".yaml", ".json"}


@each_file
def test_the_folder_page_names_the_example(file: Path) -> None:
    assert f"]({file.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")


@each_file
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_every_publisher_assesses_every_example(file: Path, publisher: str) -> None:
    found = assessment(file.stem, publisher)
    assert [row.nutrient for row in found.nutrients] == list(nutrients.names())
    assert found.publisher == publisher
    assert found.left_out == ()


@each_file
def test_the_example_says_what_it_shows(file: Path) -> None:
    case = safeload.load(str(file))
    assert isinstance(case, dict)
    assert len(str(case["title"])) > 20
    assert len(str(case["note"])) > 100


@each_file
def test_the_case_fits_its_schema_and_so_does_the_answer(file: Path) -> None:
    jsonschema.validate(safeload.load(str(file)), schema_of(Case))
    answer = msgspec.json.decode(msgspec.json.encode(assessment(file.stem)))
    jsonschema.validate(answer, schema_of(Assessment))


@each_file
def test_the_verdicts_are_those_a_dietitian_expects(file: Path) -> None:
    found = statuses(assessment(file.stem))
    wrong = {
        nutrient: found[nutrient]
        for words, slugs in EXPECTED[file.stem].items()
        for nutrient in slugs.split()
        if found[nutrient] not in words.split()
    }
    assert wrong == {}


@each_file
def test_the_alerts_are_those_that_must_be_seen(file: Path) -> None:
    found = {alert.code for alert in assessment(file.stem).alerts}
    if file.stem == "warfarin_and_kidney":
        assert ALERTS[file.stem] <= found
    else:
        assert found == ALERTS.get(file.stem, set())


@each_file
def test_the_most_urgent_alert_comes_first(file: Path) -> None:
    order = ["urgent_clinical_review", "soon", "routine"]
    places = [order.index(alert.urgency) for alert in assessment(file.stem).alerts]
    assert places == sorted(places)


@each_file
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_what_nobody_knows_is_never_adequate(file: Path, publisher: str) -> None:
    for row in assessment(file.stem, publisher).nutrients:
        measured = any(isinstance(e, BiomarkerEvidence) and e.log_likelihood for e in row.evidence)
        eaten = any(isinstance(e, IntakeEvidence) and e.mean is not None for e in row.evidence)
        if not measured and not eaten:
            assert row.status in {Status.UNKNOWN, Status.UNINTERPRETABLE}, row.nutrient


@each_file
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_deficient_and_toxic_rest_on_a_laboratory_result(file: Path, publisher: str) -> None:
    for row in assessment(file.stem, publisher).nutrients:
        if row.status in {Status.DEFICIENT, Status.TOXIC}:
            assert "biomarker" in row.confidence.basis, row.nutrient


def test_disagreeing_markers_of_vitamin_b12_are_shown() -> None:
    rows = {row.nutrient: row for row in assessment("vegetarian_woman_fatigue").nutrients}
    (between_markers, *_) = rows["vitamin_b12"].conflicts
    assert "Methylmalonic acid" in between_markers
    assert "Homocysteine" in between_markers


def test_urinary_iodine_is_shown_and_decides_nothing() -> None:
    rows = {row.nutrient: row for row in assessment("vegetarian_woman_fatigue").nutrients}
    shown = [e for e in rows["iodine"].evidence if isinstance(e, BiomarkerEvidence)]
    assert [e.marker for e in shown] == ["iodine_urine"]
    assert shown[0].log_likelihood == {}


def test_the_copper_that_zinc_pushed_down_is_a_conflict_with_the_diet() -> None:
    found = assessment("supplement_shelf")
    (copper,) = [row for row in found.nutrients if row.nutrient == "copper"]
    assert any("Intake covers the requirement" in line for line in copper.conflicts)
    assert ("zinc_high_dose", "copper", "lowers") in {
        (one.agent, one.nutrient, one.direction) for one in found.interactions
    }


def test_beta_carotene_does_not_count_toward_the_upper_level_of_vitamin_a() -> None:
    (row,) = [r for r in assessment("supplement_shelf").nutrients if r.nutrient == "vitamin_a"]
    (intake,) = [e for e in row.evidence if isinstance(e, IntakeEvidence)]
    assert intake.mean is not None
    assert intake.in_ul_scope is not None
    assert intake.from_supplements == pytest.approx(25000 * 0.3 + 800)
    assert intake.in_ul_scope < intake.from_supplements


@pytest.mark.parametrize(
    ("stem", "place"), [("labs_only_inflamed", "labs[15]"), ("warfarin_and_kidney", "labs[14]")]
)
def test_a_result_in_an_impossible_unit_is_set_aside_with_a_question(stem: str, place: str) -> None:
    (one,) = assessment(stem).quarantined
    assert one.input == place
    assert one.ask.endswith("?")


def test_ferritin_in_inflammation_is_held_against_the_raised_limit() -> None:
    (iron,) = [r for r in assessment("labs_only_inflamed").nutrients if r.nutrient == "iron"]
    (ferritin,) = [e for e in iron.evidence if getattr(e, "marker", "") == "ferritin"]
    assert ferritin.bands[0].upper == 70
    assert ferritin.reading is Status.DEFICIENT


def test_medicines_and_nutrients_of_the_examples_meet() -> None:
    def pairs(stem: str) -> set[tuple[str, str]]:
        return {(one.agent, one.nutrient) for one in assessment(stem).interactions}

    assert ("metformin", "vitamin_b12") in pairs("old_man_metformin_ppi")
    assert ("pantoprazole", "magnesium") in pairs("old_man_metformin_ppi")
    assert ("warfarin", "vitamin_k") in pairs("warfarin_and_kidney")
    assert ("ramipril", "potassium") in pairs("warfarin_and_kidney")
    assert ("vegan_diet", "vitamin_b12") in pairs("diet_only_vegan")


def test_a_condition_that_no_table_knows_is_kept_and_named() -> None:
    found = {one.text for one in assessment("labs_only_inflamed").unrecognised}
    assert found == {"rheumatoid arthritis"}


def test_the_words_of_follow_up_are_those_a_dietitian_expects() -> None:
    series = {one.marker: one for one in assessment("follow_up_iron").series}
    last = {slug: one.from_previous.moved for slug, one in series.items()}
    first = {slug: one.from_first.moved for slug, one in series.items()}
    assert last == {
        "haemoglobin": "no_change",
        "ferritin": "cannot_be_read",
        "crp": "fell",
        "stfr": "fell",
        "vitamin_b12_serum": "no_change",
        "vitamin_d_25oh": "rose",
    }
    assert first["haemoglobin"] == first["ferritin"] == "rose"
    assert "CRP or AGP was raised on 2026-03-23" in series["ferritin"].from_previous.why
    (doubt,) = series["vitamin_d_25oh"].from_previous.doubts
    assert "the change may be the method's" in doubt


def test_no_other_example_is_followed_over_time() -> None:
    followed = {file.stem for file in FILES if assessment(file.stem).series}
    assert followed == {"follow_up_iron"}
