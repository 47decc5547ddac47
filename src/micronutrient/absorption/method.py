"""What every published equation of this room says of itself, and the refusal outside its range."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec
import numpy as np

from micronutrient.arrays import Bools, Floats
from micronutrient.datafiles import DATA, read_toml
from micronutrient.errors import DataFault, OutsideDomain
from micronutrient.sources import Checked


class Range(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The values that a publication studied, both ends included.

    Attributes
    ----------
    from_, to
        Ends, in `unit`; the data file calls the first one ``from``.
    unit
        UCUM code, or a word for what has none.
    """

    from_: float = msgspec.field(name="from")
    to: float
    unit: str


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published equation: whose it is, what it was made for, how far it was checked.

    Attributes
    ----------
    name
        As people cite it: "Collings 2013".
    source, checked
        Where the coefficients are printed, and how far that was checked.
    people
        Whom it was measured in, in words.
    domain
        The range of each argument, by its name.
    instead
        What to use outside that range, in words.
    note
        What a reader should know.
    """

    name: str
    source: str
    checked: Checked
    people: str
    instead: str
    domain: Mapping[str, Range] = {}
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether somebody has read the coefficients; what is not verified is off unless named."""
        return self.checked is not Checked.RECALLED

    def require(self, **arguments: Floats | float) -> None:
        """Refuse values outside the range that the publication studied.

        Parameters
        ----------
        **arguments
            Values by the name that `domain` gives them; a missing value (NaN) passes, and an
            argument without a range is held only to be finite or missing.

        Raises
        ------
        OutsideDomain
            Names the method, the first value outside, the range, and what to use instead.
        """
        for name, given in arguments.items():
            values = np.atleast_1d(np.asarray(given, dtype=np.float64))
            outside = ~self.within(name, values) & ~np.isnan(values)
            if outside.any():
                raise self._refusal(name, values, int(np.argmax(outside)))

    def within(self, name: str, values: Floats) -> Bools:
        """Say which values of one argument lie in the range; a missing one does not."""
        span = self.domain.get(name)
        if span is None:
            return np.isfinite(values)
        return (values >= span.from_) & (values <= span.to)

    def _refusal(self, name: str, values: Floats, first: int) -> OutsideDomain:
        span = self.domain.get(name)
        place = f"{name}[{first}]" if values.size > 1 else name
        allowed = f"{span.from_:g} to {span.to:g} {span.unit}" if span else "a finite number"
        return OutsideDomain(
            place,
            f"{values[first]:g} is outside what {self.name} studied",
            allowed=allowed,
            advice=self.instead,
        )


Kind = TypeVar("Kind", bound=Method)


def method(nutrient: str, table: str, kind: type[Kind]) -> Kind:
    """Give one equation's coefficients: a table of ``data/absorption/<nutrient>.toml``.

    Raises
    ------
    DataFault
        If the file has no such table, or it does not fit the record.
    """
    content = read_toml(DATA / "absorption" / f"{nutrient}.toml")
    try:
        return msgspec.convert(content[table], kind)
    except (KeyError, msgspec.ValidationError) as error:
        raise DataFault(f"absorption/{nutrient}.toml, {table}: {error}") from error
