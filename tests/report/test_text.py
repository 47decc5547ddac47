import re

from micronutrient.report.columns import width
from micronutrient.report.html import render as page
from micronutrient.report.text import render
from micronutrient.states import Status
from micronutrient.tasks.assess import assess
from micronutrient.verdict import Assessment

WIDTH = 80
ESSENTIAL = {
    *("Histidine", "Isoleucine", "Leucine", "Lysine", "Methionine + cysteine"),
    *("Phenylalanine + tyrosine", "Threonine", "Tryptophan", "Valine"),
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_every_line_fits_eighty_columns(assessment: Assessment):
    for line in render(assessment).splitlines():
        assert width(line) <= WIDTH, line


def test_no_line_ends_in_a_space(assessment: Assessment):
    assert not [line for line in render(assessment).splitlines() if line != line.rstrip()]


def test_colour_comes_only_if_asked_and_changes_no_word(assessment: Assessment):
    plain, coloured = render(assessment), render(assessment, colour=True)
    assert "\x1b" not in plain
    assert COLOUR.search(coloured)
    assert COLOUR.sub("", coloured) == plain


def test_each_nutrient_is_named(assessment: Assessment):
    said = " ".join(render(assessment).split())
    for verdict in assessment.nutrients:
        if verdict.status is not Status.UNKNOWN:
            assert verdict.name in said or verdict.name in ESSENTIAL
    if any(verdict.status is Status.ADEQUATE for verdict in assessment.nutrients):
        assert "Essential amino acids (9)" in said


def test_alerts_and_what_to_do_come_before_nutrients(shelf: Assessment):
    lines = render(shelf).splitlines()
    titles = [lines.index(title) for title in ("SEE FIRST", "WHAT TO DO NEXT", "HIGH", "ADEQUATE")]
    assert titles == sorted(titles)
    steps = lines[titles[1] + 1 : titles[2]]
    assert steps[0].startswith("  1. ")
    assert len([line for line in steps if re.match(r" +\d+\. ", line)]) <= 12
    assert not [line for line in steps if "more above" in line]


def test_what_was_set_aside_stands_above_the_nutrients(inflamed: Assessment):
    assert inflamed.quarantined
    lines = render(inflamed).splitlines()
    assert lines.index("NOT USED") < next(i for i, s in enumerate(lines) if "def|low|ade" in s)


def test_what_was_not_computed_says_why_and_what_would_do():
    labs = [
        {"marker": "copper", "value": 12, "unit": "umol/L"},
        {"marker": "ceruloplasmin", "value": 0.3, "unit": "g/L"},
    ]
    found = assess({"person": {"sex": "male", "age_years": 50}, "labs": labs})
    lines = render(found).splitlines()
    assert "NOT COMPUTED" in lines
    said = " ".join(" ".join(lines).split())
    assert "Free copper, calculated: Ceruloplasmin would carry more copper" in said
    assert "oxidase activity" in said
    assert "Free copper, calculated was not computed:" in page(found)


def test_an_unknown_nutrient_has_no_row_with_a_mark(from_example: Assessment):
    names = [v.name for v in from_example.nutrients if v.status is Status.UNKNOWN]
    rows = [line for line in render(from_example).splitlines() if "···|" in line]
    assert not [row for row in rows for name in names if row[3:].startswith(f"{name} ")]


def test_vitamin_a_past_its_upper_level_stands_in_the_high_zone(shelf: Assessment):
    row = next(s for s in render(shelf).splitlines() if "Vitamin A " in s and "|" in s)
    strip = next(word for word in row.split() if word.count("|") == 4)
    assert "▲" in strip.split("|")[3]


def test_each_source_is_listed_by_its_slug(from_example: Assessment):
    said = render(from_example)
    assert all(f"  - {slug}: " in said for slug in from_example.sources)
    assert "doi:" not in said
