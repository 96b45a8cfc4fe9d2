"""The parameters that a book sets for checks which have none of that name."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.messages import LANGUAGES, translate
from ronde.messages.pages import pages


def _nothing() -> dict[str, str]:
    return {language: translate("judge-nothing", language) for language in LANGUAGES}


def find(context: Context) -> Iterator[Found]:
    """Every parameter of a check, under `checks` of book.yaml, that the check has not."""
    asked = context.book_syntax.checks if context.book_syntax is not None else {}
    known = {page.code: page.parameters for page in pages().values()} if asked else {}
    for code, each in asked.items():
        for name, number in each.parameters.items():
            if code in known and name not in known[code]:
                about = {"code": code, "name": name, "known": ", ".join(known[code]) or _nothing()}
                yield Found(number.at.location(key=True), about)
