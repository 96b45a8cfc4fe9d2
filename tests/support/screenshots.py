"""Pictures of every page, as `tools/screenshots` makes them; three of them are in the README."""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

from tests.support import browser as real

SIZES = {"phone": real.PHONE, "desktop": real.DESKTOP}
TALLEST = 3_000
"""Pixels of a page that are drawn: the rest of a long one is as what stands above."""


README = Path(__file__).parents[2] / "docs" / "pictures"
IN_README = (
    ("interview-with-answers", "fr", "phone"),
    ("decision", "en", "desktop"),
    ("change-tried", "fr", "desktop"),
)
TALL = {"phone": 640, "desktop": 900}


def for_readme() -> None:
    """Make the three pictures of the README, each as high as a screen."""
    with real.serving() as address, real.browsing() as browser:
        for name, language, size in IN_README:
            viewport = SIZES[size] | {"height": TALL[size]}
            page = browser.new_page(base_url=address, locale=real.LOCALES[language], viewport=viewport)
            real.PAGES[name](page)
            page.screenshot(path=README / f"web-{name.partition('-')[0]}.png")


def main() -> None:
    """Make the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", help="where the pictures go; those of the README if none is named"
    )
    parser.add_argument("pages", nargs="*", help=f"which pages (default: all): {', '.join(real.PAGES)}")
    asked = parser.parse_args()
    if asked.folder is None:
        for_readme()
        return
    asked.folder.mkdir(parents=True, exist_ok=True)
    with real.serving() as address, real.browsing() as browser:
        for language, (size, viewport) in product(real.LOCALES, SIZES.items()):
            context = browser.new_context(base_url=address, locale=real.LOCALES[language], viewport=viewport)
            page = context.new_page()
            for name in asked.pages or real.PAGES:
                real.PAGES[name](page)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
                    page.screenshot(
                        path=asked.folder / f"{name}-{language}-{size}-{scheme}.png",
                        full_page=True,
                        clip={"x": 0, "y": 0, "width": viewport["width"], "height": height},
                    )
            context.close()


if __name__ == "__main__":
    main()
