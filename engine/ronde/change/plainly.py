"""Lines of Markdown that tell a definition, as plain lines; and lines that differ, row by row where they are rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ronde.messages import translate

LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
"""A link, of which the text stays."""

MARKS = re.compile(r"\*\*|(?<!\\)`")
"""Marks of type."""

ESCAPED = re.compile(r"\\([^\w\s]|_)")
"""A mark that is read as it is."""

APART = " · "
"""What stands between the cells of a row."""


def unlinked(line: str) -> str:
    """A line of Markdown in which links are their texts."""
    return LINK.sub(r"\1", line)


def plainly(line: str) -> str:
    """A line of Markdown as plain text."""
    return html.unescape(ESCAPED.sub(r"\1", MARKS.sub("", unlinked(line))))


def differing(was: Sequence[str], now: Sequence[str], language: str) -> Iterator[str]:
    """What a run of lines was and is: rows with the same key, and one line for one, from the one to the other; of all
    others, those that were dropped, then those that were added."""
    old, new = _by_key(was), _by_key(now)
    if len(was) == len(now) == 1 and not old.keys() & new.keys():
        yield translate("changed", language, before=plainly(was[0]), after=plainly(now[0]))
        return
    for key, line in old.items():
        if key in new and new[key] != line:
            yield _row(key, line, new[key], language)
    for word, lines, others in (("diff-line-gone", old, new), ("diff-line-new", new, old)):
        for key, line in lines.items():
            if key not in others:
                yield translate(word, language, line=plainly(line))


def _row(key: str, was: str, now: str, language: str) -> str:
    rest = len(key) + len(APART)
    told = translate("changed", language, before=plainly(was[rest:]), after=plainly(now[rest:]))
    return translate("line-value", language, label=plainly(key), value=told)


def _by_key(lines: Sequence[str]) -> dict[str, str]:
    """The lines by what names them: the first cell of a row, all but the last if others begin so, else the line."""
    firsts = [line.partition(APART)[0] for line in lines]
    found: dict[str, str] = {}
    for line, first in zip(lines, firsts, strict=True):
        key = first if firsts.count(first) == 1 else line.rpartition(APART)[0] or line
        found[line if key in found else key] = line
    return found
