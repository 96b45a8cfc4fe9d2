"""One server and one browser for the tests of this folder; a window for each test, which nothing else is asked by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.support import browser as real

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    with real.serving() as told:
        yield told


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with real.browsing() as opened:
        yield opened


@pytest.fixture
def window(address: str, chromium: Browser) -> Iterator[Open]:
    """Opens a window in a language. Whatever a page asks of another server, or may not do, is an error at the end."""
    contexts, wrong = [], []

    def opened(language: str = "en", **about: Any) -> Page:
        about.setdefault("viewport", real.DESKTOP)
        context = chromium.new_context(base_url=address, locale=real.LOCALES[language], **about)
        context.set_default_timeout(20_000)
        context.on("request", lambda each: each.url.startswith(address) or wrong.append(each.url))
        context.on("console", lambda each: "Content Security Policy" in each.text and wrong.append(each.text))
        context.on("weberror", lambda each: wrong.append(str(each.error)))
        contexts.append(context)
        return context.new_page()

    yield opened
    for each in contexts:
        each.close()
    assert wrong == []
