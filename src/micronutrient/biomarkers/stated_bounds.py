"""Numbers that a remark of the laboratory makes a bound: the highest that the assay gives.

A result at the end of what an assay measures is no number but a least or a greatest value, as if it
had been printed with ``>=`` or ``<=``. Numbers alone do not tell: only a remark does.

Words: data/biomarker_rules.toml, `stated_bounds`.
"""

import re

import msgspec

from micronutrient.biomarkers.rules import StatedBound, rules
from micronutrient.case import LabResult
from micronutrient.matching import DENIED, DENIED_AFTER, fold

_CLAUSE = re.compile(r"[.;,]")


def as_bound(result: LabResult) -> LabResult:
    """Give a result as the bound that a remark makes of it; any other as it is.

    A result that was printed with a sign keeps it.
    """
    found = _stated(result)
    if found is None or result.comparator is not None:
        return result
    return msgspec.structs.replace(result, comparator=found.comparator)


def bound_said(result: LabResult) -> str:
    """Say that a remark makes a result a bound; empty if none does."""
    found = _stated(result)
    return found.said if found is not None and found.comparator is result.comparator else ""


def _stated(result: LabResult) -> StatedBound | None:
    clauses = [fold(clause) for clause in _CLAUSE.split(result.note or "")]
    told = [one for one in clauses if not (DENIED | DENIED_AFTER).intersection(one.split("_"))]
    return next(
        (
            bound
            for bound in rules().stated_bounds.values()
            if any(f"_{word}" in f"_{clause}" for clause in told for word in bound.words)
        ),
        None,
    )
