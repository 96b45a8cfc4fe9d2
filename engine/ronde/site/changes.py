"""What a version changes: the facts and codes that are new, gone, or defined otherwise than in the version before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ronde.site.telling import FactTold, ListTold, VersionTold

LINK = re.compile(r"\]\([^()\s]*\)")
"""The target of a link, which moves with the version that it leads to."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the version before. Facts are of the version that has them: of both where they changed."""

    new: tuple[FactTold, ...]
    gone: tuple[FactTold, ...]
    changed: tuple[tuple[FactTold, FactTold], ...]
    lists: tuple[ListChange, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed or self.lists)


@dataclass(frozen=True, slots=True)
class ListChange:
    """The codes, with their titles, that a list gained and lost."""

    told: ListTold
    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]


def changes_between(before: VersionTold, after: VersionTold) -> Changes:
    """What a version changes. A fact is changed if what its file says and what is told of it both differ: the label of
    another topic alone changes no version."""
    old = {fact.names: fact for fact in before.facts}
    now = {fact.names: fact for fact in after.facts}
    both = [(old[names], fact) for names, fact in now.items() if names in old]
    return Changes(
        tuple(fact for names, fact in now.items() if names not in old),
        tuple(fact for names, fact in old.items() if names not in now),
        tuple((was, fact) for was, fact in both if was.body != fact.body and _said(was) != _said(fact)),
        tuple(_lists(before, after)),
    )


def _said(fact: FactTold) -> tuple[object, ...]:
    told = (fact.label, fact.asked, *fact.traits, *fact.lines, fact.note, fact.confidence)
    return tuple(LINK.sub("]", each) if isinstance(each, str) else each for each in told)


def _lists(before: VersionTold, after: VersionTold) -> list[ListChange]:
    old: Mapping[str, ListTold] = {each.name: each for each in before.lists}
    found = []
    for told in after.lists:
        if told.name in old:
            was, now = dict(old[told.name].codes), dict(told.codes)
            new = tuple((code, title) for code, title in told.codes if code not in was)
            gone = tuple((code, title) for code, title in old[told.name].codes if code not in now)
            if new or gone:
                found.append(ListChange(told, new, gone))
    return found
