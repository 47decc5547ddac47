"""``micronutrient simulate``: a nutrient in the body over time, and when a person is replete."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from micronutrient.cli.answer import Format, FormatOption, write

if TYPE_CHECKING:
    from micronutrient.cli.plain import Numbered
    from micronutrient.homeostasis.repletion import Repletion
    from micronutrient.tasks.simulate import Checks, ModelLine, Simulated

_BARS = "▁▂▃▄▅▆▇█"
_POINTS = 6
_DRAWN = 60
_ROUNDING = 1e-9
"""Errors of the mass balance below this are rounding, and differ between machines."""


def register(app: typer.Typer) -> None:
    """Mount the command."""
    app.command("simulate")(simulate_command)


def simulate_command(
    model: Annotated[
        str | None, typer.Argument(help="A model by its name; without one they are listed.")
    ] = None,
    *,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="parameter=value, in the parameter's unit; may be repeated."),
    ] = None,
    until: Annotated[
        float | None, typer.Option("--until", help="How long the course is, in the model's unit.")
    ] = None,
    output_format: FormatOption = Format.TEXT,
) -> None:
    """Follow a nutrient in the body over time, and say when the person will be replete.

    The interval comes from the uncertainty that the publications give; what is set is taken as
    known. Without a model: the list of them.

    Example: micronutrient simulate collings_2013 --set ferritin_ug_l=12 --set dose_mg_d=60
    """
    from micronutrient.tasks import simulate

    if model is None:
        listed = simulate.all_models()
        write(listed, _list(listed), output_format)
        return
    found = simulate.simulate(model, settings=settings or (), until=until)
    write(found, _lines(found), output_format)


def _list(models: Sequence["ModelLine"]) -> Iterator[str]:
    from micronutrient.cli.plain import columns

    rows = [(one.model, one.nutrient, one.species, one.name) for one in models]
    yield from columns(("model", "nutrient", "species", "what"), rows)


def _lines(found: "Simulated") -> Iterator[str]:
    from micronutrient.cli.plain import Numbered, entry, paragraph
    from micronutrient.tasks.simulate import documents

    numbered = Numbered(documents(found))
    marks = [numbered.mark(one.source, one.checked) for one in found.sources]
    yield from paragraph(f"{found.name} {marks[0]}", hanging=2)
    yield from entry("species", f"{found.species}; {found.people}", indent=2)
    yield ""
    yield from _repletion(found.replete)
    yield ""
    yield from _course(found)
    yield ""
    yield from _checks(found.checks)
    for note in found.notes:
        yield from entry("note", note)
    yield ""
    yield from _figures(found, numbered)
    yield from numbered.lines()


def _figures(found: "Simulated", numbered: "Numbered") -> Iterator[str]:
    from micronutrient.cli.plain import columns
    from micronutrient.wording import given, unit

    rows = []
    for name, one in found.parameters.items():
        span = f" ({given(one.low)} to {given(one.high)})" if one.low and one.high else ""
        mark = numbered.mark(one.source, one.checked) if one.source and one.checked else ""
        value = f"{given(one.value, digits=4)} {unit(one.unit)}".strip()
        how = ", set" if one.is_set else span
        rows.append((name, f"{value}{how}", f"{one.label} {'' if one.is_set else mark}".strip()))
    yield from columns(("parameter", "value", "what"), rows)


def _course(found: "Simulated") -> Iterator[str]:
    from micronutrient.cli.plain import entry, table
    from micronutrient.wording import number, unit

    last = len(found.time) - 1
    places = [round(last * point / (_POINTS - 1)) for point in range(_POINTS)]
    head = [(f"{number(found.time[place])} {found.time_unit}",) for place in places]
    rows = [
        (f"{name} [{unit(found.units[name])}]", [number(curve[place]) for place in places])
        for name, curve in found.states.items()
    ]
    yield from table(head, rows)
    yield ""
    widest = max(map(len, found.states))
    for name, curve in found.states.items():
        yield f"{name:<{widest}}  {_spark(curve)}"
    for name, label in found.labels.items():
        yield from entry(name, label, indent=2)


def _spark(curve: Sequence[float]) -> str:
    """Draw a course in characters, from nothing to its highest value."""
    last, highest = len(curve) - 1, max(curve)
    points = [curve[round(last * point / (_DRAWN - 1))] for point in range(_DRAWN)]
    top = len(_BARS) - 1
    return "".join(_BARS[round(top * max(one, 0) / highest) if highest else 0] for one in points)


def _repletion(one: "Repletion") -> Iterator[str]:
    from micronutrient.cli.plain import entry
    from micronutrient.wording import number, unit

    goal = f"{one.of} {'down to' if one.falls else 'at'} {number(one.target)} {unit(one.unit)}"
    yield from entry(f"{goal.strip()}", _when(one))
    if one.sampled:
        share = f"{one.share:.0%}" if one.share is not None else ""
        text = f"{', '.join(one.sampled)}; reached with {share} of the sampled figures"
        yield from entry("varied", text, indent=2)


def _when(one: "Repletion") -> str:
    from micronutrient.tasks.simulate import lasting

    if not one.time:
        return one.says
    words = f"after {lasting(one.time, one.time_unit)}: {one.says}"
    if one.low is None:
        return words
    latest = f"not within {lasting(one.horizon, one.time_unit)}"
    if one.high is not None:
        latest = lasting(one.high, one.time_unit)
    return f"{words}; nine in ten from {lasting(one.low, one.time_unit)} to {latest}"


def _checks(one: "Checks") -> Iterator[str]:
    from micronutrient.cli.plain import entry

    error = f"{one.mass_error:.1g}" if one.mass_error > _ROUNDING else f"below {_ROUNDING:g}"
    yield from entry("mass", f"balances at each of {one.steps} steps; largest error {error}")
    for name, when in one.extrapolated.items():
        yield from entry("beyond what was studied", f"{name}, from {when:.4g} on")
    yield from entry("recalled, not yet looked up", ", ".join(one.recalled))
    yield from entry("fitted here, not the authors'", ", ".join(one.fitted))
