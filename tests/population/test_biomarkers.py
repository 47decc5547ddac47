"""A survey of markers, from columns to means and prevalence."""

import math

import msgspec
import numpy as np
import pytest

from micronutrient.biomarkers.brinda import brinda
from micronutrient.errors import ImplausibleValue, InputFault, NotIdentified
from micronutrient.population.biomarkers import survey_biomarkers
from micronutrient.population.biomarkers_spec import BiomarkersSpec
from micronutrient.population.table import Table

PEOPLE = 60
ZINC = {"column": "zn", "unit": "umol/L", "fasting": False, "day_time": "morning"}
BASE = {
    "file": "s.csv",
    "group": "preschool_children",
    "crp": {"column": "crp", "unit": "mg/L"},
    "agp": {"column": "agp", "unit": "g/L"},
    "markers": {"ferritin": {"column": "sf", "unit": "ug/L"}},
}


def columns(seed=1, people=PEOPLE):
    rng = np.random.default_rng(seed)
    crp, agp = rng.lognormal(0, 1, people), rng.lognormal(-0.1, 0.4, people)
    return {
        "crp": crp,
        "agp": agp,
        "sf": 20 * crp**0.2 * agp**0.3 * rng.lognormal(0, 0.6, people),
        "zn": 11 * crp**0.05 * rng.lognormal(0, 0.2, people),
        "w": rng.uniform(0.5, 3, people),
        "age": rng.uniform(0.6, 4.9, people),
    }


def run(numbers=None, texts=None, **changes):
    numbers = columns() if numbers is None else numbers
    size = next(iter(numbers.values())).size
    table = Table(name="s.csv", row=np.arange(2, size + 2), numbers=numbers, texts=texts or {})
    spec = {name: value for name, value in (BASE | changes).items() if value is not None}
    return survey_biomarkers(msgspec.convert(spec, BiomarkersSpec), table)


def only(answer):
    ((one,),) = (group.markers for group in answer.groups)
    return one


def test_means_and_prevalence_are_counted_over_the_same_people():
    numbers = columns()
    numbers["sf"][0], numbers["crp"][1] = np.nan, np.nan
    answer, adjusted = run(numbers)
    one = only(answer)
    after = adjusted["ferritin"]
    kept = np.isfinite(after)
    assert one.before.people == one.after.people == one.people_used == PEOPLE - 2
    assert one.left_out == {"no Ferritin": 1, "no CRP": 1}
    assert one.before.arithmetic_mean == pytest.approx(numbers["sf"][kept].mean())
    assert one.after.geometric_mean == pytest.approx(math.exp(np.log(after[kept]).mean()))
    assert one.before.deficient == pytest.approx((numbers["sf"][kept] < 12).mean())
    assert one.after.deficient == pytest.approx((after[kept] < 12).mean())
    assert one.cutoff.limits == (12,)
    assert one.cutoff.sources == {"who-2020-ferritin": "primary"}


def test_the_raised_limits_stand_beside_as_the_other_way():
    numbers = columns()
    one = only(run(numbers)[0])
    inflamed = (numbers["crp"] >= 5) | (numbers["agp"] >= 1)
    expected = np.mean(numbers["sf"] < np.where(inflamed, 30, 12))
    assert one.with_raised_cutoff.deficient == pytest.approx(expected)


def test_units_are_converted_for_limits_and_reference_values_and_kept_for_means():
    numbers = columns()
    plain = only(run(numbers)[0])
    other = numbers | {
        "sf": numbers["sf"] / 1000,
        "crp": numbers["crp"] / 10,
        "agp": numbers["agp"] * 100,
    }
    scaled = only(
        run(
            other,
            crp={"column": "crp", "unit": "mg/dL"},
            agp={"column": "agp", "unit": "mg/dL"},
            markers={"ferritin": {"column": "sf", "unit": "mg/L"}},
        )[0]
    )
    assert scaled.after.deficient == plain.after.deficient
    assert scaled.after.arithmetic_mean * 1000 == pytest.approx(plain.after.arithmetic_mean)


def test_weights_change_slopes_means_and_shares_and_are_told():
    numbers = columns()
    answer, adjusted = run(numbers, weight="w")
    one = only(answer)
    after, weight = adjusted["ferritin"], numbers["w"]
    assert one.after.arithmetic_mean == pytest.approx(np.average(after, weights=weight))
    assert one.after.deficient == pytest.approx(np.average(after < 12, weights=weight))
    assert one.slopes != only(run(numbers)[0]).slopes
    assert answer.weighted
    assert any("Survey weights" in note for note in answer.notes)


def test_equal_weights_change_nothing():
    numbers = columns() | {"w": np.full(PEOPLE, 7.0)}
    weighted, plain = (
        only(run(numbers, weight="w", group="other")[0]),
        only(run(numbers, group="other")[0]),
    )
    assert weighted.after.arithmetic_mean == pytest.approx(plain.after.arithmetic_mean, rel=1e-12)
    assert weighted.slopes["crp"].slope == pytest.approx(plain.slopes["crp"].slope, rel=1e-10)


def test_people_without_a_weight_are_adjusted_and_not_counted():
    numbers = columns()
    numbers["w"][:4] = [np.nan, np.nan, 0, 0]
    answer, adjusted = run(numbers, weight="w")
    one = only(answer)
    assert one.left_out == {"no weight": 4}
    assert one.after.people == one.people_used == PEOPLE - 4
    assert np.isfinite(adjusted["ferritin"]).all()


def wrong_signed():
    numbers = columns()
    return numbers | {"sf": 20 * numbers["crp"] ** -0.3 * numbers["agp"] ** 0.4}


def test_a_wrong_signed_slope_is_applied_and_told():
    one = only(run(wrong_signed())[0])
    assert one.slopes["crp"].slope == pytest.approx(-0.3)
    assert any(note.startswith("CRP goes with a lower value") for note in one.notes)


def test_the_constraint_sets_it_to_zero_and_tells():
    answer, _ = run(wrong_signed(), sign_constraint=True)
    one = only(answer)
    assert one.slopes["crp"].slope == 0
    assert "Slopes set to zero: CRP." in one.notes
    assert any("Sign constraint" in note for note in answer.notes)


def test_a_refused_marker_leaves_the_others_standing():
    numbers = columns()
    numbers["zn"][3:] = np.nan
    markers = BASE["markers"] | {"zinc": {"column": "zn", "unit": "umol/L"}}
    answer, adjusted = run(numbers, markers=markers, group="other")
    ferritin, zinc = answer.groups[0].markers
    assert not ferritin.refused
    assert "3 people" in zinc.refused or zinc.adjusted_by == ()
    numbers["zn"][2:] = np.nan
    zinc = run(numbers, markers=markers, group="other")[0].groups[0].markers[1]
    assert "over 2 people" in zinc.refused
    assert zinc.after is None
    assert zinc.before.people == 2
    assert np.isfinite(adjusted["ferritin"]).all()


def test_collinear_inflammation_is_refused_with_the_number_and_another_way():
    numbers = columns()
    numbers["agp"] = 0.7 * numbers["crp"]
    with pytest.raises(NotIdentified) as refusal:
        run(numbers)
    assert f"{PEOPLE} people" in str(refusal.value)
    assert "raised cut-offs" in str(refusal.value)


def test_groups_of_a_column_are_adjusted_apart():
    numbers = columns()
    half = PEOPLE // 2
    words = ("C",) * half + ("W",) * (half - 1) + ("",)
    groups = {"column": "g", "values": {"C": "PSC", "W": "WRA"}}
    answer, adjusted = run(numbers, {"g": words}, group=None, group_column=groups)
    children = run({name: values[:half] for name, values in numbers.items()})[1]
    assert adjusted["ferritin"][:half].tolist() == children["ferritin"].tolist()
    assert [group.people for group in answer.groups] == [half, half - 1]
    assert np.isnan(adjusted["ferritin"][-1])
    assert any("1 people have no group" in note for note in answer.notes)
    assert [group.markers[0].cutoff.limits for group in answer.groups] == [(12,), (15,)]


def test_manual_reference_values_are_used():
    answer, _ = run(group="manual", reference={"crp_mg_l": 0.2, "agp_g_l": 1.4})
    assert [one.value for one in answer.groups[0].references] == pytest.approx([1.4, 0.2])
    assert {one.basis for one in answer.groups[0].references} == {"given"}


def test_reference_values_that_nobody_would_get_are_refused():
    texts = {"g": ("PSC",) * PEOPLE}
    with pytest.raises(InputFault, match="nobody is of the group manual"):
        run(None, texts, group=None, group_column={"column": "g"}, reference={"crp_mg_l": 1})


def test_groups_that_may_hold_pregnant_women_are_told_whose_limits_they_get():
    assert any("neither pregnant" in note for note in run(group="other")[0].notes)
    assert not any("neither pregnant" in note for note in run()[0].notes)


def test_without_age_and_sex_other_groups_have_no_limit_unless_one_is_given():
    one = only(run(group="other")[0])
    assert one.after.deficient is None
    assert one.cutoff is None
    assert any("No limit of deficiency" in note for note in one.notes)
    own = only(
        run(group="other", markers={"ferritin": {"column": "sf", "unit": "ug/L", "cutoff": 25}})[0]
    )
    assert own.cutoff.limits == (25,)
    assert own.cutoff.authority == "the specification"


def test_ages_in_months_and_sexes_by_code_choose_limits():
    numbers = columns()
    numbers["age"] = np.where(np.arange(PEOPLE) < 30, 40, 400.0)
    texts = {"s": ("1", "2") * (PEOPLE // 2)}
    one = only(
        run(
            numbers,
            texts,
            group="other",
            age={"column": "age", "unit": "mo"},
            sex_column={"column": "s", "values": {"1": "male", "2": "female"}},
        )[0]
    )
    assert one.cutoff.limits == (12, 15)
    assert one.after.judged == PEOPLE


def test_zeros_are_refused_or_stand_for_what_is_said():
    numbers = columns()
    numbers["crp"][4] = 0
    with pytest.raises(ImplausibleValue, match=r"s\.csv: row 6, crp: is 0.*zero_is"):
        run(numbers)
    answer, adjusted = run(numbers, crp={"column": "crp", "unit": "mg/L", "zero_is": 0.01})
    assert np.isfinite(adjusted["ferritin"][4])
    assert "Zeros of CRP count as 0.01 mg/L." in answer.notes


def test_negative_values_of_several_columns_are_told_together():
    numbers = columns()
    numbers["crp"][4] = -1
    numbers["sf"][5] = -2
    with pytest.raises(InputFault) as faults:
        run(numbers)
    assert len(faults.value.lines()) == 2


def test_a_column_in_another_unit_than_said_is_refused():
    with pytest.raises(ImplausibleValue, match="half of the values lie beyond"):
        run(markers={"ferritin": {"column": "sf", "unit": "g/L"}})
    with pytest.raises(InputFault, match=r"markers\.ferritin\.unit"):
        run(markers={"ferritin": {"column": "sf", "unit": "mm"}})


def test_single_unlikely_values_are_used_and_told():
    numbers = columns()
    numbers["crp"][0] = 5000
    answer, _ = run(numbers)
    assert any("1 values of crp lie beyond" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"group": None}, "one is needed"),
        ({"group": "martians"}, "unknown population group 'martians'"),
        ({"crp": None, "agp": None}, "neither crp nor agp"),
        ({"group": "manual"}, "reference: is missing"),
        ({"group": "manual", "reference": {"crp_mg_l": 1}}, r"reference\.agp_g_l"),
        ({"reference": {"crp_mg_l": 1}}, "has its own"),
        (
            {"group": "WRA", "sex": "male"},
            r"^sex: is male, and s\.csv has people of the group women.*female; leave sex out",
        ),
        ({"sex": "male", "sex_column": {"column": "s"}}, "both given"),
        ({"age": {"column": "age", "unit": "kg"}}, r"age\.unit"),
        ({"age": {"column": "age", "unit": "mo"}}, "ages of preschool_children"),
        ({"markers": {"copper": {"column": "sf", "unit": "ug/L"}}}, "unknown marker"),
    ],
)
def test_what_does_not_go_together_is_refused(changes, said):
    with pytest.raises(InputFault, match=said):
        run(**changes)


def test_a_person_who_stands_twice_is_refused():
    ids = tuple(str(i % 50) for i in range(PEOPLE))
    with pytest.raises(InputFault, match=r"row 52, id: '0' stands in row 2 already"):
        run(None, {"id": ids}, person="id")


def test_weights_that_cannot_be_are_refused():
    numbers = columns()
    with pytest.raises(InputFault, match="no weight is above zero"):
        run(numbers | {"w": np.zeros(PEOPLE)}, weight="w")
    numbers["w"][0] = -1
    with pytest.raises(ImplausibleValue, match="row 2, w"):
        run(numbers, weight="w")


def test_an_unknown_sex_says_what_codes_need():
    with pytest.raises(InputFault, match="say what codes mean"):
        run(None, {"s": ("7",) * PEOPLE}, sex_column={"column": "s"})


def test_agp_that_was_not_measured_leaves_transferrin_receptor_alone():
    one = only(run(agp=None, markers={"stfr": {"column": "zn", "unit": "mg/L"}})[0])
    assert one.adjusted_by == ()
    assert one.before == one.after
    assert any("AGP was not measured" in note for note in one.notes)


def test_a_sex_that_the_group_does_not_have_is_told_by_its_column():
    texts = {"who": ("f",) * 3 + ("m",) + ("f",) * (PEOPLE - 4)}
    said = r"^s\.csv: row 5, who: 'm' is not the sex of the group women_of_.*; mend the group or"
    with pytest.raises(InputFault, match=said):
        run(None, texts, group="WRA", sex_column={"column": "who"})


@pytest.mark.parametrize("written", ["mornning", "08:10", "evening", "Morning"])
def test_a_time_of_day_that_no_limit_is_for_is_refused(written):
    with pytest.raises(msgspec.ValidationError, match=r"markers.*day_time"):
        run(markers={"zinc": ZINC | {"day_time": written}})


def test_every_document_is_given_with_its_own_grade():
    answer, _ = run(markers=BASE["markers"] | {"zinc": ZINC})
    ferritin, zinc = (one.cutoff.sources for one in answer.groups[0].markers)
    assert answer.sources == {brinda().source: brinda().checked, **ferritin, **zinc}
    assert next(iter(answer.sources)) == brinda().source
