"""Haemoglobin: anaemia by WHO 2024, after allowing for altitude and smoking.

Numbers: data/markers/haemoglobin.toml.
"""

from collections.abc import Sequence

from micronutrient.biomarkers.corrected import Corrected
from micronutrient.biomarkers.marker import marker
from micronutrient.biomarkers.quality import Measured
from micronutrient.errors import DataFault
from micronutrient.person import Person


def altitude_excess_g_l(altitude_m: float) -> float:
    """Give how much living at an altitude [m] raises haemoglobin [g/L].

    0.0056384 m + 0.0000003 m², from 500 m on; nothing below.

    References
    ----------
    [who-2024-haemoglobin]
    """
    c = _coefficients()
    if altitude_m < c["from_m"]:
        return 0.0
    return c["per_m"] * altitude_m + c["per_m2"] * altitude_m**2


def smoking_excess_g_l(cigarettes_per_day: float | None) -> float:
    """Give how much smoking raises haemoglobin [g/L]; None where their number is not known.

    3 under ten cigarettes a day or for an unknown number, 5 from ten, 6 from twenty; nothing for
    none.

    References
    ----------
    [who-2024-haemoglobin]
    """
    c = _coefficients()
    if cigarettes_per_day is None:
        return c["smoker"]
    if cigarettes_per_day <= 0:
        return 0.0
    if cigarettes_per_day >= c["many_from"]:
        return c["smoker_many"]
    return c["smoker_some"] if cigarettes_per_day >= c["some_from"] else c["smoker_few"]


def adjust_for_altitude_and_smoking(
    haemoglobin: Measured, *, person: Person, measured: Sequence[Measured]
) -> Corrected:
    """Give haemoglobin [g/L] as it would be at sea level in a non-smoker.

    An unknown altitude counts as sea level and an unknown habit as none, as in WHO's own software.
    How many cigarettes somebody smokes is not part of a case: the figure for an unknown number is
    taken.
    """
    del measured
    altitude = altitude_excess_g_l(person.altitude_m) if person.altitude_m else 0.0
    smoking = smoking_excess_g_l(None) if person.smoker else 0.0
    if not altitude and not smoking:
        return Corrected(value=haemoglobin.value)
    parts = [f"{altitude:.1f} g/L for {person.altitude_m:g} m altitude"] if altitude else []
    parts += [f"{smoking:g} g/L for smoking"] if smoking else []
    correction = haemoglobin.marker.correction
    return Corrected(
        value=haemoglobin.value - altitude - smoking,
        how=f"less {' and '.join(parts)}",
        checked=correction.checked if correction else None,
    )


def _coefficients() -> dict[str, float]:
    correction = marker("haemoglobin").correction
    if correction is None:
        raise DataFault("data/markers/haemoglobin.toml: no [correction]")
    return correction.coefficients
