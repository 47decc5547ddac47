"""``micronutrient mechanism``: what a nutrient serves, and what a symptom has in common with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write

if TYPE_CHECKING:
    from micronutrient.cli.plain import Numbered
    from micronutrient.mechanism.records import Pathway
    from micronutrient.tasks.mechanism import (
        AroundSymptom,
        NutrientLine,
        Question,
        ShownMechanism,
    )


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command("mechanism")(mechanism_command)


def mechanism_command(
    subject: Annotated[
        str | None, typer.Argument(help="A nutrient; with --around, a case in YAML or JSON.")
    ] = None,
    *,
    system: Annotated[
        str, typer.Option("--system", help="Only this body system: nervous, blood, kidneys.")
    ] = "",
    pathway: Annotated[
        str, typer.Option("--pathway", help="Only pathways or processes with this word.")
    ] = "",
    symptom: Annotated[
        str | None,
        typer.Option("--around", help="A symptom: what low nutrients have in common with it."),
    ] = None,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """List what nutrients serve, or show the systems, pathways and proteins of one.

    With --around: which nutrients a symptom asks about, or, with a case, which of those that are
    low or high in this person; questions to examine, no diagnosis.

    Example: micronutrient mechanism magnesium --system nervous
    """
    from micronutrient.errors import InputFault
    from micronutrient.tasks import mechanism

    if symptom is not None:
        if system or pathway:
            raise InputFault("--around", "goes with neither --system nor --pathway")
        asked = mechanism.around(symptom, case=subject)
        write(asked, _around_lines(asked), output_format)
        return
    if subject is None:
        if system or pathway:
            raise InputFault("", "--system and --pathway need a nutrient")
        listed = mechanism.all_nutrients()
        write(listed, _list(listed), output_format)
        return
    shown = mechanism.show(subject, system=system, pathway=pathway)
    write(shown, _sheet(shown), output_format)


def _list(lines: tuple["NutrientLine", ...]) -> Iterator[str]:
    from micronutrient.cli.plain import columns

    rows = [(one.slug, str(one.rows), str(one.genes), str(one.pathways)) for one in lines]
    yield from columns(("nutrient", "rows", "genes", "pathways"), rows)


def _sheet(shown: "ShownMechanism") -> Iterator[str]:
    """Write what a nutrient serves; a pathway of two systems stands in full under the first."""
    from micronutrient.cli.plain import Numbered, entry, paragraph

    numbered = Numbered(shown.sources)
    yield f"{shown.name} ({shown.nutrient})"
    for count in shown.counts:
        mark = numbered.mark(count.source, count.checked)
        yield from paragraph(f"{count.kind}: {count.says} {mark}", indent=2, hanging=2)
    yield from paragraph(
        f"On file here: {shown.rows} rows, {shown.genes} human genes. What a nutrient serves is no "
        "evidence that more of it helps.",
        indent=2,
        hanging=2,
    )
    seen: set[str] = set()
    for group in shown.systems:
        yield ""
        yield group.system.upper()
        again = [one.name for one in group.pathways if one.name in seen]
        for one in group.pathways:
            if one.name not in seen:
                yield from _pathway(one, numbered)
        if again:
            yield from paragraph(f"see above: {'; '.join(again)}", indent=2, hanging=2)
        seen |= {one.name for one in group.pathways}
    yield ""
    for role in shown.roles:
        yield from entry(role.replace("_", " "), f"{role.meaning}.")
    yield from numbered.lines()


def _pathway(pathway: "Pathway", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import paragraph

    where = ", ".join(pathway.tissues)
    yield from paragraph(f"{pathway.name} ({pathway.process}; {where})", indent=2, hanging=2)
    for one in pathway.proteins:
        ec = f", EC {one.ec_number}" if one.ec_number else ""
        mark = numbered.mark(one.source, one.checked)
        role = one.role.replace("_", " ")
        text = f"- {one.gene}{ec}: {one.protein}; {one.cofactor_form} ({role}) {mark}"
        yield from paragraph(text, indent=4, hanging=2)


def _around_lines(asked: "AroundSymptom") -> Iterator[str]:
    from micronutrient.cli.plain import Numbered, entry, paragraph
    from micronutrient.wording import readable

    numbered = Numbered(asked.sources)
    mark = numbered.mark(asked.source, asked.checked)
    yield f"Around {asked.name.lower()} ({asked.symptom})"
    yield from paragraph(asked.caution)
    yield from entry("first ask", f"{asked.ask} {mark}")
    yield from entry("arises in", ", ".join(asked.systems))
    yield from entry("by", ", ".join(asked.processes))
    for one in asked.questions:
        yield ""
        yield from _question(one, numbered)
    if not asked.questions:
        yield ""
        yield "Nothing that is low or high here has anything in common with it."
    if asked.apart:
        yield ""
        apart = ", ".join(map(readable, asked.apart))
        yield from entry("low or high, with nothing in common", apart)
    yield from numbered.lines()


def _question(one: "Question", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import paragraph

    yield one.name.upper()
    yield from paragraph(one.asked, indent=2)
    if not one.pathways:
        yield "    No pathway on file is in common with it."
    for row in one.pathways:
        marks = "".join(numbered.mark(slug, row.checked) for slug in row.sources)
        text = f"- {row.pathway} ({row.process}): {', '.join(row.genes)} {marks}"
        yield from paragraph(text, indent=4, hanging=2)
