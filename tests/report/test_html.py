import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from micronutrient.report.html import bar, render
from micronutrient.states import Status
from micronutrient.verdict import Assessment

VOID = {"meta", "link", "br", "img", "input", "hr"}
HEADING = re.compile(r"h([1-6])")


class Page(HTMLParser):
    """Reads a page and notes every tag; complains where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in {tag}"
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]


def test_tags_nest_ids_are_unique_and_links_lead_somewhere(assessment: Assessment):
    page = Page(render(assessment))
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    named = [name for key in ("aria-labelledby",) for v in page.values(key) for name in v.split()]
    linked = [link[1:] for link in page.values("href") if link.startswith("#")]
    assert set(named) | set(linked) <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(assessment: Assessment):
    text = render(assessment)
    page = Page(text)
    assert not page.values("src")
    assert not page.values("srcset")
    assert all(link == "data:," or link.startswith("#") for link in page.values("href"))
    assert not {tag for tag, _ in page.tags} & {"script", "iframe", "img", "object", "form"}
    names = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert len([tag for tag, _ in page.tags if tag == "style"]) == 1
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
    assert set(re.findall(r"url\((.)", style)) <= {"#"}
    assert "@import" not in style


def test_the_policy_allows_this_style_sheet_and_nothing_else(shelf: Assessment):
    text = render(shelf)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(
        attrs["content"]
        for _, attrs in Page(text).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy


def test_hostile_texts_are_shown_as_they_are_written(hostile: Assessment):
    text = render(hostile)
    said = "".join(Page(text).words)
    assert "<script>fetch(" in said
    assert "<img src=http://evil.test/condition.png>" in said
    assert "<img src=http://evil.test/food.png onerror=alert(1)>" in said
    assert '"><svg onload=alert(1)>' in said
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_headings_run_in_order(assessment: Assessment):
    found = (HEADING.fullmatch(tag) for tag, _ in Page(render(assessment)).tags)
    levels = [int(match[1]) for match in found if match]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_language_is_stated(shelf: Assessment):
    assert dict(Page(render(shelf)).tags)["html"] == {"lang": "en"}


def test_every_nutrient_and_every_reason_is_there(from_example: Assessment):
    said = " ".join("".join(Page(render(from_example)).words).replace("\xa0", " ").split())
    for verdict in from_example.nutrients:
        if verdict.status is Status.UNKNOWN:
            continue
        assert verdict.name in said
        if verdict.nutrient in {"protein", "carbohydrate", "fat", "fibre", "water"}:
            continue
        for evidence in verdict.evidence:
            assert " ".join(evidence.why.replace("\xa0", " ").split()) in said


def test_every_source_is_numbered_and_says_how_far_it_was_checked(from_example: Assessment):
    text = render(from_example)
    for place, slug in enumerate(from_example.sources, start=1):
        assert f'<li id="source-{place}">' in text
        assert f"[{slug}]</li>" in text


def test_what_was_set_aside_comes_before_the_summary(inflamed: Assessment):
    assert inflamed.quarantined
    text = render(inflamed)
    assert text.index("NOT USED") < text.index('id="summary"')
    assert all(one.ask.split(":")[0][1:20] in text for one in inflamed.quarantined)


def test_the_bar_of_probabilities_is_full(from_example: Assessment):
    for verdict in from_example.nutrients:
        pieces = bar(verdict)
        if pieces:
            assert sum(length for _, _, length, _ in pieces) == pytest.approx(160, abs=4)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_published_wcag_contrast_of_text_is_at_least_4_5(shelf: Assessment):
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", render(shelf)))
    for name in (*map(str, Status), "quiet", "ink"):
        assert contrast(colours[name], "#ffffff") >= 4.5, name
    for ground in ("#fff8ee", "#fdf0f0", "#f7f4fc", colours["soft"]):
        assert contrast(colours["quiet"], ground) >= 4.5
        assert contrast("#0b4f8a", ground) >= 4.5
