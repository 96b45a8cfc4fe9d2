"""Every page as it is shown: to whom it may not be readable, and whether it fits a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize
from tests.browser.conftest import Open
from tests.support import browser as real

OPENED = "for (const each of [...document.querySelectorAll('details')].slice(0, 12)) each.open = true"
"""Opens what is folded: the first of each page, for the rest is made as they are."""

WIDER = """[...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth && !each.closest('.wide, .skip, .unseen'))
    .map(each => each.outerHTML.slice(0, 200))"""
"""What reaches beyond the window, but for tables, which are moved sideways by themselves."""


LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (
    ("dark", real.DESKTOP),
    ("light", real.ENLARGED),
    ("light", real.PHONE),
    ("dark", real.PHONE),
)
"""How a page is looked at besides light on a desktop."""

OF_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules whose answer is another in other colours or another width."""

SHIFTS = """globalThis.shifts = [];
const itself = each => !each.lastInputTime || each.startTime - each.lastInputTime > 3000;
new PerformanceObserver(found => shifts.push(...found.getEntries().filter(itself)))
    .observe({type: 'layout-shift', buffered: true})"""
SHIFTED = """new Promise(told => requestAnimationFrame(() => setTimeout(
    () => told(shifts.map(each => `${each.value} ${each.sources.map(one => one.node?.nodeName)}`)))))"""
"""What moved on a page by itself and not because somebody typed, and how far."""


SHEET: ViewportSize = {"width": 672, "height": 1000}
"""The pixels of a sheet of A4 within its margins."""

SEEN = "(names => [...document.querySelectorAll(names)].filter(each => each.getBoundingClientRect().height).length)"
"""How many elements are seen, or printed."""

FOUND = """options => axe.run(options).then(found => found.violations.map(
    ({id, nodes}) => ({rule: id, elements: nodes.map(each => each.html.slice(0, 200))})))"""
"""What axe-core finds, told shortly."""


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize("language", real.LOCALES)
@pytest.mark.parametrize("name", real.PAGES)
def test_every_page_can_be_read_by_everybody(window: Open, axe: Axe, name: str, language: str) -> None:
    """By the rules of axe-core, light and dark, on a desktop, on a phone and enlarged; it fits them, and nothing of it
    moves while it loads."""
    page = window(language)
    page.add_init_script(SHIFTS)
    real.PAGES[name](page)
    assert page.get_attribute("html", "lang") == language
    assert page.evaluate(SHIFTED) == []
    page.evaluate(OPENED)
    assert violations(axe, page) == []
    for scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        assert violations(axe, page, OF_LOOKS) == [], (scheme, size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.evaluate(WIDER)


@pytest.mark.parametrize("name", ["decision", "topic", "versions"])
def test_what_is_printed_is_whole_and_readable_and_leads_nowhere(window: Open, axe: Axe, name: str) -> None:
    """On a sheet of A4, also if the screen is dark; what is folded on the screen is there."""
    page = window("fr", viewport=SHEET)
    real.PAGES[name](page)
    folded = page.locator("details:not([open]) .reasons li").count()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(f"{SEEN}('header, nav, form, button, .skip')") == 0
    assert page.evaluate(f"{SEEN}('details:not([open]) .reasons li')") == folded
    assert (folded > 20) == (name == "decision")
    assert page.evaluate(WIDER.replace(".wide, ", "")) == []
    assert violations(axe, page, OF_LOOKS[:1]) == []


def violations(axe: Axe, page: Page, rules: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What axe-core finds by some rules, or by all: the rule, and the elements."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(axe.axe_script)
    options = {"resultTypes": ["violations"], "elementRef": False}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found: list[dict[str, Any]] = page.evaluate(FOUND, options)
    return found
