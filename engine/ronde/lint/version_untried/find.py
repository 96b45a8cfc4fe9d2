"""The versions that no case tries."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every version that defines what is not merely asked, and on which the answer to no case rests. A version that was
    corrected is left out: few ask what was thought before."""
    if context.tried is None:
        return
    for history in written.histories(context):
        for version in written.complete(history):
            decides = any(fact.input is None for fact in syntax_of(version).facts.values())
            if decides and (version.topic, version.name) not in context.tried.versions:
                yield Found(version.document.location(("effective",)), {"file": version.document.file})
