r"""Estimate how much one person's intake varies from day to day, from NHANES 2015-2018.

Usage: ``python tools/estimate_within_person_sd.py`` with ``MICRONUTRIENT_SHARED`` naming the folder
that holds ``data/nhanes`` (default ``../shared``). Writes
``src/micronutrient/data/intake/within_person_sd.toml``.

Who counts: two 24-hour recalls, both reliable (``DR1DRSTZ`` and ``DR2DRSTZ`` are 1), a two-day
weight ``WTDR2D`` above zero. Foods and drinks only; supplements are not in these totals. Pregnant
(``RIDEXPRG``) and breast-feeding (``RHQ200``) women are left out, and are too few to stand for
themselves (95 and 72): their table rows are those of other women of their age.

For days :math:`d_1, d_2` and weights w scaled to sum 1, with :math:`s = \sum w (d_1 - d_2)`:

.. math::

    V_{within} = \tfrac12 \sum w (d_1 - d_2 - s)^2, \qquad V_{between} = cov_w(d_1, d_2)

The same on ``ln`` of the days gives the log-scale SD; a pair with a zero day has no logarithm and
is left out there, so the share of zero days is written beside it. A negative covariance leaves
``sd_between`` at zero.
"""

import csv
import lzma
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "micronutrient" / "data" / "intake" / "within_person_sd.toml"
SOURCE = "nhanes-2015-2018-within-person"
CYCLES = (("2015-2016_I", "I"), ("2017-2018_J", "J"))

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MEASURED: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {
    ("vitamin_a", "total"): (("TVARA", 1),),
    ("vitamin_a", "ul"): (("TRET", 1),),
    ("thiamin", "total"): (("TVB1", 1),),
    ("riboflavin", "total"): (("TVB2", 1),),
    ("niacin", "total"): (("TNIAC", 1),),
    ("vitamin_b6", "total"): (("TVB6", 1),),
    ("folate", "total"): (("TFDFE", 1),),
    ("folate", "ul"): (("TFA", 1),),
    ("vitamin_b12", "total"): (("TVB12", 1),),
    ("vitamin_c", "total"): (("TVC", 1),),
    ("vitamin_d", "total"): (("TVD", 1),),
    ("vitamin_e", "total"): (("TATOC", 1),),
    ("vitamin_e", "ul"): (("TATOA", 1),),
    ("vitamin_k", "total"): (("TVK", 1),),
    ("choline", "total"): (("TCHL", 1),),
    ("calcium", "total"): (("TCALC", 1),),
    ("magnesium", "total"): (("TMAGN", 1),),
    ("phosphorus", "total"): (("TPHOS", 1),),
    ("potassium", "total"): (("TPOTA", 1),),
    ("sodium", "total"): (("TSODI", 1),),
    ("iron", "total"): (("TIRON", 1),),
    ("zinc", "total"): (("TZINC", 1),),
    ("copper", "total"): (("TCOPP", 1),),
    ("selenium", "total"): (("TSELE", 1),),
    ("linoleic_acid", "total"): (("TP182", 1),),
    ("alpha_linolenic_acid", "total"): (("TP183", 1),),
    ("epa_dha", "total"): (("TP205", 1000), ("TP226", 1000)),
    ("energy", "total"): (("TKCAL", 1),),
    ("protein", "total"): (("TPROT", 1),),
    ("carbohydrate", "total"): (("TCARB", 1),),
    ("fibre", "total"): (("TFIBE", 1),),
    ("fat", "total"): (("TTFAT", 1),),
    ("saturated_fat", "total"): (("TSFAT", 1),),
    ("alcohol", "total"): (("TALCO", 1),),
    ("water", "total"): (("TMOIS", 1),),
    ("caffeine", "total"): (("TCAFF", 1),),
}
"""Nutrient and part (``ul``: what counts toward the upper level) to NHANES columns and factors."""

GROUPS = (
    ("both", 0, 1),
    ("both", 1, 4),
    *((sex, a, b) for a, b in ((4, 9), (9, 14), (14, 19), (19, 51), (51, 131)) for sex in
      ("male", "female")),
)  # fmt: skip
COLUMNS = (
    "nutrient", "part", "sex", "from_y", "to_y",
    "n", "mean", "sd_within", "cv_within", "sd_between", "ln_sd_within", "zero_days",
)  # fmt: skip
HEAD = """\
# Written by tools/estimate_within_person_sd.py, which states the method; not edited by hand.
# Foods and drinks, 24-hour recalls of two days. Ages [from_y, to_y). Units: the nutrient's own, but
# niacin is preformed niacin [mg]; part "ul" is what counts toward the upper level (retinol, folic
# acid, added vitamin E). Below one year: formula-fed infants only. zero_days: weighted share of
# days without any; ln_sd_within rests on the pairs in which both days had some (nan: too few).
source  = "{source}"
checked = "primary"
columns = [{columns}]
rows = [
"""


class Survey(NamedTuple):
    """Everyone with two reliable recalls: who they are, weights, and both days by column."""

    sex: npt.NDArray[np.str_]
    age_y: Floats
    expecting: Bools
    weight: Floats
    day_1: dict[str, Floats]
    day_2: dict[str, Floats]


class Variation(NamedTuple):
    """Within- and between-person variation of one nutrient in one group."""

    n: int
    mean: float
    sd_within: float
    sd_between: float
    ln_sd_within: float
    zero_days: float


def read_table(path: Path) -> dict[str, dict[str, str]]:
    """Read one NHANES table, by person."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as stream:
        return {row["SEQN"]: row for row in csv.DictReader(stream)}


def number(text: str | None) -> float:
    """Read one cell; ``NA`` and an absent cell are NaN."""
    return float("nan") if text in (None, "", "NA", ".") else float(text)


def read_survey(shared: Path) -> Survey:
    """Read both cycles and keep who has two reliable recalls."""
    people: list[tuple[dict[str, str], ...]] = []
    for folder, letter in CYCLES:
        names = (f"{name}_{letter}" for name in ("DEMO", "DR1TOT", "DR2TOT", "RHQ"))
        demo, first, second, history = (
            read_table(shared / "data" / "nhanes" / folder / f"{name}.csv.xz") for name in names
        )
        people += [
            (demo[seqn], first[seqn], second[seqn], history.get(seqn, {}))
            for seqn in first
            if seqn in demo and seqn in second and is_reliable(first[seqn], second[seqn])
        ]
    suffixes = sorted({column for terms in MEASURED.values() for column, _ in terms})
    return Survey(
        sex=np.array([{"1": "male", "2": "female"}[demo["RIAGENDR"]] for demo, *_ in people]),
        age_y=np.array([number(demo["RIDAGEYR"]) for demo, *_ in people]),
        expecting=np.array([is_expecting(demo, history) for demo, _, _, history in people]),
        weight=np.array([number(first["WTDR2D"]) for _, first, *_ in people]),
        day_1={s: np.array([number(p[1][f"DR1{s}"]) for p in people]) for s in suffixes},
        day_2={s: np.array([number(p[2][f"DR2{s}"]) for p in people]) for s in suffixes},
    )


def is_reliable(first: dict[str, str], second: dict[str, str]) -> bool:
    """Tell whether both recalls met the survey's criteria and carry a two-day weight."""
    reliable = number(first["DR1DRSTZ"]) == 1 and number(second["DR2DRSTZ"]) == 1
    return reliable and number(first["WTDR2D"]) > 0


def is_expecting(demo: dict[str, str], history: dict[str, str]) -> bool:
    """Tell whether she was pregnant at the examination, or breast-feeding."""
    return number(demo["RIDEXPRG"]) == 1 or number(history.get("RHQ200")) == 1


def variation(day_1: Floats, day_2: Floats, weight: Floats) -> Variation:
    """Split the variation of two days into within and between persons."""
    known = np.isfinite(day_1) & np.isfinite(day_2)
    one, two, share = day_1[known], day_2[known], weight[known] / weight[known].sum()
    positive = (one > 0) & (two > 0)
    mean_1, mean_2 = share @ one, share @ two
    covariance = share @ ((one - mean_1) * (two - mean_2))
    return Variation(
        n=int(known.sum()),
        mean=float((mean_1 + mean_2) / 2),
        sd_within=within(one, two, share),
        sd_between=float(np.sqrt(max(covariance, 0.0))),
        ln_sd_within=ln_within(one[positive], two[positive], share[positive]),
        zero_days=float(share @ ((one == 0).astype(float) + (two == 0)) / 2),
    )


def within(one: Floats, two: Floats, share: Floats) -> float:
    """Within-person SD: root of half the mean square of the difference, its mean removed."""
    difference = one - two
    difference = difference - share @ difference
    return float(np.sqrt(share @ difference**2 / 2))


def ln_within(one: Floats, two: Floats, share: Floats, *, fewest: int = 30) -> float:
    """Within-person SD of the logarithm; NaN where fewer pairs than `fewest` have one."""
    if one.size < fewest:
        return float("nan")
    return within(np.log(one), np.log(two), share / share.sum())


def members(survey: Survey, group: tuple[str, int, int]) -> Bools:
    """Tell who belongs to a group."""
    sex, from_y, to_y = group
    of_sex = np.ones(survey.sex.size, bool) if sex == "both" else survey.sex == sex
    of_age = (survey.age_y >= from_y) & (survey.age_y < to_y)
    return np.asarray(of_sex & of_age & ~survey.expecting)


def rows(survey: Survey) -> list[str]:
    """Give the lines of the table, nutrient by nutrient."""
    lines = []
    for (nutrient, part), terms in MEASURED.items():
        day_1 = sum((survey.day_1[column] * factor for column, factor in terms), np.zeros(1))
        day_2 = sum((survey.day_2[column] * factor for column, factor in terms), np.zeros(1))
        for group in GROUPS:
            who = members(survey, group)
            found = variation(day_1[who], day_2[who], survey.weight[who])
            lines.append(line(nutrient, part, group, found))
    return lines


def line(nutrient: str, part: str, group: tuple[str, int, int], found: Variation) -> str:
    """Write one row of the table, four significant digits."""
    sex, from_y, to_y = group
    cv = found.sd_within / found.mean if found.mean > 0 else float("nan")
    figures = (found.mean, found.sd_within, cv, found.sd_between, found.ln_sd_within)
    shown = ", ".join("nan" if np.isnan(figure) else decimal(figure) for figure in figures)
    zero = f"{found.zero_days:.3f}"
    head = f'"{nutrient}", "{part}", "{sex}", {from_y}, {to_y}, {found.n}'
    return f"  [{head}, {shown}, {zero}],"


def decimal(figure: float) -> str:
    """Write four significant digits without an exponent."""
    text = np.format_float_positional(float(f"{figure:.4g}"), trim="-")
    return text if "." in text else f"{text}.0"


def main() -> None:
    """Estimate and write."""
    shared = Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
    survey = read_survey(shared)
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    content = HEAD.format(source=SOURCE, columns=columns) + "\n".join(rows(survey)) + "\n]\n"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(content, encoding="utf-8")
    print(f"{len(survey.weight)} people, {content.count(chr(10))} lines: {TARGET}")


if __name__ == "__main__":
    main()
