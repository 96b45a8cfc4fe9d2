"""Every page as it is shown: to whom it may not be readable, and whether it fits a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.support import browser as real

OPENED = "for (const each of [...document.querySelectorAll('details')].slice(0, 12)) each.open = true"
"""Opens what is folded: the first of each page, for the rest is made as they are."""

WIDER = """[...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth && !each.closest('.wide, .skip, .unseen'))
    .map(each => each.outerHTML.slice(0, 200))"""
"""What reaches beyond the window, but for tables, which are moved sideways by themselves."""


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize(
    ("language", "scheme", "size"), [("en", "light", real.DESKTOP), ("fr", "dark", real.PHONE)], ids=["en", "fr"]
)
@pytest.mark.parametrize("name", real.PAGES)
def test_every_page_can_be_read_by_everybody(
    window: Open, axe: Axe, name: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    """By the rules of axe-core, those on contrast among them; and nothing is wider than the window."""
    page = window(language, color_scheme=scheme, viewport=size)
    real.PAGES[name](page)
    page.evaluate(OPENED)
    assert page.get_attribute("html", "lang") == language
    assert violations(axe, page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.evaluate(WIDER)


def violations(axe: Axe, page: Page) -> list[dict[str, Any]]:
    """What axe-core finds: the rule, and the elements."""
    found = axe.run(page).response["violations"]
    return [{"rule": each["id"], "elements": [node["html"][:200] for node in each["nodes"]]} for each in found]
