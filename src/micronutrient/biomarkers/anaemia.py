"""Whether the person is anaemic at the time of a result: some limits are for anaemia only.

Limits and corrections: data/markers/haemoglobin.toml.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from micronutrient.biomarkers.companions import beside
from micronutrient.biomarkers.cutoffs import Group, applicable, reading, scale
from micronutrient.biomarkers.haemoglobin import adjust_for_altitude_and_smoking
from micronutrient.biomarkers.quality import Measured
from micronutrient.person import Person
from micronutrient.states import TOO_LITTLE

ANAEMIA = "anaemia"


def anaemia_conditions(
    measured: Sequence[Measured], *, person: Person, group: Group, date: dt.date | None
) -> frozenset[str]:
    """Give the name of the condition if the haemoglobin of those days is too low, or none.

    Parameters
    ----------
    measured
        All results of the case.
    person, group
        Whose they are, and what decides their limits.
    date
        Of the result that asks.
    """
    found = beside(measured, slug="haemoglobin", date=date)
    if found is None:
        return frozenset()
    plain = msgspec.structs.replace(group, conditions=frozenset())
    held = scale(applicable(found.marker, plain), plausible=found.marker.plausible)
    if held is None:
        return frozenset()
    value = adjust_for_altitude_and_smoking(found, person=person, measured=measured).value
    read = reading(value, bands=held.bands, comparator=found.result.comparator)
    return frozenset({ANAEMIA}) if read in TOO_LITTLE else frozenset()
