"""A real browser and a real server: `ronde serve` in a process of its own, asked by Debian's Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

EXAMPLE = Path(__file__).parents[2] / "examples" / "pvt-toronto.yaml"
DAY = "2023-07-05"
LOCALES = {"en": "en-CA", "fr": "fr-CA"}
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
ENLARGED: ViewportSize = {"width": 640, "height": 450}
"""The desktop at 200%: half as many pixels of a style sheet."""

SEND = "button.main"
"""The button that goes on, on every page that has one."""


@contextmanager
def serving() -> Iterator[str]:
    """The address at which `ronde serve` listens."""
    command = [sys.executable, "-m", "ronde", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            yield next(word for word in said.split() if word.startswith("http://")).rstrip("/")
        finally:
            server.terminate()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium as the system has it. Errors: RuntimeError, with what to install."""
    if (chromium := shutil.which("chromium")) is None:
        raise RuntimeError("These tests run in a browser. Please install Chromium (Debian: apt-get install chromium).")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


def _address(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def press(page: Page, selector: str) -> None:
    """Press a button that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.click(selector)


def with_profile(page: Page) -> None:
    """The interview about the example, as of `DAY`."""
    page.goto(f"/?as_of={DAY}")
    page.set_input_files("input[name=file]", EXAMPLE)
    press(page, "form[enctype] button")


def _posted(path: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        with_profile(page)
        press(page, f"form[action='{path}'] {SEND}" if path == "/decision" else f"button[formaction='{path}']")

    return show


def _history(page: Page) -> None:
    _posted("/decision")(page)
    press(page, "button[formaction='/history']")


def _wrong(page: Page) -> None:
    page.goto(f"/form?as_of={DAY}")
    page.fill("input[inputmode=decimal] >> nth=0", "?")
    press(page, f"#answers .bar {SEND}")


def _tables(page: Page) -> None:
    """A change in its tables, with a cell that is wrong."""
    page.goto("/change?topic=funds/required&day=2027-01-01")
    press(page, "button[value=grid]")
    page.locator("[id='cell.0.1.1']").press_sequentially("?")
    page.locator("[id='cell.0.1.1.wrong']").wait_for()


TOPIC, FROM = "funds/required", "2027-01-01"
"""A topic that is changed, and the day of its next version."""


FILLED = {
    "published": "2026-12-01",
    "checked": "2026-12-02",
    "note/fr": "Montants du nouveau tableau.",
    "note/en": "Amounts of the new table.",
}
"""What a draft leaves to whoever changes it."""


def _tried(page: Page) -> None:
    """A figure changed in the tables of a draft, and tried."""
    page.goto(f"/change?topic={TOPIC}&day={FROM}")
    press(page, "button[value=grid]")
    for name, text in FILLED.items():
        page.fill(f"[name='top.{name}']", text)
    page.fill("[name='cell.0.0.1']", "15500")
    press(page, f"#draft {SEND}")


PAGES: dict[str, Callable[[Page], object]] = {
    "interview": _address(f"/?as_of={DAY}"),
    "interview-with-answers": with_profile,
    "form": _address(f"/form?as_of={DAY}"),
    "form-with-answers": _posted("/form"),
    "form-wrong": _wrong,
    "decision": _posted("/decision"),
    "history": _history,
    "rules": _address(f"/rules?as_of={DAY}"),
    "topic": _address("/rules/funds/required?as_of=2023-05-03"),
    "versions": _address("/versions/funds/required"),
    "diff": _address("/diff?before=2025-03-24&after=2025-03-25"),
    "rounds": _address("/rounds?kind=french&year=2023"),
    "round": _address("/rounds/447"),
    "change": _address("/change"),
    "change-begun": _address(f"/change?topic={TOPIC}&day={FROM}"),
    "change-tables": _tables,
    "change-tried": _tried,
    "refused": _address("/nothing"),
}
"""What brings a browser to each page, in each state that looks different."""
