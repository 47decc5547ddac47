"""Two results of one marker: do they lie further apart than chance and the day explain?

The reference change value of Harris and Yasaka is shown for every marker. What decides is its
log-normal form: the symmetric one can never call a fall real where variation is large (a fall ends
at 100 %), and calls a rise from a to b and a fall from b to a by different words
(docs/decisions/0015-log-normal-change.md). At small variation the two are the same.

Numbers: data/biomarker_rules.toml, ``[variation]`` in data/markers/<slug>.toml.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from micronutrient.biomarkers import variation
from micronutrient.biomarkers.records import Marker
from micronutrient.biomarkers.rules import rules
from micronutrient.errors import ImplausibleValue
from micronutrient.series import ChangeLimits, MarkerChange, Moved
from micronutrient.sources import Checked
from micronutrient.wording import as_printed, signed, signed_percent, unit

WITHIN_PERSON, ANALYTICAL = "within a person", "analytical"
"""The two parts of a marker's variation, as `ChangeLimits.assumed` names them."""
_SAID = {Moved.ROSE: "a rise", Moved.FELL: "a fall", Moved.NO_CHANGE: "no change"}


class Span(NamedTuple):
    """A value known only between two bounds; both are equal where it is known."""

    at_least: float
    at_most: float

    @property
    def is_known(self) -> bool:
        """Whether this is one value."""
        return self.at_least == self.at_most


class Step(NamedTuple):
    """What two values say of each other: ratios of later to earlier, and the words.

    `z` counts standard deviations of such a change by chance; None where a value is a bound.
    """

    lowest: float
    highest: float
    z: float | None
    moved: Moved
    by_classical: Moved

    @property
    def percent(self) -> float | None:
        """The change [%] of the earlier value; None where it is not known."""
        return None if self.z is None else (self.lowest - 1) * 100

    @property
    def percent_at_least(self) -> float | None:
        """Lower bound of the change [%]; None where there is none above -100."""
        return (self.lowest - 1) * 100 if self.lowest > 0 else None

    @property
    def percent_at_most(self) -> float | None:
        """Upper bound of the change [%]; None where there is none."""
        return (self.highest - 1) * 100 if math.isfinite(self.highest) else None


def reference_change_value(*, cv_analytical: float, cv_within: float) -> float:
    """Give the symmetric reference change value [%].

    RCV = 2^½ · z · (CV_analytical² + CV_within²)^½, with z = 1.96 for either direction.

    Parameters
    ----------
    cv_analytical, cv_within
        Coefficients of variation [%].

    Raises
    ------
    ImplausibleValue
        If one is negative, or both are nothing.

    References
    ----------
    [fraser-2012-reference-change] Abstract; [harris-1983-reference-change].
    """
    return math.sqrt(2) * rules().change.z * _total_cv(cv_analytical, cv_within)


def log_normal_limits(*, cv_analytical: float, cv_within: float) -> tuple[float, float]:
    """Give how far [%] a value may fall (negative) and rise by chance and the day alone.

    exp(±2^½ · z · σ) - 1 with σ² = ln(1 + CV²), CV as in `reference_change_value`.

    References
    ----------
    [fokkema-2006-reference-change]
    """
    spread = rules().change.z * _sd_ln_of_change(_total_cv(cv_analytical, cv_within))
    return math.expm1(-spread) * 100, math.expm1(spread) * 100


def limits_of(marker: Marker) -> ChangeLimits:
    """Give both reference change values of a marker, and what they rest on.

    Variation that no study on file gives is assumed, and named in `assumed`.
    """
    known = marker.variation
    within, analytical = variation.cv_within(marker), variation.cv_analytical(marker)
    fall, rise = log_normal_limits(cv_analytical=analytical, cv_within=within)
    parts = (
        (WITHIN_PERSON, known.cv_within if known else None),
        (ANALYTICAL, known.cv_analytical if known else None),
    )
    return ChangeLimits(
        classical=reference_change_value(cv_analytical=analytical, cv_within=within),
        rise=rise,
        fall=fall,
        cv_analytical=analytical,
        cv_within=within,
        assumed=tuple(name for name, value in parts if value is None),
        note=known.note if known else "",
        source=known.source if known else rules().change.source,
        checked=known.checked if known else Checked.RECALLED,
    )


def step(earlier: Span, later: Span, *, limits: ChangeLimits) -> Step:
    """Hold the change from one value to another against what chance and the day explain.

    Parameters
    ----------
    earlier, later
        In one unit, corrected alike. A result below a limit of measurement is the span from zero
        to that limit, one above it is open upwards.
    limits
        Of the marker.

    Returns
    -------
    Step
        *Rose* or *fell* only where every value within the spans says so.

    Raises
    ------
    ImplausibleValue
        If a value is not above zero, or not a number.
    """
    for name, one in (("earlier result", earlier), ("later result", later)):
        if not one.at_most > 0 or not one.at_least >= 0:
            raise ImplausibleValue(
                name,
                f"{one.at_most:g}",
                allowed="a concentration above zero; what lies below the limit of measurement is "
                "written with it, as '<5'",
            )
    lowest = later.at_least / earlier.at_most
    highest = later.at_most / earlier.at_least if earlier.at_least > 0 else math.inf
    known = earlier.is_known and later.is_known
    cv = math.hypot(limits.cv_analytical, limits.cv_within)
    return Step(
        lowest=lowest,
        highest=highest,
        z=math.log(lowest) / _sd_ln_of_change(cv) if known else None,
        moved=_word(lowest, highest, fall=limits.fall, rise=limits.rise),
        by_classical=_word(lowest, highest, fall=-limits.classical, rise=limits.classical),
    )


def record(
    found: Step,
    *,
    why: str,
    doubts: Iterable[str],
    hidden: str = "",
    dates: tuple[dt.date, dt.date] | None = None,
) -> MarkerChange:
    """Give a step as it is kept, with its dates where the results have some.

    Parameters
    ----------
    found
        From `step`.
    why, doubts
        The change in words, and what else may have made it.
    hidden
        Why it cannot be read; its words are then withheld.
    dates
        When the two samples were taken.
    """
    return MarkerChange(
        since=str(dates[0]) if dates else None,
        until=str(dates[1]) if dates else None,
        days=(dates[1] - dates[0]).days if dates else None,
        percent=found.percent,
        percent_at_least=found.percent_at_least,
        percent_at_most=found.percent_at_most,
        z=found.z,
        moved=Moved.UNREADABLE if hidden else found.moved,
        by_classical=Moved.UNREADABLE if hidden else found.by_classical,
        why=why,
        hidden=hidden,
        doubts=tuple(doubts),
    )


def span_words(span: Span) -> str:
    """Write a value or its bound: ``20``, ``<10``, ``>1500``."""
    if span.is_known:
        return as_printed(span.at_least)
    below = span.at_least == 0
    return f"<{as_printed(span.at_most)}" if below else f">{as_printed(span.at_least)}"


def explained(limits: ChangeLimits) -> str:
    """Say how far chance and the day reach: ``-33 % to +49 %``."""
    return f"{signed_percent(limits.fall)} to {signed_percent(limits.rise)}"


def told(
    found: Step, *, name: str, earlier: Span, later: Span, marker_unit: str, limits: ChangeLimits
) -> str:
    """Say a change in one or two sentences: word, values, per cent, z, and what chance explains."""
    pair = f"{span_words(earlier)} to {span_words(later)} {unit(marker_unit)}".rstrip()
    head = f"{pair}{_size(found)}"
    alone = f"alone explain {explained(limits)}"
    said = {
        Moved.ROSE: f"{name} rose from {head}; chance and the day {alone}.",
        Moved.FELL: f"{name} fell from {head}; chance and the day {alone}.",
        Moved.NO_CHANGE: f"{name} from {head}: no change beyond chance and the day, which {alone}.",
        Moved.OPEN: f"{name} from {head}: a result is known only as a bound, so it cannot be said "
        f"whether this is more than chance and the day, which {alone}.",
    }[found.moved]
    return f"{said}{_classical(found, limits)}"


def assumptions(limits: ChangeLimits) -> Iterator[str]:
    """Say which variation no study on file gives, and what is assumed instead."""
    for name, value in ((WITHIN_PERSON, limits.cv_within), (ANALYTICAL, limits.cv_analytical)):
        if name in limits.assumed:
            kind = f"variation {name}" if name is WITHIN_PERSON else f"{name} variation"
            yield f"no study of this marker's {kind} is on file: {value:g} % is assumed"


def _classical(found: Step, limits: ChangeLimits) -> str:
    value = f"Classical reference change value: ±{limits.classical:.0f} %"
    if found.by_classical is found.moved or found.by_classical not in _SAID:
        return f" {value}."
    return f" {value}, which alone would say {_SAID[found.by_classical]}."


def _size(found: Step) -> str:
    if found.z is not None and found.percent is not None:
        return f", {signed_percent(found.percent)} (z {signed(found.z)})"
    if found.highest <= 1 and found.percent_at_most is not None:
        return f", a fall of at least {abs(found.percent_at_most):.0f} %"
    if found.lowest >= 1 and found.percent_at_least is not None:
        return f", a rise of at least {found.percent_at_least:.0f} %"
    return ""


def _word(lowest: float, highest: float, *, fall: float, rise: float) -> Moved:
    down, up = 1 + fall / 100, 1 + rise / 100
    if lowest > up:
        return Moved.ROSE
    if highest < down:
        return Moved.FELL
    return Moved.NO_CHANGE if down <= lowest and highest <= up else Moved.OPEN


def _total_cv(cv_analytical: float, cv_within: float) -> float:
    total = math.hypot(cv_analytical, cv_within)
    if not (cv_analytical >= 0 and cv_within >= 0 and total > 0 and math.isfinite(total)):
        raise ImplausibleValue(
            "cv_analytical, cv_within",
            f"{cv_analytical:g} % and {cv_within:g} %",
            allowed="coefficients of variation from zero, not both zero",
        )
    return total


def _sd_ln_of_change(cv_percent: float) -> float:
    """Give the standard deviation of ln(later / earlier) of two results of a steady person."""
    return math.sqrt(2) * variation.sd_ln_of(cv_percent)
