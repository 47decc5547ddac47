"""Which scale do days follow? How often 90 % intervals around one day hold the other day.

Usage: ``python validation/day_to_day_scale.py`` with ``MICRONUTRIENT_SHARED`` set (default
``../shared``). For each nutrient, in women and in men of 19 to 50 years: the share of people
(weighted) whose two days differ by less than 90 % of days should, if days are normal with the
within-person SD, and if they are lognormal with that of the logarithm. 0.90 is right; more means
that the interval is too wide.
"""

import importlib.util
import os
from pathlib import Path

import numpy as np

from micronutrient.arrays import Floats

ROOT = Path(__file__).resolve().parents[1]
Z_90 = 1.6449


def main() -> None:
    path = ROOT / "tools" / "estimate_within_person_sd.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    survey = script.read_survey(
        Path(os.environ.get("MICRONUTRIENT_SHARED", str(ROOT.parent / "shared")))
    )
    print(f"{'':24}{'CV':>6}{'normal':>8}{'log':>7}   {'CV':>6}{'normal':>8}{'log':>7}")
    for (nutrient, part), terms in script.MEASURED.items():
        if part != "total":
            continue
        shown = []
        for group in (("female", 19, 51), ("male", 19, 51)):
            who = script.members(survey, group)
            one = sum(survey.day_1[column] * factor for column, factor in terms)[who]
            two = sum(survey.day_2[column] * factor for column, factor in terms)[who]
            found = script.variation(one, two, survey.weight[who])
            some = (one > 0) & (two > 0)
            ln_one, ln_two = np.log(one[some]), np.log(two[some])
            weight = survey.weight[who]
            normal = held(one, two, weight, found.sd_within)
            log = held(ln_one, ln_two, weight[some], found.ln_sd_within)
            shown.append(f"{found.sd_within / found.mean:6.2f}{normal:8.3f}{log:7.3f}")
        print(f"{nutrient:24}{'   '.join(shown)}")


def held(one: Floats, two: Floats, weight: Floats, sd: float) -> float:
    """Give the weighted share of pairs that differ by less than 90 % should."""
    return float(np.average(np.abs(one - two) < Z_90 * np.sqrt(2) * sd, weights=weight))


if __name__ == "__main__":
    main()
