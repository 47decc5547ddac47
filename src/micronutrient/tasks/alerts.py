"""The catalogue of alerts: what is raised first, on which facts, how urgent, and who says so."""

import msgspec

from micronutrient.datafiles import source
from micronutrient.errors import UnknownName
from micronutrient.interactions import alerts
from micronutrient.interactions.alerts import AlertRule
from micronutrient.matching import fold, nearest
from micronutrient.sources import Source
from micronutrient.verdict import Urgency


class AlertLine(msgspec.Struct, frozen=True, kw_only=True):
    """One alert in the catalogue."""

    code: str
    title: str
    urgency: Urgency
    nutrients: tuple[str, ...]
    source: str


class ShownAlert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert with the facts that raise it, and its source."""

    alert: AlertRule
    source: Source


def all_alerts() -> tuple[AlertLine, ...]:
    """List every alert, the most urgent first, then in alphabetical order."""
    lines = (
        AlertLine(
            code=rule.code,
            title=rule.title,
            urgency=rule.urgency,
            nutrients=rule.nutrients,
            source=rule.source,
        )
        for rule in map(alerts.rule, alerts.codes())
    )
    return tuple(sorted(lines, key=lambda line: tuple(Urgency).index(line.urgency)))


def show(code: str) -> ShownAlert:
    """Show one alert by its code; case, hyphens and spaces do not matter.

    Raises
    ------
    UnknownName
        If there is no such alert; names the nearest.
    """
    known = alerts.codes()
    if fold(code) not in known:
        close = nearest(fold(code), known)
        raise UnknownName("", kind="alert", name=code, nearest=close or known[:1])
    rule = alerts.rule(fold(code))
    return ShownAlert(alert=rule, source=source(rule.source))
