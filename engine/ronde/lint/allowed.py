"""What a book lets pass: diagnostics allowed on their line for a reason, and the level that it gives to each check.

`# ronde: allow CODE: reason` stands at the end of the line that a diagnostic is told of, or alone on the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.model.document import Document
from ronde.model.locations import Location, SourceLocation
from ronde.syntax.book import book_syntax

ALLOW = re.compile(r"(?:^|\s)# ronde: allow ([a-z0-9-]+)[ \t]*:?[ \t]*(.*)$")
MARK = b"# ronde: allow"
OFF = "off"
"""The level of a check that is not asked."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One diagnostic that a file allows: where that is written, the line it is for, the code, and why."""

    location: Location
    line: int
    code: str
    reason: str


def allowances(contents: Iterable[tuple[str, bytes]]) -> list[Allowance]:
    """Everything that files allow, by path."""
    return [each for path, content in contents if MARK in content for each in _in_file(path, content)]


def _in_file(path: str, content: bytes) -> Iterator[Allowance]:
    lines = content.decode(errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        written = ALLOW.search(line)
        if written is None:
            continue
        meant = number
        while meant <= len(lines) and lines[meant - 1].lstrip().startswith("#"):
            meant += 1
        begin = line.index("#", written.start()) + 1
        yield Allowance(SourceLocation(path, number, begin, number, len(line) + 1), meant, written[1], written[2])


def without_allowed(
    diagnostics: Iterable[Diagnostic], written: Iterable[Allowance], unasked: frozenset[str] = frozenset()
) -> list[Diagnostic]:
    """The diagnostics that are not allowed, and what is wrong with what allows: no reason, or nothing that it allows.
    Of the codes of checks that were not asked, nothing is said."""
    told = list(diagnostics)
    found = {(each.location.name, each.location.line, each.code) for each in told}
    wrong: list[Diagnostic] = []
    allowed: set[tuple[str, int, str]] = set()
    for each in (one for one in written if one.code not in unasked):
        key = each.location.name, each.line, each.code
        if key not in found:
            wrong.append(Diagnostic("allow-idle", each.location, {"code": each.code}, Severity.WARNING))
        elif not each.reason.strip():
            wrong.append(Diagnostic("allow-unreasoned", each.location, {"code": each.code}, Severity.WARNING))
        else:
            allowed.add(key)
    return [each for each in told if (each.location.name, each.location.line, each.code) not in allowed] + wrong


def levels(book: Document | None) -> dict[str, str]:
    """The level that a book gives to some codes: `error`, `warning`, `advice`, `off`."""
    asked = {} if book is None else book_syntax(book).checks
    return {code: each.level for code, each in asked.items() if each.level is not None}


def at_levels(diagnostics: Iterable[Diagnostic], given: Mapping[str, str]) -> list[Diagnostic]:
    """The diagnostics at the levels that the book gives, without those that are off."""
    return [
        replace(each, severity=Severity(given[each.code])) if each.code in given else each
        for each in diagnostics
        if given.get(each.code) != OFF
    ]
