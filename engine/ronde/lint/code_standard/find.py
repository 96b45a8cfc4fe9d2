"""The codes written out in a list that follows a standard which holds them already."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.read import standards
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every code of a list that its standard gives too, with the title that the standard gives it."""
    for version in written.versions(context):
        for each in syntax_of(version).lists.values():
            known = standards.items(each.standard or "")
            for code in each.items:
                if code in known:
                    about = {"code": code, "standard": each.standard, "title": known[code]}
                    yield Found(each.at.location("items", code, key=True), about)
