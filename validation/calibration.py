"""How far the stated probabilities may be believed: people drawn from the model, and from others.

Usage: ``python validation/calibration.py [people]``. Prints four tables, puts them into
docs/model.md, and draws the first as docs/calibration.svg:

1. **Reliability.** Each person gets an intake, risks, a state of the body, and one to three real
   markers of one nutrient, all as docs/model.md says. Of the states that were given 70 to 80 %, so
   many must be true. The draw is written anew here, from the page and not from the package.
2. **Start.** How probable each state is held to be before any result, by the test that leads.
3. **Fixed prior.** States come from one prior that does not know which tests were ordered, while
   the model starts from the leading marker: how far what it states is from what is true then.
4. **Shared errors.** A second marker repeats the first, straying and all, while the model holds
   them to be independent: how much too sure it is then.

The first shows that the arithmetic is right; the third and fourth what wrong assumptions cost. How
the figures fit patients can be told only with patients.
"""

import math
import re
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from reliability_drawing import Bin, drawing

from micronutrient.arrays import Floats
from micronutrient.balance import combine
from micronutrient.balance.combine import IntakeBelief
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.case import LabResult
from micronutrient.person import Person, Sex
from micronutrient.verdict import STATES, Band, Status

ROOT = Path(__file__).resolve().parents[1]
DRAWING = ROOT / "docs" / "calibration.svg"
PAGE = ROOT / "docs" / "model.md"
WOMAN = Person(sex=Sex.FEMALE, age_years=34, menstruating=True)
ADEQUATE = STATES.index(Status.ADEQUATE)
CENSORED = 0.15
"""Share of results that are printed as below or above a limit of measurement."""
VALUES = 600


def main(people: int) -> None:
    rng = np.random.default_rng(20)
    found = reliability(*drawn(rng, people=people))
    DRAWING.write_text(drawing(found, people=people), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in (
        ("reliability", reliability_table(found, people=people)),
        ("start", starts()),
        ("fixed prior", fixed_prior(rng, people=people // 4)),
        ("shared errors", shared_errors(rng, people=people // 4)),
    ):
        table = "\n".join(lines)
        print(f"{table}\n")
        page = put_into(page, name, table)
    PAGE.write_text(page, encoding="utf-8")


def put_into(page: str, name: str, table: str) -> str:
    """Put a table into a page, between the marks that bear its name."""
    marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(marks, lambda m: f"{m[1]}```\n{table}\n```\n{m[2]}", page, flags=re.DOTALL)


# 1. People drawn from the model


class Marker(NamedTuple):
    """One marker as it is read in one woman, and how its values and the states go together.

    `ln_values` is an even grid; `given` how probable each value is in each state, ``(5, values)``;
    `start` how probable each state is if every level is equally likely, ``(5,)``.
    """

    slug: str
    bands: tuple[Band, ...]
    sd_ln: float
    strength: str
    ln_values: Floats
    given: Floats
    start: Floats


def panel() -> dict[str, list[Marker]]:
    """Give the graded markers of each nutrient, as they are read in one healthy woman.

    Indicators that only we compute are left out: they are never independent of their parts.
    """
    found: dict[str, list[Marker]] = {}
    for slug in names():
        one = marker(slug)
        if one.combination and not one.combination.reported:
            continue
        middle = LabResult(marker=slug, value=math.sqrt(math.prod(one.plausible)), unit=one.unit)
        for reading in interpret([middle], person=WOMAN).readings:
            for speaks in reading.speaks_for:
                if reading.bands and speaks.strength != "context":
                    entry = as_stated(slug, reading.bands, reading.sd_ln, str(speaks.strength))
                    found.setdefault(speaks.nutrient, []).append(entry)
    return found


def as_stated(slug: str, bands: tuple[Band, ...], sd_ln: float, strength: str) -> Marker:
    """Work out from the page how probable each value of a marker is in each state."""
    model = combine.model()
    factor = model.marker_reach["factor"]
    ends = (
        max(bands[0].lower, bands[0].upper / factor),
        min(bands[-1].upper, bands[-1].lower * factor),
    )
    limits = np.log([ends[0], *(band.lower for band in bands[1:]), ends[1]])
    states = [STATES.index(band.state) for band in bands]
    normal = states.index(ADEQUATE)
    blur = model.marker_blur[strength] * (limits[normal + 1] - limits[normal])
    x = np.linspace(limits[0], limits[-1], 1500)
    homes = [own_band(state, states) for state in range(len(STATES))]
    related, share = np.empty((len(STATES), x.size)), np.empty(len(STATES))
    for state, home in enumerate(homes):
        place = states.index(home)
        away = np.maximum(np.maximum(limits[place] - x, x - limits[place + 1]), 0.0)
        related[state] = np.exp(-away / blur)
        alike = sum(model.base()[other] for other, of in enumerate(homes) if of == home)
        share[state] = model.base()[state] / alike
    start = related.sum(axis=1) * share
    unrelated = model.marker_unrelated[strength]
    level = (1 - unrelated) * related / related.sum(axis=1, keepdims=True) + unrelated / x.size
    y = np.linspace(limits[0] - 4 * sd_ln, limits[-1] + 4 * sd_ln, VALUES)
    given = level @ np.exp(-(((y - x[:, np.newaxis]) / sd_ln) ** 2) / 2)
    given /= given.sum(axis=1, keepdims=True)
    return Marker(slug, bands, sd_ln, strength, y, given, start / start.sum())


def own_band(state: int, states: list[int]) -> int:
    """Give the state whose band is used: its own, or the next one towards adequate."""
    while state not in states:
        state += 1 if state < ADEQUATE else -1
    return state


def drawn(rng: np.random.Generator, *, people: int) -> tuple[Floats, Floats]:
    """Draw people and give stated probabilities, and which states are true; both (people, 5).

    Every level of the leading marker is as likely as every other, in ln, before anything else is
    known; intake and risks move the odds of the states; each value comes from its state.
    """
    stated, true = np.empty((people, len(STATES))), np.zeros((people, len(STATES)))
    for i in range(people):
        chosen = some_markers(rng, count=int(rng.integers(1, 4)))
        prior = combine.apply_risks(combine.prior(an_intake(rng)), some_risks(rng))
        state = a_state(rng, prior / combine.model().base() * chosen[0].start)
        fits = [measured(rng, one, state=state) for one in chosen]
        stated[i] = judged(prior, fits, lead=chosen[0])
        true[i, state] = 1
    return stated, true


@cache
def by_count(count: int) -> list[list[Marker]]:
    """Give the nutrients that have so many markers, one of which at least is not weak."""
    return [
        own
        for own in panel().values()
        if len(own) >= count and any(one.strength != "weak" for one in own)
    ]


def some_markers(rng: np.random.Generator, *, count: int) -> list[Marker]:
    """Choose markers of one nutrient, the strongest first: that one leads, and is never weak."""
    own = by_count(count)[rng.integers(len(by_count(count)))]
    firm = [j for j, one in enumerate(own) if one.strength != "weak"]
    first = int(firm[rng.integers(len(firm))])
    others = [j for j in rng.permutation(len(own)) if j != first][: count - 1]
    order = ("strong", "moderate", "weak")
    return sorted((own[j] for j in (first, *others)), key=lambda one: order.index(one.strength))


def a_state(rng: np.random.Generator, odds: Floats) -> int:
    return int(rng.choice(len(STATES), p=odds / odds.sum()))


def an_intake(rng: np.random.Generator) -> IntakeBelief | None:
    """Draw what an intake supports: nothing, or two probabilities with their bounds."""
    if rng.random() < 0.3:
        return None
    low, gap, above = rng.beta(0.5, 1.0), rng.beta(0.3, 3.0), rng.beta(0.1, 4.0)
    return combine.believe(
        p_inadequate_at_least=low * (1 - gap),
        p_inadequate_at_most=low * (1 - gap) + gap,
        p_above_ul_at_least=above * (1 - low),
        p_above_ul_at_most=above,
    )


def some_risks(rng: np.random.Generator) -> list[tuple[str, str]]:
    grades = ("strong", "moderate", "weak")
    ways = rng.choice(["lowers", "raises"], size=rng.integers(0, 3), p=[0.8, 0.2])
    return [(str(way), grades[rng.integers(3)]) for way in ways]


def measured(rng: np.random.Generator, one: Marker, *, state: int) -> Floats:
    """Draw a value of one marker and give its likelihoods; some values are censored."""
    ln_value = a_value(one, state=state, place=rng.random())
    comparator = None
    if rng.random() < CENSORED:
        limit, below = rng.choice(one.ln_values), rng.random() < 0.5
        if below == (ln_value < limit):
            ln_value, comparator = limit, "<" if below else ">"
    return read(ln_value, one, comparator)


def a_value(one: Marker, *, state: int, place: float) -> float:
    """Give ln of the value below which a share `place` of the values of a state lies."""
    running = one.given[state].cumsum()
    return float(one.ln_values[np.searchsorted(running, place * running[-1])])


def read(ln_value: float, one: Marker, comparator: str | None = None) -> Floats:
    return combine.marker_likelihood(
        math.exp(ln_value),
        bands=one.bands,
        sd_ln=one.sd_ln,
        strength=one.strength,
        comparator=comparator,
    )


def judged(prior: Floats, fits: list[Floats], *, lead: Marker) -> Floats:
    """Give what the package states, before `held_back`."""
    start = combine.evenly(lead.bands, strength=lead.strength)
    found = combine.posterior(prior, fits, start=start)
    return np.array([getattr(found, state) for state in STATES])


def reliability(stated: Floats, true: Floats) -> list[Bin]:
    """Compare stated with observed, decile by decile, all five states together."""
    said, was = stated.ravel(), true.ravel()
    decile = np.minimum((said * 10).astype(int), 9)
    return [
        Bin(
            low=d / 10,
            count=int((decile == d).sum()),
            stated=float(said[decile == d].mean()),
            observed=float(was[decile == d].mean()),
        )
        for d in range(10)
        if (decile == d).any()
    ]


def reliability_table(found: list[Bin], *, people: int) -> list[str]:
    lines = [f"{people:,} people; their five states by stated probability"]
    lines.append("stated        states   stated  observed   error   2 SE")
    for one in found:
        spread = 2 * math.sqrt(one.observed * (1 - one.observed) / one.count)
        lines.append(
            f"{one.low:3.1f} to {one.low + 0.1:3.1f} {one.count:9,}{one.stated:9.3f}"
            f"{one.observed:10.3f}{one.observed - one.stated:+8.3f}{spread:7.3f}"
        )
    return lines


# 2. What the start is, by the test that leads


LEADS = ("iron", "vitamin_b12", "folate", "vitamin_d", "magnesium", "zinc", "vitamin_a")


def starts() -> list[str]:
    """Show what each marker makes likely before its result, and how much a result can say.

    The last three columns: likelihood of *deficient* against *adequate* and of *adequate* against
    *deficient*, at most; and the share of results, evenly in ln, that alone get their band's word.
    """
    names = "".join(f"{state:>11}" for state in STATES)
    lines = [
        f"{'nutrient':12}{'marker':24}{'strength':9}{names}"
        f"{'def:ad':>8}{'ad:def':>8}{'own word':>10}"
    ]
    for nutrient in LEADS:
        for one in panel()[nutrient]:
            start = combine.evenly(one.bands, strength=one.strength)
            weak = one.strength == "weak"
            cells = "".join(f"{'-' if weak else format(share, '.2f'):>11}" for share in start)
            low, adequate, own = reach(one)
            said = f"{low:8.0f}{adequate:8.0f}{'-' if weak else format(own, '.0%'):>10}"
            lines.append(f"{nutrient:12}{one.slug:24}{one.strength:9}{cells}{said}")
    return lines


def reach(one: Marker, *, count: int = 400) -> tuple[float, float, float]:
    values = np.linspace(one.ln_values[0], one.ln_values[-1], count + 2)[1:-1]
    fits = np.array([read(value, one) for value in values])
    ratio = fits[:, 0] / fits[:, ADEQUATE]
    own = 0
    for value, fit in zip(values, fits, strict=True):
        start = combine.evenly(one.bands, strength=one.strength)
        said = combine.word(combine.posterior(combine.prior(None), [fit], start=start))
        above = [band.state for band in one.bands if math.log(band.lower) <= value]
        own += said is (above[-1] if above else one.bands[0].state)
    return float(ratio.max()), float(1 / ratio.min()), own / count


# 3. One prior for all, whatever test leads


FIXED = {
    "lead's own start": None,
    "8/12/72/6/2 %": (0.08, 0.12, 0.72, 0.06, 0.02),
    "1/4/92/2.5/0.5 %": (0.01, 0.04, 0.92, 0.025, 0.005),
}
SURE = 0.85


def fixed_prior(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show how far stated probabilities are from true ones if the start is wrong."""
    lines = [
        f"{people:,} people a row, no intake, no risks; P: probability of too little",
        "                             P(too little)   likeliest state   off by   told P >= 0.85",
        "drawn from        markers    stated   true   stated   right    (mean)   people   true P",
    ]
    for name, prior in FIXED.items():
        for count in (1, 2, 3):
            rows = [one_of(rng, prior, count=count) for _ in range(people)]
            stated, true, state = (np.array(part) for part in zip(*rows, strict=True))
            little, truly = stated[:, :2].sum(axis=1), true[:, :2].sum(axis=1)
            off = np.abs(stated - true).sum(axis=1).mean() / 2
            told = little >= SURE
            right = (stated.argmax(axis=1) == state).mean()
            lines.append(
                f"{name:18}{count:7}{little.mean():10.3f}{(state < ADEQUATE).mean():7.3f}"
                f"{stated.max(axis=1).mean():9.3f}{right:8.3f}{off:10.3f}{told.sum():9,}"
                f"{truly[told].mean():9.3f}"
            )
    return lines


def one_of(
    rng: np.random.Generator, prior: tuple[float, ...] | None, *, count: int
) -> tuple[Floats, Floats, int]:
    """Draw one person; give what is stated, what is true given the results, and the state."""
    chosen = some_markers(rng, count=count)
    from_where = chosen[0].start if prior is None else np.array(prior)
    state = a_state(rng, from_where)
    values = [a_value(one, state=state, place=rng.random()) for one in chosen]
    fits = [read(value, one) for value, one in zip(values, chosen, strict=True)]
    true = from_where.copy()
    for value, one in zip(values, chosen, strict=True):
        true = true * one.given[:, np.searchsorted(one.ln_values, value)]
    return judged(combine.prior(None), fits, lead=chosen[0]), true / true.sum(), state


# 4. What happens where independence fails


def shared_errors(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show how over-confident the model is when two markers stray together."""
    lines = [f"two markers of one scale, {people:,} people a row; the likeliest state"]
    lines.append(
        "strengths           in common   stated  observed   too sure by   wrong: exp.   seen"
    )
    plain = next(one for one in panel()["vitamin_d"] if one.slug == "vitamin_d_25oh")
    for strengths in (("strong", "strong"), ("moderate", "moderate"), ("moderate", "weak")):
        first, second = (as_stated("", plain.bands, plain.sd_ln, one) for one in strengths)
        for common in (0.0, 0.5, 1.0):
            stated, right = pairs(rng, (first, second), common=common, people=people)
            said, was = float(stated.mean()), float(right.mean())
            lines.append(
                f"{' + '.join(strengths):20}{common:9.0%}{said:9.3f}{was:10.3f}{said - was:+14.3f}"
                f"{1 - said:14.1%}{1 - was:7.1%}"
            )
    return lines


def pairs(
    rng: np.random.Generator, both: tuple[Marker, Marker], *, common: float, people: int
) -> tuple[Floats, Floats]:
    """Draw people with two readings of which, by chance `common`, the second strays as the first.

    Gives the probability of the likeliest state, and whether it is the true one.
    """
    stated, right = np.empty(people), np.empty(people)
    for i in range(people):
        state = a_state(rng, both[0].start)
        first, second = rng.random(2)
        places = (first, first if rng.random() < common else second)
        values = [a_value(one, state=state, place=at) for one, at in zip(both, places, strict=True)]
        fits = [read(value, one) for value, one in zip(values, both, strict=True)]
        found = judged(combine.prior(None), fits, lead=both[0])
        stated[i], right[i] = found.max(), found.argmax() == state
    return stated, right


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
