"""A change of a requirement in words, as a row that a reader can check."""

from micronutrient.evidence import NeedChange
from micronutrient.reference.adjust import Change, Way
from micronutrient.wording import number, unit


def told(change: Change) -> NeedChange:
    """Give a change as a row of an assessment."""
    rule, span = change.rule, change.span
    return NeedChange(
        size=_size(change),
        low=None if span is None else span[0],
        high=None if span is None else span[1],
        way=rule.way.value,
        counted=change.counted,
        own=rule.own,
        why=rule.why,
        source=rule.source,
        checked=rule.checked,
    )


def _size(change: Change) -> str:
    """Say the figure of a change: the middle that counts, and the ends where they differ."""
    if change.span is None:
        return ""
    low, high = map(number, change.span)
    ends = low if low == high else f"{low} to {high}"
    if change.rule.way is Way.FACTOR:
        return f"× {ends}"
    if change.counted and low != high:
        ends = f"{number(change.middle)} ({ends})"
    said = f"{ends} {unit(change.rule.unit)}"
    if change.rule.way is Way.ADD:
        return f"+{said} onto the {change.rule.base} value" if change.rule.base else f"+{said}"
    return f"{said} {'in all' if change.rule.way is Way.INTAKE else 'instead'}"
