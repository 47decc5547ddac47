"""What single figures do to a verdict: ferritin by intake, and each assumption halved and doubled.

Usage: ``python validation/sensitivity.py``. Prints two tables and puts them into docs/model.md:

1. Iron, in a woman of 34 years, by ferritin and intake: the word and the probabilities.
2. How many verdicts of examples/ change their word, or how clear they are called, when one
   assumption of data/balance/model.toml is halved or doubled.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from unittest.mock import patch

import msgspec
from calibration import PAGE, ROOT, WOMAN, put_into

from micronutrient.balance import agreement, assumptions, combine, findings, levels, prevalence
from micronutrient.balance.amounts import Amount, NutrientIntake
from micronutrient.balance.assumptions import Model
from micronutrient.balance.findings import Verdict, decide
from micronutrient.balance.individual import judge
from micronutrient.biomarkers.interpret import interpret
from micronutrient.biomarkers.readings import Reading
from micronutrient.case import LabResult
from micronutrient.tasks.assess import assess_file


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in (("ferritin", ferritin()), ("assumptions", varied_assumptions())):
        table = "\n".join(lines)
        print(f"{table}\n")
        page = put_into(page, name, table)
    PAGE.write_text(page, encoding="utf-8")


def ferritin() -> list[str]:
    """Show the verdict on iron of a woman of 34 years by ferritin and intake."""
    intakes = {"no diet known": None, "6 mg/d": 6.0, "10 mg/d": 10.0, "20 mg/d": 20.0}
    lines = ["deficient/low/adequate/high or toxic, in percent"]
    lines.append("ferritin    " + "".join(f"{name:>24}" for name in intakes))
    for value in (None, 5, 12, 16, 30, 100, 300):
        shown = [said(verdict(value, iron_mg_d)) for iron_mg_d in intakes.values()]
        label = "not measured" if value is None else f"{value:>4} ug/L   "
        lines.append(f"{label}{''.join(f'{one:>24}' for one in shown)}")
    return lines


def verdict(ferritin_ug_l: float | None, iron_mg_d: float | None) -> Verdict:
    labs = [LabResult(marker="crp", value=1, unit="mg/L")]
    if ferritin_ug_l is not None:
        labs.append(LabResult(marker="ferritin", value=ferritin_ug_l, unit="ug/L"))
    readings: tuple[Reading, ...] = interpret(labs, person=WOMAN).speaking_for("iron")
    judgement = None
    if iron_mg_d is not None:
        amount = Amount(lower=iron_mg_d, mean=iron_mg_d, upper=iron_mg_d, supplement=0.0)
        intake = NutrientIntake(
            nutrient="iron", amount=amount, in_scope=amount, coverage=1.0, days=3, complete=True,
            energy_kcal=None,
        )  # fmt: skip
        judgement = judge(intake, person=WOMAN)
    people = prevalence.prevalence("iron", WOMAN)
    return decide("iron", judgement=judgement, readings=readings, people=people)


def said(found: Verdict) -> str:
    if found.probability is None:
        return str(found.status)
    share = found.probability
    parts = (share.deficient, share.low, share.adequate, share.high + share.toxic)
    return f"{found.status} {'/'.join(f'{100 * part:.0f}' for part in parts)}"


USERS = (agreement, combine, findings, levels, prevalence)
"""Modules that ask for the assumptions."""


def varied_assumptions() -> list[str]:
    """Show how many verdicts of the examples change with each assumption."""
    cases = sorted(str(path) for path in (ROOT / "examples").glob("*.*ml"))
    cases += sorted(str(path) for path in (ROOT / "examples").glob("*.json"))
    now = words(cases)
    lines = [f"{len(cases)} examples, {len(now)} verdicts: how many change"]
    lines.append(
        f"{'assumption':34}{'halved: word':>12}{'clarity':>9}{'doubled: word':>15}{'clarity':>9}"
    )
    for name, changed in varied(assumptions.model()):
        counts = []
        for assumed in changed:
            with ExitStack() as patched:
                for module in USERS:
                    patched.enter_context(
                        patch.object(module, "model", lambda assumed=assumed: assumed)
                    )
                other = words(cases)
            counts += [sum(now[key][part] != other[key][part] for key in now) for part in (0, 1)]
        lines.append(f"{name:34}{counts[0]:12}{counts[1]:9}{counts[2]:15}{counts[3]:9}")
    return lines


def words(cases: list[str]) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (case, one.nutrient): (str(one.status), one.confidence.clarity)
        for case in cases
        for one in assess_file(case).nutrients
    }


def varied(model: Model) -> Iterator[tuple[str, tuple[Model, Model]]]:
    """Give the model with each assumption halved and doubled, as far as it can go."""
    plain = msgspec.to_builtins(model)
    for part, figures in plain.items():
        if not isinstance(figures, dict):
            continue
        for name, figure in figures.items():
            pair = tuple(
                msgspec.convert({**plain, part: moved(part, figures, name, figure * by)}, Model)
                for by in (0.5, 2.0)
            )
            yield f"{part}.{name} = {figure:g}", (pair[0], pair[1])


def moved(part: str, figures: dict[str, float], name: str, figure: float) -> dict[str, float]:
    """Put in one figure: a share stays at most 1, a factor at least 1, and a whole stays whole."""
    if part == "before_evidence":
        rest = sum(figures.values()) - figures[name]
        held = min(figure, 0.95)
        other = {key: value * (1 - held) / rest for key, value in figures.items()}
        return {**other, name: held}
    if part in {"intake", "words", "marker_unrelated"}:
        return {**figures, name: min(figure, 1.0)}
    least = 1.0 if part == "risk_odds" else 0.0
    return {**figures, name: max(figure, least)}


if __name__ == "__main__":
    main()
