"""What may not be advised, in the words of a report."""

from micronutrient.report.words import agent_name, small
from micronutrient.verdict import Blocked
from micronutrient.wording import listed, sentence

TITLE = "Do not give or advise"


def line(one: Blocked) -> str:
    """Say what is barred, by what and why, and who may lift it."""
    by = "" if one.is_gap else listed([small(agent_name(slug)) for slug in one.agents])
    facts = "; ".join(one.because)
    told = ": ".join(part for part in (by, facts) if part)
    barred = f"{one.what} ({told})" if told else one.what
    lifted = f" Exception: {sentence(one.exception)}" if one.exception else ""
    return f"{barred}. {sentence(one.why)}{lifted}"
