"""An indicator and the results it was computed from: one side speaks, and the other is shown only.

They rest on one measurement and share its errors, so together they would count it twice.
"""

from collections.abc import Callable, Sequence

import msgspec

from micronutrient.biomarkers.readings import Reading


def apart(readings: Sequence[Reading], *, reads: Callable[[Reading], bool]) -> tuple[Reading, ...]:
    """Mark the results in whose place another one speaks.

    The indicator speaks, and its parts of the same days are shown without weight; unless a part
    that it must not overrule reads deficient by itself: then the indicator is shown so.

    Parameters
    ----------
    readings
        Results in use that speak for one nutrient.
    reads
        Whether a result by itself could move the verdict; what cannot stands for nothing.
    """
    silent: dict[int, str] = {}
    for joint in (one for one in readings if one.replaces and reads(one)):
        parts = [other for other in readings if joint.stands_for(other)]
        firm = [one for one in parts if joint.gives_way_to(one) and reads(one)]
        quiet, by = ([joint], firm[0]) if firm else (filter(reads, parts), joint)
        silent |= {id(one): by.label for one in quiet}
    return tuple(
        msgspec.structs.replace(one, replaced_by=silent.get(id(one), "")) for one in readings
    )
