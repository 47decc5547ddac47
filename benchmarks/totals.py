"""Nutrient totals of a survey: 2 million food records × 40 nutrients, beside four other ways.

Usage: ``python benchmarks/totals.py [records]``. Tables are ready in each tool's own form before
the clock starts; each way gives an array (person-days, nutrients). All must agree. Prints medians
of five runs and ratios to the bare sparse product.
"""

import sys
from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from by_turns import report
from scipy.sparse import csr_array

from micronutrient.arrays import Floats
from micronutrient.intake.totals import totals_many

FOODS, NUTRIENTS, ROWS_PER_DAY = 7800, 40, 20
COLUMNS = [f"n{j}" for j in range(NUTRIENTS)]


def main(records: int) -> None:
    rng = np.random.default_rng(1)
    days = records // ROWS_PER_DAY
    amounts = rng.lognormal(0, 1, (FOODS, NUTRIENTS))
    person_day = np.sort(rng.integers(0, days, records))
    food = rng.integers(0, FOODS, records)
    grams = rng.lognormal(4, 1, records)
    shuffled = rng.permutation(records)

    def ours() -> Floats:
        return totals_many(amounts, person_day=person_day, food=food, grams=grams, person_days=days)

    mixed = {"person_day": person_day[shuffled], "food": food[shuffled], "grams": grams[shuffled]}

    def ours_unsorted() -> Floats:
        return totals_many(amounts, **mixed, person_days=days)

    def bare_scipy() -> Floats:
        return csr_array((grams / 100, (person_day, food)), shape=(days, FOODS)) @ amounts

    ready = csr_array((grams / 100, (person_day, food)), shape=(days, FOODS))
    table = {"person_day": person_day, "food": food, "grams": grams}
    ways: dict[str, Callable[[], Floats]] = {
        "bare scipy CSR x dense": bare_scipy,
        "  (of which the product)": lambda: ready @ amounts,
        "ours, sorted records": ours,
        "ours, shuffled records": ours_unsorted,
        "DuckDB SQL": with_duckdb(table, amounts, days),
        "polars": with_polars(table, amounts, days),
        "pandas": with_pandas(table, amounts, days),
    }
    compare(ways, f"{records:,} records, {FOODS:,} foods, {NUTRIENTS} nutrients, {days:,} days")


def with_duckdb(table: dict[str, Floats], amounts: Floats, days: int) -> Callable[[], Floats]:
    connection = duckdb.connect()
    records, foods = pd.DataFrame(table), foods_frame(amounts)
    connection.register("r", records)
    connection.register("f", foods)
    connection.execute("create table records as select * from r; create table foods as from f")
    sums = ", ".join(f"sum(grams * {c}) / 100 as {c}" for c in COLUMNS)
    query = f"select person_day, {sums} from records join foods using (food) group by person_day"

    def run() -> Floats:
        got = connection.execute(query).fetchnumpy()
        return placed(got["person_day"], np.column_stack([got[c] for c in COLUMNS]), days)

    return run


def with_polars(table: dict[str, Floats], amounts: Floats, days: int) -> Callable[[], Floats]:
    records, foods = pl.DataFrame(table).lazy(), pl.from_pandas(foods_frame(amounts)).lazy()
    sums = [(pl.col("grams") * pl.col(c)).sum().alias(c) / 100 for c in COLUMNS]
    query = records.join(foods, on="food").group_by("person_day").agg(sums)

    def run() -> Floats:
        got = query.collect()
        return placed(got["person_day"].to_numpy(), got.select(COLUMNS).to_numpy(), days)

    return run


def with_pandas(table: dict[str, Floats], amounts: Floats, days: int) -> Callable[[], Floats]:
    records, foods = pd.DataFrame(table), foods_frame(amounts).set_index("food")

    def run() -> Floats:
        eaten = foods.reindex(records["food"]).mul(records["grams"].to_numpy() / 100, axis=0)
        got = eaten.groupby(records["person_day"].to_numpy()).sum()
        return placed(got.index.to_numpy(), got.to_numpy(), days)

    return run


def foods_frame(amounts: Floats) -> pd.DataFrame:
    frame = pd.DataFrame(amounts, columns=COLUMNS)
    frame.insert(0, "food", np.arange(len(amounts)))
    return frame


def placed(person_day: Floats, sums: Floats, days: int) -> Floats:
    whole = np.zeros((days, NUTRIENTS))
    whole[person_day] = sums
    return whole


def compare(ways: dict[str, Callable[[], Floats]], task: str) -> None:
    answers = {name: way() for name, way in ways.items()}
    first = next(iter(answers.values()))
    for name, answer in answers.items():
        np.testing.assert_allclose(answer, first, rtol=1e-9, err_msg=name)
    report(ways, f"{task}; all agree to 1e-9")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
