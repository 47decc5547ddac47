"""An assessment as one self-contained HTML page: no script, no request, prints well."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from micronutrient.report import (
    barred,
    course,
    follow_up,
    overview,
    results,
    serving,
    steps,
    words,
)
from micronutrient.report.bundle import bundled
from micronutrient.report.chances import before_line
from micronutrient.report.chart import draw
from micronutrient.states import STATES, Status
from micronutrient.verdict import Assessment, NutrientVerdict
from micronutrient.wording import percent, sentence

if TYPE_CHECKING:
    from jinja2 import Environment

_VISIBLE = 0.005
_BAR = 160


def render(assessment: Assessment) -> str:
    """Write an assessment as an HTML page."""
    order = overview.arrange(assessment)
    return (
        _environment()
        .get_template("assessment.html")
        .render(
            a=assessment,
            order=order,
            chart=draw(order),
            silent=overview.silent_by_reason(order),
            rows=[row for group in order.groups for row in overview.rows(group[2])],
            follow_up=follow_up,
            changes=follow_up.rows(assessment.series),
            courses=course.courses(assessment.series),
            steps=steps.next_steps(assessment),
            gaps=overview.gaps(assessment),
            serving=serving,
            serves=serving.ordered(assessment),
            s=serving.draw(serving.ordered(assessment)),
            numbers={slug: i for i, slug in enumerate(assessment.sources, start=1)},
            checked=overview.checked_of_sources(assessment),
            words=words,
            barred=barred,
            bundled=bundled,
            states=[state.value for state in STATES],
            Status=Status,
            others=results.others(assessment),
            others_title=results.TITLE,
            others_line=results.line,
        )
    )


def bar(verdict: NutrientVerdict) -> list[tuple[str, float, float, str]]:
    """Give the probability of each state as a piece of a bar: state, begin, length, in words."""
    if verdict.probability is None:
        return []
    pieces, begin = [], 0.0
    for state in (*(state.value for state in STATES), "unknown"):
        share = getattr(verdict.probability, state)
        if share >= _VISIBLE:
            pieces.append((state, round(begin, 1), round(share * _BAR, 1), percent(share)))
        begin += share * _BAR
    return pieces


@cache
def _style() -> str:
    return (files("micronutrient.report") / "templates" / "style.css").read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Give the Content Security Policy: nothing but this very style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _seen(value: object) -> object:
    """Take out of every text what would turn the direction of writing; keep numbers whole."""
    from markupsafe import Markup

    plain = isinstance(value, str) and not isinstance(value, Markup)
    return words.bound(words.clean(str(value))) if plain else value


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("micronutrient.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    style: Markup = Markup(_style())
    environment.globals.update(style=style, policy=Markup(_policy(style)))
    environment.globals.update(bar=bar, before_line=before_line)
    environment.filters.update(sentence=sentence, percent=percent)
    return environment
