"""FoodData Central's CSV download: SR Legacy and Foundation Foods.

Zip or unpacked folder, one kind of food or the full download. Kinds that are no food table
(branded, market samples, ...) are passed over and counted.

Numbers: data/foods/fdc.toml, components.toml.
"""

from collections import Counter
from collections.abc import Generator
from functools import cache, partial

import msgspec

from micronutrient.datafiles import DATA, read_record, read_toml
from micronutrient.errors import Faults, ImplausibleValue, InputFault
from micronutrient.foods.composition import components
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

_AMOUNT_COLUMNS = ("fdc_id", "nutrient_id", "amount")
_UNDETERMINED = "undetermined"


class _Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    data_type: str
    slug: str
    title: str
    source: str
    note: str


class _Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    publisher: str
    url: str
    reuse: str
    source: str
    checked: Checked
    tables: tuple[_Kind, ...]
    not_imported: dict[str, str]
    alternatives: dict[str, tuple[int, ...]]
    below_zero: dict[str, tuple[str, ...]]
    units: dict[str, str]


class _Target(msgspec.Struct, frozen=True):
    """Where a nutrient's amounts go, and whether an amount below zero is a gap."""

    column: int
    gap_below_zero: bool


class _Contents(msgspec.Struct, frozen=True):
    """What food.csv holds: kinds of food, newest date of each, ids that are not imported."""

    kinds: Counter[str]
    newest: dict[str, str]
    elsewhere: set[int]


@cache
def publisher() -> _Publisher:
    """Give what this package knows of FoodData Central."""
    return read_record(DATA / "foods" / "fdc.toml", _Publisher)


def recognise(package: Package) -> Found | None:
    """Tell whether this is FoodData Central's download, and how to read it.

    Raises
    ------
    InputFault
        If it is, but a file is missing or it holds no kind of food that can be imported.
    """
    foods = package.part("food")
    if foods is None or not package.starting("food_nutrient"):
        return None
    parts = _needed(package, foods)
    contents = _contents(foods)
    tables = tuple(kind for kind in publisher().tables if contents.kinds[kind.data_type])
    if not tables:
        raise _nothing_to_import(foods, contents)
    columns = _columns()
    steps = (
        Step(foods, partial(_foods, parts, tables)),
        Step(parts["food_nutrient"], partial(_amounts, parts, contents, columns)),
        Step(parts["food_portion"], partial(_measures, parts, contents)),
    )
    return Found(
        path=package.path,
        title=f"{publisher().title}: {', '.join(kind.title for kind in tables)}",
        tables=tuple(_info(kind, contents.newest[kind.data_type]) for kind in tables),
        columns=columns,
        parts=tuple(parts.values()),
        steps=steps,
    )


def _needed(package: Package, foods: Part) -> dict[str, Part]:
    found: dict[str, Part | None] = {
        "food": foods,
        "food_nutrient": _amount_table(package),
        "nutrient": package.part("nutrient"),
        "food_portion": package.part("food_portion"),
        "measure_unit": package.part("measure_unit"),
    }
    files = {stem: f"{stem}.csv" for stem in found}
    return package.complete(publisher().title, found, files=files)


def _amount_table(package: Package) -> Part | None:
    """Find food_nutrient.csv, and not food_nutrient_derivation.csv and its kind."""
    exact = package.part("food_nutrient")
    if exact is not None:
        return exact
    wanted = {name.replace("_", "") for name in _AMOUNT_COLUMNS}
    fitting = [p for p in package.starting("food_nutrient") if wanted <= set(rows.header(p))]
    return fitting[0] if fitting else None


def _contents(foods: Part) -> _Contents:
    kinds: Counter[str] = Counter()
    newest: dict[str, str] = {}
    elsewhere: set[int] = set()
    wanted = {kind.data_type for kind in publisher().tables}
    for fdc_id, kind, date in rows.rows(foods, ("fdc_id", "data_type", "publication_date")):
        kinds[kind] += 1
        newest[kind] = max(newest.get(kind, ""), date)
        if kind not in wanted and fdc_id.isdecimal():
            elsewhere.add(int(fdc_id))
    return _Contents(kinds, newest, elsewhere)


def _nothing_to_import(foods: Part, contents: _Contents) -> InputFault:
    held = ", ".join(sorted(kind or "no data_type" for kind in contents.kinds)) or "no food"
    reasons = [why for kind, why in publisher().not_imported.items() if contents.kinds[kind]]
    return InputFault(
        foods.name,
        f"holds {held}",
        allowed=", ".join(kind.data_type for kind in publisher().tables),
        advice="; ".join(reasons),
    )


def _info(kind: _Kind, newest: str) -> TableInfo:
    about = publisher()
    return TableInfo(
        slug=kind.slug,
        title=f"{about.title} {kind.title}",
        version=newest,
        prefix="fdc",
        source=kind.source,
        publisher=about.publisher,
        reuse=about.reuse,
        note=kind.note,
    )


def _ids(slug: str, usda_id: int) -> tuple[int, ...]:
    return publisher().alternatives.get(slug, (usda_id,))


def _columns() -> tuple[Column, ...]:
    return tuple(
        Column(c.slug, rank, str(nutrient_id))
        for c in components().values()
        for rank, nutrient_id in enumerate(_ids(c.slug, c.usda_id))
    )


def _targets(nutrients: Part, columns: tuple[Column, ...]) -> dict[str, _Target | str]:
    """Give, for each nutrient id of the file, where it goes, or the name of what is not used."""
    about = publisher()
    column_of = {int(column.label): i for i, column in enumerate(columns)}
    targets: dict[str, _Target | str] = {}
    faults: list[InputFault] = []
    table = rows.rows(nutrients, ("id", "name", "unit_name"))
    for i, (nutrient_id, name, unit) in enumerate(table):
        column = column_of.get(int(nutrient_id)) if nutrient_id.isdecimal() else None
        if column is None:
            targets[nutrient_id] = name.strip()
            continue
        component = components()[columns[column].component]
        if about.units.get(unit.upper()) != component.unit:
            faults.append(
                InputFault(
                    rows.where(nutrients, i, name),
                    f"is in {unit!r}",
                    allowed=component.unit,
                    advice="this is not the layout of FoodData Central that is known here",
                )
            )
            continue
        gap = component.slug in about.below_zero["gaps"]
        targets[nutrient_id] = _Target(column, gap)
    if faults:
        raise Faults(faults)
    return targets


def _foods(
    parts: dict[str, Part], tables: tuple[_Kind, ...], _known: dict[int, int], skip: int
) -> Generator[Outcomes]:
    part = parts["food"]
    position = {kind.data_type: i for i, kind in enumerate(tables)}
    groups = _groups()
    columns = ("fdc_id", "data_type", "description", "food_category_id")
    for i, (fdc_id, kind, name, category) in enumerate(
        rows.rows(part, columns, skip=skip), start=skip
    ):
        table = position.get(kind)
        if table is None:
            yield (Unused("kind of food", kind or "none"),)
        elif not fdc_id.isdecimal() or not name.strip():
            yield (
                InputFault(
                    rows.where(part, i),
                    f"fdc_id {fdc_id!r} with description {name!r}",
                    allowed="a number and a name",
                ),
            )
        else:
            yield (
                Food(rows.code(fdc_id), table, " ".join(name.split()), groups.get(category, "")),
            )


@cache
def _groups() -> dict[str, str]:
    table = read_toml(DATA / "foods" / "groups.toml")["rows"]
    return {str(category): slug for slug, categories, _ in table for category in categories}


def _amounts(
    parts: dict[str, Part],
    contents: _Contents,
    columns: tuple[Column, ...],
    known: dict[int, int],
    skip: int,
) -> Generator[Outcomes]:
    part = parts["food_nutrient"]
    targets = _targets(parts["nutrient"], columns)
    foods = {str(food): food for food in known}
    for i, (fdc_id, nutrient_id, text) in enumerate(
        rows.rows(part, _AMOUNT_COLUMNS, skip=skip), start=skip
    ):
        food = foods.get(fdc_id)
        target = targets.get(nutrient_id)
        if food is None:
            yield _not_a_known_food(fdc_id, contents, at=(part, i))
        elif type(target) is _Target:
            yield _amount(text, food=food, target=target, at=(part, i, "amount"))
        elif target is None:
            yield (_unknown_nutrient(rows.where(part, i), nutrient_id),)
        else:
            yield (Unused("nutrient", str(target)),)


def _amount(text: str, *, food: int, target: _Target, at: rows.Place) -> Outcomes:
    value = rows.amount(text, at=at)
    if isinstance(value, ImplausibleValue) and target.gap_below_zero:
        return (Unused("gap", "a difference below zero"),)
    if isinstance(value, InputFault):
        return (value,)
    if value is None:
        return (Unused("gap", "an empty amount"),)
    return (Amount(food, target.column, value),)


def _not_a_known_food(fdc_id: str, contents: _Contents, *, at: tuple[Part, int]) -> Outcomes:
    if fdc_id.isdecimal() and int(fdc_id) in contents.elsewhere:
        return (Unused("row", "of a kind of food that is not imported"),)
    return (
        InputFault(
            rows.where(*at),
            f"food {fdc_id!r} does not stand in food.csv",
            advice="take all files from one download",
        ),
    )


def _unknown_nutrient(where: str, nutrient_id: str) -> InputFault:
    return InputFault(
        where,
        f"nutrient {nutrient_id!r} does not stand in nutrient.csv",
        advice="take all files from one download",
    )


def _measures(
    parts: dict[str, Part], contents: _Contents, known: dict[int, int], skip: int
) -> Generator[Outcomes]:
    part = parts["food_portion"]
    units = rows.lookup(parts["measure_unit"], "id", "name")
    columns = (
        "fdc_id",
        "amount",
        "measure_unit_id",
        "portion_description",
        "modifier",
        "gram_weight",
    )
    for i, row in enumerate(rows.rows(part, columns, skip=skip), start=skip):
        fdc_id, count, unit_id, description, modifier, grams = row
        if not fdc_id.isdecimal() or int(fdc_id) not in known:
            yield _not_a_known_food(fdc_id, contents, at=(part, i))
            continue
        words = (units.get(unit_id, ""), description, modifier)
        measure = " ".join(w.strip() for w in words if w and w.strip() != _UNDETERMINED)
        yield _measure(int(fdc_id), measure=measure, count=count, grams=grams, at=(part, i))


def _measure(food: int, *, measure: str, count: str, grams: str, at: tuple[Part, int]) -> Outcomes:
    weight = rows.amount(grams, at=(*at, "gram_weight"))
    amount = rows.amount(count, at=(*at, "amount"))
    faults = tuple(value for value in (weight, amount) if isinstance(value, InputFault))
    if faults or isinstance(weight, InputFault) or isinstance(amount, InputFault):
        return faults
    if not weight or not measure:
        return (Unused("measure", "without a weight or a name"),)
    number, name = (amount, measure) if amount else rows.counted(measure)
    return (Measure(food, name, number, weight),)
