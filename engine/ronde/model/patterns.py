"""Patterns that rulesets set for texts, matched by RE2: in time that grows with the text, whatever the pattern.

Python's own `re` tries alternatives one after another: `(a+)+$` against forty letters does not end.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ronde.model.limits import LONGEST_PATTERN


class PatternBroken(ValueError):
    """The pattern is too long, is not a regular expression, or is one that RE2 does not take (`(?=`, `\\1`)."""


def fits(pattern: str, text: str) -> bool:
    """Whether a whole text is of the form that a pattern asks for. Errors: PatternBroken."""
    return compiled(pattern).fullmatch(text.encode()) is not None


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """The pattern, ready to be matched with UTF-8: characters would have to be counted anew in every text. Errors:
    PatternBroken."""
    import re2

    if len(pattern) > LONGEST_PATTERN:
        raise PatternBroken
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error:
        raise PatternBroken from None
