"""Alerts: what must be seen first, before any verdict is read.

Numbers and rules: data/alerts/<code>.toml, one file an alert.
"""

from functools import cache

import msgspec

from micronutrient.datafiles import DATA, read_record, slugs
from micronutrient.interactions.conditions import Condition, Facts, Reason, matched
from micronutrient.interactions.table import completed
from micronutrient.sources import Checked
from micronutrient.verdict import Alert, Urgency
from micronutrient.wording import readable

_ORDER = tuple(Urgency)


class AlertRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One alert: when it is raised, and what it says.

    Attributes
    ----------
    code
        ``suspected_wernicke``.
    title
        Its name as a clinician says it; the code in words where it is left out.
    nutrients
        Which it is about; empty means those that made it fire.
    why, action
        What it means and what to do, in words. Nothing cleverer than the urgency.
    when
        See `micronutrient.interactions.conditions`.
    """

    code: str
    title: str = ""
    urgency: Urgency
    nutrients: tuple[str, ...] = ()
    why: str
    action: str
    when: Condition
    source: str
    checked: Checked


@cache
def codes() -> tuple[str, ...]:
    """List the codes of all alerts, in alphabetical order."""
    return slugs("alerts")


@cache
def rule(code: str) -> AlertRule:
    """Give one alert's rule by its code."""
    return read_record(DATA / "alerts" / f"{code}.toml", AlertRule, slug_field="code")


def evaluate(facts: Facts) -> tuple[Alert, ...]:
    """Give the alerts that the facts raise, the most urgent first.

    Parameters
    ----------
    facts
        What is known. What is not known raises nothing.
    """
    full = completed(facts)
    raised = [
        _alert(one, reasons)
        for one in map(rule, codes())
        if (reasons := matched(one.when, full)) is not None
    ]
    return tuple(sorted(raised, key=lambda alert: _ORDER.index(alert.urgency)))


def _alert(one: AlertRule, reasons: tuple[Reason, ...]) -> Alert:
    named = tuple(dict.fromkeys(reason.nutrient for reason in reasons if reason.nutrient))
    told = "; ".join(reason.text for reason in reasons)
    return Alert(
        code=one.code,
        title=one.title or _in_words(one.code),
        urgency=one.urgency,
        nutrients=one.nutrients or named,
        why=f"{one.why} Found: {told}." if told else one.why,
        action=one.action,
        source=one.source,
        checked=one.checked,
    )


def _in_words(code: str) -> str:
    words = readable(code)
    return words[:1].upper() + words[1:]
