"""What a version changes: the facts and codes that are new, gone, or defined otherwise than in the version before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ronde.change.plainly import APART
from ronde.change.telling import FactTold, ListTold, VersionTold

LINK = re.compile(r"\]\([^()\s]*\)")
"""The target of a link, which moves with the version that it leads to."""

RULE = re.compile(r"[|: -]+")
"""The line below the headings of a table."""

ITEM = re.compile(r"(- |\d+\. )")
"""How a line of a list begins."""

CELLS = re.compile(r"(?<!\\)\|")
"""What stands between the cells of a row."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact as it was and as it is, and the lines that differ: each time those of before, then those of now."""

    was: FactTold
    now: FactTold
    lines: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the version before. Facts are of the version that has them."""

    new: tuple[FactTold, ...]
    gone: tuple[FactTold, ...]
    changed: tuple[FactChange, ...]
    lists: tuple[ListChange, ...]
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed or self.lists or self.others)


@dataclass(frozen=True, slots=True)
class ListChange:
    """A list as it was and as it is, if it was or is; the codes that it gained and lost, with their titles and
    attributes, and those that have others than before: each time what was, then what is."""

    was: ListTold | None
    now: ListTold | None
    new: tuple[tuple[str, ...], ...]
    gone: tuple[tuple[str, ...], ...]
    otherwise: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


OTHERS = (("applies_to", "site-applies"), ("refuse", "page-refused"), ("records", "site-records"))
"""Other parts of a version, and the keys of their names."""


def changes_between(before: VersionTold, after: VersionTold) -> Changes:
    """What a version changes. A fact is changed if what its file says and what is told of it both differ: the label of
    another topic alone changes no version. Of other parts only their names are told."""
    old = {fact.names: fact for fact in before.facts}
    now = {fact.names: fact for fact in after.facts}
    both = [(old[names], fact) for names, fact in now.items() if names in old]
    both = [(was, fact) for was, fact in both if not was.written.at.says_same(fact.written.at)]
    changed = (FactChange(was, fact, _differing(was, fact)) for was, fact in both)
    return Changes(
        tuple(fact for names, fact in now.items() if names not in old),
        tuple(fact for names, fact in old.items() if names not in now),
        tuple(change for change in changed if change.lines),
        tuple(_list_changes(before, after)),
        tuple(key for part, key in OTHERS if not before.written.at.down(part).says_same(after.written.at.down(part))),
    )


def _differing(was: FactTold, now: FactTold) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The lines that differ; links to other versions of the same do not count."""
    before, after = _lines(was), _lines(now)
    old, new = ([LINK.sub("]", line) for line in lines] for lines in (before, after))
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return tuple(
        (tuple(before[start:end]), tuple(after[first:last]))
        for same, start, end, first, last in matcher.get_opcodes()
        if same != "equal"
    )


def _lines(fact: FactTold) -> list[str]:
    """All that is told of a fact as lines that can stand alone: those of lists without their marks, cells apart."""
    told = [fact.label, *fact.traits, *map(str.strip, fact.lines), fact.note]
    return [_alone(line) for line in told if line and not RULE.fullmatch(line)]


def _alone(line: str) -> str:
    if line.startswith("|"):
        return APART.join(cell.strip() for cell in CELLS.split(line)[1:-1])
    return ITEM.sub("", line, count=1) if ITEM.match(line) else line


def _list_changes(earlier: VersionTold, later: VersionTold) -> Iterator[ListChange]:
    """The lists that are new or gone, or of which codes, titles or attributes are."""
    old = {each.name: each for each in earlier.lists}
    now = {each.name: each for each in later.lists}
    for name in dict.fromkeys((*now, *old)):
        was, told = old.get(name), now.get(name)
        before_by_code, after_by_code = ({row[0]: row for row in each.codes} if each else {} for each in (was, told))
        new = tuple(row for code, row in after_by_code.items() if code not in before_by_code)
        gone = tuple(row for code, row in before_by_code.items() if code not in after_by_code)
        both = ((row, after_by_code[code]) for code, row in before_by_code.items() if code in after_by_code)
        otherwise = tuple((before, after) for before, after in both if before != after)
        if was is None or told is None or new or gone or otherwise:
            yield ListChange(was, told, new, gone, otherwise)
