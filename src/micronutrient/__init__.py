"""Micronutrient balance: where each nutrient stands, how sure that is, and why."""

from typing import TYPE_CHECKING

from micronutrient.version import __version__

if TYPE_CHECKING:
    from micronutrient.tasks.assess import assess, assess_file

__all__ = ["__version__", "assess", "assess_file"]


def __getattr__(name: str) -> object:
    """Load the public functions when they are first asked for: a command starts faster so."""
    if name in {"assess", "assess_file"}:
        from micronutrient.tasks import assess

        return getattr(assess, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
