"""A remark of the laboratory makes a number a bound."""

import pytest

from micronutrient.biomarkers.rules import rules
from micronutrient.biomarkers.stated_bounds import as_bound, bound_said
from micronutrient.matching import fold


@pytest.mark.parametrize(
    ("note", "comparator"),
    [
        ("highest that the assay gives", ">="),
        ("Haemolysed; above the measuring range.", ">="),
        ("below detection", "<="),
        ("not above measuring range", None),
        ("over-range excluded", None),
        ("upper limit of the assay 4 g/L", None),
        (None, None),
    ],
)
def test_only_a_remark_on_this_result_makes_it_a_bound(lab, note, comparator):
    found = as_bound(lab("agp", 4.0, "g/L", note=note))
    assert found.comparator == comparator
    assert bool(bound_said(found)) is (comparator is not None)


def test_a_printed_sign_stays(lab):
    printed = lab("agp", 4.0, "g/L", comparator="<", note="highest that the assay gives")
    assert as_bound(printed) == printed
    assert not bound_said(printed)


def test_a_bound_is_read_as_one_and_said(lab, read, read_one):
    high = lab("ferritin", 20, "ug/L", note="highest value that the assay gives")
    assert read_one(lab("ferritin", 20, "ug/L")).reading != "unknown"
    found = read_one(high)
    assert (found.reading, found.comparator) == ("unknown", ">=")
    assert "the true value may be higher" in " ".join(found.notes)
    agp = lab("agp", 4.0, "g/L", note="at assay ceiling")
    assert read(agp).inflammation.startswith("AGP above 4 g/L")


def test_a_ferritin_below_detection_is_still_deficient(lab, read_one):
    assert read_one(lab("ferritin", 5, "ug/L", note="below detection")).reading == "deficient"


def test_words_are_folded():
    for bound in rules().stated_bounds.values():
        assert all(fold(word) == word for word in bound.words)
