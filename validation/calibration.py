"""How far the stated probabilities may be believed: people drawn from the model, and from others.

Usage: ``python validation/calibration.py [people]``. Prints five tables, puts them into
docs/model.md, and draws the first as docs/calibration.svg:

1. **Reliability.** Each person gets an intake, risks, a state of the body, and one to three real
   markers of one nutrient, all as docs/model.md says. Of the states that were given 70 to 80 %, so
   many must be true. The draw is written anew here, from the page and not from the package.
2. **One result.** What each marker can say at most, and whether a lone result keeps its word.
3. **Another prevalence.** States are as common as in another population than the one that the model
   holds: how far what it states is from what is true then.
4. **Other strengths.** Markers track the body better or worse than they are held to.
5. **Shared errors.** A second marker repeats the first, straying and all, while the model holds
   them to be independent: how much too sure it is then.

The first shows that the arithmetic is right; the others what wrong assumptions cost. How the
figures fit patients can be told only with patients.
"""

import math
import re
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from reliability_drawing import Bin, drawing

from micronutrient.arrays import Floats
from micronutrient.balance import combine, levels
from micronutrient.balance.assumptions import model
from micronutrient.balance.combine import IntakeBelief
from micronutrient.balance.prevalence import prevalence
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.case import LabResult
from micronutrient.person import Person, Sex
from micronutrient.states import STATES, Band, Status

ROOT = Path(__file__).resolve().parents[1]
DRAWING = ROOT / "docs" / "calibration.svg"
PAGE = ROOT / "docs" / "model.md"
WOMAN = Person(sex=Sex.FEMALE, age_years=34, menstruating=True)
ADEQUATE = STATES.index(Status.ADEQUATE)
CENSORED = 0.15
"""Share of results that are printed as below or above a limit of measurement."""
RANKS = 14.0


def main(people: int) -> None:
    rng = np.random.default_rng(20)
    found = reliability(*drawn(rng, people=people))
    DRAWING.write_text(drawing(found, people=people), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in (
        ("reliability", reliability_table(found, people=people)),
        ("one result", one_result()),
        ("other prevalence", other_prevalence(rng, people=people // 4)),
        ("other strengths", other_strengths(rng, people=people // 4)),
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
    """One marker as it is read in one woman, and how levels and states go together.

    `base` is how common each state is in people like her; `ln_levels` a grid; `given` how probable
    each level is in each state, ``(5, levels)``.
    """

    nutrient: str
    slug: str
    bands: tuple[Band, ...]
    sd_ln: float
    strength: str
    base: tuple[float, ...]
    ln_levels: Floats
    given: Floats

    @property
    def shares(self) -> Floats:
        """How common each state is, as an array."""
        return np.array(self.base)


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
                    entry = as_stated(
                        speaks.nutrient, slug, reading.bands, reading.sd_ln, str(speaks.strength)
                    )
                    found.setdefault(speaks.nutrient, []).append(entry)
    return found


def as_stated(
    nutrient: str,
    slug: str,
    bands: tuple[Band, ...],
    sd_ln: float,
    strength: str,
    base: tuple[float, ...] | None = None,
) -> Marker:
    """Work out from the page how probable each level of a marker is in each state."""
    shares = base or prevalence(nutrient, WOMAN).shares
    states = [STATES.index(band.state) for band in bands]
    homes = [own_band(state, states) for state in range(len(STATES))]
    below, limits, ranks = 0.0, [], []
    for band, following in pairwise(bands):
        here = STATES.index(band.state)
        below += sum(share for share, home in zip(shares, homes, strict=True) if home == here)
        limits.append(math.log(following.lower))
        ranks.append(math.log(below / (1 - below)))
    ln_levels, rank, plain = ranked(limits, ranks, states)
    common = np.exp(-np.abs(rank)) / (1 + np.exp(-np.abs(rank))) ** 2
    common *= np.gradient(rank)
    blur = model().marker_blur[strength] / plain
    near = np.empty((len(bands), rank.size))
    edges = [-math.inf, *limits, math.inf]
    for place in range(len(bands)):
        away = np.maximum(np.maximum(edges[place] - ln_levels, ln_levels - edges[place + 1]), 0)
        near[place] = np.exp(-away / blur)
    near /= near.sum(axis=0)
    unrelated, missed = model().marker_unrelated[strength], model().marker_missed[strength]
    cut = [common * one / (common @ one) for one in near]
    in_order = homes[ADEQUATE]
    given = np.empty((len(STATES), rank.size))
    for state, home in enumerate(homes):
        miss = 0.0 if home == in_order else missed
        given[state] = (1 - unrelated - miss) * cut[states.index(home)]
        given[state] += miss * cut[states.index(in_order)] + unrelated * common / common.sum()
    return Marker(nutrient, slug, bands, sd_ln, strength, shares, ln_levels, given)


def ranked(
    limits: list[float], ranks: list[float], states: list[int]
) -> tuple[Floats, Floats, float]:
    """Give levels [ln] and their ranks, straight between the limits and on beyond them.

    The third is how fast ranks rise in the adequate band.
    """
    spread = model().marker_spread["one_limit"]
    rises = zip(pairwise(ranks), pairwise(limits), strict=True)
    steps = [(b - a) / (y - x) for (a, b), (x, y) in rises] or [1 / spread]
    steps = [steps[0], *(steps if len(limits) > 1 else []), steps[-1]]
    ends = (
        limits[0] - (RANKS + ranks[0]) / steps[0],
        limits[-1] + (RANKS - ranks[-1]) / steps[-1],
    )
    knots = [ends[0], *limits, ends[1]]
    between = [np.linspace(low, high, 1500) for low, high in pairwise(knots)]
    ln_levels = np.unique(np.concatenate(between))
    plain = steps[states.index(ADEQUATE)] if ADEQUATE in states else max(steps)
    return ln_levels, np.interp(ln_levels, knots, [-RANKS, *ranks, RANKS]), plain


def own_band(state: int, states: list[int]) -> int:
    """Give the state whose band is used: its own, or the next one towards adequate."""
    while state not in states:
        state += 1 if state < ADEQUATE else -1
    return state


def drawn(rng: np.random.Generator, *, people: int) -> tuple[Floats, Floats]:
    """Draw people and give stated probabilities, and which states are true; both (people, 5).

    States are as common as in people like her; intake and risks move them; each level comes from
    its state, each result from its level.
    """
    stated, true = np.empty((people, len(STATES))), np.zeros((people, len(STATES)))
    for i in range(people):
        chosen = some_markers(rng, count=int(rng.integers(1, 4)))
        prior = combine.prior(an_intake(rng), base=chosen[0].shares)
        prior = combine.apply_risks(prior, some_risks(rng))
        state = a_state(rng, prior)
        fits = [measured(rng, one, state=state) for one in chosen]
        stated[i] = combine.posterior(prior, fits)
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
    """Choose markers of one nutrient, the strongest first; one at least is not weak."""
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
    ln_value = a_value(one, state=state, place=rng.random()) + one.sd_ln * rng.normal()
    comparator = None
    if rng.random() < CENSORED:
        limit = a_value(one, state=int(rng.integers(len(STATES))), place=rng.random())
        below = rng.random() < 0.5
        if below == (ln_value < limit):
            ln_value, comparator = limit, "<" if below else ">"
    return read(ln_value, one, comparator)


def a_value(one: Marker, *, state: int, place: float) -> float:
    """Give ln of the level below which a share `place` of the levels of a state lies."""
    running = one.given[state].cumsum()
    return float(np.interp(place * running[-1], running, one.ln_levels))


def read(ln_value: float, one: Marker, comparator: str | None = None) -> Floats:
    return levels.likelihood(
        math.exp(ln_value),
        marker=levels.Marker(bands=one.bands, sd_ln=one.sd_ln, strength=one.strength),
        base=one.shares,
        comparator=comparator,
    )


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


# 2. What one result can say


SHOWN = ("iron", "vitamin_b12", "folate", "vitamin_d", "magnesium", "zinc", "vitamin_a")


def one_result() -> list[str]:
    """Show what is held before a result, and how much a result can say.

    The last three columns: likelihood of *deficient* against *adequate* and of *adequate* against
    *deficient*, at most; and the share of results, evenly in ln between a third of the lowest and
    three times the highest limit, that alone get their band's word.
    """
    names = "".join(f"{state:>11}" for state in STATES)
    lines = [
        f"{'nutrient':12}{'marker':24}{'strength':9}{names}"
        f"{'def:ad':>8}{'ad:def':>8}{'own word':>10}"
    ]
    for nutrient in SHOWN:
        for one in panel()[nutrient]:
            weak = one.strength == "weak"
            cells = "".join(f"{share:11.3f}" for share in one.shares)
            low, adequate, own = reach(one)
            said = f"{low:8.0f}{adequate:8.0f}{'-' if weak else format(own, '.0%'):>10}"
            lines.append(f"{nutrient:12}{one.slug:24}{one.strength:9}{cells}{said}")
    return lines


def reach(one: Marker, *, count: int = 400) -> tuple[float, float, float]:
    ends = math.log(one.bands[1].lower / 3), math.log(one.bands[-1].lower * 3)
    values = np.linspace(*ends, count)
    fits = np.array([read(value, one) for value in values])
    ratio = fits[:, 0] / fits[:, ADEQUATE]
    own = 0
    for value, fit in zip(values, fits, strict=True):
        said = combine.word(combine.stated(combine.posterior(one.shares, [fit])))
        above = [band.state for band in one.bands if math.log(band.lower) <= value]
        own += said is (above[-1] if above else one.bands[0].state)
    return float(ratio.max()), float(1 / ratio.min()), own / count


# 3. States are as common as elsewhere


ELSEWHERE = {
    "as held": None,
    "five times as rare": 0.2,
    "three times as common": 3.0,
}
SURE = 0.85


def other_prevalence(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show how far stated probabilities are from true ones where states are rarer or commoner."""
    lines = [
        f"{people:,} people a row, no intake, no risks; P: probability of too little",
        "                              P(too little)   likeliest state   off by   told P >= 0.85",
        "too little is          markers  stated   true   stated   right    (mean)   people  true P",
    ]
    for name, times in ELSEWHERE.items():
        for count in (1, 2, 3):
            rows = [one_of(rng, times, count=count) for _ in range(people)]
            stated, true, state = (np.array(part) for part in zip(*rows, strict=True))
            little, truly = stated[:, :2].sum(axis=1), true[:, :2].sum(axis=1)
            off = np.abs(stated - true).sum(axis=1).mean() / 2
            told = little >= SURE
            right = (stated.argmax(axis=1) == state).mean()
            lines.append(
                f"{name:23}{count:7}{little.mean():9.3f}{(state < ADEQUATE).mean():7.3f}"
                f"{stated.max(axis=1).mean():9.3f}{right:8.3f}{off:10.3f}{told.sum():9,}"
                f"{truly[told].mean():9.3f}"
            )
    return lines


def one_of(
    rng: np.random.Generator, times: float | None, *, count: int
) -> tuple[Floats, Floats, int]:
    """Draw one person; give what is stated, what is true given the results, and the state."""
    chosen = some_markers(rng, count=count)
    held = chosen[0].shares
    from_where = held if times is None else rarer(held, times)
    state = a_state(rng, from_where)
    fits = []
    for one in chosen:
        level = a_value(one, state=state, place=rng.random())
        fits.append(read(level + one.sd_ln * rng.normal(), one))
    return combine.posterior(held, fits), combine.posterior(from_where, fits), state


def rarer(held: Floats, times: float) -> Floats:
    """Multiply the odds of too little."""
    moved = held.copy()
    moved[:ADEQUATE] *= times
    return np.asarray(moved / moved.sum())


# 4. Markers are better or worse than they are held to be


def other_strengths(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show stated and observed where every marker truly has another strength than is held."""
    lines = [f"one marker, {people:,} people a row; the likeliest state"]
    lines.append("held to be   truly        stated  observed   too sure by")
    plain = next(one for one in panel()["vitamin_d"] if one.slug == "vitamin_d_25oh")
    for held in ("strong", "moderate"):
        for truly in ("strong", "moderate", "weak"):
            said, was = lone(rng, plain, held=held, truly=truly, people=people)
            lines.append(f"{held:13}{truly:11}{said:9.3f}{was:10.3f}{said - was:+14.3f}")
    return lines


def lone(
    rng: np.random.Generator, plain: Marker, *, held: str, truly: str, people: int
) -> tuple[float, float]:
    made, judge = (
        as_stated(plain.nutrient, "", plain.bands, plain.sd_ln, one) for one in (truly, held)
    )
    stated, right = np.empty(people), np.empty(people)
    for i in range(people):
        state = a_state(rng, made.shares)
        level = a_value(made, state=state, place=rng.random())
        found = combine.posterior(judge.shares, [read(level + made.sd_ln * rng.normal(), judge)])
        stated[i], right[i] = found.max(), found.argmax() == state
    return float(stated.mean()), float(right.mean())


# 5. What happens where independence fails


def shared_errors(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show how over-confident the model is when two markers stray together."""
    lines = [f"two markers of one scale, {people:,} people a row; the likeliest state"]
    lines.append(
        "strengths           in common   stated  observed   too sure by   wrong: exp.   seen"
    )
    plain = next(one for one in panel()["vitamin_d"] if one.slug == "vitamin_d_25oh")
    for strengths in (("strong", "strong"), ("moderate", "moderate"), ("moderate", "weak")):
        first, second = (
            as_stated(plain.nutrient, "", plain.bands, plain.sd_ln, one) for one in strengths
        )
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
        state = a_state(rng, both[0].shares)
        first, second = (rng.random(), rng.normal()), (rng.random(), rng.normal())
        places = (first, first if rng.random() < common else second)
        fits = [
            read(a_value(one, state=state, place=at) + one.sd_ln * stray, one)
            for one, (at, stray) in zip(both, places, strict=True)
        ]
        found = combine.posterior(both[0].shares, fits)
        stated[i], right[i] = found.max(), found.argmax() == state
    return stated, right


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
