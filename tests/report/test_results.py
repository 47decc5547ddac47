"""Every laboratory result that was handed in is seen once."""

import pytest

from micronutrient.report import results, text
from micronutrient.report.html import render as page
from micronutrient.tasks.assess import assess

SHEET = {
    "person": {"sex": "female", "age_years": 41},
    "labs": [
        {"marker": "tsh", "value": 0.05, "unit": "mIU/L", "date": "2026-02-02"},
        {"marker": "iodine_urine", "value": 900, "unit": "ug/L", "date": "2026-02-02"},
        {"marker": "cholesterol_total", "value": 5.2, "unit": "mmol/L", "date": "2026-02-02"},
        {"marker": "ferritin", "value": 9, "unit": "ug/L", "date": "2026-02-02"},
        {"marker": "ferritin", "value": 40, "unit": "ug/L", "date": "2025-06-02"},
    ],
}


def test_what_no_verdict_shows_is_listed():
    found = assess(SHEET)
    assert [one.input for one in found.results] == [f"labs[{place}]" for place in range(5)]
    listed = [(one.marker, one.value) for one in results.others(found)]
    assert listed == [
        ("tsh", 0.05), ("iodine_urine", 900), ("cholesterol_total", 5.2), ("ferritin", 40),
    ]  # fmt: skip


@pytest.mark.parametrize("shown", ["0.05", "900", "5.2", "ferritin 9", "ferritin 40"])
def test_each_stands_on_the_terminal_and_on_the_page(shown):
    found = assess(SHEET)
    for told in (text.render(found), page(found).replace("&nbsp;", " ").replace("\u00a0", " ")):
        assert shown in told.casefold()
