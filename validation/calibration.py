"""How far the stated probabilities may be believed: people drawn from the model, and from others.

Usage: ``python validation/calibration.py [people]``. Prints two tables, puts them into
docs/model.md, and draws the first as docs/calibration.svg:

1. **Reliability.** Each person gets an intake, risks, a state of the body, and one to three real
   markers of one nutrient, all as docs/model.md says. Of the states that were given 70 to 80 %, so
   many must be true. The draw is written anew here, from the page and not from the package.
2. **Shared errors.** The same, but a second marker repeats the first, straying and all, while the
   model holds them to be independent: how much too sure it is then.

What is calibrated here is the arithmetic, not the assumptions: these people have the model's own
prior. How the figures fit patients can be told only with patients.
"""

import math
import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from micronutrient.arrays import Floats
from micronutrient.balance import combine
from micronutrient.balance.combine import IntakeBelief
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.marker import marker, names
from micronutrient.case import LabResult
from micronutrient.person import Person, Sex
from micronutrient.verdict import STATES, Band, Probability, Status

ROOT = Path(__file__).resolve().parents[1]
DRAWING = ROOT / "docs" / "calibration.svg"
PAGE = ROOT / "docs" / "model.md"
WOMAN = Person(sex=Sex.FEMALE, age_years=34, menstruating=True)
ADEQUATE = STATES.index(Status.ADEQUATE)
CENSORED = 0.15
"""Share of results that are printed as below or above a limit of measurement."""
VALUES = 600


class Bin(NamedTuple):
    """The states that were given a probability of one decile."""

    low: float
    count: int
    stated: float
    observed: float


def main(people: int) -> None:
    rng = np.random.default_rng(20)
    found = reliability(*drawn(rng, people=people))
    DRAWING.write_text(drawing(found, people=people), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in (
        ("reliability", reliability_table(found, people=people)),
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

    `ln_values` is an even grid, and `fits` how well each value fits each state, ``(5, values)``.
    """

    slug: str
    bands: tuple[Band, ...]
    sd_ln: float
    strength: str
    ln_values: Floats
    fits: Floats


def panel() -> dict[str, list[Marker]]:
    """Give the graded markers of each nutrient, as they are read in one healthy woman."""
    found: dict[str, list[Marker]] = {}
    for slug in names():
        one = marker(slug)
        middle = LabResult(marker=slug, value=math.sqrt(math.prod(one.plausible)), unit=one.unit)
        for reading in interpret([middle], person=WOMAN).readings:
            for speaks in reading.speaks_for:
                if reading.bands and speaks.strength != "context":
                    entry = as_stated(slug, reading.bands, reading.sd_ln, str(speaks.strength))
                    found.setdefault(speaks.nutrient, []).append(entry)
    return found


def as_stated(slug: str, bands: tuple[Band, ...], sd_ln: float, strength: str) -> Marker:
    """Work out from the page how well each value of a marker fits each state."""
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
    weight = np.empty((len(STATES), x.size))
    for state, home in enumerate(homes):
        place = states.index(home)
        away = np.maximum(np.maximum(limits[place] - x, x - limits[place + 1]), 0.0)
        alike = sum(model.base()[other] for other, of in enumerate(homes) if of == home)
        weight[state] = np.exp(-away / blur) * model.base()[state] / alike
    unrelated = model.marker_unrelated[strength]
    weight = (1 - unrelated) * weight / weight.sum()
    weight += unrelated * model.base()[:, np.newaxis] / x.size
    y = np.linspace(limits[0], limits[-1], VALUES)
    fits = weight @ np.exp(-(((y - x[:, np.newaxis]) / sd_ln) ** 2) / 2)
    return Marker(slug, bands, sd_ln, strength, y, fits)


def own_band(state: int, states: list[int]) -> int:
    """Give the state whose band is used: its own, or the next one towards adequate."""
    while state not in states:
        state += 1 if state < ADEQUATE else -1
    return state


def drawn(rng: np.random.Generator, *, people: int) -> tuple[Floats, Floats]:
    """Draw people and give stated probabilities, and which states are true; both (people, 5).

    Every value of a marker is as likely as every other, in ln, before anything else is known; the
    states that belong to it follow from its fit, and intake and risks move their odds.
    """
    markers = list(panel().values())
    stated, true = np.empty((people, len(STATES))), np.zeros((people, len(STATES)))
    for i in range(people):
        own = markers[rng.integers(len(markers))]
        count = min(len(own), int(rng.integers(1, 4)))
        chosen = [own[j] for j in rng.choice(len(own), size=count, replace=False)]
        prior = combine.apply_risks(combine.prior(an_intake(rng)), some_risks(rng))
        state = a_state(rng, prior, chosen)
        fits = [measured(rng, one, state=state) for one in chosen]
        stated[i] = shares(combine.posterior(prior, fits))
        true[i, state] = 1
    return stated, true


def a_state(rng: np.random.Generator, prior: Floats, chosen: list[Marker]) -> int:
    odds = prior / combine.model().base()
    for one in chosen:
        odds = odds * one.fits.sum(axis=1)
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
    """Draw a value of one marker and give its fit; some values are censored."""
    ln_value = a_value(one, state=state, place=rng.random())
    comparator = None
    if rng.random() < CENSORED:
        limit, below = rng.choice(one.ln_values), rng.random() < 0.5
        if below == (ln_value < limit):
            ln_value, comparator = limit, "<" if below else ">"
    return read(ln_value, one, comparator)


def a_value(one: Marker, *, state: int, place: float) -> float:
    """Give ln of the value below which a share `place` of the values of a state lies."""
    running = one.fits[state].cumsum()
    return float(one.ln_values[np.searchsorted(running, place * running[-1])])


def read(ln_value: float, one: Marker, comparator: str | None = None) -> Floats:
    return combine.marker_fit(
        math.exp(ln_value),
        bands=one.bands,
        sd_ln=one.sd_ln,
        strength=one.strength,
        comparator=comparator,
    )


def shares(found: Probability) -> list[float]:
    return [getattr(found, state) for state in STATES]


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


def drawing(found: list[Bin], *, people: int) -> str:
    """Draw stated against observed as an SVG."""
    side, left, top = 320, 60, 46

    def x(share: float) -> float:
        return round(left + share * side, 1)

    def y(share: float) -> float:
        return round(top + (1 - share) * side, 1)

    parts = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts += [
            f'<path d="M{x(share)} {y(0)}V{y(1)}M{x(0)} {y(share)}H{x(1)}" stroke="#ddd"/>',
            f'<text x="{x(share)}" y="{y(0) + 18}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{x(0) - 8}" y="{y(share) + 4}" text-anchor="end">{share:.1f}</text>',
        ]
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4 3"/>')
    for one in found:
        spread = 2 * math.sqrt(one.observed * (1 - one.observed) / one.count)
        low, high = max(one.observed - spread, 0), min(one.observed + spread, 1)
        parts += [
            f'<path d="M{x(one.stated)} {y(low)}V{y(high)}" stroke="#1b6ca8" stroke-width="2"/>',
            f'<circle cx="{x(one.stated)}" cy="{y(one.observed)}" r="4" fill="#1b6ca8">'
            f"<title>{one.count:,} states: stated {one.stated:.3f}, observed {one.observed:.3f}"
            "</title></circle>",
        ]
    middle = left + side / 2
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 410 420" width="410" height="420" '
        'font-family="sans-serif" font-size="12" role="img" fill="#222">\n'
        f"<title>Stated probability against observed share, {people:,} people drawn from the "
        "model</title>\n"
        '<rect width="410" height="420" fill="#fff"/>\n'
        '<text x="12" y="22" font-size="14">Stated and observed, people drawn from the model</text>'
        + "\n".join(["", *parts])
        + f'\n<text x="{middle}" y="{y(0) + 40}" text-anchor="middle">stated probability</text>\n'
        f'<text transform="translate(16 {top + side / 2}) rotate(-90)" text-anchor="middle">'
        "observed share</text>\n</svg>\n"
    )


# 2. What happens where independence fails


def shared_errors(rng: np.random.Generator, *, people: int) -> list[str]:
    """Show how over-confident the model is when two markers stray together."""
    lines = [f"two markers of one strength, {people:,} people a row; the likeliest state"]
    lines.append("strength   in common   stated  observed   too sure by   wrong: expected   seen")
    plain = next(one for one in panel()["vitamin_d"] if one.slug == "vitamin_d_25oh")
    for strength in ("strong", "moderate", "weak"):
        one = as_stated(plain.slug, plain.bands, plain.sd_ln, strength)
        for common in (0.0, 0.5, 1.0):
            stated, right = pairs(rng, one, common=common, people=people)
            said, was = float(stated.mean()), float(right.mean())
            lines.append(
                f"{strength:10}{common:10.0%}{said:9.3f}{was:10.3f}{said - was:+14.3f}"
                f"{1 - said:18.1%}{1 - was:7.1%}"
            )
    return lines


def pairs(
    rng: np.random.Generator, one: Marker, *, common: float, people: int
) -> tuple[Floats, Floats]:
    """Draw people with two readings of which, by chance `common`, the second repeats the first.

    Gives the probability of the likeliest state, and whether it is the true one.
    """
    prior = combine.prior(None)
    stated, right = np.empty(people), np.empty(people)
    for i in range(people):
        same = rng.random() < common
        state = a_state(rng, prior, [one] if same else [one, one])
        first, second = rng.random(2)
        places = (first, first if same else second)
        fits = [read(a_value(one, state=state, place=place), one) for place in places]
        found = np.array(shares(combine.posterior(prior, fits)))
        stated[i], right[i] = found.max(), found.argmax() == state
    return stated, right


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
