"""Reference change values as printed: Cokluk 2021 (Clin Lab, doi 10.7754/Clin.Lab.2021.210102),
Macy 1997 (Clin Chem 43:52-58), Lan 2020 (Clin Chem Lab Med 58:1941-1949), each in its abstract, and
Bruins 2004 as quoted by Fokkema 2006 (Clin Chem 52:1602)."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from micronutrient.biomarkers.change import (
    ANALYTICAL,
    WITHIN_PERSON,
    Span,
    limits_of,
    log_normal_limits,
    reference_change_value,
    span_words,
    step,
    told,
)
from micronutrient.biomarkers.marker import marker, names
from micronutrient.biomarkers.variation import sd_ln
from micronutrient.errors import ImplausibleValue
from micronutrient.series import Moved

FERRITIN = limits_of(marker("ferritin"))
CRP = limits_of(marker("crp"))
values = st.floats(0.01, 1e5)
cvs = st.floats(0.1, 150)


def known(value: float) -> Span:
    return Span(value, value)


def moved(earlier: float, later: float) -> Moved:
    return step(known(earlier), known(later), limits=FERRITIN).moved


@pytest.mark.parametrize(
    ("cv_analytical", "cv_within", "printed", "rounding"),
    [
        (0.62, 3.60, 10.1, 0.05),  # transferrin
        (2.27, 6.21, 18.3, 0.05),  # ferritin
        (4.71, 10.3, 31.4, 0.05),  # folate
        (6.1, 5.77, 23.4, 0.15),  # vitamin B12, from rounded variation
        (3.4, 8.2, 24.7, 0.15),  # 25(OH)D, from rounded variation
        (5.2, 42.2, 118, 0.5),  # CRP, Macy 1997
        (14.0, 8.8, 45.8, 0.05),  # troponin I, Lan 2020, short term
        (14.0, 41.4, 121.0, 0.2),  # long term, from rounded variation
        (5.8, 2.6, 17.6, 0.05),  # renal failure
    ],
)
def test_published_reference_change_value(cv_analytical, cv_within, printed, rounding):
    got = reference_change_value(cv_analytical=cv_analytical, cv_within=cv_within)
    assert got == pytest.approx(printed, abs=rounding)


@pytest.mark.parametrize("classical", [113, 98])
def test_where_the_classical_value_nears_a_hundred_only_the_log_scale_knows_a_fall(classical):
    cv = classical / (math.sqrt(2) * 1.96)
    fall, rise = log_normal_limits(cv_analytical=0, cv_within=cv)
    assert -100 < fall < -50
    assert rise > classical


@pytest.mark.parametrize("slug", ["ferritin", "crp", "vitamin_c_plasma"])
def test_a_reading_and_a_change_take_one_scatter_from_the_variation(slug):
    fall, rise = limits_of(marker(slug)).fall, limits_of(marker(slug)).rise
    scatter = sd_ln(marker(slug)) * math.sqrt(2) * 1.96
    assert math.log1p(rise / 100) == pytest.approx(scatter)
    assert math.log1p(fall / 100) == pytest.approx(-scatter)


@given(cv=cvs)
def test_a_fall_by_the_limit_undoes_a_rise_by_the_limit(cv):
    fall, rise = log_normal_limits(cv_analytical=0, cv_within=cv)
    assert (1 + fall / 100) * (1 + rise / 100) == pytest.approx(1)


@given(cv=st.floats(0.1, 3))
def test_at_small_variation_both_forms_agree(cv):
    fall, rise = log_normal_limits(cv_analytical=0, cv_within=cv)
    classical = reference_change_value(cv_analytical=0, cv_within=cv)
    assert rise == pytest.approx(classical, rel=0.05)
    assert -fall == pytest.approx(classical, rel=0.05)


@pytest.mark.parametrize("cv", [3.0, 14.5, 60.0])
def test_one_in_twenty_steady_people_seems_to_change(cv):
    rng = np.random.default_rng(7)
    sigma = math.sqrt(math.log1p((cv / 100) ** 2))
    first, second = np.exp(rng.normal(0, sigma, (2, 200_000)))
    fall, rise = log_normal_limits(cv_analytical=0, cv_within=cv)
    percent = (second / first - 1) * 100
    assert np.mean(percent > rise) == pytest.approx(0.025, abs=0.002)
    assert np.mean(percent < fall) == pytest.approx(0.025, abs=0.002)


@given(one=values, other=values)
def test_the_order_of_two_results_only_turns_the_word_and_the_sign(one, other):
    there = step(known(one), known(other), limits=FERRITIN)
    back = step(known(other), known(one), limits=FERRITIN)
    turned = {Moved.ROSE: Moved.FELL, Moved.FELL: Moved.ROSE}
    edge = min(abs(there.lowest - 1 - p / 100) for p in (FERRITIN.rise, FERRITIN.fall))
    assume(edge > 1e-9)
    assert back.moved is turned.get(there.moved, there.moved)
    assert back.z == pytest.approx(-there.z, abs=1e-9)


@given(value=values)
def test_equal_results_are_no_change(value):
    found = step(known(value), known(value), limits=FERRITIN)
    assert (found.moved, found.percent, found.z) == (Moved.NO_CHANGE, 0.0, 0.0)


@given(one=values, other=values, factor=st.floats(0.001, 1000))
def test_the_unit_does_not_matter(one, other, factor):
    here = step(known(one), known(other), limits=FERRITIN)
    there = step(known(one * factor), known(other * factor), limits=FERRITIN)
    assert there.z == pytest.approx(here.z, abs=1e-6)


def test_the_limit_itself_is_no_change():
    edge = 100 * (1 + FERRITIN.rise / 100)
    assert moved(100, edge * 0.9999) is Moved.NO_CHANGE
    assert moved(100, edge * 1.0001) is Moved.ROSE
    edge = 100 * (1 + FERRITIN.fall / 100)
    assert moved(100, edge * 1.0001) is Moved.NO_CHANGE
    assert moved(100, edge * 0.9999) is Moved.FELL


def test_the_log_normal_form_calls_a_fall_that_the_classical_one_never_could():
    found = step(known(18), known(1.2), limits=CRP)
    assert CRP.classical > 100
    assert (found.moved, found.by_classical) == (Moved.FELL, Moved.NO_CHANGE)
    said = told(
        found, name="CRP", earlier=known(18), later=known(1.2), marker_unit="mg/L", limits=CRP
    )
    assert said.endswith("±118 %, which alone would say no change.")


@given(earlier=values, bound=values, inside=st.floats(0, 1))
def test_what_is_said_of_a_bound_holds_for_every_value_below_it(earlier, bound, inside):
    below = step(known(earlier), Span(0.0, bound), limits=FERRITIN)
    value = max(bound * inside, 1e-9)
    true = step(known(earlier), known(value), limits=FERRITIN)
    if below.moved in {Moved.ROSE, Moved.FELL, Moved.NO_CHANGE}:
        assert true.moved is below.moved
    assert below.percent is None
    assert below.z is None


@pytest.mark.parametrize(
    ("earlier", "later", "expected", "least", "most"),
    [
        (known(12), Span(0, 10), Moved.OPEN, None, -16.7),
        (known(40), Span(0, 10), Moved.FELL, None, -75.0),
        (Span(0, 10), known(12), Moved.OPEN, 20.0, None),
        (Span(0, 10), known(40), Moved.ROSE, 300.0, None),
        (Span(0, 10), Span(0, 10), Moved.OPEN, None, None),
        (known(1000), Span(1500, math.inf), Moved.ROSE, 50.0, None),
        (known(1400), Span(1500, math.inf), Moved.OPEN, 7.1, None),
        (Span(1500, math.inf), known(200), Moved.FELL, None, -86.7),
        (Span(0, 10), Span(1500, math.inf), Moved.ROSE, 14900.0, None),
    ],
)
def test_a_bound_is_no_number(earlier, later, expected, least, most):
    found = step(earlier, later, limits=FERRITIN)
    assert found.moved is expected
    assert found.percent is None
    assert found.percent_at_least == (least and pytest.approx(least, abs=0.1))
    assert found.percent_at_most == (most and pytest.approx(most, abs=0.1))


def test_the_sentence_says_word_values_size_z_and_both_limits():
    found = step(known(12), known(20), limits=FERRITIN)
    said = told(
        found,
        name="Ferritin",
        earlier=known(12),
        later=known(20),
        marker_unit="ug/L",
        limits=FERRITIN,
    )
    assert said == (
        "Ferritin rose from 12 to 20 µg/L, +67 % (z +2.5); chance and the day alone explain "
        "−33 % to +49 %. Classical reference change value: ±40 %."
    )


def test_the_sentence_of_a_bound_says_what_can_be_said():
    below = Span(0, 10)
    found = step(known(12), below, limits=FERRITIN)
    said = told(
        found,
        name="Ferritin",
        earlier=known(12),
        later=below,
        marker_unit="ug/L",
        limits=FERRITIN,
    )
    assert "from 12 to <10 µg/L, a fall of at least 17 %" in said
    assert "cannot be said" in said


@pytest.mark.parametrize(
    ("span", "words"), [(known(9.80), "9.8"), (Span(0, 10), "<10"), (Span(1500, math.inf), ">1500")]
)
def test_a_bound_keeps_its_sign(span, words):
    assert span_words(span) == words


@pytest.mark.parametrize("slug", names())
def test_every_marker_has_limits_and_says_which_variation_is_assumed(slug):
    limits, variation = limits_of(marker(slug)), marker(slug).variation
    assert limits.fall < 0 < limits.rise
    studied = {WITHIN_PERSON, ANALYTICAL} - set(limits.assumed)
    assert (WITHIN_PERSON in studied) is bool(variation and variation.cv_within is not None)
    assert (ANALYTICAL in studied) is bool(variation and variation.cv_analytical is not None)


def test_what_the_body_holds_constant_is_not_hidden_by_an_assumed_assay():
    sodium = limits_of(marker("sodium_serum"))
    assert step(known(140), known(130), limits=sodium).moved is Moved.FELL
    haemoglobin = limits_of(marker("haemoglobin"))
    assert haemoglobin.classical == pytest.approx(8.7, abs=0.1)


@pytest.mark.parametrize(("cv_analytical", "cv_within"), [(-1, 5), (5, -1), (0, 0), (math.nan, 5)])
def test_a_variation_that_cannot_be_is_refused(cv_analytical, cv_within):
    with pytest.raises(ImplausibleValue, match="coefficients of variation"):
        reference_change_value(cv_analytical=cv_analytical, cv_within=cv_within)


@pytest.mark.parametrize("value", [0.0, -3.0, math.nan])
@pytest.mark.parametrize("place", ["earlier", "later"])
def test_a_value_that_is_not_above_zero_is_refused(value, place):
    pair = {"earlier": known(5), "later": known(5), place: known(value)}
    with pytest.raises(ImplausibleValue, match=place):
        step(pair["earlier"], pair["later"], limits=FERRITIN)
