"""What an importer hands over, row by row, and what it says of itself."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from micronutrient.errors import InputFault
from micronutrient.foods.importers.package import Part
from micronutrient.foods.table_info import TableInfo


class Food(NamedTuple):
    """One food; `table` is the position of its table in `Found.tables`."""

    number: int
    table: int
    name: str
    group: str


class Amount(NamedTuple):
    """One value per 100 g; `column` is the position of its column in `Found.columns`."""

    food: int
    column: int
    amount: float


class Measure(NamedTuple):
    """One household measure: `amount` of `measure` weighs `grams` [g]."""

    food: int
    measure: str
    amount: float
    grams: float


class Unused(NamedTuple):
    """A row that is rightly not used: why, and of what (a nutrient's name, a kind of food)."""

    why: str
    what: str


Outcome: TypeAlias = Food | Amount | Measure | Unused | InputFault
Outcomes: TypeAlias = tuple[Outcome, ...]


class Column(NamedTuple):
    """One source column: the component it fills, and which source column is better (0 first)."""

    component: str
    rank: int
    label: str


class Step(NamedTuple):
    """One file to read: what it is called, and its rows from the one after `skip` on.

    `read` is given the foods known so far (number of the food to its table) and the number of
    rows to skip, and gives one tuple of outcomes per row of the file.
    """

    part: Part
    read: Callable[[dict[int, int], int], Generator[Outcomes]]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was recognised, and how to read it."""

    path: Path
    title: str
    tables: tuple[TableInfo, ...]
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
