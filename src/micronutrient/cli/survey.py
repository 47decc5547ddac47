"""``micronutrient survey``: what can be said of a population, and never of one of its people."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write

if TYPE_CHECKING:
    from micronutrient.cli.plain import Numbered
    from micronutrient.population.biomarkers_answer import GroupAnswer, MarkerAnswer, Summary
    from micronutrient.tasks.survey import SurveyedBiomarkers

app = typer.Typer(
    name="survey",
    help="What can be said of a surveyed population, and never of one of its people.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def options() -> None:
    """Say what can be said of a surveyed population, and never of one of its people."""


@app.command("biomarkers")
def biomarkers_command(
    spec: Annotated[
        str, typer.Argument(help="A specification in YAML or JSON; - reads standard input.")
    ],
    *,
    output_format: FormatOption = Format.TEXT,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write the adjusted values of each person to this CSV file."),
    ] = None,
) -> None:
    """Adjust the markers of a survey for inflammation (BRINDA), with means and prevalence.

    Example: micronutrient survey biomarkers examples/survey/biomarkers.yaml
    """
    from micronutrient.tasks.survey import survey_markers

    found = survey_markers(spec, out=out)
    shown = found.answer if output_format is Format.JSON else found
    write(shown, _lines(found), output_format)
    if out is not None:
        sys.stderr.write(f"micronutrient: wrote {out}\n")


def _lines(found: "SurveyedBiomarkers") -> Iterator[str]:
    from micronutrient.cli.plain import Numbered, entry

    answer, numbered = found.answer, Numbered(found.sources)
    mark = numbered.mark(*next(iter(answer.sources.items())))
    weighted = ", weighted" if answer.weighted else ""
    yield f"{answer.file}: {answer.people} people{weighted}; adjusted by BRINDA {mark}"
    for group in answer.groups:
        yield ""
        yield from _group(group)
        for one in group.markers:
            yield ""
            yield from _marker(one, numbered)
    yield ""
    for note in answer.notes:
        yield from entry("note", note)
    yield from numbered.lines()


def _group(group: "GroupAnswer") -> Iterator[str]:
    from micronutrient.cli.plain import paragraph
    from micronutrient.wording import given

    yield f"{group.group}, {group.people} people"
    for one in group.references:
        value = given(one.value, digits=3)
        text = f"{one.marker.upper()} begins at {value} {one.unit} (ln {one.ln_value:.4g}"
        yield from paragraph(f"{text}, {one.basis})", indent=2)


def _marker(one: "MarkerAnswer", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import entry, table

    yield f"{one.name} ({one.column}, {one.unit})"
    if one.refused:
        yield from entry("refused", one.refused, indent=2)
    for name, slope in one.slopes.items():
        parts = {"": slope.slope, "standard error ": slope.standard_error, "p ": slope.p_value}
        said = [f"{word}{_four(part)}" for word, part in parts.items() if part is not None]
        yield from entry(f"slope on {name.upper()}", ", ".join(said), indent=2)
    for name, found in one.correlations.items():
        text = f"{_four(found.rho)}, p {_four(found.p_value)}"
        yield from entry(f"rank correlation with {name.upper()}", text, indent=2)
    if one.people_used:
        gone = [f"{count} ({why})" for why, count in one.left_out.items()]
        left_out = f"; left out: {', '.join(gone)}" if gone else ""
        yield from entry("fitted to", f"{one.people_used} people{left_out}", indent=2)
    yield from table(
        (("people",), ("mean",), ("geometric",), ("deficient",)), list(_summaries(one))
    )
    yield from _cutoff(one, numbered)
    for note in one.notes:
        yield from entry("note", note, indent=2)


def _cutoff(one: "MarkerAnswer", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import entry
    from micronutrient.wording import given

    cutoff = one.cutoff
    if cutoff is None:
        return
    marks = (numbered.mark(slug, checked) for slug, checked in cutoff.sources.items())
    whose = " ".join([cutoff.authority, *marks])
    limits = " or ".join(given(limit, digits=4) for limit in cutoff.limits)
    text = f"{cutoff.deficient}, {limits} {cutoff.unit}, {whose}"
    yield from entry("deficient", text, indent=2)


def _summaries(one: "MarkerAnswer") -> Iterator[tuple[str, tuple[str, ...]]]:
    rows = {
        "  measured": one.before,
        "  adjusted": one.after,
        "  raised cut-offs, not adjusted": one.with_raised_cutoff,
    }
    for label, summary in rows.items():
        if summary is not None:
            yield label, _cells(summary)


def _cells(summary: "Summary") -> tuple[str, ...]:
    from micronutrient.wording import given

    def said(value: float | None) -> str:
        return "–" if value is None else given(value, digits=4)

    share = "–" if summary.deficient is None else f"{summary.deficient * 100:.1f} %"
    return (
        str(summary.people), said(summary.arithmetic_mean), said(summary.geometric_mean), share,
    )  # fmt: skip


def _four(value: float) -> str:
    return f"{value:.4g}"
