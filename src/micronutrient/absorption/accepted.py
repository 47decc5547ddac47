"""What rests on figures that nobody has looked up stays off until it is asked for."""

from micronutrient.absorption.method import Method
from micronutrient.errors import NotIdentified
from micronutrient.sources import Checked, least_checked


def require_accepted(method: Method, *, accept: Checked) -> None:
    """Refuse a method whose figures were checked less than the caller accepts.

    Parameters
    ----------
    method
        The method about to be used.
    accept
        The weakest grade that will do.

    Raises
    ------
    NotIdentified
        If the method's grade is weaker; names the other way and how to switch it on.
    """
    if least_checked((method.checked, accept)) is not accept:
        raise NotIdentified(
            "",
            f"the figures of {method.name} are {method.checked} ({method.checked.meaning})",
            allowed=f"{accept} or better",
            advice=f"{method.instead}; to use it all the same, "
            f"pass accept=Checked.{method.checked.name}",
        )
