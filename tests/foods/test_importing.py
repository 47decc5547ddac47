"""An import is all or nothing, and goes on where it was killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from micronutrient.errors import InputFault
from micronutrient.foods import store
from micronutrient.foods.importing import import_tables

FOODS = 3000
NUTRIENTS = ("1008", "1089", "1103", "1087", "1090", "1095", "1092", "1093", "1162", "1106")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def download(tmp_path):
    """A download of 3,000 foods and 30,000 amounts: several chunks."""

    def write(first: float = 1.0) -> Path:
        folder = tmp_path / "download"
        folder.mkdir(exist_ok=True)
        units = {"1008": "KCAL", "1103": "UG", "1106": "UG"}
        rng = np.random.default_rng(1)
        amounts = rng.gamma(2.0, 10.0, (FOODS, len(NUTRIENTS))).round(3)
        amounts[0, 0] = first
        files = {
            "food": ["fdc_id,data_type,description,food_category_id,publication_date"]
            + [f"{i},sr_legacy_food,Food number {i},1,2019-04-01" for i in range(1, FOODS + 1)],
            "nutrient": ["id,name,unit_name"] + [f"{n},N,{units.get(n, 'MG')}" for n in NUTRIENTS],
            "food_nutrient": ["id,fdc_id,nutrient_id,amount"]
            + [
                f"1,{i + 1},{n},{amounts[i, j]}"
                for i in range(FOODS)
                for j, n in enumerate(NUTRIENTS)
            ],
            "food_portion": [
                "fdc_id,amount,measure_unit_id,portion_description,modifier,gram_weight"
            ]
            + [f"{i},1,9,,cup,100" for i in range(1, FOODS + 1)],
            "measure_unit": ["id,name"],
        }  # fmt: skip
        for stem, lines in files.items():
            (folder / f"{stem}.csv").write_text("\n".join(lines) + "\n")
        return folder

    return write


IMPORT = """
import json, sys, time
from pathlib import Path
from micronutrient.foods.importing import import_tables

stop_at = float(sys.argv[2])

def notify(what, share):
    if share >= stop_at:
        print(json.dumps(share), flush=True)
        time.sleep(60)

(imported,) = import_tables(Path(sys.argv[1]), notify=notify)
print(json.dumps([imported.rows, imported.rows_resumed]), flush=True)
"""


def killed_at(share: float, source: Path) -> float:
    """Import in a process of its own, and kill that process once `share` is done."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(IMPORT), str(source), str(share)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        reached = json.loads(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    return reached


def test_a_killed_import_leaves_the_old_store_whole_and_is_resumed(download, home):
    import_tables(download(first=1.0))
    before = store.path().read_bytes()
    source = download(first=2.0)

    reached = killed_at(0.5, source)

    assert 0.5 <= reached < 1
    assert store.path().read_bytes() == before
    assert store.load("fdc_sr_legacy").amounts[0, 0] == 1.0
    (half,) = [p for p in home.glob("importing-*") if p.suffix == ".sqlite"]
    (imported,) = import_tables(source)
    assert imported.rows == FOODS + FOODS * len(NUTRIENTS) + FOODS
    assert FOODS < imported.rows_resumed < imported.rows
    assert not half.exists()
    assert store.load("fdc_sr_legacy").amounts[0, 0] == 2.0


def test_a_resumed_import_equals_one_that_was_never_stopped(download, home, monkeypatch, tmp_path):
    source = download()
    killed_at(0.01, source)
    killed_at(0.5, source)
    import_tables(source)
    resumed = store.load("fdc_sr_legacy")
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "another"))
    import_tables(source)
    whole = store.load("fdc_sr_legacy")
    np.testing.assert_array_equal(resumed.amounts, whole.amounts)
    assert (resumed.ids, resumed.names, resumed.portions) == (
        whole.ids,
        whole.names,
        whole.portions,
    )


def test_what_a_killed_import_read_is_not_used_for_changed_files(download, home):
    killed_at(0.5, download(first=1.0))
    (imported,) = import_tables(download(first=2.0))
    assert imported.rows_resumed == 0
    assert store.load("fdc_sr_legacy").amounts[0, 0] == 2.0
    assert sorted(p.name for p in home.iterdir()) == ["foods.sqlite", "import-lock.sqlite"]


def test_a_damaged_half_import_is_begun_anew(download, home):
    source = download()
    killed_at(0.5, source)
    (half,) = home.glob("importing-*.sqlite")
    half.write_bytes(b"not a database at all" * 1000)
    (imported,) = import_tables(source)
    assert imported.rows_resumed == 0
    assert len(store.load("fdc_sr_legacy")) == FOODS


def test_importing_again_replaces_the_table_and_keeps_the_others(download, home, monkeypatch):
    source = download()
    import_tables(source)
    first = store.tables()
    import_tables(source)
    assert [t.info for t in store.tables()] == [t.info for t in first]


def test_two_imports_at_once_are_refused(download, home):
    source = download()
    home.mkdir()
    other = sqlite3.connect(home / "import-lock.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InputFault, match="another import is running; wait until it has ended"):
        import_tables(source)
    other.close()
    import_tables(source)


def test_progress_runs_from_nothing_to_all(download, home):
    told: list[float] = []
    import_tables(download(), notify=lambda _what, share: told.append(share))
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)
    assert len(told) > 4


def test_a_folder_that_cannot_be_written_is_one_clear_line(download, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(InputFault, match=r"cannot be written: .*; nothing was changed; free some"):
        import_tables(download())


FULL = """
import resource, signal, sys
from pathlib import Path
from micronutrient.errors import InputFault
from micronutrient.foods.importing import import_tables

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    import_tables(Path(sys.argv[1]))
except InputFault as fault:
    print(fault.line())
    sys.exit(2)
"""


@pytest.mark.parametrize("most_bytes", [10_000, 200_000, 600_000])
def test_a_full_disk_leaves_the_old_store_whole(download, home, most_bytes):
    import_tables(download(first=1.0))
    before = store.path().read_bytes()
    assert len(before) > most_bytes
    source = download(first=2.0)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(source), str(most_bytes)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert store.path().read_bytes() == before
    import_tables(source)
    assert store.load("fdc_sr_legacy").amounts[0, 0] == 2.0
