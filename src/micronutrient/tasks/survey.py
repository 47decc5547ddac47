"""Surveys: from a specification and a table to what can be said of the population."""

import csv
from pathlib import Path

import msgspec
import numpy as np

from micronutrient import safeload
from micronutrient.arrays import Floats
from micronutrient.casefile import parse_record
from micronutrient.datafiles import source
from micronutrient.errors import Faults, InputFault
from micronutrient.outputs import refuse_overwriting, writing
from micronutrient.population.biomarkers import survey_biomarkers
from micronutrient.population.biomarkers_answer import BiomarkersAnswer
from micronutrient.population.biomarkers_spec import BiomarkersSpec
from micronutrient.population.columns import (
    check_spec,
    number_columns,
    people,
    text_columns,
)
from micronutrient.population.table import Table, read_table
from micronutrient.sources import Source


class SurveyedBiomarkers(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, and the documents that its figures come from."""

    answer: BiomarkersAnswer
    sources: tuple[Source, ...]


def survey_markers(path: str, *, out: Path | None = None) -> SurveyedBiomarkers:
    """Adjust the markers of a survey for inflammation.

    Parameters
    ----------
    path
        The specification, YAML or JSON; ``-`` reads standard input.
    out
        Where to write the adjusted values of each person, as CSV; never over the table or the
        specification.

    Raises
    ------
    InputFault
        If the specification or the table cannot be used; every fault of the specification, then
        every fault of the table.
    """
    spec = _read_spec(path)
    file = _beside(path, spec.file)
    if out is not None:
        refuse_overwriting(out, read=(file, Path(path)))
    table = read_table(file, numbers=number_columns(spec), texts=text_columns(spec))
    try:
        answer, adjusted = survey_biomarkers(spec, table)
    except InputFault as fault:
        raise _named(fault, path, besides=table.name) from fault
    if out is not None:
        _write(out, spec, table, adjusted)
    return SurveyedBiomarkers(answer=answer, sources=tuple(map(source, answer.sources)))


def _read_spec(path: str) -> BiomarkersSpec:
    spec, faults = parse_record(BiomarkersSpec, safeload.load(path), what="survey")
    if faults or spec is None:
        raise _named(Faults.of(faults), path)
    try:
        check_spec(spec)
    except InputFault as fault:
        raise _named(fault, path) from fault
    return spec


def _named(fault: InputFault, path: str, *, besides: str = "") -> InputFault:
    """Let every fault begin with the specification's name, but those of the table."""
    for one in fault.faults if isinstance(fault, Faults) else (fault,):
        if not besides or not one.where.startswith(besides):
            one.at(f"{path}: {one.where}" if one.where else path)
    return fault


def _beside(path: str, file: str) -> Path:
    """Give the place of a file that is named relative to the specification."""
    return Path(file) if path == "-" else Path(path).parent / file


def _write(out: Path, spec: BiomarkersSpec, table: Table, adjusted: dict[str, Floats]) -> None:
    """Write what was measured and what it is adjusted, in the units of the columns."""
    asked = people(spec, table)
    slugs = [asked.groups[place].slug if place >= 0 else "" for place in asked.group.tolist()]
    head = [spec.person or "row", "group"]
    columns: list[list[str]] = [list(asked.ids), slugs]
    for slug, values in adjusted.items():
        column = spec.markers[slug].column
        head += [column, f"{column}_adj"]
        columns += [_cells(table.numbers[column]), _cells(values)]
    with writing(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(zip(*columns, strict=True))


def _cells(values: Floats) -> list[str]:
    return [
        repr(one) if known else ""
        for one, known in zip(values.tolist(), np.isfinite(values).tolist(), strict=True)
    ]
