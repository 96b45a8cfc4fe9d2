"""The facts and rows that come or go between two versions without a word in the note."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.history import Version


def find(context: Context) -> Iterator[Found]:
    """Every version with other facts or rows than the one before, whose note is missing or is the earlier one."""
    for before, version in written.pairs(context):
        if version.conditional or "corrects" in version.tree or _noted(before, version):
            continue
        earlier, own = _members(before), _members(version)
        if earlier != own:
            about = {"file": f"{before.name}.yaml", "added": _names(own - earlier), "dropped": _names(earlier - own)}
            yield Found(version.document.place(("facts",), key=True), about)


def _noted(before: Version, version: Version) -> bool:
    note = version.tree.get("note")
    return note is not None and note != before.tree.get("note")


def _members(version: Version) -> set[tuple[str, ...]]:
    """The facts of a version, and the rows of each table of one key."""
    facts = written.facts(version)
    rows = {
        (name, key)
        for name, tree in facts.items()
        for table in (tree.get("table"), tree.get("scale"))
        if isinstance(table, dict) and isinstance(found := table.get("rows"), dict)
        for key in found
    }
    return {(name,) for name in facts} | rows


def _names(members: set[tuple[str, ...]]) -> str:
    """What came or went, in order; a fact that came or went stands for its rows."""
    whole = {each[0] for each in members if len(each) == 1}
    told = [": ".join(each) for each in sorted(members) if len(each) == 1 or each[0] not in whole]
    return ", ".join(told) or "0"
