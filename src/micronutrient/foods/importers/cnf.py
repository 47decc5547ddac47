"""Canadian Nutrient File 2015: a folder or zip of CSV tables, the user's own copy.

Numbers: data/foods/cnf.toml.
"""

import re
from collections.abc import Generator
from functools import cache, partial

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.errors import Faults, InputFault
from micronutrient.foods.importers import rows
from micronutrient.foods.importers.package import Package, Part
from micronutrient.foods.importers.records import (
    Amount,
    Column,
    Food,
    Found,
    Measure,
    Outcomes,
    Step,
    Unused,
)
from micronutrient.foods.table_info import TableInfo
from micronutrient.sources import Checked

_STEMS = {
    "foods": ("foodnames", "foodname", "food name", "food_name"),
    "amounts": ("nutrientamounts", "nutrientamount", "nutrient amount", "nutrient_amount"),
    "nutrients": ("nutrientnames", "nutrientname", "nutrient name", "nutrient_name"),
    "weights": ("conversionfactors", "conversionfactor", "conversion factor", "conversion_factor"),
    "measures": ("measurenames", "measurename", "measure name", "measure_name"),
    "groups": ("foodgroups", "foodgroup", "food group", "food_group"),
}
_YEAR = re.compile(r"[0-9]{4}")
_PER_100_G = 1e2
_LOST_MICRO = "g"


class _Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    version: str
    slug: str
    newest_year: int
    publisher: str
    url: str
    reuse: str
    source: str
    checked: Checked
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    groups: dict[str, str]


@cache
def publisher() -> _Publisher:
    """Give what this package knows of the Canadian Nutrient File."""
    return read_record(DATA / "foods" / "cnf.toml", _Publisher)


def recognise(package: Package) -> Found | None:
    """Tell whether this is the Canadian Nutrient File, and how to read it.

    Raises
    ------
    InputFault
        If it is, but a file is missing.
    """
    found = {name: package.part(*stems) for name, stems in _STEMS.items()}
    if found["foods"] is None or found["amounts"] is None:
        return None
    about = publisher()
    files = {name: stems[0] for name, stems in _STEMS.items()}
    parts = package.complete(about.title, found, files=files)
    return Found(
        path=package.path,
        title=f"{about.title} {about.version}",
        tables=(_info(),),
        columns=tuple(Column(component, 0, code) for code, component, _ in about.rows),
        parts=tuple(parts.values()),
        steps=(
            Step(parts["foods"], partial(_foods, parts)),
            Step(parts["amounts"], partial(_amounts, parts)),
            Step(parts["weights"], partial(_measures, parts)),
        ),
    )


def _info() -> TableInfo:
    about = publisher()
    return TableInfo(
        slug=about.slug,
        title=about.title,
        version=about.version,
        prefix="cnf",
        source=about.source,
        publisher=about.publisher,
        reuse=about.reuse,
        note=about.note,
    )


def _foods(parts: dict[str, Part], _known: dict[int, int], skip: int) -> Generator[Outcomes]:
    part = parts["foods"]
    groups = _groups(parts["groups"])
    columns = ("FoodID", "FoodGroupID", "FoodDescription", "FoodDateOfEntry")
    table = rows.rows(part, columns, encoding=rows.encoding_of(part), skip=skip)
    for i, (food_id, group, name, entered) in enumerate(table, start=skip):
        if _is_later(entered):
            yield (_later(rows.where(part, i), entered),)
        elif food_id.isdecimal() and name.strip():
            yield (Food(rows.code(food_id), 0, " ".join(name.split()), groups.get(group, "")),)
        else:
            yield (
                InputFault(
                    rows.where(part, i),
                    f"FoodID {food_id!r} with description {name!r}",
                    allowed="a number and a name",
                ),
            )


def _later(where: str, entered: str) -> InputFault:
    return InputFault(
        where,
        f"was entered on {entered}: this is a later edition",
        allowed=f"the edition of {publisher().version}",
    )


def _is_later(entered: str) -> bool:
    year = _YEAR.search(entered)
    return year is not None and int(year[0]) > publisher().newest_year


def _groups(part: Part) -> dict[str, str]:
    columns = ("FoodGroupID", "FoodGroupCode")
    known = publisher().groups
    table = rows.rows(part, columns, encoding=rows.encoding_of(part))
    return {group: known[code] for group, code in table if code in known}


def _targets(part: Part) -> dict[str, int | str]:
    """Give, for each NutrientID, its column, or the name of a nutrient that is not used."""
    known = {code: (i, unit) for i, (code, _, unit) in enumerate(publisher().rows)}
    columns = ("NutrientID", "NutrientCode", "NutrientUnit", "NutrientName")
    targets: dict[str, int | str] = {}
    faults: list[InputFault] = []
    table = rows.rows(part, columns, encoding=rows.encoding_of(part))
    for i, (nutrient, code, unit, name) in enumerate(table):
        target = known.get(code)
        if target is None:
            targets[nutrient] = name.strip()
        elif not _same_unit(unit, target[1]):
            faults.append(
                InputFault(rows.where(part, i, name), f"is in {unit!r}", allowed=target[1])
            )
        else:
            targets[nutrient] = target[0]
    if faults:
        raise Faults(faults)
    return targets


def _same_unit(printed: str, ours: str) -> bool:
    plain = printed.strip().casefold().replace("\u00b5", "u").replace("\u03bc", "u")
    return plain == ours or (ours == "ug" and plain in {_LOST_MICRO, "mcg"})


def _amounts(parts: dict[str, Part], known: dict[int, int], skip: int) -> Generator[Outcomes]:
    part = parts["amounts"]
    targets = _targets(parts["nutrients"])
    foods = {str(food): food for food in known}
    columns = ("FoodID", "NutrientID", "NutrientValue")
    for i, (food_id, nutrient, text) in enumerate(rows.rows(part, columns, skip=skip), start=skip):
        food, target = foods.get(food_id), targets.get(nutrient)
        if food is None:
            yield (_orphan(rows.where(part, i), food_id),)
        elif isinstance(target, int):
            yield _amount(text, food=food, column=target, at=(part, i, columns[2]))
        else:
            yield (Unused("nutrient", target or f"NutrientID {nutrient}, which has no name"),)


def _amount(text: str, *, food: int, column: int, at: rows.Place) -> Outcomes:
    value = rows.amount(text, at=at)
    if isinstance(value, InputFault):
        return (value,)
    if value is None:
        return (Unused("gap", "an empty amount"),)
    return (Amount(food, column, value),)


def _orphan(where: str, food_id: str) -> InputFault:
    return InputFault(
        where,
        f"food {food_id!r} does not stand among the food names",
        advice="take all files from one download",
    )


def _measures(parts: dict[str, Part], known: dict[int, int], skip: int) -> Generator[Outcomes]:
    part = parts["weights"]
    measures = parts["measures"]
    encoding = rows.encoding_of(measures)
    names = rows.lookup(measures, "MeasureID", "MeasureDescription", encoding=encoding)
    columns = ("FoodID", "MeasureID", "ConversionFactorValue")
    for i, (food_id, measure, text) in enumerate(rows.rows(part, columns, skip=skip), start=skip):
        value = rows.amount(text, at=(part, i, columns[2]))
        if isinstance(value, InputFault):
            yield (value,)
        elif not food_id.isdecimal() or int(food_id) not in known:
            yield (_orphan(rows.where(part, i), food_id),)
        elif not value or not names.get(measure, "").strip():
            yield (Unused("measure", "without a weight or a name"),)
        else:
            count, name = rows.counted(names[measure])
            yield (Measure(int(food_id), name, count, value * _PER_100_G),)
