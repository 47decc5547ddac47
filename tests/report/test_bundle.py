import msgspec
import pytest

from micronutrient.report import html, text
from micronutrient.report.bundle import Bundle, bundled
from micronutrient.report.chart import draw
from micronutrient.report.overview import arrange
from micronutrient.states import Status
from micronutrient.verdict import Assessment, NutrientVerdict, Probability


def with_low(assessment: Assessment, *slugs: str) -> Assessment:
    """Turn some nutrients of an assessment to low."""
    low = Probability(deficient=0.0, low=0.8, adequate=0.2, high=0.0, toxic=0.0)

    def turned(verdict: NutrientVerdict) -> NutrientVerdict:
        if verdict.nutrient not in slugs:
            return verdict
        return msgspec.structs.replace(verdict, status=Status.LOW, probability=low)

    return msgspec.structs.replace(
        assessment, nutrients=tuple(turned(verdict) for verdict in assessment.nutrients)
    )


def bundles(assessment: Assessment) -> list[Bundle]:
    return [one for one in bundled(arrange(assessment).judged) if isinstance(one, Bundle)]


def drawn(assessment: Assessment) -> set[str]:
    return {row.name for part in draw(arrange(assessment)).parts for row in part.rows}


def test_nine_that_share_a_word_are_one_row_as_sure_as_the_least_sure(shelf: Assessment):
    (one,) = bundles(shelf)
    assert one.name == "Essential amino acids (9)"
    assert one.listed == ""
    shares = [v.probability.adequate for v in one.verdicts if v.probability]
    assert one.share == min(shares)
    rows = [line for line in text.render(shelf).splitlines() if "Essential amino" in line]
    assert len(rows) == 1
    assert html.render(shelf).count('href="#amino-acids-adequate"') == 1


def test_the_one_that_is_low_stands_alone_and_is_drawn(shelf: Assessment):
    changed = with_low(shelf, "lysine")
    (one,) = bundles(changed)
    assert one.name == "Essential amino acids (8)"
    assert "Lysine" not in one.listed
    assert "Valine" in one.listed
    assert "Lysine" in drawn(changed)
    assert not {"Valine", "Leucine"} & drawn(changed)
    assert "Essential amino acids (8): adequate" in html.render(changed)


def test_none_is_drawn_while_all_are_adequate(shelf: Assessment):
    assert not {"Lysine", "Valine", "Leucine"} & drawn(shelf)


def test_several_that_are_low_share_a_row_with_each_intake_below(shelf: Assessment):
    changed = with_low(shelf, "lysine", "valine")
    assert sorted(len(one.verdicts) for one in bundles(changed)) == [2, 7]
    said = text.render(changed)
    assert "   - Lysine 10 653 mg/d (EAR 2 604)" in said
    assert "low in essential amino acids (2)" in " ".join(said.split())
    assert {"Lysine", "Valine"} <= drawn(changed)


def test_no_nutrient_is_lost(from_example: Assessment):
    judged = arrange(from_example).judged
    found: list[NutrientVerdict] = []
    for one in bundled(judged):
        found += one.verdicts if isinstance(one, Bundle) else [one]
    assert sorted(v.nutrient for v in found) == sorted(v.nutrient for v in judged)


@pytest.mark.parametrize("share", [0.92, 0.999])
def test_how_sure_a_bundle_is_reads_as_a_sentence(shelf: Assessment, share: float):
    one = bundles(shelf)[0]
    p = Probability(deficient=0.0, low=1 - share, adequate=share, high=0.0, toxic=0.0)
    same = tuple(msgspec.structs.replace(v, probability=p) for v in one.verdicts)
    sure = msgspec.structs.replace(one, verdicts=same).sure
    assert sure.startswith("at least 92 %, " if share < 0.99 else "> 99 % each, ")
