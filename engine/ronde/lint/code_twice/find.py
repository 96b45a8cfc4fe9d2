"""The codes that a list draws, or leaves out, twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.values import Name
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every code or pattern under `include` or `exclude` that another one there already means."""
    for version in written.versions(context):
        for each in syntax_of(version).lists.values():
            yield from _twice(each.include or ())
            yield from _twice(each.exclude or ())


def _twice(patterns: Sequence[Name]) -> Iterator[Found]:
    texts = [each.text for each in patterns]
    whole = {text[:-1] for text in texts if text.endswith("*")}
    for number, pattern in enumerate(patterns):
        code = pattern.text.removesuffix("*")
        longest = len(code) - pattern.text.endswith("*")
        wider = next((code[:length] for length in range(longest + 1) if code[:length] in whole), None)
        if wider is not None:
            yield Found(pattern.at.location(), {"code": pattern.text, "other": f"{wider}*"})
        elif pattern.text in texts[:number]:
            yield Found(pattern.at.location(), {"code": pattern.text, "other": pattern.text})
