"""The facts and rows that come or go between two versions without a word in the note."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.history import Version
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every version with other facts or rows than the one before, whose note is missing or is the earlier one."""
    for before, version in written.pairs(context):
        if version.conditional or syntax_of(version).corrects or _noted(before, version):
            continue
        earlier, own = _members(before), _members(version)
        if earlier != own:
            about = {"file": f"{before.name}.yaml", "added": _names(own - earlier), "dropped": _names(earlier - own)}
            yield Found(syntax_of(version).at.down("facts").location(key=True), about)


def _noted(before: Version, version: Version) -> bool:
    note = syntax_of(version).note
    return note is not None and note != syntax_of(before).note


def _members(version: Version) -> set[tuple[str, ...]]:
    """The facts of a version, and the rows of each table of one key."""
    facts = syntax_of(version).facts
    return {(name,) for name in facts} | {(fact, row.key) for fact, rows in written.tables(version) for row in rows}


def _names(members: set[tuple[str, ...]]) -> str:
    """What came or went, in order; a fact that came or went stands for its rows."""
    whole = {each[0] for each in members if len(each) == 1}
    told = [": ".join(each) for each in sorted(members) if len(each) == 1 or each[0] not in whole]
    return ", ".join(told) or "0"
