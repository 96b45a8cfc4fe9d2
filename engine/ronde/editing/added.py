"""A case added to the text of a file of cases, at the end of its list: nothing else in the file changes."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from ronde.editing.written import Value, values
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.locations import SourceLocation
from ronde.read.structure import parse
from ronde.syntax.cursor import Cursor, whole

CASES = "cases"
INDENT = 2
"""How deep the dash of a case stands in a file that has none yet, and in the lines that are added."""


def added(content: bytes, file: str, case: Sequence[str], name: str) -> tuple[bytes, int]:
    """The content of a file with the lines of one more case, of a name, and the number of the first of them, from 1.

    The case stands as deep as the others, after the comments of the last; line ends are those of the file. Errors:
    ValidationError for a file that is broken or has no list of cases, for a case of the same name, and for cases in
    brackets."""
    before = whole(parse(content, file))
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    every = values(text, file)
    here = next((each for each in every if each.steps == (CASES,)), None)
    if here is None or not isinstance(before.down(CASES).single().value, list | None):
        raise refuse("case-file-other", SourceLocation(file))
    _check_name(every, name, file)
    some = bool(before.down(CASES).items())
    if every[0].flow or (here.flow and some):
        raise refuse("case-in-brackets", SourceLocation(file, here.line, here.column))
    if not some:
        text = text[: here.start].rstrip(" ") + text[here.end :]
        depth, at = INDENT, _line_end(text, min(here.start, len(text)))
    else:
        depth = here.column - 1
        at = _after_comments(text, _line_end(text, _end(every)), depth)
    lines = [" " * depth + line[INDENT:] if line.strip() else "" for line in case]
    ends = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text[:at].endswith("\n") else ends
    made = mark + (text[:at] + gap + "".join(line + ends for line in lines) + text[at:]).encode()
    if not _only_more(before, made, file, case):
        raise refuse("case-in-brackets", SourceLocation(file, here.line, here.column))
    return made, (text[:at] + gap).count("\n") + 1


def _check_name(every: Sequence[Value], name: str, file: str) -> None:
    """Errors: ValidationError if a case has a name already, at that name."""
    for each in every:
        if len(each.steps) == 3 and each.steps[0] == CASES and each.steps[2] == "name" and each.text == name:
            raise refuse("case-there", SourceLocation(file, each.line, each.column), name=name)


def _end(every: Sequence[Value]) -> int:
    """Where the last single value, or list in brackets, of the cases ends."""
    return max(each.end for each in every if each.steps[:1] == (CASES,) and (each.text is not None or each.flow))


def _line_end(text: str, at: int) -> int:
    """Where the line that holds what ends at a place is over, its end included; the place itself if it is over."""
    if text[:at].endswith("\n"):
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _after_comments(text: str, at: int, depth: int) -> int:
    """The place after the comments from a place on that stand deeper than a dash, and so belong to the case above."""
    found = at
    for line in text[at:].splitlines(keepends=True):
        at += len(line)
        words = line.lstrip(" ")
        if not words.strip():
            continue
        if not words.startswith("#") or len(line) - len(words) <= depth:
            break
        found = at
    return found


def _only_more(before: Cursor, made: bytes, file: str, case: Sequence[str]) -> bool:
    """Whether a content says what was said before, and one case more."""
    try:
        after = whole(parse(made, file))
        more = whole(parse("\n".join(case).encode(), file)).items()
    except ValidationError:
        return False
    cases, wanted = after.down(CASES).items(), [*before.down(CASES).items(), *more]
    same = len(cases) == len(wanted) and all(one.says_same(other) for one, other in zip(cases, wanted, strict=True))
    return same and after.says_same(before, but=(CASES,))
