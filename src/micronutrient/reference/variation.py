"""How much requirements vary between people: coefficients, printed percentiles.

Numbers: data/requirements/variation.toml, data/requirements/iron_percentiles.toml.
"""

from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record
from micronutrient.sources import Checked


class Coefficient(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A coefficient of variation of the requirement, percent of the EAR."""

    publisher: str
    nutrient: str
    cv_percent: float
    why: str
    source: str
    checked: Checked


class FromRda(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A spread that follows from the RDA, which covers `percentile` percent of people."""

    publisher: str
    nutrient: str
    percentile: float
    shape: str
    source: str
    checked: Checked
    condition: str = ""


class Default(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The coefficient that holds where nothing else is known."""

    cv_percent: float
    why: str
    source: str
    checked: Checked


class _Variation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    columns: tuple[str, ...]
    rows: tuple[Coefficient, ...]
    default: Default
    from_rda: tuple[FromRda, ...]


class IronGroup(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The printed percentiles of the iron requirement of one group.

    Attributes
    ----------
    condition
        ``premenopausal``, ``postmenopausal`` or empty.
    population
        Of women who menstruate: those without contraceptives, or a mixed population.
    requirements
        Dietary requirement [mg/d] at the percentiles of the table.
    """

    group: str
    sex: str
    from_y: float
    to_y: float
    condition: str
    population: str
    checked: Checked
    requirements: tuple[float, ...]


class IronTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """IOM 2001, appendix I and table 14-1.

    Attributes
    ----------
    percentiles
        Percent, ascending.
    risks
        Probability of inadequacy below the first requirement, between each two, above the last.
    """

    publisher: str
    source: str
    unit: str
    percentiles: tuple[float, ...]
    risks: tuple[float, ...]
    columns: tuple[str, ...]
    rows: tuple[IronGroup, ...]

    def group(self, name: str) -> IronGroup:
        """Give one group by its slug: ``women_menstruating``."""
        return next(row for row in self.rows if row.group == name)


@cache
def _variation() -> _Variation:
    return read_record(DATA / "requirements" / "variation.toml", _Variation)


@cache
def iron_table() -> IronTable:
    """Give the printed percentiles of the iron requirement."""
    return read_record(DATA / "requirements" / "iron_percentiles.toml", IronTable)


def coefficient(publisher: str, nutrient: str) -> Coefficient | None:
    """Give the coefficient of variation that a publisher states, or None."""
    rows = _variation().rows
    wanted = (publisher, nutrient)
    return next((row for row in rows if (row.publisher, row.nutrient) == wanted), None)


def default() -> Default:
    """Give the coefficient that holds where nothing else is known."""
    return _variation().default


def from_rda(publisher: str, nutrient: str, condition: str) -> FromRda:
    """Say how the spread follows from the RDA: the most specific rule that fits."""
    fitting = [
        rule
        for rule in _variation().from_rda
        if rule.publisher in (publisher, "*")
        and rule.nutrient in (nutrient, "*")
        and rule.condition in (condition, "")
    ]
    return max(fitting, key=lambda rule: (rule.nutrient != "*", rule.condition != ""))


def iron_group(*, sex: str, age_years: float, condition: str) -> IronGroup | None:
    """Give the iron percentiles for a person who is neither pregnant nor lactating.

    Women's `condition` decides (``premenopausal`` or ``postmenopausal``); their ages do not.
    Contraceptive users are not told apart: the printed EAR is that of non-users.
    """
    rows = [row for row in iron_table().rows if row.population != "mixed"]
    if condition:
        rows = [row for row in rows if row.condition == condition]
    else:
        rows = [row for row in rows if row.from_y <= age_years < row.to_y]
    return next((row for row in rows if row.sex in (sex, "both")), None)
