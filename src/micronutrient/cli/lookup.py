"""``micronutrient markers``, ``interactions``, ``alerts``, ``cite``, ``where``: look one up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write

if TYPE_CHECKING:
    from micronutrient.tasks.alerts import AlertLine
    from micronutrient.tasks.cite import Cited
    from micronutrient.tasks.interactions import AgentLine
    from micronutrient.tasks.markers import Compared, MarkerLine
    from micronutrient.tasks.where import FileAbout


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("markers")(markers_command)
    app.command("interactions")(interactions_command)
    app.command("alerts")(alerts_command)
    app.command("cite")(cite_command)
    app.command("where")(where_command)


def markers_command(
    slug: Annotated[
        str | None, typer.Argument(help="A marker by slug, a laboratory's name, or LOINC code.")
    ] = None,
    *,
    earlier: Annotated[
        str | None, typer.Option("--from", help="An earlier result, as printed: 12, '<10'.")
    ] = None,
    later: Annotated[
        str | None, typer.Option("--to", help="A later result: do the two differ?")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Unit of the results.")] = None,
    later_unit: Annotated[
        str | None, typer.Option("--to-unit", help="Unit of the later result, if another.")
    ] = None,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List the laboratory markers, or show all that is on file about one.

    With --from, --to and --unit: whether two results differ by more than chance and the day
    explain, for example ferritin --from 12 --to 20 --unit ug/L.

    Example: micronutrient markers ferritin
    """
    from micronutrient.tasks import markers

    if any(one is not None for one in (earlier, later, unit, later_unit)):
        asked = {"a marker": slug, "--from": earlier, "--to": later, "--unit": unit}
        compared = _compared(asked, later_unit=later_unit)
        from micronutrient.cli.sheets import comparison_sheet

        write(compared, comparison_sheet(compared), output_format)
        return
    if slug is None:
        listed = markers.all_markers()
        write(listed, _marker_list(listed), output_format)
        return
    from micronutrient.cli.sheets import marker_sheet

    shown = markers.show(slug)
    write(shown, marker_sheet(shown), output_format)


def interactions_command(
    slug: Annotated[
        str | None, typer.Argument(help="A medicine, condition, habit or nutrient, or its code.")
    ] = None,
    *,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List the medicines, conditions and habits that act on nutrients, or show one.

    For a nutrient: everything that acts on it.

    Example: micronutrient interactions metformin
    """
    from micronutrient.tasks import interactions

    if slug is None:
        listed = interactions.all_agents()
        write(listed, _agent_list(listed), output_format)
        return
    from micronutrient.cli.sheets import interaction_sheet

    shown = interactions.show(slug)
    write(shown, interaction_sheet(shown), output_format)


def alerts_command(
    code: Annotated[str | None, typer.Argument(help="An alert by its code.")] = None,
    *,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List the alerts, the most urgent first, or show what raises one and what to do.

    Example: micronutrient alerts suspected_wernicke
    """
    from micronutrient.tasks import alerts

    if code is None:
        listed = alerts.all_alerts()
        write(listed, _alert_list(listed), output_format)
        return
    from micronutrient.cli.sheets import alert_sheet

    shown = alerts.show(code)
    write(shown, alert_sheet(shown), output_format)


def cite_command(
    anything: Annotated[
        str, typer.Argument(help="A nutrient, marker, medicine, symptom, alert, publisher, source.")
    ],
    *,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List the documents behind anything, and what may be reused of them.

    Example: micronutrient cite ferritin
    """
    from micronutrient.tasks.cite import cite

    cited = cite(anything)
    write(cited, _cited_lines(cited), output_format)


def where_command(
    slug: Annotated[str, typer.Argument(help="Anything that has a name here, for example iron.")],
    *,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List every file of the package about a thing, those that bear its name first.

    Example: micronutrient where vitamin_b12
    """
    from micronutrient.tasks.where import where

    files = where(slug)
    write(files, _file_lines(files), output_format)


def _compared(asked: dict[str, str | None], *, later_unit: str | None) -> "Compared":
    from micronutrient.errors import InputFault
    from micronutrient.tasks.markers import compare

    given = [value for value in asked.values() if value is not None]
    if len(given) < len(asked):
        lacking = " and ".join(name for name, value in asked.items() if value is None)
        raise InputFault(
            "",
            f"to compare two results, {lacking} must be given too",
            advice="for example: micronutrient markers ferritin --from 12 --to 20 --unit ug/L",
        )
    slug, earlier, later, unit = given
    return compare(slug, earlier=earlier, later=later, unit=unit, later_unit=later_unit)


def _marker_list(markers: tuple["MarkerLine", ...]) -> Iterator[str]:
    from micronutrient.cli.plain import columns

    rows = [
        (
            one.slug,
            one.unit,
            ", ".join(f"{each.nutrient} ({each.strength})" for each in one.speaks_for) or "context",
        )
        for one in markers
    ]
    yield from columns(("marker", "unit", "speaks for"), rows)


def _agent_list(agents: tuple["AgentLine", ...]) -> Iterator[str]:
    return _in_groups([(one.kind, one.slug, one.nutrients) for one in agents], head="acts on")


def _alert_list(alerts: tuple["AlertLine", ...]) -> Iterator[str]:
    return _in_groups([(one.urgency, one.code, one.nutrients) for one in alerts], head="about")


def _in_groups(entries: list[tuple[str, str, tuple[str, ...]]], *, head: str) -> Iterator[str]:
    """Write things under the name of their group, each with its nutrients."""
    from micronutrient.cli.plain import columns

    for group in dict.fromkeys(group for group, _, _ in entries):
        rows = [(name, ", ".join(about)) for each, name, about in entries if each == group]
        yield from columns((group.replace("_", " "), head), rows)
        yield ""


def _cited_lines(cited: tuple["Cited", ...]) -> Iterator[str]:
    from micronutrient.cli.plain import entry, paragraph

    for one in cited:
        yield one.source
        yield from paragraph(one.citation, indent=2, hanging=2)
        links = (f"PubMed {one.pmid}" if one.pmid else "", one.url or "")
        details = {
            "see": ", ".join(link for link in links if link),
            "checked": f"{one.checked}: {one.checked.meaning}" if one.checked else "",
            "reuse": one.reuse,
            "note": one.note,
            "cited in": ", ".join(one.files),
        }
        for label, text in details.items():
            yield from entry(label, text, indent=2)
        yield ""


def _file_lines(files: tuple["FileAbout", ...]) -> Iterator[str]:
    widest = max(len(file.path) for file in files)
    for file in files:
        yield f"{file.path:<{widest}}  {file.what}"
