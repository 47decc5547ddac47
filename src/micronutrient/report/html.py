"""An assessment as one self-contained HTML page: no script, no request, prints well."""

from functools import cache
from typing import TYPE_CHECKING

from micronutrient.report import words
from micronutrient.report.chart import draw
from micronutrient.verdict import STATES, Assessment, NutrientVerdict, Status
from micronutrient.wording import percent

if TYPE_CHECKING:
    from jinja2 import Environment


_VISIBLE = 0.005


def render(assessment: Assessment) -> str:
    """Write an assessment as an HTML page."""
    numbers = {slug: i for i, slug in enumerate(assessment.sources, start=1)}
    groups = [
        (status, heading, [v for v in assessment.nutrients if v.status is status])
        for status, heading in words.HEADINGS.items()
    ]
    return (
        _environment()
        .get_template("assessment.html")
        .render(
            a=assessment,
            chart=draw(assessment),
            groups=[(s, h, found) for s, h, found in groups if found],
            numbers=numbers,
            words=words,
            percent=percent,
            bar=_bar,
            Status=Status,
        )
    )


def _bar(verdict: NutrientVerdict) -> list[tuple[str, float]]:
    """Give the probability of each state as percentages of a bar, leaving out the empty ones."""
    if verdict.probability is None:
        return []
    shares = [(state.value, getattr(verdict.probability, state)) for state in STATES]
    shares.append(("unknown", verdict.probability.unknown))
    return [(state, round(100 * share, 1)) for state, share in shares if share >= _VISIBLE]


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("micronutrient.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
