"""``micronutrient reference``: what each publisher sets, for a person or as printed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write
from micronutrient.errors import InputFault
from micronutrient.person import OLDEST_Y, DietPattern, Sex

if TYPE_CHECKING:
    from micronutrient.cli.plain import Numbered
    from micronutrient.reference.table import ReferenceRow, ReferenceValue
    from micronutrient.tasks.reference import ForPerson, PersonalValue, Printed


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command("reference")(reference_command)


def reference_command(  # noqa: PLR0913 (each is one option of the command line)
    nutrient: Annotated[str, typer.Argument(help="For example vitamin_c, or any other name.")],
    *,
    sex: Annotated[Sex | None, typer.Option(help="female or male.")] = None,
    age: Annotated[float | None, typer.Option(min=0, max=OLDEST_Y, help="Years.")] = None,
    weight: Annotated[
        float | None, typer.Option(min=0.3, max=500, help="Body weight in kg.")
    ] = None,
    pregnancy_week: Annotated[
        int | None, typer.Option(min=0, max=44, help="Completed week of pregnancy.")
    ] = None,
    lactating: Annotated[bool | None, typer.Option("--lactating", help="Is breast-feeding.")] = (
        None
    ),
    menstruating: Annotated[
        bool | None,
        typer.Option(
            "--menstruating/--not-menstruating", help="If neither: as usual for sex and age."
        ),
    ] = None,
    smoker: Annotated[bool | None, typer.Option("--smoker", help="Smokes.")] = None,
    diet_pattern: Annotated[
        DietPattern | None, typer.Option(help="omnivore, pescatarian, vegetarian or vegan.")
    ] = None,
    menstrual_loss: Annotated[
        float | None, typer.Option(min=0, max=1000, help="Blood lost in a cycle, mL.")
    ] = None,
    blood_donations: Annotated[
        float | None, typer.Option(min=0, max=26, help="Units of blood given in a year.")
    ] = None,
    has: Annotated[
        list[str] | None,
        typer.Option(help="A condition, medicine or symptom, as in a case; may be repeated."),
    ] = None,
    condition: Annotated[
        str, typer.Option(help="What else a table depends on, for example phytate_600.")
    ] = "",
    publisher: Annotated[
        str, typer.Option(help="iom, efsa, harmonised, who; all puts them side by side.")
    ] = "iom",
    kind: Annotated[
        str, typer.Option(help="ear, rda, ai, ul, cdrr, amdr_low, amdr_high; all if left out.")
    ] = "",
    output_format: FormatOption = Format.TEXT,
) -> None:
    """Print the reference values of a nutrient and where they are printed.

    With --sex and --age: the values for that person. Without: the whole table.

    Example: micronutrient reference vitamin_c --sex female --age 30 --publisher all
    """
    from micronutrient.tasks import reference

    said = {
        "sex": sex,
        "age_years": age,
        "weight_kg": weight,
        "pregnancy_week": pregnancy_week,
        "lactating": lactating,
        "menstruating": menstruating,
        "menstrual_loss_ml": menstrual_loss,
        "blood_donations_per_year": blood_donations,
        "smoker": smoker,
        "diet_pattern": diet_pattern,
    }
    person = reference.person_of(said)
    if person is None and has:
        raise InputFault("--has", "needs a person", advice="give --sex and --age")
    if person is None:
        table = reference.printed(nutrient, publisher=publisher, kind=kind, condition=condition)
        write(table.rows, _table_lines(table), output_format)
        return
    found = reference.for_person(
        nutrient,
        person=person,
        publisher=publisher,
        kind=kind,
        condition=condition,
        has=has or (),
    )
    write(found.values, _person_lines(found), output_format)


def _person_lines(found: "ForPerson") -> Iterator[str]:
    from micronutrient.cli.plain import Numbered, paragraph, table

    numbered = Numbered(found.sources)
    yield f"{found.name}, for a person: {_who(found)}"
    yield ""
    setting = [one for one in found.publishers if any(v.publisher == one for v in found.values)]
    cells = {
        (value.kind, value.publisher): _cell(value, numbered.mark(value.source, value.checked))
        for value in found.values
    }
    kinds = dict.fromkeys(value.kind for value in found.values)
    rows = [(_word(kind), [cells.get((kind, one), "") for one in setting]) for kind in kinds]
    yield from table([[one] for one in setting], rows)
    silent = [one for one in found.publishers if one not in setting]
    if silent:
        yield ""
        yield from paragraph(f"Nothing is set here by: {', '.join(silent)}.")
    yield ""
    yield from _meanings(kinds)
    for note in dict.fromkeys(note for value in found.values for note in _notes(value, numbered)):
        yield from paragraph(f"- {note}", hanging=2)
    yield from numbered.lines()


def _meanings(kinds: Iterable[str]) -> Iterator[str]:
    from micronutrient.cli.plain import paragraph
    from micronutrient.report.words import KINDS

    yield from paragraph("; ".join(f"{_word(one)} {KINDS[one]}" for one in dict.fromkeys(kinds)))


def _word(kind: str) -> str:
    return kind.upper().replace("_", " ")


def _who(found: "ForPerson") -> str:
    person = found.person
    parts = [person.sex.value, f"{person.age_years:g} years"]
    parts += [f"{person.weight_kg:g} kg"] if person.weight_kg is not None else []
    if person.pregnancy_week is not None:
        parts.append(f"week {person.pregnancy_week} of pregnancy")
    states = {
        "lactating": person.lactating,
        "menstruating": person.menstruating is True,
        "not menstruating": person.menstruating is False,
        "smoker": person.smoker,
    }
    parts += [state for state, holds in states.items() if holds]
    if person.menstrual_loss_ml is not None:
        parts.append(f"{person.menstrual_loss_ml:g} mL lost a cycle")
    if person.blood_donations_per_year is not None:
        parts.append(f"blood donations a year: {person.blood_donations_per_year:g}")
    return ", ".join(parts + ([person.diet_pattern.value] if person.diet_pattern else []))


def _cell(value: "ReferenceValue", mark: str) -> str:
    from micronutrient.wording import number, unit

    told = f"{value.value:g}" if value.printed is None else number(value.value)
    return f"{told} {unit(value.unit)} {mark}"


def _notes(value: "PersonalValue", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.report.words import change_line
    from micronutrient.wording import number, unit

    where = f"{_word(value.kind)}, {value.publisher}"
    if value.printed is not None:
        yield f"{where}: {number(value.printed)} {unit(value.unit)} as printed."
    for change in value.changes:
        mark = numbered.mark(change.source, change.checked)
        yield f"{value.publisher}: {change_line(change)} {mark}"
    if value.per_day is not None:
        yield f"{where}: {value.per_day:g} {unit(value.per_day_unit)} at this weight."
    if value.scope != "total":
        yield f"{where}: counts {value.scope.replace('_', ' ')}."
    if value.condition:
        yield f"{where}: the value for {value.condition}."
    if value.note:
        yield f"{value.publisher}, {value.edition}: {value.note}"


def _table_lines(printed: "Printed") -> Iterator[str]:
    from micronutrient.cli.plain import Numbered, paragraph

    numbered = Numbered(printed.sources)
    yield f"{printed.name}: the printed tables"
    yield ""
    yield from _meanings(row.kind for row in printed.rows)
    for publisher in dict.fromkeys(row.publisher for row in printed.rows):
        rows = [row for row in printed.rows if row.publisher == publisher]
        yield ""
        yield publisher
        yield from _grid(rows, numbered)
        yield ""
        notes = dict.fromkeys(f"{row.edition}: {row.note}" for row in rows if row.note)
        gone = dict.fromkeys(
            f"{numbered.mark(row.source, row.checked)} is superseded by {row.superseded_by}."
            for row in rows
            if row.superseded_by
        )
        for note in (*notes, *gone):
            yield from paragraph(f"- {note}", hanging=2)
    yield from numbered.lines()


def _grid(rows: list["ReferenceRow"], numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import table

    columns = dict.fromkeys(_column(row, numbered) for row in rows)
    cells = {(row.group, _column(row, numbered)): f"{row.value:g}" for row in rows}
    groups = dict.fromkeys(row.group for row in rows)
    yield from table(
        [list(column) for column in columns],
        [(group, [cells.get((group, column), "") for column in columns]) for group in groups],
    )


def _column(row: "ReferenceRow", numbered: "Numbered") -> tuple[str, ...]:
    from micronutrient.wording import unit

    scope = "" if row.scope == "total" else row.scope.replace("_", " ")
    return (
        _word(row.kind),
        str(row.edition),
        unit(row.unit),
        numbered.mark(row.source, row.checked),
        *scope.split(),
    )
