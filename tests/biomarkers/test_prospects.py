"""Which tests could still be done, and by whose limits each would be read."""

import pytest

from micronutrient.biomarkers.bench import lay_out
from micronutrient.biomarkers.circumstances import Circumstances
from micronutrient.biomarkers.companions import Companions
from micronutrient.biomarkers.prospects import group_now, prospects
from micronutrient.biomarkers.quality import accept


@pytest.mark.parametrize("creatinine", [60, 250])
def test_a_further_sample_is_read_by_the_limits_of_the_one_that_was_taken(
    lab, person, read, creatinine
):
    labs = (
        lab("creatinine", creatinine, "umol/L"),
        lab("crp", 30, "mg/L"),
        lab("ferritin", 90, "ug/L"),
    )
    around = Circumstances(conditions=frozenset({"heart_failure"}))
    who = person(age_years=60)
    found = group_now(who, read(*labs, age_years=60), around=around)
    measured = Companions(accept(labs).measured)
    assert found == lay_out(measured[2], person=who, measured=measured, around=around).group
    failing = "chronic_kidney_disease" in found.conditions
    assert failing is (creatinine > 100)
    assert "heart_failure" in found.conditions


def test_what_was_measured_or_cannot_be_read_now_is_not_proposed(lab, person, read):
    labs = read(lab("crp", 60, "mg/L"), lab("copper", 12, "umol/L"))
    group = group_now(person(), labs, around=Circumstances())
    assert not prospects("copper", group=group, measured={"copper"})
    assert not prospects("zinc", group=group, measured=())
    assert prospects("iron", group=group, measured=())
