"""Labels to nutrients; 25 000 IU of retinyl palmitate are 7500 µg RAE (IOM 2001: 0.3 µg an IU)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micronutrient.case import AmountBasis, Content, Supplement
from micronutrient.errors import InputFault, UnknownName, WrongUnit
from micronutrient.intake.supplements import supplement_intake


def take(nutrient, amount, unit, form=None, **more):
    row = Supplement(name="pill", nutrient=nutrient, amount=amount, unit=unit, form=form, **more)
    return supplement_intake([row])


def dose(*label, **more):
    got, faults = take(*label, **more)
    assert not faults, faults
    return got.doses[0]


def fault(*label, **more):
    got, faults = take(*label, **more)
    assert not got.doses
    assert len(faults) == 1
    return faults[0]


@pytest.mark.parametrize("unit", ["[IU]", "IU", "[iU]"])
def test_published_vitamin_a(unit):
    got = dose("vitamin_a", 25_000, unit, "retinyl_palmitate")
    assert (got.amount, got.in_ul_scope, got.unit) == (
        pytest.approx(7500),
        pytest.approx(7500),
        "ug_rae",
    )


def test_published_beta_carotene_does_not_count_toward_the_upper_level():
    # IOM 2001: 2 µg of supplemental beta-carotene are 1 µg RAE.
    got = dose("vitamin_a", 6, "mg", "beta_carotene")
    assert got.amount == pytest.approx(3000)
    assert got.in_ul_scope == 0


@pytest.mark.parametrize(("with_food", "dfe"), [(True, 680), (False, 800)])
def test_published_folic_acid(with_food, dfe):
    # IOM 1998: 1 µg of folic acid is 1.7 µg DFE with food, 2 µg on an empty stomach.
    got = dose("folate", 400, "mcg", "folic_acid", with_food=with_food)
    assert got.amount == pytest.approx(dfe)
    assert got.in_ul_scope == pytest.approx(400)


def test_published_folate_in_dfe_counts_toward_the_upper_level_as_folic_acid():
    got = dose("folate", 680, "mcg DFE", "folic_acid")
    assert got.amount == pytest.approx(680)
    assert got.in_ul_scope == pytest.approx(400)


@pytest.mark.parametrize(
    ("form", "mg"), [("d_alpha_tocopherol", 268), ("all_rac_alpha_tocopherol", 180)]
)
def test_published_vitamin_e(form, mg):
    # IOM 2000: 1 IU is 0.67 mg of natural, 0.45 mg of all-rac-alpha-tocopherol.
    assert dose("vitamin_e", 400, "IU", form).amount == pytest.approx(mg, rel=0.002)


def test_published_vitamin_d():
    assert dose("vitamin_d", 1000, "IU", "cholecalciferol").amount == pytest.approx(25)


def test_minerals_are_labelled_as_the_element_unless_the_compound_is_meant():
    element = dose("magnesium", 300, "mg", "magnesium_oxide")
    compound = dose("magnesium", 300, "mg", "magnesium_oxide", basis=AmountBasis.COMPOUND)
    assert element.amount == pytest.approx(300)
    assert compound.amount == pytest.approx(300 * 24.305 / 40.304, rel=1e-3)
    assert compound.in_ul_scope == pytest.approx(compound.amount)


def test_amounts_of_substance():
    assert dose("magnesium", 10, "mmol", "magnesium_oxide").amount == pytest.approx(
        243.05, rel=1e-4
    )
    assert dose("potassium", 20, "meq").amount == pytest.approx(20 * 39.098, rel=1e-4)


def test_a_form_that_is_not_named_is_assumed_and_said():
    assert "not named" in dose("vitamin_d", 10, "ug").assumed
    assert dose("vitamin_d", 10, "ug", "cholecalciferol").assumed == ""


def test_contents_of_a_composite_product_and_times_per_day():
    product = Supplement(
        name="multi",
        times_per_day=2,
        contents=(
            Content(nutrient="Vitamin C", amount=90, unit="mg"),
            Content(nutrient="zinc", amount=5, unit="mg"),
            Content(nutrient="zinc", amount=2, unit="g", form="zinc_nonsense"),
            Content(nutrient="zink", amount=2, unit="g"),
        ),
    )
    got, faults = supplement_intake([product], positions=[4])
    totals = dict(zip(got.nutrients, got.amount.tolist(), strict=True))
    assert (totals["vitamin_c"], totals["zinc"], totals["iron"]) == (180, 10, 0)
    assert [f.where for f in faults] == [
        "supplements[4].contents[2].form",
        "supplements[4].contents[3].nutrient",
    ]
    assert all(isinstance(f, UnknownName) for f in faults)
    assert "zinc" in faults[1].line()


def test_products_add_up_and_the_greatest_comes_first():
    rows = [
        Supplement(name=name, nutrient="vitamin_d", amount=amount, unit="ug")
        for name, amount in (("small", 5), ("large", 50))
    ]
    got, _ = supplement_intake(rows)
    assert got.amount[got.nutrients.index("vitamin_d")] == pytest.approx(55)
    assert [d.product for d in got.of("vitamin_d")] == ["large", "small"]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (("iron", 10, "IU"), "no international unit"),
        (("iron", 10, "ug RAE"), "does not measure iron"),
        (("folate", 400, "ug RAE"), "does not measure folate"),
        (("iron", 10, "mL"), "volume"),
        (("iron", 10, "wibbles"), "unknown unit"),
        (("iron", 10, "mg/d"), "time"),
    ],
)
def test_units_that_do_not_fit_are_named(label, said):
    found = fault(*label)
    assert isinstance(found, WrongUnit)
    assert found.where == "supplements[0].unit"
    assert said in found.line()
    assert str(found).startswith("supplements[0].unit: ")


def test_nothing_taken_is_nothing():
    got, faults = supplement_intake([])
    assert not faults
    assert not got.amount.any()
    assert len(got.amount) == len(got.nutrients) > 40


@given(st.floats(0.01, 1e4), st.floats(0.1, 10))
def test_linear_in_amount_and_times(amount, times):
    one = dose("folate", 1, "ug", "folic_acid")
    many = dose("folate", amount, "ug", "folic_acid", times_per_day=times)
    assert many.amount == pytest.approx(one.amount * amount * times)
    assert many.in_ul_scope == pytest.approx(one.in_ul_scope * amount * times)


def test_faults_are_input_faults():
    assert isinstance(fault("unobtainium", 1, "mg"), InputFault)
