"""The versions that say the same as the one before."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.version import syntax_of

DATED = ("effective", "published", "checked", "corrects")
"""What a copy says otherwise in any case."""


def find(context: Context) -> Iterator[Found]:
    """Every version of which only the days differ from those of the one before."""
    for before, version in written.pairs(context):
        own = syntax_of(version)
        if own.corrects is None and own.at.says_same(syntax_of(before).at, DATED):
            yield Found(version.document.location(("effective",)), {"file": f"{before.name}.yaml"})
