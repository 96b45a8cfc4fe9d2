"""The values written in a file, each with the letters that it takes up, and the one that a path names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ronde.messages.diagnostics import refuse
from ronde.model.document import pointer
from ronde.model.locations import SourceLocation
from ronde.model.near import nearest
from ronde.read.compose import Node, careful_nodes, quick_nodes
from ronde.read.structure import parse

SEPARATOR = "/"
"""What stands between the keys of a path: names of facts have points in them."""

MOST_TOLD = 5
"""Places that are told of a path that names many."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written: the keys and positions that lead to it, its text if it is a single one, its quotes, the
    letters from `start` to `end` that it takes up, its line and column, from 1, and whether the last step is a key."""

    steps: tuple[str, ...]
    text: str | None
    quotes: str
    flow: bool
    start: int
    end: int
    line: int
    column: int
    keyed: bool = False

    @property
    def path(self) -> str:
        """The whole path that names it."""
        return SEPARATOR.join(self.steps)


def root(text: str, file: str) -> Node | None:
    """The nodes of a text; None if it is empty. Errors: ValidationError for a broken text, and for one whose references
    lead in a circle, or to more than a file may hold."""
    if "&" in text and "*" in text:
        parse(text.encode(errors="surrogateescape"), file)
    return quick_nodes(text) or careful_nodes(text, file)


def values(text: str, file: str) -> list[Value]:
    """Every value of a text, in order; what holds others stands before them. Errors: ValidationError for a broken
    text."""
    top = root(text, file)
    return list(_below(top, ())) if top is not None else []


def _below(node: Node, steps: tuple[str, ...], *, keyed: bool = False) -> Iterator[Value]:
    begin, end = node.start_mark, node.end_mark
    single = node.value if node.id == "scalar" else None
    flow = bool(getattr(node, "flow_style", False))
    yield Value(
        steps,
        single,
        getattr(node, "style", None) or "",
        flow,
        begin.index,
        end.index,
        begin.line + 1,
        begin.column + 1,
        keyed,
    )
    if node.id == "mapping":
        for key, value in node.value:
            yield from _below(value, (*steps, str(key.value)), keyed=True)
    elif node.id == "sequence":
        for number, value in enumerate(node.value):
            yield from _below(value, (*steps, str(number)))


def named(every: Sequence[Value], path: str, file: str) -> Value:
    """The value that a path names: its keys from the top, or some of them in order, the last one last.
    Of two of which one lies in the other, it is the one that holds the other; a key goes before a position in a list.

    Errors: ValidationError if it names none or several, with what is like it or what it names."""
    keys = tuple(path.split(SEPARATOR))
    whole = [each for each in every if each.steps in (keys, ("facts", *keys))]
    found = whole or [each for each in every if _leads(keys, each.steps)]
    heads = {each.steps for each in found}
    found = [each for each in found if not any(each.steps[:length] in heads for length in range(1, len(each.steps)))]
    found = [each for each in found if each.keyed] or found
    if not found:
        last = {each.steps[-1] for each in every if each.steps}
        close = next((near for key in reversed(keys) if key not in last and (near := nearest(key, last))), "")
        raise refuse("edit-path-unknown", SourceLocation(file), path=path, close=close)
    if len(found) > 1:
        some = ", ".join(f"{each.path} ({each.line})" for each in found[:MOST_TOLD])
        raise refuse("edit-path-many", SourceLocation(file), path=path, count=len(found), places=some)
    return found[0]


def _leads(keys: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether keys stand in steps in order, the last at the end."""
    if not steps or steps[-1] != keys[-1]:
        return False
    rest = iter(steps[:-1])
    return all(key in rest for key in keys[:-1])


def told(every: Sequence[Value]) -> dict[str, tuple[str | None, bool, int]]:
    """What a text says, by place: single values and whether they are quoted, and that there is something that holds
    others. Where it stands in the text does not count."""
    return {pointer(each.steps): (each.text, bool(each.quotes), each.text is None) for each in every}
